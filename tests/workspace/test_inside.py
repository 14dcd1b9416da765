"""A workspace may come from anybody: nothing outside it is read, written or deleted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kembar.editing.diff import folder_graphs
from kembar.editing.history import change_log
from kembar.errors import KembarError
from kembar.workspace.atomic_write import WRITING
from kembar.workspace.conversion import DECIDED
from kembar.workspace.inside import require_inside
from kembar.workspace.layout import Workspace, init_workspace, open_workspace
from kembar.workspace.transaction import recover, write_transaction

OUT = "leads out of the workspace by a link"


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return init_workspace(tmp_path / "office")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder of the user, with a file that looks like a leftover."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "precious.csv").write_text("precious")
    (folder / f"{WRITING}precious").write_text("precious")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


PLACES = "data data/added data/added/2026 data/.undone data/.lock data/imported data/imported/a"


@pytest.mark.parametrize("place", [*PLACES.split(), "data/imported/.earlier"])
def test_nothing_is_written_through_a_link(office: Workspace, outside: Path, place: str) -> None:
    assert office.root
    path = office.root / place
    if path.is_dir():
        path.rmdir()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(outside)
    before = contents(outside)
    with pytest.raises(KembarError, match=OUT), write_transaction(office):
        pass
    assert contents(outside) == before


def test_a_plan_moves_nothing_through_a_link(office: Workspace, outside: Path) -> None:
    """Reading completes a decided conversion, so a plan must stay inside too."""
    assert office.root
    folder = office.root / "data" / "added" / f"{DECIDED}1"
    folder.mkdir(parents=True)
    (folder / "0.part").write_text("evil")
    (folder / "plan.json").write_text(
        '{"replaced": ["x/precious.csv"], "placed": {"0.part": "x/evil"}}'
    )
    (office.root / "data" / "x").symlink_to(outside)
    before = contents(outside)
    with pytest.raises(KembarError, match=OUT):
        recover(office)
    assert contents(outside) == before


@pytest.mark.parametrize("link", [os.symlink, os.link], ids=["symbolic", "hard"])
def test_the_lock_empties_no_other_file(office: Workspace, link: object) -> None:
    assert office.root
    config = office.root / "kembar.toml"
    text = config.read_text()
    assert callable(link)
    link(config, office.root / "data" / ".lock")
    message = "not the lock that Kembar made"
    with pytest.raises(KembarError, match=message), write_transaction(office):
        pass
    assert config.read_text() == text


@pytest.mark.parametrize("place", ["data/x.csv", "data/added/2026/x.trig", "data/more", "queries"])
def test_nothing_is_read_through_a_link(office: Workspace, outside: Path, place: str) -> None:
    assert office.root
    path = office.root / place
    if path.is_dir():
        path.rmdir()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(outside / "precious.csv" if path.suffix else outside)
    with pytest.raises(KembarError, match=OUT):
        office.graph_files() if place != "queries" else office.files("queries", ".rq")


def test_links_within_a_workspace_are_fine(office: Workspace, tmp_path: Path) -> None:
    assert office.root
    (office.root / "notes.csv").write_text("")
    (office.root / "data" / "x.csv").symlink_to("../notes.csv")
    (tmp_path / "way").symlink_to(office.root)
    own = open_workspace(tmp_path / "way")
    with write_transaction(own):
        assert "workspace/data/x.csv" in {file.name for file in own.graph_files()}


def test_the_history_reads_no_link_and_no_pipe(office: Workspace, outside: Path) -> None:
    assert office.root
    year = office.root / "data" / "added" / "2026"
    year.mkdir(parents=True)
    if hasattr(os, "mkfifo"):
        os.mkfifo(year / "pipe.trig")
        os.mkfifo(year / "cities.csv")
    assert change_log(office) == []
    assert folder_graphs(year, "workspace/data/added/2026") == {}
    (year / "x.trig").symlink_to(outside / "precious.csv")
    with pytest.raises(KembarError, match=OUT):
        change_log(office)


def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(KembarError, match=OUT):
        require_inside(tmp_path / "office", tmp_path / "office" / "loop")


def test_no_workspace_is_made_in_the_cache(office: Workspace) -> None:
    with pytest.raises(KembarError, match="lies in the cache"):
        init_workspace(office.cache.folder / "mine")


@pytest.mark.parametrize("name", ["kembar.toml", ".gitignore", "data"])
def test_no_workspace_is_made_over_a_link(tmp_path: Path, outside: Path, name: str) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / name).symlink_to(outside / "new")
    before = contents(outside)
    with pytest.raises(KembarError, match=OUT):
        init_workspace(folder)
    assert contents(outside) == before
