"""Prefixed names, and the IRIs of terms, concepts and graphs."""

from __future__ import annotations

from kembar.rdf.namespaces import concept, graph_address, local_name, prefixed_name, term


def test_a_prefixed_name_stands_for_an_iri() -> None:
    assert term("kb:since") == "<https://w3id.org/kembar/since>"
    assert prefixed_name("https://w3id.org/kembar/since") == "kb:since"
    assert prefixed_name("https://w3id.org/kembar/id/id-bandung") == "id:id-bandung"
    assert prefixed_name("https://elsewhere.org/x") == "https://elsewhere.org/x"


def test_concepts_and_graphs_have_iris() -> None:
    assert concept("field", "water") == "<https://w3id.org/kembar/concept/field/water>"
    assert graph_address("data/x.csv", "news") == "https://w3id.org/kembar/graph/data/x.csv#news"


def test_a_local_name_follows_the_last_slash() -> None:
    iri = "https://w3id.org/kembar/id/id-bandung"
    assert local_name(iri) == local_name(f"<{iri}>") == "id-bandung"
    assert local_name("id-bandung") == "id-bandung"
