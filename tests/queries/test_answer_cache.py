"""An answer is cached under everything that it depends on, and read back unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.queries.answer_cache import cache_answer, cached_answer
from kembar.queries.run import answer_question
from kembar.queries.saved import find_question
from kembar.rdf import oxigraph
from kembar.rdf.engine import Engine
from kembar.rdf.results import Table
from kembar.read_only_graph import ReadOnlyGraph
from kembar.workspace.cache import DiskCache
from kembar.workspace.layout import Workspace


@pytest.fixture
def queries(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queries that the engine answers."""
    queries: list[str] = []
    real = Engine.select

    def select(self: Engine, query: str) -> Table:
        queries.append(query)
        return real(self, query)

    monkeypatch.setattr(oxigraph.Engine, "select", select)
    return queries


@pytest.mark.parametrize("name", ["coverage", "city-partners", "funding", "tier-gap"])
def test_an_answer_comes_back_as_it_was(engine: Engine, tmp_path: Path, name: str) -> None:
    memory = DiskCache(tmp_path / "answers")
    question = find_question(Workspace(), name)
    answer = answer_question(engine, question, {"lang": "id"})
    assert answer.rows
    cache_answer(memory, question, {"lang": "id"}, "one", answer)
    assert cached_answer(memory, question, {"lang": "id"}, "one") == answer
    assert cached_answer(memory, question, {"lang": "en"}, "one") is None
    assert cached_answer(memory, question, {"lang": "id"}, "two") is None


def test_a_damaged_answer_is_none(tmp_path: Path) -> None:
    question = find_question(Workspace(), "coverage")
    memory = DiskCache(tmp_path / "answers")
    for content in (b"", b"{}", b"[1]", b'{"columns": 1, "rows": [], "parameters": []}', b"\xff"):
        memory.put(content, question.sparql, [], "", "one")
        assert cached_answer(memory, question, {}, "one") is None


def test_an_unchanged_graph_is_queried_once(own: Workspace, queries: list[str]) -> None:
    first = ReadOnlyGraph(own).query("city-partners", city="Bandung")
    assert queries
    queries.clear()
    assert ReadOnlyGraph(own).query("city-partners", city="Bandung") == first
    assert queries == []
    ReadOnlyGraph(own).query("city-partners", city="Seoul")
    assert queries


def test_a_changed_graph_is_queried_again(own: Workspace, queries: list[str]) -> None:
    ReadOnlyGraph(own).query("city-partners", city="Bandung")
    assert own.root
    table = own.root / "data" / "mine" / "partnerships.csv"
    table.parent.mkdir()
    head = "partnership,cities,kind,since,source\n"
    table.write_text(head + "x,id-bandung; jp-kawasaki,sister-city,2026,unverified\n")
    queries.clear()
    answer = ReadOnlyGraph(own).query("city-partners", city="Bandung")
    assert queries
    assert "2026" in {str(cell) for row in answer.rows for cell in row}
