"""Blank nodes have the same names at each reading, and others in another file."""

from __future__ import annotations

from kembar.blank_nodes import BlankNodes
from kembar.terms import Term, iri

P = iri("urn:p")


def test_names_follow_the_order_and_the_file() -> None:
    first = [BlankNodes("urn:base").renamed((Term("_:x"), P, Term("_:y"))) for _ in range(2)]
    assert first[0] == first[1]
    assert first[0][0] != first[0][2]
    assert first[0][0] != BlankNodes("urn:other").named(Term("_:x"))


def test_one_node_keeps_its_name_and_other_terms_stay() -> None:
    nodes = BlankNodes("urn:base")
    assert nodes.named(Term("_:x")) == nodes.named(Term("_:x"))
    assert nodes.named(P) == P
