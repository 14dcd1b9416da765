"""A city is understood in one way everywhere; namesakes are told apart, and can be typed back."""

from __future__ import annotations

import pytest

from kembar.editing.entry import entry
from kembar.errors import AmbiguousName, UnknownName
from kembar.knowledge_graph import KnowledgeGraph
from kembar.language import speaking
from kembar.names import namesakes
from kembar.names.gazetteer import POPULATION, gazetteer
from kembar.names.geonames import Atlas
from kembar.names.namesakes import likeliest
from kembar.names.new_cities import find_city
from kembar.names.units import find_unit
from kembar.rdf.engine import Engine
from kembar.workspace.layout import Workspace


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Bandung", "id-bandung"),
        ("Bandung, Indonesia", "id-bandung"),
        ("Bandung, Jawa Barat", "id-bandung"),
        ("Bandung (West Java, Indonesia)", "id-bandung"),
        ("Kota Bandung", "id-bandung"),
        ("GeoNames 1650357", "id-bandung"),
        ("https://www.geonames.org/1650357/bandung.html", "id-bandung"),
        ("Kabupaten Bogor", "id-bogor-regency"),
        ("Kota Bogor", "id-bogor"),
        ("Jawa Barat", "id-west-java"),
        ("Provinsi Jawa Barat", "id-west-java"),
        ("Jawa Barat, Indonesia", "id-west-java"),
        ("Daerah Istimewa Yogyakarta", "id-yogyakarta-diy"),
        ("D.I. Yogyakarta", "id-yogyakarta-diy"),
        ("DI Yogyakarta", "id-yogyakarta-diy"),
        ("Yogyakarta", "id-yogyakarta"),
        ("Kota Yogyakarta", "id-yogyakarta"),
        ("경기도", "kr-gyeonggi"),
        ("강원특별자치도", "kr-gangwon"),
        ("충청북도", "kr-chungcheongbuk-do"),
        ("경기도 수원시", "kr-suwon"),
        ("자와바랏주", "id-west-java"),
        ("Jeolla Selatan", "kr-jeollanam-do"),
        ("South Jeolla", "kr-jeollanam-do"),
        ("Pemerintah Kota Bandung", "id-bandung"),
        ("Pemkab Bogor", "id-bogor-regency"),
        ("Pemprov Jawa Barat", "id-west-java"),
        ("Seoul Metropolitan Government", "kr-seoul"),
        ("반둥시", "id-bandung"),
        ("서울시청", "kr-seoul"),
        ("보고르", "id-bogor"),
        ("보고르시", "id-bogor"),
        ("보고르군", "id-bogor-regency"),
        ("서울특별시 은평구", "kr-seoul-eunpyeong-gu"),
        ("Moskwa", "ru-moscow"),
        ("London", "gb-london"),
        ("Seoul", "kr-seoul"),
    ],
)
def test_add_and_query_understand_a_name_alike(engine: Engine, name: str, key: str) -> None:
    match = find_unit(engine, name)
    assert match is not None
    assert match.unit.key == key
    city = find_city(engine, name, lambda _: False)
    assert city is not None
    assert (city.key, city.city) == (key, None)


@pytest.mark.parametrize(
    "name", ["Kabupaten Bandung", "Bandung – Seoul", "Bandung, Ecuador", "Atlantis of old"]
)
def test_another_unit_or_country_is_no_silent_match(engine: Engine, name: str) -> None:
    assert find_unit(engine, name) is None
    assert find_city(engine, name, lambda _: False) is None


@pytest.mark.parametrize("name", ["Springfield", "Cambridge", "San José", "Santa Rosa"])
def test_each_candidate_can_be_typed_back(engine: Engine, name: str) -> None:
    with pytest.raises(AmbiguousName) as caught:
        find_city(engine, name, lambda _: False)
    error = caught.value
    assert all("population" in aside for aside in error.asides)
    cities = [find_city(engine, candidate, lambda _: False) for candidate in error.candidates]
    numbers = [city.city.geonames for city in cities if city and city.city]
    assert len(set(numbers)) == len(error.candidates) > 1


@pytest.mark.parametrize(
    ("code", "name", "aside"),
    [
        ("id", "Springfield, Missouri, Amerika Serikat", "penduduk 170.188"),
        ("ko", "Springfield, 미주리주, 미국", "인구 170,188명"),
    ],
)
def test_candidates_are_in_the_language_and_typed_back(
    engine: Engine, code: str, name: str, aside: str
) -> None:
    with speaking(code), pytest.raises(AmbiguousName) as caught:
        find_city(engine, "Springfield", lambda _: False)
    error = caught.value
    assert (error.candidates[0], error.asides[0]) == (name, aside)
    cities = [find_city(engine, candidate, lambda _: False) for candidate in error.candidates]
    numbers = {city.city.geonames for city in cities if city and city.city}
    assert len(numbers) == len(error.candidates)


def test_a_name_that_dwarfs_its_namesakes_says_which(engine: Engine) -> None:
    city = find_city(engine, "Santiago", lambda _: False)
    assert city is not None
    assert "taken as Santiago, Santiago Metropolitan, Chile (population 4,837,295)" in city.note
    assert "others: Santiago de los Caballeros" in city.note


@pytest.mark.parametrize(
    ("name", "geonames"),
    [
        ("Gwangju, Gyeonggi", "1841810"),
        ("경기도 광주시", "1841810"),
        ("San José, Alajuela", "3621841"),
    ],
)
def test_a_city_is_told_from_a_province(engine: Engine, name: str, geonames: str) -> None:
    city = find_city(engine, name, lambda _: False)
    assert city is not None
    assert city.city is not None
    assert city.city.geonames == geonames


def test_a_namesake_is_added_beside_the_first(own: Workspace) -> None:
    graph = KnowledgeGraph(own)
    for name, partner in [("Springfield, Ohio", "Medan"), ("Springfield, Illinois", "Bandung")]:
        graph.add([entry("partnership", {"cities": [name, partner]})])
        with pytest.raises(
            AmbiguousName, match=r"Springfield, Missouri, United States .population"
        ):
            graph.preview([entry("partnership", {"cities": ["Springfield", "Seoul"]})])
    for name, partner in [("Springfield, Ohio", "Medan"), ("Springfield, Illinois", "Bandung")]:
        answer = graph.query("city-partners", city=name)
        assert [str(row[0]) for row in answer.rows] == [partner]
    with pytest.raises(AmbiguousName, match="in the graph: us-springfield"):
        graph.query("city-partners", city="Springfield")
    graph.choices["Springfield"] = "Springfield, Ohio"
    assert str(graph.query("city-partners", city="Springfield").rows[0][0]) == "Medan"
    change = graph.preview([entry("partnership", {"cities": ["Springfield", "Seoul"]})]).change
    assert "id:kr-seoul--us-springfield" in change.trig()


def test_a_city_of_the_world_is_named_as_lacking(own: Workspace) -> None:
    with pytest.raises(UnknownName, match="The graph lacks Paris, Texas, United States"):
        KnowledgeGraph(own).query("city-partners", city="Paris, Texas")


def test_the_table_of_namesakes_is_that_of_the_gazetteer() -> None:
    assert namesakes.table(Atlas.load(POPULATION)) == namesakes._table()
    assert likeliest("Springfield") == "4409896"
    assert gazetteer().resolve("London").place == gazetteer().by_geonames(likeliest("LONDON"))
