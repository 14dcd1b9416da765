"""Names in parts, by the customs of their languages."""

from __future__ import annotations

import pytest

from kembar.exports.person_names import NameParts, is_eastern, name_parts


@pytest.mark.parametrize(
    ("name", "family", "forenames"),
    [
        ("Heo Hee-man", "Heo", "Hee-man"),
        ("Rebekah Cha", "Cha", "Rebekah"),
        ("황보영희", "황보", "영희"),
        ("남궁", "남", "궁"),
        ("崔永鎬", "崔", "永鎬"),
        ("Faris Al-Fadhat", "Al-Fadhat", "Faris"),
        ("Yanyan M. Yani", "Yani", "Yanyan M."),
        ("Tim Cook", "Cook", "Tim"),
        ("Dan Brown", "Brown", "Dan"),
        ("van Gogh", "Gogh", "van"),
    ],
)
def test_a_person_has_a_family_name(name: str, family: str, forenames: str) -> None:
    assert name_parts(name) == NameParts(family, forenames)


@pytest.mark.parametrize("name", ["Alfian", "christianberlin", "Eka Titiyani A.", "山田太郎"])
def test_some_names_stay_whole(name: str) -> None:
    assert name_parts(name) == NameParts(whole=name)


@pytest.mark.parametrize(
    "name",
    ["Kota Bandung", "Kementerian Dalam Negeri", "City of Fort Worth", "부산광역시", "서울대학교",
     "R&D (Ltd)", "University of Seoul"],
)  # fmt: skip
def test_a_body_has_no_parts(name: str) -> None:
    assert name_parts(name) == NameParts(whole=name, is_body=True)


def test_eastern_scripts_are_known() -> None:
    assert is_eastern("송영현")
    assert not is_eastern("Song Young-hyun")
