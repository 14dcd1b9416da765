"""Validation: the shipped data, and shapes that no engine can use."""

from __future__ import annotations

import pytest

from kembar.errors import InputError
from kembar.language import speaking
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, term
from kembar.rdf.terms import iri
from kembar.validation.shacl import validate
from kembar.workspace.layout import Workspace

PREFIXES = """
@prefix id: <https://w3id.org/kembar/id/> .
@prefix kb: <https://w3id.org/kembar/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""


def test_the_shipped_data_have_no_problem(engine: Engine) -> None:
    assert [str(problem) for problem in validate(engine.triples(), Workspace())] == []


def test_a_malformed_shapes_file_is_reported_with_line(own: Workspace) -> None:
    assert own.root
    (own.root / "ontology").mkdir()
    (own.root / "ontology" / "shapes.ttl").write_text("@prefix sh: <http://x/> .\nsh:a sh:b\n")
    with pytest.raises(InputError, match=r"shapes\.ttl:\d: is not Turtle"):
        validate([], own)


@pytest.mark.parametrize("with_pyshacl", [False, True])
@pytest.mark.parametrize(
    "constraint",
    [
        "sh:property [ sh:path kb:since ; sh:pattern '(' ; sh:message 'm'@en ]",
        "sh:property [ sh:path kb:since ; sh:minCount 'many' ; sh:message 'm'@en ]",
        "sh:sparql [ sh:select 'SELECT nonsense' ; sh:message 'm'@en ]",
    ],
)
def test_a_shape_that_no_engine_can_use_is_reported(
    own: Workspace, constraint: str, with_pyshacl: bool
) -> None:
    assert own.root
    (own.root / "ontology").mkdir()
    (own.root / "ontology" / "shapes.ttl").write_text(
        PREFIXES + f"id:shape a sh:NodeShape ; sh:targetClass kb:Partnership ; {constraint} ."
    )
    partnership = (iri(NAMESPACES["id"] + "x"), term("rdf:type"), term("kb:Partnership"))
    with pytest.raises(InputError, match=r"^ontology/shapes.ttl: these shapes cannot be used: "):
        validate([partnership], own, with_pyshacl=with_pyshacl)


@pytest.mark.parametrize("name", ["model.ttl", "concepts.ttl", "shapes.ttl"])
def test_the_ontology_is_found(name: str) -> None:
    assert name in [file.path.name for file in Workspace().files("ontology", ".ttl")]


SHAPE_OF_TWO_SEVERITIES = """
id:shape a sh:NodeShape ; sh:targetClass kb:Partnership ;
  sh:property [ sh:path kb:origin ; sh:severity sh:Warning ; sh:minCount 1 ;
    sh:message "No origin."@en , "Tanpa asal-usul."@id , "유래가 없습니다."@ko ] ;
  sh:property [ sh:path kb:since ; sh:minCount 1 ; sh:message "No date."@en , "Tanpa tanggal."@id ] .
"""


@pytest.mark.parametrize("with_pyshacl", [False, True])
@pytest.mark.parametrize(
    ("language", "messages"),
    [
        ("en", ["Warning: No origin.", "No date."]),
        ("id", ["Peringatan: Tanpa asal-usul.", "Tanpa tanggal."]),
        ("ko", ["주의: 유래가 없습니다.", "No date."]),
    ],
)
def test_severity_and_language_of_a_problem(
    own: Workspace, language: str, messages: list[str], with_pyshacl: bool
) -> None:
    assert own.root
    (own.root / "ontology").mkdir()
    shapes = own.root / "ontology" / "shapes.ttl"
    shapes.write_text(PREFIXES + SHAPE_OF_TWO_SEVERITIES)
    partnership = (iri(NAMESPACES["id"] + "x"), term("rdf:type"), term("kb:Partnership"))
    with speaking(language):
        problems = validate([partnership], own, with_pyshacl=with_pyshacl)
    by_path = {problem.path: problem for problem in problems}
    problems = [by_path[term(name)[1:-1]] for name in ("kb:origin", "kb:since")]
    assert [problem.message for problem in problems] == messages
    assert [problem.is_warning for problem in problems] == [True, False]


def test_the_shipped_shapes_speak_korean() -> None:
    person = (iri(NAMESPACES["id"] + "x"), term("rdf:type"), term("kb:Person"))
    with speaking("ko"):
        (problem,) = validate([person], Workspace())
    assert problem.message == "사람의 이름을 적으십시오."
