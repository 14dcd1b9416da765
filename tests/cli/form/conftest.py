"""A person at a terminal, before the real command behind a real pty."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kembar.workspace.layout import Workspace

if sys.platform != "win32":
    import pexpect

READING = r"\x1b\[\?2004h"
"""The characters that a prompt sends when it begins to read keys; earlier ones would be lost."""


class Person:
    """A simulated person at a terminal: waits for a question, then types."""

    def __init__(self, folder: Path, arguments: list[str], columns: int, **env: str) -> None:
        self.heard = ""
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "kembar", *arguments],
            cwd=folder,
            env={**os.environ, "TERM": "xterm", **env},
            dimensions=(40, columns),
            encoding="utf-8",
            timeout=60,
        )

    def sees(self, text: str) -> None:
        """Wait until a text is on the screen."""
        self.process.expect_exact(text)
        self.heard += self.process.before + text

    def answers(self, question: str, *keys: str) -> None:
        """Wait for a question, type, and press Enter."""
        self.types(question, *keys, "\r")

    def types(self, question: str, *keys: str) -> None:
        self.sees(question)
        self.process.expect(READING)
        self.heard += self.process.before
        for key in keys:
            self.process.send(key)

    def leaves(self, code: int) -> str:
        """Wait until the command ends; return everything that was on the screen."""
        self.process.expect(pexpect.EOF)
        self.heard += self.process.before
        self.process.close()
        assert self.process.exitstatus == code, self.heard
        return re.sub(r"\x1b\[[?0-9;]*[a-zA-Z]", "", self.heard)


@pytest.fixture
def person(own: Workspace) -> Iterator[Callable[..., Person]]:
    """A person sits down at a terminal in the workspace, with the arguments of a command."""
    people: list[Person] = []

    def sits_down(*arguments: str, columns: int = 200, **env: str) -> Person:
        assert own.root
        people.append(Person(own.root, list(arguments), columns, **env))
        return people[-1]

    yield sits_down
    for one in people:
        one.process.close(force=True)


def written(own: Workspace) -> list[Path]:
    """The files of changes of a workspace."""
    assert own.root
    return sorted((own.root / "data").rglob("*.trig"))
