"""Places are found by name; places of the graph keep their key and add their names."""

from __future__ import annotations

import gc
import math

import pytest

from kembar.names.geonames import Atlas, GeoNamesRow, Place
from kembar.names.place_names import name_key

SEOUL = GeoNamesRow(
    geonames="1835848",
    name="Seoul",
    country="kr",
    subdivision="11",
    latitude="37.566",
    longitude="126.9784",
    population="10349312",
    size="15000",
    alternate_names="Séoul,서울,Seoul,Soul",
)
SUWON = SEOUL._replace(
    geonames="1835553",
    name="Suwon",
    latitude="37.29111",
    longitude="127.00889",
    alternate_names="수원",
)


@pytest.fixture
def atlas() -> Atlas:
    return Atlas([SEOUL, SUWON])


def places_called(atlas: Atlas, name: str) -> list[Place]:
    return [atlas.place(number) for number in atlas.numbers_of(name_key(name))]


def test_any_name_finds_a_place_once(atlas: Atlas) -> None:
    assert [str(place) for place in places_called(atlas, "SEOUL")] == [
        "Seoul, KR (GeoNames 1835848)"
    ]
    assert places_called(atlas, "서울") == places_called(atlas, "séoul")
    assert places_called(atlas, "Busan") == places_called(atlas, "") == []


def test_distance_is_along_the_surface(atlas: Atlas) -> None:
    (seoul,) = places_called(atlas, "Seoul")
    assert seoul.kilometres(37.29111, 127.00889) == pytest.approx(30.7, abs=0.2)
    assert seoul.kilometres(seoul.latitude, seoul.longitude) == 0
    assert math.isnan(seoul.kilometres(math.nan, math.nan))
    assert Place("", "x", "xx", 0, 0, 0).kilometres(0, 180) == pytest.approx(20015, abs=1)


@pytest.mark.parametrize(
    "place",
    [
        Place("1835848", "Hanyang", "kr", math.nan, math.nan, 0, key="kr-seoul", wikidata="Q8684"),
        Place("", "Seoul", "kr", 37.5, 127.0, 0, key="kr-seoul", wikidata="Q8684"),
    ],
)
def test_a_place_of_the_graph_merges_with_its_city(atlas: Atlas, place: Place) -> None:
    atlas.add([(place, ["Hanyang", "한양"])])
    (seoul,) = places_called(atlas, "서울")
    assert places_called(atlas, "한양") == [seoul]
    assert (seoul.key, seoul.wikidata, seoul.geonames) == ("kr-seoul", "Q8684", "1835848")
    assert (seoul.population, seoul.subdivision) == (10349312, "11")


@pytest.mark.parametrize(
    "place",
    [
        Place("99", "Seoul", "kr", 37.5, 127.0, 0, key="x"),
        Place("", "Seoul", "kr", 35.0, 127.0, 0, key="x"),
        Place("", "Seoul", "jp", 37.5, 127.0, 0, key="x"),
        Place("", "Seoul", "kr", math.nan, math.nan, 0, key="x"),
    ],
)
def test_another_number_or_position_is_another_place(atlas: Atlas, place: Place) -> None:
    atlas.add([(place, [])])
    assert [one.key for one in places_called(atlas, "Seoul")] == ["", "x"]
    assert atlas.by_geonames("99") == (place if place.geonames else None)


def test_similar_names_share_country_and_first_letter(atlas: Atlas) -> None:
    atlas.add([(Place("", "Sowon", "kr", 0, 0, 0, key="sowon"), [])])
    matches = atlas.similar("suwom", "kr", 0.6)
    assert [atlas.place(number).name for _, number in matches] == ["Suwon", "Sowon"]
    assert matches[0][0] == pytest.approx(0.8)
    assert atlas.similar("suwom", "jp", 0.6) == []
    assert atlas.similar("zuwon", "kr", 0.6) == []


def test_loading_restores_garbage_collection() -> None:
    assert gc.isenabled()
    Atlas([SEOUL])
    assert gc.isenabled()
    gc.disable()
    try:
        Atlas([SEOUL])
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_each_size_adds_the_smaller_cities() -> None:
    for size, names in {
        15000: ["Linz"],
        5000: ["Linz", "Lienz"],
        1000: ["Linz", "Lienz", "Alpbach"],
    }.items():
        atlas = Atlas.load(size)
        cities = {place.name for name in ("Linz", "Lienz", "Alpbach") for place in places_called(atlas, name)
                  if place.country == "at"}  # fmt: skip
        assert cities == set(names)
