"""The work that waits for an office, as its desk lists it: in its workspace and in its graph."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kembar.errors import InputError
from kembar.importers import read_review
from kembar.importers.reconcile import SKIP
from kembar.language import _, _n
from kembar.profiles.measures import Measures
from kembar.profiles.waiting import keys_of, waiting
from kembar.queries.answer import Answer
from kembar.render.design.shell import Shell
from kembar.render.site.source import REVIEW, review_files
from kembar.workspace.layout import Workspace

_NAMED = 3
"""Partnerships of a matter that have a link; more are counted."""

_PARTS = {"ended": "ends", "ending": "ends", "overdue": "past", "silent": "silent", "left": "left"}
"""The part of the desk that lists a matter, by its topic."""

_QUESTIONS = {"unsourced": "unverified", "differ": "differing-dates"}
"""The question that lists a matter, by its topic."""


class Todo(NamedTuple):
    """A row of the list: the work, why, where it is done, and the command of a workspace."""

    task: str
    reason: str
    links: tuple[tuple[str, str], ...] = ()
    command: str = ""
    is_computed: bool = True


class Office(NamedTuple):
    """The workspace of an office and what its desk must know besides the facts.

    Attributes:
        workspace: of the office.
        faults: problems of the data, a line each.
        suspects: the answer of that question, or None.
        is_public: whether the site is for others, whom no work in the workspace concerns.
    """

    workspace: Workspace
    faults: tuple[str, ...] = ()
    suspects: Answer | None = None
    is_public: bool = False


def todos(measures: Measures, city: str, office: Office, shell: Shell) -> list[Todo]:
    """Return all that waits for the office of a city; what is to be finished first stands first."""
    own = [] if office.is_public else [*_reviews(office.workspace), *_faults(office, shell)]
    return [*own, *_matters(measures, city, shell), *_suspects(measures, city, office, shell)]


def _reviews(workspace: Workspace) -> Iterator[Todo]:
    """Yield the imports of which a person has names to settle, or settled names to import."""
    for path in review_files(workspace):
        command = f"kembar import … --review {path.name}"
        try:
            choices = read_review(path)
        except InputError as bad:
            yield Todo(path.name, bad.fault, is_computed=False)
            continue
        still_open = sum(not choice.strip() for choice in choices.values())
        chosen = {name[0] for name, choice in choices.items() if choice.strip() not in ("", SKIP)}
        answered = chosen - _imported(workspace, path.name.removesuffix(REVIEW))
        if still_open:
            reason = _n(
                "{count} name of this import is open: fill in its column choice, then import "
                "again.",
                "{count} names of this import are open: fill in their column choice, then import "
                "again.",
                still_open,
            )
        elif answered:
            reason = _n(
                "{count} name of this import is settled and not imported yet.",
                "{count} names of this import are settled and not imported yet.",
                len(answered),
            )
        else:
            continue
        yield Todo(path.name, reason, command=command, is_computed=False)


def _imported(workspace: Workspace, key: str) -> set[str]:
    """Return the names that the import with a key has matched with cities."""
    path = (workspace.root or Path()) / "data" / "imported" / key / "matches.csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {row.get("name", "") for row in csv.DictReader(file)}
    except (OSError, UnicodeDecodeError, csv.Error):
        return set()


def _faults(office: Office, shell: Shell) -> Iterator[Todo]:
    if office.faults:
        reason = _n(
            "The check of the data found {count} problem.",
            "The check of the data found {count} problems.",
            len(office.faults),
        )
        link = (_("All problems"), f"{shell.home}questions/index.html#mend")
        yield Todo(_("Correct the data."), reason, (link,), "kembar check", is_computed=False)


def _suspects(measures: Measures, city: str, office: Office, shell: Shell) -> Iterator[Todo]:
    """Yield the keys about a city that may stand for two things, or two keys for one."""
    if office.suspects is None or "keys" not in office.suspects.columns:
        return
    own, at = keys_of(measures, city), office.suspects.columns.index("keys")
    cells = [row[at] for row in office.suspects.rows]
    count = sum(any(key in own for key in cell.text.split("; ")) for cell in cells if cell)
    if count:
        reason = _n(
            "{count} entry may stand twice in the graph, or for two things.",
            "{count} entries may stand twice in the graph, or for two things.",
            count,
        )
        link = (_("All of them"), shell.link("question", "suspects"))
        yield Todo(_("One thing or two?"), reason, (link,))


def _matters(measures: Measures, city: str, shell: Shell) -> Iterator[Todo]:
    facts = measures.facts
    for matter in waiting(measures, city):
        links = [
            (
                ", ".join(
                    facts.cities[key].name.in_language(shell.language)
                    for key in facts.partnerships[pair].partners
                    if key != city and key in facts.cities
                ),
                shell.link("partnership", pair),
            )
            for pair in matter.partnerships[:_NAMED]
        ]
        rest = len(matter.partnerships) - _NAMED
        if rest > 0:
            words = _n("and {count} more", "and {count} more", rest)
            links.append((words, _place(matter.topic, shell)))
        yield Todo(matter.task, matter.reason, tuple(links))


def _place(topic: str, shell: Shell) -> str:
    if topic in _PARTS:
        return f"#{_PARTS[topic]}"
    return shell.link("question", _QUESTIONS[topic]) if topic in _QUESTIONS else ""
