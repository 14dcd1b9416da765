"""The page on the form shows a real one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.form.conftest import READING, Person
from tests.pages import DOCS, blocks

if sys.platform == "win32":
    pytest.skip("there is no pty", allow_module_level=True)

if TYPE_CHECKING:
    from collections.abc import Callable

ERASE = "\x15"
"""Ctrl-U: a refused answer stands in the line still."""


def test_its_answers_get_its_questions(person: Callable[..., Person]) -> None:
    (transcript,) = (
        block.text
        for block in blocks((DOCS / "form.md").read_text("utf-8"))
        if block.language == "text"
    )
    sari = person("add", "partnership", "--lang", "id")
    for line in transcript.splitlines():
        if line.startswith(">"):
            sari.process.expect(READING)
            sari.heard += sari.process.before
            sari.process.send(f"{ERASE}{line[2:]}\r")
    heard = "".join(sari.leaves(0).split())
    lines = [line for line in transcript.splitlines() if not line.startswith((">", "..."))]
    assert [line for line in lines if "".join(line.split()) not in heard] == []
