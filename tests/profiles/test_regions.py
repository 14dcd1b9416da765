"""Regions: each country is in one, as the United Nations count it."""

from __future__ import annotations

import pycountry
import pytest

from kembar.profiles.regions import CONTINENTS, REGIONS, region_of


def test_each_country_is_in_a_region() -> None:
    codes = [country.alpha_2.lower() for country in pycountry.countries]
    assert [code for code in codes if region_of(code) not in REGIONS] == ["aq"]
    assert {region_of(code) for code in codes} - {""} == set(REGIONS)
    assert {key.partition("-")[0] for key in REGIONS} == set(CONTINENTS)


@pytest.mark.parametrize(
    ("country", "region"),
    [("tl", "as-1"), ("tr", "as-3"), ("xk", "eu-2"), ("mx", "am-2"), ("sd", "af-1"), ("xx", "")],
)
def test_a_country_has_its_region_by_its_code(country: str, region: str) -> None:
    assert region_of(country) == region
