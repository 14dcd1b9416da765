"""A diff has the triples by graph that a change added, or that undoing it would."""

from __future__ import annotations

import kembar
from kembar.editing.diff import diff_of_undo, difference
from kembar.editing.history import find_change
from kembar.knowledge_graph import KnowledgeGraph
from kembar.rdf.terms import Term, Triple
from kembar.workspace.layout import Workspace

A: Triple = (Term("<a:a>"), Term("<a:b>"), Term("<a:c>"))
B: Triple = (Term("<a:a>"), Term("<a:b>"), Term("<a:d>"))
ONE, TWO = Term("<g:1>"), Term("<g:2>")


def test_a_difference_is_by_graph() -> None:
    diff = difference({ONE: [A, B], TWO: [A]}, {ONE: [B], TWO: [A, B]})
    assert diff.added == {TWO: [B]}
    assert diff.removed == {ONE: [A]}


def test_undo_would_remove_what_a_change_added(own: Workspace) -> None:
    graph = KnowledgeGraph(own)
    graph.add([kembar.entry("partnership", cities=["Bandung", "Medan"])], source="https://x.org/a")
    diff = diff_of_undo(graph.engine, own, find_change(own))
    sources = {graph.rpartition(".")[2] for graph in diff.removed}
    assert "x-org-a>" in sources
    assert diff.added == {}


def test_undo_would_reinstate_what_a_change_retired(own: Workspace) -> None:
    graph = KnowledgeGraph(own)
    graph.commit(graph.preview_retirement("id-bandung--in-bangalore", reason="x"))
    diff = diff_of_undo(graph.engine, own, find_change(own))
    partners = [
        o for triples in diff.added.values() for _, p, o in triples if p.endswith("/hasPartner>")
    ]
    assert {o.rpartition("/")[2] for o in partners} == {"id-bandung>", "in-bangalore>"}
