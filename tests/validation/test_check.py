"""The problems of the data, with the places of each."""

from __future__ import annotations

import re

import pytest

from kembar.errors import InputError
from kembar.language import speaking
from kembar.rdf.engine import Engine
from kembar.store.load import read_graphs
from kembar.store.open_store import open_store
from kembar.validation.check import data_problems
from kembar.validation.problem import Location, Problem, locate
from kembar.validation.shacl import validate
from kembar.workspace.layout import File, Workspace

pytestmark = pytest.mark.integration

PREFIXES = """
@prefix id: <https://w3id.org/kembar/id/> .
@prefix kb: <https://w3id.org/kembar/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""


def problem_lines(workspace: Workspace) -> list[str]:
    return [str(problem) for problem in data_problems(workspace, open_store(workspace).engine)]


def test_the_shipped_data_has_no_problems(engine: Engine) -> None:
    assert data_problems(Workspace(), engine) == []


def test_a_table_shorter_than_its_card_is_a_problem(own: Workspace) -> None:
    assert own.root
    folder = own.root / "data" / "mine"
    folder.mkdir()
    (folder / "source.toml").write_text('title = "Mine"\n[least]\nagencies = 2\n')
    (folder / "agencies.csv").write_text(
        "agency,name_en,source\nid-x,X,unverified\nid-x,Ex,unverified\n"
    )
    (problem,) = data_problems(own, open_store(own).engine)
    assert str(problem).endswith("source.toml [agencies]: holds 1, its card says 2")
    assert isinstance(problem, Problem)
    assert problem.places == (Location(str(folder / "source.toml")),)
    assert (problem.focus, problem.field) == ("", "agencies")
    assert problem.message == "holds 1, its card says 2"


def test_checking_files_equals_checking_the_store(own: Workspace) -> None:
    assert own.root
    (own.root / "data" / "mine.ttl").write_text(
        PREFIXES
        + "id:x a kb:Event ; rdfs:label 'X'@en .\n"
        + "id:y a kb:Partnership ; kb:hasPartner id:nowhere .\n"
        + "[] a kb:Person .\n"
    )
    engine = open_store(own).engine
    problems = locate(validate(engine.triples(), own), engine, own)
    assert len(problems) > 4
    assert data_problems(own, engine) == problems


def test_a_problem_tells_file_line_and_field(own: Workspace) -> None:
    assert own.root
    path = own.root / "data" / "partnerships.csv"
    path.write_text("partnership,cities,source\nid-bandung--xx-no,id-bandung; xx-no,unverified\n")
    (problem,) = data_problems(own, open_store(own).engine)
    assert problem.places == (Location(str(path), 2),)
    with speaking("ko"):  # a thread of its own makes the messages
        (korean,) = data_problems(own, open_store(own).engine)
    assert re.search("[가-힣]", korean.message)
    assert korean.places == problem.places
    assert problem.focus.endswith("/id/id-bandung--xx-no")
    assert problem.value.endswith("/id/xx-no")
    assert problem.field == "cities"
    assert str(problem).startswith(f"{path}:2: id:id-bandung--xx-no [cities]: ")


def test_a_shape_that_no_engine_can_use_is_an_error(own: Workspace) -> None:
    assert own.root
    (own.root / "ontology").mkdir()
    (own.root / "ontology" / "shapes.ttl").write_text(
        PREFIXES + "id:shape a sh:NodeShape ; sh:targetClass kb:Partnership ; sh:minCount 'many' ."
    )
    with pytest.raises(InputError, match="these shapes cannot be used"):
        data_problems(own, open_store(own).engine)


def test_retired_statements_are_not_checked(own: Workspace) -> None:
    assert own.root
    mine = own.root / "data" / "mine.ttl"
    mine.write_text(PREFIXES + "id:x a kb:Event ; rdfs:label 'X'@en .\n")
    (_, *_) = data_problems(own, open_store(own).engine)
    graph = next(
        g for g, triples in read_graphs(File(mine, "workspace/data/mine.ttl")).items() if triples
    )
    (own.root / "data" / "off.ttl").write_text(
        PREFIXES + f"id:r a kb:Retirement ; kb:retiredThing id:x ; kb:retiredFrom {graph} .\n"
    )
    assert not any("id:x" in line for line in problem_lines(own))


def test_own_shapes_may_use_derived_properties(own: Workspace) -> None:
    assert own.root
    (own.root / "ontology").mkdir()
    shapes = own.root / "ontology" / "shapes.ttl"
    shapes.write_text(
        PREFIXES
        + "id:shape a sh:NodeShape ; sh:targetSubjectsOf kb:twinnedWith ;\n"
        + "  sh:property [ sh:path kb:twinnedWith ; sh:maxCount 20 ; sh:message 'too many'@en ] .\n"
    )
    assert [line for line in problem_lines(own) if "too many" in line]
    shapes.write_text(
        PREFIXES
        + "id:shape a sh:NodeShape ; sh:targetNode id:id-bandung ; sh:sparql [\n"
        + "  sh:message 'anything'@en ; sh:select '''SELECT $this ?value {\n"
        + "  $this ?any ?value FILTER(STRENDS(STR(?any), \"twinnedWith\")) }''' ] .\n"
    )
    assert [line for line in problem_lines(own) if "anything" in line]
