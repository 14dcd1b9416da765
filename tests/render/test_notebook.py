"""A page is shown in a notebook whole, and cannot reach it."""

from __future__ import annotations

from kembar.render.notebook import notebook_frame
from tests.render.markup import tags

PAGE = """<!doctype html>
<title>&lt;b&gt;</title><script>alert("a" + 'b' && "</iframe>")</script>
"""


def test_a_frame_holds_the_page_letter_by_letter() -> None:
    ((tag, attributes),) = tags(notebook_frame(PAGE, 'A "title" <b>'))
    assert tag == "iframe"
    assert attributes["srcdoc"] == PAGE
    assert attributes["title"] == 'A "title" <b>'


def test_scripts_of_the_page_cannot_reach_the_notebook() -> None:
    ((_, attributes),) = tags(notebook_frame(PAGE, ""))
    assert "allow-same-origin" not in (attributes["sandbox"] or "")
