"""Names compare without case, marks and signs, and partners in any order."""

from __future__ import annotations

import pytest

from kembar.names.normalize import fold, fold_in_any_order


def test_names_compare_without_case_marks_and_signs() -> None:
    assert fold("  SÃO-Paulo ") == fold("são paulo") == "sao paulo"
    assert fold("반둥") == "반둥"


@pytest.mark.parametrize(
    "said", ["Bandung – Seoul", "Seoul - Bandung", "Bandung dan Seoul", "seoul & BANDUNG"]
)
def test_partners_compare_in_any_order_and_however_they_are_joined(said: str) -> None:
    assert fold_in_any_order(said) == "bandung seoul"
