"""The form in the terminal: one question after the other, with completion and checks at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kembar.cli.prompts import Agreed, Clerk
from kembar.errors import KembarError

if TYPE_CHECKING:
    from kembar.editing.entry import Entry
    from kembar.knowledge_graph import KnowledgeGraph
    from kembar.model.forms import Form


def fill_in(
    graph: KnowledgeGraph, form: Form, known: Mapping[str, Sequence[str]], *, key: str = ""
) -> Entry:
    """Ask for the fields of one thing: the usual ones, and the others of who has more to tell.

    Args:
        graph: whose names complete what is typed.
        form: what is asked.
        known: what stands there to begin with, as texts or as the cells of a table.
        key: of the thing, where it is known.

    Raises:
        click.Abort: the person stops.
    """
    from kembar.editing.entry import entry

    clerk = Clerk(graph)
    clerk.begin(form, mending=bool(known))
    values: dict[str, list[str]] = {}
    clerk.through([ask for ask in form.fields if ask.usual or known.get(ask.name)], known, values)
    others = [ask for ask in form.fields if not ask.usual and not known.get(ask.name)]
    if others and clerk.more(form.more[graph.language]):
        clerk.through(others, known, values)
    return entry(form.kind, values, key)


def fill_in_source(graph: KnowledgeGraph, before: Entry | None = None) -> Entry | None:
    """Ask who says so; of a source that the graph has nothing more is asked.

    Args:
        graph: whose sources complete what is typed.
        before: what was answered last time.
    """
    from kembar.editing.entry import entry
    from kembar.model.forms import forms

    clerk = Clerk(graph)
    form = forms()["source"]
    known = before.values if before else {}
    told = clerk.source(form.fields[0], next(iter(known.get("url") or known.get("title", ())), ""))
    if not told:
        return None
    if graph.completions.source(told):
        return entry("source", {"url": told})
    values = {"url": [told]} if "://" in told else {}
    if not values:
        values["title"] = [told]
    asks = [ask for ask in form.fields if ask.name != "url" and ask.name not in values]
    clerk.through([ask for ask in asks if ask.usual], known, values)
    if clerk.more(form.more[graph.language]):
        clerk.through([ask for ask in asks if not ask.usual], known, values)
    return entry("source", values)


def who(graph: KnowledgeGraph, by: str) -> str:
    """Ask for the person's name."""
    clerk = Clerk(graph)
    return clerk.text(clerk.words["who"], by or _last_author(graph))


def why(graph: KnowledgeGraph) -> str:
    """Ask for the reason of a change."""
    clerk = Clerk(graph)
    return clerk.text(clerk.words["why"], "")


def same_as(graph: KnowledgeGraph, cautions: Sequence[str]) -> str:
    """Ask which of the things that cautions tell of it is; empty where it is new."""
    clerk = Clerk(graph)
    keys = []
    for said in cautions:
        # The last sentence is for who writes a command.
        sentence, _, key = said.rpartition("--key ")
        keys.append(key)
        clerk.say(f"- {sentence.rpartition('. ')[0]}.")
    return clerk.choice(clerk.words["which"], keys, needed=False)


def whose(graph: KnowledgeGraph, sources: Sequence[str]) -> str:
    """Ask which source's statement is meant."""
    clerk = Clerk(graph)
    for source in sources:
        title = graph.completions.source(source)
        clerk.say(f"- {source}" + (f": {title}" if title else ""))
    return clerk.choice(clerk.words["whose"], sources, needed=True)


def agreed(graph: KnowledgeGraph, *, sure: bool) -> Agreed:
    """Ask whether to write; `sure` makes yes the answer of Enter alone."""
    return Clerk(graph).agreed(sure=sure)


def wrong(graph: KnowledgeGraph, bad: KembarError) -> None:
    """Say that what was answered cannot be written, and why."""
    clerk = Clerk(graph)
    clerk.wrong(f"{clerk.words['left']} {bad}")


def _last_author(graph: KnowledgeGraph) -> str:
    """Who made the last change that tells it."""
    return next((logged.by for logged in reversed(graph.log()) if logged.by), "")
