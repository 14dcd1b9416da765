"""A retirement removes a thing and its parts from one graph, and nothing else."""

from __future__ import annotations

from kembar.rdf.namespaces import graph_address, retired_graph, term
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.terms import Term, iri, literal
from kembar.store.retirement import Retirement, retirement_patches, retirements, retirements_in

ONE, TWO = iri(graph_address("one.csv")), iri(graph_address("two.csv"))
P = iri("urn:p")
THING, PART, OTHER = iri("urn:x:a"), iri("urn:x:a/part/1"), iri("urn:x:ab")
TRIPLES = [(thing, P, literal("x")) for thing in (THING, PART, OTHER)]
RETIRED = Retirement(TWO, THING, ONE)


def test_a_thing_is_retired_with_its_parts_alone() -> None:
    engine = OxigraphEngine.in_memory()
    engine.load_graphs([(ONE, TRIPLES)])
    for graph, removed, added in retirement_patches(engine, {}, set(), {RETIRED}):
        engine.patch(graph, removed, added)
    assert set(engine.triples(ONE)) == set(engine.triples()) == {TRIPLES[2]}
    assert set(engine.triples(retired_graph(ONE))) == set(TRIPLES[:2])
    for graph, removed, added in retirement_patches(engine, {}, {RETIRED}, set()):
        engine.patch(graph, removed, added)
    assert set(engine.triples(ONE)) == set(engine.triples()) == set(TRIPLES)


def test_store_and_triples_have_the_same_retirements() -> None:
    triples = [
        (iri("urn:r"), term("rdf:type"), term("kb:Retirement")),
        (iri("urn:r"), term("kb:retiredThing"), THING),
        (iri("urn:r"), term("kb:retiredFrom"), ONE),
    ]
    engine = OxigraphEngine.in_memory()
    engine.load_graphs([(TWO, triples)])
    assert retirements(engine) == retirements_in(TWO, triples) == {RETIRED}
    assert retirements_in(TWO, triples[1:]) == set()


def test_a_retirement_from_no_graph_is_none() -> None:
    mine, kind = iri("urn:graph"), (iri("urn:r"), term("rdf:type"), term("kb:Retirement"))
    thing = (iri("urn:r"), term("kb:retiredThing"), iri("urn:x"))
    for target in (literal("x"), Term("_:b")):
        triples = [kind, thing, (iri("urn:r"), term("kb:retiredFrom"), target)]
        assert retirements_in(mine, triples) == set()
