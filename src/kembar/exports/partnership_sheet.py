"""One sheet of all partnerships for people: a row for each, with names, numbers and dates."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from contextlib import suppress
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from kembar.rdf.namespaces import local_name

if TYPE_CHECKING:
    import networkx as nx

Cell = str | int | datetime.date
"""A text, a number (of things, or a year), or a day."""

SHEET = {"en": "all partnerships", "id": "semua kemitraan"}
COLUMNS = {
    "en": (
        *("partners", "countries", "kind", "status", "since", "until"),
        *("agreements", "last agreement", "activities", "last activity"),
        *("sources", "names of sources", "key"),
    ),
    "id": (
        *("mitra", "negara", "jenis", "status", "sejak", "sampai"),
        *("perjanjian", "perjanjian terakhir", "kegiatan", "kegiatan terakhir"),
        *("sumber", "nama sumber", "kunci"),
    ),
}
"""The headings; numbers of agreements, activities and sources stand below their names."""


def partnership_rows(graph: nx.MultiGraph[str]) -> Iterator[list[Cell]]:
    """Yield a row for each partnership, by the names of its partners.

    A whole date is a day, a year alone a number; months, and the dates of sources that differ, are
    texts.

    Args:
        graph: as `kembar.queries.network.network` makes it.
    """
    edges: Any = graph.edges(keys=True, data=True)
    partners: dict[str, set[str]] = {}
    attributes: dict[str, dict[str, Any]] = {}
    for one, other, key, values in edges:
        partners.setdefault(key, set()).update((one, other))
        attributes[key] = values
    rows = [_row(graph, key, partners[key], attributes[key]) for key in attributes]
    yield from sorted(rows, key=lambda row: (str(row[0]), str(row[-1])))


def _row(
    graph: nx.MultiGraph[str], key: str, partners: set[str], values: dict[str, Any]
) -> list[Cell]:
    units: list[Any] = sorted((graph.nodes[unit] for unit in partners), key=itemgetter("label"))
    words = graph.graph["kinds"]
    agreements, activities, sources = (
        values[name] for name in ("agreements", "activities", "sources")
    )
    return [
        values["name"],
        "; ".join(unit["country"] for unit in units),
        "; ".join(words.get(kind, kind) for kind in values["kinds"]),
        values["status"],
        _dates(values["since"]),
        _dates(values["until"]),
        len(agreements),
        _last(agreements),
        len(activities),
        _last(activities),
        len(sources),
        "; ".join(name for name, *_ in sources),
        local_name(key),
    ]


def _last(entries: Iterable[list[str]]) -> Cell:
    return _date(max((day for _, day in entries), default=""))


def _dates(texts: list[str]) -> Cell:
    return _date(texts[0]) if len(texts) == 1 else "; ".join(texts)


def _date(text: str) -> Cell:
    if len(text) == 4 and text.isdecimal():
        return int(text)
    with suppress(ValueError):
        if len(text) == 10:
            return datetime.date.fromisoformat(text)
    return text
