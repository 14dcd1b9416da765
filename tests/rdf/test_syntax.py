"""RDF files: names of blank nodes, prefixes, formats, errors with their place."""

from __future__ import annotations

import os
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kembar.errors import InputError, KembarError
from kembar.rdf.namespaces import NAMESPACES
from kembar.rdf.syntax import (
    GRAPH_FORMATS,
    BlankNodes,
    parse_rdf,
    read_external_rdf,
    serialize_triples,
    to_triple,
    to_turtle,
)
from kembar.rdf.terms import Term, iri, literal, typed_literal

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


RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:p="urn:p#">'
    '<rdf:Description rdf:about="urn:a"><p:q>{}</p:q></rdf:Description></rdf:RDF>'
)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE r [<!ENTITY a "{a}"><!ENTITY b "x\'{refs}">]>',  # asks for 7 GB
        '<!DOCTYPE r [<!ENTITY b "urn:p#">]>',
        "<!DOCTYPE r [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
    ],
)
def test_every_entity_is_refused(tmp_path: Path, doctype: str) -> None:
    path = tmp_path / "x.rdf"
    text = doctype.replace("{a}", "a" * 70_000).replace("{refs}", "&a;" * 100_000)
    path.write_text(text + RDF.format("&b;"))
    with pytest.raises(InputError, match=r"x\.rdf:1: declares an entity \(<!ENTITY>\)"):
        read_external_rdf(path)
    path.write_text("<?xml version='1.0'?>\n<!DOCTYPE r [<!ELEMENT r ANY>]>" + RDF.format("x"))
    assert read_external_rdf(path) == [("<urn:a>", "<urn:p#q>", '"x"')]


def test_triples_as_terms_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.nt"
    path.write_text("<urn:a> <urn:b> " + "<<( <urn:a> <urn:b> " * 30_000)
    with pytest.raises(InputError, match=r"x\.nt: is not N-Triples: nests more than 100 triples"):
        read_external_rdf(path)
    path.write_text("<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> .")
    with pytest.raises(InputError, match=r"x\.nt: cannot be read: it holds a triple as a term"):
        read_external_rdf(path)


def test_a_pipe_or_a_sparse_giant_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.ttl")
    with pytest.raises(InputError, match="is a pipe or a device"):
        read_external_rdf(tmp_path / "x.ttl")
    (tmp_path / "y.ttl").touch()
    os.truncate(tmp_path / "y.ttl", 1 << 40)
    with pytest.raises(InputError, match="is longer than 300 MB"):
        read_external_rdf(tmp_path / "y.ttl")


GRAPH = [
    (
        iri("https://w3id.org/kembar/id/a"),
        iri("https://w3id.org/kembar/since"),
        literal("서울", "ko"),
    ),
    (iri("urn:a"), iri("urn:x/p#q"), typed_literal("1997-08", "gYearMonth")),
    (Term("_:b"), iri("urn:x/p#q"), literal("a\rb\n <&> \t ")),
    (Term("_:b"), iri("urn:x/p#q"), Term("_:c")),
]
RDFLIB_FORMATS = {"ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}


@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")
@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_rdflib_reads_the_same_graph(form: str) -> None:
    text = serialize_triples(GRAPH, form, NAMESPACES)
    expected = rdflib.Graph().parse(data=serialize_triples(GRAPH, "ntriples", {}), format="nt")
    graph = rdflib.Dataset() if form in ("nquads", "trig") else rdflib.Graph()
    graph.parse(data=text.encode(), format=RDFLIB_FORMATS.get(form, form))
    read = graph.default_graph if isinstance(graph, rdflib.Dataset) else graph
    assert isomorphic(read, expected)
    assert len(read) == len(GRAPH)
    assert text.endswith("\n")
    empty = serialize_triples([], form, NAMESPACES)
    assert len(rdflib.Dataset().parse(data=empty, format=RDFLIB_FORMATS.get(form, form))) == 0


@pytest.mark.parametrize(
    ("triple", "fault"),
    [
        ((iri("urn:a"), iri("urn:b/1"), literal("x")), "cannot name the property <urn:b/1>"),
        ((iri("urn:a"), iri("urn:b"), literal("\x01")), "cannot hold the character <U"),
    ],
)
def test_rdf_xml_says_what_it_cannot_hold(triple: tuple[Term, Term, Term], fault: str) -> None:
    with pytest.raises(KembarError, match=fault):
        serialize_triples([triple], "rdfxml", NAMESPACES)


def test_a_triple_as_a_term_can_be_written() -> None:
    (triple,) = ox.Store().query(
        "CONSTRUCT { <urn:a> <urn:b> ?t } { BIND(TRIPLE(<urn:a>, <urn:b>, 1) AS ?t) }"
    )
    text = serialize_triples([to_triple(triple)], "turtle", NAMESPACES)
    assert list(ox.parse(text, format=ox.RdfFormat.TURTLE)) == [ox.Quad(*triple)]
