"""Cities that the graph lacks are found offline, and none is taken where it is not clear which."""

from __future__ import annotations

import pytest

from kembar.gazetteer import candidates, clear_one


@pytest.mark.parametrize(
    ("name", "country"),
    [("Utrecht", "nl"), ("위트레흐트", "nl"), ("Utrecht, NL", "nl"), ("London, Canada", "ca")],
)
def test_a_city_is_found_in_any_language(name: str, country: str) -> None:
    place = clear_one(candidates(name))
    assert place is not None
    assert place.country == country


def test_candidates_come_largest_first() -> None:
    found = candidates("London")
    assert [found[0].country, found[1].country] == ["gb", "ca"]
    assert found[0].population > found[1].population


def test_none_is_taken_where_two_are_alike() -> None:
    assert len(candidates("Springfield")) > 1
    assert clear_one(candidates("Springfield")) is None
    assert clear_one(candidates("Atlantis of nowhere")) is None
