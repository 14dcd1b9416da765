"""The index has every name, folded, and no question reads it."""

from __future__ import annotations

from kembar.names.index import name_index_patch
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAME_KEYS, graph_address, term
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.terms import iri
from kembar.store.build import build_contents
from kembar.workspace.layout import Workspace

ID = "https://w3id.org/kembar/id/"
BANDUNG = iri(f"{ID}id-bandung")
PAIR = iri(f"{ID}id-bandung--kr-seoul")
KINDS = f"""@prefix kb: <https://w3id.org/kembar/> .
<{ID}id-bandung> a kb:TerritorialUnit .
<{ID}id-bandung--kr-seoul> a kb:Partnership .
"""
NAMES = f"""@prefix kb: <https://w3id.org/kembar/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<{ID}id-bandung> rdfs:label "Kota Kembang"@id .
<{ID}id-bandung--kr-seoul> rdfs:label "Of the hills and the river"@en .
<{ID}gone> a kb:TerritorialUnit ; rdfs:label "Gone"@en .
<{ID}person/x/a-person> a kb:Person ; rdfs:label "A Person" .
[] rdfs:label "Nameless" . [] a kb:Agency ; rdfs:label "Nameless too" .
<#r> a kb:Retirement ; kb:retiredThing <{ID}gone> ;
    kb:retiredFrom <{graph_address("workspace/data/names.ttl")}> .
"""


def test_the_index_has_names_in_all_languages(engine: Engine) -> None:
    keys = {o for _, _, o in engine.triples(NAME_KEYS, subject=BANDUNG)}
    assert {'"bandung"', '"반둥"', '"id bandung"'} <= keys


def test_questions_do_not_see_the_index(engine: Engine) -> None:
    assert all(p != term("kb:nameKey") for _, p, _ in engine.triples())


def test_an_index_in_step_needs_no_patch(engine: Engine) -> None:
    for touched in (None, {BANDUNG}):
        assert name_index_patch(engine, touched) == (NAME_KEYS, set(), set())


def test_names_and_classes_may_be_in_different_files(empty: Workspace) -> None:
    """Names without a class in their file, and names in retired statements."""
    assert empty.root
    (empty.root / "data" / "kinds.ttl").write_text(KINDS, "utf-8")
    (empty.root / "data" / "names.ttl").write_text(NAMES, "utf-8")
    engine = OxigraphEngine.in_memory()
    build_contents(engine, empty)
    keys = {o for _, _, o in engine.triples(NAME_KEYS, subject=PAIR)}
    assert {'"of the hills and the river"', '"hills of river the the"'} <= keys
    assert '"kota kembang"' in {o for _, _, o in engine.triples(NAME_KEYS, subject=BANDUNG)}
    assert not list(engine.triples(NAME_KEYS, subject=iri(f"{ID}gone")))
    assert not list(engine.triples(NAME_KEYS, subject=iri(f"{ID}person/x/a-person")))
    assert name_index_patch(engine, None) == (NAME_KEYS, set(), set())
