"""The pages of a language are written also where the whole graph is beyond a limit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kembar.errors import InputError
from kembar.language import speaking
from kembar.profiles.measures import Measures
from kembar.queries.answer import Answer
from kembar.queries.run import answer_question
from kembar.queries.saved import Question, find_question
from kembar.rdf.engine import Engine
from kembar.render.site.about import SiteFacts
from kembar.render.site.folder import SiteFolder
from kembar.render.site.pages import SitePages
from kembar.render.site.source import Access, Maker, SiteSource
from kembar.workspace.layout import Workspace


def narrow(engine: Engine, question: Question, values: Mapping[str, str]) -> Answer:
    """Answer about a city; for the whole graph the answer is too large."""
    if not values.get("city"):
        raise InputError("the answer has more rows than the limit")
    return answer_question(engine, question, values)


def test_the_rows_of_the_whole_graph_may_be_too_many(
    engine: Engine, measures: Measures, tmp_path: Path
) -> None:
    source = SiteSource(Workspace(), city="id-bandung")
    maker = Maker(source, Access(engine, narrow, ""), lambda _step: None)
    about = SiteFacts("T", "2026-11-30", {"en": "Bandung"})
    question = find_question(Workspace(), "studies")
    with SiteFolder.open(tmp_path / "out").writing() as writer, speaking("en"):
        pages = SitePages(maker, writer, about, measures, "en")
        pages.questions({"studies": question})
    (one,) = pages.answered
    assert one.answer.rows
    assert one.in_all is None
    assert pages.failures == {}
    assert (tmp_path / "out" / "en" / "questions" / "studies.html").is_file()
