"""A file becomes named graphs: one for each source, one for the file itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.errors import InputError
from kembar.rdf.namespaces import graph_address, term
from kembar.rdf.terms import iri, typed_literal
from kembar.store.load import read_card, read_graphs, refuse_shared_keys
from kembar.workspace.layout import File, Workspace
from kembar.workspace.transaction import data_folder

ROWS = (
    "partnership,cities,since,source\n"
    "id-a--id-b,id-a; id-b,1990,news\n"
    "id-a--id-b,id-a; id-b,1991,unverified\n"
)


def test_each_source_has_a_graph_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "partnerships.csv"
    path.write_text(ROWS)
    graphs = read_graphs(File(path, "data/x/partnerships.csv"))
    dates = {
        graph.rpartition("#")[2][:-1]: {o for _, p, o in triples if p == term("kb:since")}
        for graph, triples in graphs.items()
        if "#" in graph
    }
    assert {name: len(values) for name, values in dates.items()} == {"news": 1, "unverified": 1}
    assert dates["news"] != dates["unverified"]


def test_the_graph_of_the_file_names_the_sources(tmp_path: Path) -> None:
    path = tmp_path / "partnerships.csv"
    path.write_text(ROWS)
    graphs = read_graphs(File(path, "data/x/partnerships.csv"))
    (own,) = [triples for graph, triples in graphs.items() if "#" not in graph]
    sources = [o for _, p, o in own if p == term("prov:hadPrimarySource")]
    assert sources == ["<https://w3id.org/kembar/id/source/news>"]
    marks = [o.rpartition("/")[2] for _, p, o in own if p == term("kb:verification")]
    assert sorted(marks) == ["unverified>", "verified>"]


def test_an_invalid_record_is_an_error_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "cities.csv"
    path.write_text("city,name_en,country,unit_type,source\nid-x,X,id,village,news\n")
    with pytest.raises(
        InputError, match=r"cities\.csv:2: 'village' is not a unit_type; use one of"
    ):
        read_graphs(File(path, "data/x/cities.csv"))


def test_broken_turtle_is_an_error_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text("<a> <b> <c> .\n<a> b c .\n")
    with pytest.raises(InputError, match=r"mine\.ttl:2: is not Turtle"):
        read_graphs(File(path, "data/mine.ttl"))


def test_trig_names_the_graphs_within_its_file(tmp_path: Path) -> None:
    path = tmp_path / "2026-05.trig"
    path.write_text("<#news> <urn:p> 1 . <#news> { <urn:a> <urn:p> 2 }")
    graphs = read_graphs(File(path, "workspace/data/2026-05.trig"))
    address = graph_address("workspace/data/2026-05.trig")
    own, news = iri(address), iri(f"{address}#news")
    assert {o for _, _, o in graphs[news]} == {typed_literal(2, "integer")}
    labels = {s for s, p, o in graphs[own] if p == term("rdfs:label")}
    assert labels == {own, news}
    assert (news, iri("urn:p"), typed_literal(1, "integer")) in graphs[own]


def test_trig_cannot_add_to_graphs_of_other_files(tmp_path: Path) -> None:
    path = tmp_path / "x.trig"
    path.write_text("<urn:elsewhere> { <urn:a> <urn:p> 2 }")
    with pytest.raises(InputError, match=r"x\.trig: its graphs must be named <#\.\.\.>"):
        read_graphs(File(path, "workspace/data/x.trig"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title = ", "is not well-formed TOML"),
        ('publisher = "x"', r"\[title\]: is needed and empty"),
        ('title = "x"\ncolour = "y"', r"\[colour\]: no such field; use address"),
        ("title = 3", r"\[title\]: must be a text in quotes"),
        ('title = "x"\n[least]\ncities = "many"', r"\[least\]: must be a table of whole numbers"),
    ],
)
def test_a_broken_card_is_an_error_with_its_field(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "source.toml"
    path.write_text(text)
    with pytest.raises(InputError, match=message):
        read_card(path, "source.toml")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('"\\', "is not well-formed TOML"),
        ("x = " + "[" * 5_000, "is nested too deeply"),
        ("title = 'T'\nleast = {City = " + "9" * 5_000 + "}", "is not well-formed TOML"),
        ("title = 'T'\nleast = {City = true}", "must be a table of whole numbers"),
        ("title = 'T'\nlicence = 'http://e.org/%zz'", "must be the address of a licence"),
    ],
    ids=["quote", "deep", "digits", "boolean", "licence"],
)
def test_a_card_of_a_stranger_is_refused_in_a_line(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "source.toml"
    path.write_text(text)
    with pytest.raises(InputError, match=fault):
        read_graphs(File(path, "data/x/source.toml"))


def test_a_statement_about_a_statement_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text("<< <urn:a> <urn:b> <urn:c> >> <urn:d> <urn:e> .")
    with pytest.raises(InputError, match="it holds a triple as a term"):
        read_graphs(File(path, "data/x.ttl"))


KEY = "id-bandung--kr-seoul--2015-loi"


def test_a_key_of_two_kinds_is_refused_with_both_places(empty: Workspace) -> None:
    """Loaded, it would be one thing that is an agreement and an activity."""
    data = data_folder(empty)
    activity = data / "activities.csv"
    activity.write_text(f"title,activity,partnerships,status,source\nA visit,{KEY},p,planned,s\n")
    (data / "agreements.csv").write_text(
        f"agreement,partnership,type,source\nother,p,charter,s\n{KEY},p,charter,s\n"
    )
    with pytest.raises(InputError) as caught:
        refuse_shared_keys(empty.graph_files())
    assert str(caught.value) == (
        f"{data}/agreements.csv:3 [agreement]: the activity '{KEY}' exists already, "
        f"in {data}/activities.csv:2; give one of the two another key"
    )
    activity.write_text(f"source,title\n{KEY},A visit\n")
    activity.rename(data / "sources.csv")
    refuse_shared_keys(empty.graph_files())


def test_the_shipped_keys_name_one_kind_each() -> None:
    refuse_shared_keys(Workspace().graph_files())
