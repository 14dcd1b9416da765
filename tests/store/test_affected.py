"""A change affects the things whose derived statements may differ, and no others."""

from __future__ import annotations

from kembar.rdf.engine import Engine, batches
from kembar.rdf.namespaces import graph_address, term
from kembar.rdf.terms import Triple, iri, literal
from kembar.store.affected import MOST_AFFECTED, affected_things

ID = "https://w3id.org/kembar/id/"
BANDUNG, SEOUL, PAIR = (iri(ID + key) for key in ("id-bandung", "kr-seoul", "id-bandung--kr-seoul"))
GRAPH = iri(graph_address("workspace/data/x.ttl"))


def affected(engine: Engine, *changed: Triple) -> set[str] | None:
    things = affected_things(engine, {GRAPH: set(changed)}, set(changed))
    return things if things is None else set(things)


def test_a_city_affects_its_partnerships(engine: Engine) -> None:
    things = affected(engine, (BANDUNG, term("rdfs:label"), literal("Bandung", "en")))
    assert things is not None
    assert {BANDUNG, PAIR} <= things


def test_a_repeated_triple_affects_no_neighbours(engine: Engine) -> None:
    triple = (BANDUNG, term("rdfs:label"), literal("Bandung", "en"))
    assert affected_things(engine, {GRAPH: {triple}}, set()) == {BANDUNG}


def test_a_partnership_affects_its_partners(engine: Engine) -> None:
    things = affected(engine, (PAIR, term("kb:hasPartner"), iri(ID + "kr-busan")))
    assert things is not None
    assert {BANDUNG, SEOUL, iri(ID + "kr-busan")} <= things


def test_countries_events_concepts_affect_everything(engine: Engine) -> None:
    label = term("rdfs:label"), literal("x")
    assert affected(engine, (iri(ID + "country/kr"), *label)) is None
    assert affected(engine, (iri(ID + "covid-19"), *label)) is None
    concept = "https://w3id.org/kembar/concept/partnership-kind/sister-city"
    assert affected(engine, (iri(concept), *label)) is None


def test_too_many_things_are_everything(engine: Engine) -> None:
    triples = [
        (iri(f"{ID}x-{n}"), term("rdfs:label"), literal("x")) for n in range(MOST_AFFECTED + 1)
    ]
    assert affected(engine, *triples) is None
    assert sum(map(len, batches({s for s, _, _ in triples}))) == MOST_AFFECTED + 1
