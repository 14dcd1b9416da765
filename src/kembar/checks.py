"""What is to be mended: broken shapes, and folders that hold less than their card promises."""

from __future__ import annotations

from kembar.graph import key_of
from kembar.loaders.files import read_card
from kembar.loaders.tables import read_table
from kembar.oxigraph import Engine
from kembar.validation import located, validate
from kembar.workspace import CARD, Workspace


def to_mend(
    workspace: Workspace, engine: Engine, language: str = "en", *, referee: bool = False
) -> list[str]:
    """One line for each fault: where, what is wrong, what to do.

    Args:
        workspace: whose files and shapes count.
        engine: its graph.
        language: of the shapes' messages, "en" or "id".
        referee: let pySHACL check the shapes.
    """
    problems = validate(engine.triples(), workspace, language, referee=referee)
    return [str(problem) for problem in located(problems, engine, workspace)] + _too_few(workspace)


def _too_few(workspace: Workspace) -> list[str]:
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
