"""A name of a city that the graph lacks makes a new city, once."""

from __future__ import annotations

import pytest

from kembar.errors import AmbiguousName
from kembar.language import speaking
from kembar.model.tables import read_table
from kembar.names import new_cities
from kembar.names.new_cities import find_city
from kembar.rdf.engine import Engine
from kembar.shipped_folder import SHIPPED


def test_a_new_city_has_a_note_in_both_languages(engine: Engine) -> None:
    new = find_city(engine, "Utrecht", lambda _: False)
    assert new is not None
    assert new.city is not None
    assert (new.key, new.city.geonames, new.city.source) == (
        "nl-utrecht",
        "2745912",
        "geonames",
    )
    assert new.note == (
        "Utrecht is new to the graph: taken as Utrecht, Netherlands (population 376,435)"
    )
    with speaking("id"):
        indonesian = find_city(engine, "Utrecht", lambda _: False)
    assert indonesian is not None
    assert indonesian.note == (
        "Utrecht belum ada dalam graf: dipahami sebagai Utrecht, Belanda (penduduk 376.435)"
    )


def test_another_name_finds_the_city_of_the_graph(engine: Engine) -> None:
    new = find_city(engine, "Kota Bandung", lambda _: False)
    assert new is not None
    assert (new.key, new.city) == ("id-bandung", None)


def test_a_namesake_in_one_country_has_its_own_key(engine: Engine) -> None:
    new = find_city(engine, "Utrecht", "nl-utrecht".__eq__)
    assert new is not None
    assert new.key == "nl-utrecht-2745912"


def test_no_city_is_none_and_many_are_ambiguous(engine: Engine) -> None:
    assert find_city(engine, "Atlantis of nowhere", lambda _: False) is None
    with pytest.raises(AmbiguousName, match="Springfield, Missouri, United States"):
        find_city(engine, "Springfield", lambda _: False)


def test_the_source_is_that_of_the_shipped_data() -> None:
    sources = read_table(SHIPPED / "data" / "reference" / "sources.csv")
    assert new_cities.GEONAMES_SOURCE in [row.record for row in sources]
