"""The commands of the documents: read from their fenced blocks, and run in this process.

A block `sh` holds commands. A block `console` holds commands after `$ ` and what they print; a last
line `...` leaves the rest out. A block with `title="NAME"` is the file NAME. Words after `# needs`
name what a command needs that no test has.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
from collections.abc import Iterator
from contextvars import copy_context
from dataclasses import dataclass
from pathlib import Path

import pytest

import kembar.cli.main
import kembar.language
from kembar.render.site import workshop
from kembar.render.site.things import keys_of_things

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"

_FENCED = re.compile(r"^( *)```(\w*) ?(.*)\n((?:.*\n)*?)\1```$", re.M)
_TITLE = re.compile(r'title="([^"]+)"')
_NEEDS = re.compile(r"\s# needs (.+)$")
_MOMENT = re.compile(r"\d{8}-\d{6}-\d{6}")
_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC")
_LINE = re.compile(r"(?:.*\\\n)*.*\n")
_REST = "..."


def pages() -> list[str]:
    """Return the pages for people, by their paths in the repository."""
    files = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
    return [path.relative_to(ROOT).as_posix() for path in files]


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    language: str
    title: str
    text: str
    span: tuple[int, int]
    """The place of its text in the page."""


def blocks(page: str) -> Iterator[Block]:
    """Return the fenced blocks of a page."""
    for match in _FENCED.finditer(page):
        title = _TITLE.search(match[3])
        yield Block(match[2], title[1] if title else "", match[4], match.span(4))


@dataclass(frozen=True)
class Step:
    """A command, and the lines that the page says it prints."""

    text: str
    """The command as the page has it, on one line or several."""
    output: tuple[str, ...] | None = None

    @property
    def line(self) -> str:
        return self.text.replace("\\\n", "").strip()

    @property
    def needs(self) -> str:
        """Return what it needs that no test has."""
        match = _NEEDS.search(self.line)
        return match[1] if match else ""

    @property
    def words(self) -> list[str]:
        return shlex.split(self.line, comments=True)


def steps(block: Block) -> list[Step]:
    """Return the commands of a block `sh` or `console`; lines that end with a backslash go on."""
    if block.language == "sh":
        lines = _LINE.findall(block.text)
        return [Step(line) for line in lines if shlex.split(line, comments=True)]
    if block.language != "console":
        return []
    before, *parts = re.split(r"^\$ ", block.text, flags=re.M)
    assert not before, f"a block `console` begins with a command: {block.text}"
    commands = [_LINE.match(part) for part in parts]
    return [
        Step(command[0], tuple(part[command.end() :].splitlines()))
        for command, part in zip(commands, parts, strict=True)
        if command
    ]


def console(commands: list[tuple[Step, list[str]]]) -> str:
    """Return the text of a block `console`: commands, each with the lines that it prints."""
    return "".join(
        f"$ {step.text}" + "".join(f"{line}\n" for line in lines) for step, lines in commands
    )


class _Screen(io.StringIO):
    """Standard output and standard error in one, in the order of time."""

    encoding = "utf-8"


class Shell:
    """A folder in which the commands of a page run."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        monkeypatch.chdir(folder)
        monkeypatch.setattr(kembar.cli.main, "watch_threads", lambda: None)
        # Of a site some pages: the tests of the site write all.
        monkeypatch.setattr(workshop, "keys_of_things", lambda facts: keys_of_things(facts)[:9])
        monkeypatch.setattr(workshop.Plan, "parts", lambda _: [workshop.Part("en", slice(0, 9))])
        monkeypatch.setenv("COLUMNS", "80")
        monkeypatch.setenv("KEMBAR_LANG", "en")

    def run(self, words: list[str]) -> tuple[int, str]:
        """Run `cd`, `export` or `kembar`; return the exit code and what a terminal would show."""
        match words:
            case ["cd", folder]:
                self.monkeypatch.chdir(folder)
                return 0, ""
            case ["export", setting]:
                self.monkeypatch.setenv(*setting.split("=", 1))
                return 0, ""
        assert words[0] == "kembar", words
        *words, _, file = words if ">" in words[-2:] else [*words, "", ""]
        screen = _Screen()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "argv", words)
            patch.setattr(sys, "stdout", screen)
            patch.setattr(sys, "stderr", screen)
            patch.setattr(sys, "stdin", io.StringIO())
            patch.setattr(kembar.language, "_default", "en")
            code = copy_context().run(kembar.cli.main.run)
        if file:
            Path(file).write_text(screen.getvalue(), "utf-8")
            return code, ""
        return code, _lasting(screen.getvalue())


def _lasting(output: str) -> str:
    """Return an output without what differs from run to run: moments and folders."""
    text = output.replace(os.fspath(Path.cwd()) + os.sep, "")
    return _TIME.sub("2026-12-01 09:00 UTC", _MOMENT.sub("20261201-090000-000000", text))


def shown(output: str, lines: tuple[str, ...]) -> list[str]:
    """Return an output as a page shows it that has these lines now: whole, or its first lines."""
    every = [line.rstrip() for line in output.splitlines()]
    if lines and lines[-1] == _REST:
        return [*every[: len(lines) - 1], _REST]
    return every
