"""Problems: the field to correct, and the file and line."""

from __future__ import annotations

import pytest

from kembar.rdf.namespaces import NAMESPACES, term
from kembar.store.open_store import open_store
from kembar.validation.problem import Problem, locate
from kembar.validation.shacl import validate
from kembar.workspace.layout import Workspace


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
        "The unit is not in the graph: add it first, or correct its key. (id:xx-atlantis)"
    )


def test_a_problem_of_a_source_has_its_line(own: Workspace) -> None:
    assert own.root
    table = own.root / "data" / "mine" / "sources.csv"
    table.parent.mkdir()
    table.write_text("source,type,title\none,website,One\ntwo,tesis,Two\n")
    engine = open_store(own).engine
    (problem,) = locate(validate(engine.triples(), own), engine, own)
    assert str(problem).startswith(f"{table}:3: id:source/two [type]: ")


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
