"""The pages of a site in one language, made one after another and written at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

from kembar.errors import KembarError
from kembar.language import _, numeral
from kembar.model.ontology import model
from kembar.profiles.facts import GraphFacts
from kembar.profiles.measures import Measures
from kembar.queries.answer import Answer
from kembar.queries.catalogue import catalogue
from kembar.queries.network import network
from kembar.queries.own_city import with_own_city
from kembar.queries.saved import Question, find_topics, find_works
from kembar.render.charts.chart import chart, compares
from kembar.render.design.shell import Shell, page_path
from kembar.render.network.page import network_page
from kembar.render.pages.things import (
    PAGES,
    Setting,
    cities_page,
    model_page,
    sources_page,
    studies_page,
)
from kembar.render.site.about import FEED, SiteFacts
from kembar.render.site.desks.city import city_desk
from kembar.render.site.desks.graph import graph_desk
from kembar.render.site.desks.waiting import Office
from kembar.render.site.downloads import write_answer
from kembar.render.site.feeds import News
from kembar.render.site.folder import SiteWriter
from kembar.render.site.lists import search_page
from kembar.render.site.partner_map import partner_map
from kembar.render.site.question_page import AnsweredQuestion, question_page, questions_page
from kembar.render.site.search_index import Entry
from kembar.render.site.source import Maker
from kembar.render.site.things import PLACES, title_of
from kembar.reports.report import dated_events


@dataclass
class SitePages:
    """The pages of one language, which is spoken while they are made.

    Attributes:
        paths: of the pages that were written, within the folder of the language.
        answered: the questions with their answers.
        failures: by the name of a question without an answer, why it has none.
    """

    maker: Maker
    writer: SiteWriter
    about: SiteFacts
    measures: Measures
    code: str
    paths: list[str] = field(default_factory=list)
    answered: list[AnsweredQuestion] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)

    def questions(self, questions: Mapping[str, Question]) -> None:
        """Answer all questions, and write a page and a table for each."""
        answers = self._answers(questions)
        self.answered = self._with_charts(questions, answers)
        places = _places_by_name(self.measures.facts, self.code)

        def link(text: str) -> str:
            return f"../{page_path(*places[text])}" if text in places else ""

        for one in self.answered:
            question = one.entry.question
            path = page_path("question", question.name)
            frame = self._frame(path, question.title.in_language(self.code))
            files = write_answer(self.writer, one.answer, question.name, self.code)
            self._write(frame, question_page(one, frame, link, files))
        faults = [
            *self.maker.source.faults,
            *(
                why if why.startswith(f"{name}:") else f"{name}: {why}"
                for name, why in self.failures.items()
            ),
        ]
        frame = self._frame("questions/index.html", _("Questions"))
        self._write(frame, questions_page(self.answered, faults, frame))

    def lists(self, entries: Sequence[Entry], recent: Sequence[News]) -> None:
        """Write the first page and the pages that list others."""
        facts = self.measures.facts
        frame = self._frame("index.html", self.about.city.get(self.code) or self.about.title)
        city = self.maker.source.city
        if city in facts.cities:
            self._write(frame, city_desk(self.measures, city, self._office(), frame))
        else:
            self._write(frame, graph_desk(self.measures, recent, self.answered, frame))
        self._write_at("cities/index.html", cities_page(self._setting))
        self._write_at("studies/index.html", studies_page(self._setting))
        self._write_at("sources/index.html", sources_page(self._setting))
        frame = self._frame("search.html", _("All pages"))
        self._write(frame, search_page(entries, frame))

    def _office(self) -> Office:
        source = self.maker.source
        answers = (one.answer for one in self.answered if one.entry.question.name == "suspects")
        return Office(
            source.workspace, source.faults, next(answers, None), is_public=bool(source.address)
        )

    def things(self, pages: Iterable[tuple[str, str]]) -> None:
        """Write the pages of things, each of a kind and with a key."""
        for kind, key in pages:
            self._write_at(page_path(kind, key), PAGES[kind](self._setting, key))

    def network_and_model(self) -> None:
        """Write the page of the network and that of the model."""
        source = self.maker.source
        self.maker.progress(_("drawing the network"))
        cache = source.workspace.cache.derived if self.maker.access.version else None
        graph = network(self.maker.access.engine, self.code)
        frame = self._frame("network.html", _("Network"))
        page = network_page(
            graph,
            source.workspace.title,
            self.code,
            cache=cache,
            address=frame.link,
            shell=frame,
        )
        self.writer.write(f"{self.code}/network.html", page.html)
        self.paths.append("network.html")
        ontology = model(self.maker.access.engine, self.code)
        self._write_at("model.html", model_page(self._setting, ontology))

    @cached_property
    def _setting(self) -> Setting:
        return Setting(
            measures=self.measures,
            language=self.code,
            site=self.about.title,
            has_desk=bool(self.about.city),
            feed=FEED,
            partners_map=partial(partner_map, self.measures),
        )

    def _answers(self, questions: Mapping[str, Question]) -> dict[str, Answer]:
        answers = {}
        for number, (name, question) in enumerate(sorted(questions.items()), 1):
            message = _(
                "answering in {language}: {number} of {all}",
                language=self.code,
                number=numeral(number),
                all=numeral(len(questions)),
            )
            self.maker.progress(message)
            values = question.in_language(self.code)
            values = with_own_city(question, values, self.maker.source.city)
            try:
                answers[name] = self.maker.access.ask(self.maker.access.engine, question, values)
            except KembarError as bad:
                self.failures[name] = str(bad)
        return answers

    def _with_charts(
        self, questions: Mapping[str, Question], answers: Mapping[str, Answer]
    ) -> list[AnsweredQuestion]:
        workspace = self.maker.source.workspace
        topics, works = find_topics(workspace), find_works(workspace)
        ontology, bands = (
            model(self.maker.access.engine, self.code),
            dated_events(self.maker.access.engine, self.code),
        )
        entries = catalogue([questions[name] for name in answers], topics, works, ontology)
        answered = []
        for entry in entries:
            answer = answers[entry.question.name]
            home = dict(answer.parameters).get("city", "")
            drawing = None
            try:
                drawing = chart(answer, self.code, home, bands) if compares(answer) else None
            except KembarError as bad:
                self.failures[entry.question.name] = str(bad)
            answered.append(AnsweredQuestion(entry, answer, drawing, self._in_all(entry.question)))
        return answered

    def _in_all(self, question: Question) -> int | None:
        """Return the number of rows of the whole graph, where the office's city narrowed it.

        None where no city did, or where the whole graph is beyond a limit: the page has its answer.
        """
        values = question.in_language(self.code)
        city = self.maker.source.city
        if with_own_city(question, values, city) == values:
            return None
        try:
            answer = self.maker.access.ask(self.maker.access.engine, question, values)
        except KembarError:
            return None
        return None if "city" in dict(answer.parameters) else len(answer.rows)

    def _frame(self, path: str, title: str) -> Shell:
        return self.about.shell(self.code, path, title)

    def _write(self, frame: Shell, text: str) -> None:
        self._write_at(frame.path, text)

    def _write_at(self, path: str, text: str) -> None:
        self.paths.append(path)
        self.writer.write(f"{self.code}/{path}", text)


def _places_by_name(facts: GraphFacts, language: str) -> dict[str, tuple[str, str]]:
    """Kind and key of each thing by its name in answers; a name of several leads nowhere."""
    places: dict[str, tuple[str, str]] = {}
    shared = set()
    for kind, place in PLACES.items():
        for key in getattr(facts, place):
            name = title_of(kind, key, facts, language)
            if name in places:
                shared.add(name)
            places.setdefault(name, (kind, key))
    return {name: place for name, place in places.items() if name not in shared}
