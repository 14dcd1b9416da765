"""Cells that a source tells of a link -> the link: places, dates, an address.

Nothing is lost silently: a cell that cannot be read as what it should be, or of which only a part
is certain, is kept in the link's note as it stands ("since: c. 1997").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kembar.importers.links import Link, Mention, qid
from kembar.model.dates import PartialDate, read_date, tells_more

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
class Place:
    """The names of the cells that tell of one of the two places."""

    name: str
    country: str
    wikidata: str
    geonames: str
    latitude: str
    longitude: str
    coordinates: str


CITY = Place(
    "city",
    "country",
    "city_wikidata",
    "city_geonames",
    "latitude",
    "longitude",
    "coordinates",
)
PARTNER = Place(
    "partner",
    "partner_country",
    "partner_wikidata",
    "partner_geonames",
    "partner_latitude",
    "partner_longitude",
    "partner_coordinates",
)


def read_degrees(text: str, most: int) -> float:
    """An angle in degrees: "-6.9147", "6,9147 LS" (Indonesian for south) or "6°54′53″S".

    Args:
        text: the angle.
        most: 90 for a latitude, 180 for a longitude.

    Raises:
        ValueError: it is none, or beyond `most`.
    """
    found = _DEGREES.fullmatch(text.strip().upper().replace("−", "-"))
    if not found:
        raise ValueError(f"{text[:40]!r} is not an angle: write -6.9147")
    parts = [found["degrees"], found["minutes"] or "0", found["seconds"] or "0"]
    degrees, minutes, seconds = (float(part.replace(",", ".")) for part in parts)
    angle = degrees + minutes / 60 + seconds / 3600
    if angle > most:
        raise ValueError(f"{text[:40]!r} is beyond {most} degrees")
    return -angle if found["sign"] == "-" or found["side"] in ("S", "W", "LS", "BB") else angle


def read_point(text: str) -> tuple[float, float]:
    """Latitude and longitude: "-6.9147, 107.6098" or, longitude first, "Point(107.6098 -6.9147)".

    Raises:
        ValueError: the text is no such pair.
    """
    told = text.strip()
    point = _POINT.fullmatch(told)
    if point:
        return read_degrees(point[2], 90), read_degrees(point[1], 180)
    for mark in (";", ", ", ",", " "):
        halves = told.split(mark)
        if len(halves) == 2:
            return read_degrees(halves[0], 90), read_degrees(halves[1], 180)
    raise ValueError(f"{text[:40]!r} is not a pair of angles: write -6.9147, 107.6098")


def read_mention(cells: Mapping[str, str], place: Place, notes: list[str]) -> Mention:
    """One of the two places of a link.

    Args:
        cells: texts by what they tell.
        place: which of them tell of this place.
        notes: takes what cannot be read.
    """
    name = cells.get(place.name, "")
    wikidata = cells.get(place.wikidata, "")
    item = qid(wikidata or name)
    if wikidata and not item:
        notes.append(f"{place.wikidata}: {wikidata}")
    told = cells.get(place.geonames, "")
    geonames = _GEONAMES.fullmatch(told)
    if told and not geonames:
        notes.append(f"{place.geonames}: {told}")
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
) -> Link:
    """A link of two places with what else is told of it.

    Args:
        one: a place.
        other: its partner.
        cells: texts by what they progress: since, until, kind, reference, note.
        notes: what could not be read of the places.
        claimed_by: whose own statement the link is.
        line: where it stands.
    """
    told = [cells["note"]] if cells.get("note") else []
    since = _date(cells, "since", notes)
    until = _date(cells, "until", notes)
    if since and until and until.text < since.text[: len(until.text)]:
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
        note="; ".join(told + notes),
        line=line,
    )


def _date(cells: Mapping[str, str], name: str, notes: list[str]) -> PartialDate | None:
    text = cells.get(name, "")
    if not text:
        return None
    try:
        date = read_date(text)
    except ValueError:
        notes.append(f"{name}: {text}")
        return None
    if tells_more(text, date):
        notes.append(f"{name}: {text}")
    return date


def _reference(cells: Mapping[str, str], notes: list[str]) -> str:
    text = cells.get("reference", "")
    if not text:
        return ""
    found = _ADDRESS.search(text)
    if found and found[0] == text:
        return text
    notes.append(f"reference: {text}")
    return found[0].rstrip(".,;)") if found else ""


def _position(
    cells: Mapping[str, str], place: Place, notes: list[str]
) -> tuple[float | None, float | None]:
    """Both angles, or none: half a position is nowhere."""
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
