"""Names compare without case, marks and signs, and partners in any order."""

from __future__ import annotations

import pytest

from kembar.names.normalize import fold, fold_in_any_order


def test_names_compare_without_case_marks_and_signs() -> None:
    assert fold("  SÃO-Paulo ") == fold("são paulo") == "sao paulo"
    assert fold("반둥") == "반둥"
    assert fold("ϒ™ Ab") == fold(fold("ϒ™ Ab")) == "υtm ab"


@pytest.mark.parametrize(
    "names", ["Bandung – Seoul", "Seoul - Bandung", "Bandung dan Seoul", "seoul & BANDUNG"]
)
def test_partners_compare_in_any_order_and_conjunction(names: str) -> None:
    assert fold_in_any_order(names) == "bandung seoul"
