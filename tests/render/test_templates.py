"""Values in a template are escaped, and no script runs but the page's own."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

import kembar
from kembar.render.templates import render

PACKAGE = Path(kembar.__file__).parent

STYLES = ["pages/page.css", "pages/report.css"]


def index() -> str:
    values = {
        "title": "<b>",
        "language": "en",
        "other": "id",
        "words": {},
        "topics": [],
        "count": 0,
    }
    return render("pages/index.html", STYLES, ["pages/index.js"], **values)


def test_values_are_escaped_and_styles_are_inline() -> None:
    page = index()
    assert page.startswith("<!doctype html>")
    assert page.endswith("</html>")
    assert "<title>&lt;b&gt;</title>" in page
    assert [sheet[:6] for sheet in re.findall(r"<style>(.*?)</style>", page, re.S)] == [
        "body {",
        "@page ",
    ]
    assert "http" not in page.rpartition("</style>")[2].replace('http-equiv="', "")


def test_a_page_allows_its_own_script_only() -> None:
    page = index()
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.S)
    assert script.startswith('"use strict";')
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f'script-src &#39;sha256-{digest}&#39;"' in page


@pytest.mark.parametrize("template", ["pages/ontology.html", "pages/report.html"])
def test_a_page_without_a_script_allows_none(template: str) -> None:
    page = render(template, STYLES, title="", language="en", words={"as_of": ""}, report={})
    assert "script" not in page


@pytest.mark.parametrize("template", sorted((PACKAGE / "render").rglob("*.html")), ids=str)
def test_every_page_has_the_policy(template: Path) -> None:
    """Pages extend one template, which allows nothing and sends no address to other sites."""
    text = template.read_text("utf-8")
    if template.name != "base.html":
        assert text.startswith('{% extends "base.html" %}')
        assert "Content-Security-Policy" not in text
        assert "target=" not in text
        assert "unsafe" not in text
        return
    assert "default-src 'none'; base-uri 'none'; form-action 'none'" in text
    assert '<meta name="referrer" content="no-referrer">' in text
