"""RDF as text: how blank nodes are named, and which prefixes are written."""

from __future__ import annotations

from pathlib import Path

from kembar.rdf_text import parse_rdf, turtle
from kembar.terms import iri, text
from kembar.vocabulary import NAMESPACES


def test_blank_nodes_are_named_alike_at_each_reading(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text("[] <urn:p> [ <urn:q> 1 ] .")
    first = parse_rdf(path, "urn:base", "x.ttl")
    assert parse_rdf(path, "urn:base", "x.ttl") == first
    assert not {s for s, _, _ in first} & {s for s, _, _ in parse_rdf(path, "urn:other", "x.ttl")}


def test_turtle_names_the_prefixes_that_it_uses_and_no_other() -> None:
    made = turtle([(iri("urn:s"), iri("https://w3id.org/kembar/since"), text("x"))], NAMESPACES)
    assert made.splitlines()[0] == "@prefix kb: <https://w3id.org/kembar/> ."
    assert made.count("@prefix") == 1
