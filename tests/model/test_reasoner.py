"""An OWL 2 reasoner (HermiT) finds no contradiction in the ontology and the shipped data."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from owlready2 import reasoning

from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES
from kembar.rdf.terms import Triple, parse_term, to_nquads

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java"),
]

XSD, RDF = NAMESPACES["xsd"], NAMESPACES["rdf"]
DATATYPES = {"", RDF + "langString", RDF + "PlainLiteral"} | {
    XSD + name
    for name in ("string", "boolean", "decimal", "integer", "nonNegativeInteger", "double", "float",
                 "anyURI", "dateTime")
}  # fmt: skip
"""Of OWL 2's datatype map: a reasoner knows none of the days, months and years of the data."""

PREFIXES = f"@prefix kb: <{NAMESPACES['kb']}> .\n@prefix id: <{NAMESPACES['id']}> .\n"
CLASHES = [
    ("id:x a kb:Agreement , kb:Activity .", "a document is no event"),
    ("id:x a kb:City , kb:Regency .", "a city is no regency"),
    ("id:x a kb:Agency . id:p kb:hasPartner id:x .", "what is a partner is a unit, by the range"),
    ("id:x a kb:Source , kb:Person .", "a source is no person"),
]


def hermit(folder: Path, triples: Iterable[Triple], turtle: str = "") -> str:
    """The classes that nothing can be of, or the fault, as HermiT writes them."""
    known = [t for t in triples if t[2][0] != '"' or parse_term(t[2]).datatype in DATATYPES]
    file = folder / "graph.ttl"
    file.write_text(PREFIXES + turtle + "\n" + to_nquads(known), "utf-8")
    done = subprocess.run(
        ["java", "-Xmx1000M", "-cp", reasoning._HERMIT_CLASSPATH,
         "org.semanticweb.HermiT.cli.CommandLine", "-U", file.as_uri()],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def model(engine: Engine) -> list[Triple]:
    """The triples of the ontology."""
    (graph,) = [graph for graph in engine.graphs() if graph.endswith("/ontology/model.ttl>")]
    return list(engine.triples(graph))


def test_ontology_and_shipped_data_are_consistent(tmp_path: Path, engine: Engine) -> None:
    answer = hermit(tmp_path, engine.triples()).split()
    assert answer == ["Classes", "equivalent", "to", "'owl:Nothing':", "owl:Nothing"]


@pytest.mark.parametrize(("turtle", "reason"), CLASHES)
def test_a_contradiction_is_found(
    tmp_path: Path, model: list[Triple], turtle: str, reason: str
) -> None:
    assert "InconsistentOntologyException" in hermit(tmp_path, model, turtle), reason
