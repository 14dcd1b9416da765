"""Export of the saved questions as RDF, as in https://github.com/sib-swiss/sparql-examples.

Each is a `sh:SPARQLSelectExecutable` with the question in words (rdfs:comment), its endpoint
(schema:target) and its keywords. That collection has one file for each query and the prefixes in
`prefixes.ttl`, joined by a blank node of one label; this module writes the same files, or one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kembar.queries.saved import Question, Text
from kembar.rdf.namespaces import BASE, NAMESPACES
from kembar.rdf.terms import iri, literal

ENDPOINT = "http://localhost:7878/query"
"""Default target of the queries: the default address of Oxigraph's server."""

_TURTLE_PREFIXES = ("owl", "rdfs", "schema", "sh", "xsd")
_PREFIXES = "".join(f"@prefix {name}: <{NAMESPACES[name]}> .\n" for name in _TURTLE_PREFIXES)
_PREFIXES_NODE = "_:sparql_examples_prefixes"
_PREFIX = re.compile(r"^[ \t]*PREFIX\s+([\w.-]*):\s*<([^>]*)>", re.MULTILINE | re.IGNORECASE)


def as_sparql_examples(
    questions: Iterable[Question], topics: Mapping[str, Text], endpoint: str = ""
) -> str:
    """All questions as one Turtle text; see `as_example_files`."""
    parts = as_example_files(questions, topics, endpoint).values()
    return _PREFIXES + "".join(part.removeprefix(_PREFIXES) for part in parts)


def as_example_files(
    questions: Iterable[Question], topics: Mapping[str, Text], endpoint: str = ""
) -> dict[str, str]:
    """A Turtle text for each question, and one for their prefixes, by file name.

    Args:
        questions: the questions to export.
        topics: the labels of topics by tag; they become the keywords.
        endpoint: the address of a server that holds the graph; `ENDPOINT` if empty.

    Raises:
        ValueError: the endpoint is no absolute IRI.
    """
    questions = list(questions)
    target = iri(endpoint or ENDPOINT)
    files = {"prefixes.ttl": _prefixes(questions)}
    for question in questions:
        topic = topics.get(question.topic)
        keyword = topic.en if topic else question.topic
        titles = question.title._asdict().items()
        comments = " , ".join(literal(text, code) for code, text in titles if text)
        files[f"{question.name}.ttl"] = f"""{_PREFIXES}
{iri(f"{BASE}question/{question.name}")} a sh:SPARQLExecutable , sh:SPARQLSelectExecutable ;
  rdfs:label {literal(question.summary, "en")} ;
  rdfs:comment {comments} ;
  sh:prefixes {_PREFIXES_NODE} ;
  sh:select {_long(question.body)} ;
  schema:keywords {literal(keyword)} ;
  schema:target {target} .
"""
    return files


def _prefixes(questions: Iterable[Question]) -> str:
    prefixes = {pair for question in questions for pair in _PREFIX.findall(question.body)}
    declarations = "".join(
        f"""
{_PREFIXES_NODE} sh:declare [
  sh:prefix {literal(prefix)} ;
  sh:namespace {literal(address)}^^xsd:anyURI
] .
"""
        for prefix, address in sorted(prefixes)
    )
    return f"{_PREFIXES}\n{_PREFIXES_NODE} a owl:Ontology .\n{declarations}"


def _long(query: str) -> str:
    """The query as a long literal of Turtle, which keeps its lines."""
    return '"""' + query.replace("\\", "\\\\").replace('"""', '\\"\\"\\"') + '"""'
