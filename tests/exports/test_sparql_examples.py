"""The questions exported as RDF conform to sib-swiss/sparql-examples and give the same answers."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, RDFS, SDO, SH, Graph, Literal, Namespace, URIRef

from kembar.errors import InputError
from kembar.exports.formats import Export
from kembar.exports.sparql_examples import ENDPOINT, as_example_files, as_sparql_examples
from kembar.queries.saved import find_questions, find_topics
from kembar.rdf.engine import Engine
from kembar.workspace.layout import Workspace
from tests.rows import comparable

SHAPES = Path(__file__).parents[1] / "data" / "spex.ttl"
QUESTIONS = find_questions(Workspace())
TOPICS = find_topics(Workspace())
QUESTION = Namespace("https://w3id.org/kembar/question/")


@pytest.fixture(scope="module")
def examples() -> Graph:
    return Graph().parse(data=as_sparql_examples(QUESTIONS.values(), TOPICS), format="turtle")


def conforms(graph: Graph) -> bool:
    conforming, _, _ = pyshacl.validate(graph, shacl_graph=Graph().parse(SHAPES, format="turtle"))
    return bool(conforming)


def test_all_conform_to_the_shapes_of_sparql_examples(examples: Graph) -> None:
    assert conforms(examples)
    for lacking in (SH.select, RDFS.comment, SDO.target):
        spoilt = Graph() + examples
        spoilt.remove((QUESTION.network, lacking, None))
        assert not conforms(spoilt), lacking


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_every_question_gives_the_same_answer(engine: Engine, examples: Graph, name: str) -> None:
    question, node = QUESTIONS[name], QUESTION[name]
    assert set(examples.objects(node, RDF.type)) == {SH.SPARQLExecutable, SH.SPARQLSelectExecutable}
    assert set(examples.objects(node, RDFS.comment)) == {
        Literal(question.title.en, "en"),
        Literal(question.title.id, "id"),
        Literal(question.title.ko, "ko"),
    }
    assert examples.value(node, SDO.keywords) == Literal(TOPICS[question.topic].en)
    assert examples.value(node, SDO.target) == URIRef(ENDPOINT)
    (query,) = examples.objects(node, SH.select)
    result, expected = engine.select(str(query)), engine.select(question.sparql)
    assert result.columns == expected.columns
    assert comparable(question, result.rows) == comparable(question, expected.rows)


def test_the_prefixes_are_those_of_the_queries(examples: Graph) -> None:
    (declaring,) = set(examples.objects(None, SH.prefixes))
    namespaces = {
        str(examples.value(one, SH.prefix)): str(examples.value(one, SH.namespace))
        for one in examples.objects(declaring, SH.declare)
    }
    assert namespaces["kb"] == "https://w3id.org/kembar/"
    for question in QUESTIONS.values():
        for prefix, address in namespaces.items():
            if f"PREFIX {prefix}:" in question.sparql:
                assert f"PREFIX {prefix}: <{address}>" in question.sparql


def test_the_files_of_a_folder_join_to_the_one_file(
    engine: Engine, examples: Graph, tmp_path: Path
) -> None:
    folder = Export(engine, "sparql-examples").write(tmp_path / "Kembar")
    names = {path.name for path in folder.iterdir()}
    assert names == {"prefixes.ttl", *(f"{name}.ttl" for name in QUESTIONS)}
    joined = "".join(path.read_text("utf-8") for path in sorted(folder.iterdir()))
    assert Graph().parse(data=joined, format="turtle").isomorphic(examples)
    one = Export(engine, "sparql-examples").write(tmp_path / "one.ttl")
    assert Graph().parse(one, format="turtle").isomorphic(examples)


ODD = r'''#+ summary: "Of \"odd\" texts"
#+ tags: [mine]
#+ question: {en: "Is it \"\"\"?", id: "Apakah?"}
#+ columns: {a: {en: a, id: a}}
SELECT ?a WHERE { VALUES ?a { "\\ \"\"\" \n" """x"""@en '\u00e9' } }
# no line of the head'''


def test_odd_texts_and_another_endpoint(engine: Engine, own: Workspace, tmp_path: Path) -> None:
    assert own.root
    (own.root / "queries" / "odd.rq").write_text(ODD)
    server = "https://example.org/sparql"
    export = Export(engine, "sparql-examples", workspace=own, endpoint=server)
    path = export.write(tmp_path / "x.ttl")
    graph = Graph().parse(path, format="turtle")
    assert conforms(graph)
    (query,) = graph.objects(QUESTION.odd, SH.select)
    assert engine.select(str(query)) == engine.select(ODD)
    assert set(graph.objects(None, SDO.target)) == {URIRef(server)}
    assert graph.value(QUESTION.odd, SDO.keywords) == Literal("mine")


def test_a_wrong_endpoint_is_refused_in_one_line(engine: Engine, tmp_path: Path) -> None:
    for form, endpoint in [("sparql-examples", "here"), ("grlc", "a b"), ("turtle", "urn:a")]:
        with pytest.raises(InputError, match="endpoint"):
            Export(engine, form, endpoint=endpoint).write(tmp_path / "x")
    assert not list(tmp_path.iterdir())
    with pytest.raises(ValueError, match="IRI"):
        as_example_files(QUESTIONS.values(), TOPICS, "here")
