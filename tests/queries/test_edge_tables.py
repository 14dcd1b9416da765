"""Edge tables: their rows, their cache, and the permitted SQL."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kembar.errors import KembarError
from kembar.queries.edge_tables import EdgeTables, read_edges
from kembar.queries.ordering import OrderKey
from kembar.rdf.limits import Limits, QueryPolicy
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.terms import XSD, Term, Value, iri, literal, typed_literal
from kembar.workspace.cache import DiskCache

pytest.importorskip("duckdb")

LABEL = Term("<http://www.w3.org/2000/01/rdf-schema#label>")
SAID = iri("https://w3id.org/kembar/graph/said")
MIXED = """SELECT x FROM (VALUES (union_value(a := 1)::UNION(a INT, b INT[])),
    (union_value(b := [1, 2])::UNION(a INT, b INT[]))) t(x)"""
TEXTS = [
    "plain", "", '"quoted"', "back\\slash\\", "\\n", "a\nb", "a\r\nb", "a\tb", "\\t\t\\\\", "o'clock",
    'x"@en', '"^^<x>', "ü – 漢字 🙂", "\x00\x01\x7f\x85\u2028", ",;|", "NULL", "<x>", "_:x",
]  # fmt: skip


def engine_of(*triples: tuple[Term, Term, Term]) -> OxigraphEngine:
    engine = OxigraphEngine.in_memory()
    engine.load_graphs([(SAID, triples)])
    return engine


def thing(name: str) -> Term:
    return iri(f"https://w3id.org/kembar/id/{name}")


def kb(name: str) -> Term:
    return iri(f"https://w3id.org/kembar/{name}")


@pytest.fixture
def disk_cache(tmp_path: Path) -> DiskCache:
    return DiskCache(tmp_path / "it's 100 % columns")


@pytest.mark.parametrize("language", ["", "en", "ko-kr"])
def test_a_text_comes_back_as_it_was(disk_cache: DiskCache, language: str) -> None:
    engine = engine_of(
        *((thing(f"n{n}"), LABEL, literal(t, language)) for n, t in enumerate(TEXTS))
    )
    table = EdgeTables(engine, disk_cache, "").select(
        'SELECT text AS t, lang AS l FROM "rdfs:label"', {}
    )
    assert {(str(t), str(lang)) for t, lang in table.rows} == {(t, language) for t in TEXTS}


def test_things_and_values_are_joined_by_keys(disk_cache: DiskCache) -> None:
    engine = engine_of(
        (thing("a"), kb("country"), thing("country/id")),
        (thing("b"), kb("country"), literal("https://w3id.org/kembar/id/country/id")),
        (thing("c"), kb("country"), Term("_:b")),
        (Term("_:b"), LABEL, literal("blank")),
        (thing("country/id"), LABEL, literal("Indonesia", "en")),
        (thing("a"), LABEL, literal("A")),
    )
    columns = EdgeTables(engine, disk_cache, "")
    query = """SELECT name.text AS "name@lang", home.text AS home FROM "kb:country" AS home
        JOIN "rdfs:label" AS name ON name.s = home.o ORDER BY home"""
    label = Value(
        "Indonesia", "literal", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "en"
    )
    table = columns.select(query, {"lang": literal("en")}).rows
    assert [(str(name), home and str(home)) for name, home in table] == [
        ("blank", None),
        ("Indonesia", "https://w3id.org/kembar/id/country/id"),
    ]
    assert table[1][0] == label
    one = 'SELECT count(*) AS n FROM "kb:country" WHERE s = $city AND o = $country'
    parameters = {"city": thing("a"), "country": thing("country/id")}
    assert columns.select(one, parameters).rows == [(Value("1", "literal", f"{XSD}integer"),)]
    assert columns.select(one, {**parameters, "city": thing("b")}).rows[0][0] == Value(
        "0", "literal", f"{XSD}integer"
    )
    address = literal("https://w3id.org/kembar/id/b")
    keyed = columns.select(
        'SELECT text FROM "kb:country" WHERE s = key($address)', {"address": address}
    )
    assert len(keyed.rows) == 1


@pytest.mark.parametrize(
    ("edge", "things"),
    [
        ("rdfs:label", "abcd"),
        ("a kb:City", "a"),
        ("kb:country id:x", "ab"),
        ("rdfs:label of kb:country", "d"),
        ("rdfs:label with kb:country", "abc"),
        ("rdfs:label with a", "a"),
    ],
)
def test_a_table_holds_the_edges_of_its_name(disk_cache: DiskCache, edge: str, things: str) -> None:
    engine = engine_of(
        (thing("a"), Term("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"), kb("City")),
        (thing("a"), kb("country"), thing("x")),
        (thing("b"), kb("country"), thing("x")),
        (thing("c"), kb("country"), thing("d")),
        *((thing(name), LABEL, literal(name)) for name in "abcd"),
    )  # fmt: skip
    columns = EdgeTables(engine, disk_cache, "")
    query = (
        f'SELECT name.text AS n FROM "rdfs:label" AS name SEMI JOIN "{edge}" USING (s) ORDER BY n'
    )
    assert "".join(str(row[0]) for row in columns.select(query, {}).rows) == things


def test_values_are_typed_as_sparql_types_them(disk_cache: DiskCache) -> None:
    query = """SELECT 7 AS a, 2::HUGEINT AS b, true AS c, 12.50 AS d, 100::DECIMAL(9, 1) AS e, 'x' AS f,
        NULL AS g, $n AS h, $any AS i, $day AS j"""
    parameters = {
        "n": typed_literal("24", "integer"),
        "any": Term("UNDEF"),
        "day": literal("2026-11-24"),
    }
    (row,) = EdgeTables(engine_of(), disk_cache, "").select(query, parameters).rows
    cells = [(cell.text, cell.datatype.removeprefix(XSD)) if cell else None for cell in row]
    assert cells == [
        ("7", "integer"), ("2", "integer"), ("true", "boolean"), ("12.5", "decimal"), ("100", "decimal"),
        ("x", "string"), None, ("24", "integer"), None, ("2026-11-24", "string"),
    ]  # fmt: skip


def test_unbound_values_sort_as_in_sparql(disk_cache: DiskCache) -> None:
    columns = EdgeTables(engine_of(), disk_cache, "")
    rows = "FROM (VALUES ('b'), (NULL), ('B'), ('é')) AS t(x) ORDER BY x"
    up, down = (columns.select(f"SELECT x {rows} {way}", {}).rows for way in ("", "DESC"))
    assert [cell and str(cell) for (cell,) in up] == [None, "B", "b", "é"]
    assert up == down[::-1]


def test_rows_are_sorted_by_keys(disk_cache: DiskCache) -> None:
    query = """-- Sorted by its caller.
        SELECT x, y AS "it's@lang" FROM (VALUES ('b', 1), (NULL, 2), ('B', $n), ('b', 4)) AS t(x, y);
    """
    order = (OrderKey("x", descending=True), OrderKey("it's"))
    parameters = {"n": typed_literal("3", "integer")}
    rows = EdgeTables(engine_of(), disk_cache, "").select(query, parameters, order).rows
    assert [str(number) for _, number in rows] == ["1", "4", "3", "2"]
    with pytest.raises(KembarError, match="cannot be answered"):
        EdgeTables(engine_of(), disk_cache, "").select(query, parameters, (OrderKey("z"),))
    with pytest.raises(KembarError, match="cannot be answered"):
        EdgeTables(engine_of(), disk_cache, "").select("SELECT 1 AS x); SELECT (2", {}, order)


@pytest.mark.parametrize("damage", [b"", b"PAR1 is no table PAR1", None])
def test_a_damaged_table_is_made_anew(disk_cache: DiskCache, damage: bytes | None) -> None:
    engine = engine_of((thing("a"), LABEL, literal("A")))
    query = 'SELECT text FROM "rdfs:label"'
    expected = EdgeTables(engine, disk_cache, "one").select(query, {})
    for path in Path(disk_cache.folder).iterdir():
        content = path.read_bytes()
        path.write_bytes(content.replace(b"A", b"B") if damage is None else damage)
    assert EdgeTables(engine, disk_cache, "one").select(query, {}) == expected


def test_cached_tables_are_of_one_state_of_a_graph(disk_cache: DiskCache) -> None:
    query = 'SELECT text FROM "rdfs:label"'
    before, after = (engine_of((thing("a"), LABEL, literal(name))) for name in ("old", "new"))
    assert str(EdgeTables(before, disk_cache, "one").select(query, {}).rows[0][0]) == "old"
    assert str(EdgeTables(after, disk_cache, "two").select(query, {}).rows[0][0]) == "new"
    assert str(EdgeTables(after, disk_cache, "one").select(query, {}).rows[0][0]) == "old"


def test_an_unwritable_cache_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    engine = engine_of((thing("a"), LABEL, literal("A")))
    columns = EdgeTables(engine, DiskCache(tmp_path / "file"), "one")
    assert len(columns.select('SELECT text FROM "rdfs:label"', {}).rows) == 1


def test_no_temporary_file_is_left(
    disk_cache: DiskCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "desk").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "desk"))
    columns = EdgeTables(engine_of((thing("a"), LABEL, literal("A"))), disk_cache, "one")
    columns.select('SELECT text FROM "rdfs:label"', {})
    assert [*(tmp_path / "desk").iterdir()]
    del columns
    assert [*(tmp_path / "desk").iterdir()] == []


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("SELEC 1", "syntax error"),
        ("SELECT 1; SELECT 2", "one SELECT"),
        ("", "one SELECT"),
        ("COPY (SELECT 1) TO '{file}'", "one SELECT"),
        ("CREATE TABLE x (y INT)", "one SELECT"),
        ("INSTALL httpfs", "one SELECT"),
        ("SET enable_external_access = true", "one SELECT"),
        ("SELECT * FROM read_text('{file}')", "disabled by configuration"),
        ("SELECT * FROM read_csv('https://example.org/x.csv')", ""),
        ("SELECT * FROM nowhere", "does not exist"),
        ("SELECT DATE '2020-01-01' AS x", "cast it"),
        (MIXED, "of the type int and list: cast it"),
        ('SELECT text::INT AS n FROM "rdfs:label"', "Conversion"),
        ('SELECT * FROM "nothing:label"', "nothing"),
    ],
)
def test_an_unanswerable_query_is_an_error_in_one_line(
    disk_cache: DiskCache, tmp_path: Path, query: str, fault: str
) -> None:
    (tmp_path / "secret").write_text("mine")
    columns = EdgeTables(engine_of((thing("a"), LABEL, literal("A"))), disk_cache, "one")
    with pytest.raises(KembarError) as error:
        columns.select(query.format(file=tmp_path / "secret"), {})
    assert fault in str(error.value)
    assert "\n" not in str(error.value)
    assert (tmp_path / "secret").read_text() == "mine"


def test_the_edges_of_a_query_are_its_quoted_names() -> None:
    query = """SELECT n.text AS "name@lang" FROM "kb:country" c JOIN "rdfs:label of kb:country" n ON n.s = c.o
        SEMI JOIN "a kb:City" USING (s) SEMI JOIN "kb:x concept:a-b/c.d" USING (s) WHERE '"not this"' <> 'a'"""
    assert read_edges(query) == [
        "a kb:City",
        "kb:country",
        "kb:x concept:a-b/c.d",
        "rdfs:label of kb:country",
    ]


@pytest.mark.parametrize(
    ("query", "limits", "message"),
    [
        (
            "SELECT count(*) AS n FROM range(1000000000) a, range(1000000000) b "
            "WHERE a.range * b.range = 7",
            Limits(seconds=0.3),
            "takes longer than 0.3 s; .*--time-limit",
        ),
        (
            "SELECT list(a.range) AS n FROM range(100000000) a",
            Limits(megabytes=100),
            "needs more than 100 MB of memory; .*--memory-limit",
        ),
        pytest.param(
            "SELECT sum(length(repeat('a', 100000000) || range::VARCHAR)) AS n FROM range(30)",
            Limits(megabytes=100),
            "needs more than 100 MB of memory; .*--memory-limit",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="no limit of texts there"),
        ),
        (
            "SELECT a.range AS n FROM range(1000000) a",
            Limits(answer_megabytes=1),
            "is longer than 1 MB; .*KEMBAR_ANSWER_LIMIT",
        ),
    ],
)
def test_a_query_in_sql_is_limited(
    disk_cache: DiskCache, query: str, limits: Limits, message: str
) -> None:
    engine = engine_of()
    engine.policy = QueryPolicy(limits)
    with pytest.raises(KembarError, match=message):
        EdgeTables(engine, disk_cache, "").select(query, {})
