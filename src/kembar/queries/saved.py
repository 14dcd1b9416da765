"""Saved questions: files of SPARQL whose head of YAML declares columns, parameters and order."""

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
"""The place of a parameter in a query: VALUES, a variable, and its default between braces."""

_HEAD = "#+"
"""The prefix of the lines of a head, as in grlc."""

_ORDER_LINE = re.compile(r"#\+\s*order\s*:")
_OWN_ORDER = re.compile(r"\b(ORDER\s+BY|LIMIT|OFFSET)\b", re.IGNORECASE)


class Text(NamedTuple):
    """A text in English and in Indonesian."""

    en: str
    id: str

    def in_language(self, language: str) -> str:
        """Return the text in a language, "en" or "id"."""
        return self.id if language == "id" else self.en


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
        view: the kind of chart that shows its answer, or "table".
        serves: the research that it serves.
        cites: the keys of works in research.yaml.
        sparql: the text of its file.
        order: the columns that the rows are sorted by; without, the engine leaves their order.
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
        """Return the parameter for answers in a language; empty where it takes none."""
        has_language = any(parameter.name == "lang" for parameter in self.parameters)
        return {"lang": language} if has_language else {}


def find_questions(workspace: Workspace) -> dict[str, Question]:
    """Return all saved questions by name; a workspace's own replaces a shipped one of that name.

    Raises:
        InputError: a file whose head cannot be read.
    """
    questions = [_read_question(file) for file in workspace.files("queries", ".rq")]
    return {question.name: question for question in questions}


def find_topics(workspace: Workspace) -> dict[str, Text]:
    """Return the titles of topics by their tags.

    Raises:
        InputError: a malformed topics.yaml.
    """
    entries = _read_entries(workspace, "topics", "city: {en: ..., id: ...}", ("en", "id"))
    return {tag: Text(entry["en"], entry["id"]) for tag, entry in entries}


def find_works(workspace: Workspace) -> dict[str, Work]:
    """Return the works of research that questions cite, by their keys.

    Raises:
        InputError: a malformed research.yaml.
    """
    form = "grindle-1997: {cited: ..., reference: ..., address: ...}"
    return {
        key: Work(entry["cited"], entry["reference"], entry.get("address", ""))
        for key, entry in _read_entries(workspace, "research", form, ("cited", "reference"))
    }


def _read_entries(
    workspace: Workspace, stem: str, form: str, required: tuple[str, ...]
) -> Iterator[tuple[str, dict[str, str]]]:
    """The entries of files of YAML with their keys; the last one of a key counts."""
    remedy = f"must hold lines like {form}"
    for file, content in read_yaml_files(workspace, stem, remedy):
        for key, entry in content.items():
            if not isinstance(entry, dict) or any(name not in entry for name in required):
                raise InputError(remedy, file=file)
            yield str(key), {str(k): str(v) for k, v in entry.items()}


def read_yaml_files(
    workspace: Workspace, stem: str, remedy: str
) -> Iterator[tuple[str, dict[Any, Any]]]:
    """Read the files of YAML of one name that stand beside the questions, shipped ones first.

    Args:
        workspace: the folders.
        stem: the name of the files, as "topics".
        remedy: the message for a malformed file.

    Yields:
        The path of each file, as messages show it, and its content.

    Raises:
        InputError: a file that cannot be read, or whose content is no mapping.
    """
    import yaml

    for file in workspace.files("queries", ".yaml"):
        if file.path.stem != stem:
            continue
        try:
            content = yaml.load(read_text(file), yaml_loader()) or {}
        except yaml.YAMLError:
            content = None
        if not isinstance(content, dict):
            raise InputError(remedy, file=file.display_path)
        yield file.display_path, content


def find_question(workspace: Workspace, name: str) -> Question:
    """Return one saved question; other files are not read.

    Raises:
        UnknownName: there is none of that name.
        InputError: its head cannot be read.
    """
    files = {file.path.stem: file for file in workspace.files("queries", ".rq")}
    if name not in files:
        raise UnknownName("question", name, nearest(name, files))
    return _read_question(files[name])


def split_list(cell: Value | str | None) -> list[str]:
    """Return the parts of a cell that holds a list."""
    return [part for part in str(cell or "").split("; ") if part]


def yaml_loader() -> Any:
    """Return the loader of plain YAML: libyaml, where PyYAML was built with it."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _read_question(file: File) -> Question:
    sparql = read_text(file)
    lines = [
        line.removeprefix(_HEAD).removeprefix(" ")
        for line in sparql.splitlines()
        if line.startswith(_HEAD)
    ]
    head = _parse_head("\n".join(lines), file)
    try:
        return _question(head, sparql, file)
    except (KeyError, IndexError, TypeError, AttributeError):
        raise InputError(
            "its head (#+ lines) must have summary, tags, question (en, id) and columns (en, id)",
            file=file.display_path,
        ) from None


def _question(head: Any, sparql: str, file: File) -> Question:
    columns = tuple(
        Column(name, Text(entry["en"], entry["id"]), bool(entry.get("list")))
        for name, entry in head["columns"].items()
    )
    serves = head.get("serves") or {}
    return Question(
        name=file.path.stem,
        topic=head["tags"][0],
        summary=head["summary"],
        title=Text(head["question"]["en"], head["question"]["id"]),
        columns=columns,
        parameters=tuple(
            Parameter(name, entry["kind"], Text(entry["en"], entry["id"]))
            for name, entry in (head.get("parameters") or {}).items()
        ),
        view=head.get("view", "table"),
        serves=Text(serves.get("en", ""), serves.get("id", "")),
        cites=tuple(serves.get("cites", ())),
        sparql=sparql,
        order=_order(head.get("order", []), columns, file, sparql),
    )


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
        raise InputError(str(bad), file=file.display_path, line=line) from None
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
        raise InputError(
            "its head (#+ lines) is not YAML", file=file.display_path, line=line
        ) from None
