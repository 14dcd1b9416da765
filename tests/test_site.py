"""The site of the documents builds with every link whole, and asks nothing of the web."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import kembar
from tests.pages import ROOT

pytestmark = pytest.mark.integration

LOADED = re.compile(
    r"""<(?:script|img|iframe|source)\b[^>]*\bsrc=["']?((?:https?:)?//[^"' >]+)"""
    r"""|<link\b[^>]*\brel=["']?(?:stylesheet|icon|preconnect|preload)\b[^>]*href=["']?((?:https?:)?//[^"' >]+)"""
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    ran = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder


def test_it_loads_nothing_from_the_web(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 30
    assert {
        (page.name, *match) for page in pages for match in LOADED.findall(page.read_text("utf-8"))
    } == set()
    styles = [path.read_text("utf-8") for path in site.rglob("*.css")]
    assert not any(re.search(r"url\(\s*[\"']?(https?:)?//", style) for style in styles)


def test_a_request_to_the_web_is_seen() -> None:
    assert LOADED.search('<script src="https://example.org/a.js">')
    assert LOADED.search('<link rel="stylesheet" href="//example.org/a.css">')
    assert not LOADED.search('<a href="https://example.org/">')


@pytest.mark.parametrize("language", ["en", "id", "ko"])
def test_a_tour_is_in_its_language(site: Path, language: str) -> None:
    text = (site / "tour" / f"{language}.html").read_text("utf-8")
    assert re.search(rf'<html lang="?{language}\b', text)
    others = {"en", "id", "ko"} - {language}
    assert all(re.search(rf'href="?{other}\.html', text) for other in others)


def test_every_public_name_has_its_place(site: Path) -> None:
    text = (site / "api.html").read_text("utf-8")
    missing = [
        name
        for name in kembar.__all__
        if not re.search(rf'id="?kembar\.[\w.]*\b{name}"?[ >]', text)
    ]
    assert missing == []


def test_every_command_has_its_help(site: Path) -> None:
    text = (site / "commands.html").read_text("utf-8")
    assert "Usage: kembar import table" in text
    assert "Usage: kembar undo" in text
