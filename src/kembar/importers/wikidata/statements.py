"""What a Wikidata statement "twinned administrative body" (P190) says, as a link of two mentions.

Rows come from a SPARQL service, from its downloads or from a dump; here they become links. A row is
a text for each column of `COLUMNS`; a column without a value is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kembar.importers.links import Link, Mention, Rejected, qid
from kembar.model.dates import PartialDate

Binding = Mapping[str, str]

KIND = "twinned administrative body"
"""The English label of P190."""

NO_TWIN = "http://www.wikidata.org/prop/novalue/P190"
"""What Wikidata writes where it says that a place has no twin."""

LANGUAGES = ("en", "id", "ko")
"""Of the labels that are read; a place is named by the first there is."""

_PLACE = (
    "Label",
    "LabelId",
    "LabelKo",
    "Country",
    "CountryLabel",
    "CountryCode",
    "Coordinates",
    "Geonames",
)
COLUMNS = (
    *("statement", "rank", "item", "twin", "start", "startPrecision", "end", "endPrecision"),
    *("ended", "point", "pointPrecision", "reference"),
    *(f"{side}{part}" for side in ("item", "twin") for part in _PLACE),
)
"""Of a row: what is said of the statement, then of each place under its side's name."""

_DATE = re.compile(r"\+?(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?", re.ASCII)
_POINT = re.compile(r"point ?\(\s*([-+.\de]+)[ ,]+([-+.\de]+)\s*\)", re.ASCII | re.IGNORECASE)
_WEB = re.compile(r'https?://[^\s<>"{}|\\^`]+')
_YEAR, _MONTH = 9, 10  # wikibase:timePrecision; a day is 11, a decade 8

WITHDRAWN = frozenset({"AN", "BU", "CS", "DD", "SU", "TP", "YU", "ZR"})
"""Codes of states that are no more (ISO 3166-3): a city that also has a present one has that."""


@dataclass(frozen=True)
class PlaceFacts:
    """What a source tells of one place, gathered from all its rows or lines.

    `names` are (rank of the language, label), `countries` names of countries and `codes` their
    ISO 3166-1 alpha-2 codes, `points` (latitude, longitude) in degrees, `geonames` ids there.
    """

    names: set[tuple[int, str]] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    points: set[tuple[float, float]] = field(default_factory=set)
    geonames: set[str] = field(default_factory=set)

    def mention(self, wikidata: str) -> Mention:
        """The place as a mention; without any label its QID is its name.

        A place that several states of today count as theirs is given none of them.
        """
        names = list(dict.fromkeys(name for _, name in sorted(self.names) if name != wikidata))
        held = self.codes - WITHDRAWN or self.codes or self.countries
        latitude, longitude = min(self.points, default=(None, None))
        return Mention(
            name=names[0] if names else wikidata,
            country=next(iter(held)) if len(held) == 1 else "",
            wikidata=wikidata,
            latitude=latitude,
            longitude=longitude,
            other_names=tuple(names[1:]),
            geonames=next(iter(self.geonames)) if len(self.geonames) == 1 else "",
        )


def links_of(rows: Iterable[tuple[int | None, Binding]]) -> Iterator[Link | Rejected]:
    """The links that rows progress: rows of one statement are one link, claimed by its item.

    Args:
        rows: the line in its file (None where there is none) and the row; where they name no
            statement, the rows of one item and one twin are taken for one.
    """
    facts: defaultdict[tuple[str, str], PlaceFacts] = defaultdict(PlaceFacts)
    statements: defaultdict[object, list[tuple[int | None, Binding]]] = defaultdict(list)
    for line, row in rows:
        if row.get("rank", "").endswith("DeprecatedRank"):
            continue
        sides = [_side(row, side) for side in ("item", "twin")]
        for side, key in zip(("item", "twin"), sides, strict=True):
            _gather(row, side, facts[key])
        # Rows that lack a place are told of one by one.
        apart = None if all(any(key) for key in sides) else line
        statements[row.get("statement") or (*sides, apart)].append((line, row))
    mentions = {key: told.mention(key[0]) for key, told in facts.items() if any(key)}
    for told in statements.values():
        line, row = told[0]
        one, other = (mentions.get(_side(row, side)) for side in ("item", "twin"))
        yield link(one, other, [row for _, row in told], line)


def link(
    one: Mention | None,
    other: Mention | None,
    rows: Sequence[Binding] = (),
    line: int | None = None,
) -> Link | Rejected:
    """The link that an item's statement tells, or why it tells none.

    Args:
        one: the item that carries the statement.
        other: its twin.
        rows: what is said of their link; more than one where something is said twice.
        line: where the statement stands in its file.
    """
    if one is None:
        return Rejected("names no item; write its QID, as Q10389", line, "item")
    told = f"{one.name} ({one.wikidata})" if one.wikidata else one.name
    if other is None:
        given = any("twin" in row and row["twin"] != NO_TWIN for row in rows)
        value = "an unknown value" if given else "no value"
        return Rejected(f"{told} has {value} as its twin; nothing can be linked", line, "twin")
    if one == other or (one.wikidata and one.wikidata == other.wikidata):
        return Rejected(f"{told} is its own twin; mend it at Wikidata", line, "twin")
    notes: list[str] = []
    since = _date(rows, "start", min, notes)
    if since is None:
        since = _date(rows, "point", min, notes)
        notes += ["dated by a point in time, not by a start"] if since else []
    until = _date(rows, "end", max, notes)
    if until is None and any("ended" in row for row in rows):
        notes.append("has ended, it is not known when")
    found = sorted({row["reference"] for row in rows if _WEB.fullmatch(row.get("reference", ""))})
    return Link(
        one=one,
        other=other,
        kind=KIND,
        since=since,
        until=until,
        claimed_by=(one,),
        reference=found[0] if found else "",
        note="; ".join(notes),
        line=line,
    )


def is_unknown(value: str) -> bool:
    """Whether a value stands for Wikidata's "unknown value": a blank node, or a made-up address."""
    return value.startswith("_:") or "/.well-known/genid/" in value


def date_of(value: str, precision: str = "") -> PartialDate:
    """A date as a service writes it, cut to what is known of it.

    Args:
        value: "1997-01-01T00:00:00Z" or shorter.
        precision: wikibase:timePrecision, "9" a year, "10" a month, "11" a day. Where it is
            missing, a first of January is only a year and a first of a month only a month,
            because so Wikidata writes them.

    Raises:
        ValueError: it is no date of the common era, or known less than to the year.
    """
    found = _DATE.fullmatch(value.strip())
    if not found:
        raise ValueError(f"{value!r} is not a date")
    year, month, day = found[1], found[2] or "00", found[3] or "00"
    exact = int(precision) if precision.isdecimal() else None
    if exact is not None and exact < _YEAR:
        raise ValueError(f"{value[:10]!r} is known less than to the year")
    if exact is None:
        day = "00" if day == "01" else day
        month = "00" if (month, day) == ("01", "00") and found[3] else month
    if month == "00" or exact == _YEAR:
        return PartialDate(year)
    if day == "00" or exact == _MONTH:
        return PartialDate(f"{year}-{month}")
    return PartialDate(f"{year}-{month}-{day}")


def point_of(value: str) -> tuple[float, float] | None:
    """Latitude and longitude of a WKT literal "Point(107.6 -6.9)"; None where it is no place."""
    found = _POINT.fullmatch(value.strip())
    try:
        longitude, latitude = (float(part) for part in found.groups()) if found else (999, 999)
    except ValueError:
        return None
    on_earth = abs(latitude) <= 90 and abs(longitude) <= 180
    return (latitude, longitude) if on_earth else None


def rows_of(results: object) -> Iterator[Binding]:
    """The rows of SPARQL results in JSON, or of the list of plain objects that the service saves.

    Raises:
        ValueError: it is neither.
    """
    rows: Any = results
    if isinstance(results, dict) and isinstance(results.get("results"), dict):
        rows = results["results"].get("bindings")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("holds no SPARQL results")
    for row in rows:
        yield {str(name): text for name, value in row.items() if (text := _text(value))}


def _text(value: Any) -> str:
    """A value of JSON results as a row's text; a blank node keeps the mark of one."""
    bound = value if isinstance(value, dict) else {"value": value}
    told = bound.get("value")
    # Half a character of UTF-16 can be written in JSON, and nowhere else.
    text = "" if told is None else str(told).encode("utf-8", "replace").decode("utf-8")
    return f"_:{text}" if bound.get("type") == "bnode" else text


def _side(row: Binding, side: str) -> tuple[str, str]:
    """What identifies a place: its QID; else its name, with its country; ("", "") where unknown."""
    value, label = row.get(side, ""), row.get(f"{side}Label", "")
    if found := qid(value):
        return found, ""
    if is_unknown(value) or re.match(r"https?://", value):
        return "", ""
    name = " ".join((label or value).split())
    countries = (
        row.get(f"{side}{name}", "") for name in ("CountryCode", "CountryLabel", "Country")
    )
    return "", f"{name}\n{next(filter(None, countries), '')}" if name else ""


def _gather(row: Binding, side: str, facts: PlaceFacts) -> None:
    value = row.get(side, "")
    labels = [row.get(f"{side}{name}", "") for name in ("Label", "LabelId", "LabelKo")]
    labels[0] = labels[0] or ("" if qid(value) else value)
    facts.names.update((i, " ".join(text.split())) for i, text in enumerate(labels) if text.strip())
    code, country = row.get(f"{side}CountryCode", ""), row.get(f"{side}Country", "")
    name = row.get(f"{side}CountryLabel", "") or ("" if qid(country) else country)
    if code or re.fullmatch("[A-Z]{2}", name):
        facts.codes.add(code or name)
    elif name and not is_unknown(country) and not qid(name):
        facts.countries.add(name)
    if re.fullmatch("[0-9]{1,12}", row.get(f"{side}Geonames", "")):
        facts.geonames.add(row[f"{side}Geonames"])
    if point := point_of(row.get(f"{side}Coordinates", "")):
        facts.points.add(point)


def _date(
    rows: Sequence[Binding],
    name: str,
    choose: Callable[[Iterable[PartialDate]], PartialDate],
    notes: list[str],
) -> PartialDate | None:
    """The date that rows give under a name; what else they give there goes to the notes."""
    dates, unclear = set(), set()
    for row in rows:
        value = row.get(name, "")
        if not value or is_unknown(value):
            continue
        try:
            dates.add(date_of(value, row.get(f"{name}Precision", "")))
        except ValueError as bad:
            unclear.add(f"{name} {bad}")
    # "1997" beside "1997-05" says nothing else, only less.
    dates = {d for d in dates if not any(o != d and o.text.startswith(d.text) for o in dates)}
    if not dates:
        notes += sorted(unclear)
        return None
    chosen = choose(dates)
    others = ", ".join(date.text for date in sorted(dates - {chosen}))
    notes += [f"{name} also given as {others}"] if others else []
    notes += sorted(unclear)
    return chosen
