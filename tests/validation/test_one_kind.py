"""One key names one thing: a change that would make it two is refused, with both kinds."""

from __future__ import annotations

import pytest

from kembar.errors import ShapeViolation
from kembar.language import speaking
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import graph_address, term
from kembar.rdf.terms import Triple, iri
from kembar.validation.impact import check_change
from kembar.validation.one_kind import refuse_second_kinds
from kembar.workspace.layout import Workspace

ID = "https://w3id.org/kembar/id/"
LOI = iri(f"{ID}id-bandung--kr-seoul--2015-loi")
NEW = iri(f"{ID}new")
GRAPH = iri(graph_address("workspace/data/x.ttl"))


def a(thing: str, kind: str) -> Triple:
    return thing, term("rdf:type"), term(kind)


@pytest.mark.parametrize(
    ("language", "beginning", "end"),
    [
        ("en", "the agreement 'id-bandung--kr-seoul--2015-loi' exists already (",
         "data/bandung-seoul/agreements.csv:2): give the activity another key. Nothing was written."),
        ("id", "perjanjian 'id-bandung--kr-seoul--2015-loi' sudah ada (",
         "agreements.csv:2): beri kegiatan itu kunci lain. Tidak ada yang ditulis."),
    ],
)  # fmt: skip
def test_a_key_of_the_graph_names_its_kind_and_place(
    engine: Engine, language: str, beginning: str, end: str
) -> None:
    with speaking(language), pytest.raises(ShapeViolation) as caught:
        check_change(engine, Workspace(), {GRAPH: [a(LOI, "kb:Activity")]})
    assert str(caught.value).startswith(beginning)
    assert str(caught.value).endswith(end)


def test_two_kinds_in_one_change_are_refused(engine: Engine) -> None:
    added = {GRAPH: [a(NEW, "kb:Agency"), a(NEW, "kb:Study")]}
    with pytest.raises(ShapeViolation, match="the agency 'new' exists already: give"):
        refuse_second_kinds(engine, Workspace(), added, {})


def test_the_same_kind_of_another_source_passes(engine: Engine) -> None:
    bandung = iri(f"{ID}id-bandung")
    added = [a(LOI, "kb:Agreement"), a(bandung, "kb:TerritorialUnit"), a(bandung, "kb:City")]
    refuse_second_kinds(engine, Workspace(), {GRAPH: added}, {})


def test_a_key_that_a_change_frees_may_name_another(engine: Engine) -> None:
    rows = engine.select(f"SELECT ?graph {{ GRAPH ?graph {{ {LOI} a ?class }} }}").rows
    removed = {row[0].term: [a(LOI, "kb:Agreement")] for row in rows if row[0]}
    refuse_second_kinds(engine, Workspace(), {GRAPH: [a(LOI, "kb:Activity")]}, removed)
    assert removed
