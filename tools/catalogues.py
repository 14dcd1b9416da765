"""Extract, update and compile the catalogues of messages: locale/LANGUAGE/LC_MESSAGES/*.po.

    python tools/catalogues.py update     # after a message has changed; then translate what is new
    python tools/catalogues.py compile    # makes the .mo files that the program reads
    python tools/catalogues.py check      # tells what lacks a translation; exit code 1 if anything

The domain `kembar` holds the messages of this program, `click` those of the library that reads the
command line. The build of a wheel or of an editable installation compiles too (`hatch_build.py`).
"""

from __future__ import annotations

import ast
import datetime
import importlib.util
import inspect
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as CatalogMessage
from babel.messages.extract import extract, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "locale"
LANGUAGES = ("id", "ko")
KEYWORDS = {"_": None, "N_": None, "_n": (1, 2), "_p": ((1, "c"), 2), "gettext": None}
CLICK_KEYWORDS = {"_": None, "ngettext": (1, 2)}
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
_COMMANDS = {"command", "group"}
_NO_DATE = datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC)


class Message(NamedTuple):
    """A message of the code: where it stands, its text or texts, and its context."""

    file: str
    line: int
    texts: str | tuple[str, ...]
    context: str | None


def extracted() -> dict[str, Catalog]:
    """Return the catalogue of each domain, as the code has it today."""
    return {"kembar": _catalog(_own_messages()), "click": _catalog(_messages_of_click())}


def _catalog(messages: Iterable[Message]) -> Catalog:
    catalog = Catalog(fuzzy=False)
    for message in messages:
        # Places without line numbers: else each change of the code would change the catalogues.
        catalog.add(message.texts, locations=[(message.file, 0)], context=message.context)
    return catalog


def _own_messages() -> Iterator[Message]:
    source = ROOT / "src"
    messages = extract_from_dir(source, METHODS, keywords=KEYWORDS)
    for file, line, texts, _, context in sorted(messages, key=lambda one: one[:2]):
        yield Message(f"src/{Path(file).as_posix()}", line, texts, context)
    for path in sorted((source / "kembar" / "cli").rglob("*.py")):
        for line, text in _command_docstrings(path):
            yield Message(path.relative_to(ROOT).as_posix(), line, text, None)


def _command_docstrings(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the docstrings of commands, which are their help."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and any(map(_is_command, node.decorator_list)):
            docstring = ast.get_docstring(node)
            if docstring:
                yield node.lineno, inspect.cleandoc(docstring)


def _is_command(decorator: ast.expr) -> bool:
    """Return whether a decorator is click.command(…), main.group(…) or the like."""
    call = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(call, ast.Attribute) and call.attr in _COMMANDS


def _messages_of_click() -> Iterator[Message]:
    spec = importlib.util.find_spec("click")
    assert spec is not None and spec.origin is not None
    for path in sorted(Path(spec.origin).parent.glob("*.py")):
        with path.open("rb") as file:
            for line, texts, _, context in extract("python", file, CLICK_KEYWORDS):
                yield Message(f"click/{path.name}", line, texts, context)


def catalogue_path(domain: str, language: str) -> Path:
    """Return the file of a domain's translations into a language."""
    return LOCALE / language / "LC_MESSAGES" / f"{domain}.po"


def read(domain: str, language: str) -> Catalog:
    """Return a domain's translations into a language; an empty catalogue where there are none."""
    path = catalogue_path(domain, language)
    if not path.exists():
        return Catalog(locale=language, domain=domain)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=domain)


def update() -> None:
    """Bring the catalogues into step with the code; translations of messages that stay are kept.

    Messages of another version of click are kept, as users have any of them.
    """
    for domain, template in extracted().items():
        for language in LANGUAGES:
            old = read(domain, language)
            catalog = _empty(domain, language)
            for message in [*template, *(old if domain == "click" else ())]:
                if message.id and (message.id, message.context) not in _keys(catalog):
                    known = old.get(message.id, message.context)
                    catalog.add(
                        message.id,
                        known.string if known else None,
                        locations=sorted(set(message.locations)),
                        context=message.context,
                    )
            _write(catalog, catalogue_path(domain, language))


def _empty(domain: str, language: str) -> Catalog:
    """Return a catalogue whose head never changes, so that only messages make a difference."""
    return Catalog(
        locale=language,
        domain=domain,
        header_comment=f"# Messages of {domain}, in the language {language}.",
        project="Kembar",
        version="1",
        last_translator="the contributors of Kembar",
        language_team=language,
        creation_date=_NO_DATE,
        revision_date=_NO_DATE,
        charset="utf-8",
        fuzzy=False,
    )


def _keys(catalog: Catalog) -> set[tuple[object, str | None]]:
    return {(message.id, message.context) for message in catalog}


def _write(catalog: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, sort_output=True, include_lineno=False, width=100)


def compile_all() -> list[Path]:
    """Make the .mo file of each catalogue that has changed, and return the paths of all."""
    paths = []
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime <= source.stat().st_mtime:
            _compile(source, target)
        paths.append(target)
    return paths


def _compile(source: Path, target: Path) -> None:
    with source.open("rb") as file:
        catalog = read_po(file, locale=source.parts[-3])
    # Two processes of tests may compile at once, while a third reads.
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".mo", delete=False) as compiled:
        write_mo(compiled, catalog)
    Path(compiled.name).chmod(source.stat().st_mode)
    Path(compiled.name).replace(target)


def faults() -> list[str]:
    """Return a line for each message that lacks a translation, or whose places differ in it."""
    lines = []
    for domain, template in extracted().items():
        for language in LANGUAGES:
            catalog = read(domain, language)
            for message in filter(lambda one: one.id, template):
                known = catalog.get(message.id, message.context)
                if fault := _fault(known) if known else "not in the catalogue":
                    lines.append(f"{language} {domain}: {fault}: {message.id!r}")
            if domain == "kembar":
                stale = _keys(catalog) - _keys(template)
                lines += [
                    f"{language} {domain}: no longer in the code: {text!r}" for text, _ in stale
                ]
    return lines


def _fault(message: CatalogMessage) -> str:
    """Return what is wrong with a translation; empty where it is right."""
    texts = _texts(message.string)
    if not all(texts):
        return "not translated"
    if any(_places(text) != _places(_texts(message.id)[-1]) for text in texts):
        return "its places differ"
    return ""


def _texts(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, tuple | list) else (str(text or ""),)


def _places(text: str) -> list[str]:
    """Return the places for values in a text, those of str.format and of %; sorted."""
    return sorted({*re.findall(r"\{\w*\}", text), *re.findall(r"%\(\w+\)\w|%[sd]", text)})


def main(arguments: list[str]) -> int:
    """Do what the argument names, and return the exit code."""
    match arguments:
        case ["update"]:
            update()
        case ["compile"]:
            compile_all()
        case ["check"]:
            lines = faults()
            print("\n".join(lines) if lines else "All messages are translated.")
            return 1 if lines else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
