"""The engine keeps named graphs and, in the default graph, every statement once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kembar.errors import DamagedStore, KembarError
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAME_KEYS, retired_graph
from kembar.rdf.oxigraph import OxigraphEngine, canonical_triples
from kembar.rdf.results import Table
from kembar.rdf.terms import Term, iri, literal, typed_literal

S, P, ONE, TWO = iri("urn:s"), iri("urn:p"), iri("urn:one"), iri("urn:two")
SAID = (S, P, literal("x"))


@pytest.fixture
def two() -> Engine:
    """The same statement in two graphs."""
    engine = OxigraphEngine.in_memory()
    engine.load_graphs([(ONE, [SAID]), (TWO, [SAID, (S, P, literal("y"))])])
    return engine


def test_a_statement_of_two_graphs_counts_once(two: Engine) -> None:
    assert len(two) == 2
    assert len(list(two.triples(ONE))) == 1


def test_a_statement_stays_until_the_last_graph_that_holds_it_goes(two: Engine) -> None:
    assert two.patch(ONE, [SAID], []) == set()
    assert SAID in set(two.triples())
    assert two.graphs() == [TWO]
    assert two.patch(TWO, [SAID], []) == {SAID}
    assert SAID not in set(two.triples())


def test_what_is_new_enters_and_what_is_known_does_not(two: Engine) -> None:
    new = (S, P, literal("z"))
    assert two.patch(ONE, [], [new, (S, P, literal("y"))]) == {new}
    assert {o for _, _, o in two.triples(ONE)} == {'"x"', '"y"', '"z"'}
    assert len(two) == 3


def test_what_does_not_count_stands_in_its_graph_alone(two: Engine) -> None:
    for graph in (NAME_KEYS, retired_graph(iri("https://w3id.org/kembar/graph/data/x.csv"))):
        assert two.patch(graph, [], [(S, P, literal("kept"))]) == set()
        two.patch(ONE, [], [(S, P, literal("kept"))])
        assert two.patch(ONE, [(S, P, literal("kept"))], []) == {(S, P, literal("kept"))}
        assert len(list(two.triples(graph))) == 1


def test_triples_are_found_by_subject_and_by_value(two: Engine) -> None:
    assert list(two.triples(ONE, subject=S)) == [SAID]
    assert list(two.triples(value=literal("y"))) == [(S, P, literal("y"))]
    assert list(two.triples(subject=P)) == []


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
def test_a_triple_is_foretold_as_it_is_kept(two: Engine, value: Term) -> None:
    triple = (iri("urn:one"), iri("urn:p"), value)
    two.patch(iri("urn:three"), [], [triple])
    assert canonical_triples([triple]) == set(two.triples(iri("urn:three")))


def test_a_query_gives_a_table_or_triples(two: Engine) -> None:
    assert two.query("ASK { ?s ?p 'x' }") == Table(("answer",), two.select("ASK {?s ?p 'x'}").rows)
    assert two.query("CONSTRUCT WHERE { ?s ?p 'x' }") == [SAID]
    with pytest.raises(KembarError, match="write SELECT or ASK"):
        two.select("CONSTRUCT WHERE { ?s ?p ?o }")
    with pytest.raises(KembarError, match="write CONSTRUCT"):
        two.construct("ASK { ?s ?p ?o }")


@pytest.mark.parametrize("query", ["SELEC * {}", "SELECT * { ?s", "DROP ALL", ""])
def test_what_is_no_query_is_told_in_one_line(two: Engine, query: str) -> None:
    with pytest.raises(KembarError, match="not a SPARQL query") as told:
        two.query(query)
    assert "\n" not in str(told.value)


def test_a_store_is_read_while_another_is_made_of_it(tmp_path: Path) -> None:
    first = OxigraphEngine.open_writable(tmp_path / "first")
    first.load_graphs([(ONE, [SAID])])
    first.flush()
    del first
    reader = OxigraphEngine.open_read_only(tmp_path / "first")
    reader.copy_to(tmp_path / "second")
    assert (
        list(OxigraphEngine.open_read_only(tmp_path / "second").triples())
        == list(reader.triples())
        == [SAID]
    )


def test_no_store_is_told_as_damage(tmp_path: Path) -> None:
    with pytest.raises(DamagedStore):
        OxigraphEngine.open_read_only(tmp_path / "nowhere")


def test_damage_that_shows_later_is_told_as_such(tmp_path: Path) -> None:
    engine = OxigraphEngine.open_writable(tmp_path / "store")
    engine.load_graphs([(ONE, [(S, P, literal(f"a rather long text {n}")) for n in range(2000)])])
    engine.flush()
    del engine
    for file in (tmp_path / "store").glob("*.sst"):
        content = bytearray(file.read_bytes())
        content[: len(content) // 2] = os.urandom(len(content) // 2)
        file.write_bytes(content)
    with pytest.raises(DamagedStore, match="`kembar build` makes it anew"):
        list(OxigraphEngine.open_read_only(tmp_path / "store").triples())


def test_what_a_query_computes_stands_in_its_graph_and_where_it_counts_in_all(two: Engine) -> None:
    made = "CONSTRUCT { ?s <urn:made> ?o } WHERE { ?s <urn:p> ?o }"
    two.bulk_load((graph, two.construct_ntriples(made)) for graph in (iri("urn:three"), NAME_KEYS))
    assert len(list(two.triples(iri("urn:three")))) == len(list(two.triples(NAME_KEYS))) == 2
    assert len(two) == 4
    with pytest.raises(KembarError, match="write CONSTRUCT"):
        two.construct_ntriples("SELECT * { ?s ?p ?o }")


def test_a_table_is_written_as_tab_separated_values(two: Engine, tmp_path: Path) -> None:
    path = tmp_path / "told.tsv"
    two.write_tsv("SELECT ?o { ?s ?p ?o } ORDER BY ?o", path)
    assert path.read_bytes() == b'?o\n"x"\n"y"\n'
    for query in ("ASK { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
        with pytest.raises(KembarError, match="write SELECT"):
            two.write_tsv(query, path)
    with pytest.raises(KembarError, match="not a SPARQL query"):
        two.write_tsv("SELECT", path)
    with pytest.raises(FileNotFoundError):
        two.write_tsv("SELECT ?o { ?s ?p ?o }", tmp_path / "nowhere" / "told.tsv")
