"""A workspace with month files is converted when it is written, and loses nothing.

tests/data/by-month was written by the commands of commit 0fc10ca.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import kembar
from kembar.editing.history import change_log, find_change, undo_change
from kembar.errors import InputError, KembarError
from kembar.rdf.terms import Term, Triple
from kembar.store.load import read_graphs
from kembar.workspace import transaction
from kembar.workspace.conversion import BEFORE
from kembar.workspace.layout import Workspace, open_workspace
from kembar.workspace.month_files import read_month
from kembar.workspace.transaction import data_folder, migrate, recover, write_transaction

BY_MONTH = Path(__file__).parents[1] / "data" / "by-month"
IDS = [
    "20260524-103000-000001",
    "20260524-103000-000002",
    "20260524-103000-000003",
    "20260525-080000-d004",
    "20260526-091500-e005",
    "20260601-070000-f006",
]
ADDED = [f"added/2026/{id_}.trig" for id_ in IDS if "e005" not in id_]
OLD_IDS = ["20260524-103000-c001", "20260524-103000-a002", "20260524-103000-b003", *IDS[3:]]

Graphs = dict[Term, set[Triple]]


@pytest.fixture
def old(tmp_path: Path) -> Workspace:
    """A workspace of the old form."""
    return open_workspace(shutil.copytree(BY_MONTH, tmp_path / "office"))


@pytest.fixture
def unwritable(old: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace of the old form on a disk that refuses."""

    def refuse(root: Path, _: float) -> None:
        raise KembarError(f"{root}: cannot be written: Read-only file system")

    monkeypatch.setattr(transaction, "workspace_lock", refuse)
    monkeypatch.setattr(os, "access", lambda *_: False)
    return old


def files(workspace: Workspace) -> list[str]:
    """The files of the graph, by path below data/."""
    data = workspace.files("data", ".csv", ".ttl", ".trig", ".toml")
    names = [file.name for file in data if file.name.startswith("workspace/")]
    return [name.removeprefix("workspace/data/") for name in names]


def graphs_of(workspace: Workspace) -> Graphs:
    """The triples of all files by named graph."""
    graphs: Graphs = {}
    for file in workspace.graph_files():
        if file.name.startswith("workspace/"):
            graphs |= {graph: set(triples) for graph, triples in read_graphs(file).items()}
    return graphs


def renamed(graphs: Graphs) -> dict[str, set[tuple[str, ...]]]:
    """The same graphs under the names of the new form; default graphs of months become one."""
    ids = dict(zip(OLD_IDS, IDS, strict=True))

    def new(name: str) -> str:
        match = re.fullmatch(r"(.*/added)/2026-\d\d\.trig#([\d-]+-\w{4})\.?(.*)>", name)
        if not match:
            return name
        rest = match[3] if match[3][:8] == "retired." else f"source.{match[3]}"
        return f"{match[1]}/2026/{ids[match[2]]}.trig#{rest if match[3] else 'change'}>"

    everything: dict[str, set[tuple[str, ...]]] = {}
    for graph, triples in graphs.items():
        name = re.sub(r"added/2026.*\.trig>$", "added>", new(graph))
        everything.setdefault(name, set()).update(
            (new(s), new(p), new(o))
            for s, p, o in triples
            if not p.endswith(("inCollection>", "rdf-schema#label>")) or "/graph/" not in s
        )
    return everything


def test_each_change_becomes_a_file(old: Workspace) -> None:
    data = data_folder(old)
    months = {path.name: path.read_bytes() for path in (data / "added").iterdir()}
    config = (data.parent / "kembar.toml").read_bytes()
    others = [name for name in files(old) if not name.startswith("added/")]
    migrate(old)
    assert files(old) == sorted([*ADDED, *others])
    (copy,) = data.glob(f"{BEFORE}*")
    assert {path.name: path.read_bytes() for path in (copy / "added").iterdir()} == months
    assert "as they were" in (copy / "README.txt").read_text()
    assert (copy / "kembar.toml").read_bytes() == config
    assert (data.parent / "kembar.toml").read_bytes().endswith(b"writes it\n" + config)
    assert sorted(path.name for path in (data / "added").iterdir()) == ["2026"]


def test_statements_graphs_and_provenance_follow(old: Workspace) -> None:
    before = renamed(graphs_of(old))
    migrate(old)
    assert renamed(graphs_of(old)) == before
    text = (data_folder(old) / ADDED[-1]).read_text("utf-8")
    assert "2026\\/20260524-103000-000002.trig\\#source.example-org-1" in text


def test_the_log_keeps_its_order_and_words(old: Workspace) -> None:
    migrate(old)
    records = change_log(old)
    assert [record.id for record in records] == IDS
    assert [record.author for record in records] == ["Ani", "Ani", "Budi", "Ani", "Ani", "Budi"]
    assert records[3].reason == "a slip"
    assert {record.program for record in records} == {"Kembar 0.1.0"}


def test_the_graph_answers_as_before_and_can_undo(old: Workspace) -> None:
    assert old.root
    graph = kembar.open(old.root)

    def since() -> list[list[str]]:
        question = "SELECT ?p ?y { ?p a kb:Partnership ; kb:since ?y } ORDER BY ?p"
        answer = graph.sparql("PREFIX kb: <https://w3id.org/kembar/> " + question)
        return [[str(value) for value in row] for row in answer.rows]

    id_ = "https://w3id.org/kembar/id/"
    leiden = [f"{id_}id-bandung--nl-leiden", "1999"]
    gouda = [f"{id_}id-semarang--nl-gouda", "2004"]
    delft = [f"{id_}id-surabaya--nl-delft", "2003"]
    assert since() == [leiden, [f"{id_}id-bandung--nl-utrecht", "2002"], gouda]
    copy = graph.migrate()
    assert copy
    assert copy.name.startswith(BEFORE)
    assert graph.migrate() is None
    assert since() == [leiden, [f"{id_}id-bandung--nl-utrecht", "2002"], gouda]
    graph.undo(ignore_warnings=True)
    graph.undo("20260525-080000-d004", author="Ani")
    assert since() == [leiden, [f"{id_}id-bandung--nl-utrecht", "2001"], gouda, delft]


def test_the_diff_of_a_converted_change_is_its_file(old: Workspace) -> None:
    assert old.root
    migrate(old)
    diff = kembar.open(old.root).diff("20260525-080000-d004")
    years = {o for triples in diff.added.values() for _, p, o in triples if p.endswith("since>")}
    assert {year[:6] for year in years} == {'"2002"'}
    years = {o for triples in diff.removed.values() for _, p, o in triples if p.endswith("since>")}
    assert {year[:6] for year in years} == {'"2001"'}


HAND = """\
@prefix own: <https://example.org/> .
# a remark of mine
own:a own:b own:c .
<#mine> { own:d own:e own:f . }
"""


def edit(workspace: Workspace, change: Callable[[str], str], month: str = "2026-05") -> None:
    path = data_folder(workspace) / "added" / f"{month}.trig"
    path.write_bytes(change(path.read_text("utf-8")).encode())


def test_text_outside_any_change_is_kept(old: Workspace) -> None:
    edit(old, lambda text: HAND + text)
    before = renamed(graphs_of(old))
    migrate(old)
    text = (data_folder(old) / "added/2026/2026-05-by-hand.trig").read_text("utf-8")
    assert text.startswith("# a remark of mine\n\n")
    after = graphs_of(old)
    (mine,) = (graph for graph in after if graph.endswith("/2026/2026-05-by-hand.trig#mine>"))
    assert len(after[mine]) == 1
    assert len(change_log(old)) == 6
    assert {len(triples) for triples in renamed(after).values()} == {
        len(triples) for triples in before.values()
    }


@pytest.mark.parametrize("content", ["", "\n", "# a remark\n"])
def test_a_month_without_changes_is_converted(old: Workspace, content: str) -> None:
    edit(old, lambda _: content, "2026-06")
    migrate(old)
    by_hand = data_folder(old) / "added/2026/2026-06-by-hand.trig"
    assert by_hand.exists() == ("remark" in content)
    assert len(change_log(old)) == 5


@pytest.mark.parametrize(
    "saved",
    [lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text],
    ids=["lines as on Windows", "with a mark"],
)
def test_a_month_may_be_saved_by_any_editor(old: Workspace, saved: Callable[[str], str]) -> None:
    edit(old, saved)
    migrate(old)
    assert [record.id for record in change_log(old)] == IDS
    assert "\r" not in (data_folder(old) / ADDED[0]).read_text("utf-8")


def test_remarks_within_a_change_are_kept(old: Workspace) -> None:
    edit(old, lambda text: text.replace("kb:since", "# my remark\n        kb:since", 1))
    migrate(old)
    assert "# my remark" in (data_folder(old) / ADDED[0]).read_text("utf-8")


@pytest.mark.parametrize("marker", ["### 20260524-103000-a002\n", "### 20260525-080000-d004\n"])
def test_a_change_without_its_marker_is_converted(old: Workspace, marker: str) -> None:
    edit(old, lambda text: text.replace(marker, ""))
    before = renamed(graphs_of(old))
    migrate(old)
    assert [record.id for record in change_log(old)] == IDS
    assert renamed(graphs_of(old)) == before


def test_a_marker_within_a_statement_begins_nothing(old: Workspace) -> None:
    marker = "### 20260524-103000-c001\n"
    edit(old, lambda text: text.replace("    kb:since", f"{marker}    kb:since", 1))
    before = renamed(graphs_of(old))
    migrate(old)
    assert renamed(graphs_of(old)) == before


def test_other_files_that_name_its_graphs_follow(old: Workspace) -> None:
    mine = data_folder(old) / "mine" / "notes.ttl"
    mine.parent.mkdir()
    address = "https://w3id.org/kembar/graph/workspace/data/added/2026-05.trig"
    text = f"# why\n<{address}#{OLD_IDS[0]}.example-org-1> <https://example.org/seen> <#by> .\n"
    mine.write_text(text)
    other = mine.with_name("other.ttl")
    other.write_text("# added\n<#a>   <#b> <#c> .\n")
    migrate(old)
    converted = mine.read_text("utf-8")
    assert converted.startswith("# why\n")
    assert "2026\\/20260524-103000-000001.trig\\#source.example-org-1" in converted
    assert other.read_text() == "# added\n<#a>   <#b> <#c> .\n"
    (copy,) = data_folder(old).glob(f"{BEFORE}*")
    assert (copy / "mine" / "notes.ttl").read_text() == text


def test_two_copies_that_were_merged_are_one(old: Workspace) -> None:
    data = data_folder(old)
    month = (data / "added" / "2026-05.trig").read_bytes()
    migrate(old)
    (data / "added" / "2026-05.trig").write_bytes(month)
    migrate(old)
    assert [name for name in files(old) if name.startswith("added/")] == ADDED
    assert len(list(data.glob(f"{BEFORE}*"))) == 2
    changed = month.replace(b'"2004"', b'"2014"')
    (data / "added" / "2026-05.trig").write_bytes(changed)
    migrate(old)
    assert f"added/2026/{IDS[2]}-2.trig" in files(old)
    assert [record.id for record in change_log(old)][2:4] == [IDS[2], f"{IDS[2]}-2"]


def test_a_broken_month_stays_and_raises(old: Workspace) -> None:
    edit(old, lambda text: text + "this is no TriG\n", "2026-06")
    before = files(old)
    with pytest.raises(InputError, match=r"2026-06\.trig:\d+: is not TriG"):
        change_log(old)
    with pytest.raises(InputError, match=r"2026-06\.trig:\d+"), write_transaction(old):
        pass
    assert files(old) == before


def test_reading_migrates_nothing(old: Workspace) -> None:
    assert old.root
    before = {path: path.read_bytes() for path in old.root.rglob("*") if path.is_file()}
    graph = kembar.open(old.root)
    assert [record.id for record in graph.log()] == OLD_IDS
    assert graph.diff("20260525-080000-d004").removed
    assert len(graph.engine) > 0
    assert {path: path.read_bytes() for path in old.root.rglob("*") if path.is_file()} == before


def test_a_month_that_comes_back_alone_is_not_doubled(old: Workspace) -> None:
    """It names graphs of a month that was converted before."""
    month = data_folder(old) / "added" / "2026-06.trig"
    content = month.read_bytes()
    migrate(old)
    before = files(old)
    month.write_bytes(content)
    migrate(old)
    assert files(old) == before


def test_where_nothing_can_be_written_it_is_read(unwritable: Workspace) -> None:
    before = files(unwritable)
    assert [record.id for record in change_log(unwritable)] == OLD_IDS
    assert unwritable.root
    diff = kembar.open(unwritable.root).diff("20260525-080000-d004")
    years = {o for triples in diff.removed.values() for _, p, o in triples if p.endswith("since>")}
    assert {year[:6] for year in years} == {'"2001"'}
    assert files(unwritable) == before


def test_undo_says_that_it_must_be_converted_first(unwritable: Workspace) -> None:
    assert unwritable.root
    with pytest.raises(KembarError, match=r"converted first: make .*data writable") as problem:
        kembar.open(unwritable.root).undo()
    assert "\n" not in str(problem.value)


def test_a_converted_change_is_undone_by_moving_it(old: Workspace) -> None:
    migrate(old)
    content = (data_folder(old) / ADDED[-1]).read_bytes()
    with write_transaction(old):
        assert undo_change(old, find_change(old)).read_bytes() == content


def test_reading_a_month_gives_its_changes_in_order() -> None:
    month = read_month(BY_MONTH / "data" / "added" / "2026-05.trig")
    assert [id_ for id_ in month.graphs if id_] == OLD_IDS[:4]
    assert month.comments[OLD_IDS[0]][0] == "2026-05-24 10:30:00 UTC, Ani"
    assert not month.comments[""]


@pytest.mark.parametrize(
    "id_",
    ["../../../../evil", "a/b", ".hidden", "/evil", "x" * 101, "a%2Fb", "-x", "a.b"],
)
def test_an_id_that_is_no_file_name_names_no_file(old: Workspace, id_: str) -> None:
    """Its statements go to the file for those outside changes, and it stays on record."""
    assert old.root
    address = "https://w3id.org/kembar/graph/workspace/data/added/2026-05.trig"
    edit(
        old,
        lambda text: text.replace(f"### {OLD_IDS[1]}\n", f"### {id_}\n").replace(
            f"change:{OLD_IDS[1]} ", f"<{address}#{id_}> "
        ),
    )
    before = {path for path in old.root.parent.rglob("*") if "data" not in path.parts}
    number = sum(map(len, graphs_of(old).values()))
    migrate(old)
    expected = {*ADDED, "added/2026/2026-05-by-hand.trig"} - {ADDED[1], ADDED[2], ADDED[0]}
    names = {name for name in files(old) if name.startswith("added/")}
    assert expected <= names
    assert not [name for name in names if "evil" in name or "hidden" in name or "x" in name]
    data = data_folder(old)
    hidden = {path.name[:12] for path in data.rglob(".*")}
    assert hidden - {".lock", ".undone"} == {BEFORE[:12]}
    assert {path for path in old.root.parent.rglob("*") if "data" not in path.parts} == before
    assert id_ in {record.id for record in change_log(old)}
    assert sum(map(len, graphs_of(old).values())) >= number


@pytest.mark.parametrize("line", ["### a heading", f"### {OLD_IDS[3]}", "### ../../evil"])
def test_a_marker_within_a_literal_is_text(old: Workspace, line: str) -> None:
    note = f'"""one\n{line}\ntwo"""'
    edit(old, lambda text: text.replace("    kb:since", f"    kb:note {note} ;\n    kb:since", 1))
    before = renamed(graphs_of(old))
    migrate(old)
    assert renamed(graphs_of(old)) == before
    notes = {o for triples in before.values() for _, p, o in triples if p.endswith("note>")}
    assert len(notes) == 1
    assert line in notes.pop()
    if OLD_IDS[3] not in line:
        assert change_log(old)[0].author == "Ani"


def replace_year(data: Path) -> None:
    (data / "added" / "2026").write_text("mine\n")


def link_year(data: Path) -> None:
    (data.parent / "elsewhere").mkdir()
    (data / "added" / "2026").symlink_to(data.parent / "elsewhere")


def link_added(data: Path) -> None:
    (data / "added").rename(data.parent / "elsewhere")
    (data / "added").symlink_to(data.parent / "elsewhere")


@pytest.mark.parametrize("spoil", [replace_year, link_year, link_added])
def test_without_a_folder_for_it_the_old_form_is_read(
    old: Workspace, spoil: Callable[[Path], None]
) -> None:
    data = data_folder(old)
    spoil(data)
    before = sorted(data.parent.rglob("*"))
    for _ in range(2):
        assert [record.id for record in change_log(old)] == OLD_IDS
    with pytest.raises(KembarError, match=r"data.added"), write_transaction(old):
        pass
    assert {*data.parent.rglob("*")} - {*before} <= {data / ".lock"}


@pytest.mark.parametrize("place", ["data", "data/added/2026"])
def test_where_no_file_can_be_moved_the_old_form_is_read(
    old: Workspace, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """A folder is on another device, or cannot be written."""
    assert old.root
    folder, rename = old.root / place, Path.rename
    year = folder.name == "2026"

    def refuse(path: Path, target: Path) -> Path:
        home = Path(target).relative_to(folder) if Path(target).is_relative_to(folder) else None
        if home and (year or home.parts[0].startswith(".")):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    assert [record.id for record in change_log(old)] == OLD_IDS
    with pytest.raises(KembarError, match="cross-device"), write_transaction(old):
        pass
    monkeypatch.undo()
    migrate(old)
    assert [record.id for record in change_log(old)] == IDS


def test_the_author_of_an_unconverted_month_is_one(unwritable: Workspace) -> None:
    edit(
        unwritable,
        lambda text: text + '<urn:x> { id:person\\/curator\\/ani rdfs:label "Ani" . }\n',
    )
    authors = [record.author for record in change_log(unwritable)]
    assert authors == ["Ani", "Ani", "Budi", "Ani", "Ani", "Budi"]


@pytest.mark.parametrize(
    "save",
    [lambda text: text.replace(b"\n", b"\r\n"), lambda text: b"\xef\xbb\xbf" + text],
    ids=["lines as on Windows", "with a mark"],
)
def test_files_saved_in_another_way_are_not_doubled(
    old: Workspace, save: Callable[[bytes], bytes]
) -> None:
    edit(old, lambda text: "# a remark of mine\n" + text, "2026-06")
    months = {path: path.read_bytes() for path in (data_folder(old) / "added").iterdir()}
    migrate(old)
    before = files(old)
    for path in (data_folder(old) / "added" / "2026").iterdir():
        path.write_bytes(save(path.read_bytes()))
    for month, content in months.items():
        month.write_bytes(content)
    migrate(old)
    assert files(old) == before
    assert [record.id for record in change_log(old)] == IDS


def test_a_folder_with_the_name_of_a_change_stays(old: Workspace) -> None:
    (data_folder(old) / ADDED[0]).mkdir(parents=True)
    migrate(old)
    assert [record.id for record in change_log(old)] == [IDS[0] + "-2", *IDS[1:]]


@pytest.mark.parametrize(
    "plan", ["{", "[]", '{"replaced": [], "placed": {"0.part": "../../evil.trig"}}']
)
def test_a_foreign_plan_moves_nothing(own: Workspace, plan: str) -> None:
    folder = data_folder(own) / "added/.converted--x"
    folder.mkdir(parents=True)
    (folder / "plan.json").write_text(plan, "utf-8")
    (folder / "0.part").write_text("# evil\n", "utf-8")
    with pytest.raises(KembarError, match=r"plan\.json was not written by Kembar"):
        recover(own)
    assert (folder / "0.part").exists()
