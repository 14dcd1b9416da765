"""What the commands that change a workspace share: whose words, showing a change, writing it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from kembar.cli.options import language_option
from kembar.errors import InputError, KembarError

if TYPE_CHECKING:
    from kembar.editing.draft import ChangePreview
    from kembar.editing.entry import Entry
    from kembar.knowledge_graph import KnowledgeGraph

_HEADINGS = {
    "en": ("To be written", "Names", "Look again", "As TriG"),
    "id": ("Yang akan ditulis", "Nama", "Periksa lagi", "Sebagai TriG"),
}
_WRITE = {"en": "Write this?", "id": "Tulis ini?"}
_DRY = {"en": "Dry run: nothing was written.", "id": "Uji coba: tidak ada yang ditulis."}
_LEFT = {"en": "Nothing was written.", "id": "Tidak ada yang ditulis."}
_WRITTEN = {"en": "Written: change {} in {}", "id": "Ditulis: perubahan {} dalam {}"}
_SOURCE_FIELDS = ("title", "publisher", "author", "published", "type", "language")

Decorated = Callable[..., Any]


def options(*options: Decorated) -> Callable[[Decorated], Decorated]:
    """Several options as one, in their order."""

    def add(command: Decorated) -> Decorated:
        for option in reversed(options):
            command = option(command)
        return command

    return add


by_option = click.option("--by", default="", envvar="KEMBAR_BY", help="Your name; also KEMBAR_BY.")
source_option = click.option(
    "--source", default="", help="Who says so: a web address, or a source of the graph."
)
source_details = tuple(
    click.option(f"--source-{name}", default="", help=f"Of a source that is new: its {name}.")
    for name in _SOURCE_FIELDS
)
sure_options = options(
    click.option("--yes", is_flag=True, help="Write, although something is to be looked at again."),
    click.option("--dry-run", is_flag=True, help="Show and check only; write nothing."),
    language_option,
)


def offer(graph: KnowledgeGraph, made: ChangePreview, *, dry_run: bool) -> bool:
    """Show a change and write it when the person agrees; False where they mend their answers."""
    from kembar.cli.form import agreed

    _show(made, graph.language, last=True)
    if dry_run:
        click.echo(_DRY[graph.language], err=True)
        return True
    answer = agreed(graph, sure=all("--key " in caution for caution in made.warnings))
    if answer == "no":
        click.echo(_LEFT[graph.language], err=True)
        raise SystemExit(1)
    if answer == "yes":
        _told(graph, graph.write(made, sure=True))
    return answer == "yes"


def told_apart(graph: KnowledgeGraph, made: ChangePreview) -> str:
    """The key of the thing of the graph that it is, where it may be one; empty where it is new."""
    from kembar.cli.form import same_as

    near = [caution for caution in made.warnings if "--key " in caution]
    return same_as(graph, near) if near else ""


def on_terminal() -> bool:
    """Whether a person sits there."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def needs_terminal(instead: str) -> None:
    """Refuse to ask a script.

    Raises:
        InputError: there is no terminal; `instead` says what else to do.
    """
    if not on_terminal():
        raise InputError(f"nothing is told, and a form needs a terminal; {instead}")


def told_source(told: Mapping[str, str]) -> Entry | None:
    """The source that the options tell of, as an entry.

    Raises:
        InputError: neither its address nor its title is told.
    """
    from kembar.editing.entry import entry

    values = {name: told.get(f"source_{name}", "") for name in _SOURCE_FIELDS}
    values["url"] = told.get("source", "")
    if not any(values.values()):
        return None
    if not values["url"] and not values["title"]:
        raise InputError("is needed: a web address, or --source-title", column="source")
    return entry("source", values)


def pairs(told: Sequence[str]) -> dict[str, list[str]]:
    """`field=value` options by field.

    Raises:
        InputError: one that sets nothing.
    """
    values: dict[str, list[str]] = {}
    for pair in told:
        name, equals, value = pair.partition("=")
        if not equals:
            raise InputError(f"{pair!r} sets nothing: write field=value", column="set")
        values.setdefault(name.strip().replace("-", "_"), []).append(value.strip())
    return values


def write_change(graph: KnowledgeGraph, made: ChangePreview, *, yes: bool, dry_run: bool) -> None:
    """Show a change, ask where something is to be looked at again, and write it.

    Raises:
        KembarError: nobody reads what is shown to its end; then nothing is written.
    """
    lang = graph.language
    try:
        _show(made, lang)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise KembarError("what is shown was not read to its end: nothing was written") from None
    if dry_run:
        click.echo(_DRY[lang], err=True)
        return
    if made.warnings and not yes and on_terminal():
        if not click.confirm(_WRITE[lang], default=False):
            click.echo(_LEFT[lang], err=True)
            raise SystemExit(1)
        yes = True
    _told(graph, graph.write(made, sure=yes))


def _told(graph: KnowledgeGraph, written: ChangePreview) -> None:
    place = f"data/{written.change.file}"
    click.echo(_WRITTEN[graph.language].format(written.change.id, place), err=True)


def _show(made: ChangePreview, lang: str, *, last: bool = False) -> None:
    """What a change says and its text; the text first where the sentences are to stand last."""
    new, names, again, trig = _HEADINGS[lang]
    shown: Callable[[str], str] = "  {}".format
    if last:
        from kembar.cli.prompts import wrapped

        shown = partial(wrapped, indent="  ")
        _show_text(made, trig, skip="@prefix ")
    for heading, lines in ((new, made.sentences), (names, made.notes), (again, made.warnings)):
        if lines:
            click.secho(f"{heading}:", bold=True)
            for line in lines:
                click.echo(shown(line))
    if not last:
        _show_text(made, trig)


def _show_text(made: ChangePreview, heading: str, skip: str = "#") -> None:
    click.secho(f"{heading}:", bold=True)
    lines = [
        f"  {line}\n" for line in made.turtle.splitlines() if line and not line.startswith(skip)
    ]
    click.secho("".join(lines), dim=True)
