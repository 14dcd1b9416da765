"""A name in any language is resolved with a method and a score, and never a silent guess."""

from __future__ import annotations

import importlib.util
import math
import sys
from pathlib import Path

import pytest

from kembar.names.gazetteer import THRESHOLD, Gazetteer, Place, Resolution

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared/real/wikidata-twinnings-2022/sister_cities.gexf"
MELBOURNE, LONDON_GB, LONDON_CA = "2158177", "2643743", "6058560"
DELHI, NEW_DELHI, MUMBAI, YOKOHAMA = "1273294", "1261481", "1275339", "1848354"
MUNICH, PETERSBURG, SAIGON, SUWON = "2867714", "498817", "1566083", "1835553"
GWANGJU, GWANGJU_SI, HONOLULU = "1841811", "1841810", "5856195"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.mark.parametrize(
    ("name", "country", "geonames", "how"),
    [
        ("Bandung", "Indonesia", "1650357", "exact"),
        ("반둥", "인도네시아", "1650357", "exact"),
        ("BANDUNG", "ID", "1650357", "normalised"),
        ("Kota Bandung", "id", "1650357", "exact"),
        ("Suwon-si", "South Korea", SUWON, "exact"),
        ("수원시", "대한민국", SUWON, "exact"),
        ("横浜市", "日本", YOKOHAMA, "exact"),
        ("München", "Germany", MUNICH, "exact"),
        ("Munchen", "Jerman", MUNICH, "exact"),
        ("Muenchen", "DEU", MUNICH, "exact"),
        ("Landeshauptstadt München", "Deutschland", MUNICH, "normalised"),
        ("City of Melbourne", "Australia", MELBOURNE, "normalised"),
        ("St. Petersburg", "Russia", PETERSBURG, "exact"),
        ("Saint Petersburg", "Россия", PETERSBURG, "exact"),
        ("Leningrad", "Russia", PETERSBURG, "exact"),
        ("Санкт-Петербург", "Russian Federation", PETERSBURG, "exact"),
        ("Bombay", "India", MUMBAI, "exact"),
        ("Saigon", "Viet Nam", SAIGON, "exact"),
        ("Thành phố Hồ Chí Minh", "Việt Nam", SAIGON, "exact"),
        ("القاهرة", "مصر", "360630", "exact"),
        ("London", "Canada", LONDON_CA, "exact"),
        ("London", "UK", LONDON_GB, "exact"),
        ("Delhi", "India", DELHI, "exact"),
        ("New Delhi", "India", NEW_DELHI, "exact"),
        ("Honolulu", "United States of America", HONOLULU, "exact"),
        ("Gwangju", "Korea Selatan", GWANGJU, "exact"),
        ("광주광역시", "kr", GWANGJU, "exact"),
        ("San José", "Costa Rica", "3621849", "exact"),
        ("San Jose", "United States", "5392171", "exact"),
        ("Cuenca", "Ecuador", "3658666", "exact"),
        ("Cuenca", "España", "3124132", "exact"),
        ("Frankfurt (Oder)", "Germany", "2925535", "exact"),
        ("Hong Kong", "People's Republic of China", "1819729", "exact"),
        ("San Juan", "USA", "4726440", "exact"),
        ("Pristina", "Serbia", "786714", "exact"),
        ("Surabya", "Indonesia", "1625822", "close"),
        ("Melborne", "Australia", MELBOURNE, "close"),
    ],
)
def test_a_city_is_found_by_name_and_country(
    gazetteer: Gazetteer, name: str, country: str, geonames: str, how: str
) -> None:
    resolution = gazetteer.resolve(name, country)
    assert resolution.place is not None
    assert (resolution.place.geonames, resolution.how) == (geonames, how)
    assert THRESHOLD <= resolution.score <= 1
    assert resolution.candidates[0] == resolution.place


@pytest.mark.parametrize(
    ("name", "geonames"),
    [
        ("London, Ontario", LONDON_CA),
        ("London, Ontario, Canada", LONDON_CA),
        ("London, Canada", LONDON_CA),
        ("London, England", LONDON_GB),
        ("Portland, Oregon", "5746545"),
        ("Portland, OR", "5746545"),
        ("Portland (Maine)", "4975802"),
        ("Springfield, Illinois", "4250542"),
        ("Cuenca, Spain", "3124132"),
        ("San Jose, California", "5392171"),
        ("Tbilisi, Georgia", "611717"),
        ("Athens, Georgia", "4180386"),
        ("Bandung, Jawa Barat", "1650357"),
        ("City of London, Ontario", LONDON_CA),
    ],
)
def test_the_part_after_a_comma_decides(gazetteer: Gazetteer, name: str, geonames: str) -> None:
    place = gazetteer.resolve(name).place
    assert place is not None
    assert place.geonames == geonames


def test_a_dominant_place_scores_less_without_country(
    gazetteer: Gazetteer,
) -> None:
    alone = gazetteer.resolve("London")
    assert alone.place is not None
    assert (alone.place.geonames, alone.how) == (LONDON_GB, "exact")
    assert alone.score < gazetteer.resolve("London", "gb").score
    assert [place.country for place in alone.candidates][:2] == ["gb", "ca"]


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Springfield", "US"),
        ("Cuenca", ""),
        ("San José", ""),
        ("Gwangju-si", "South Korea"),
        ("광주시", "kr"),
        ("府中市", "Japan"),
        ("Honolulu County", "United States"),
        ("Kabupaten Bandung", "Indonesia"),
        ("Bandung, Jawa Timur", ""),
        ("London, Ontario", "United Kingdom"),
        ("Paris", "Atlantis"),
        ("Leningrad", "Soviet Union"),
        ("Portland, Xyzzy", ""),
    ],
)
def test_undecided_names_give_candidates_and_no_place(
    gazetteer: Gazetteer, name: str, country: str
) -> None:
    resolution = gazetteer.resolve(name, country)
    assert (resolution.place, resolution.how) == (None, "ambiguous")
    assert resolution.score < THRESHOLD
    assert 1 <= len(resolution.candidates) <= 5


def test_candidates_come_largest_first(gazetteer: Gazetteer) -> None:
    sizes = [place.population for place in gazetteer.resolve("Springfield", "us").candidates]
    assert sizes == sorted(sizes, reverse=True)
    assert len(sizes) == 5


@pytest.mark.parametrize(
    ("name", "country", "near", "geonames"),
    [
        ("Gwangju-si", "South Korea", (37.43, 127.25), GWANGJU_SI),
        ("Gwangju-si", "South Korea", (35.16, 126.85), GWANGJU),
        ("Springfield", "", (42.1, -72.59), "4951788"),
        ("Cuenca", "", (40.07, -2.13), "3124132"),
        ("New Delhi", "India", (28.65, 77.23), NEW_DELHI),
    ],
)
def test_coordinates_choose_between_namesakes(
    gazetteer: Gazetteer, name: str, country: str, near: tuple[float, float], geonames: str
) -> None:
    place = gazetteer.resolve(name, country, near=near).place
    assert place is not None
    assert place.geonames == geonames


def test_distant_coordinates_contradict_a_place(gazetteer: Gazetteer) -> None:
    resolution = gazetteer.resolve("Bandung", "Indonesia", near=(51.5, -0.1))
    assert (resolution.place, resolution.how) == (None, "ambiguous")
    assert gazetteer.resolve("Surabya", "Indonesia", near=(51.5, -0.1)).place is None
    assert gazetteer.resolve("Surabya", "Indonesia", near=(-7.25, 112.75)).how == "close"


@pytest.mark.parametrize(
    "name", ["", " ", "\0\x01\x1f", "?!", "x" * 10_000, "Bandung " * 2_000, "Qwrtzpsdfg", "\ud800"]
)
def test_wrong_input_is_unknown(gazetteer: Gazetteer, name: str) -> None:
    for country in ("", "Indonesia", "\0", "x" * 10_000):
        resolution = gazetteer.resolve(name, country)
        assert (resolution.place, resolution.how) == (None, "unknown")


@pytest.mark.parametrize(
    ("name", "country"), [("Lienz", "Austria"), ("Heusden", "Netherlands"), ("Arizona", "USA")]
)
def test_an_absent_city_is_no_misspelt_neighbour(
    gazetteer: Gazetteer, name: str, country: str
) -> None:
    assert gazetteer.resolve(name, country).place is None


def test_smaller_cities_are_searched_on_request() -> None:
    large, small = Gazetteer.load(), Gazetteer.load(population=5000)
    assert large.resolve("Lienz", "Austria").place is None
    resolution = small.resolve("Lienz", "Austria")
    assert resolution.place is not None
    assert (resolution.place.name, resolution.how) == ("Lienz", "exact")
    assert small.resolve("Linz", "Austria") == large.resolve("Linz", "Austria")


def test_places_of_the_graph_keep_names_and_key() -> None:
    bandung = Place("1650357", "Bandung", "id", -6.92, 107.61, 0, key="id-bandung")
    regency = Place("", "Kabupaten Bandung", "id", -7.1, 107.6, 0, key="id-bandung-regency")
    gazetteer = Gazetteer.load([(bandung, ["Kota Kembang"]), (regency, ["Bandung Regency"])])
    for name in ("Kota Kembang", "Bandung", "반둥"):
        place = gazetteer.resolve(name, "Indonesia").place
        assert place is not None
        assert place.key == "id-bandung"
    for name in ("Kabupaten Bandung", "bandung regency"):
        place = gazetteer.resolve(name, "Indonesia").place
        assert place is not None
        assert place.key == "id-bandung-regency"


def test_an_unlocated_place_of_the_graph_is_a_rival() -> None:
    province = Place("", "Bandung", "id", math.nan, math.nan, 0, key="id-bandung-province")
    resolution = Gazetteer.load([(province, [])]).resolve("Bandung", "Indonesia")
    assert (resolution.place, resolution.how) == (None, "ambiguous")
    assert {place.key for place in resolution.candidates} == {"", "id-bandung-province"}


def test_a_place_is_found_by_its_number(gazetteer: Gazetteer) -> None:
    place = gazetteer.by_geonames(DELHI)
    assert place is not None
    assert place.name == "Delhi"
    assert gazetteer.by_geonames("0") is gazetteer.by_geonames("Delhi") is None


def test_a_resolution_is_the_same_each_time(gazetteer: Gazetteer) -> None:
    def run() -> list[Resolution]:
        return [gazetteer.resolve(name, "us") for name in ("Springfield", "Bloomingtn", "Salem")]

    assert run() == run()


if REAL.exists():  # a network of 4,566 cities, where it lies beside the project

    def test_a_real_list_is_resolved_as_promised() -> None:
        path = ROOT / "benchmarks/gazetteer.py"
        spec = importlib.util.spec_from_file_location("gazetteer_benchmark", path)
        assert spec
        assert spec.loader
        benchmark = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(benchmark)
        done = benchmark.measure(benchmark.read(REAL))
        resolved = [one.place is not None for one in done.resolutions]
        of_covered = sum(c and r for c, r in zip(done.covered, resolved, strict=True))
        assert of_covered >= 0.95 * sum(done.covered)
        assert sum(done.right) >= 0.99 * sum(resolved)
