"""Places are found by their names; those that the graph knows keep its key and add their names."""

from __future__ import annotations

import gc
import math

import pytest

from kembar.names.geonames import Atlas, Place
from kembar.names.place_names import name_key

SEOUL = {
    "geonameid": 1835848,
    "name": "Seoul",
    "countrycode": "KR",
    "latitude": 37.566,
    "longitude": 126.9784,
    "population": 10349312,
    "admin1code": "11",
    "alternatenames": ["Séoul", "서울", "Seoul", "Soul"],
}
SUWON = SEOUL | {
    "geonameid": 1835553,
    "name": "Suwon",
    "latitude": 37.29111,
    "longitude": 127.00889,
    "alternatenames": ["수원"],
}


@pytest.fixture
def atlas() -> Atlas:
    return Atlas([SEOUL, SUWON])


def named(atlas: Atlas, name: str) -> list[Place]:
    return [atlas.place(number) for number in atlas.bearing(name_key(name))]


def test_a_place_is_found_by_any_of_its_names_once(atlas: Atlas) -> None:
    assert [str(place) for place in named(atlas, "SEOUL")] == ["Seoul, KR (GeoNames 1835848)"]
    assert named(atlas, "서울") == named(atlas, "séoul")
    assert named(atlas, "Busan") == named(atlas, "") == []


def test_distance_is_along_the_surface(atlas: Atlas) -> None:
    (seoul,) = named(atlas, "Seoul")
    assert seoul.kilometres(37.29111, 127.00889) == pytest.approx(30.7, abs=0.2)
    assert seoul.kilometres(seoul.latitude, seoul.longitude) == 0
    assert math.isnan(seoul.kilometres(math.nan, math.nan))
    assert Place("", "x", "xx", 0, 0, 0).kilometres(0, 180) == pytest.approx(20015, abs=1)


@pytest.mark.parametrize(
    "known",
    [
        Place("1835848", "Hanyang", "kr", math.nan, math.nan, 0, key="kr-seoul", wikidata="Q8684"),
        Place("", "Seoul", "kr", 37.5, 127.0, 0, key="kr-seoul", wikidata="Q8684"),
    ],
)
def test_a_known_place_is_the_same_by_number_or_by_name_and_place(
    atlas: Atlas, known: Place
) -> None:
    atlas.add([(known, ["Hanyang", "한양"])])
    (seoul,) = named(atlas, "서울")
    assert named(atlas, "한양") == [seoul]
    assert (seoul.key, seoul.wikidata, seoul.geonames) == ("kr-seoul", "Q8684", "1835848")
    assert (seoul.population, seoul.subdivision) == (10349312, "11")


@pytest.mark.parametrize(
    "known",
    [
        Place("99", "Seoul", "kr", 37.5, 127.0, 0, key="x"),
        Place("", "Seoul", "kr", 35.0, 127.0, 0, key="x"),
        Place("", "Seoul", "jp", 37.5, 127.0, 0, key="x"),
        Place("", "Seoul", "kr", math.nan, math.nan, 0, key="x"),
    ],
)
def test_a_place_that_lies_elsewhere_or_has_another_number_is_another(
    atlas: Atlas, known: Place
) -> None:
    atlas.add([(known, [])])
    assert [place.key for place in named(atlas, "Seoul")] == ["", "x"]
    assert atlas.by_geonames("99") == (known if known.geonames else None)


def test_spellings_are_compared_within_a_country_and_by_the_first_letter(atlas: Atlas) -> None:
    atlas.add([(Place("", "Sowon", "kr", 0, 0, 0, key="sowon"), [])])
    alike = atlas.spelt_like("suwom", "kr", 0.6)
    assert [atlas.place(number).name for _, number in alike] == ["Suwon", "Sowon"]
    assert alike[0][0] == pytest.approx(0.8)
    assert atlas.spelt_like("suwom", "jp", 0.6) == []
    assert atlas.spelt_like("zuwon", "kr", 0.6) == []


def test_reading_leaves_the_collection_of_garbage_as_it_was() -> None:
    assert gc.isenabled()
    Atlas([SEOUL])
    assert gc.isenabled()
    gc.disable()
    try:
        Atlas([SEOUL])
        assert not gc.isenabled()
    finally:
        gc.enable()
