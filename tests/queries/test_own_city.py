"""The office's own city stands for a city that nobody names."""

from __future__ import annotations

import pytest

from kembar.queries.own_city import with_own_city
from kembar.queries.saved import find_question
from kembar.workspace.layout import Workspace


@pytest.mark.parametrize(
    ("name", "values", "city"),
    [
        ("city-partners", {}, "kr-seoul"),
        ("city-partners", {"city": ""}, "kr-seoul"),
        ("city-partners", {"kind": "sister-city"}, "kr-seoul"),
        ("activities", {"other": "Suwon"}, "kr-seoul"),
        ("city-partners", {"city": "Bandung"}, "Bandung"),
        ("studies", {"city": "any"}, "any"),
        ("studies", {"partnership": "Bandung – Suwon"}, None),
        ("funding", {"country": "Indonesia"}, None),
        ("obstacles-in-detail", {"study": "x"}, None),
        ("network", {}, None),
    ],
)
def test_a_city_left_open_is_the_own(name: str, values: dict[str, str], city: str | None) -> None:
    question = find_question(Workspace(), name)
    assert with_own_city(question, values, "kr-seoul").get("city") == city
    assert with_own_city(question, values, "") == values
