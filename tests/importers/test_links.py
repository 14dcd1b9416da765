"""Mentions and links are plain values, which can be keys."""

from __future__ import annotations

import pytest

from kembar.importers.links import Link, Mention, Rejected, qid


def test_equal_mentions_are_equal_keys() -> None:
    assert {Mention("Bandung", "Indonesia"), Mention("Bandung", "Indonesia")} == {
        Mention("Bandung", "Indonesia")
    }
    assert Mention("Bandung", wikidata="Q10389") != Mention("Bandung")


def test_a_link_has_no_dates_or_claims_by_default() -> None:
    link = Link(Mention("A"), Mention("B"))
    assert (link.since, link.until, link.claimed_by, link.kind) == (None, None, (), "")
    assert Rejected("why").line is None


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Q10389", "Q10389"),
        (" q10389 ", "Q10389"),
        ("http://www.wikidata.org/entity/Q10389", "Q10389"),
        ("https://m.wikidata.org/wiki/Q10389", "Q10389"),
        ("wd:Q10389", "Q10389"),
        ("Q0", ""),
        ("Q", ""),
        ("Q12x", ""),
        ("Quito", ""),
        ("", ""),
        ("P190", ""),
        ("https://example.org/Q42", ""),
        ("https://example.org/wiki/Q10389", ""),
    ],
)
def test_a_qid_may_be_bare_or_an_iri(text: str, item: str) -> None:
    assert qid(text) == item
