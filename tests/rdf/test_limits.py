"""Limits of a query: what they may be, and where they come from."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

import pytest

from kembar.errors import InputError
from kembar.rdf.limits import Limits, read_limits


@pytest.mark.parametrize("value", [0, -1, math.nan, math.inf, 1e7, "60", True, None])
def test_a_limit_is_a_positive_number(value: Any) -> None:
    for name in asdict(Limits()):
        with pytest.raises(InputError, match=rf"\[{name}\]: .* is not a limit"):
            Limits(**{name: value})


def test_the_environment_sets_limits() -> None:
    variables = {"KEMBAR_TIME_LIMIT": " 2.5 ", "KEMBAR_MEMORY_LIMIT": "300", "KEMBAR_X": "1"}
    assert read_limits(variables) == Limits(2.5, 300)
    assert read_limits({"KEMBAR_ANSWER_LIMIT": "7", "KEMBAR_TIME_LIMIT": ""}).answer_megabytes == 7
    assert read_limits({}) == Limits()


@pytest.mark.parametrize("text", ["x", "0", "-3", "nan", "1e99"])
def test_a_wrong_variable_is_named(text: str) -> None:
    with pytest.raises(InputError, match=f"^KEMBAR_TIME_LIMIT: '{text}' is not a limit"):
        read_limits({"KEMBAR_TIME_LIMIT": text})
