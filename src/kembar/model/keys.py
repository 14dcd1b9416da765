"""Keys of new records, made of their cells in the form that the curated tables use."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import count
from urllib.parse import urlsplit

from kembar.model.mapping import CLASSES, UNIT_CLASSES
from kembar.model.records import KINDS
from kembar.model.to_rdf import slug
from kembar.rdf.namespaces import term

KIND_OF_TABLE = {table: record.__name__.lower() for table, record in KINDS.items()}
"""The kind of record by the name of its table: "cities" -> "city"."""

KIND_OF_CLASS = {term(CLASSES[record]): record.__name__.lower() for record in KINDS.values()} | {
    term(name): "city" for name in UNIT_CLASSES.values()
}
"""The kind of record by the class of its thing; a unit of any type is a city."""

OWN_ADDRESSES = frozenset({"sources", "countries"})
"""Tables whose keys clash with none of another table: their addresses have a part of their own."""

_SHORT = {
    "letter-of-intent": "loi",
    "memorandum-of-understanding": "mou",
    "memorandum-of-agreement": "moa",
    "sister-city-agreement": "sca",
    "implementing-arrangement": "ia",
    "plan-of-action": "poa",
}
"""Abbreviations of types of agreement; the others lose "-agreement"."""

_LONGEST = 80

_YEAR = re.compile("[0-9]{2}[0-9X]{2}")
_MONTH = re.compile("[0-9]{2}[0-9X]{2}(?:-[0-9]{2})?")
_MARKS = {"?": " perhaps", "~": " about", "%": " about perhaps"}
"""Words in keys for the marks of EDTF."""

Cells = Mapping[str, str]


def key_for(kind: str, cells: Cells, is_used: Callable[[str], bool]) -> str:
    """Return the key of a record with these cells.

    A city, a partnership, an agency, a study, a person and a figure have the same key in all
    sources. Each agreement, activity, event, element, finding and obstacle is new and gets the
    next free key.

    Args:
        kind: as "agreement".
        cells: text by field, with the keys of other records.
        is_used: returns whether a record has a key already.
    """
    stem = _STEMS[kind](cells)[:_LONGEST].strip("-")
    match kind:
        case "element" | "finding" | "obstacle":
            return next(key for n in count(1) if not is_used(key := f"{stem}{n}"))
        case "agreement" | "activity" | "event":
            return next(
                key for n in count(1) if not is_used(key := stem if n == 1 else f"{stem}-{n}")
            )
    return stem


def source_key(url: str, title: str) -> str:
    """Return the key of a source, made of its web address, or of its title where it has none."""
    if not url:
        return slug(title)[:_LONGEST].strip("-")
    parts = urlsplit(url)
    return slug(f"{host_of(url)} {parts.path} {parts.query}")[:_LONGEST].strip("-")


def host_of(url: str) -> str:
    """Return the host of a web address, without "www.".

    Raises:
        ValueError: the text is not a web address.
    """
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _agreement(cells: Cells) -> str:
    notation = cells.get("type", "")
    short = _SHORT.get(notation, notation.removesuffix("-agreement"))
    year = _year(cells.get("signed_on") or cells.get("valid_from") or "") or "undated"
    return f"{cells['partnership']}--{year}-{short}"


def _activity(cells: Cells) -> str:
    month = _first(_MONTH, cells.get("start", "")) or "undated"
    first = cells["partnerships"].partition(";")[0].strip()
    words = slug(cells.get("title", "") or cells.get("kind", "activity"))
    return f"{first}--{month}-{_cut(words, 24)}"


def _study(cells: Cells) -> str:
    family = re.split(r"[;,]", cells.get("author", ""))[0].strip().rpartition(" ")[2]
    if family:
        return slug(f"{family} {_year(cells.get('year', ''))}")
    return _cut(slug(cells["title"]), 40)


def _agency(cells: Cells) -> str:
    home = cells.get("part_of") or cells.get("country", "")
    return "-".join(filter(None, [home, _cut(slug(cells["name_en"]), 40)]))


def _year(date: str) -> str:
    """Return the first year of a date in EDTF: "199x" of 199X/2004, "1996" of ../1996."""
    return _first(_YEAR, date)


def _first(pattern: re.Pattern[str], date: str) -> str:
    match = pattern.search(date)
    return match[0].lower() if match else ""


def _period(date: str) -> str:
    """Return a date as part of a key that no other date has: "1997-about", "open-1996"."""
    parts = [{"..": "open", "": "unknown"}.get(part, part) for part in date.split("/")]
    words = " ".join(part[:-1] + _MARKS.get(part[-1], part[-1]) for part in parts)
    return slug(words) if date else ""


def _cut(words: str, length: int) -> str:
    """Return the slug cut between words."""
    if len(words) <= length:
        return words
    return words[: length + 1].rpartition("-")[0] or words[:length]


_STEMS: dict[str, Callable[[Cells], str]] = {
    "city": lambda cells: f"{cells['country']}-{slug(cells['name_en'])}",
    "partnership": lambda cells: "--".join(sorted(_list(cells["cities"]))),
    "agreement": _agreement,
    "activity": _activity,
    "agency": _agency,
    "study": _study,
    "element": lambda cells: f"{cells['study']}-e",
    "finding": lambda cells: f"{cells['study']}-f",
    "obstacle": lambda cells: f"{cells['study']}-o",
    "event": lambda cells: slug(f"{cells['name_en']} {_year(cells.get('start', ''))}"),
    "observation": lambda cells: "--".join(
        filter(None, [cells["city"], cells["indicator"], _period(cells.get("period", ""))])
    ),
    "person": lambda cells: "--".join([_list(cells["units"])[0], slug(cells["name"])]),
    "tenure": lambda cells: "--".join(
        [cells["unit"], slug(cells["person"]), _year(cells.get("start", "")) or "undated"]
    ),
}


def _list(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]
