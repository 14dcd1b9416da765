"""Options and output shared by the commands that change a workspace."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kembar.cli.console import ask_yes_or_no, echo, is_terminal, say
from kembar.cli.options import open_graph, open_to_write
from kembar.cli.settings.language import language_option
from kembar.errors import InputError, KembarError, ReaderLeft, quoted
from kembar.visible_text import on_one_line

if TYPE_CHECKING:
    from kembar import ChangePreview, ChangeRecord, Entry, KnowledgeGraph

_HEADINGS = {
    "en": ("To be written", "Names", "Look again", "As TriG"),
    "id": ("Yang akan ditulis", "Nama", "Periksa lagi", "Sebagai TriG"),
}
_REPLACE = {
    "en": "Replace what was said before? (n: keep both)",
    "id": "Ganti yang disebut sebelumnya? (t: simpan keduanya)",
}
_WRITE = {"en": "Write this?", "id": "Tulis ini?"}
_DRY = {"en": "Dry run: nothing was written.", "id": "Uji coba: tidak ada yang ditulis."}
_LEFT = {"en": "Nothing was written.", "id": "Tidak ada yang ditulis."}
_WRITTEN = {"en": "Written: change {} in {}", "id": "Ditulis: perubahan {} dalam {}"}
_SOURCE_FIELDS = ("title", "publisher", "author", "published", "type", "language")
_IN_WORDS = {"published": "date of publication"}

CommandFunction = Callable[..., Any]

_SOURCE_OPTIONS = (
    click.option(
        "--source",
        default="",
        help="Who says so: an address, a source of the graph, a title.",
    ),
    *(
        click.option(
            f"--source-{name}",
            default="",
            help=f"Of a source that is new: its {_IN_WORDS.get(name, name)}.",
        )
        for name in _SOURCE_FIELDS
    ),
)
_REPLACE_OPTION = click.option(
    "--replace", "replaces", is_flag=True, help="Replace what the source said otherwise before."
)
_SUBMIT_OPTIONS = (
    click.option("--by", default="", envvar="KEMBAR_BY", help="Your name; also KEMBAR_BY."),
    click.option("--yes", is_flag=True, help="Write, although something is to be looked at again."),
    click.option("--dry-run", is_flag=True, help="Show and check only; write nothing."),
    language_option,
)


@dataclass(frozen=True)
class Submission:
    """The graph that a command changes, and the options that all such commands share."""

    graph: KnowledgeGraph
    source: Entry | None
    author: str
    yes: bool
    dry_run: bool
    replaces: bool = False

    def write(self, preview: ChangePreview, *, guess: str = "") -> None:
        """Print a preview, ask where it has warnings, and write it.

        Args:
            preview: of the change.
            guess: what nobody has said of it; then it is written only with consent.

        Raises:
            KembarError: the output was not read to its end, or nobody can be asked about the
                guess; then nothing is written.
        """
        language = self.graph.language
        preview = self.replacing(preview)
        try:
            _show(preview, language)
            sys.stdout.flush()
        except ReaderLeft:
            fault = "what is shown was not read to its end: nothing was written"
            raise KembarError(fault) from None
        if self.dry_run:
            echo(_DRY[language], err=True)
            return
        agreed = self.yes
        if guess and not agreed and not on_terminal():
            raise InputError(f"{guess}; nothing was written: if it is right, say so with --yes")
        if (preview.warnings or guess) and not agreed and on_terminal():
            if not ask_yes_or_no(_WRITE[language], language):
                echo(_LEFT[language], err=True)
                raise SystemExit(1)
            agreed = True
        _print_record(self.graph, self.graph.commit(preview, ignore_warnings=agreed))

    def replacing(self, preview: ChangePreview) -> ChangePreview:
        """Return a preview that replaces what its source said before, where the person wants it.

        Asked on a terminal alone; elsewhere --replace says so, as the warnings tell.
        """
        asks = on_terminal() and not self.yes
        if not preview.contradictions or not (self.replaces or asks):
            return preview
        language = self.graph.language
        if not self.replaces:
            for sentence in preview.contradictions:
                echo(_indented(f"- {sentence}."))
            if not ask_yes_or_no(_REPLACE[language], language):
                return preview
        return self.graph.preview_change(replace(preview.request, replaces=True))

    def offer(self, preview: ChangePreview) -> bool:
        """Print a preview and write it if the person confirms; return False to edit the answers."""
        from kembar.cli.form.form import ask_to_write

        preview = self.replacing(preview)
        _show(preview, self.graph.language, text_first=True)
        if self.dry_run:
            echo(_DRY[self.graph.language], err=True)
            return True
        # The person has already answered the warnings about duplicates.
        answer = ask_to_write(
            self.graph,
            default_yes=len(preview.warnings)
            == len(_duplicates(preview)) + len(preview.contradictions),
        )
        if answer == "no":
            echo(_LEFT[self.graph.language], err=True)
            raise SystemExit(1)
        if answer == "yes":
            _print_record(self.graph, self.graph.commit(preview, ignore_warnings=True))
        return answer == "yes"


def submit_options(
    *, source: bool = True, replaces: bool = False
) -> Callable[[CommandFunction], CommandFunction]:
    """Return a decorator that adds the shared options; the command takes them as a `Submission`.

    Args:
        source: add the options that describe the source of new statements.
        replaces: add --replace.
    """
    own = (*(_SOURCE_OPTIONS if source else ()), *((_REPLACE_OPTION,) if replaces else ()))
    options = (*own, *_SUBMIT_OPTIONS)

    def decorate(command: CommandFunction) -> CommandFunction:
        @click.pass_obj
        @wraps(command)
        def submit(
            folder: Path | None, /, by: str, yes: bool, dry_run: bool, lang: str, **values: Any
        ) -> None:
            replaces = values.pop("replaces", False)
            graph = (open_graph if dry_run else open_to_write)(folder, lang)
            names = [name for name in values if name.partition("_")[0] == "source"]
            fields = {name: values.pop(name) for name in names} if source else {}
            command(Submission(graph, source_entry(fields), by, yes, dry_run, replaces), **values)

        function: CommandFunction = submit
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def existing_key(graph: KnowledgeGraph, preview: ChangePreview) -> str:
    """Ask whether a new thing is one of the graph; return its key, or "" where it is new."""
    from kembar.cli.form.form import ask_same_as

    duplicates = _duplicates(preview)
    return ask_same_as(graph, duplicates) if duplicates else ""


def on_terminal() -> bool:
    """Return whether stdin and stdout are a terminal."""
    return is_terminal(sys.stdin) and is_terminal(sys.stdout)


def require_terminal(instead: str) -> None:
    """Raise an error if a form cannot be shown, as in a script.

    Raises:
        InputError: there is no terminal; `instead` names the alternative.
    """
    if not on_terminal():
        raise InputError(f"nothing is told, and a form needs a terminal; {instead}")


def source_entry(options: Mapping[str, str]) -> Entry | None:
    """Return the source that --source and --source-* describe, as an entry.

    Raises:
        InputError: it has neither an address nor a title.
    """
    import kembar

    values = {name: options.get(f"source_{name}", "") for name in _SOURCE_FIELDS}
    values["url"] = options.get("source", "")
    if not any(values.values()):
        return None
    if not values["url"] and not values["title"]:
        raise InputError("is needed: a web address, or --source-title", column="source")
    return kembar.entry("source", **values)


def pairs(options: Sequence[str]) -> dict[str, list[str]]:
    """Return the values of `field=value` options by field.

    Raises:
        InputError: one without "=".
    """
    values: dict[str, list[str]] = {}
    for pair in options:
        name, equals, value = pair.partition("=")
        if not equals:
            raise InputError(f"{quoted(pair)} sets nothing: write field=value", column="set")
        values.setdefault(name.strip().replace("-", "_"), []).append(value.strip())
    return values


def _duplicates(preview: ChangePreview) -> list[str]:
    """Return the warnings that a thing may be in the graph already."""
    return [warning for warning in preview.warnings if "--key " in warning]


def _print_record(graph: KnowledgeGraph, record: ChangeRecord) -> None:
    root = graph.workspace.root or Path()
    place = record.place.relative_to(root).as_posix()
    say(_WRITTEN[graph.language].format(record.id, place), err=True)


def _indented(line: str) -> str:
    return f"  {on_one_line(line)}"


def _show(preview: ChangePreview, language: str, *, text_first: bool = False) -> None:
    """Print the sentences, notes and warnings of a preview, and its text in TriG."""
    sentences, notes, warnings, trig = _HEADINGS[language]
    indented: Callable[[str], str] = _indented
    if text_first:
        from kembar.cli.form.prompts import wrap_to_window

        indented = partial(wrap_to_window, indent="  ")
        _show_text(preview, trig, skip="@prefix ")
    parts = (
        (sentences, preview.sentences),
        (notes, preview.notes),
        (warnings, preview.warnings),
    )
    for heading, lines in parts:
        if lines:
            echo(f"{heading}:", bold=True)
            for line in lines:
                echo(indented(line))
    if not text_first:
        _show_text(preview, trig)


def _show_text(preview: ChangePreview, heading: str, skip: str = "#") -> None:
    echo(f"{heading}:", bold=True)
    lines = [
        f"  {line}\n" for line in preview.trig.splitlines() if line and not line.startswith(skip)
    ]
    echo("".join(lines), dim=True)
