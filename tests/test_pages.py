"""Every command of the documents runs, and prints what the page says; `--accept` writes that anew."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.pages import ROOT, Shell, Step, blocks, console, pages, shown, steps
from tests.workspaces import copy_workspace

pytestmark = pytest.mark.integration

INSTALLING = ("make ", "pip ", "pipx ", "uv ", "git ", "source ", "python ", "python3 ", "eval ")
"""Beginnings of commands that are not Kembar's own; the tests of the installation run them."""

NEEDS = {
    "kembar add partnership --lang id": "a terminal",
    "kembar import wikidata --country ID": "the network",
    "kembar login example.org": "a login",
    "kembar login example.org:8443 < secret": "a login",
    "kembar push": "a server",
    "kembar query tier-gap": "a server",
    "kembar query tier-gap --endpoint http://127.0.0.1:7878/query": "a server",
    "kembar trust -w office": "a server",
}
"""Commands that no test runs, with their needs, as their pages say."""

MISTAKE = 2
"""The exit code of a mistake in the command; a page may show one."""

BLOCKS = {
    "sh",
    "console",
    "python",
    "sparql",
    "sql",
    "turtle",
    "toml",
    "yaml",
    "csv",
    "json",
    "text",
}
"""Languages of blocks: a command stands in one of the first two."""


def _steps(page: str) -> list[Step]:
    return [step for block in blocks(_text(page)) for step in steps(block)]


def _text(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


WITH_COMMANDS = [page for page in pages() if _steps(page)]


@pytest.mark.parametrize("page", WITH_COMMANDS)
def test_its_commands_run(
    page: str,
    built: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    text = _text(page)
    folder = tmp_path
    if "kembar init " not in text:
        folder = copy_workspace(built, tmp_path / "office")
    shell = Shell(folder, monkeypatch)
    written, place = "", 0
    for block in blocks(text):
        if block.title:
            Path(block.title).write_text(block.text, "utf-8")
        printed = [(step, _printed(shell, step)) for step in steps(block)]
        body = console(printed) if block.language == "console" else block.text
        written += text[place : block.span[0]] + body
        place = block.span[1]
    written += text[place:]
    if request.config.getoption("--accept"):
        (ROOT / page).write_text(written, "utf-8")
    assert _text(page) == written


def _printed(shell: Shell, step: Step) -> list[str]:
    """Run a command; return the lines that it prints, as far as the page shows them."""
    if step.line.startswith(INSTALLING) or step.needs:
        return list(step.output or ())
    code, output = shell.run(step.words)
    assert code == 0 or (step.output and code <= MISTAKE), f"{step.line}\n{output}"
    return shown(output, step.output or ())


def test_the_needs_of_a_command_are_named() -> None:
    needs = {
        re.sub(r"\s+# .*", "", step.line): step.needs
        for page in WITH_COMMANDS
        for step in _steps(page)
        if step.needs
    }
    assert needs == NEEDS


def test_commands_stand_in_blocks_that_run() -> None:
    for page in pages():
        text = _text(page)
        assert {block.language for block in blocks(text)} <= BLOCKS, page
        rest = text
        for block in reversed(list(blocks(text))):
            if block.language in ("sh", "console"):
                rest = rest[: block.span[0]] + rest[block.span[1] :]
        assert re.findall(r"^(?: {4}|\$ )kembar .*", rest, re.M) == [], page
