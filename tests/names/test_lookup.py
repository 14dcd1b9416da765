"""A name in any language resolves to its thing; a wrong one gives the nearest names."""

from __future__ import annotations

import pytest

from kembar.errors import AmbiguousName, UnknownName
from kembar.language import speaking
from kembar.names.lookup import nearest, resolve
from kembar.rdf.engine import Engine
from kembar.store.open_store import open_store
from kembar.workspace.layout import Workspace

ID = "<https://w3id.org/kembar/id/"


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("city", "Bandung", "id-bandung>"),
        ("city", "BANDUNG ", "id-bandung>"),
        ("city", "Bandoeng", "id-bandung>"),
        ("city", "반둥", "id-bandung>"),
        ("city", "id-bandung", "id-bandung>"),
        ("city", "https://w3id.org/kembar/id/id-bandung", "id-bandung>"),
        ("city", "Valparaiso", "cl-valparaiso>"),
        ("city", "Cuenca, Ecuador", "ec-cuenca>"),
        ("city", "Bandung, 인도네시아", "id-bandung>"),
        ("country", "Korea Selatan", "country/kr>"),
        ("country", "KR", "country/kr>"),
        ("country", "Republic of Korea", "country/kr>"),
        ("country", "한국", "country/kr>"),
        ("country", "Deutschland", "country/de>"),
        ("partnership", "Bandung – Seoul", "id-bandung--kr-seoul>"),
        ("partnership", "Seoul - Bandung", "id-bandung--kr-seoul>"),
        ("partnership", "Bandung dan Seoul", "id-bandung--kr-seoul>"),
        ("partnership", "seoul and bandung", "id-bandung--kr-seoul>"),
        ("partnership", "Seoul & Bandung", "id-bandung--kr-seoul>"),
        ("partnership", "서울 – 반둥", "id-bandung--kr-seoul>"),
        ("partnership", "서울과 반둥", "id-bandung--kr-seoul>"),
        ("partnership", "반둥시와 서울특별시", "id-bandung--kr-seoul>"),
        ("partnership", "서울·반둥", "id-bandung--kr-seoul>"),
        ("partnership", "Pemkot Bandung dan Seoul", "id-bandung--kr-seoul>"),
        ("agreement", "id-bandung--kr-seoul--2015-loi", "id-bandung--kr-seoul--2015-loi>"),
        ("source", "geonames", "source/geonames>"),
        ("study", "Dewi Purbaningrum (n.d.)", "purbaningrum>"),
        ("event", "covid-19", "covid-19>"),
    ],
)
def test_a_name_in_any_language_finds_its_thing(
    engine: Engine, kind: str, name: str, expected: str
) -> None:
    assert resolve(engine, kind, name) == ID + expected


@pytest.mark.parametrize("name", ["sister-city", "Sister City", "kota kembar", "자매도시"])
def test_a_concept_is_found_by_notation_or_label(engine: Engine, name: str) -> None:
    assert resolve(engine, "partnership-kind", name).endswith("partnership-kind/sister-city>")


@pytest.mark.parametrize(
    ("scheme", "label", "notation"),
    [
        ("partnership-kind", "자매 도시", "sister-city"),
        ("partnership-status", "dijajaki", "prospective"),
        ("agreement-type", "persetujuan DPRD", "council-approval"),
        ("field", "maritime", "maritime"),
    ],
)
def test_an_earlier_label_still_finds_its_concept(
    engine: Engine, scheme: str, label: str, notation: str
) -> None:
    assert resolve(engine, scheme, label).endswith(f"{scheme}/{notation}>")


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("city", "Bandng", r"no city is called 'Bandng'. Did you mean Bandung\?$"),
        ("city", "반덩", "Did you mean 반둥"),
        ("city", "Indonesia", "no city is called 'Indonesia'.$"),
        ("city", "Utrecht", "The graph lacks Utrecht, Netherlands.$"),
        ("city", "Bandung, Ecuador", "no city is called"),
        ("city", "https://w3id.org/kembar/id/nowhere", "no city is called"),
        ("country", "Indonsia", "Did you mean Indonesia"),
        ("partnership-kind", "sister-citi", "Did you mean sister-city"),
        (
            "partnership-kind",
            "foo",
            "no partnership kind .* Did you mean friendship-city, not-told, project",
        ),
        ("language", "xx", "Did you mean en"),
    ],
)
def test_a_wrong_name_answers_with_the_nearest(
    engine: Engine, kind: str, value: str, message: str
) -> None:
    with pytest.raises(UnknownName, match=message):
        resolve(engine, kind, value)


def test_a_name_of_two_cities_asks_which(empty: Workspace) -> None:
    assert empty.root
    folder = empty.root / "data" / "mine"
    folder.mkdir()
    (folder / "countries.csv").write_text(
        "country,name_en,source\nec,Ecuador,unverified\nes,Spain,unverified\n"
    )
    (folder / "cities.csv").write_text(
        "city,name_en,country,source\n"
        "ec-cuenca,Cuenca,ec,unverified\nes-cuenca,Cuenca,es,unverified\n"
    )
    engine = open_store(empty).engine
    with pytest.raises(
        AmbiguousName, match=r"Cuenca, Ecuador .in the graph: ec-cuenca.; Cuenca, Spain .in"
    ):
        resolve(engine, "city", "Cuenca")
    assert resolve(engine, "city", "Cuenca, Spain") == ID + "es-cuenca>"


@pytest.mark.parametrize(
    ("kind", "value"), [("number", "-1"), ("number", "12.5"), ("number", "１２"), ("date", "May")]
)
def test_a_wrong_number_or_date_is_refused(engine: Engine, kind: str, value: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        resolve(engine, kind, value)


def test_any_stands_for_every_thing(engine: Engine) -> None:
    assert resolve(engine, "city", "any") == "UNDEF"


def test_the_nearest_names_come_first() -> None:
    assert nearest("Sioul", ["Busan", "Seoul", "Suwon"], 1) == ["Seoul"]


def test_a_wrong_concept_lists_those_of_the_language(engine: Engine) -> None:
    with speaking("ko"), pytest.raises(UnknownName) as refused:
        resolve(engine, "partnership-kind", "이상한종류")
    assert "자매도시" in refused.value.nearest
    assert "sister-city" not in refused.value.nearest
