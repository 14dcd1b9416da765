"""Options and output shared by the commands that change a workspace."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kembar.cli.console import ask_yes_or_no, echo, is_terminal, say, words_of
from kembar.cli.options import open_graph, open_to_write
from kembar.errors import InputError, KembarError, ReaderLeft, quoted
from kembar.language import N_, _
from kembar.visible_text import on_one_line

if TYPE_CHECKING:
    from kembar import ChangePreview, ChangeRecord, Entry, KnowledgeGraph

_SOURCE_FIELDS = {
    "title": N_("Title of a new source."),
    "publisher": N_("Publisher of a new source."),
    "author": N_("Author of a new source."),
    "published": N_("Date of publication of a new source."),
    "type": N_("Type of a new source."),
    "language": N_("Language of a new source."),
}
"""The options that describe a new source, with their help."""

CommandFunction = Callable[..., Any]

_SOURCE_OPTIONS = (
    click.option(
        "--source",
        default="",
        help=N_("Source of the statements: a web address, a source of the graph, or a title."),
    ),
    *(
        click.option(f"--source-{name}", default="", help=text)
        for name, text in _SOURCE_FIELDS.items()
    ),
)
_REPLACE_OPTION = click.option(
    "--replace",
    "replaces",
    is_flag=True,
    help=N_("Replace earlier statements of the source that contradict the new ones."),
)
_SUBMIT_OPTIONS = (
    click.option("--by", default="", envvar="KEMBAR_BY", help=N_("Your name. Default: KEMBAR_BY.")),
    click.option("--yes", is_flag=True, help=N_("Write despite warnings.")),
    click.option("--dry-run", is_flag=True, help=N_("Show and check only; write nothing.")),
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
            guess: a sentence on values that are only a guess; then the person must agree.

        Raises:
            KembarError: the output was not read to its end, or nobody can be asked about the
                guess; then nothing is written.
        """
        preview = self.replacing(preview)
        try:
            _show(preview)
            sys.stdout.flush()
        except ReaderLeft:
            fault = _("nobody read the preview to its end: nothing was written")
            raise KembarError(fault) from None
        if self.dry_run:
            echo(_("Dry run: nothing was written."), err=True)
            return
        agreed = self.yes
        if guess and not agreed and not on_terminal():
            raise InputError(
                _(
                    "{guess}. Nothing was written; if all is right, add --yes",
                    guess=guess,
                )
            )
        if (preview.warnings or guess) and not agreed and on_terminal():
            if not ask_yes_or_no(_("Write this?")):
                echo(_("Nothing was written."), err=True)
                raise SystemExit(1)
            agreed = True
        _print_record(self.graph, self.graph.commit(preview, ignore_warnings=agreed))

    def replacing(self, preview: ChangePreview) -> ChangePreview:
        """Return a preview that replaces earlier statements of its source, if the person agrees.

        A person on a terminal is asked; elsewhere --replace decides, as the warnings say.
        """
        asks = on_terminal() and not self.yes
        if not preview.contradictions or not (self.replaces or asks):
            return preview
        if not self.replaces:
            for sentence in preview.contradictions:
                echo(_indented(f"- {sentence}."))
            no = words_of("no")[0]
            if not ask_yes_or_no(_("Replace the earlier statements? ({no}: keep both)", no=no)):
                return preview
        return self.graph.preview_change(replace(preview.request, replaces=True))

    def offer(self, preview: ChangePreview) -> bool:
        """Print a preview and write it if the person confirms; return False to edit the answers."""
        from kembar.cli.form.form import ask_to_write

        preview = self.replacing(preview)
        _show(preview, text_first=True)
        if self.dry_run:
            echo(_("Dry run: nothing was written."), err=True)
            return True
        # The person has already answered the warnings about duplicates.
        answer = ask_to_write(
            self.graph,
            default_yes=len(preview.warnings)
            == len(_duplicates(preview)) + len(preview.contradictions),
        )
        if answer == "no":
            echo(_("Nothing was written."), err=True)
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
            folder: Path | None, /, by: str, yes: bool, dry_run: bool, **values: Any
        ) -> None:
            replaces = values.pop("replaces", False)
            graph = (open_graph if dry_run else open_to_write)(folder)
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


def require_terminal(fault: str) -> None:
    """Raise an error if a form cannot be shown, as in a script.

    Raises:
        InputError: with this fault: there is no terminal.
    """
    if not on_terminal():
        raise InputError(fault)


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
        raise InputError(_("is missing: give a web address, or --source-title"), column="source")
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
            fault = _("{text} sets nothing: write field=value", text=quoted(pair))
            raise InputError(fault, column="set")
        values.setdefault(name.strip().replace("-", "_"), []).append(value.strip())
    return values


def _duplicates(preview: ChangePreview) -> list[str]:
    """Return the warnings that a thing may be in the graph already."""
    return [warning for warning in preview.warnings if "--key " in warning]


def _print_record(graph: KnowledgeGraph, record: ChangeRecord) -> None:
    root = graph.workspace.root or Path()
    place = record.place.relative_to(root).as_posix()
    say(_("Written: change {change} in {file}", change=record.id, file=place), err=True)


def _indented(line: str) -> str:
    return f"  {on_one_line(line)}"


def _show(preview: ChangePreview, *, text_first: bool = False) -> None:
    """Print the sentences, notes and warnings of a preview, and its text in TriG."""
    trig = _("As TriG")
    indented: Callable[[str], str] = _indented
    if text_first:
        from kembar.cli.form.prompts import wrap_to_window

        indented = partial(wrap_to_window, indent="  ")
        _show_text(preview, trig, skip="@prefix ")
    parts = (
        (_("To write"), preview.sentences),
        (_("Names"), preview.notes),
        (_("Please check"), preview.warnings),
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
