"""Reports: saved questions about one subject, in sections, with their numbered references.

The sections and their panels are declared in `queries/reports.yaml`: a new panel is a new line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

from kembar.errors import UnknownName
from kembar.language import _, speaking
from kembar.names.lookup import nearest
from kembar.profiles.facts import GraphFacts
from kembar.profiles.reading import read_graph_facts
from kembar.queries.answer import Answer
from kembar.queries.run import AnswerFunction, answer_question
from kembar.queries.saved import Question, Text, find_questions, find_works, split_list
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES
from kembar.rdf.results import Row
from kembar.rdf.terms import Term, literal, row_texts
from kembar.reports.briefing import Briefing, briefing
from kembar.reports.plan import PLACES, Plan, PlannedPanel, fill_in, find_plans
from kembar.reports.references import Reference, references
from kembar.reports.subjects import name_of, partner_names, subjects
from kembar.workspace.layout import Workspace

SOURCES = "sources"
"""The column of an answer that holds the names of sources."""

_EVENTS = """SELECT
  (MIN(STR(?own)) AS ?local) (MIN(STR(?english)) AS ?name)
  (MIN(STR(?start)) AS ?from) (MAX(STR(?end)) AS ?to) {
  ?event a kb:Event ; rdfs:label ?english ; kb:startDate ?start .
  FILTER(LANG(?english) = "en")
  OPTIONAL { ?event rdfs:label ?own . FILTER(LANG(?own) = %s) }
  OPTIONAL { ?event kb:endDate ?end }
} GROUP BY ?event ORDER BY ?from"""


@dataclass(frozen=True)
class ReportPanel:
    """One answer in a report.

    Attributes:
        heading: the text above the answer.
        answer: the whole answer.
        question: the question that it answers.
        show: "both", "table" or "chart".
        columns: those of the table.
        rows: those of the table, each row once and no more than a report has room for.
        more_rows: how many rows the table leaves out.
        parameters: names and values as `kembar query` takes them.
    """

    heading: Text
    answer: Answer
    question: Question
    show: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    more_rows: int
    parameters: tuple[tuple[str, str], ...]

    @property
    def command(self) -> str:
        """The command that gives the same answer."""
        options = "".join(f' -p {name}="{value}"' for name, value in self.parameters)
        return f"kembar query {self.question.name}{options}"

    @property
    def source_names(self) -> list[str]:
        """The names of sources in the table, or in the whole answer of a chart, in their order."""
        is_chart = self.show == "chart"
        columns = self.answer.columns if is_chart else self.columns
        if SOURCES not in columns:
            return []
        index = columns.index(SOURCES)
        rows = self.answer.rows if is_chart else self.rows
        return [name for row in rows for name in split_list(row[index])]


@dataclass(frozen=True)
class Section:
    """A part of a report under a heading; its panels all have rows."""

    heading: Text
    panels: tuple[ReportPanel, ...]


@dataclass(frozen=True)
class Report:
    """The answers about a subject, as of a day.

    Attributes:
        kind: the name of its plan, as "city".
        names: the names of its subjects; of a partnership those of all partners.
        title: its title in its language.
        workspace: the title of the workspace.
        language: of labels and headings.
        as_of: the day, ISO 8601.
        sections: those with at least one panel.
        references: the numbered references of all panels.
        unanswered_questions: the questions whose answer has no row.
        works: the works of research that its questions cite, in full.
        home: the name of the city that a map centres on, or "".
        events: a label, a first and a last day each, for charts.
        briefing: its first page; None where the kind of report has none.
    """

    kind: str
    names: tuple[str, ...]
    title: str
    workspace: str
    language: str
    as_of: str
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    unanswered_questions: tuple[Question, ...]
    works: tuple[str, ...]
    home: str = ""
    events: tuple[tuple[str, str, str], ...] = ()
    briefing: Briefing | None = None

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each reference, by the name of its source."""
        return {reference.name: reference.number for reference in self.references}

    def numbers_of(self, keys: Iterable[str]) -> list[int]:
        """Return the sorted numbers of sources by their keys, as facts have them."""
        if self.briefing is None:
            return []
        records = self.briefing.measures.facts.sources
        return self.citations([records[key].name for key in keys if key in records])[0]

    def citations(self, names: Sequence[str]) -> tuple[list[int], list[str]]:
        """Return the sorted numbers of sources with a reference, and the names of those without."""
        numbers = {self.numbers[name] for name in names if name in self.numbers}
        return sorted(numbers), [name for name in names if name not in self.numbers]


@dataclass(frozen=True)
class ReportContext:
    """The graph that reports are made of, and how.

    Attributes:
        engine: the graph.
        workspace: the folders of questions and plans.
        language: of labels and headings.
        as_of: the day of the report, ISO 8601; "" is today.
        answer: answers a question.
        facts: of the graph as of that day; they are read without.
        own_city: the key of the office's city, for a city that is not named; "" for none.
    """

    engine: Engine
    workspace: Workspace
    language: str = "en"
    as_of: str = ""
    answer: AnswerFunction = answer_question
    facts: GraphFacts | None = None
    own_city: str = ""

    @cached_property
    def questions(self) -> dict[str, Question]:
        """All saved questions by name."""
        return find_questions(self.workspace)


def make_report(context: ReportContext, kind: str, names: Sequence[str]) -> Report:
    """Return the report of a kind about its subjects.

    Args:
        context: the graph, the language and the day.
        kind: the name of a plan in reports.yaml, as "city".
        names: its subjects as people write them: a city; the cities of a partnership, or
            its name; a study; a country.

    Raises:
        UnknownName, AmbiguousName: a kind or a name that fits nothing, or several things.
        InputError: too few or too many names; a malformed day; a malformed plan.
    """
    engine, language = context.engine, context.language
    plan = _find_plan(context, kind)
    terms = subjects(engine, plan, names, context.as_of, context.own_city)
    titles = {name: name_of(engine, term, language) for name, term in terms.items()}
    partners = partner_names(engine, terms, language) if "partnership" in terms else ()
    titles = dict.fromkeys(PLACES, "") | titles | {"partners": " – ".join(partners)}
    own_names = tuple(titles[name] for name in plan.subjects)
    sections = _answer_sections(context, plan, terms, titles)
    facts = context.facts or read_graph_facts(engine, context.workspace.title, titles["asOf"])
    with speaking(language):
        first_page = briefing(facts, kind, terms)
    cited = [facts.sources[key].name for key in first_page.source_keys] if first_page else []
    every = [panel for section in sections for panel in section.panels]
    panels = [panel for panel in every if panel.answer.rows]
    return Report(
        kind=kind,
        names=partners if "other" in plan.subjects else own_names,
        title=fill_in(plan.title, titles).in_language(language),
        workspace=context.workspace.title,
        language=language,
        as_of=titles["asOf"],
        sections=tuple(_without_empty(sections)),
        references=tuple(
            references(engine, chain(cited, (name for p in panels for name in p.source_names)))
        ),
        unanswered_questions=tuple(p.question for p in every if not p.answer.rows),
        works=_works(context.workspace, panels),
        home=titles.get("city", ""),
        events=dated_events(engine, language),
        briefing=first_page,
    )


def dated_events(engine: Engine, language: str = "en") -> tuple[tuple[str, str, str], ...]:
    """Return the label, first and last day of each dated event; "" for a day not known."""
    rows = map(row_texts, engine.select(PREFIXES + _EVENTS % literal(language)).rows)
    # Virtuoso cannot compile an aggregate within COALESCE.
    return tuple((local or name, start, end) for local, name, start, end in rows)


def _find_plan(context: ReportContext, kind: str) -> Plan:
    plans = find_plans(context.workspace)
    if kind not in plans:
        raise UnknownName("kind of report", kind, nearest(kind, plans) or sorted(plans))
    return plans[kind]


def _answer_sections(
    context: ReportContext, plan: Plan, terms: Mapping[str, Term], titles: Mapping[str, str]
) -> list[Section]:
    """All sections with their panels, without the panels whose subject is unknown."""
    groups = [
        [panel for panel in panels if all(name in terms for name in panel.subjects)]
        for _, panels in plan.sections
    ]
    panels = iter(
        context.engine.map_parallel(
            lambda panel_plan: _answer_panel(context, panel_plan, terms, titles),
            [*chain.from_iterable(groups)],
        )
    )
    return [
        Section(heading, tuple(islice(panels, len(group))))
        for (heading, _), group in zip(plan.sections, groups, strict=True)
    ]


def _without_empty(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        panels = tuple(panel for panel in section.panels if panel.answer.rows)
        if panels:
            yield Section(section.heading, panels)


def _answer_panel(
    context: ReportContext,
    panel_plan: PlannedPanel,
    terms: Mapping[str, Term],
    titles: Mapping[str, str],
) -> ReportPanel:
    if panel_plan.question not in context.questions:
        near = nearest(panel_plan.question, context.questions)
        raise UnknownName("question", panel_plan.question, near)
    question = context.questions[panel_plan.question]
    parameters = {name: _parameter(value, terms) for name, value in panel_plan.parameters}
    in_language = question.in_language(context.language)
    answer = context.answer(context.engine, question, in_language | parameters)
    columns = _table_columns(question, panel_plan, answer)
    indexes = [answer.columns.index(column) for column in columns]
    rows = tuple(dict.fromkeys(tuple(row[n] for n in indexes) for row in answer.rows))
    return ReportPanel(
        heading=fill_in(panel_plan.heading, titles) if panel_plan.heading else question.title,
        answer=answer,
        question=question,
        show=panel_plan.show,
        columns=columns,
        rows=rows[: panel_plan.max_rows],
        more_rows=max(0, len(rows) - panel_plan.max_rows),
        parameters=tuple((name, value.rpartition("/")[2]) for name, value in parameters.items()),
    )


def _table_columns(question: Question, panel_plan: PlannedPanel, answer: Answer) -> tuple[str, ...]:
    """The columns of a panel's table, without those that are empty in every row."""
    columns = panel_plan.columns or answer.columns
    for column in columns:
        if column not in answer.columns:
            kind = _("column of the question {question}", question=question.name)
            raise UnknownName(kind, column, nearest(column, answer.columns))
    filled_columns = {
        column
        for index, column in enumerate(answer.columns)
        if any(value is not None and value.text for row in answer.rows if (value := row[index]))
    }
    return tuple(column for column in columns if column in filled_columns)


def _parameter(value: str, terms: Mapping[str, Term]) -> str:
    """A parameter as people write it: the IRI or text of a subject, or a text of its own."""
    return terms[value][1:-1] if value in terms else value


def _works(workspace: Workspace, panels: Iterable[ReportPanel]) -> tuple[str, ...]:
    works = find_works(workspace)
    keys = {key for panel in panels for key in panel.question.cites}
    return tuple(sorted(works[key].reference for key in keys if key in works))
