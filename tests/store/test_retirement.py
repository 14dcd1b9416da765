"""A retirement takes a thing and its parts out of one graph, and nothing else."""

from __future__ import annotations

from kembar.rdf.namespaces import graph_address, retired_graph, term
from kembar.rdf.oxigraph import Embedded
from kembar.rdf.terms import iri, text
from kembar.store.retirement import Retirement, changes, retirements, retirements_in

ONE, TWO = iri(graph_address("one.csv")), iri(graph_address("two.csv"))
P = iri("urn:p")
THING, PART, OTHER = iri("urn:x:a"), iri("urn:x:a/part/1"), iri("urn:x:ab")
SAID = [(thing, P, text("x")) for thing in (THING, PART, OTHER)]
RETIRED = Retirement(TWO, THING, ONE)


def test_a_thing_goes_with_its_parts_and_not_with_its_namesakes() -> None:
    engine = Embedded.in_memory()
    engine.load([(ONE, SAID)])
    for graph, removed, added in changes(engine, {}, set(), {RETIRED}):
        engine.change(graph, removed, added)
    assert set(engine.triples(ONE)) == set(engine.triples()) == {SAID[2]}
    assert set(engine.triples(retired_graph(ONE))) == set(SAID[:2])
    for graph, removed, added in changes(engine, {}, {RETIRED}, set()):
        engine.change(graph, removed, added)
    assert set(engine.triples(ONE)) == set(engine.triples()) == set(SAID)


def test_the_store_and_the_triples_tell_the_same_retirements() -> None:
    facts = [
        (iri("urn:r"), term("rdf:type"), term("kb:Retirement")),
        (iri("urn:r"), term("kb:retiredThing"), THING),
        (iri("urn:r"), term("kb:retiredFrom"), ONE),
    ]
    engine = Embedded.in_memory()
    engine.load([(TWO, facts)])
    assert retirements(engine) == retirements_in(TWO, facts) == {RETIRED}
    assert retirements_in(TWO, facts[1:]) == set()
