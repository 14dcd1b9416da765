"""`kembar sparql`: prefixes, errors, and the formats of the W3C by --format and by the ending."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.query import Result

from kembar.cli import sparql
from kembar.cli.main import main
from kembar.errors import KembarError
from kembar.rdf.results import TABLE_FORMATS
from kembar.rdf.syntax import GRAPH_FORMATS
from tests.conftest import Run

Ask = Callable[..., str]

COUNTRY = URIRef("https://w3id.org/kembar/id/country/id")
SELECT = (
    "SELECT ?c ?l ?n { VALUES ?c { id:country\\/id } ?c rdfs:label ?l FILTER(lang(?l) = 'id') }"
)
ROW = {"c": COUNTRY, "l": Literal("Indonesia", "id")}


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run the command in a folder of its own, in this process; return what it prints."""
    monkeypatch.chdir(tmp_path)

    def run(query: str, *options: str) -> str:
        main.main(["sparql", query, *options], standalone_mode=False)
        return capsys.readouterr().out

    return run


def test_a_query_is_a_text_a_file_or_standard_input(kembar: Run, tmp_path: Path) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/kembar/Country> }"
    (tmp_path / "n.rq").write_text(query)
    (tmp_path / "select").write_text(query)
    output = {kembar("sparql", query, "--format", "csv").stdout}
    output |= {kembar("sparql", name, "--format", "csv").stdout for name in ("n.rq", "./select")}
    output.add(kembar("sparql", "--format", "csv", stdin=query).stdout)
    assert output == {"n\n250\n"}  # a pipe read as text has no CR


@pytest.mark.parametrize(
    "query", ["DESCRIBE id:country\\/id", f"describe<{COUNTRY}>", f"# x\nDESCRIBE <{COUNTRY}>"]
)
def test_a_description_is_no_name_of_a_file(ask: Ask, query: str) -> None:
    assert 'kb:isoCode "ID"' in ask(query)


@pytest.mark.parametrize(("name", "form"), [("a.srj", "json"), ("a.srx", "xml"), ("a.xml", "xml"),
    ("a.json", "json"), ("a.csv", "csv"), ("a.tsv", "tsv")])  # fmt: skip
def test_a_table_is_in_the_form_of_its_ending(
    ask: Ask, tmp_path: Path, name: str, form: str
) -> None:
    ask(SELECT, "-o", name)
    ask(SELECT, "--format", form, "-o", "b")
    assert (tmp_path / name).read_bytes() == (tmp_path / "b").read_bytes()
    with (tmp_path / name).open("rb") as file:
        (row,) = Result.parse(file, format=form).bindings
    plain = form == "csv"
    assert {str(k): (str(v) if plain else v) for k, v in row.items()} == {
        k: (str(v) if plain else v) for k, v in ROW.items()
    }


@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")
@pytest.mark.parametrize(("name", "form"), [("a.ttl", "turtle"), ("a.nt", "nt"), ("a.nq", "nquads"),
    ("a.trig", "trig"), ("a.jsonld", "json-ld"), ("a.json", "json-ld"), ("a.rdf", "xml"),
    ("a.xml", "xml")])  # fmt: skip
def test_a_graph_is_in_the_form_of_its_ending(
    ask: Ask, tmp_path: Path, name: str, form: str
) -> None:
    query = (
        "CONSTRUCT { ?s ?p ?o } { VALUES ?s { id:country\\/id } ?s ?p ?o FILTER(isLiteral(?o)) }"
    )
    ask(query, "-o", name)
    graph = Graph().parse(tmp_path / name, format=form)
    assert (COUNTRY, URIRef("https://w3id.org/kembar/isoCode"), Literal("ID")) in graph
    assert Literal("Indonesia", "id") in set(graph.objects())


@pytest.mark.parametrize(("query", "options", "fault"), [
    ("ASK {}", "-o a.foo", "a.foo: .foo names no format; use .txt, .csv, .tsv, .json, .srj"),
    ("ASK {}", "-o a", "a: has no ending; use .txt"),
    ("ASK {}", "-o a.xlsx", "a.xlsx: .xlsx does not fit the format; use .txt"),
    ("ASK {}", "-o a.nt", "a.nt: .nt does not fit the format; use .txt"),
    ("ASK {}", "--format json -o a.csv", "a.csv: .csv does not fit the format; use .json, .srj"),
    ("ASK {}", "--format ntriples", "this query makes a table, not a graph"),
    ("DESCRIBE id:country\\/id", "-o a.srx", "a.srx: .srx does not fit the format; use .ttl"),
    ("DESCRIBE id:country\\/id", "--format csv", "a graph, not a table; its formats are turtle"),
    ("DESCRIBE id:country\\/id", "--format json -o a.srj", ".srj does not fit the format; use .jsonld"),
    ("", "", "not a SPARQL query: it is empty"),
    ("DELETE WHERE { ?s ?p ?o }", "", "not a SPARQL query: line 1, column 1: "),
    ("SELECT * {\n ?s nix:x kb:City }", "", "line 2, column 5: the prefix nix: is not declared"),
    ("SELECT * {\n SERVICE kb:x {} }", "", "SERVICE at 2:2 would ask another server"),
])  # fmt: skip
def test_a_wrong_call_is_refused(
    ask: Ask, tmp_path: Path, query: str, options: str, fault: str
) -> None:
    with pytest.raises(KembarError) as caught:
        ask(query, *options.split())
    assert fault in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_an_own_prefix_prevails(ask: Ask) -> None:
    query = "PREFIX kb: <urn:mine:>\nSELECT (kb:x AS ?a) (skos:y AS ?b) {}"
    assert (
        ask(query, "--format", "tsv")
        == "?a\t?b\n<urn:mine:x>\t<http://www.w3.org/2004/02/skos/core#y>\n"
    )


def test_ask_gives_a_boolean(ask: Ask) -> None:
    for form in ("table", "csv", "tsv", "markdown"):
        assert ask("ASK { id:id-bandung ?p ?o }", "--format", form) == "true\n"
    assert ask("ASK { FILTER(false) }") == "false\n"
    output = ask("ASK {}", "--format", "json")
    assert json.loads(output) == {"head": {}, "boolean": True}
    xml = ask("ASK {}", "--format", "xml").encode()
    assert ox.parse_query_results(xml, format=ox.QueryResultsFormat.XML)
    # A SELECT of a truth value is a table.
    assert ask("SELECT (true AS ?answer) {}", "--format", "tsv") == "?answer\ntrue\n"


def test_a_table_names_what_a_query_may_name(ask: Ask) -> None:
    output = ask("SELECT * { VALUES ?x { id:id <https://w3id.org/kembar/id/a/b> } }")
    assert "│id:id " in output
    assert "│https://w3id.org/kembar/id/a/b" in output


def test_an_empty_graph_has_a_message(kembar: Run) -> None:
    ran = kembar("sparql", "DESCRIBE <urn:nothing>")
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "nothing in the graph fits" in ran.stderr


def test_the_forms_offered_are_those_that_are_written() -> None:
    assert {*sparql.TABLE_FORMS} - {"table", "markdown", "turtle"} == {*TABLE_FORMATS}
    assert {*sparql.GRAPH_FORMS} == {*GRAPH_FORMATS}
