"""What goes into a template is escaped."""

from __future__ import annotations

from kembar.views.templates import render


def test_what_goes_in_is_escaped_and_the_style_stands_in_the_page() -> None:
    page = render(
        "index.html",
        title="<b>",
        language="en",
        words={},
        topics=[],
        faults=[],
        bar_of=None,
        most=1,
    )
    assert "<title>&lt;b&gt;</title>" in page
    assert "<style>body {" in page
    assert "http" not in page.partition("</style>")[2].replace('http-equiv="', "")
