"""What a check finds beside the shapes: folders that hold less than their card promises."""

from __future__ import annotations

from kembar.graph import key_of
from kembar.loaders.files import read_card
from kembar.loaders.tables import read_table
from kembar.workspace import CARD, Workspace


def too_few(workspace: Workspace) -> list[str]:
    """One line for each table that holds fewer different records than its folder's card says."""
    told = []
    for card_file in workspace.files("data", ".toml"):
        if card_file.path.name != CARD:
            continue
        for kind, least in read_card(card_file.path, card_file.shown).least:
            table = card_file.path.parent / f"{kind}.csv"
            rows = read_table(table) if table.exists() else []
            found = len({key_of(row.record) for row in rows})
            if found < least:
                told.append(f"{card_file.shown} [{kind}]: holds {found}, its card says {least}")
    return told
