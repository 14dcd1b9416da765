"""Changes are on record in order, looked up by how their ID begins, and undone by moving them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from kembar.editing import history
from kembar.editing.change import Change
from kembar.errors import InputError, KembarError, UnknownName
from kembar.rdf.namespaces import NAMESPACES
from kembar.rdf.syntax import to_turtle
from kembar.workspace import transaction
from kembar.workspace.atomic_write import make_folder
from kembar.workspace.change_records import RECORD, sentence_of_another
from kembar.workspace.layout import Workspace

AT = datetime.datetime(2026, 5, 24, 10, 30, 0, tzinfo=datetime.UTC)


def change(
    id_: str, at: datetime.datetime = AT, author: str = "Ani", action: str = "add"
) -> Change:
    return Change(id_, at, action, f"Did {id_}.", author, "Because." if action == "retire" else "")


def imported(own: Workspace, key: str, id_: str, text: str, at: datetime.datetime = AT) -> Path:
    folder = history.import_folder(own, key)
    record = change(id_, at, action="import")
    name = f"workspace/data/imported/{key}/{RECORD}"
    files = {"sources.csv": text, RECORD: to_turtle(record.facts(name), NAMESPACES)}
    history.put_import(own, key, id_, make_folder(folder.parent, files))
    return folder


def tree(own: Workspace) -> dict[str, str]:
    assert own.root
    data = own.root / "data"
    files = [path for path in data.rglob("*") if path.is_file()]
    return {
        path.relative_to(data).as_posix(): path.read_text("utf-8")
        for path in sorted(files)
        if not any(part.startswith(".") for part in path.relative_to(data).parts)
    }


def test_the_log_is_in_the_order_of_time(own: Workspace) -> None:
    later = AT + datetime.timedelta(days=40)
    for one in (change("c1"), change("c2"), change("c0", later, author="")):
        history.record_change(own, one)
    imported(own, "list", "i1", "a", AT + datetime.timedelta(days=1))
    records = history.change_log(own)
    assert [record.id for record in records] == ["c1", "c2", "i1", "c0"]
    assert [record.author for record in records] == ["Ani", "Ani", "Ani", ""]
    assert records[0].label == "Did c1."
    assert records[0].program.startswith("Kembar ")
    assert [record.action for record in records] == ["add", "add", "import", "add"]
    assert sorted(tree(own)) == [
        "added/2026/c0.trig",
        "added/2026/c1.trig",
        "added/2026/c2.trig",
        "imported/list/change.ttl",
        "imported/list/sources.csv",
    ]


def test_a_change_is_looked_up_by_how_its_id_begins(own: Workspace) -> None:
    for id_ in ("20260524-1", "20260524-2", "20260601-1"):
        history.record_change(own, change(id_))
    assert history.find_change(own, "202606").id == "20260601-1"
    assert history.find_change(own).id == "20260601-1"
    with pytest.raises(KembarError, match=r"several changes begin with 202605: 20260524-1"):
        history.find_change(own, "202605")
    with pytest.raises(UnknownName, match=r"no change is called 'x'. Did you mean 20260601-1"):
        history.find_change(own, "x")


def test_an_empty_log_raises(own: Workspace) -> None:
    assert history.change_log(own) == []
    assert history.change_log(Workspace()) == []
    with pytest.raises(KembarError, match="nothing was added"):
        history.find_change(own)
    with pytest.raises(KembarError, match="kembar init FOLDER"):
        history.record_change(Workspace(), change("a"))


def test_undo_moves_the_file(own: Workspace) -> None:
    history.record_change(own, change("a"))
    before = tree(own)
    data = transaction.data_folder(own)
    text = (data / history.record_change(own, change("b")).file).read_text("utf-8")
    archived = history.undo_change(own, history.find_change(own, "b"))
    assert tree(own) == before
    assert archived.parent == data / ".undone"
    assert archived.name.endswith("_b.trig")
    assert archived.read_text("utf-8") == text
    history.undo_change(own, history.find_change(own, "a"))
    assert tree(own) == {}
    assert history.change_log(own) == []


def test_undo_overwrites_no_earlier_undo(own: Workspace) -> None:
    for _ in range(3):
        history.record_change(own, change("a"))
        history.undo_change(own, history.find_change(own))
    assert len(list((transaction.data_folder(own) / ".undone").iterdir())) == 3


def test_redo_is_the_reverse_of_undo(own: Workspace) -> None:
    """Changes come back byte for byte, the last one undone first, an import too."""
    history.record_change(own, change("a"))
    imported(own, "list", "i1", "one", AT + datetime.timedelta(days=1))
    imported(own, "list", "i2", "two", AT + datetime.timedelta(days=2))
    history.record_change(own, change("b", AT + datetime.timedelta(days=3)))
    states = [tree(own)]
    for _ in range(4):
        history.undo_change(own, history.find_change(own))
        states.append(tree(own))
    assert [undone.record.id for undone in history.undone_changes(own)] == ["b", "i2", "i1", "a"]
    for state in reversed(states[:-1]):
        history.redo_change(own, history.find_undone(own))
        assert tree(own) == state
    with pytest.raises(KembarError, match="nothing was undone"):
        history.find_undone(own)


def test_an_undo_of_an_earlier_version_comes_back(own: Workspace) -> None:
    """Its name has no time."""
    for id_ in ("a", "b"):
        history.record_change(own, change(id_))
    before = tree(own)
    archive = transaction.data_folder(own) / ".undone"
    for id_ in ("b", "a"):
        path = history.undo_change(own, history.find_change(own, id_))
        path.rename(archive / f"{id_}.trig")
    assert {undone.undone_at for undone in history.undone_changes(own)} == {None}
    for id_ in ("b", "a"):
        assert history.redo_change(own, history.find_undone(own, id_)).id == id_
    assert tree(own) == before


def test_redo_overwrites_nothing(own: Workspace) -> None:
    history.record_change(own, change("a"))
    imported(own, "list", "i1", "one")
    for id_ in ("a", "i1"):
        history.undo_change(own, history.find_change(own, id_))
    history.record_change(own, change("a"))
    imported(own, "list", "i2", "two", AT + datetime.timedelta(days=1))
    before = tree(own)
    with pytest.raises(KembarError, match=r"a\.trig: is there already"):
        history.redo_change(own, history.find_undone(own, "a"))
    with pytest.raises(KembarError, match="a newer import is there; undo i2 first"):
        history.redo_change(own, history.find_undone(own, "i1"))
    assert tree(own) == before


@pytest.mark.parametrize("place", ["../../evil/x.trig", "base/cities.trig", "added/.x/a.trig"])
def test_an_undone_change_goes_to_no_other_place(own: Workspace, place: str) -> None:
    history.record_change(own, change("a"))
    path = history.undo_change(own, history.find_change(own))
    path.write_text(path.read_text("utf-8").replace("added/2026/a.trig", place), "utf-8")
    with pytest.raises(InputError, match="its address is not one that Kembar writes"):
        history.find_undone(own)


def test_one_undone_change_that_is_stuck_hides_no_other(own: Workspace) -> None:
    for id_ in ("a", "b"):
        history.record_change(own, change(id_))
        history.undo_change(own, history.find_change(own))
    path = history.find_undone(own, "a").copy
    path.write_text(
        path.read_text("utf-8").replace("added/2026/a.trig", "added/2026-05.trig"), "utf-8"
    )
    assert [undone.record.id for undone in history.undone_changes(own)] == ["b"]
    (fault,) = history.undone_faults(own)
    assert str(fault).startswith(f"{path}: its address is not one that Kembar writes")


def test_one_unreadable_change_stops_itself_only(own: Workspace) -> None:
    for id_ in ("a", "b", "c"):
        history.record_change(own, change(id_))
    broken = transaction.data_folder(own) / "added/2026/b.trig"
    broken.write_text("this is no TriG\n")
    assert history.find_change(own, "a").id == "a"
    for name in ("b", ""):
        with pytest.raises(InputError, match=r"b\.trig:1: is not TriG"):
            history.find_change(own, name)


def test_another_persons_change_is_told(own: Workspace) -> None:
    history.record_change(own, change("a", author="Ani"))
    record = history.find_change(own)
    sentence = sentence_of_another(record, "Budi", {"Ani"})
    assert sentence == "a was made by Ani on 2026-05-24 10:30 UTC: Did a"
    assert sentence_of_another(record, "  ANI ", {"Ani", "Budi"}) == ""
    assert sentence_of_another(record, "", {"Ani"}) == ""
    assert "If you are Ani, say so with --by" in sentence_of_another(record, "", {"Ani", "Budi"})


def test_a_file_without_an_author_is_its_owners(
    own: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.record_change(own, change("a", author=""))
    record = history.find_change(own)
    assert sentence_of_another(record, "Budi", set()) == ""
    monkeypatch.setattr("os.getuid", lambda: 4_294_967)
    assert "a was made by " in sentence_of_another(record, "Budi", set())


def test_an_import_is_undone(own: Workspace) -> None:
    folder = imported(own, "list", "i1", "a")
    archived = history.undo_change(own, history.find_change(own))
    assert not folder.exists()
    assert (archived / "sources.csv").read_text() == "a"


def test_the_earlier_import_comes_back_step_by_step(own: Workspace) -> None:
    imported(own, "list", "i1", "a")
    first = tree(own)
    imported(own, "list", "i2", "b", AT + datetime.timedelta(days=1))
    assert [record.id for record in history.change_log(own)] == ["i2"]
    history.undo_change(own, history.find_change(own))
    assert tree(own) == first
    history.undo_change(own, history.find_change(own))
    assert tree(own) == {}


def test_a_broken_file_raises_with_its_line(own: Workspace) -> None:
    path = transaction.data_folder(own) / history.record_change(own, change("a")).file
    path.write_text(path.read_text("utf-8") + "this is no TriG\n", "utf-8")
    with pytest.raises(InputError, match=r"a\.trig:\d+: is not TriG"):
        history.change_log(own)


@pytest.mark.parametrize(
    "saved",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.rstrip("\n"),
        lambda text: text + "\n\n\n",
    ],
    ids=["lines as on Windows", "with a mark", "no last line", "empty lines"],
)
def test_a_file_may_be_saved_by_any_editor(own: Workspace, saved: Callable[[str], str]) -> None:
    path = transaction.data_folder(own) / history.record_change(own, change("a")).file
    content = saved(path.read_text("utf-8")).encode()
    path.write_bytes(content)
    history.record_change(own, change("b"))
    assert [record.id for record in history.change_log(own)] == ["a", "b"]
    archived = history.undo_change(own, history.find_change(own, "a"))
    assert [record.id for record in history.change_log(own)] == ["b"]
    assert archived.read_bytes() == content


def test_other_files_beside_are_no_changes(own: Workspace) -> None:
    for name in ("notes.trig", "2026/notes.trig", "2026/.hidden.trig"):
        path = transaction.data_folder(own) / "added" / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("# a remark\n")
    history.record_change(own, change("a"))
    assert [record.id for record in history.change_log(own)] == ["a"]


def test_an_id_is_given_once(own: Workspace) -> None:
    id_ = "20260524-102959-999999"
    first, second = (history.record_change(own, change(id_)) for _ in range(2))
    assert first.id == id_
    assert second.id == "20260524-103000-000000"
    assert [record.id for record in history.change_log(own)] == [first.id, second.id]


def test_a_change_without_its_time_raises(own: Workspace) -> None:
    path = transaction.data_folder(own) / history.record_change(own, change("a")).file
    path.write_text(path.read_text("utf-8").replace("prov:endedAtTime", "rdfs:comment"), "utf-8")
    with pytest.raises(InputError, match="lacks its time"):
        history.change_log(own)


def test_undo_refuses_a_file_of_several_changes(own: Workspace) -> None:
    """The file is one of the earlier form, which a person copied under a name of its own."""
    month = next((Path(__file__).parents[1] / "data/by-month").rglob("*.trig"))
    copy = transaction.data_folder(own) / "added/mine.trig"
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(month.read_text("utf-8").replace(month.name, copy.name), "utf-8")
    changes = history.change_log(own)
    assert len(changes) > 1
    before = tree(own)
    with pytest.raises(KembarError, match=f"holds {len(changes)} changes"):
        history.undo_change(own, changes[0])
    assert tree(own) == before
