"""The plans of reports: `queries/reports.yaml` as plain types."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kembar.errors import InputError
from kembar.queries.saved import Text, read_yaml_files
from kembar.workspace.layout import Workspace

PANEL_FORMS = ("both", "table", "chart")
"""The forms in which a panel shows its answer."""

_DEFAULT_ROWS = 30
"""The default for the rows of a table in a report."""

_SUBJECTS = ("city", "other", "partnership", "study", "country", "asOf")
"""Words in a plan that are replaced by a subject of the report; other words are plain texts."""

_PLACE = re.compile(r"\{([^{}]*)\}")

_REMEDY = (
    "must hold kinds of report, each with takes, en, id and sections of panels"
    " {ask: question, with: {parameter: subject}, show: both|table|chart}"
)


@dataclass(frozen=True)
class PlannedPanel:
    """A panel of a plan: a question and how to show its answer.

    Attributes:
        question: the name of a saved question.
        heading: the text above the answer; without it, the title of the question.
        parameters: names, each with the word of a subject or a text.
        show: one of `SHOWN`.
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
    """A kind of report: its subjects, its title with places for their names, its sections.

    The title of a report on two cities may name all partners of their partnership: "{partners}".
    """

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
    for file, entries in read_yaml_files(workspace, "reports", _REMEDY):
        try:
            plans |= {str(kind): _plan(str(kind), entry) for kind, entry in entries.items()}
        except (KeyError, TypeError, ValueError, AttributeError):
            raise InputError(_REMEDY, file=file) from None
    return plans


def _plan(kind: str, entry: Mapping[str, Any]) -> Plan:
    sections = tuple(
        (Text(section["en"], section["id"]), tuple(map(_panel, section["panels"])))
        for section in entry["sections"]
    )
    subjects = tuple(entry["takes"])
    if not subjects or not set(subjects) <= set(_SUBJECTS):
        raise ValueError(subjects)
    title = Text(entry["en"], entry["id"])
    for text in title:
        if set("{}") & set(fill_in(text, dict.fromkeys((*subjects, "partners"), ""))):
            raise ValueError(text)
    return Plan(kind, subjects, title, sections)


def fill_in(text: str, names: Mapping[str, str]) -> str:
    """Return a text with names in its places, as "{city}".

    Not by str.format: a width in a place, as "{city:>999999999}", would fill the memory.

    Raises:
        KeyError: a place that has no name.
    """
    return _PLACE.sub(lambda place: names[place[1]], text)


def _panel(entry: Mapping[str, Any]) -> PlannedPanel:
    show = entry.get("show", "both")
    if show not in PANEL_FORMS:
        raise ValueError(show)
    return PlannedPanel(
        question=str(entry["ask"]),
        heading=Text(entry["en"], entry["id"]) if "en" in entry else None,
        parameters=tuple((str(k), str(v)) for k, v in (entry.get("with") or {}).items()),
        show=show,
        columns=tuple(entry.get("columns") or ()),
        max_rows=int(entry.get("most", _DEFAULT_ROWS)),
    )
