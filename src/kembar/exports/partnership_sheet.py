"""One sheet of all partnerships for people: a row for each, with names, numbers and dates."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from kembar.language import _, _p
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES, local_name
from kembar.rdf.terms import row_texts

if TYPE_CHECKING:
    import networkx as nx

Cell = str | int | datetime.date
"""A text, a number (of things, or a year), or a day."""

_STATUSES = (
    PREFIXES
    + """SELECT ?notation ?word {
  ?status skos:inScheme <https://w3id.org/kembar/concept/partnership-status> ;
    skos:notation ?notation ; skos:prefLabel ?word FILTER(LANG(?word) = "%s")
}"""
)


def sheet_name() -> str:
    """Return the name of the sheet, in the language spoken."""
    return _("all partnerships")


def headings() -> tuple[str, ...]:
    """Return the headings of the sheet, in the language spoken.

    Numbers of agreements, activities and sources stand below their names.
    """
    return (
        _p("heading", "partners"),
        _p("heading", "countries"),
        _p("heading", "kind"),
        _p("heading", "status"),
        _p("heading", "since"),
        _p("heading", "until"),
        _p("heading", "agreements"),
        _p("heading", "last agreement"),
        _p("heading", "activities"),
        _p("heading", "last activity"),
        _p("heading", "sources"),
        _p("heading", "names of sources"),
        _p("heading", "key"),
    )


def status_words(engine: Engine, language: str) -> dict[str, str]:
    """Return the labels of the statuses of partnerships by notation.

    Args:
        engine: the graph.
        language: "en", "id" or "ko".
    """
    rows = [row_texts(row) for row in engine.select(_STATUSES % language).rows]
    return {row[0]: row[1] for row in rows}


def partnership_rows(
    graph: nx.MultiGraph[str], statuses: Mapping[str, str]
) -> Iterator[list[Cell]]:
    """Yield a row for each partnership, by the names of its partners.

    A whole date is a day, a year alone a number; months, and the dates of sources that differ, are
    texts.

    Args:
        graph: as `kembar.queries.network.network` makes it.
        statuses: as `status_words` returns them.
    """
    edges: Any = graph.edges(keys=True, data=True)
    partners: dict[str, set[str]] = {}
    attributes: dict[str, dict[str, Any]] = {}
    for one, other, key, values in edges:
        partners.setdefault(key, set()).update((one, other))
        attributes[key] = values
    rows = [_row(graph, key, partners[key], attributes[key], statuses) for key in attributes]
    yield from sorted(rows, key=lambda row: (str(row[0]), str(row[-1])))


def _row(
    graph: nx.MultiGraph[str],
    key: str,
    partners: set[str],
    values: dict[str, Any],
    statuses: Mapping[str, str],
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
        statuses.get(values["status"], values["status"]),
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
