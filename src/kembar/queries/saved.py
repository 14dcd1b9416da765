"""Saved questions: plain SPARQL files whose head says what they ask. Find, bind, answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from kembar.errors import InputError, UnknownName
from kembar.names.lookup import nearest
from kembar.queries.ordering import OrderKey, order_clause, parse_order
from kembar.rdf.terms import Value
from kembar.workspace.layout import File, Workspace, read_text

PLACE = re.compile(r"(VALUES\s+\?(\w+)\s*\{)([^}]*)\}")
"""Where a query takes a parameter: VALUES, a variable, and one value between braces."""

_HEAD = "#+"
"""What a line of a question's head begins with, as grlc has it."""

_ORDER_LINE = re.compile(r"#\+\s*order\s*:")
_OWN_ORDER = re.compile(r"\b(ORDER\s+BY|LIMIT|OFFSET)\b", re.IGNORECASE)


class Text(NamedTuple):
    """The same said in English and in Indonesian."""

    en: str
    id: str

    def in_language(self, language: str) -> str:
        """The words in a language of `LANGUAGES`."""
        return self.id if language == "id" else self.en


class Column(NamedTuple):
    """A column of an answer; an `is_list` column holds a list whose parts stand between "; "."""

    name: str
    words: Text
    is_list: bool = False


class Parameter(NamedTuple):
    """What a question may be given; `kind` is one that `names.resolve` knows."""

    name: str
    kind: str
    words: Text


class Work(NamedTuple):
    """A work of research that questions serve: as papers cite it, and in full."""

    citation: str
    reference: str
    address: str = ""


class Question(NamedTuple):
    """A saved question, as its file tells it; `topic` is its first tag.

    `serves` says which research it serves, and `cites` names the works (`queries/research.yaml`).
    Rows are sorted by `order`; without, they stay as the engine returns them.
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

    @property
    def body(self) -> str:
        """The query as any engine runs it: without its head, ordered as the head declares."""
        lines = [line for line in self.sparql.split("\n") if not line.startswith(_HEAD)]
        return "\n".join(["\n".join(lines).strip(), order_clause(self.order)]).strip() + "\n"

    def in_language(self, language: str) -> dict[str, str]:
        """What to give it so that it answers in a language; nothing where it asks for none."""
        asks = any(parameter.name == "lang" for parameter in self.parameters)
        return {"lang": language} if asks else {}


def find_questions(workspace: Workspace) -> dict[str, Question]:
    """All saved questions by name; a workspace's own stands in for a shipped one of that name.

    Raises:
        InputError: a file whose head cannot be read.
    """
    questions = [_read(file) for file in workspace.files("queries", ".rq")]
    return {question.name: question for question in questions}


def find_topics(workspace: Workspace) -> dict[str, Text]:
    """What each topic is called; a topic without words of its own is called by its tag.

    Raises:
        InputError: a topics.yaml that cannot be read.
    """
    return {
        tag: Text(words["en"], words["id"])
        for tag, words in _told(workspace, "topics", "city: {en: ..., id: ...}", ("en", "id"))
    }


def find_works(workspace: Workspace) -> dict[str, Work]:
    """The works of research that questions cite, by their keys.

    Raises:
        InputError: a research.yaml that cannot be read.
    """
    form = "grindle-1997: {cited: ..., reference: ..., address: ...}"
    return {
        key: Work(told["cited"], told["reference"], told.get("address", ""))
        for key, told in _told(workspace, "research", form, ("cited", "reference"))
    }


def _told(
    workspace: Workspace, stem: str, form: str, needed: tuple[str, ...]
) -> Iterator[tuple[str, dict[str, str]]]:
    """The lines of a file of YAML beside the questions, of all folders; the last one counts."""
    remedy = f"must hold lines like {form}"
    for file, told in read_yaml_files(workspace, stem, remedy):
        for key, line in told.items():
            if not isinstance(line, dict) or any(word not in line for word in needed):
                raise InputError(remedy, file=file)
            yield str(key), {str(k): str(v) for k, v in line.items()}


def read_yaml_files(
    workspace: Workspace, stem: str, remedy: str
) -> Iterator[tuple[str, dict[Any, Any]]]:
    """What files of YAML of one name say beside the questions, shipped ones first.

    Args:
        workspace: whose folders.
        stem: the name, as "topics".
        remedy: what such a file must hold, for the message.

    Yields:
        How messages call each file, and what it holds by its keys.

    Raises:
        InputError: a file that cannot be read, or holds nothing by keys.
    """
    import yaml

    for file in workspace.files("queries", ".yaml"):
        if file.path.stem != stem:
            continue
        try:
            told = yaml.load(read_text(file), yaml_loader()) or {}
        except yaml.YAMLError:
            told = None
        if not isinstance(told, dict):
            raise InputError(remedy, file=file.shown)
        yield file.shown, told


def find_question(workspace: Workspace, name: str) -> Question:
    """One saved question; its file alone is read.

    Raises:
        UnknownName: there is none of that name.
        InputError: its head cannot be read.
    """
    files = {file.path.stem: file for file in workspace.files("queries", ".rq")}
    if name not in files:
        raise UnknownName("question", name, nearest(name, files))
    return _read(files[name])


def split_list(cell: Value | str | None) -> list[str]:
    """The parts of a cell that holds a list."""
    return [part for part in str(cell or "").split("; ") if part]


def yaml_loader() -> Any:
    """What reads YAML as plain values and nothing else: libyaml, where PyYAML was built with it."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _read(file: File) -> Question:
    sparql = read_text(file)
    lines = [
        line.removeprefix(_HEAD).removeprefix(" ")
        for line in sparql.splitlines()
        if line.startswith(_HEAD)
    ]
    told = _parse_head("\n".join(lines), file)
    try:
        columns = tuple(
            Column(name, Text(c["en"], c["id"]), bool(c.get("list")))
            for name, c in told["columns"].items()
        )
        parameters = tuple(
            Parameter(name, p["kind"], Text(p["en"], p["id"]))
            for name, p in (told.get("parameters") or {}).items()
        )
        words = Text(told["question"]["en"], told["question"]["id"])
        serves = told.get("serves") or {}
        return Question(
            file.path.stem,
            told["tags"][0],
            told["summary"],
            words,
            columns,
            parameters,
            told.get("view", "table"),
            Text(serves.get("en", ""), serves.get("id", "")),
            tuple(serves.get("cites", ())),
            sparql,
            _order(told.get("order", []), columns, file, sparql),
        )
    except (KeyError, IndexError, TypeError, AttributeError):
        raise InputError(
            "its head (#+ lines) must have summary, tags, question (en, id) and columns (en, id)",
            file=file.shown,
        ) from None


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
                "its order stands in its head: end its query without ORDER BY or LIMIT"
            )
    except ValueError as bad:
        lines = enumerate(sparql.splitlines(), start=1)
        line = next((number for number, text in lines if _ORDER_LINE.match(text)), None)
        raise InputError(str(bad), file=file.shown, line=line) from None
    return order


def _parse_head(head: str, file: File) -> Any:
    """Return a head as plain values.

    Raises:
        InputError: it is not YAML.
    """
    import yaml

    try:
        return yaml.load(head, yaml_loader())
    except yaml.YAMLError as bad:
        line = getattr(getattr(bad, "problem_mark", None), "line", 0) + 1
        raise InputError("its head (#+ lines) is not YAML", file=file.shown, line=line) from None
