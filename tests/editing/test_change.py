"""A change is a file of TriG that describes it and holds the statements of each source."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest

from kembar.editing.change import Change, RetiredStatements, new_id, now
from kembar.model.records import Concept, Key, Partnership, Source, WebAddress
from kembar.model.to_rdf import record_triples
from kembar.rdf.namespaces import graph_address, term
from kembar.rdf.terms import Term, TriplesByGraph, parse_term
from kembar.store.load import read_graphs
from kembar.workspace.layout import File

AT = datetime.datetime(2026, 5, 24, 10, 30, 0, 1, tzinfo=datetime.UTC)
NEWS = Source(source=Key("news"), title='A "title"', url=WebAddress("https://example.org/news"))
NAME = "workspace/data/added/2026/20260524-103000-000001.trig"
BASE = graph_address(NAME)
OWN = Term(f"<{BASE}>")


def graphs_of(text: str) -> TriplesByGraph:
    return read_graphs(File(Path(NAME), NAME), text)


def change(author: str = "Ani", source: Source = NEWS) -> Change:
    record = Partnership(
        partnership=Key("id-bandung--nl-utrecht"),
        cities=(Key("id-bandung"), Key("nl-utrecht")),
        kind=Concept("sister-city"),
        source=source.source,
    )
    statements = {source.source: tuple(record_triples(record))}
    return Change(new_id(AT), AT, "add", "Added Utrecht.", author, "", statements, (source,))


def test_its_text_has_who_when_what_and_the_source() -> None:
    text = change().text()
    assert text.startswith("# 2026-05-24 10:30:00 UTC, Ani\n# Added Utrecht.\n\n@prefix ")
    graphs = graphs_of(text)
    news = Term(f"<{BASE}#source.news>")
    own = {(s, p): o for s, p, o in graphs[OWN]}
    assert set(graphs) == {OWN, news}
    me = Term(f"<{BASE}#change>")
    assert own[me, term("kb:changeAction")].endswith("change-action/add>")
    assert own[news, term("prov:wasGeneratedBy")] == me
    assert own[news, term("prov:hadPrimarySource")].endswith("source/news>")
    assert own[me, term("prov:endedAtTime")].startswith('"2026-05-24T10:30:00Z"')
    agents = {o for s, p, o in graphs[OWN] if p == term("prov:wasAssociatedWith")}
    assert {"ani>" in agent or "/program/kembar-" in agent for agent in agents} == {True}
    assert len(agents) == 2


def test_its_file_is_named_by_year_and_id() -> None:
    assert change().file == "added/2026/20260524-103000-000001.trig"


@pytest.mark.parametrize("key", ["change", "retired", "source"])
def test_any_key_of_a_source_makes_a_graph_of_its_own(key: str) -> None:
    one = change(source=dataclasses.replace(NEWS, source=Key(key)))
    assert len(graphs_of(one.text())) == 2
    assert one.graph(key) != one.address()


def test_a_retirement_has_its_thing_and_graph() -> None:
    thing, graph = Term("<https://w3id.org/kembar/id/x>"), Term("<https://w3id.org/kembar/graph/y>")
    retiring = Change(
        "a", AT, "retire", "Gone.", reason="Wrong", retired=(RetiredStatements(thing, graph),)
    )
    facts = retiring.facts()
    assert [o for _, p, o in facts if p == term("kb:retiredThing")] == [thing]
    assert [o for _, p, o in facts if p == term("kb:retiredFrom")] == [graph]
    assert [o for _, p, o in facts if p == term("kb:reason")] == ['"Wrong"']


def test_ids_keep_the_order_within_a_second() -> None:
    times = [now() for _ in range(3)]
    times.append(times[-1] + datetime.timedelta(microseconds=1))
    ids = [new_id(at) for at in times]
    assert ids == sorted(ids)
    assert ids[-1] != ids[-2]
    assert times[0].tzinfo is datetime.UTC


@pytest.mark.parametrize("author", ["", "Ani\nBudi", "名前"])
def test_any_name_makes_a_readable_file(author: str) -> None:
    assert graphs_of(change(author=author).text())


ODD = "one\u2028two\x85three\x0bfour\x0cfive\x1csix\rseven\teight\r\nnine\n### 20260524-103000"


def test_ends_of_lines_within_a_text_are_kept() -> None:
    odd = dataclasses.replace(change(), label=ODD, author=ODD, reason=ODD)
    triples = [triple for graph in graphs_of(odd.text()).values() for triple in graph]
    texts = (term("rdfs:label"), term("kb:reason"))
    assert {parse_term(o).text for _, p, o in triples if p in texts} >= {ODD}
