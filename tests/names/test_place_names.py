"""Names compare by their letters; words for units, abbreviations and double names are understood."""

from __future__ import annotations

import pytest

from kembar.names.place_names import has_unit, name_key, name_keys, name_readings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("São  Paulo", "sao paulo"),
        ("Saint-Étienne", "SAINT ETIENNE"),
        ("Łódź", "Lodz"),
        ("Tromsø", "Tromso"),
        ("İzmir", "izmir"),
        ("Iğdır", "Igdir"),
        ("Oʻahu", "O'ahu"),
        ("Ulaan-Baatar", "Ulaanbaatar"),
        ("Straße", "strasse"),
        ("القاهرة", "القاهره"),
        ("Санкт-Петербург", "санкт петербург"),
        ("Ｔｏｋｙｏ", "Tokyo"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("दिल्ली", "दलाल"), ("कोल", "काल"), ("เมือง", "มอง"), ("Bari", "Bali")]
)
def test_names_that_differ_in_a_vowel_have_two_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_many_keys_are_the_same_as_one_by_one() -> None:
    names = ["Łódź", "Bandung", "", "\n", "a\nb", "반둥", "횡성 군"]
    assert name_keys(names) == [name_key(name) for name in names]
    assert name_keys(names[:2]) == ["lodz", "bandung"]
    assert name_keys([]) == []


@pytest.mark.parametrize(
    ("name", "rest", "unit"),
    [
        ("City of Melbourne", "melbourne", "city"),
        ("Kota Bandung", "bandung", "city"),
        ("Suwon-si", "suwon", "city"),
        ("수원시", "수원", "city"),
        ("横浜市", "横浜", "city"),
        ("Luleå Municipality", "lulea", "city"),
        ("Comune di Bari", "bari", "city"),
        ("The City of Perth", "perth", "city"),
        ("Город Самара", "самара", "city"),
        ("Kabupaten Bandung", "bandung", "other"),
        ("Honolulu County", "honolulu", "other"),
        ("Chaoyang District", "chaoyang", "other"),
        ("神奈川県", "神奈川", "other"),
        ("Saku Rural Municipality", "saku", "other"),
    ],
)
def test_a_reading_leaves_out_the_word_for_the_unit(name: str, rest: str, unit: str) -> None:
    readings = list(name_readings(name))
    assert readings[0].name == name
    assert (name_key(rest), unit) in {
        (name_key(reading.name), reading.unit) for reading in readings
    }
    assert has_unit(name) == (unit == "city" or name.endswith("Municipality"))


@pytest.mark.parametrize("name", ["Kota", "市", "Si", "City of", "Bandung", "대구"])
def test_a_name_is_never_left_empty(name: str) -> None:
    assert all(name_key(reading.name) for reading in name_readings(name))


@pytest.mark.parametrize(
    ("name", "head", "where"),
    [
        ("London, Ontario, Canada", "London", ("Ontario", "Canada")),
        ("Portland (Oregon)", "Portland", ("Oregon",)),
        ("成都，四川", "成都", ("四川",)),
    ],
)
def test_parts_after_a_comma_or_in_brackets_are_where(
    name: str, head: str, where: tuple[str, ...]
) -> None:
    assert [(r.name, r.where) for r in name_readings(name)][1] == (head, where)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Biel/Bienne", "Bienne"),
        ("Bozen - Bolzano", "Bolzano"),
        ("St. Gallen", "saint gallen"),
        ("Saint Louis", "st louis"),
        ("Muenchen", "munchen"),
        ("The Hague", "hague"),
    ],
)
def test_other_usual_spellings_are_read(name: str, other: str) -> None:
    assert other in [reading.name for reading in name_readings(name)]
