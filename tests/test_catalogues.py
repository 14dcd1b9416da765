"""Every text that a user meets is in the catalogues, whole in each language."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import catalogues

from tests.messages_in_code import untranslated

SHOWN_AS_THEY_ARE: dict[str, str] = {}
"""Texts of the code that are no messages, by their place, with the reason."""


def test_every_message_is_translated_with_its_places() -> None:
    assert catalogues.faults() == []


def test_no_message_bypasses_the_catalogues() -> None:
    assert sorted(set(untranslated()) - set(SHOWN_AS_THEY_ARE)) == []


def test_a_fault_of_a_catalogue_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    catalogues.update()
    path = catalogues.catalogue_path("kembar", "id")
    lines = catalogues.faults()
    assert any(line.startswith("ko kembar: not translated: ") for line in lines)
    catalog = catalogues.read("kembar", "id")
    one = next(m for m in catalog if m.id and "{" in m.id)
    one.string = "tanpa tempat"
    catalogues._write(catalog, path)
    assert f"id kembar: its places differ: {one.id!r}" in catalogues.faults()
