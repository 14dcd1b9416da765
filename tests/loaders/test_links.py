"""Mentions and links are plain values: equal where they say the same, usable as keys."""

from __future__ import annotations

from kembar.loaders.links import Link, Mention, Rejected


def test_mentions_that_say_the_same_are_the_same() -> None:
    assert {Mention("Bandung", "Indonesia"), Mention("Bandung", "Indonesia")} == {
        Mention("Bandung", "Indonesia")
    }
    assert Mention("Bandung", wikidata="Q10389") != Mention("Bandung")


def test_a_link_claims_nothing_and_dates_nothing_unless_told() -> None:
    link = Link(Mention("A"), Mention("B"))
    assert (link.since, link.until, link.claimed_by, link.kind) == (None, None, (), "")
    assert Rejected("why").line is None
