"""The Python API that changes a workspace: add, edit, retire, renew, import, undo."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

import kembar
from kembar import (
    InputError,
    KembarError,
    KnowledgeGraph,
    ReviewRequired,
    ShapeViolation,
    UnknownName,
)
from kembar.workspace.layout import Workspace

pytestmark = pytest.mark.integration

NEWS = "https://example.org/news"
SIGNED = {
    "partnership": "Bandung – Utrecht",
    "type": "MoU",
    "signed_on": "24 Mei 2021",
    "valid_until": "2026-05-23",
    "fields": ["water"],
}


@pytest.fixture
def graph(own: Workspace) -> KnowledgeGraph:
    return KnowledgeGraph(own)


def twins(graph: KnowledgeGraph, city: str = "Utrecht", **fields: Any) -> None:
    values = {"cities": ["Bandung", city], "since": "2021"} | fields
    graph.add([kembar.entry("partnership", **values)], source=NEWS, author="Ani")


def partners(graph: KnowledgeGraph, city: str = "Utrecht") -> list[tuple[str, str]]:
    answer = graph.query("city-partners", city=city)
    return [(str(row[0]), str(row[4] or "")) for row in answer.rows]


def files(own: Workspace) -> dict[str, bytes]:
    assert own.root
    data = own.root / "data"
    return {
        str(path.relative_to(data)): path.read_bytes()
        for path in data.rglob("*")
        if path.is_file() and not any(p.startswith(".") for p in path.relative_to(data).parts)
    }


def test_an_addition_is_answered_drawn_and_on_record(graph: KnowledgeGraph) -> None:
    twins(graph)
    assert partners(graph) == [("Bandung", "2021")]
    assert "Utrecht" in {
        data["label"] for _, data in graph.to_networkx(city="Bandung").nodes(data=True)
    }
    (record,) = graph.log()
    assert (record.author, record.action) == ("Ani", "add")
    assert graph.validate() == []


def test_several_things_are_added_all_or_none(graph: KnowledgeGraph, own: Workspace) -> None:
    entries = [
        kembar.entry("partnership", cities=["Bandung", "Utrecht"]),
        kembar.entry("agreement", **SIGNED),
        kembar.entry("activity", partnerships="Bandung – Utrecht", title="Workshop", start="2022"),
    ]
    with pytest.raises(InputError):
        graph.add([*entries, kembar.entry("activity", title="x")], source=NEWS)
    assert files(own) == {}
    graph.add(entries, source=NEWS)
    assert len(graph.query("document-chain", city="Bandung", other="Utrecht").rows) == 1


def test_records_are_added_unchanged(graph: KnowledgeGraph) -> None:
    record = kembar.Partnership(
        partnership="id-bandung--id-medan", cities=("id-bandung", "id-medan"), source="unverified"
    )
    preview = graph.preview([record])
    assert set(preview.change.statements) == {"unverified"}
    graph.commit(preview)
    assert ("Medan", "") in partners(graph, "Bandung")


def test_warnings_stop_a_commit_unless_ignored(graph: KnowledgeGraph, own: Workspace) -> None:
    preview = graph.preview(
        [kembar.entry("partnership", cities=["Bandung", "Utrecht"], since="2062")]
    )
    assert preview.warnings == ("since: 2062 lies ahead; do you mean 2026?",)
    with pytest.raises(ReviewRequired, match="2062 lies ahead"):
        graph.commit(preview)
    assert files(own) == {}
    graph.commit(preview, ignore_warnings=True)
    assert partners(graph) == [("Bandung", "2062")]


def test_an_edit_keeps_earlier_statements_on_record(graph: KnowledgeGraph) -> None:
    twins(graph)
    preview = graph.preview_edit(
        "id-bandung--nl-utrecht", {"since": ["Mei 2022"]}, reason="misread", author="Budi"
    )
    assert preview.warnings == ()
    graph.commit(preview)
    assert partners(graph) == [("Bandung", "2022-05")]
    edit = graph.log()[-1]
    assert (edit.action, edit.author, edit.reason) == ("edit", "Budi", "misread")
    old = graph.sparql(
        "PREFIX kb: <https://w3id.org/kembar/> SELECT ?since { ?retirement kb:retiredThing ?thing ;"
        " kb:retiredFrom ?from . GRAPH ?graph { ?thing kb:since ?since }"
        ' FILTER(CONTAINS(STR(?graph), "/graph/retired/")) }'
    )
    assert not isinstance(old, list)
    assert [str(row[0]) for row in old.rows] == ["2021"]
    assert graph.validate() == []
    graph.undo(author="Budi")
    assert partners(graph) == [("Bandung", "2021")]


def test_an_undo_leaves_the_source_of_later_changes(graph: KnowledgeGraph) -> None:
    twins(graph)
    twins(graph, "Leiden")
    first, last = graph.log()
    graph.undo(first.id)
    assert graph.validate() == []
    twins(graph)
    # A change of an earlier version may lack the description of its source.
    text = last.place.read_text("utf-8")
    description = next(p for p in text.split("\nid:")[1:] if "a kb:Source ;" in p)
    last.place.write_text(text.replace(f"\nid:{description}", "\n"), "utf-8")
    graph.refresh()
    assert graph.validate() == []
    with pytest.raises(ShapeViolation, match=r"other data depend on this: .*: The source is not"):
        graph.undo(graph.log()[-1].id)


def test_an_edit_leaves_other_sources_as_they_are(
    graph: KnowledgeGraph,
) -> None:
    name, source = "id-bandung--kr-seoul", "ajunews-2018-09-11-jokowi"
    with pytest.raises(
        InputError, match=f"several sources have statements about {name}; name one of .*{source}"
    ):
        graph.preview_edit(name, {"since": ["2014"]})

    def dates() -> list[str]:
        row = next(row for row in partners(graph, "Bandung") if row[0] == "Seoul")
        return row[1].split("; ")

    before = dates()
    graph.commit(graph.preview_edit(name, {"since": ["2014"]}, of_source=source))
    assert set(dates()) - set(before) == {"2014"}
    assert set(before) & set(dates())
    graph.undo()
    assert dates() == before


@pytest.mark.parametrize(
    ("name", "values", "clear", "message"),
    [
        ("id-bandung--nl-utrecht", {"since": ["2021"]}, [], "has these values already"),
        ("id-bandung--nl-utrecht", {"sinse": ["2021"]}, [], "Did you mean since"),
        ("id-bandung--nl-utrecht", {}, ["x"], "no field of partnership"),
        ("id-bandung--nl-utrecht", {"since": ["soon"]}, [], "is not a date"),
        ("id-bandung--nl-utrech", {"since": ["2020"]}, [], "no thing is called"),
    ],
)
def test_an_edit_without_effect_is_an_error(
    graph: KnowledgeGraph, name: str, values: dict[str, list[str]], clear: list[str], message: str
) -> None:
    twins(graph)
    with pytest.raises(KembarError, match=message):
        graph.preview_edit(name, values, clear=clear)


def test_a_retired_thing_stays_on_record(graph: KnowledgeGraph) -> None:
    twins(graph)
    preview = graph.preview_retirement(
        "Bandung – Utrecht", reason="It was never signed", author="Ani"
    )
    assert "is withdrawn: It was never signed." in preview.sentences[0]
    graph.commit(preview)
    assert partners(graph) == []
    assert graph.log()[-1].reason == "It was never signed"
    assert graph.validate() == []
    graph.undo()
    assert partners(graph) == [("Bandung", "2021")]


def test_undo_restores_a_retired_shipped_thing(graph: KnowledgeGraph) -> None:
    before = partners(graph, "Bandung")
    graph.commit(graph.preview_retirement("id-bandung--in-bangalore", reason="A rumour"))
    assert set(before) - set(partners(graph, "Bandung")) == {("Bangalore", "")}
    graph.undo()
    assert partners(graph, "Bandung") == before


def test_a_thing_others_refer_to_is_not_retired(graph: KnowledgeGraph) -> None:
    twins(graph)
    graph.add([kembar.entry("agreement", **SIGNED)], source=NEWS)
    with pytest.raises(
        ShapeViolation, match=r"other data depend on this: .* partnership is not in the graph"
    ):
        graph.preview_retirement("id-bandung--nl-utrecht", reason="x")
    with pytest.raises(InputError, match=r"\[reason\]: is needed"):
        graph.preview_retirement("id-bandung--nl-utrecht", reason="")


def test_a_renewal_is_the_next_of_the_chain(graph: KnowledgeGraph) -> None:
    twins(graph)
    graph.add([kembar.entry("agreement", **SIGNED)], source=NEWS)
    preview = graph.preview_renewal(
        "id-bandung--nl-utrecht--2021-mou", {"signed_on": ["May 2026"]}, source=NEWS
    )
    graph.commit(preview)
    (sentence,) = preview.sentences
    assert "in force from 24 May 2026, until 23 May 2031, on water, renews" in sentence
    chain = graph.query("document-chain", city="Bandung", other="Utrecht")
    assert len(chain.rows) == 2
    assert graph.log()[-1].action == "renew"


def test_undo_restores_the_files_byte_for_byte(graph: KnowledgeGraph, own: Workspace) -> None:
    twins(graph)
    before = files(own)
    twins(graph, "Breda")
    record, path = graph.undo()
    assert files(own) == before
    assert "Breda" in path.read_text("utf-8")
    assert "Breda" in record.label
    graph.undo()
    assert files(own) == {}
    with pytest.raises(KembarError, match="nothing was added"):
        graph.undo()


def test_undo_refuses_what_later_changes_refer_to(graph: KnowledgeGraph) -> None:
    twins(graph)
    first = graph.log()[0].id
    graph.add([kembar.entry("agreement", **SIGNED)], source=NEWS)
    with pytest.raises(ShapeViolation, match=r"other data depend on this: .* not in the graph"):
        graph.undo(first)
    graph.undo()
    graph.undo(first)
    with pytest.raises(UnknownName, match="no city of the graph is called 'Utrecht'"):
        partners(graph)


def test_redo_brings_back_byte_for_byte(graph: KnowledgeGraph, own: Workspace) -> None:
    twins(graph)
    graph.add([kembar.entry("agreement", **SIGNED)], source=NEWS)
    before = files(own)
    graph.undo()
    graph.undo()
    with pytest.raises(UnknownName, match="no city of the graph is called 'Utrecht'"):
        partners(graph)
    last = graph.undone()[0].record.id
    with pytest.raises(ShapeViolation, match="not in the graph"):
        graph.redo(last)
    graph.redo()
    assert partners(graph) == [("Bandung", "2021")]
    assert graph.redo().action == "add"
    assert files(own) == before
    with pytest.raises(KembarError, match="nothing was undone"):
        graph.redo()


def test_redo_warns_of_what_was_added_meanwhile(graph: KnowledgeGraph) -> None:
    twins(graph)
    graph.undo()
    twins(graph, since="2022")
    with pytest.raises(ReviewRequired, match="is in the graph already"):
        graph.redo()
    graph.redo(ignore_warnings=True)
    assert len(graph.log()) == 2


def test_redo_of_a_retirement_needs_what_it_retires(graph: KnowledgeGraph) -> None:
    twins(graph)
    first = graph.log()[0].id
    graph.commit(graph.preview_retirement("id-bandung--nl-utrecht", reason="an error"))
    graph.undo()
    graph.redo()
    assert graph.log()[-1].action == "retire"
    graph.undo()
    graph.undo(first)
    with pytest.raises(KembarError, match="the statements that it retires are gone"):
        graph.redo(graph.undone()[0].record.id)


def test_another_persons_change_is_undone_on_purpose(graph: KnowledgeGraph) -> None:
    twins(graph)
    with pytest.raises(ReviewRequired, match="was made by Ani on"):
        graph.undo(author="Budi")
    assert len(graph.log()) == 1
    assert graph.undo(author="ani")[0].author == "Ani"
    graph.redo()
    assert graph.undo(author="Budi", ignore_warnings=True)[0].author == "Ani"


def test_others_are_undone_beside_an_unreadable_change(
    graph: KnowledgeGraph, own: Workspace
) -> None:
    twins(graph)
    twins(graph, "Breda")
    first, second = graph.log()
    text = second.place.read_text("utf-8")
    second.place.write_text("this is no TriG\n")
    for name in ("", second.id):
        with pytest.raises(InputError, match="is not TriG"):
            graph.undo(name)
    graph.undo(first.id)
    graph.redo()
    moved = second.place.parents[1] / "2027" / second.place.name
    second.place.unlink()
    moved.parent.mkdir()
    moved.write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"belongs in data/added/\d+/.*trig, as its graphs say"):
        KnowledgeGraph(own).engine  # noqa: B018 - it is opened
    graph.undo(first.id)
    assert not first.place.exists()


def test_an_undone_change_can_be_added_from_its_text(graph: KnowledgeGraph) -> None:
    twins(graph)
    _, path = graph.undo()
    graph.commit(graph.preview_file(path, source=NEWS))
    assert partners(graph) == [("Bandung", "2021")]


def test_a_stale_preview_is_previewed_anew(own: Workspace) -> None:
    mine, theirs = KnowledgeGraph(own), KnowledgeGraph(own)
    twins(mine)
    signed = [kembar.entry("agreement", **SIGNED)]
    one = mine.preview(signed, source=NEWS)
    other = theirs.preview(signed, source="https://example.org/other")
    mine.commit(one)
    with pytest.raises(ReviewRequired, match="has an agreement of the same partners, signed"):
        theirs.commit(other)
    theirs.commit(theirs.preview(signed, source="https://example.org/other"), ignore_warnings=True)
    assert len(theirs.query("document-chain", city="Bandung", other="Utrecht").rows) == 2


def test_concurrent_edits_of_one_thing_are_refused(own: Workspace) -> None:
    mine, theirs = KnowledgeGraph(own), KnowledgeGraph(own)
    twins(mine)
    one = mine.preview_edit("id-bandung--nl-utrecht", {"since": ["2020"]})
    other = theirs.preview_edit("id-bandung--nl-utrecht", {"since": ["2019"]})
    mine.commit(one)
    with pytest.raises(KembarError, match="somebody has changed this in the meantime"):
        theirs.commit(other)


def test_a_diff_has_added_and_removed_statements(graph: KnowledgeGraph) -> None:
    twins(graph)
    graph.commit(graph.preview_edit("id-bandung--nl-utrecht", {"since": ["2022"]}))
    diff = graph.diff()
    since = "https://w3id.org/kembar/since"
    came = [o for triples in diff.added.values() for _, p, o in triples if since in p]
    went = [o for triples in diff.removed.values() for _, p, o in triples if since in p]
    assert [o[:6] for o in (*went, *came)] == ['"2021"', '"2022"']


def test_adding_needs_a_workspace() -> None:
    graph = KnowledgeGraph(Workspace())
    with pytest.raises(KembarError, match="kembar init FOLDER"):
        graph.add([kembar.entry("partnership", cities=["Bandung", "Medan"])])


def test_the_graph_is_opened_by_its_folder(own: Workspace) -> None:
    assert own.root
    assert kembar.open(own.root).workspace == own
    assert kembar.open(str(own.root), language="id").language == "id"
    with pytest.raises(InputError, match="is not a workspace"):
        kembar.open(own.root / "data")


def test_the_graph_is_opened_at_an_endpoint(own: Workspace) -> None:
    assert own.root
    url = "http://127.0.0.1:1/query"
    endpoint = kembar.open(own.root, endpoint=url).workspace.endpoint
    assert endpoint
    assert endpoint.query == url
    at_once = kembar.open(own.root, endpoint={"endpoint": url, "timeout": 2}).workspace.endpoint
    assert at_once
    assert at_once.timeout == 2
    assert kembar.open(own.root, endpoint="").workspace.endpoint is None
    with pytest.raises(InputError, match="is not a web address"):
        kembar.open(own.root, endpoint="localhost")


def test_a_workspace_is_made_and_opened(tmp_path: Path) -> None:
    graph = kembar.init(tmp_path / "new", language="id")
    assert graph.workspace == kembar.open(tmp_path / "new").workspace
    assert graph.language == "id"


def test_commit_returns_the_change_on_record(graph: KnowledgeGraph) -> None:
    signed = kembar.entry("partnership", cities=["Bandung", "Utrecht"])
    assert graph.add([signed], source=NEWS, author="Ani") == graph.log()[-1]


def test_statements_of_one_source_are_an_entry(graph: KnowledgeGraph) -> None:
    twins(graph)
    assert graph.sources_of("id-bandung--nl-utrecht") == ["example-org-news"]
    entry = graph.entry_of("id-bandung--nl-utrecht", source="example-org-news")
    assert (entry.kind, entry.first("since")) == ("partnership", "2021")


def test_a_graph_without_a_workspace_is_refused() -> None:
    with pytest.raises(KembarError, match="kembar init FOLDER"):
        KnowledgeGraph(Workspace()).require_workspace()


def test_a_question_has_a_name(graph: KnowledgeGraph) -> None:
    assert graph.question("city-partners").topic == "city"
    with pytest.raises(UnknownName, match="Did you mean city-partners"):
        graph.query("city-partner")


def test_a_store_deleted_while_open_is_no_loss(graph: KnowledgeGraph, own: Workspace) -> None:
    twins(graph)
    shutil.rmtree(own.cache.folder)
    twins(graph, "Breda")
    assert partners(KnowledgeGraph(own), "Breda") == [("Bandung", "2021")]


def test_every_public_name_can_be_imported() -> None:
    for name in kembar.__all__:
        assert getattr(kembar, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = kembar.nothing  # type: ignore[attr-defined]
    assert set(kembar.__all__) < set(dir(kembar))
    assert Path(kembar.__file__).name == "__init__.py"
