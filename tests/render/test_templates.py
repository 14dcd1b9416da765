"""Values in a template are escaped, and no script runs but the page's own."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

import kembar
from kembar.render.design.shell import Shell
from kembar.render.templates import page

PACKAGE = Path(kembar.__file__).parent


@pytest.mark.parametrize("template", sorted((PACKAGE / "render").rglob("*.html")), ids=str)
def test_every_page_has_the_policy(template: Path) -> None:
    """A whole page allows nothing but its own, and sends no address to other sites."""
    text = template.read_text("utf-8")
    assert "target=" not in text
    if "<!doctype html>" in text:
        assert 'http-equiv="Content-Security-Policy"' in text
        return
    assert "Content-Security-Policy" not in text
    assert "<html" not in text
    assert "unsafe" not in text


def test_a_linked_page_loads_from_its_own_site_only() -> None:
    text = page("design/page.html", Shell("<b>", "en", path="city/id-bandung.html"))
    (policy,) = re.findall(r'Security-Policy" content="([^"]*)"', text)
    assert policy.startswith("default-src &#39;none&#39;; base-uri &#39;none&#39;; ")
    assert "http" not in policy
    assert "script-src &#39;self&#39;;" in policy
    assert '<link rel="stylesheet" href="../../assets/tokens.css">' in text
    assert "<title>&lt;b&gt; · Kembar</title>" in text
    assert set(re.findall(r"<script[^>]*>", text)) == {
        '<script src="../../assets/theme.js">',
        '<script src="../../assets/search.js" defer>',
    }


def test_a_page_alone_has_all_in_it() -> None:
    text = page("design/page.html", Shell("Seoul", "ko", is_inline=True, has_menu=False))
    assert "href=" not in re.sub(r'href="#[^"]*"', "", text)
    scripts = re.findall(r"<script>(.*?)</script>", text, re.S)
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert f'script-src &#39;sha256-{digest}&#39;"' in text


def test_a_page_draws_the_icons_that_it_uses() -> None:
    text = page("design/page.html", Shell("Seoul", "en", path="index.html", icons=("close",)))
    assert re.findall(r'<symbol id="g-(\w+)"', text) == ["find", "half", "menu", "close"]


def test_a_page_links_to_itself_in_each_language() -> None:
    text = page("design/page.html", Shell("Seoul", "ko", path="city/kr-seoul.html"))
    assert 'hreflang="id" href="../../id/city/kr-seoul.html"' in text
    assert 'href="../cities/index.html" aria-current="page"' in text
