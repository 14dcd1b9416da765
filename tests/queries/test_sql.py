"""Each SQL variant answers as its question does in SPARQL, row by row."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from kembar.errors import InputError, KembarError, UnknownName
from kembar.names.lookup import ANY
from kembar.queries.edge_tables import EdgeTables
from kembar.queries.run import answer_question, default_terms, select
from kembar.queries.saved import Question, find_question, split_list
from kembar.queries.sql import AnswerRouter, find_sql
from kembar.rdf.namespaces import NAMESPACES
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.results import Table
from kembar.rdf.terms import Term, iri, literal
from kembar.read_only_graph import ReadOnlyGraph
from kembar.render.site import workshop
from kembar.shipped_folder import SHIPPED
from kembar.store.open_store import open_store
from kembar.workspace.cache import DiskCache
from kembar.workspace.layout import Workspace

pytestmark = pytest.mark.integration

pytest.importorskip("duckdb")

ROOT = Path(__file__).parents[2]
HOSTILE = ROOT / "tests/data/columns/hostile.ttl"
VARIANTS = sorted(path.stem for path in SHIPPED.glob("queries/*.sql"))
SOME = {
    "city": ("id-bandung", "kr-seoul", "many", "quoted", "nowhere", "of-no-graph"),
    "country": ("country/id", "country/kr", "country/x", "country/y"),
    "partnership": ("id-bandung--kr-seoul", "three", "alone"),
    "event": ("covid-19", "storm"),
    "partnership-kind": ("sister-city",),
    "partnership-status": ("prospective",),
}
"""Things of the shipped data and of the hostile ones, by the kind of parameter that they are for."""


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> OxigraphEngine:
    """The shipped data with some hundreds of generated cities."""
    spec = importlib.util.spec_from_file_location("graphs", ROOT / "benchmarks/graphs.py")
    assert spec and spec.loader
    graphs = importlib.util.module_from_spec(spec)
    sys.modules["graphs"] = graphs
    spec.loader.exec_module(graphs)
    folder = tmp_path_factory.mktemp("generated")
    return open_store(graphs.write_generated(folder, graphs.Size.of(300))).engine


@pytest.fixture(scope="session")
def hostile(generated: OxigraphEngine) -> OxigraphEngine:
    store = ox.Store()
    ntriples = generated.native.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    store.bulk_load(ntriples, format=ox.RdfFormat.N_TRIPLES)
    store.load(path=str(HOSTILE), format=ox.RdfFormat.TURTLE)
    return OxigraphEngine(store)


def parameter_sets(question: Question) -> list[dict[str, Term]]:
    """No parameter, each value of each parameter, and pairs of them."""
    sets: list[dict[str, Term]] = [{}]
    for parameter in question.parameters:
        is_scheme = parameter.kind.startswith("partnership-")
        home = f"{NAMESPACES['concept']}{parameter.kind}/" if is_scheme else NAMESPACES["id"]
        terms = [iri(home + name) for name in SOME.get(parameter.kind, ())]
        if parameter.kind == "language":
            terms = [literal("id")]
        elif default_terms(question)[parameter.name] != ANY:
            terms.append(ANY)
        sets += [one | {parameter.name: term} for one in sets[:4] for term in terms]
    return sets


def rows(question: Question, table: Table) -> list[tuple[object, ...]]:
    """The rows, with lists as sets: engines join a group in any order."""
    lists = {column.name for column in question.columns if column.is_list}
    return [
        tuple(
            frozenset(split_list(cell)) if name in lists else cell
            for name, cell in zip(table.columns, row, strict=True)
        )
        for row in table.rows
    ]


def sort_values(question: Question, table: Table) -> list[tuple[object, ...]]:
    """The values that the rows are sorted by, row by row: rows that tie may stand in any order."""
    indexes = [table.columns.index(key.column) for key in question.order]
    return [tuple(row[index] for index in indexes) for row in rows(question, table)]


@pytest.mark.parametrize("graph", ["engine", "generated", "hostile"])
@pytest.mark.parametrize("name", VARIANTS)
def test_a_sql_variant_answers_as_its_question(
    name: str, graph: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    engine = request.getfixturevalue(graph)
    question = find_question(Workspace(), name)
    edge_tables = EdgeTables(engine, DiskCache(tmp_path / "columns"), graph)
    sql = (SHIPPED / f"queries/{name}.sql").read_text("utf-8")
    for terms in parameter_sets(question):
        expected = select(engine, question, terms)
        table = edge_tables.select(sql, {**default_terms(question), **terms}, question.order)
        assert table.columns == expected.columns
        assert Counter(rows(question, table)) == Counter(rows(question, expected)), terms
        assert sort_values(question, table) == sort_values(question, expected), terms


@pytest.mark.parametrize("name", VARIANTS)
def test_the_hostile_data_change_each_answer(
    name: str, generated: OxigraphEngine, hostile: OxigraphEngine
) -> None:
    question = find_question(Workspace(), name)
    assert select(generated, question, {}).rows != select(hostile, question, {}).rows


def cached_tables(workspace: Workspace) -> list[Path]:
    """The cached edge tables."""
    return [*workspace.cache.derived.folder.glob("*")]


def test_a_small_graph_is_queried_in_sparql(own: Workspace) -> None:
    assert ReadOnlyGraph(own).query("coverage").rows
    assert cached_tables(own) == []


def test_a_large_graph_is_queried_in_sql(own: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kembar.queries.sql.LARGE", 600)
    graph = ReadOnlyGraph(own)
    assert graph.query("city-partners", city="Bandung").rows
    assert cached_tables(own) == []
    answer = graph.query("countries-by-partnerships")
    assert cached_tables(own)
    assert answer == answer_question(graph.engine, answer.question, {"lang": "en"})


def test_the_size_is_that_of_partners_in_partnerships(
    own: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = ReadOnlyGraph(own)
    ((partners,),) = graph.engine.select(
        f"SELECT (COUNT(*) AS ?n) {{ ?r <{NAMESPACES['kb']}hasPartner> ?c }}"
    ).rows
    for large, many in ((int(str(partners)) + 1, False), (int(str(partners)), True)):
        monkeypatch.setattr("kembar.queries.sql.LARGE", large)
        AnswerRouter(own, graph.engine, str(large)).answer(graph.question("coverage"), {})
        assert bool(cached_tables(own)) is many


def test_a_chosen_backend_answers_despite_the_cache(own: Workspace) -> None:
    by_itself = ReadOnlyGraph(own).query("coverage")
    graph = ReadOnlyGraph(own, "en", backend="duckdb")
    assert graph.query("coverage") == by_itself
    assert cached_tables(own)
    with pytest.raises(KembarError, match="city-partners has no variant in SQL"):
        graph.query("city-partners")
    with pytest.raises(UnknownName, match="duckdb"):
        ReadOnlyGraph(own, backend="column").query("coverage")


def test_after_a_change_edge_tables_hold_the_change(own: Workspace) -> None:
    graph = ReadOnlyGraph(own, backend="duckdb")
    before = graph.query("countries-by-partnerships").rows
    assert own.root
    table = own.root / "data" / "mine" / "partnerships.csv"
    table.parent.mkdir()
    table.write_text("partnership,cities,source\nx,id-bandung; jp-kawasaki,unverified\n")
    graph.refresh()
    after = graph.query("countries-by-partnerships")
    assert after.rows != before
    assert (
        after.rows == ReadOnlyGraph(own, backend="sparql").query("countries-by-partnerships").rows
    )


def test_a_workspace_has_sql_variants_of_its_own(own: Workspace) -> None:
    """A question that replaces a shipped one does not get the variant of that."""
    assert own.root
    question = (SHIPPED / "queries/coverage.rq").read_text("utf-8")
    (own.root / "queries/coverage.rq").write_text(question)
    graph = ReadOnlyGraph(own, backend="duckdb")
    with pytest.raises(KembarError, match=r"write coverage\.sql beside its \.rq file"):
        graph.query("coverage")
    variant = own.root / "queries/coverage.sql"
    variant.write_text("""SELECT count(*) AS partnerships, 'x' AS country FROM "kb:hasPartner" """)
    assert graph.query("coverage").columns == ("partnerships", "country")


@pytest.mark.parametrize("sql", ["SELEC", "SELECT * FROM nowhere", "COPY (SELECT 1) TO 'x'"])
def test_where_sql_fails_sparql_answers(
    own: Workspace, sql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kembar.queries.sql.LARGE", 1)
    assert own.root
    question = (SHIPPED / "queries/coverage.rq").read_text("utf-8")
    (own.root / "queries/coverage.rq").write_text(question)
    (own.root / "queries/coverage.sql").write_text(sql)
    answer = ReadOnlyGraph(own).query("coverage")
    assert answer == ReadOnlyGraph(own, backend="sparql").query("coverage")
    with pytest.raises(InputError, match=r"coverage\.sql: ") as error:
        ReadOnlyGraph(own, backend="duckdb").query("coverage")
    assert "\n" not in str(error.value)


def test_a_damaged_store_is_rebuilt_for_duckdb_too(own: Workspace) -> None:
    graph = ReadOnlyGraph(own, backend="duckdb")
    expected = graph.query("countries-by-partnerships").rows
    shutil.rmtree(own.cache.derived.folder)
    graph = ReadOnlyGraph(own, backend="duckdb")
    assert graph.engine
    for path in own.cache.stores.glob("store-*/store/*.sst"):
        path.write_bytes(b"junk" + path.read_bytes()[4:200])
    assert graph.query("countries-by-partnerships").rows == expected


def test_without_duckdb_sparql_answers(own: Workspace) -> None:
    code = (
        "import sys; sys.modules['duckdb'] = None; from kembar.queries import sql; sql.LARGE = 1;"
        "from kembar.cli import run; run()"
    )
    assert own.root
    command = [sys.executable, "-c", code, "query", "coverage", "--workspace", str(own.root)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Indonesia" in ran.stdout
    ran = subprocess.run([*command, "--engine", "columns"], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)
    assert "pip install 'kembar[columns]'" in ran.stderr


def test_explore_answers_in_sql_too(own: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kembar.queries.sql.LARGE", 1)
    monkeypatch.setattr(workshop, "keys_of_things", lambda _: [])
    monkeypatch.setattr(workshop.Plan, "parts", lambda _: [workshop.Part("en")])
    assert own.root
    ReadOnlyGraph(own).explore(own.root / "out")
    assert cached_tables(own)
    expected = (ROOT / "tests/answers/coverage.csv").read_text("utf-8")
    assert (own.root / "out/data/en/coverage.csv").read_text("utf-8") == expected


def test_a_sql_variant_takes_its_questions_parameters() -> None:
    for name in VARIANTS:
        question = find_question(Workspace(), name)
        sql = (SHIPPED / f"queries/{name}.sql").read_text("utf-8")
        assert find_sql(Workspace(), question) is not None
        assert {p.name for p in question.parameters} == set(re.findall(r"\$(\w+)", sql)) | (
            {"lang"} if "@lang" in sql else set()
        ), name
