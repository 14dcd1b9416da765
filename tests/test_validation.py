"""What breaks a shape is told in a sentence, with its place, the same by two engines."""

from __future__ import annotations

import shutil

import pytest

from kembar.errors import InputError
from kembar.loaders.files import read_graphs
from kembar.oxigraph import Engine
from kembar.store import open_store
from kembar.terms import Triple
from kembar.validation import located, validate
from kembar.workspace import SHIPPED, File, Workspace, init_workspace

PREFIXES = """
@prefix kb: <https://w3id.org/kembar/> .
@prefix id: <https://w3id.org/kembar/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
"""
CONCEPT = "<https://w3id.org/kembar/concept/"
BROKEN = {
    "two different partners": "id:p a kb:Partnership ; kb:hasPartner id:id-bandung .",
    "not in the graph": "id:p a kb:Partnership ; kb:hasPartner id:id-bandung , id:nowhere .",
    "no concept of the scheme partnership-kind": "id:p a kb:Partnership ; kb:hasPartner id:id-bandung, "
    f"id:kr-seoul ; kb:partnershipKind {CONCEPT}field/water> .",
    "A date must be": 'id:p a kb:Partnership ; kb:hasPartner id:id-bandung, id:kr-seoul ; kb:since "May" .',
    "cannot end before": "id:p a kb:Partnership ; kb:hasPartner id:id-bandung, id:kr-seoul ; "
    'kb:since "2020"^^xsd:gYear ; kb:until "2019"^^xsd:gYear .',
    "cannot lapse before it is signed": "id:a a kb:Agreement ; kb:underPartnership "
    'id:id-bandung--kr-seoul ; kb:signedOn "2020-05-01"^^xsd:date ; '
    'kb:validUntil "2020-04-01"^^xsd:date .',
    "needs its partnership": "id:a a kb:Agreement .",
    "needs its currency": "id:b a kb:Budget ; kb:amount 12.0 .",
    "three letters of ISO 4217": 'id:b a kb:Budget ; kb:amount 12.0 ; kb:currency "rupiah" .',
    "needs the study": "id:o a kb:Obstacle .",
    "needs its statement": "id:f a kb:Finding ; kb:reportedBy id:purbaningrum .",
    "needs its country": 'id:c a kb:TerritorialUnit ; rdfs:label "C"@en .',
    "latitude lies": 'id:c a kb:TerritorialUnit ; rdfs:label "C"@en ; kb:country '
    "<https://w3id.org/kembar/id/country/id> ; wgs84:lat 95.0 .",
    "needs a source": f"id:g a kb:SourceGraph ; kb:verification {CONCEPT}verification/verified> .",
    "marked verified or unverified": "id:g a kb:SourceGraph .",
    "needs its title": "id:s a kb:Source .",
}


def test_the_shipped_data_break_no_shape(engine: Engine) -> None:
    assert [str(problem) for problem in validate(engine.triples(), Workspace())] == []


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> list[Triple]:
    """One collection of the shipped data, which is as much as the referee can take, broken in every way."""
    own = init_workspace(tmp_path_factory.mktemp("broken") / "own")
    assert own.root
    (own.root / "kembar.toml").write_text('title = "Broken"\nshipped = false\n')
    shutil.copytree(SHIPPED / "data" / "bandung-seoul", own.root / "data" / "bandung-seoul")
    for name in ("countries.csv", "sources.csv"):
        shutil.copy(SHIPPED / "data" / "reference" / name, own.root / "data" / name)
    triples = list(open_store(init_workspace(own.root)).engine.triples())
    path = own.root / "broken.ttl"
    for number, turtle in enumerate(BROKEN.values()):
        path.write_text(PREFIXES + turtle.replace(" a ", f"{number} a ", 1), "utf-8")
        for graph in read_graphs(File(path, "broken.ttl")).values():
            triples += graph
    return triples


def test_each_shape_tells_what_to_mend(broken: list[Triple]) -> None:
    said = " ".join(str(problem) for problem in validate(broken, Workspace()))
    assert [message for message in BROKEN if message not in said] == []
    indonesian = " ".join(str(problem) for problem in validate(broken, Workspace(), "id"))
    assert "Kemitraan memerlukan sedikitnya dua mitra" in indonesian


def test_the_referee_finds_the_same(broken: list[Triple]) -> None:
    found = validate(broken, Workspace())
    assert found == validate(broken, Workspace(), referee=True)
    assert len(found) >= len(BROKEN)


def test_a_broken_shape_of_ones_own_is_told_with_its_line(own: Workspace) -> None:
    assert own.root
    (own.root / "ontology").mkdir()
    (own.root / "ontology" / "shapes.ttl").write_text("@prefix sh: <http://x/> .\nsh:a sh:b\n")
    with pytest.raises(InputError, match=r"shapes\.ttl:\d: is not Turtle"):
        validate([], own)


def test_a_problem_names_file_and_line(own: Workspace) -> None:
    assert own.root
    folder = own.root / "data" / "mine"
    folder.mkdir()
    (folder / "partnerships.csv").write_text(
        "partnership,cities,kind,source\n"
        "id-bandung--id-medan,id-bandung; id-medan,sister-city,unverified\n"
        "id-bandung--xx-atlantis,id-bandung; xx-atlantis,sister-city,unverified\n"
    )
    engine = open_store(own).engine
    (problem,) = located(validate(engine.triples(), own), engine, own)
    assert "partnerships.csv:3: " in str(problem)
    assert "The unit is not in the graph" in str(problem)


@pytest.mark.parametrize("name", ["model.ttl", "concepts.ttl", "shapes.ttl"])
def test_the_ontology_is_where_it_is_looked_for(name: str) -> None:
    assert name in [file.path.name for file in Workspace().files("ontology", ".ttl")]
