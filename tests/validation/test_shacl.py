"""Validation: problems with file, line and field, and shapes that no engine can use."""

from __future__ import annotations

import pytest

from kembar.errors import InputError
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, term
from kembar.rdf.terms import iri
from kembar.store.open_store import open_store
from kembar.validation.shacl import Problem, locate, validate
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


def test_a_problem_has_file_and_line(own: Workspace) -> None:
    assert own.root
    folder = own.root / "data" / "mine"
    folder.mkdir()
    (folder / "partnerships.csv").write_text(
        "partnership,cities,kind,source\n"
        "id-bandung--id-medan,id-bandung; id-medan,sister-city,unverified\n"
        "id-bandung--xx-atlantis,id-bandung; xx-atlantis,sister-city,unverified\n"
    )
    engine = open_store(own).engine
    (problem,) = locate(validate(engine.triples(), own), engine, own)
    assert str(problem) == (
        f"{folder / 'partnerships.csv'}:3: id:id-bandung--xx-atlantis [cities]: "
        "The unit is not in the graph: add it first, or mend its key. (id:xx-atlantis)"
    )


@pytest.mark.parametrize(
    ("kind", "path", "field"),
    [
        ("kb:Partnership", "kb:since", "since"),
        ("kb:Agreement", "kb:signedOn", "signed_on"),
        ("kb:Agreement", "rdfs:label", "title"),
        ("kb:City", "rdfs:label", "name_en"),
        ("kb:City", "skos:altLabel", "name_local, other_names"),
        ("kb:Obstacle", "rdfs:label", "label_en"),
        ("kb:Study", "kb:publishedOn", "year"),
        ("kb:Source", "kb:publishedOn", "published"),
        ("kb:Agreement", "kb:hasSignature", "signed_by"),
        ("kb:Signature", "kb:signer", "signed_by"),
        ("kb:Budget", "kb:amount", "budget"),
        ("kb:Budget", "kb:payer", "payer"),
        ("kb:Country", "kb:isoCode", "country"),
        ("kb:City", "kb:isoCode", "iso_3166_2"),
        ("kb:Study", "kb:key", "study"),
        ("kb:Study", "", "study"),
        ("kb:SourceGraph", "", "source"),
        ("kb:Change", "prov:endedAtTime", "prov:endedAtTime"),
        ("kb:Change", "", ""),
    ],
)
def test_a_problem_has_the_field_to_mend(kind: str, path: str, field: str) -> None:
    address = term(path)[1:-1] if path else ""
    problem = Problem(NAMESPACES["id"] + "x", address, "", "Mend it.", kinds=(kind,))
    assert problem.field == field
    assert str(problem) == f"id:x{f' [{field}]' if field else ''}: Mend it."


@pytest.mark.parametrize("name", ["model.ttl", "concepts.ttl", "shapes.ttl"])
def test_the_ontology_is_found(name: str) -> None:
    assert name in [file.path.name for file in Workspace().files("ontology", ".ttl")]
