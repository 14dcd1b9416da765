"""A source that says another value of the same fact is asked about; it may replace the first."""

from __future__ import annotations

from typing import Any

import pytest

from kembar.editing.entry import entry
from kembar.errors import ReviewRequired
from kembar.knowledge_graph import KnowledgeGraph
from kembar.workspace.layout import Workspace

SOURCE = entry("source", {"url": "https://example.org/budget", "title": "Budget"})


@pytest.fixture
def graph(own: Workspace) -> KnowledgeGraph:
    graph = KnowledgeGraph(own)
    graph.add([figure("412.5 million")], source=SOURCE)
    return graph


def figure(value: str, **others: str) -> Any:
    values = {"city": "Bandung", "indicator": "own-source-revenue", "period": "2020", "unit": "IDR"}
    return entry("observation", {**values, "value": value, **others})


def figures(graph: KnowledgeGraph) -> list[str]:
    rows = graph.query("city-figures", city="Bandung").rows
    return [str(row[2]) for row in rows if (str(row[0]), str(row[1])) == (REVENUE, "2020")]


REVENUE = "regional own-source revenue"


def test_a_changed_figure_is_asked_about(graph: KnowledgeGraph) -> None:
    preview = graph.preview([figure("425 million")], source=SOURCE)
    (sentence,) = preview.contradictions
    assert "the graph has 412,500,000, your change 425,000,000" in sentence
    assert any(
        "give --replace, or run kembar edit id-bandung--own" in one for one in preview.warnings
    )
    with pytest.raises(ReviewRequired, match="your change 425,000,000"):
        graph.commit(preview)
    graph.add([figure("425 million")], source=SOURCE, replaces=True)
    assert figures(graph) == ["425000000"]
    graph.undo()
    assert figures(graph) == ["412500000"]


def test_agreement_or_another_source_is_no_contradiction(graph: KnowledgeGraph) -> None:
    other = entry("source", {"url": "https://example.org/other", "title": "Other"})
    assert not graph.preview([figure("425 million")], source=other).contradictions
    assert not graph.preview([figure("425 million", period="2021")], source=SOURCE).contradictions


def test_a_replacement_keeps_what_it_does_not_tell(graph: KnowledgeGraph) -> None:
    twins = {"cities": ["Bandung", "Medan"], "kind": "sister-city", "since": "2015"}
    graph.add([entry("partnership", twins)], source=SOURCE)
    later = {"cities": ["Bandung", "Medan"], "since": "2016"}
    graph.add([entry("partnership", later)], source=SOURCE, replaces=True, ignore_warnings=True)
    values = graph.entry_of("id-bandung--id-medan").values
    assert (values["kind"], values["since"]) == (["sister-city"], ["2016"])
