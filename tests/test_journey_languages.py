"""A whole journey in Indonesian and in Korean, without an English word of ours."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kembar.language import LANGUAGES, _, speaking
from kembar.workspace.layout import Workspace
from tests.cli.form.conftest import Person, person, written
from tests.conftest import Run

__all__ = ["person"]

pytestmark = pytest.mark.integration

OTHERS = tuple(code for code in LANGUAGES if code != "en")
CITIES = {"id": ("Bandung", "Utrecht"), "ko": ("반둥", "위트레흐트")}
ENGLISH = re.compile(
    r"\b(the|of|is|are|was|were|and|not|nothing|which|from|by|for|that|this|has|have|with|who"
    r"|when|where|what|how|says|said|written|wrote|unknown|none|error|usage|cities|partners|undone)\b",
    re.IGNORECASE,
)
"""Words that no Indonesian or Korean sentence of ours has."""
PUBLICATION = re.compile(r"\((\d{4}|n\.d\.)\)")
"""A work that is cited keeps the language of its title."""
AS_WRITTEN = re.compile(
    r"--?[a-z][\w-]*|`[^`]*`|kembar \w+|\[\w+(, \w+)*\]|[\w/.-]+[/.][\w/.-]+|\w+=\S*"
)
"""Options, commands, names of fields, files and addresses, alike in all languages."""


def english_in(text: str) -> list[str]:
    return [
        line
        for line in text.splitlines()
        if not PUBLICATION.search(line)
        and ENGLISH.search(AS_WRITTEN.sub("", re.sub(r"\x1b\[[?0-9;]*[a-zA-Z]", "", line)))
    ]


@pytest.mark.parametrize("code", OTHERS)
def test_a_journey_speaks_one_language(code: str, kembar: Run, tmp_path: Path) -> None:
    one, other = CITIES[code]
    office = tmp_path / "kantor"
    add = ["add", "partnership", "--city", one, "--city", other, "--since", "2019-05-24"]
    add += ["--kind", "sister-city", "--source", "https://example.org/1", "--by", "Ani"]
    steps: list[tuple[int, list[str]]] = [
        (0, ["--help"]),
        (0, ["add", "partnership", "--help"]),
        (0, ["init", str(office)]),
        (2, ["query", "city-partners", "-p", "city=Xyzzyx"]),
        (2, ["query", "city-partnerz"]),
        (2, ["add", "partnership", "--city", "Xyzzyx", "--city", one]),
        (2, ["add", "partnership", "--city", one, "--city", other, "--since", "kapan"]),
        (2, ["qury"]),
        (2, ["query"]),
        (2, ["log", "--last", "x"]),
        (0, [*add, "--yes"]),
        (2, [*add, "--yes"]),
        (1, [*add[:-4], "--source", "https://example.org/2", "--by", "Ani"]),
        (0, ["query", "city-partners", "-p", f"city={other}"]),
        (0, ["report", "partnership", one, other, "-o", "-", "--format", "markdown"]),
        (0, ["log"]),
        (0, ["check"]),
        (0, ["undo", "--by", "Ani"]),
        (2, ["undo", "--by", "Ani"]),
    ]
    for expected, arguments in steps:
        where = office if office.exists() else tmp_path
        ran = kembar(*arguments, "--lang", code, cwd=where)
        output = ran.stdout + ran.stderr
        assert ran.returncode == expected, (arguments, output)
        assert english_in(output) == [], arguments


@pytest.mark.parametrize("code", OTHERS)
def test_a_form_speaks_one_language(
    code: str, person: Callable[..., Person], own: Workspace
) -> None:
    one, other = CITIES[code]
    with speaking(code):
        cities, since = _("Which cities are the partners?"), _("Since when?")
        more = _("Another? (Enter: no more)")
        kind = _("Of which kind? (empty: the source does not say)")
    sari = person("add", "partnership", "--lang", code)
    sari.answers(cities, one)
    sari.answers(more, other)
    sari.answers(more)
    sari.answers(kind, "자매도시" if code == "ko" else "kota kembar")
    sari.answers(since, "2019")
    sari.process.sendcontrol("c")
    assert english_in(sari.leaves(130)) == []
    assert written(own) == []
