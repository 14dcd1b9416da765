"""What a network is drawn from is read once, and what sources differ on is put together."""

from __future__ import annotations

from pathlib import Path

from kembar.queries.network import network
from kembar.queries.network_facts import activities_of, agreements_of, first, read_facts, several
from kembar.rdf.engine import Engine
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.workspace.cache import DiskCache


def test_the_facts_of_a_graph_are_kept_and_those_of_another_read(
    engine: Engine, tmp_path: Path
) -> None:
    memory = DiskCache(tmp_path / "answers")
    read = read_facts(engine, "en", memory, "one")
    nothing = OxigraphEngine.in_memory()
    assert read_facts(nothing, "en", memory, "one") == read
    assert not any(read_facts(nothing, "en", memory, "two").values())
    assert not any(read_facts(nothing, "id", memory, "one").values())
    kept, told = network(nothing, facts=read), network(engine)
    assert dict(kept.nodes(data=True)) == dict(told.nodes(data=True))
    assert list(kept.edges(keys=True, data=True)) == list(told.edges(keys=True, data=True))


def test_each_value_stands_once_and_sorted() -> None:
    rows = [["a", "2"], ["b", "x"], ["a", "1"], ["a", "2"]]
    assert several(rows) == {"a": ["1", "2"], "b": ["x"]}
    assert first(rows) == {"a": "1", "b": "x"}


def test_what_is_dated_stands_by_its_first_date() -> None:
    rows = [["x", "p", "X", "2001"], ["y", "p", "Y", ""], ["x", "p", "X", "1999-05"]]
    rows += [["z", "p", "A", "2000"], ["z", "q", "A", "2000"]]
    told = agreements_of({"agreements": rows})
    assert told == {"p": [["Y", ""], ["X", "1999-05"], ["A", "2000"]], "q": [["A", "2000"]]}


def test_what_was_not_done_says_so_unless_somebody_says_it_was() -> None:
    statuses = [["s:done", "carried-out", "carried out"], ["s:plan", "planned", "planned"]]
    rows = [
        ["x", "p", "X", "2001", "s:plan"],
        ["y", "p", "Y", "2002", "s:plan"],
        ["y", "p", "Y", "2002", "s:done"],
        ["z", "p", "Z", "2003", "s:of no scheme"],
    ]
    told = activities_of({"statuses": statuses, "activities": rows})
    assert told == {"p": [["X (planned)", "2001"], ["Y", "2002"]]}
