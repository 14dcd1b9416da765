"""An error says where, what, and what to do, in one line."""

from __future__ import annotations

from kembar.errors import AmbiguousName, InputError, ShapeViolation, UnknownName


def test_an_input_error_says_where() -> None:
    assert str(InputError("is empty")) == "is empty"
    assert str(InputError("is empty", file="a.csv", line=3, column="city")) == (
        "a.csv:3 [city]: is empty"
    )


def test_a_wrong_name_says_what_was_meant() -> None:
    assert str(UnknownName("city", "Bandng", ["Bandung"])) == (
        "no city is called 'Bandng'. Did you mean Bandung?"
    )
    assert "ec-cuenca; es-cuenca" in str(
        AmbiguousName("city", "Cuenca", ["ec-cuenca", "es-cuenca"])
    )


def test_findings_about_data_exit_with_1_and_mistakes_with_2() -> None:
    assert (ShapeViolation("x").exit_code, InputError("x").exit_code) == (1, 2)
