"""Matters that wait for the office of a city."""

from __future__ import annotations

from dataclasses import replace

from kembar.profiles.facts import Stated
from kembar.profiles.measures import Measures
from kembar.profiles.waiting import is_unsourced, keys_of, waiting

BANDUNG = "id-bandung"


def test_matters_stand_in_order_with_partnerships(measures: Measures) -> None:
    matters = {one.topic: one for one in waiting(measures, BANDUNG)}
    topics = ["ended", "ending", "differ", "overdue", "silent", "prospect", "left", "outcome"]
    assert [*matters] == topics
    assert matters["ended"].partnerships[0] == "id-bandung--jp-kawasaki"
    assert matters["ended"].reason == "2 agreements have ended, and none is known to follow them."
    assert matters["ending"].partnerships == ("au-melbourne--id-bandung",)
    assert "id-bandung--kr-seoul" in matters["differ"].partnerships
    for one in matters.values():
        assert len(set(one.partnerships)) == len(one.partnerships)
        assert all(BANDUNG in measures.facts.partnerships[key].partners for key in one.partnerships)


def test_a_city_without_partnerships_has_no_work(measures: Measures) -> None:
    lonely = Measures(replace(measures.facts, partnerships={}, agreements={}, activities={}))
    assert waiting(lonely, BANDUNG) == []
    assert keys_of(lonely, BANDUNG) == {BANDUNG}


def test_a_value_without_source_asks_for_one(measures: Measures) -> None:
    facts = measures.facts
    bond = facts.partnerships["id-bandung--kr-seoul"]
    bare = replace(bond, since=(*bond.since, Stated("2031")))
    assert not is_unsourced(bond)
    assert is_unsourced(bare)
    assert is_unsourced(replace(bond, sources=()))
    pairs = {**facts.partnerships, bare.key: bare}
    first = waiting(Measures(replace(facts, partnerships=pairs)), BANDUNG)[0]
    assert (first.topic, first.partnerships) == ("unsourced", (bare.key,))
