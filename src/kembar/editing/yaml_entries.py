"""YAML files of entries: reading, and a template to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kembar.editing.entry import Entry, entry, field_of, form_of
from kembar.errors import InputError, UnknownName
from kembar.inputs.files import read_text
from kembar.inputs.yaml_text import compose_yaml, is_empty, line_of
from kembar.language import _
from kembar.model.forms import Form, addable, forms


@dataclass(frozen=True)
class YamlEntries:
    """The entries of a file, their source and their author."""

    entries: tuple[Entry, ...]
    source: Entry | None = None
    author: str = ""


def read_yaml(path: Path) -> YamlEntries:
    """Return the entries of a YAML file, in the form of `template`; every value is a text.

    Raises:
        InputError: it cannot be read, with its line.
    """
    file = str(path)
    entries: list[Entry] = []
    common: dict[str, Any] = {}
    for name, node in _parts(path, file):
        if name.value in ("source", "by"):
            if name.value in common:
                fault = _("stands twice; put the statements of another source into another file")
                raise InputError(fault, file=file, line=line_of(name), column=name.value)
            common[name.value] = node
            continue
        nodes = node.value if node.id == "sequence" else [node]
        entries += [_entry(name.value, one, file, line_of(name)) for one in nodes]
    if not entries:
        kinds = ", ".join(addable())
        raise InputError(
            _("adds nothing; begin a line with one of {kinds}", kinds=kinds), file=file
        )
    source = _source(common["source"], file) if "source" in common else None
    author = _texts(common["by"], file) if "by" in common else []
    return YamlEntries(tuple(entries), source, " ".join(author))


def template(kind: str, choices: Mapping[str, Sequence[str]]) -> str:
    """Return a YAML file to fill in for one kind of thing.

    Args:
        kind: one of `forms.addable()`.
        choices: the notations of each concept scheme, shown beside the fields.

    Raises:
        UnknownName: no such kind.
    """
    form = form_of(kind)
    title = _(
        "{kind}: fill in this file, then run kembar add FILE. "
        "Leave empty what you do not know; a line with * needs a value.",
        kind=_(form.label),
    )
    lines = [f"# {title}", f"{kind}:", *_lines(form, choices)]
    source = _lines(forms()["source"], choices, starred=False)
    return "\n".join([*lines, "source:", *source, "by:", ""])


def _lines(
    form: Form, choices: Mapping[str, Sequence[str]], *, starred: bool = True
) -> Iterator[str]:
    for field in form.fields:
        yield f"  # {'* ' if field.required and starred else ''}{_(field.question)}"
        if field.scheme:
            yield f"  #   {', '.join(choices[field.scheme])}"
        yield f"  {field.name}: {'[]' if field.is_list else field.default}".rstrip()


def _parts(path: Path, file: str) -> list[tuple[Any, Any]]:
    """Return the top keys of all documents of a file, with their values."""
    documents = compose_yaml(read_text(path), file)
    return [pair for document in documents for pair in _pairs(document, file)]


def _entry(kind: str, node: Any, file: str, line: int) -> Entry:
    """Return the entry of a kind from its node."""
    try:
        form = form_of(kind)
    except UnknownName as bad:
        raise InputError(str(bad), file=file, line=line) from None
    values, key = {}, ""
    lines = {"": line_of(node) if node.value else line}
    for name, value in _pairs(node, file):
        if name.value in lines:
            fault = _("stands twice; write several values as a list: [one, two]")
            raise InputError(fault, file=file, line=line_of(name), column=name.value)
        lines[name.value] = line_of(name)
        if name.value == "key":
            key = " ".join(_texts(value, file))
            continue
        try:
            field_of(form, name.value)
        except UnknownName as bad:
            raise InputError(str(bad), file=file, line=line_of(name)) from None
        if texts := _texts(value, file):
            values[name.value] = texts
    return Entry(kind, values, key, file, lines)


def _source(node: Any, file: str) -> Entry | None:
    """Return the source of a file: a mapping of its fields, or its address or name alone."""
    if node.id == "scalar":
        texts = _texts(node, file)
        return entry("source", {"url": texts[0]}) if texts else None
    source = _entry("source", node, file, line_of(node))
    return source if source.values or source.key else None


def _pairs(node: Any, file: str) -> list[tuple[Any, Any]]:
    if is_empty(node):
        return []
    if node.id != "mapping" or any(name.id != "scalar" for name, _ in node.value):
        raise InputError(_("must be lines like since: 2026-05"), file=file, line=line_of(node))
    return list(node.value)


def _texts(node: Any, file: str) -> list[str]:
    """Return the texts of a value; YAML's types (dates, yes and no) do not count."""
    if node.id == "scalar":
        return [] if is_empty(node) else [node.value.strip()]
    if node.id == "sequence":
        return [text for one in node.value for text in _texts(one, file)]
    raise InputError(_("must be a text or a list of texts"), file=file, line=line_of(node))
