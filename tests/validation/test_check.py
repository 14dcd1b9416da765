"""What is to be mended, a line each."""

from __future__ import annotations

import pytest

from kembar.errors import InputError
from kembar.rdf.engine import Engine
from kembar.store.load import read_graphs
from kembar.store.open_store import open_store
from kembar.validation.check import data_problems
from kembar.validation.shacl import locate, validate
from kembar.workspace.layout import File, Workspace

PREFIXES = """
@prefix id: <https://w3id.org/kembar/id/> .
@prefix kb: <https://w3id.org/kembar/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""


def test_nothing_is_to_mend_in_the_shipped_data(engine: Engine) -> None:
    assert data_problems(Workspace(), engine) == []


def test_a_folder_must_hold_what_its_card_promises(own: Workspace) -> None:
    assert own.root
    folder = own.root / "data" / "mine"
    folder.mkdir()
    (folder / "source.toml").write_text('title = "Mine"\n[least]\nagencies = 2\n')
    (folder / "agencies.csv").write_text(
        "agency,name_en,source\nid-x,X,unverified\nid-x,Ex,unverified\n"
    )
    (told,) = data_problems(own, open_store(own).engine)
    assert told.endswith("source.toml [agencies]: holds 1, its card says 2")


def test_a_check_of_the_files_finds_what_a_check_of_the_store_finds(own: Workspace) -> None:
    assert own.root
    (own.root / "data" / "mine.ttl").write_text(
        PREFIXES
        + "id:x a kb:Event ; rdfs:label 'X'@en .\n"
        + "id:y a kb:Partnership ; kb:hasPartner id:nowhere .\n"
        + "[] a kb:Person .\n"
    )
    engine = open_store(own).engine
    told = locate(validate(engine.triples(), own), engine, own)
    assert len(told) > 4
    assert data_problems(own, engine) == [str(problem) for problem in told]


def test_a_shape_that_nobody_can_check_ends_the_check(own: Workspace) -> None:
    assert own.root
    (own.root / "ontology").mkdir()
    (own.root / "ontology" / "shapes.ttl").write_text(
        PREFIXES + "id:shape a sh:NodeShape ; sh:targetClass kb:Partnership ; sh:minCount 'many' ."
    )
    with pytest.raises(InputError, match="these shapes cannot be used"):
        data_problems(own, open_store(own).engine)


def test_what_is_retired_is_not_checked(own: Workspace) -> None:
    assert own.root
    mine = own.root / "data" / "mine.ttl"
    said = PREFIXES + "id:x a kb:Event ; rdfs:label 'X'@en .\n"
    mine.write_text(said)
    (_, *_) = data_problems(own, open_store(own).engine)
    graph = next(
        g for g, triples in read_graphs(File(mine, "workspace/data/mine.ttl")).items() if triples
    )
    (own.root / "data" / "off.ttl").write_text(
        PREFIXES + f"id:r a kb:Retirement ; kb:retiredThing id:x ; kb:retiredFrom {graph} .\n"
    )
    assert not any("id:x" in line for line in data_problems(own, open_store(own).engine))


def test_a_shape_of_ones_own_may_ask_for_what_is_computed(own: Workspace) -> None:
    assert own.root
    (own.root / "ontology").mkdir()
    shapes = own.root / "ontology" / "shapes.ttl"
    shapes.write_text(
        PREFIXES
        + "id:shape a sh:NodeShape ; sh:targetSubjectsOf kb:twinnedWith ;\n"
        + "  sh:property [ sh:path kb:twinnedWith ; sh:maxCount 20 ; sh:message 'too many'@en ] .\n"
    )
    assert [line for line in data_problems(own, open_store(own).engine) if "too many" in line]
    shapes.write_text(
        PREFIXES
        + "id:shape a sh:NodeShape ; sh:targetNode id:id-bandung ; sh:sparql [\n"
        + "  sh:message 'anything'@en ; sh:select '''SELECT $this ?value {\n"
        + "  $this ?any ?value FILTER(STRENDS(STR(?any), \"twinnedWith\")) }''' ] .\n"
    )
    assert [line for line in data_problems(own, open_store(own).engine) if "anything" in line]
