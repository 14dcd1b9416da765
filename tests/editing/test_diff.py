"""What a change brought is told by statement and graph, and so is what taking it back would do."""

from __future__ import annotations

import kembar
from kembar.editing.diff import diff_of_undo, difference
from kembar.editing.history import find
from kembar.knowledge_graph import KnowledgeGraph
from kembar.rdf.terms import Term, Triple
from kembar.workspace.layout import Workspace

A: Triple = (Term("<a:a>"), Term("<a:b>"), Term("<a:c>"))
B: Triple = (Term("<a:a>"), Term("<a:b>"), Term("<a:d>"))
ONE, TWO = Term("<g:1>"), Term("<g:2>")


def test_a_difference_is_told_by_graph() -> None:
    made = difference({ONE: [A, B], TWO: [A]}, {ONE: [B], TWO: [A, B]})
    assert made.added == {TWO: [B]}
    assert made.removed == {ONE: [A]}


def test_what_a_change_said_would_go(own: Workspace) -> None:
    graph = KnowledgeGraph(own)
    graph.add([kembar.entry("partnership", cities=["Bandung", "Medan"])], source="https://x.org/a")
    made = diff_of_undo(graph.engine, own, find(own))
    told = {graph.rpartition(".")[2] for graph in made.removed}
    assert "x-org-a>" in told
    assert made.added == {}


def test_what_a_change_retired_would_come_back(own: Workspace) -> None:
    graph = KnowledgeGraph(own)
    graph.commit(graph.preview_retirement("id-bandung--in-bangalore", reason="x"))
    made = diff_of_undo(graph.engine, own, find(own))
    partners = [
        o for triples in made.added.values() for _, p, o in triples if p.endswith("/hasPartner>")
    ]
    assert {o.rpartition("/")[2] for o in partners} == {"id-bandung>", "in-bangalore>"}
