"""Oxigraph: stores on disk, bulk loads, TSV; see test_engine for the tests of all engines."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kembar.errors import DamagedStore, KembarError
from kembar.rdf.namespaces import NAME_KEYS
from kembar.rdf.oxigraph import OxigraphEngine, canonical_triples
from kembar.rdf.terms import Term, iri, literal, typed_literal

S, P, ONE, TWO = iri("urn:s"), iri("urn:p"), iri("urn:one"), iri("urn:two")
TRIPLE = (S, P, literal("x"))


@pytest.fixture
def engine() -> OxigraphEngine:
    """An engine with the same triple in two graphs."""
    engine = OxigraphEngine.in_memory()
    engine.load_graphs([(ONE, [TRIPLE]), (TWO, [TRIPLE, (S, P, literal("y"))])])
    return engine


@pytest.mark.parametrize(
    "value",
    [
        iri("urn:서울"),
        *map(
            literal,
            ["", "Bandung", "서울 🏙", 'a "b"', "back\\slash", "two\nlines", "\x7f\x85\u200b\xa0"],
        ),
        literal("城市", "zh-Hant-TW"),
        *(
            typed_literal(*pair)
            for pair in [("007", "integer"), ("1.50", "decimal"), ("2016", "gYear")]
        ),
        *(
            typed_literal(*pair)
            for pair in [("2016-03-01Z", "date"), ("1", "boolean"), ("x", "string")]
        ),
        Term("_:b0"),
    ],
)
def test_canonical_triples_are_those_of_the_store(engine: OxigraphEngine, value: Term) -> None:
    triple = (iri("urn:one"), iri("urn:p"), value)
    engine.patch(iri("urn:three"), [], [triple])
    assert canonical_triples([triple]) == set(engine.triples(iri("urn:three")))


def test_a_store_is_copied_while_it_is_open(tmp_path: Path) -> None:
    first = OxigraphEngine.open_writable(tmp_path / "first")
    first.load_graphs([(ONE, [TRIPLE])])
    first.flush()
    del first
    reader = OxigraphEngine.open_read_only(tmp_path / "first")
    reader.copy_to(tmp_path / "second")
    assert (
        list(OxigraphEngine.open_read_only(tmp_path / "second").triples())
        == list(reader.triples())
        == [TRIPLE]
    )


def test_a_missing_store_is_reported_as_damage(tmp_path: Path) -> None:
    with pytest.raises(DamagedStore):
        OxigraphEngine.open_read_only(tmp_path / "nowhere")


def test_damage_is_reported_when_it_shows(tmp_path: Path) -> None:
    engine = OxigraphEngine.open_writable(tmp_path / "store")
    engine.load_graphs([(ONE, [(S, P, literal(f"a rather long text {n}")) for n in range(2000)])])
    engine.flush()
    del engine
    for file in (tmp_path / "store").glob("*.sst"):
        content = bytearray(file.read_bytes())
        content[: len(content) // 2] = os.urandom(len(content) // 2)
        file.write_bytes(content)
    with pytest.raises(DamagedStore, match="`kembar build` builds it again"):
        list(OxigraphEngine.open_read_only(tmp_path / "store").triples())


def test_constructed_triples_are_bulk_loaded(engine: OxigraphEngine) -> None:
    rule = "CONSTRUCT { ?s <urn:derived> ?o } WHERE { ?s <urn:p> ?o }"
    engine.bulk_load(
        (graph, engine.construct_ntriples(rule)) for graph in (iri("urn:three"), NAME_KEYS)
    )
    assert len(list(engine.triples(iri("urn:three")))) == len(list(engine.triples(NAME_KEYS))) == 2
    assert len(engine) == 4
    with pytest.raises(KembarError, match="write CONSTRUCT"):
        engine.construct_ntriples("SELECT * { ?s ?p ?o }")


def test_a_table_is_written_as_tsv(engine: OxigraphEngine, tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    engine.write_tsv("SELECT ?o { ?s ?p ?o } ORDER BY ?o", path)
    assert path.read_bytes() == b'?o\n"x"\n"y"\n'
    for query in ("ASK { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
        with pytest.raises(KembarError, match="write SELECT"):
            engine.write_tsv(query, path)
    with pytest.raises(KembarError, match="not a SPARQL query"):
        engine.write_tsv("SELECT", path)
    with pytest.raises(FileNotFoundError):
        engine.write_tsv("SELECT ?o { ?s ?p ?o }", tmp_path / "nowhere" / "table.tsv")
