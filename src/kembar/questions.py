"""Saved questions: plain SPARQL files whose head says what they ask. Find, bind, answer."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from kembar.errors import InputError, UnknownName
from kembar.names import nearest, resolve
from kembar.oxigraph import Engine
from kembar.terms import Term, Value
from kembar.vocabulary import LANGUAGES
from kembar.workspace import File, Workspace


@dataclass(frozen=True)
class Words:
    """The same said in English and in Indonesian."""

    en: str
    id: str

    def said_in(self, language: str) -> str:
        """The words in a language of `LANGUAGES`."""
        return self.id if language == "id" else self.en


@dataclass(frozen=True)
class Column:
    """A column of an answer; a `several` column holds a list whose parts stand between "; "."""

    name: str
    words: Words
    several: bool = False


@dataclass(frozen=True)
class Parameter:
    """What a question may be given: kind is city, date, year, number, language, study or event."""

    name: str
    kind: str
    words: Words


@dataclass(frozen=True)
class Question:
    """A saved question, as its file tells it."""

    name: str
    topic: str
    summary: str
    words: Words
    columns: tuple[Column, ...]
    parameters: tuple[Parameter, ...]
    view: str
    serves: str
    sparql: str


@dataclass(frozen=True)
class Answer:
    """Columns and rows, and the question that they answer (None for a query of one's own)."""

    columns: tuple[str, ...]
    rows: list[tuple[Value | None, ...]]
    question: Question | None = None

    def heading(self, column: str, language: str = "en") -> str:
        """What a column is called for people."""
        told = self.question.columns if self.question else ()
        return next((c.words.said_in(language) for c in told if c.name == column), column)


def find_questions(workspace: Workspace) -> dict[str, Question]:
    """All saved questions by name; a workspace's own stands in for a shipped one of that name.

    Raises:
        InputError: a file whose head cannot be read.
    """
    questions = [_read(file) for file in workspace.files("queries", ".rq")]
    return {question.name: question for question in questions}


def find_question(workspace: Workspace, name: str) -> Question:
    """One saved question.

    Raises:
        UnknownName: there is none of that name.
    """
    questions = find_questions(workspace)
    if name not in questions:
        raise UnknownName("question", name, nearest(name, questions))
    return questions[name]


def ask(engine: Engine, question: Question, given: Mapping[str, str] | None = None) -> Answer:
    """Answer a saved question.

    Args:
        engine: the graph.
        question: what to ask.
        given: parameters by name, as people write them; what is left out has its default.

    Raises:
        UnknownName: a parameter that the question lacks, or a name that fits nothing.
        InputError: a value that is not of the parameter's kind.
    """
    table = engine.select(bind(engine, question, given or {}))
    several = [
        any(c.name == name and c.several for c in question.columns) for name in table.columns
    ]
    rows = [
        tuple(_sorted_list(v) if s else v for v, s in zip(row, several, strict=True))
        for row in table.rows
    ]
    return Answer(table.columns, rows, question)


def bind(engine: Engine, question: Question, given: Mapping[str, str]) -> str:
    """The query with its parameters put in, each as one serialised RDF term."""
    sparql = question.sparql
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in given:
        if name not in known:
            raise UnknownName(f"parameter of {question.name}", name, nearest(name, known))
    for name, parameter in known.items():
        value = given.get(name, "today" if parameter.kind == "date" else "")
        if value:
            sparql = _put(sparql, name, resolve_value(engine, parameter, value))
    return sparql


def resolve_value(engine: Engine, parameter: Parameter, value: str) -> Term:
    """A parameter's value as people write it, as a term."""
    if parameter.kind == "date" and value == "today":
        value = datetime.date.today().isoformat()
    if parameter.kind == "language" and value not in LANGUAGES:
        raise UnknownName("language", value, LANGUAGES)
    try:
        return resolve(engine, parameter.kind, value)
    except ValueError as bad:
        raise InputError(str(bad), column=parameter.name) from None


def _put(sparql: str, name: str, value: Term) -> str:
    place = re.compile(rf"(VALUES\s+\?{re.escape(name)}\s*\{{)[^}}]*\}}")
    return place.sub(lambda found: f"{found[1]} {value} }}", sparql, count=1)


def _read(file: File) -> Question:
    import yaml

    text = file.path.read_text("utf-8")
    head = "\n".join(line[2:].removeprefix(" ") for line in text.splitlines() if line[:2] == "#+")
    try:
        told = yaml.safe_load(head)
        columns = tuple(
            Column(name, Words(c["en"], c["id"]), bool(c.get("list")))
            for name, c in told["columns"].items()
        )
        parameters = tuple(
            Parameter(name, p["kind"], Words(p["en"], p["id"]))
            for name, p in (told.get("parameters") or {}).items()
        )
        words = Words(told["question"]["en"], told["question"]["id"])
        return Question(
            file.path.stem,
            told["topic"],
            told["summary"],
            words,
            columns,
            parameters,
            told.get("view", "table"),
            told.get("serves", ""),
            text,
        )
    except yaml.YAMLError as bad:
        line = getattr(getattr(bad, "problem_mark", None), "line", 0) + 1
        raise InputError("its head (#+ lines) is not YAML", file=file.shown, line=line) from None
    except (KeyError, TypeError, AttributeError):
        raise InputError(
            "its head (#+ lines) must have summary, topic, question (en, id) and columns (en, id)",
            file=file.shown,
        ) from None


def _sorted_list(value: Value | None) -> Value | None:
    """Engines join a group in any order: put it into one."""
    if value is None:
        return None
    return value._replace(text="; ".join(sorted(filter(None, value.text.split("; ")))))
