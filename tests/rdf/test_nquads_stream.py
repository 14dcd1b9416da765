from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest

from kembar.rdf.namespaces import NAME_KEYS, graph_address, retired_graph
from kembar.rdf.nquads_stream import ByteStream, NQuadsLines, serialize_graphs
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.terms import Term, Triple

SAID = Term(f"<{graph_address('data/a.csv')}>")


def said(number: int, thing: str = "") -> Triple:
    return Term(thing or f"<urn:{number}>"), Term("<urn:p>"), Term('"ä"')


def test_a_stream_gives_its_parts_in_pieces_of_any_size() -> None:
    text = [part.encode() for part in ("one\n", "", "zwölf\n", "three\n")]
    for size in (1, 3, 4, 100):
        stream = ByteStream(text)
        assert b"".join(iter(partial(stream.read, size), b"")) == b"".join(text)
    assert ByteStream(text).read() == b"".join(text)


def test_what_goes_wrong_in_making_a_part_ends_the_stream_and_is_kept() -> None:
    def parts() -> Iterator[bytes]:
        yield b"one"
        raise ValueError("no")

    stream = ByteStream(parts())
    assert stream.read() == b"one"
    assert str(stream.fault) == "no"


def test_what_counts_stands_twice_and_the_rest_once() -> None:
    graphs = [(SAID, [said(1)]), (NAME_KEYS, [said(2)]), (retired_graph(SAID), [said(3)])]
    lines = b"".join(NQuadsLines(serialize_graphs(graphs))).decode().splitlines()
    assert len(lines) == 4
    assert [line for line in lines if line.endswith('"ä" .')] == ['<urn:1> <urn:p> "ä" .']


def test_blank_nodes_keep_their_names_in_a_store() -> None:
    engine = OxigraphEngine.in_memory()
    many = [said(n) for n in range(5_000)]
    engine.load_graphs([(SAID, [*many, said(0, "_:b7")]), (SAID, [said(1), said(0, "_:b8")])])
    unnamed = {s for s, _, _ in engine.triples(SAID) if s.startswith("_:")}
    assert unnamed == {"_:b7", "_:b8"}
    assert len(engine) == 5_002


def test_a_fault_in_a_file_is_raised_as_it_is() -> None:
    def graphs() -> Iterator[tuple[Term, list[Triple]]]:
        yield SAID, [said(1)]
        raise KeyError("here")

    with pytest.raises(KeyError, match="here"):
        OxigraphEngine.in_memory().load_graphs(graphs())
