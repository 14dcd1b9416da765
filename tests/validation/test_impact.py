"""What a change would break is told before it is written; what was broken before is not its fault."""

from __future__ import annotations

import pytest

from kembar.editing.change import Change, new_id, now
from kembar.errors import ShapeViolation
from kembar.model.records import UNVERIFIED, Agreement, Concept, Key, Partnership, Record
from kembar.model.to_rdf import record_triples
from kembar.rdf.engine import Engine
from kembar.rdf.terms import Term, Triple
from kembar.store.open_store import open_store
from kembar.validation.impact import check_change
from kembar.workspace.layout import Workspace

SEOUL = Key("id-bandung--kr-seoul")
TWINS = Partnership(
    partnership=Key("id-bandung--id-medan"),
    cities=(Key("id-bandung"), Key("id-medan")),
    source=Key(UNVERIFIED),
)


def agreement(key: str, follows: str = "", partnership: Key = SEOUL) -> Agreement:
    return Agreement(
        agreement=Key(key),
        partnership=partnership,
        type=Concept("charter"),
        follows=Key(follows) if follows else None,
        source=Key(UNVERIFIED),
    )


def graphs(*records: Record) -> dict[Term, list[Triple]]:
    at = now()
    said = tuple(triple for record in records for triple in record_triples(record))
    return Change(new_id(at), at, "add", "x", said={Key(UNVERIFIED): said}).graphs()


def test_what_is_well_passes(engine: Engine) -> None:
    check_change(engine, Workspace(), graphs(TWINS, agreement("a", partnership=TWINS.partnership)))


def test_a_violation_is_a_sentence_with_the_field(engine: Engine) -> None:
    alone = Partnership(partnership=Key("p"), cities=(Key("id-bandung"),), source=Key(UNVERIFIED))
    with pytest.raises(
        ShapeViolation, match=r"id:p \[cities\]: .* two different partners"
    ) as raised:
        check_change(engine, Workspace(), graphs(alone))
    assert str(raised.value).endswith("Nothing was written.")
    with pytest.raises(ShapeViolation, match="sedikitnya dua mitra"):
        check_change(engine, Workspace(), graphs(alone), language="id")


def test_a_thing_that_is_not_there_is_told(engine: Engine) -> None:
    with pytest.raises(ShapeViolation, match="The partnership is not in the graph"):
        check_change(
            engine, Workspace(), graphs(agreement("a", partnership=Key("id-bandung--xx-no")))
        )


def test_a_circle_that_closes_far_back_is_told(engine: Engine) -> None:
    """The new document follows one whose chain leads, over the graph, to what follows the new one."""
    rows = engine.select(
        "PREFIX kb: <https://w3id.org/kembar/> SELECT ?last ?first "
        "{ ?last kb:follows ?middle . ?middle kb:follows ?first } ORDER BY ?last LIMIT 1"
    ).rows
    assert rows
    last, first = (str(value).rpartition("/")[2] for value in rows[0] if value)
    with pytest.raises(ShapeViolation, match="cannot follow itself"):
        check_change(engine, Workspace(), graphs(agreement(first, follows=last)))


def test_many_violations_are_counted(engine: Engine) -> None:
    wrong = [agreement(f"a{n}", partnership=Key("xx")) for n in range(9)]
    with pytest.raises(ShapeViolation, match=r"And \d+ more\."):
        check_change(engine, Workspace(), graphs(*wrong))


def test_what_others_need_is_not_taken_away(engine: Engine) -> None:
    partnership = Term("<https://w3id.org/kembar/id/id-bandung--kr-seoul>")
    removed = {
        graph: [triple for triple in engine.triples(graph) if triple[0] == partnership]
        for graph in engine.graphs()
        if "/graph/data/" in graph
    }
    with pytest.raises(ShapeViolation, match="The partnership is not in the graph"):
        check_change(engine, Workspace(), {}, removed)


def test_what_another_source_says_too_may_go(engine: Engine) -> None:
    partnership = Term("<https://w3id.org/kembar/id/id-bandung--kr-seoul>")
    saying = [
        graph
        for graph in engine.graphs()
        if "partnerships.csv#" in graph
        and any(triple[0] == partnership for triple in engine.triples(graph))
    ]
    assert len(saying) > 1
    gone = [triple for triple in engine.triples(saying[0]) if triple[0] == partnership]
    check_change(engine, Workspace(), {}, {saying[0]: gone})


def test_a_fault_that_was_there_before_does_not_stop_a_change(own: Workspace) -> None:
    assert own.root
    (own.root / "data" / "partnerships.csv").write_text(
        "partnership,cities,source\nid-bandung--xx-no,id-bandung; xx-no,unverified\n"
    )
    engine = open_store(own).engine
    check_change(engine, own, graphs(TWINS))


def test_a_new_thing_is_told_by_the_source_of_its_graph(engine: Engine) -> None:
    """The store tells of its graph, or what is added does."""
    rows = engine.select(
        "SELECT ?g { ?g a <https://w3id.org/kembar/SourceGraph> ;"
        " <http://www.w3.org/ns/prov#hadPrimarySource> ?source } ORDER BY ?g LIMIT 1"
    ).rows
    ((known,),) = rows
    assert known
    check_change(engine, Workspace(), {known.term: record_triples(TWINS)})
    with pytest.raises(ShapeViolation, match=r"\[source\]: No source says so"):
        check_change(engine, Workspace(), {Term("<urn:nobody>"): record_triples(TWINS)})
