"""The facts of the network are read once, and statements that differ are merged."""

from __future__ import annotations

from pathlib import Path

from kembar.queries.network import network
from kembar.queries.network_facts import (
    activities_of,
    agreements_of,
    first_values,
    group_by_subject,
    read_facts,
)
from kembar.rdf.engine import Engine
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.workspace.cache import DiskCache


def test_facts_are_cached_by_the_digest_of_the_graph(engine: Engine, tmp_path: Path) -> None:
    memory = DiskCache(tmp_path / "answers")
    facts = read_facts(engine, "en", memory, "one")
    nothing = OxigraphEngine.in_memory()
    assert read_facts(nothing, "en", memory, "one") == facts
    assert not any(read_facts(nothing, "en", memory, "two").values())
    assert not any(read_facts(nothing, "id", memory, "one").values())
    cached, uncached = network(nothing, facts=facts), network(engine)
    assert dict(cached.nodes(data=True)) == dict(uncached.nodes(data=True))
    assert list(cached.edges(keys=True, data=True)) == list(uncached.edges(keys=True, data=True))


def test_values_are_unique_and_sorted() -> None:
    rows = [["a", "2"], ["b", "x"], ["a", "1"], ["a", "2"]]
    assert group_by_subject(rows) == {"a": ["1", "2"], "b": ["x"]}
    assert first_values(rows) == {"a": "1", "b": "x"}


def test_agreements_are_sorted_by_their_first_date() -> None:
    rows = [["x", "p", "X", "2001"], ["y", "p", "Y", ""], ["x", "p", "X", "1999-05"]]
    rows += [["z", "p", "A", "2000"], ["z", "q", "A", "2000"]]
    agreements = agreements_of({"agreements": rows})
    assert agreements == {"p": [["Y", ""], ["X", "1999-05"], ["A", "2000"]], "q": [["A", "2000"]]}


def test_an_activity_shows_that_it_was_not_carried_out() -> None:
    statuses = [["s:done", "carried-out", "carried out"], ["s:plan", "planned", "planned"]]
    rows = [
        ["x", "p", "X", "2001", "s:plan"],
        ["y", "p", "Y", "2002", "s:plan"],
        ["y", "p", "Y", "2002", "s:done"],
        ["z", "p", "Z", "2003", "s:of no scheme"],
    ]
    activities = activities_of({"statuses": statuses, "activities": rows})
    assert activities == {"p": [["X (planned)", "2001"], ["Y", "2002"]]}
