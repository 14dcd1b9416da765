"""Mentions and links are plain values: equal where they say the same, usable as keys."""

from __future__ import annotations

import pytest

from kembar.importers.links import Link, Mention, Rejected, qid


def test_mentions_that_say_the_same_are_the_same() -> None:
    assert {Mention("Bandung", "Indonesia"), Mention("Bandung", "Indonesia")} == {
        Mention("Bandung", "Indonesia")
    }
    assert Mention("Bandung", wikidata="Q10389") != Mention("Bandung")


def test_a_link_claims_nothing_and_dates_nothing_unless_told() -> None:
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
def test_a_wikidata_identifier_is_known_bare_or_as_an_address(text: str, item: str) -> None:
    assert qid(text) == item
