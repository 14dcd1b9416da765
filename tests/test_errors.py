"""An error names in one line the place, the fault and the remedy."""

from __future__ import annotations

import pytest

from kembar.errors import (
    AmbiguousName,
    DamagedStore,
    InputError,
    KembarError,
    ReaderLeft,
    ReviewRequired,
    ShapeViolation,
    UnknownName,
    system_reason,
)
from kembar.language import speaking


def test_an_input_error_names_the_place() -> None:
    assert str(InputError("is empty")) == "is empty"
    assert str(InputError("is empty", file="a.csv", line=3, column="city")) == (
        "a.csv:3 [city]: is empty"
    )


def test_an_unknown_name_comes_with_the_nearest() -> None:
    assert str(UnknownName("city", "Bandng", ["Bandung"])) == (
        "no city is called 'Bandng'. Did you mean Bandung?"
    )
    assert "ec-cuenca; es-cuenca" in str(
        AmbiguousName("city", "Cuenca", ["ec-cuenca", "es-cuenca"])
    )


def test_required_reviews_list_their_warnings() -> None:
    error = ReviewRequired(["since: 2062 lies ahead"])
    assert error.warnings == ("since: 2062 lies ahead",)
    assert str(error).startswith("look again: since: 2062 lies ahead. ")


def test_problems_of_data_exit_with_1_mistakes_with_2() -> None:
    codes = [ShapeViolation("x").exit_code, ReviewRequired([]).exit_code, InputError("x").exit_code]
    assert codes == [1, 1, 2]


def test_an_error_is_one_line_whatever_it_quotes() -> None:
    assert str(InputError("begins with 'a\r\n  b'", file="c\u2028d")) == "c d: begins with 'a b'"
    errors = [KembarError("a\nb"), ShapeViolation("a\x85b"), ReviewRequired(["a\n\nb"])]
    assert [len(str(error).splitlines()) for error in errors] == [1, 1, 1]


@pytest.mark.parametrize(
    ("code", "unknown", "ambiguous"),
    [
        (
            "id",
            "tidak ada kota bernama 'Bandng'. Maksud Anda Bandung atau Badung?",
            "'Cuenca' cocok dengan lebih dari satu jenis kemitraan: a; b. Sebutkan kuncinya",
        ),
        (
            "ko",
            "도시 목록에 이름이 'Bandng'인 항목이 없습니다. 혹시 찾으시는 이름: Bandung 또는 Badung",
            "교류 관계 종류 목록에 'Cuenca'에 해당하는 항목이 여러 개 있습니다: a; b. 키로 지정하십시오",
        ),
    ],
)
def test_names_speak_the_language(code: str, unknown: str, ambiguous: str) -> None:
    with speaking(code):
        assert str(UnknownName("city", "Bandng", ["Bandung", "Badung"])) == unknown
        assert str(AmbiguousName("partnership-kind", "Cuenca", ["a", "b"])) == ambiguous


def test_several_kinds_are_listed() -> None:
    assert "no city or agency is called 'x'." in str(UnknownName(["city", "agency"], "x"))
    with speaking("id"):
        assert "tidak ada kota atau instansi bernama" in str(UnknownName(["city", "agency"], "x"))


@pytest.mark.parametrize("code", ["id", "ko"])
def test_the_other_errors_speak_the_language(code: str) -> None:
    def texts() -> list[str]:
        return [str(ReviewRequired(["x"])), str(ReaderLeft("x")), str(DamagedStore("x"))]

    english = texts()
    with speaking(code):
        assert not set(english) & set(texts())


def test_a_common_reason_of_the_system_is_translated() -> None:
    with speaking("ko"):
        assert system_reason(OSError(2, "No such file or directory")) == "파일이나 폴더가 없습니다"
        assert system_reason(OSError(2, "something rare")) == "something rare"
