"""A change is a block of a month's file that can be read, told apart, and taken out again."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest

from kembar.editing.change import Change, RetiredStatements, block_of, ids_of, new_id, now, without
from kembar.model.records import Concept, Key, Partnership, Source, WebAddress
from kembar.model.to_rdf import record_triples
from kembar.rdf.namespaces import graph_address, term
from kembar.rdf.terms import Term, parse_term
from kembar.store.load import Graphs, read_graphs
from kembar.workspace.layout import File

AT = datetime.datetime(2026, 5, 24, 10, 30, 0, tzinfo=datetime.UTC)
NEWS = Source(source=Key("news"), title='A "title"', url=WebAddress("https://example.org/news"))
NAME = "workspace/data/added/2026-05.trig"
BASE = graph_address(NAME)
OWN = Term(f"<{BASE}>")


def graphs_of(month: str) -> Graphs:
    return read_graphs(File(Path("2026-05.trig"), NAME), month)


def change(number: int, city: str = "nl-utrecht", by: str = "Ani") -> Change:
    record = Partnership(
        partnership=Key(f"id-bandung--{city}"),
        cities=(Key("id-bandung"), Key(city)),
        kind=Concept("sister-city"),
        origin="### not a marker\n### 20260524-103000-0001",
        source=NEWS.source,
    )
    said = {NEWS.source: tuple(record_triples(record))}
    return Change(
        f"20260524-103000-000{number}", AT, "add", f"Added {city}.", by, "", said, (NEWS,)
    )


def test_a_block_tells_who_when_what_and_on_what_source() -> None:
    month = change(1).block()
    assert (
        "### 20260524-103000-0001\n# 2026-05-24 10:30:00 UTC, Ani\n# Added nl-utrecht.\n" in month
    )
    graphs = graphs_of(month)
    said = Term(f"<{BASE}#20260524-103000-0001.news>")
    own = {(s, p): o for s, p, o in graphs[OWN]}
    assert set(graphs) == {OWN, said}
    me = Term(f"<{BASE}#20260524-103000-0001>")
    assert own[me, term("kb:changeAction")].endswith("change-action/add>")
    assert own[said, term("prov:wasGeneratedBy")] == me
    assert own[said, term("prov:hadPrimarySource")].endswith("source/news>")
    assert own[me, term("prov:endedAtTime")].startswith('"2026-05-24T10:30:00Z"')
    who = {o for s, p, o in graphs[OWN] if p == term("prov:wasAssociatedWith")}
    assert {"ani>" in one or "/program/kembar-" in one for one in who} == {True}
    assert len(who) == 2


def test_the_file_of_a_change_is_that_of_its_month() -> None:
    assert change(1).file == "added/2026-05.trig"


def test_blocks_stand_one_behind_the_other_and_prefixes_are_declared_once() -> None:
    month = change(2, "nl-breda").block(change(1).block())
    assert ids_of(month) == ["20260524-103000-0001", "20260524-103000-0002"]
    assert month.count("@prefix kb:") == 1
    assert len(graphs_of(month)) == 3


def test_a_block_taken_out_leaves_the_file_as_it_was() -> None:
    one = change(1).block()
    assert without(change(2, "nl-breda").block(one), "20260524-103000-0002") == one


def test_the_first_block_taken_out_leaves_the_others_readable() -> None:
    month = change(2, "nl-breda").block(change(1).block())
    left = without(month, "20260524-103000-0001")
    assert ids_of(left) == ["20260524-103000-0002"]
    assert block_of(left, "20260524-103000-0002") == block_of(month, "20260524-103000-0002")
    assert set(graphs_of(left)) < set(graphs_of(month))


def test_with_the_last_block_nothing_is_left() -> None:
    assert without(change(1).block(), "20260524-103000-0001") == ""


def test_a_marker_within_a_text_begins_nothing() -> None:
    assert ids_of(change(1).block()) == ["20260524-103000-0001"]


def test_a_hand_that_edits_keeps_its_remarks() -> None:
    month = change(1).block().replace("kb:partnershipKind", "# my remark\n    kb:partnershipKind")
    assert "# my remark" in change(2, "nl-breda").block(month)


def test_what_is_retired_is_told_by_thing_and_graph() -> None:
    thing, graph = Term("<https://w3id.org/kembar/id/x>"), Term("<https://w3id.org/kembar/graph/y>")
    retiring = Change(
        "a", AT, "retire", "Gone.", reason="Wrong", retired=(RetiredStatements(thing, graph),)
    )
    facts = retiring.facts()
    assert [o for _, p, o in facts if p == term("kb:retiredThing")] == [thing]
    assert [o for _, p, o in facts if p == term("kb:retiredFrom")] == [graph]
    assert [o for _, p, o in facts if p == term("kb:reason")] == ['"Wrong"']


def test_two_changes_of_one_second_have_names_of_their_own() -> None:
    assert len({new_id(AT) for _ in range(20)}) > 1
    assert now().tzinfo is datetime.UTC


@pytest.mark.parametrize("by", ["", "Ani\nBudi", "名前"])
def test_any_name_makes_a_readable_block(by: str) -> None:
    assert graphs_of(change(1, by=by).block())


ODD = "one\u2028two\x85three\x0bfour\x0cfive\x1csix\rseven\teight\r\nnine\n### 20260524-103000-0001"


def test_ends_of_lines_of_every_kind_within_a_text_are_kept() -> None:
    told = dataclasses.replace(change(1), label=ODD, by=ODD, reason=ODD)
    month = told.block()
    assert ids_of(month) == [told.id]
    said = [triple for triples in graphs_of(month).values() for triple in triples]
    assert {
        parse_term(o).text for s, p, o in said if p in (term("rdfs:label"), term("kb:reason"))
    } >= {ODD}
    both = change(2).block(month)
    assert without(both, change(2).id) == month
    assert ids_of(without(both, told.id)) == [change(2).id]


def test_what_a_hand_wrote_before_the_first_block_stays_when_the_last_is_taken_out() -> None:
    hand = "@prefix own: <https://example.org/> .\n\nown:a own:b own:c .\n"
    left = without(change(1).block(hand), change(1).id)
    assert "own:a own:b own:c ." in left
    assert ids_of(left) == []
    assert without(change(1).block("# only a remark\n"), change(1).id) == ""
