"""Another engine that loads a complete file answers the saved questions as Kembar does."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from kembar.exports.formats import Export
from kembar.queries.saved import find_questions
from kembar.rdf.engine import Engine
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.remote.endpoint import Endpoint
from kembar.rdf.remote.sparql_client import RemoteEngine
from kembar.rdf.syntax import RDF_FORMATS
from kembar.workspace.layout import Workspace
from tests.exports.conftest import Files
from tests.rows import Rows, comparable
from tests.servers import oxigraph_server

pytestmark = pytest.mark.integration

QUESTIONS = find_questions(Workspace())
BY_SOURCE = {name for name, question in QUESTIONS.items() if "GRAPH ?" in question.sparql}
"""Questions on the source of a statement."""


def answers(engine: Engine) -> dict[str, Rows]:
    return {
        name: comparable(question, engine.select(question.sparql).rows)
        for name, question in QUESTIONS.items()
    }


def loaded(path: Path) -> Engine:
    """A new store that has loaded an export, as its own tools would."""
    store = ox.Store()
    store.bulk_load(path=str(path), format=RDF_FORMATS[path.suffix])
    return OxigraphEngine(store)


@pytest.fixture(scope="module")
def expected(few: OxigraphEngine) -> dict[str, Rows]:
    rows = answers(few)
    assert len([name for name in rows if rows[name]]) > len(rows) - 10
    return rows


@pytest.mark.parametrize("form", ["trig", "nquads", "jsonld"])
def test_a_complete_file_answers_every_question(
    files: Files, expected: dict[str, Rows], form: str
) -> None:
    assert answers(loaded(files(form, True))) == expected


def test_a_server_of_the_shipped_graph_answers_all(engine: Engine, tmp_path: Path) -> None:
    path = Export(engine, "nquads", complete=True).write(tmp_path / "kembar.nq")
    with oxigraph_server(tmp_path, path) as address:
        assert answers(RemoteEngine(Endpoint(address))) == answers(engine)


def test_complete_turtle_answers_all_but_who_says_so(
    files: Files, expected: dict[str, Rows]
) -> None:
    rows = answers(loaded(files("turtle", True)))
    differing = {name for name in rows if rows[name] != expected[name]}
    assert differing <= BY_SOURCE
    assert "differing-dates" in differing


# rdflib calls its own deprecated methods.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_rdflib_answers_questions_of_complete_turtle(
    files: Files, expected: dict[str, Rows]
) -> None:
    graph = Graph().parse(files("turtle", True))
    for name in sorted(QUESTIONS.keys() - BY_SOURCE)[::8]:
        assert comparable(QUESTIONS[name], graph.query(QUESTIONS[name].sparql)) == expected[name]


@pytest.mark.parametrize("form", ["trig", "nquads", "jsonld"])
def test_a_plain_file_answers_no_question(files: Files, form: str) -> None:
    """The default graph, which questions read, is empty: the file says so."""
    plain = loaded(files(form, False))
    assert len(plain) == 0
    assert not any(answers(plain).values())
    sources = "SELECT DISTINCT ?g { GRAPH ?g { ?g a <https://w3id.org/kembar/SourceGraph> } }"
    assert plain.select(sources).columns == ("g",)


def test_plain_turtle_answers_what_needs_no_label(files: Files, expected: dict[str, Rows]) -> None:
    rows = answers(loaded(files("turtle", False)))
    alike = {name for name in rows if expected[name] and rows[name] == expected[name]}
    assert {"countries-by-partnerships", "country-pairs"} <= alike
    assert len(alike) < 10
