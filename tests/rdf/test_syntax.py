"""RDF files: names of blank nodes, prefixes, formats, errors with their place."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kembar.errors import InputError
from kembar.exports.rdf import as_trig, asserted_graphs
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES
from kembar.rdf.syntax import BlankNodes, parse_rdf, read_external_rdf, to_turtle
from kembar.rdf.terms import Term, iri, literal

P = iri("urn:p")


def test_blank_nodes_are_named_by_order_and_file() -> None:
    first = [BlankNodes("urn:base").rename_triple((Term("_:x"), P, Term("_:y"))) for _ in range(2)]
    assert first[0] == first[1]
    assert first[0][0] != first[0][2]
    assert first[0][0] != BlankNodes("urn:other").rename(Term("_:x"))


def test_only_blank_nodes_are_renamed() -> None:
    nodes = BlankNodes("urn:base")
    assert nodes.rename(Term("_:x")) == nodes.rename(Term("_:x"))
    assert nodes.rename(P) == P


def test_blank_nodes_are_named_alike_at_each_parsing(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text("[] <urn:p> [ <urn:q> 1 ] .")
    first = parse_rdf(path, "urn:base", "x.ttl")
    assert parse_rdf(path, "urn:base", "x.ttl") == first
    assert not {s for s, _, _ in first} & {s for s, _, _ in parse_rdf(path, "urn:other", "x.ttl")}


def test_turtle_declares_only_prefixes_in_use() -> None:
    turtle = to_turtle(
        [(iri("urn:s"), iri("https://w3id.org/kembar/since"), literal("x"))], NAMESPACES
    )
    assert turtle.splitlines()[0] == "@prefix kb: <https://w3id.org/kembar/> ."
    assert turtle.count("@prefix") == 1


TURTLE = '<urn:a> <urn:p> "서울"@ko , 3 ; a <urn:C> .'
SUFFIXES = {
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_has_the_same_triples(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x.{suffix}"
    triples = [quad.triple for quad in ox.parse(TURTLE, format=ox.RdfFormat.TURTLE)]
    path.write_bytes(ox.serialize(triples, format=SUFFIXES[suffix]) or b"")
    (tmp_path / "y.ttl").write_text(TURTLE)
    assert sorted(read_external_rdf(path)) == sorted(read_external_rdf(tmp_path / "y.ttl"))


@pytest.mark.parametrize(
    ("name", "text"),
    [("x.ttl", "<a> <b> "), ("x.jsonld", '{"@id": '), ("x.rdf", "<rdf:RDF"), ("x.nq", "a b c .")],
)
def test_a_malformed_file_is_reported_with_its_place(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    # Oxigraph gives no line for truncated XML.
    with pytest.raises(InputError, match=rf"{name}(:\d+)?: is not "):
        read_external_rdf(path)


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    path = tmp_path / "x.rdf"
    path.write_text(
        bomb + ']><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:p="urn:p#"><rdf:Description rdf:about="urn:a"><p:q>&j;</p:q></rdf:Description></rdf:RDF>'
    )
    with pytest.raises(InputError, match=r"x\.rdf:1: declares an entity of a dangerous kind"):
        read_external_rdf(path)


def test_an_entity_for_a_namespace_is_expanded(tmp_path: Path) -> None:
    path = tmp_path / "x.owl"
    path.write_text(
        '<!DOCTYPE rdf:RDF [<!ENTITY p "urn:p#">]>'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:p="&p;">'
        '<rdf:Description rdf:about="urn:a"><p:q>x</p:q></rdf:Description></rdf:RDF>'
    )
    assert read_external_rdf(path) == [("<urn:a>", "<urn:p#q>", '"x"')]


def test_sources_of_graphs_are_not_imported_again(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "x.trig"
    path.write_text(as_trig(engine), "utf-8")
    triples = read_external_rdf(path)
    assert len(triples) > 5000
    assert not {subject for subject, _, _ in triples} & set(asserted_graphs(engine))
