"""Publications and references as reports write them."""

from __future__ import annotations

from kembar.render.reports.messages import publication_line, runs


def test_a_publication_is_cited_by_its_known_fields() -> None:
    assert publication_line(("A", "B"), "T", "P", "2015") == "A, B (2015). T. P."
    assert publication_line(("A",), "T", "A", "") == "A. T."
    assert publication_line((), "T!", "", "") == "T!"
    assert publication_line((), "T", "", "2015") == "T. 2015."


def test_consecutive_references_become_ranges() -> None:
    assert runs([]) == ()
    assert runs([1, 2, 3, 5, 6, 9]) == ((1, 3), (5, 5), (6, 6), (9, 9))
