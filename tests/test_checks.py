"""What is to be mended, a line each."""

from __future__ import annotations

from kembar.checks import to_mend
from kembar.oxigraph import Engine
from kembar.store import open_store
from kembar.workspace import Workspace


def test_nothing_is_to_mend_in_the_shipped_data(engine: Engine) -> None:
    assert to_mend(Workspace(), engine) == []


def test_a_folder_must_hold_what_its_card_promises(own: Workspace) -> None:
    assert own.root
    folder = own.root / "data" / "mine"
    folder.mkdir()
    (folder / "source.toml").write_text('title = "Mine"\n[least]\nagencies = 2\n')
    (folder / "agencies.csv").write_text(
        "agency,name_en,source\nid-x,X,unverified\nid-x,Ex,unverified\n"
    )
    (told,) = to_mend(own, open_store(own).engine)
    assert told.endswith("source.toml [agencies]: holds 1, its card says 2")
