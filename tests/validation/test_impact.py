"""Impact: a change that breaks shapes is refused; problems from before do not count."""

from __future__ import annotations

import pytest

from kembar.editing.change import Change, new_id, now
from kembar.errors import ShapeViolation
from kembar.language import speaking
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
    triples = tuple(triple for record in records for triple in record_triples(record))
    return Change(new_id(at), at, "add", "x", statements={Key(UNVERIFIED): triples}).graphs()


def test_a_valid_change_passes(engine: Engine) -> None:
    check_change(engine, Workspace(), graphs(TWINS, agreement("a", partnership=TWINS.partnership)))


def test_a_problem_is_a_sentence_with_its_field(engine: Engine) -> None:
    alone = Partnership(partnership=Key("p"), cities=(Key("id-bandung"),), source=Key(UNVERIFIED))
    message = r"id:p \[cities\]: .* two different partners"
    with pytest.raises(ShapeViolation, match=message) as caught:
        check_change(engine, Workspace(), graphs(alone))
    assert str(caught.value).endswith("Nothing was written.")
    with speaking("id"), pytest.raises(ShapeViolation, match="sedikitnya dua mitra"):
        check_change(engine, Workspace(), graphs(alone))


def test_a_missing_thing_is_reported(engine: Engine) -> None:
    with pytest.raises(ShapeViolation, match="The partnership is not in the graph"):
        check_change(
            engine, Workspace(), graphs(agreement("a", partnership=Key("id-bandung--xx-no")))
        )


def test_a_circle_that_closes_far_back_is_reported(engine: Engine) -> None:
    """The new document follows one whose chain in the graph leads back to the new one."""
    rows = engine.select(
        "PREFIX kb: <https://w3id.org/kembar/> SELECT ?last ?first "
        "{ ?last kb:follows ?middle . ?middle kb:follows ?first } ORDER BY ?last LIMIT 1"
    ).rows
    assert rows
    last, first = (str(value).rpartition("/")[2] for value in rows[0] if value)
    with pytest.raises(ShapeViolation, match="cannot follow itself"):
        check_change(engine, Workspace(), graphs(agreement(first, follows=last)))


def test_many_problems_are_counted(engine: Engine) -> None:
    wrong = [agreement(f"a{n}", partnership=Key("xx")) for n in range(9)]
    with pytest.raises(ShapeViolation, match=r"And \d+ more\."):
        check_change(engine, Workspace(), graphs(*wrong))


def test_a_thing_that_others_need_is_not_removed(engine: Engine) -> None:
    partnership = Term("<https://w3id.org/kembar/id/id-bandung--kr-seoul>")
    removed = {
        graph: [triple for triple in engine.triples(graph) if triple[0] == partnership]
        for graph in engine.graphs()
        if "/graph/data/" in graph
    }
    with pytest.raises(ShapeViolation, match="The partnership is not in the graph"):
        check_change(engine, Workspace(), {}, removed)


def test_a_statement_of_two_sources_may_lose_one(engine: Engine) -> None:
    partnership = Term("<https://w3id.org/kembar/id/id-bandung--kr-seoul>")
    partnership_graphs = [
        graph
        for graph in engine.graphs()
        if "partnerships.csv#" in graph
        and any(triple[0] == partnership for triple in engine.triples(graph))
    ]
    assert len(partnership_graphs) > 1
    graph = partnership_graphs[0]
    removed = [triple for triple in engine.triples(graph) if triple[0] == partnership]
    check_change(engine, Workspace(), {}, {graph: removed})


def test_problems_from_before_do_not_stop_a_change(own: Workspace) -> None:
    assert own.root
    (own.root / "data" / "partnerships.csv").write_text(
        "partnership,cities,source\nid-bandung--xx-no,id-bandung; xx-no,unverified\n"
    )
    engine = open_store(own).engine
    check_change(engine, own, graphs(TWINS))


def test_a_warning_does_not_stop_a_change(own: Workspace) -> None:
    assert own.root
    (own.root / "ontology").mkdir()
    engine = open_store(own).engine
    for severity in ("Warning", "Violation"):
        (own.root / "ontology" / "shapes.ttl").write_text(
            "@prefix kb: <https://w3id.org/kembar/> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
            "<urn:shape> a sh:NodeShape ; sh:targetClass kb:Partnership ; sh:property [\n"
            f"  sh:path kb:origin ; sh:minCount 1 ; sh:severity sh:{severity} ] .\n"
        )
        if severity == "Warning":
            check_change(engine, own, graphs(TWINS))
        else:
            with pytest.raises(ShapeViolation, match=r"\[origin\]"):
                check_change(engine, own, graphs(TWINS))


def test_the_source_of_a_graph_counts_for_new_things(engine: Engine) -> None:
    """The engine has the source of the graph, or the change adds it."""
    rows = engine.select(
        "SELECT ?g { ?g a <https://w3id.org/kembar/SourceGraph> ;"
        " <http://www.w3.org/ns/prov#hadPrimarySource> ?source } ORDER BY ?g LIMIT 1"
    ).rows
    ((graph,),) = rows
    assert graph
    check_change(engine, Workspace(), {graph.term: record_triples(TWINS)})
    with pytest.raises(ShapeViolation, match=r"\[source\]: No source says so"):
        check_change(engine, Workspace(), {Term("<urn:nobody>"): record_triples(TWINS)})
