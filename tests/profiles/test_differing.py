"""Dates of several sources: shorter tellings do not differ."""

from __future__ import annotations

import pytest

from kembar.profiles.differing import differing_dates, fullest_date
from kembar.profiles.facts import Stated


@pytest.mark.parametrize(
    ("dates", "differing"),
    [
        ([], []),
        (["2016"], []),
        (["2016", "2016-10", "2016-10-07"], []),
        (["2015", "2016", "2016-10-07"], ["2015", "2016-10-07"]),
        (["2015-05-20", "2015-09"], ["2015-05-20", "2015-09"]),
        (["2016~", "2016-10-07"], []),
    ],
)
def test_a_shorter_telling_does_not_differ(dates: list[str], differing: list[str]) -> None:
    assert [date.value for date in differing_dates([Stated(text) for text in dates])] == differing


def test_the_fullest_date_is_the_most_exact() -> None:
    dates = [Stated("2016", ("a", "b")), Stated("2016-10-07", ("c",))]
    assert fullest_date(dates) == dates[1]
    assert fullest_date([]) is None
