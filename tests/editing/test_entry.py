"""Entries hold texts by field; wrong names raise with the nearest."""

from __future__ import annotations

import pytest

from kembar.editing.entry import entry
from kembar.errors import UnknownName


def test_values_become_texts_without_empty_ones() -> None:
    training = entry(
        "activity", {"participants": 12, "title": " Training ", "fields": ["water", ""]}
    )
    assert training.values == {"participants": ["12"], "title": ["Training"], "fields": ["water"]}
    assert entry("activity", {"title": None, "note": "", "fields": []}).values == {}


def test_the_first_value_of_a_field_or_nothing() -> None:
    assert entry("partnership", {"cities": ["Bandung", "Seoul"]}).first("cities") == "Bandung"
    assert entry("partnership", {}).first("since") == ""


def test_a_wrong_kind_raises_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean partnership"):
        entry("partnerships", {})


def test_a_wrong_field_raises_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean signed_on"):
        entry("agreement", {"signed": "2016"})
