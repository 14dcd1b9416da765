"""The plans of reports: `queries/reports.yaml` as plain types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kembar.errors import InputError
from kembar.language import N_, _
from kembar.queries.saved import Text, read_yaml_files, text_of_entry
from kembar.workspace.layout import Workspace

PANEL_FORMS = ("both", "table", "chart")
"""The forms in which a panel shows its answer."""

_DEFAULT_ROWS = 30
"""The default for the rows of a table in a report."""

_SUBJECTS = ("city", "other", "partnership", "study", "country", "asOf")
"""Words in a plan that are replaced by a subject of the report; other words are plain texts."""

PLACES = ("city", "other", "study", "country", "partners")
"""Places for names in titles and headings: "{partners}" is "Bandung – Seoul"."""

_PLACE = re.compile(r"\{([^{}]*)\}")

_REMEDY = N_(
    "must hold kinds of report, each with takes, en (id, ko) and sections of panels"
    " {ask: question, with: {parameter: subject}, show: both|table|chart}"
)


@dataclass(frozen=True)
class PlannedPanel:
    """A panel of a plan: a question and how to show its answer.

    Attributes:
        question: the name of a saved question.
        heading: the text above the answer, with places for names; without it, the question.
        parameters: names, each with the word of a subject or a text.
        show: one of `PANEL_FORMS`.
        columns: those of the table; all, where there are none.
        max_rows: the most rows that the table has.
    """

    question: str
    heading: Text | None
    parameters: tuple[tuple[str, str], ...]
    show: str
    columns: tuple[str, ...]
    max_rows: int

    @property
    def subjects(self) -> list[str]:
        """The words of the subjects that it needs."""
        return [value for _, value in self.parameters if value in _SUBJECTS]


@dataclass(frozen=True)
class Plan:
    """A kind of report: its subjects, its title with places for their names, its sections."""

    kind: str
    subjects: tuple[str, ...]
    title: Text
    sections: tuple[tuple[Text, tuple[PlannedPanel, ...]], ...]


def find_plans(workspace: Workspace) -> dict[str, Plan]:
    """Return all plans by kind; a workspace's own replaces a shipped one of the same kind.

    Raises:
        InputError: a malformed reports.yaml.
    """
    plans: dict[str, Plan] = {}
    for file, entries in read_yaml_files(workspace, "reports", _(_REMEDY)):
        try:
            plans |= {str(kind): _plan(str(kind), entry) for kind, entry in entries.items()}
        except (KeyError, TypeError, ValueError, AttributeError):
            raise InputError(_(_REMEDY), file=file) from None
    return plans


def _plan(kind: str, entry: Mapping[str, Any]) -> Plan:
    sections = tuple(
        (text_of_entry(section), tuple(map(_panel, section["panels"])))
        for section in entry["sections"]
    )
    subjects = tuple(entry["takes"])
    if not subjects or not set(subjects) <= set(_SUBJECTS):
        raise ValueError(subjects)
    return Plan(kind, subjects, _with_places(entry, (*subjects, "partners")), sections)


def fill_in(text: Text, names: Mapping[str, str]) -> Text:
    """Return a text with names in its places, as "{city}".

    Not by str.format: a width in a place, as "{city:>999999999}", would fill the memory.

    Raises:
        KeyError: a place that has no name.
    """
    return Text(*(_PLACE.sub(lambda place: names[place[1]], each) for each in text))


def _with_places(entry: Mapping[str, Any], places: Iterable[str] = PLACES) -> Text:
    """The text of an entry, which has no other places than these."""
    text = text_of_entry(entry)
    if set("{}") & set("".join(fill_in(text, dict.fromkeys(places, "")))):
        raise ValueError(text)
    return text


def _panel(entry: Mapping[str, Any]) -> PlannedPanel:
    show = entry.get("show", "both")
    if show not in PANEL_FORMS:
        raise ValueError(show)
    return PlannedPanel(
        question=str(entry["ask"]),
        heading=_with_places(entry) if "en" in entry else None,
        parameters=tuple((str(k), str(v)) for k, v in (entry.get("with") or {}).items()),
        show=show,
        columns=tuple(entry.get("columns") or ()),
        max_rows=int(entry.get("most", _DEFAULT_ROWS)),
    )
