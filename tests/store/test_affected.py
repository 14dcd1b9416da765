"""A change reaches the things whose derived statements may differ, and no more."""

from __future__ import annotations

from kembar.rdf.engine import Engine, batches
from kembar.rdf.namespaces import graph_address, term
from kembar.rdf.terms import Triple, iri, literal
from kembar.store.affected import MOST_AFFECTED, affected_things

ID = "https://w3id.org/kembar/id/"
BANDUNG, SEOUL, PAIR = (iri(ID + key) for key in ("id-bandung", "kr-seoul", "id-bandung--kr-seoul"))
GRAPH = iri(graph_address("workspace/data/x.ttl"))


def reached(engine: Engine, *changed: Triple) -> set[str] | None:
    found = affected_things(engine, {GRAPH: set(changed)}, set(changed))
    return found if found is None else set(found)


def test_a_city_reaches_its_partnerships(engine: Engine) -> None:
    found = reached(engine, (BANDUNG, term("rdfs:label"), literal("Bandung", "en")))
    assert found is not None
    assert {BANDUNG, PAIR} <= found


def test_what_was_said_already_reaches_no_neighbours(engine: Engine) -> None:
    fact = (BANDUNG, term("rdfs:label"), literal("Bandung", "en"))
    assert affected_things(engine, {GRAPH: {fact}}, set()) == {BANDUNG}


def test_a_partnership_reaches_its_partners(engine: Engine) -> None:
    found = reached(engine, (PAIR, term("kb:hasPartner"), iri(ID + "kr-busan")))
    assert found is not None
    assert {BANDUNG, SEOUL, iri(ID + "kr-busan")} <= found


def test_countries_events_and_concepts_reach_everything(engine: Engine) -> None:
    label = term("rdfs:label"), literal("x")
    assert reached(engine, (iri(ID + "country/kr"), *label)) is None
    assert reached(engine, (iri(ID + "covid-19"), *label)) is None
    concept = "https://w3id.org/kembar/concept/partnership-kind/sister-city"
    assert reached(engine, (iri(concept), *label)) is None


def test_very_many_things_are_everything(engine: Engine) -> None:
    facts = [
        (iri(f"{ID}x-{n}"), term("rdfs:label"), literal("x")) for n in range(MOST_AFFECTED + 1)
    ]
    assert reached(engine, *facts) is None
    assert sum(map(len, batches({s for s, _, _ in facts}))) == MOST_AFFECTED + 1
