"""What a report tells: `queries/reports.yaml` as plain types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kembar.errors import InputError
from kembar.queries.saved import Text, read_yaml_files
from kembar.workspace.layout import Workspace

SHOWN = ("both", "table", "chart")
"""How a panel shows its answer."""

_MOST = 30
"""Rows of a table in a report, where its panel says nothing else."""

_SUBJECTS = ("city", "other", "partnership", "study", "country", "asOf")
"""Words of a plan that stand for what a report is about; others are texts of their own."""

_REMEDY = (
    "must hold kinds of report, each with takes, en, id and sections of panels"
    " {ask: question, with: {parameter: subject}, show: both|table|chart}"
)


@dataclass(frozen=True)
class PlannedPanel:
    """A question to ask, with parameters by the name of a subject or as a text.

    `heading` stands above the answer; without it the question itself does.
    """

    question: str
    heading: Text | None
    parameters: tuple[tuple[str, str], ...]
    show: str
    columns: tuple[str, ...]
    max_rows: int

    @property
    def subjects(self) -> list[str]:
        """The subjects that it needs."""
        return [value for _, value in self.parameters if value in _SUBJECTS]


@dataclass(frozen=True)
class Plan:
    """A kind of report: its subjects, its title with places for their names, its sections."""

    kind: str
    subjects: tuple[str, ...]
    title: Text
    sections: tuple[tuple[Text, tuple[PlannedPanel, ...]], ...]


def find_plans(workspace: Workspace) -> dict[str, Plan]:
    """All kinds of report by name; a workspace's own stands in for a shipped one of that name.

    Raises:
        InputError: a reports.yaml that cannot be read.
    """
    plans: dict[str, Plan] = {}
    for file, told in read_yaml_files(workspace, "reports", _REMEDY):
        try:
            plans |= {str(kind): _plan(str(kind), told[kind]) for kind in told}
        except (KeyError, TypeError, ValueError, AttributeError):
            raise InputError(_REMEDY, file=file) from None
    return plans


def _plan(kind: str, told: Mapping[str, Any]) -> Plan:
    sections = tuple(
        (Text(section["en"], section["id"]), tuple(map(_panel, section["panels"])))
        for section in told["sections"]
    )
    takes = tuple(told["takes"])
    if not takes or not set(takes) <= set(_SUBJECTS):
        raise ValueError(takes)
    title = Text(told["en"], told["id"])
    for words in (title.en, title.id):
        words.format_map(dict.fromkeys(takes, ""))
    return Plan(kind, takes, title, sections)


def _panel(told: Mapping[str, Any]) -> PlannedPanel:
    show = told.get("show", "both")
    if show not in SHOWN:
        raise ValueError(show)
    given = tuple((str(name), str(value)) for name, value in (told.get("with") or {}).items())
    columns = tuple(told.get("columns") or ())
    heading = Text(told["en"], told["id"]) if "en" in told else None
    most = int(told.get("most", _MOST))
    return PlannedPanel(str(told["ask"]), heading, given, show, columns, most)
