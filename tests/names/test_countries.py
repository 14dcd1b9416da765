"""Countries go by names in many languages, by codes and by old names; none is guessed."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pycountry
import pytest

from kembar.names import countries
from kembar.names.countries import Area, areas, country_code, subdivision_name, territories

FOLDER = Path(countries.__file__).parent / "data"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("People's Republic of China", "cn"),
        ("People’s Republic of China", "cn"),
        ("Republik Rakyat Tiongkok", "cn"),
        ("Republic of China", "tw"),
        ("Czech Republic", "cz"),
        ("Czechia", "cz"),
        ("Burma", "mm"),
        ("Türkiye", "tr"),
        ("Turkey", "tr"),
        ("United States of America", "us"),
        ("USA", "us"),
        ("U.S.A.", "us"),
        ("us", "us"),
        ("GBR", "gb"),
        ("UK", "gb"),
        ("South Korea", "kr"),
        ("Republic of Korea", "kr"),
        ("Korea Selatan", "kr"),
        ("대한민국", "kr"),
        ("한국", "kr"),
        ("Hong Kong", "hk"),
        ("Taiwan", "tw"),
        ("Macedonia", "mk"),
        ("North Macedonia", "mk"),
        ("Swaziland", "sz"),
        ("Ivory Coast", "ci"),
        ("Côte d'Ivoire", "ci"),
        ("Kosovo", "xk"),
        ("State of Palestine", "ps"),
        ("Zaire", "cd"),
        ("Ceylon", "lk"),
        ("Upper Volta", "bf"),
        ("German Democratic Republic", "de"),
        ("The Gambia", "gm"),
        ("Kingdom of Romania", "ro"),
        ("Inggris", "gb"),
        ("Россия", "ru"),
        ("Российская Федерация", "ru"),
        ("Allemagne", "de"),
        ("ドイツ", "de"),
        ("日本国", "jp"),
        ("مصر", "eg"),
        ("Áo", "at"),
        ("Mỹ", "us"),
        ("Niger", "ne"),
        ("Nigeria", "ng"),
        ("Dominica", "dm"),
        ("bosnia & herzegovina", "ba"),
        (" israel🇮🇱 ", "il"),
    ],
)
def test_a_country_has_names_in_many_languages(name: str, code: str) -> None:
    assert country_code(name) == code


@pytest.mark.parametrize(
    "name",
    [
        *("Soviet Union", "Yugoslavia", "Czechoslovakia", "Korea", "Congo", "Atlantis", "", " "),
        *("\0", "x" * 10_000, "zz", "Republic of", "the"),
    ],
)
def test_a_name_of_no_one_country_is_none(name: str) -> None:
    assert country_code(name) is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(("Γουινέα Μπισάου", "gw"), ("Νιούε", "nu"), ("होंडूरास", "hn"), ("ইরিত্রিয়া", "er")),
        *(("গ্রীস", "gr"), ("Palestinska territorierna", "ps"), ("Arabiemiirikunnat", "ae")),
        *(
            ("Питкерн", "pn"),
            ("ОАЭ", "ae"),
            ("根息", "gg"),
            ("皮特肯群島", "pn"),
            ("هنغاريا", "hu"),
        ),
        *(("カーボベルデ", "cv"), ("モンゴル", "mn"), ("איי סיישל", "sc"), ("건지", "gg")),
        *(("เกรเนดา", "gd"), ("Pietų Džordžija ir Pietų Sandvičo salos", "gs"), ("ΝΙΟΥΕ", "nu")),
    ],
)
def test_short_names_of_the_cldr_are_known(name: str, code: str) -> None:
    """In every script that a language of the gazetteer has."""
    assert country_code(name) == code


def test_the_cldr_is_read_only_for_other_names() -> None:
    script = (
        "import sys; from kembar.names.countries import country_code as code;"
        "print(code('Korea Selatan'), 'babel' in sys.modules, code('Νιούε'), 'babel' in sys.modules)"
    )
    process = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert process.stdout.split() == ["kr", "False", "nu", "True"]


def test_every_country_has_its_codes_and_iso_name() -> None:
    for country in pycountry.countries:
        code = country.alpha_2.lower()
        assert country_code(country.alpha_2) == country_code(country.alpha_3.lower()) == code
        assert country_code(country.name) == (code if country.name != "Congo" else None)


def test_territories_belong_to_countries() -> None:
    assert "hk" in territories("cn")
    assert "pr" in territories("us")
    assert territories("id") == frozenset()


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("Ontario", Area("ca", "08")),
        ("Oregon", Area("us", "OR")),
        ("OR", Area("us", "OR")),
        ("West Java", Area("id", "30")),
        ("Jawa Barat", Area("id", "30")),
        ("Bayern", Area("de", "02")),
        ("Bavaria", Area("de", "02")),
        ("경기도", Area("kr", "13")),
    ],
)
def test_a_subdivision_has_names_in_many_languages(name: str, area: Area) -> None:
    assert area in areas(name)
    assert area in areas(name, area.country)
    assert area not in areas(name, "fr")


def test_georgia_is_a_country_and_a_state() -> None:
    assert {Area("ge"), Area("us", "GA")} <= areas("Georgia")
    assert areas("Indonesia") == {Area("id")}
    assert areas("Xyzzy") == frozenset()


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("countries", "country"),
        ("territories", "territory"),
        ("territories", "within"),
        ("subdivisions", "country"),
    ],
)
def test_a_table_has_current_codes_and_no_row_twice(table: str, code: str) -> None:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = {country.alpha_2.lower() for country in pycountry.countries} | {"xk", ""}
    assert {row[code] for row in rows} <= codes
    assert len({tuple(row.values()) for row in rows}) == len(rows)


def test_subdivisions_have_codes_of_iso_3166_2() -> None:
    with (FOLDER / "subdivisions.csv").open(encoding="utf-8", newline="") as file:
        codes = {f"{r['country'].upper()}-{r['iso']}" for r in csv.DictReader(file) if r["iso"]}
    assert codes - {subdivision.code for subdivision in pycountry.subdivisions} == set()


def test_the_cldr_names_units_as_the_table_of_geonames_does() -> None:
    assert subdivision_name(Area("id", "30"), "id") == "Jawa Barat"
    assert subdivision_name(Area("us", "OH"), "ko") == "오하이오주"
    assert subdivision_name(Area("kr", "16"), "en") == "Jeollanam-do"
    assert subdivision_name(Area("id", "18"), "id") == "Nusa Tenggara Timur"
    # The CLDR has the numbers that these countries gave before.
    with (FOLDER / "subdivision_names.csv").open(encoding="utf-8", newline="") as file:
        assert not {"ir", "ma"} & {row["country"] for row in csv.DictReader(file)}
