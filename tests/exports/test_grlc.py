"""grlc serves the exported folder over a real SPARQL server and gives the same answers."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from pyoxigraph import RdfFormat

from kembar.errors import InputError
from kembar.exports.formats import Export
from kembar.exports.grlc import as_grlc
from kembar.queries.run import parameter_terms, select
from kembar.queries.saved import Parameter, Question, Text, find_questions
from kembar.rdf.engine import Engine
from kembar.workspace.layout import Workspace
from tests.rows import Rows, comparable
from tests.servers import free_port, oxigraph_server, running

pytestmark = pytest.mark.integration

QUESTIONS = find_questions(Workspace())
ID = "https://w3id.org/kembar/id/"
VALUES = {
    "city": f"{ID}kr-seoul",
    "partnership": f"{ID}id-bandung--kr-seoul",
    "date": "2016-06-01",
    "year": "2010",
    "number": "240",
    "language": "id",
}
"""A value other than the default for each kind of parameter."""
CONFIG = """
[defaults]
sparql_endpoint = {endpoint}
user = none
password = none
[local]
local_sparql_dir = {folder}
"""


@pytest.fixture(scope="module")
def grlc(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running grlc that serves the exported shipped questions."""
    if importlib.util.find_spec("grlc") is None:
        assert not os.environ.get("CI"), "grlc is not installed"
        pytest.skip("grlc is not installed: pip install --group test")
    folder = tmp_path_factory.mktemp("grlc")
    Export(engine, "grlc").write(folder / "queries")
    engine.native.dump(str(folder / "graph.nq"), format=RdfFormat.N_QUADS)
    port = free_port()
    serve = ["-m", "flask", "--app", "grlc.server", "run", "--host", "127.0.0.1", "--port"]
    with oxigraph_server(folder, folder / "graph.nq") as endpoint:
        config = CONFIG.format(endpoint=endpoint, folder=folder / "queries")
        (folder / "config.ini").write_text(config, "utf-8")
        with running([sys.executable, *serve, str(port)], port, folder) as address:
            yield f"{address}api-local/"


def fetch(address: str) -> Any:
    headers = {"Accept": "application/sparql-results+json"}
    request = urllib.request.Request(address, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.load(response)


def through_grlc(grlc: str, question: Question, parameters: Mapping[str, str]) -> Rows:
    results = fetch(f"{grlc}{question.name}?{urllib.parse.urlencode(parameters)}")
    assert results["head"]["vars"] == [column.name for column in question.columns]
    rows = [
        [row[name]["value"] if name in row else None for name in results["head"]["vars"]]
        for row in results["results"]["bindings"]
    ]
    return comparable(question, rows)


def through_kembar(engine: Engine, question: Question, parameters: Mapping[str, str]) -> Rows:
    today = datetime.now(UTC).date().isoformat()  # a server's clock is in UTC
    dates = {p.name: today for p in question.parameters if p.kind == "date"}
    # Kembar names places in the reader's language afterwards; other engines answer in English.
    terms = parameter_terms(engine, question, {**dates, **parameters})
    return comparable(question, select(engine, question, terms).rows)


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_call_without_parameters_answers_the_same(engine: Engine, grlc: str, name: str) -> None:
    question = QUESTIONS[name]
    assert through_grlc(grlc, question, {}) == through_kembar(engine, question, {})


@pytest.mark.parametrize("name", sorted(n for n, q in QUESTIONS.items() if q.parameters))
def test_every_parameter_has_its_effect(engine: Engine, grlc: str, name: str) -> None:
    question = QUESTIONS[name]
    values = {p.name: VALUES[p.kind] for p in question.parameters if p.kind in VALUES}
    for parameters in [{name: value} for name, value in values.items()] + [values]:
        expected = through_kembar(engine, question, parameters)
        assert through_grlc(grlc, question, parameters) == expected


def test_a_parameter_changes_the_answer(engine: Engine, grlc: str) -> None:
    question = QUESTIONS["city-partners"]
    of_seoul = through_grlc(grlc, question, {"city": f"{ID}kr-seoul", "lang": "id"})
    assert {"Bandung", "Jakarta"} <= {row[0] for row in of_seoul}
    assert {"Indonesia"} <= {row[1] for row in of_seoul}
    assert through_grlc(grlc, question, {"city": ""}) == through_kembar(engine, question, {})
    assert not through_grlc(grlc, question, {"city": f"{ID}nowhere"})


def test_swagger_lists_every_question_and_parameter(grlc: str) -> None:
    swagger = fetch(f"{grlc}swagger")
    assert set(swagger["paths"]) == {f"/{name}" for name in QUESTIONS}
    assert swagger["info"]["title"] == "Kembar"
    assert "errors-wrapper" not in swagger["info"]["description"]
    for name, question in QUESTIONS.items():
        (method, call), *rest = swagger["paths"][f"/{name}"].items()
        assert (method, rest) == ("get", [])
        assert call["summary"] == question.summary
        assert question.title.id in call["description"]
        parameters = {p["name"]: p for p in call["parameters"] if p["name"] != "endpoint"}
        assert set(parameters) == {p.name for p in question.parameters}
        assert not any(parameter["required"] for parameter in parameters.values())
        if "lang" in parameters:
            assert (parameters["lang"]["enum"], parameters["lang"]["default"]) == (
                ["en", "id", "ko"],
                "en",
            )


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_file_is_plain_sparql_with_the_same_answer(engine: Engine, name: str) -> None:
    text = as_grlc(engine, [QUESTIONS[name]], {})[f"{name}.rq"]
    rows = engine.select(text).rows
    expected = through_kembar(engine, QUESTIONS[name], {})
    assert comparable(QUESTIONS[name], rows) == expected


KIND = """#+ summary: By kind
#+ tags: [mine]
#+ question: {en: "How many of a kind?", id: "Berapa dari satu jenis?"}
#+ columns: {n: {en: how many, id: berapa}}
#+ parameters: {kind: {kind: partnership-kind, en: kind, id: jenis}, most: {kind: number, en: most, id: maks}}
PREFIX k: <https://w3id.org/kembar/>
PREFIX c: <https://w3id.org/kembar/concept/partnership-kind/>
SELECT (COUNT(?p) AS ?n) WHERE {
  ?p k:partnershipKind ?kind . VALUES ?kind { c:sister-city }
  VALUES ?most { 5 } FILTER(?most < 6)
}
"""


def test_a_concept_has_the_choices_of_its_scheme(
    engine: Engine, own: Workspace, tmp_path: Path
) -> None:
    assert own.root
    (own.root / "queries" / "by-kind.rq").write_text(KIND)
    folder = Export(engine, "grlc", workspace=own, endpoint="urn:here").write(tmp_path / "out")
    text = (folder / "by-kind.rq").read_text("utf-8")
    head = yaml.safe_load("\n".join(r[2:] for r in text.splitlines() if r.startswith("#+")))
    sister = "https://w3id.org/kembar/concept/partnership-kind/sister-city"
    assert head["defaults"] == [{"kind": sister}, {"most": "5"}]
    assert sister in head["enumerate"][0]["kind"]
    assert "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>" in text
    assert engine.select(text) == engine.select(KIND)
    assert (folder / "endpoint.txt").read_text() == "urn:here\n"
    assert "repo_title = office" in (folder / "local-api-config.ini").read_text()


def test_names_that_grlc_misreads_are_refused(engine: Engine) -> None:
    question = QUESTIONS["network"]
    words = Text("a", "b")
    for bad, message in [
        (question._replace(parameters=(Parameter("as_of", "date", words),)), "as_of"),
        (question._replace(sparql="SELECT ?_x WHERE { ?_x ?p ?o }"), r"\?_x"),
    ]:
        with pytest.raises(InputError, match=message):
            as_grlc(engine, [bad], {})
