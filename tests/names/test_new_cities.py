"""A city that the graph lacks is found in the world, told of, and not made twice."""

from __future__ import annotations

import pytest

from kembar.errors import AmbiguousName
from kembar.model.tables import read_table
from kembar.names import new_cities
from kembar.names.new_cities import find_new_city
from kembar.rdf.engine import Engine
from kembar.workspace.layout import SHIPPED


def test_a_city_of_the_world_is_told_of_in_two_languages(engine: Engine) -> None:
    found = find_new_city(engine, "Utrecht", lambda _: False)
    assert found is not None
    assert found.city is not None
    assert (found.key, found.city.geonames, found.city.source) == (
        "nl-utrecht",
        "2745912",
        "geonames",
    )
    assert found.note.startswith("Utrecht is new to the graph: taken as Utrecht, NL (GeoNames ")
    told = find_new_city(engine, "Utrecht", lambda _: False, "id")
    assert told is not None
    assert told.note.startswith("Utrecht belum ada dalam graf: dipahami sebagai Utrecht, NL")


def test_one_that_the_graph_has_under_another_name_is_that(engine: Engine) -> None:
    found = find_new_city(engine, "Kota Bandung", lambda _: False)
    assert found is not None
    assert (found.key, found.city) == ("id-bandung", None)


def test_a_namesake_in_the_same_country_has_a_key_of_its_own(engine: Engine) -> None:
    found = find_new_city(engine, "Utrecht", "nl-utrecht".__eq__)
    assert found is not None
    assert found.key == "nl-utrecht-2745912"


def test_what_is_nowhere_is_none_and_what_is_in_many_places_is_told(engine: Engine) -> None:
    assert find_new_city(engine, "Atlantis of nowhere", lambda _: False) is None
    with pytest.raises(AmbiguousName, match="Springfield, US"):
        find_new_city(engine, "Springfield", lambda _: False)


def test_geonames_is_told_of_as_the_shipped_data_do() -> None:
    sources = read_table(SHIPPED / "data" / "reference" / "sources.csv")
    assert new_cities.GEONAMES in [row.record for row in sources]
