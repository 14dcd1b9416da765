"""YAML files of entries: reading, and a template to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kembar.editing.entry import Entry, entry, field_of, form_of
from kembar.errors import InputError, UnknownName
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
                fault = "stands once in a file; put what another source says into a file of its own"
                raise InputError(fault, file=file, line=_line(name), column=name.value)
            common[name.value] = node
            continue
        nodes = node.value if _is(node, "SequenceNode") else [node]
        entries += [_entry(name.value, one, file, _line(name)) for one in nodes]
    if not entries:
        kinds = ", ".join(addable())
        raise InputError(f"adds nothing; begin a line with one of {kinds}", file=file)
    source = _source(common["source"], file) if "source" in common else None
    author = _texts(common["by"], file) if "by" in common else []
    return YamlEntries(tuple(entries), source, " ".join(author))


def template(kind: str, language: str, choices: Mapping[str, Sequence[str]]) -> str:
    """Return a YAML file to be filled in for one kind of thing.

    Args:
        kind: one of `forms.addable()`.
        language: of the prompts, "en" or "id".
        choices: the notations of each concept scheme, to be shown beside the fields.

    Raises:
        UnknownName: no such kind.
    """
    form = form_of(kind)
    title = {
        "en": f"# {form.words['en']}: fill in, then: kembar add FILE. "
        "Empty is unknown; what has a star is needed.",
        "id": f"# {form.words['id']}: isi, lalu: kembar add BERKAS. "
        "Kosong berarti tidak diketahui; yang berbintang wajib diisi.",
    }[language]
    lines = [title, f"{kind}:", *_lines(form, language, choices)]
    source = _lines(forms()["source"], language, choices, starred=False)
    return "\n".join([*lines, "source:", *source, "by:", ""])


def _lines(
    form: Form, language: str, choices: Mapping[str, Sequence[str]], *, starred: bool = True
) -> Iterator[str]:
    for field in form.fields:
        yield f"  # {'* ' if field.required and starred else ''}{field.words[language]}"
        if field.scheme:
            yield f"  #   {', '.join(choices[field.scheme])}"
        yield f"  {field.name}: {'[]' if field.is_list else field.default}".rstrip()


def _parts(path: Path, file: str) -> list[tuple[Any, Any]]:
    """Return the top keys of all documents of a file, with their values."""
    import yaml

    try:
        text = path.read_text("utf-8-sig")
        for event in yaml.parse(text, yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                # A few lines of them can stand for more than any memory holds.
                fault = "refers to another place with *; write it out instead"
                raise InputError(fault, file=file, line=_line(event))
        documents = list(yaml.compose_all(text, yaml.SafeLoader))
    except UnicodeDecodeError:
        raise InputError("is not UTF-8; save it as UTF-8", file=file) from None
    except OSError as bad:
        raise InputError(f"cannot be read: {bad.strerror}", file=file) from None
    except (yaml.YAMLError, RecursionError) as bad:
        line = getattr(getattr(bad, "problem_mark", None), "line", 0) + 1
        why = getattr(bad, "problem", None) or "a sign that may not stand there"
        raise InputError(f"is not YAML: {why}", file=file, line=line) from None
    return [pair for document in documents for pair in _pairs(document, file)]


def _entry(kind: str, node: Any, file: str, line: int) -> Entry:
    """Return the entry of a kind from its node."""
    try:
        form = form_of(kind)
    except UnknownName as bad:
        raise InputError(str(bad), file=file, line=line) from None
    values, key = {}, ""
    lines = {"": _line(node) if node.value else line}
    for name, value in _pairs(node, file):
        lines[name.value] = _line(name)
        if name.value == "key":
            key = " ".join(_texts(value, file))
            continue
        try:
            field_of(form, name.value)
        except UnknownName as bad:
            raise InputError(str(bad), file=file, line=_line(name)) from None
        if texts := _texts(value, file):
            values[name.value] = texts
    return Entry(kind, values, key, file, lines)


def _source(node: Any, file: str) -> Entry | None:
    """Return the source of a file: a mapping of its fields, or its address or name alone."""
    if _is(node, "ScalarNode"):
        texts = _texts(node, file)
        return entry("source", {"url": texts[0]}) if texts else None
    source = _entry("source", node, file, _line(node))
    return source if source.values or source.key else None


def _pairs(node: Any, file: str) -> list[tuple[Any, Any]]:
    if node is None or (_is(node, "ScalarNode") and not node.value.strip()):
        return []
    if not _is(node, "MappingNode") or any(not _is(name, "ScalarNode") for name, _ in node.value):
        raise InputError("must be lines like since: 2026-05", file=file, line=_line(node))
    return list(node.value)


def _texts(node: Any, file: str) -> list[str]:
    """Return the texts of a value; YAML's types (dates, yes and no) do not count."""
    if _is(node, "ScalarNode"):
        empty = not node.value.strip() or (node.style is None and node.value in ("~", "null"))
        return [] if empty else [node.value.strip()]
    if _is(node, "SequenceNode"):
        return [text for one in node.value for text in _texts(one, file)]
    raise InputError("must be a text or a list of texts", file=file, line=_line(node))


def _line(node: Any) -> int:
    return int(node.start_mark.line) + 1


def _is(node: Any, kind: str) -> bool:
    import yaml

    return isinstance(node, getattr(yaml, kind))
