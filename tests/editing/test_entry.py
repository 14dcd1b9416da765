"""What a person tells becomes texts by field; wrong names are told with the nearest."""

from __future__ import annotations

import pytest

from kembar.editing.entry import entry
from kembar.errors import UnknownName


def test_values_become_texts_and_empty_ones_are_left_out() -> None:
    made = entry("activity", {"participants": 12, "title": " Training ", "fields": ["water", ""]})
    assert made.values == {"participants": ["12"], "title": ["Training"], "fields": ["water"]}
    assert entry("activity", {"title": None, "note": "", "fields": []}).values == {}


def test_the_first_value_of_a_field_or_nothing() -> None:
    assert entry("partnership", {"cities": ["Bandung", "Seoul"]}).first("cities") == "Bandung"
    assert entry("partnership", {}).first("since") == ""


def test_a_wrong_kind_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean partnership"):
        entry("partnerships", {})


def test_a_wrong_field_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean signed_on"):
        entry("agreement", {"signed": "2016"})
