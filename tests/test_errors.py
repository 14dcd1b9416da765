"""An error names in one line the place, the fault and the remedy."""

from __future__ import annotations

from kembar.errors import (
    AmbiguousName,
    InputError,
    KembarError,
    ReviewRequired,
    ShapeViolation,
    UnknownName,
)


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
