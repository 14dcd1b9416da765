"""Reports: saved questions about one subject, in sections, with the references they rest on.

What a report tells stands in `queries/reports.yaml`, so that adding a panel is adding a line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kembar.errors import UnknownName
from kembar.names.lookup import nearest
from kembar.queries.answer import Answer
from kembar.queries.run import answer_question
from kembar.queries.saved import Question, Text, find_questions, find_works, split_list
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES
from kembar.rdf.results import Row
from kembar.rdf.terms import Term, literal, row_texts
from kembar.reports.plan import Plan, PlannedPanel, find_plans
from kembar.reports.references import Reference, references
from kembar.reports.subjects import name_of, subjects
from kembar.workspace.layout import Workspace

Answering = Callable[[Engine, Question, Mapping[str, str]], Answer]
"""What answers a question, with its parameters as people write them."""

SOURCES = "sources"
"""The column of an answer that names who says so."""

_EVENTS = """SELECT
  (MIN(STR(?label)) AS ?name) (MIN(STR(?start)) AS ?from) (MAX(STR(?end)) AS ?to) {
  ?event a kb:Event ; rdfs:label ?label ; kb:startDate ?start .
  OPTIONAL { ?event kb:endDate ?end }
  FILTER(LANG(?label) = %s)
} GROUP BY ?event ORDER BY ?from"""


@dataclass(frozen=True)
class ReportPanel:
    """One answer in a report.

    `show` is both, table or chart; `columns` are those of the table and `rows` its cells, each row
    once and no more than a report has room for, `more_rows` how many more there are; `parameters`
    are those that `kembar query` takes.
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
        """The command that asks the same again."""
        given = "".join(f' -p {name}="{value}"' for name, value in self.parameters)
        return f"kembar query {self.question.name}{given}"

    @property
    def source_names(self) -> list[str]:
        """The names of the sources of what is shown, as they are met: of a chart, all of them."""
        whole = self.show == "chart"
        columns = self.answer.columns if whole else self.columns
        if SOURCES not in columns:
            return []
        at = columns.index(SOURCES)
        rows = self.answer.rows if whole else self.rows
        return [name for row in rows for name in split_list(row[at])]


@dataclass(frozen=True)
class Section:
    """A part of a report under a heading; only panels that have an answer."""

    heading: Text
    panels: tuple[ReportPanel, ...]


@dataclass(frozen=True)
class Report:
    """What is known of a subject on a day.

    `home` is the name of the city that a map centres on; `events` are a label, a start and an end
    each; `unanswered_questions` are those to which the graph has no answer; `works` is the
    research that the questions serve, in full.
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

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each reference by the name that answers tell."""
        return {reference.name: reference.number for reference in self.references}

    def citations(self, names: Sequence[str]) -> tuple[list[int], list[str]]:
        """The numbers of references that names of sources have, and the names that have none."""
        known = {self.numbers[name] for name in names if name in self.numbers}
        return sorted(known), [name for name in names if name not in self.numbers]


def make_report(
    engine: Engine,
    workspace: Workspace,
    kind: str,
    names: Sequence[str],
    language: str = "en",
    as_of: str = "",
    answered: Answering = answer_question,
) -> Report:
    """Answer the questions of a kind of report about its subject.

    Args:
        engine: the graph.
        workspace: whose questions and plans.
        kind: one that reports.yaml tells of, as "city".
        names: of what it is about, as people write them: a city; two cities; a study; a country.
        language: "en" or "id".
        as_of: the day to which it holds, ISO 8601; today without.
        answered: what answers a question.

    Raises:
        UnknownName, AmbiguousName: a kind or a name that fits nothing, or several things.
        InputError: too few or too many names; a day that is none; a plan that cannot be read.
    """
    plans = find_plans(workspace)
    if kind not in plans:
        raise UnknownName("kind of report", kind, nearest(kind, plans) or sorted(plans))
    plan = plans[kind]
    about = subjects(engine, plan, names, as_of)
    titles = {name: name_of(engine, term, language) for name, term in about.items()}
    asked = _answered(engine, find_questions(workspace), plan, about, language, answered)
    sections = [
        Section(heading, tuple(p for p in panels if p.answer.rows)) for heading, panels in asked
    ]
    empty = [p for _, panels in asked for p in panels if not p.answer.rows]
    panels = [panel for section in sections for panel in section.panels]
    return Report(
        kind=kind,
        names=tuple(titles[name] for name in plan.subjects),
        title=plan.title.in_language(language).format_map(titles),
        workspace=workspace.title,
        language=language,
        as_of=titles["asOf"],
        sections=tuple(section for section in sections if section.panels),
        references=tuple(references(engine, (name for p in panels for name in p.source_names))),
        unanswered_questions=tuple(panel.question for panel in empty),
        works=_works(workspace, panels),
        home=titles.get("city", ""),
        events=dated_events(engine, language),
    )


def dated_events(engine: Engine, language: str = "en") -> tuple[tuple[str, str, str], ...]:
    """What touched many partnerships: the name, the first and the last day; "" where it lasts."""
    rows = map(row_texts, engine.select(PREFIXES + _EVENTS % literal(language)).rows)
    return tuple((name, start, end) for name, start, end in rows)


def _answered(
    engine: Engine,
    questions: Mapping[str, Question],
    plan: Plan,
    about: Mapping[str, Term],
    language: str,
    answered: Answering,
) -> list[tuple[Text, list[ReportPanel]]]:
    """Each section with its panels; a panel whose subject is not known is left out."""
    planned = [
        (heading, panel)
        for heading, panels in plan.sections
        for panel in panels
        if all(name in about for name in panel.subjects)
    ]

    def made(panel: PlannedPanel) -> ReportPanel:
        return _panel(engine, questions, panel, about, language, answered)

    panels = engine.map_parallel(made, [panel for _, panel in planned])
    return [
        (heading, [p for (of, _), p in zip(planned, panels, strict=True) if of is heading])
        for heading, _ in plan.sections
    ]


def _panel(
    engine: Engine,
    questions: Mapping[str, Question],
    planned: PlannedPanel,
    about: Mapping[str, Term],
    language: str,
    answered: Answering,
) -> ReportPanel:
    if planned.question not in questions:
        raise UnknownName("question", planned.question, nearest(planned.question, questions))
    question = questions[planned.question]
    given = {name: _written(value, about) for name, value in planned.parameters}
    answer = answered(engine, question, question.in_language(language) | given)
    columns = _columns(question, planned, answer)
    at = [answer.columns.index(column) for column in columns]
    rows = tuple(dict.fromkeys(tuple(row[n] for n in at) for row in answer.rows))
    return ReportPanel(
        heading=planned.heading or question.title,
        answer=answer,
        question=question,
        show=planned.show,
        columns=columns,
        rows=rows[: planned.max_rows],
        more_rows=max(0, len(rows) - planned.max_rows),
        parameters=tuple((name, value.rpartition("/")[2]) for name, value in given.items()),
    )


def _columns(question: Question, planned: PlannedPanel, answer: Answer) -> tuple[str, ...]:
    """The columns of a panel's table, without those that no row fills."""
    columns = planned.columns or answer.columns
    for column in columns:
        if column not in answer.columns:
            raise UnknownName(f"column of {question.name}", column, nearest(column, answer.columns))
    filled = {c for n, c in enumerate(answer.columns) if any(_told(row[n]) for row in answer.rows)}
    return tuple(column for column in columns if column in filled)


def _told(value: object) -> bool:
    return value is not None and str(value) != ""


def _written(value: str, about: Mapping[str, Term]) -> str:
    """A parameter as `ask` takes it: the address or the text of a subject, or a text as it is."""
    return about[value][1:-1] if value in about else value


def _works(workspace: Workspace, panels: Sequence[ReportPanel]) -> tuple[str, ...]:
    works = find_works(workspace)
    cited = {key for panel in panels for key in panel.question.cites}
    return tuple(sorted(works[key].reference for key in cited if key in works))
