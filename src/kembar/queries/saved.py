"""Saved questions: files of SPARQL whose head of YAML declares columns, parameters and order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from kembar.errors import InputError, UnknownName
from kembar.inputs.files import read_text
from kembar.inputs.yaml_text import parse_yaml
from kembar.language import _
from kembar.names.lookup import nearest
from kembar.queries.chart_file import ChartFiles, read_view
from kembar.queries.ordering import OrderKey, order_clause, parse_order
from kembar.rdf.terms import Value
from kembar.workspace.layout import File, Workspace

PLACE = re.compile(r"(VALUES\s+\?(\w+)\s*\{)([^}]*)\}")
"""The place of a parameter in a query: VALUES, a variable, and its default between braces."""

_HEAD = "#+"
"""The prefix of the lines of a head, as in grlc."""

_YES = ("true", "yes", "on")

_ORDER_LINE = re.compile(r"#\+\s*order\s*:")
_OWN_ORDER = re.compile(r"\b(ORDER\s+BY|LIMIT|OFFSET)\b", re.IGNORECASE)


class Text(NamedTuple):
    """A text in English, Indonesian and Korean; "" in a language that it lacks."""

    en: str
    id: str = ""
    ko: str = ""

    def in_language(self, language: str) -> str:
        """Return the text in a language, or in English where it lacks that language.

        >>> Text("Partners", "Mitra").in_language("ko")
        'Partners'
        """
        return self._asdict().get(language) or self.en


class Column(NamedTuple):
    """A column of an answer; an `is_list` column holds a list whose parts stand between "; "."""

    name: str
    words: Text
    is_list: bool = False


class Parameter(NamedTuple):
    """A parameter of a question; `kind` is one that `kembar.names.lookup.resolve` takes."""

    name: str
    kind: str
    words: Text


class Work(NamedTuple):
    """A work of research: as papers cite it, in full, and its web address."""

    citation: str
    reference: str
    address: str = ""


class Question(NamedTuple):
    """A saved question.

    Attributes:
        name: the name of its file, without the ending.
        topic: its first tag.
        summary: a few words, in English.
        title: the question as a sentence.
        columns: those of its answer.
        parameters: those that it takes.
        view: the kind of chart that shows its answer: "table", "bar", "timeline" or "map".
        serves: the research that it serves.
        cites: the keys of works in research.yaml.
        sparql: the text of its file.
        order: the columns that the rows are sorted by; without, the engine leaves their order.
        chart: a specification of Vega-Lite as JSON, from its head or from a file.
        chart_file: that file; "" for the head.
    """

    name: str
    topic: str
    summary: str
    title: Text
    columns: tuple[Column, ...]
    parameters: tuple[Parameter, ...]
    view: str
    serves: Text
    cites: tuple[str, ...]
    sparql: str
    order: tuple[OrderKey, ...] = ()
    chart: str = ""
    chart_file: str = ""

    @property
    def body(self) -> str:
        """The query as any engine runs it: without its head, ordered as the head declares."""
        lines = [line for line in self.sparql.split("\n") if not line.startswith(_HEAD)]
        return "\n".join(["\n".join(lines).strip(), order_clause(self.order)]).strip() + "\n"

    def in_language(self, language: str) -> dict[str, str]:
        """Return the parameter for answers in a language; empty where it takes none."""
        has_language = any(parameter.name == "lang" for parameter in self.parameters)
        return {"lang": language} if has_language else {}


class QuestionFiles(NamedTuple):
    """The saved questions by name, and the faults of the files that could not be read."""

    questions: dict[str, Question]
    faults: tuple[InputError, ...]


def read_questions(workspace: Workspace) -> QuestionFiles:
    """Return all saved questions; a workspace's own replaces a shipped one of that name.

    A file with a fault is no question and replaces one of its name all the same; the others stay.
    """
    questions: dict[str, Question] = {}
    faults: list[InputError] = []
    charts = ChartFiles(workspace)
    for file in workspace.files("queries", ".rq"):
        try:
            questions[file.path.stem] = _with_chart(_read_question(file), file, charts)
        except InputError as bad:
            questions.pop(file.path.stem, None)
            faults.append(bad)
    return QuestionFiles(questions, tuple(faults))


def find_questions(workspace: Workspace) -> dict[str, Question]:
    """Return the saved questions that can be read, by name; see `read_questions`."""
    return read_questions(workspace).questions


def question_faults(workspace: Workspace) -> list[InputError]:
    """Return what is wrong with the files of questions, of their topics and of their research."""
    questions, faults = read_questions(workspace)
    topic_faults: list[InputError] = []
    list(_read_entries(workspace, *_TOPICS, topic_faults))
    works = dict(_read_entries(workspace, *_WORKS, topic_faults))
    paths = {file.path.stem: file.display_path for file in workspace.files("queries", ".rq")}
    unknown_works = [
        InputError(str(UnknownName("work of research", key, nearest(key, works))), file=paths[name])
        for name, question in questions.items()
        for key in question.cites
        if key not in works
    ]
    return [*faults, *topic_faults, *unknown_works]


_TOPICS = ("topics", "city: {en: ..., id: ..., ko: ...}", ("en",))
_WORKS = (
    "research",
    "grindle-1997: {cited: ..., reference: ..., address: ...}",
    ("cited", "reference"),
)


def find_topics(workspace: Workspace) -> dict[str, Text]:
    """Return the titles of topics by their tags; entries that cannot be read are left out."""
    entries = _read_entries(workspace, *_TOPICS, [])
    return {tag: text_of_entry(entry) for tag, entry in entries}


def find_works(workspace: Workspace) -> dict[str, Work]:
    """Return the works of research by their keys; entries that cannot be read are left out."""
    return {
        key: Work(entry["cited"], entry["reference"], entry.get("address", ""))
        for key, entry in _read_entries(workspace, *_WORKS, [])
    }


def _read_entries(
    workspace: Workspace, stem: str, form: str, required: tuple[str, ...], faults: list[InputError]
) -> Iterator[tuple[str, dict[str, str]]]:
    """The entries of files of YAML with their keys; the last one of a key counts.

    `faults` receives the files and the entries that cannot be read.
    """
    remedy = _("must hold lines like {line}", line=form)
    for file in _yaml_files(workspace, stem):
        try:
            content = _read_mapping(file, remedy)
        except InputError as bad:
            faults.append(bad)
            continue
        for key, entry in content.items():
            if isinstance(entry, dict) and all(isinstance(entry.get(n), str) for n in required):
                yield key, {name: value for name, value in entry.items() if isinstance(value, str)}
            else:
                faults.append(InputError(remedy, file=file.display_path, column=key[:60]))


def read_yaml_files(
    workspace: Workspace, stem: str, remedy: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Read the files of YAML of one name that stand beside the questions, shipped ones first.

    Args:
        workspace: the folders.
        stem: the name of the files, as "topics".
        remedy: the message for a file whose content is no mapping.

    Yields:
        The path of each file, as messages show it, and its content.

    Raises:
        InputError: a file that cannot be read, or whose content is no mapping.
    """
    for file in _yaml_files(workspace, stem):
        yield file.display_path, _read_mapping(file, remedy)


def _yaml_files(workspace: Workspace, stem: str) -> list[File]:
    return [file for file in workspace.files("queries", ".yaml") if file.path.stem == stem]


def _read_mapping(file: File, remedy: str) -> dict[str, Any]:
    content = parse_yaml(_text(file), file.display_path) or {}
    if not isinstance(content, dict):
        raise InputError(remedy, file=file.display_path)
    return content


def _text(file: File) -> str:
    return read_text(file.path, name=file.display_path)


def find_question(workspace: Workspace, name: str) -> Question:
    """Return one saved question; other files are not read.

    Raises:
        UnknownName: there is none of that name.
        InputError: its head cannot be read.
    """
    files = {file.path.stem: file for file in workspace.files("queries", ".rq")}
    if name not in files:
        raise UnknownName("question", name, nearest(name, files))
    return _with_chart(_read_question(files[name]), files[name], ChartFiles(workspace))


def split_list(cell: Value | str | None) -> list[str]:
    """Return the parts of a cell that holds a list."""
    return [part for part in str(cell or "").split("; ") if part]


def _read_question(file: File) -> Question:
    sparql = _text(file)
    numbered = [
        (number, line.removeprefix(_HEAD).removeprefix(" "))
        for number, line in enumerate(sparql.split("\n"), start=1)
        if line.startswith(_HEAD)
    ]
    first_line = numbered[0][0] if numbered else 1
    text = "\n".join(line for _, line in numbered)
    try:
        head = parse_yaml(text, file.display_path, first_line)
    except InputError as bad:
        fault = _("its head (#+ lines): {fault}", fault=bad.fault)
        raise InputError(fault, **_place(bad)) from None
    try:
        return _question(head, sparql, file)
    except (KeyError, IndexError, TypeError, AttributeError):
        raise InputError(
            _(
                "its head (#+ lines) must have summary, tags, question and columns, each with a "
                "text in English (en); texts in Indonesian (id) and Korean (ko) may be left out"
            ),
            file=file.display_path,
        ) from None


def _place(bad: InputError) -> dict[str, Any]:
    return {"file": bad.file, "line": bad.line, "column": bad.column}


def text_of_entry(entry: Any) -> Text:
    """Return the text of an entry like `{en: ..., id: ..., ko: ...}`; English is required.

    Raises:
        KeyError: no English.
        TypeError: no entry, or a text that is none.
    """
    if not isinstance(entry, dict):
        raise TypeError(entry)
    return Text(_string(entry["en"]), *(_string(entry.get(name, "")) for name in ("id", "ko")))


def _strings(value: Any) -> tuple[str, ...]:
    """The texts of a list, or of one text that stands for a list."""
    return tuple(map(_string, [value] if isinstance(value, str) else value))


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _question(head: Any, sparql: str, file: File) -> Question:
    columns = tuple(
        Column(name, text_of_entry(entry), entry.get("list", "").casefold() in _YES)
        for name, entry in head["columns"].items()
    )
    serves = head.get("serves") or {}
    view = read_view(head.get("view", "table"))
    return Question(
        name=file.path.stem,
        topic=_string(head["tags"][0]),
        summary=_string(head["summary"]),
        title=text_of_entry(head["question"]),
        columns=columns,
        parameters=tuple(
            Parameter(name, _string(entry["kind"]), text_of_entry(entry))
            for name, entry in (head.get("parameters") or {}).items()
        ),
        view="table" if view.startswith("{") else view,
        serves=text_of_entry({"en": "", **serves}),
        cites=_strings(serves.get("cites", [])),
        sparql=sparql,
        order=_order(head.get("order", []), columns, file, sparql),
        chart=view if view.startswith("{") else "",
    )


def _with_chart(question: Question, file: File, charts: ChartFiles) -> Question:
    """The question with the specification of its head, else of its file."""
    text, place = charts.chart_of(file)
    return question if question.chart else question._replace(chart=text, chart_file=place)


def _order(
    keys: object, columns: Iterable[Column], file: File, sparql: str
) -> tuple[OrderKey, ...]:
    """The order that a head declares.

    Raises:
        InputError: keys that are no columns, or a query that has an order or a limit of its own.
    """
    try:
        order = parse_order(keys, [column.name for column in columns])
        if order and _OWN_ORDER.search(sparql.rpartition("}")[2]):
            raise ValueError(
                _("its order stands in its head: end its query without ORDER BY or LIMIT")
            )
    except ValueError as bad:
        lines = enumerate(sparql.splitlines(), start=1)
        line = next((number for number, text in lines if _ORDER_LINE.match(text)), None)
        raise InputError(str(bad), file=file.display_path, line=line) from None
    return order
