"""The pages of a site in one language, made one after another and written at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

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
from kembar.render.answers import as_csv
from kembar.render.charts.chart import chart
from kembar.render.design.shell import Shell, page_path
from kembar.render.network.page import network_page
from kembar.render.pages.ontology_page import ontology_page
from kembar.render.site.about import SiteFacts
from kembar.render.site.city_desk import city_desk
from kembar.render.site.desk import graph_desk
from kembar.render.site.feeds import News
from kembar.render.site.folder import SiteWriter
from kembar.render.site.lists import (
    cities_page,
    search_page,
    sources_page,
    studies_page,
)
from kembar.render.site.question_page import AnsweredQuestion, question_page, questions_page
from kembar.render.site.search_index import Entry
from kembar.render.site.source import Maker
from kembar.render.site.things import PLACES, thing_page, title_of
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
            self._write(frame, question_page(one, frame, link))
            self.writer.write(f"data/{self.code}/{question.name}.csv", as_csv(one.answer))
        faults = [
            *self.maker.source.faults,
            *(f"{name}: {why}" for name, why in self.failures.items()),
        ]
        frame = self._frame("questions/index.html", _("Questions"))
        self._write(frame, questions_page(self.answered, faults, frame))

    def lists(self, entries: Sequence[Entry], recent: Sequence[News]) -> None:
        """Write the first page and the pages that list others."""
        facts = self.measures.facts
        frame = self._frame("index.html", self.about.city.get(self.code) or self.about.title)
        city = self.maker.source.city
        if city in facts.cities:
            self._write(frame, city_desk(self.measures, city, frame))
        else:
            self._write(frame, graph_desk(self.measures, recent, self.answered, frame))
        frame = self._frame("cities/index.html", _("Cities"))
        self._write(frame, cities_page(facts, frame))
        frame = self._frame("studies/index.html", _("Studies"))
        self._write(frame, studies_page(facts, frame))
        frame = self._frame("sources/index.html", _("Sources"))
        self._write(frame, sources_page(facts, frame))
        frame = self._frame("search.html", _("All pages"))
        self._write(frame, search_page(entries, frame))

    def things(self, pages: Iterable[tuple[str, str]]) -> None:
        """Write the pages of things, each of a kind and with a key."""
        for kind, key in pages:
            title = title_of(kind, key, self.measures.facts, self.code)
            frame = self._frame(page_path(kind, key), title)
            self._write(frame, thing_page(kind, key, self.measures, frame))

    def network_and_model(self) -> None:
        """Write the page of the network and that of the model."""
        source = self.maker.source
        self.maker.progress(_("drawing the network"))
        cache = source.workspace.cache.derived if self.maker.access.version else None
        graph = network(self.maker.access.engine, self.code)
        page = network_page(graph, source.workspace.title, self.code, cache=cache)
        self.writer.write(f"{self.code}/network.html", page.html)
        text = ontology_page(model(self.maker.access.engine, self.code), self.code)
        self.writer.write(f"{self.code}/model.html", text)
        self.paths += ["network.html", "model.html"]

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
            drawing = chart(answer, self.code, home, bands) if answer.rows else None
            answered.append(AnsweredQuestion(entry, answer, drawing))
        return answered

    def _frame(self, path: str, title: str) -> Shell:
        return self.about.shell(self.code, path, title)

    def _write(self, frame: Shell, text: str) -> None:
        self.paths.append(frame.path)
        self.writer.write(f"{self.code}/{frame.path}", text)


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
