"""N-Quads streams: triples as bytes, once for each graph that holds them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest

from kembar.rdf.namespaces import NAME_KEYS, graph_address, retired_graph
from kembar.rdf.nquads_stream import ByteStream, NQuadsLines, serialize_graphs
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.terms import Term, Triple

GRAPH = Term(f"<{graph_address('data/a.csv')}>")


def triple(number: int, subject: str = "") -> Triple:
    return Term(subject or f"<urn:{number}>"), Term("<urn:p>"), Term('"ä"')


def test_a_stream_is_read_in_pieces_of_any_size() -> None:
    text = [part.encode() for part in ("one\n", "", "zwölf\n", "three\n")]
    for size in (1, 3, 4, 100):
        stream = ByteStream(text)
        assert b"".join(iter(partial(stream.read, size), b"")) == b"".join(text)
    assert ByteStream(text).read() == b"".join(text)


def test_an_exception_ends_the_stream_and_is_stored() -> None:
    def parts() -> Iterator[bytes]:
        yield b"one"
        raise ValueError("no")

    stream = ByteStream(parts())
    assert stream.read() == b"one"
    assert str(stream.fault) == "no"


def test_asserted_triples_are_in_the_default_graph_too() -> None:
    graphs = [(GRAPH, [triple(1)]), (NAME_KEYS, [triple(2)]), (retired_graph(GRAPH), [triple(3)])]
    lines = b"".join(NQuadsLines(serialize_graphs(graphs))).decode().splitlines()
    assert len(lines) == 4
    assert [line for line in lines if line.endswith('"ä" .')] == ['<urn:1> <urn:p> "ä" .']


def test_blank_nodes_keep_their_labels_in_a_store() -> None:
    engine = OxigraphEngine.in_memory()
    many = [triple(n) for n in range(5_000)]
    engine.load_graphs(
        [(GRAPH, [*many, triple(0, "_:b7")]), (GRAPH, [triple(1), triple(0, "_:b8")])]
    )
    blank_nodes = {s for s, _, _ in engine.triples(GRAPH) if s.startswith("_:")}
    assert blank_nodes == {"_:b7", "_:b8"}
    assert len(engine) == 5_002


def test_an_exception_while_loading_is_raised() -> None:
    def graphs() -> Iterator[tuple[Term, list[Triple]]]:
        yield GRAPH, [triple(1)]
        raise KeyError("here")

    with pytest.raises(KeyError, match="here"):
        OxigraphEngine.in_memory().load_graphs(graphs())
