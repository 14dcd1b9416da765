"""The Python API: ask, add, mend, retire, renew, take back; what the command line uses."""

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


def twins(graph: KnowledgeGraph, city: str = "Utrecht", **told: Any) -> None:
    values = {"cities": ["Bandung", city], "since": "2021"} | told
    graph.add([kembar.entry("partnership", **values)], source=NEWS, by="Ani")


def partners(graph: KnowledgeGraph, city: str = "Utrecht") -> list[tuple[str, str]]:
    answer = graph.query("city-partners", city=city)
    return [(str(row[0]), str(row[3] or "")) for row in answer.rows]


def files(own: Workspace) -> dict[str, bytes]:
    assert own.root
    data = own.root / "data"
    return {
        str(path.relative_to(data)): path.read_bytes()
        for path in data.rglob("*")
        if path.is_file() and not any(p.startswith(".") for p in path.relative_to(data).parts)
    }


def test_what_is_added_is_answered_drawn_and_on_record(graph: KnowledgeGraph) -> None:
    twins(graph)
    assert partners(graph) == [("Bandung", "2021")]
    assert "Utrecht" in {
        data["label"] for _, data in graph.network(city="Bandung").nodes(data=True)
    }
    (logged,) = graph.log()
    assert (logged.by, logged.action) == ("Ani", "add")
    assert graph.check() == []


def test_many_things_are_added_at_once_or_not_at_all(graph: KnowledgeGraph, own: Workspace) -> None:
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


def test_records_are_added_as_they_are(graph: KnowledgeGraph) -> None:
    record = kembar.Partnership(
        partnership="id-bandung--id-medan", cities=("id-bandung", "id-medan"), source="unverified"
    )
    made = graph.add([record])
    assert set(made.change.said) == {"unverified"}
    assert ("Medan", "") in partners(graph, "Bandung")


def test_what_should_be_looked_at_again_is_not_written_unless_sure(
    graph: KnowledgeGraph, own: Workspace
) -> None:
    made = graph.preview([kembar.entry("partnership", cities=["Bandung", "Utrecht"], since="2062")])
    assert made.warnings == ("since: 2062 lies ahead; do you mean 2026?",)
    with pytest.raises(ReviewRequired, match="2062 lies ahead"):
        graph.write(made)
    assert files(own) == {}
    graph.write(made, sure=True)
    assert partners(graph) == [("Bandung", "2062")]


def test_an_edit_keeps_the_earlier_reading_on_record(graph: KnowledgeGraph) -> None:
    twins(graph)
    made = graph.preview_edit(
        "id-bandung--nl-utrecht", {"since": ["Mei 2022"]}, reason="misread", by="Budi"
    )
    assert made.warnings == ()
    graph.write(made)
    assert partners(graph) == [("Bandung", "2022-05")]
    edit = graph.log()[-1]
    assert (edit.action, edit.by, edit.reason) == ("edit", "Budi", "misread")
    old = graph.sparql(
        "PREFIX kb: <https://w3id.org/kembar/> SELECT ?since { ?retirement kb:retiredThing ?thing ;"
        " kb:retiredFrom ?from . GRAPH ?graph { ?thing kb:since ?since }"
        ' FILTER(CONTAINS(STR(?graph), "/graph/retired/")) }'
    )
    assert not isinstance(old, list)
    assert [str(row[0]) for row in old.rows] == ["2021"]
    assert graph.check() == []
    graph.undo()
    assert partners(graph) == [("Bandung", "2021")]


def test_an_edit_of_a_shipped_statement_leaves_those_of_other_sources(
    graph: KnowledgeGraph,
) -> None:
    name, source = "id-bandung--kr-seoul", "ajunews-2018-09-11-jokowi"
    with pytest.raises(InputError, match=f"several tell of {name}; name one of .*{source}"):
        graph.preview_edit(name, {"since": ["2014"]})

    def told() -> list[str]:
        row = next(row for row in partners(graph, "Bandung") if row[0] == "Seoul")
        return row[1].split("; ")

    before = told()
    graph.write(graph.preview_edit(name, {"since": ["2014"]}, said_by=source))
    assert set(told()) - set(before) == {"2014"}
    assert set(before) & set(told())
    graph.undo()
    assert told() == before


@pytest.mark.parametrize(
    ("name", "values", "clear", "said"),
    [
        ("id-bandung--nl-utrecht", {"since": ["2021"]}, [], "says so already"),
        ("id-bandung--nl-utrecht", {"sinse": ["2021"]}, [], "Did you mean since"),
        ("id-bandung--nl-utrecht", {}, ["x"], "no field of partnership"),
        ("id-bandung--nl-utrecht", {"since": ["soon"]}, [], "is not a date"),
        ("id-bandung--nl-utrech", {"since": ["2020"]}, [], "no thing is called"),
    ],
)
def test_an_edit_that_is_none_is_told(
    graph: KnowledgeGraph, name: str, values: dict[str, list[str]], clear: list[str], said: str
) -> None:
    twins(graph)
    with pytest.raises(KembarError, match=said):
        graph.preview_edit(name, values, clear=clear)


def test_what_is_retired_is_no_longer_held_and_stays_on_record(graph: KnowledgeGraph) -> None:
    twins(graph)
    made = graph.preview_retirement("Bandung – Utrecht", reason="It was never signed", by="Ani")
    assert "is no longer held: It was never signed." in made.sentences[0]
    graph.write(made)
    assert partners(graph) == []
    assert graph.log()[-1].reason == "It was never signed"
    assert graph.check() == []
    graph.undo()
    assert partners(graph) == [("Bandung", "2021")]


def test_a_shipped_thing_can_be_retired_and_comes_back(graph: KnowledgeGraph) -> None:
    before = partners(graph, "Bandung")
    graph.write(graph.preview_retirement("id-bandung--in-bangalore", reason="A rumour"))
    assert set(before) - set(partners(graph, "Bandung")) == {("Bangalore", "")}
    graph.undo()
    assert partners(graph, "Bandung") == before


def test_what_others_stand_on_is_not_retired(graph: KnowledgeGraph) -> None:
    twins(graph)
    graph.add([kembar.entry("agreement", **SIGNED)], source=NEWS)
    with pytest.raises(
        ShapeViolation, match=r"others stand on this: .* partnership is not in the graph"
    ):
        graph.preview_retirement("id-bandung--nl-utrecht", reason="x")
    with pytest.raises(InputError, match=r"\[reason\]: is needed"):
        graph.preview_retirement("id-bandung--nl-utrecht", reason="")


def test_a_renewal_is_the_next_of_the_chain(graph: KnowledgeGraph) -> None:
    twins(graph)
    graph.add([kembar.entry("agreement", **SIGNED)], source=NEWS)
    made = graph.preview_renewal(
        "id-bandung--nl-utrecht--2021-mou", {"signed_on": ["May 2026"]}, source=NEWS
    )
    graph.write(made)
    (said,) = made.sentences
    assert "in force from 24 May 2026, until 23 May 2031, on water, renews" in said
    chain = graph.query("document-chain", city="Bandung", other="Utrecht")
    assert len(chain.rows) == 2
    assert graph.log()[-1].action == "renew"


def test_undo_takes_the_last_change_back_byte_for_byte(
    graph: KnowledgeGraph, own: Workspace
) -> None:
    twins(graph)
    before = files(own)
    twins(graph, "Breda")
    logged, kept = graph.undo()
    assert files(own) == before
    assert "Breda" in kept.read_text("utf-8")
    assert "Breda" in logged.label
    graph.undo()
    assert files(own) == {}
    with pytest.raises(KembarError, match="nothing was added"):
        graph.undo()


def test_what_later_changes_stand_on_is_not_taken_back(graph: KnowledgeGraph) -> None:
    twins(graph)
    first = graph.log()[0].id
    graph.add([kembar.entry("agreement", **SIGNED)], source=NEWS)
    with pytest.raises(ShapeViolation, match=r"others stand on this: .* not in the graph"):
        graph.undo(first)
    graph.undo()
    graph.undo(first)
    with pytest.raises(UnknownName, match="no city is called 'Utrecht'"):
        partners(graph)


def test_what_was_taken_back_can_be_added_again_from_its_text(graph: KnowledgeGraph) -> None:
    twins(graph)
    _, kept = graph.undo()
    graph.write(graph.preview_file(kept, source=NEWS))
    assert partners(graph) == [("Bandung", "2021")]


def test_a_change_that_was_previewed_before_another_is_understood_anew(own: Workspace) -> None:
    mine, theirs = KnowledgeGraph(own), KnowledgeGraph(own)
    twins(mine)
    signed = [kembar.entry("agreement", **SIGNED)]
    one = mine.preview(signed, source=NEWS)
    other = theirs.preview(signed, source="https://example.org/other")
    mine.write(one)
    with pytest.raises(ReviewRequired, match="an agreement of the same partners was signed"):
        theirs.write(other)
    theirs.write(theirs.preview(signed, source="https://example.org/other"), sure=True)
    assert len(theirs.query("document-chain", city="Bandung", other="Utrecht").rows) == 2


def test_two_who_mend_the_same_are_told(own: Workspace) -> None:
    mine, theirs = KnowledgeGraph(own), KnowledgeGraph(own)
    twins(mine)
    one = mine.preview_edit("id-bandung--nl-utrecht", {"since": ["2020"]})
    other = theirs.preview_edit("id-bandung--nl-utrecht", {"since": ["2019"]})
    mine.write(one)
    with pytest.raises(KembarError, match="somebody has changed this meanwhile"):
        theirs.write(other)


def test_a_diff_tells_what_came_and_went(graph: KnowledgeGraph) -> None:
    twins(graph)
    graph.write(graph.preview_edit("id-bandung--nl-utrecht", {"since": ["2022"]}))
    effect = graph.diff()
    since = "https://w3id.org/kembar/since"
    came = [o for triples in effect.added.values() for _, p, o in triples if since in p]
    went = [o for triples in effect.removed.values() for _, p, o in triples if since in p]
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


def test_a_question_is_asked_by_name(graph: KnowledgeGraph) -> None:
    assert graph.question("city-partners").topic == "city"
    with pytest.raises(UnknownName, match="Did you mean city-partners"):
        graph.query("city-partner")


def test_a_store_that_goes_away_while_it_is_open_is_no_loss(
    graph: KnowledgeGraph, own: Workspace
) -> None:
    twins(graph)
    shutil.rmtree(own.cache)
    twins(graph, "Breda")
    assert partners(KnowledgeGraph(own), "Breda") == [("Bandung", "2021")]


def test_what_is_in_the_package_is_there_and_nothing_else() -> None:
    for name in kembar.__all__:
        assert getattr(kembar, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = kembar.nothing
    assert Path(kembar.__file__).name == "__init__.py"
