"""The saved questions as RDF, in the form of https://github.com/sib-swiss/sparql-examples.

Each is a `sh:SPARQLSelectExecutable` that says what it asks (rdfs:comment), of which endpoint
(schema:target), under which keywords. There, a query stands in a file of its own and the prefixes
in `prefixes.ttl`, held together by a blank node when the files are joined; here, either so or in
one file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kembar.queries.saved import Question, Text
from kembar.rdf.namespaces import BASE, NAMESPACES
from kembar.rdf.terms import iri, literal

ENDPOINT = "http://localhost:7878/query"
"""Where the queries are said to be asked if nothing else is told: Oxigraph's server by default."""

_USED = ("owl", "rdfs", "schema", "sh", "xsd")
_PREFIXES = "".join(f"@prefix {name}: <{NAMESPACES[name]}> .\n" for name in _USED)
_DECLARED = "_:sparql_examples_prefixes"
_PREFIX = re.compile(r"^[ \t]*PREFIX\s+([\w.-]*):\s*<([^>]*)>", re.MULTILINE | re.IGNORECASE)


def as_sparql_examples(
    questions: Iterable[Question], topics: Mapping[str, Text], endpoint: str = ""
) -> str:
    """All questions as one text of Turtle; see `as_example_files`."""
    parts = as_example_files(questions, topics, endpoint).values()
    return _PREFIXES + "".join(part.removeprefix(_PREFIXES) for part in parts)


def as_example_files(
    questions: Iterable[Question], topics: Mapping[str, Text], endpoint: str = ""
) -> dict[str, str]:
    """A file of Turtle for each question, and the prefixes that they use, by name.

    Args:
        questions: what to write.
        topics: what the topics are called; they become the keywords.
        endpoint: the address of a server that holds the graph; `ENDPOINT` if none is told.

    Raises:
        ValueError: the endpoint is no absolute IRI.
    """
    questions = list(questions)
    target = iri(endpoint or ENDPOINT)
    files = {"prefixes.ttl": _prefixes(questions)}
    for question in questions:
        topic = topics.get(question.topic)
        keyword = topic.en if topic else question.topic
        files[f"{question.name}.ttl"] = f"""{_PREFIXES}
{iri(f"{BASE}question/{question.name}")} a sh:SPARQLExecutable , sh:SPARQLSelectExecutable ;
  rdfs:label {literal(question.summary, "en")} ;
  rdfs:comment {literal(question.title.en, "en")} , {literal(question.title.id, "id")} ;
  sh:prefixes {_DECLARED} ;
  sh:select {_long(question.body)} ;
  schema:keywords {literal(keyword)} ;
  schema:target {target} .
"""
    return files


def _prefixes(questions: Iterable[Question]) -> str:
    found = {pair for question in questions for pair in _PREFIX.findall(question.body)}
    declared = "".join(
        f"""
{_DECLARED} sh:declare [
  sh:prefix {literal(prefix)} ;
  sh:namespace {literal(address)}^^xsd:anyURI
] .
"""
        for prefix, address in sorted(found)
    )
    return f"{_PREFIXES}\n{_DECLARED} a owl:Ontology .\n{declared}"


def _long(query: str) -> str:
    """A text of several lines as Turtle's long literal, which a person can read."""
    return '"""' + query.replace("\\", "\\\\").replace('"""', '\\"\\"\\"') + '"""'
