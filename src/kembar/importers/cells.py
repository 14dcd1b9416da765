"""The cells of a row, by their meaning -> a link: its places, dates and reference.

A cell that cannot be parsed, or of which only a part is certain, is added unchanged to the link's
note ("since: long ago").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kembar.errors import quoted
from kembar.importers.links import Link, Mention, qid
from kembar.language import _
from kembar.model.dates import AmbiguousDay, PartialDate, has_more_parts, read_date

_GEONAMES = re.compile(
    r"(?:(?:https?://)?(?:www\.|sws\.)?geonames\.org/)?([1-9][0-9]{0,8})(?:/[^/]*)?"
)
_ADDRESS = re.compile(r'https?://[^\s<>"{}|\\^`]+')
_POINT = re.compile(r"(?:<[^>]*> ?)?point ?\(([^ ()]+) ([^ ()]+)\)", re.IGNORECASE)
_DEGREES = re.compile(
    r"(?P<sign>[+-]?)(?P<degrees>\d{1,3}(?:[.,]\d+)?)(?:\s*[°d]\s*"
    r"(?:(?P<minutes>\d{1,2}(?:[.,]\d+)?)\s*['′’]\s*"
    r"(?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s*(?:[\"″”]|''|′′)\s*)?)?)?"
    r"\s*(?P<side>N|S|E|W|LU|LS|BT|BB)?",
    re.ASCII,
)


@dataclass(frozen=True)
class MentionCells:
    """The meanings of the cells of one of the two places."""

    name: str
    country: str
    wikidata: str
    geonames: str
    latitude: str
    longitude: str
    coordinates: str


CITY = MentionCells(
    "city",
    "country",
    "city_wikidata",
    "city_geonames",
    "latitude",
    "longitude",
    "coordinates",
)
PARTNER = MentionCells(
    "partner",
    "partner_country",
    "partner_wikidata",
    "partner_geonames",
    "partner_latitude",
    "partner_longitude",
    "partner_coordinates",
)


def read_degrees(text: str, limit: int) -> float:
    """An angle in degrees: "-6.9147", "6,9147 LS" (Indonesian for south) or "6°54′53″S".

    Args:
        text: the angle.
        limit: 90 for a latitude, 180 for a longitude.

    Raises:
        ValueError: the text is no angle, or one beyond the limit.
    """
    match = _DEGREES.fullmatch(text.strip().upper().replace("−", "-"))
    if not match:
        raise ValueError(_("{text} is not an angle: write -6.9147", text=quoted(text[:40])))
    parts = [match["degrees"], match["minutes"] or "0", match["seconds"] or "0"]
    degrees, minutes, seconds = (float(part.replace(",", ".")) for part in parts)
    angle = degrees + minutes / 60 + seconds / 3600
    if angle > limit:
        raise ValueError(
            _("{text} is more than {limit} degrees", text=quoted(text[:40]), limit=limit)
        )
    return -angle if match["sign"] == "-" or match["side"] in ("S", "W", "LS", "BB") else angle


def read_point(text: str) -> tuple[float, float]:
    """Latitude and longitude: "-6.9147, 107.6098" or, longitude first, "Point(107.6098 -6.9147)".

    Raises:
        ValueError: the text is no pair of angles.
    """
    text = text.strip()
    point = _POINT.fullmatch(text)
    if point:
        return read_degrees(point[2], 90), read_degrees(point[1], 180)
    for mark in (";", ", ", ",", " "):
        halves = text.split(mark)
        if len(halves) == 2:
            return read_degrees(halves[0], 90), read_degrees(halves[1], 180)
    raise ValueError(
        _("{text} is not a pair of angles: write -6.9147, 107.6098", text=quoted(text[:40]))
    )


def read_mention(cells: Mapping[str, str], place: MentionCells, notes: list[str]) -> Mention:
    """The mention of one of the two places of a link.

    Args:
        cells: texts by their meaning.
        place: `CITY` or `PARTNER`.
        notes: receives the cells that cannot be parsed.
    """
    name = cells.get(place.name, "")
    wikidata = cells.get(place.wikidata, "")
    item = qid(wikidata or name)
    if wikidata and not item:
        notes.append(f"{place.wikidata}: {wikidata}")
    number = cells.get(place.geonames, "")
    geonames = _GEONAMES.fullmatch(number)
    if number and not geonames:
        notes.append(f"{place.geonames}: {number}")
    return Mention(
        name,
        cells.get(place.country, ""),
        item,
        *_position(cells, place, notes),
        geonames=geonames[1] if geonames else "",
    )


def read_link(
    one: Mention,
    other: Mention,
    cells: Mapping[str, str],
    notes: list[str],
    *,
    claimed_by: tuple[Mention, ...] = (),
    line: int | None = None,
    day_order: Callable[[str], str] | None = None,
) -> Link:
    """The link of two mentions.

    Args:
        one: a place.
        other: its partner.
        cells: texts by their meaning: since, until, kind, reference, note.
        notes: the cells of the places that could not be parsed; receives those of the link.
        claimed_by: the mentions that make the statement.
        line: the line or row of the file.
        day_order: returns the order of days and months in the cells of a meaning, which 3/2/2012
            needs; without it such a cell is kept as a note.

    Raises:
        AmbiguousDay: `day_order` does not know the order either.
    """
    note = [cells["note"]] if cells.get("note") else []
    since = _date(cells, "since", notes, day_order)
    until = _date(cells, "until", notes, day_order)
    if since and until and _ends_before(since, until):
        notes.append(f"until: {until} (before since)")
        until = None
    return Link(
        one,
        other,
        kind=cells.get("kind", ""),
        since=since,
        until=until,
        claimed_by=claimed_by,
        reference=_reference(cells, notes),
        note="; ".join(note + notes),
        line=line,
    )


def _ends_before(since: PartialDate, until: PartialDate) -> bool:
    return bool(since.earliest and until.latest and until.latest < since.earliest)


def _date(
    cells: Mapping[str, str],
    name: str,
    notes: list[str],
    day_order: Callable[[str], str] | None,
) -> PartialDate | None:
    text = cells.get(name, "")
    if not text:
        return None
    try:
        date = _read_in_order(text, name, day_order)
    except AmbiguousDay:
        if day_order:
            raise
        notes.append(f"{name}: {text}")
        return None
    except ValueError:
        notes.append(f"{name}: {text}")
        return None
    if has_more_parts(text, date):
        notes.append(f"{name}: {text}")
    return date


def _read_in_order(text: str, name: str, day_order: Callable[[str], str] | None) -> PartialDate:
    """Return the date of a cell; the column decides before the person does."""
    try:
        return read_date(text, "")
    except AmbiguousDay:
        order = day_order(name) if day_order else ""
        if not order:
            raise
        return read_date(text, order)


def _reference(cells: Mapping[str, str], notes: list[str]) -> str:
    text = cells.get("reference", "")
    if not text:
        return ""
    address = _ADDRESS.search(text)
    if address and address[0] == text:
        return text
    notes.append(f"reference: {text}")
    return address[0].rstrip(".,;)") if address else ""


def _position(
    cells: Mapping[str, str], place: MentionCells, notes: list[str]
) -> tuple[float | None, float | None]:
    """Latitude and longitude; two None where the cells hold only one of them."""
    latitude, longitude = cells.get(place.latitude, ""), cells.get(place.longitude, "")
    point = cells.get(place.coordinates, "")
    try:
        if latitude and longitude:
            return read_degrees(latitude, 90), read_degrees(longitude, 180)
        if point:
            return read_point(point)
    except ValueError:
        pass
    notes += [
        f"{name}: {cells[name]}"
        for name in (place.latitude, place.longitude, place.coordinates)
        if cells.get(name)
    ]
    return None, None
