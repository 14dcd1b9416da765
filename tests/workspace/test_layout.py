"""A workspace is a folder with a configuration; its files come after the shipped ones."""

from __future__ import annotations

from pathlib import Path

import pytest

import kembar
from kembar.errors import InputError, KembarError
from kembar.knowledge_graph import KnowledgeGraph
from kembar.workspace.layout import Workspace, init_workspace, open_workspace


def test_init_makes_the_folders_and_overwrites_nothing(tmp_path: Path) -> None:
    own = init_workspace(tmp_path / 'of "mine"')
    assert own.title == 'of "mine"'
    assert own.root
    assert {path.name for path in own.root.iterdir()} == {
        "data",
        "queries",
        "kembar.toml",
        ".gitignore",
    }
    (own.root / "kembar.toml").write_text('title = "Ours"')
    assert init_workspace(own.root).title == "Ours"


def test_the_current_folder_is_opened_by_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert open_workspace().root is None
    init_workspace(tmp_path)
    assert open_workspace().root == tmp_path


def test_a_plain_folder_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="kembar init"):
        open_workspace(tmp_path)


def test_a_workspace_cannot_be_made_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KembarError, match="cannot make a workspace here"):
        init_workspace(tmp_path / "file" / "office")


def test_own_files_come_last_without_hidden_ones(own: Workspace, empty: Workspace) -> None:
    assert own.root
    (own.root / "data" / "mine.ttl").write_text("")
    (own.root / "data" / ".hidden.ttl").write_text("")
    (own.root / "data" / "~lock.ttl").write_text("")
    names = [file.name for file in own.files("data", ".csv", ".ttl")]
    assert names[-1] == "workspace/data/mine.ttl"
    assert len([name for name in names if name.startswith("workspace/")]) == 1
    assert empty.files("data", ".csv") == []
    assert empty.files("queries", ".rq") != []


def test_without_the_shipped_data_one_can_still_add(tmp_path: Path) -> None:
    (tmp_path / "kembar.toml").write_text("shipped = false\n")
    own = open_workspace(tmp_path)
    names = {file.name for file in own.graph_files()}
    assert {"data/reference/countries.csv", "ontology/concepts.ttl"} <= names
    assert {name.split("/")[1] for name in names if name.startswith("data/")} == {"reference"}
    graph = KnowledgeGraph(own)
    partners = kembar.entry("partnership", cities=["Bandung", "Utrecht"], since="2020")
    graph.add([partners], source="https://example.org/a")
    assert len(graph.query("city-partners", city="Bandung").rows) == 1
    assert graph.validate() == []


def test_the_configuration_is_written_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(KembarError, match="No space left on device"):
        init_workspace(tmp_path / "office")
    assert [path.name for path in (tmp_path / "office").iterdir() if path.is_file()] == []
    monkeypatch.undo()
    assert init_workspace(tmp_path / "office").title == "office"
