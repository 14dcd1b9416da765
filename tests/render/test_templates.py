"""What goes into a template is escaped, and no script runs but the page's own."""

from __future__ import annotations

import base64
import hashlib
import re

from kembar.render.pages.templates import render


def page(name: str = "index.html") -> str:
    return render(name, title="<b>", language="en", other="id", words={}, topics=[], count=0)


def test_what_goes_in_is_escaped_and_the_style_stands_in_the_page() -> None:
    assert "<title>&lt;b&gt;</title>" in page()
    assert "<style>body {" in page()
    assert "http" not in page().partition("</style>")[2].replace('http-equiv="', "")


def test_the_script_beside_a_template_is_the_only_one_that_its_page_allows() -> None:
    (script,) = re.findall(r"<script>(.*?)</script>", page(), re.S)
    assert script.startswith('"use strict";')
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f'script-src &#39;sha256-{digest}&#39;"' in page()
    assert "script" not in page("ontology.html").partition("<body>")[2]
