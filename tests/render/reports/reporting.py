"""A small report for the tests of rendering."""

from __future__ import annotations

from dataclasses import replace

from kembar.queries.saved import Text
from kembar.reports.references import Publication, Reference
from kembar.reports.report import Report, ReportPanel, Section
from tests.render.charts.charting import answer

HOSTILE = "<script>alert(1)</script>[x](javascript:y)|`"


def small_report(language: str = "en", text: str = HOSTILE) -> Report:
    """A table, a chart alone and a chart with its table; every text is `text`."""
    table = answer("table", "thing count sources", (text, 1234, "A; B; Z"), name="asked")
    bars = answer("bar", "thing count", (text, 3), ("B", 1), name="bars")
    times = answer(
        "timeline", "thing start what sources", (text, "2015-05-20", text, "B"), name="times"
    )
    words = Text(text, text)
    panels = tuple(
        ReportPanel(
            words,
            each,
            _question(each)._replace(title=words),
            show,
            each.columns,
            tuple(each.rows),
            left,
            (),
        )
        for each, show, left in ((table, "both", 2), (bars, "both", 0), (times, "chart", 0))
    )
    publication = Publication(
        "k", text, authors=(text,), note=text, address="https://example.org/x"
    )
    return Report(
        kind="city",
        names=(text,),
        title=text,
        workspace=text,
        language=language,
        as_of="2026-11-24",
        sections=(Section(words, panels),),
        references=(
            Reference(1, "A", (publication,)),
            Reference(2, "B", (publication, replace(publication, key="l"))),
        ),
        unanswered_questions=(_question(bars)._replace(title=words),),
        works=(text,),
    )


def _question(one):
    assert one.question is not None
    return one.question
