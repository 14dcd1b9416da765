"""Wikidata statements "twinned administrative body" (P190) -> links of two mentions.

The bindings come from a SPARQL service, from its saved results or from a dump.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kembar.importers.links import Link, Mention, Rejected, qid
from kembar.language import N_, _
from kembar.model.dates import PartialDate

Binding = Mapping[str, str]
"""One row of results: the texts of the variables that are bound, by the names of `VARIABLES`."""

KIND = "twinned administrative body"
"""The English label of P190."""

NO_TWIN = "http://www.wikidata.org/prop/novalue/P190"
"""The class of items with the statement that they have no twin ("no value")."""

LABEL_LANGUAGES = ("en", "id", "ko")
"""Languages of the labels that are read; the name of a place is the first of them."""

_PLACE_VARIABLES = (
    "Label",
    "LabelId",
    "LabelKo",
    "Country",
    "CountryLabel",
    "CountryCode",
    "Coordinates",
    "Geonames",
)
VARIABLES = (
    *("statement", "rank", "item", "twin", "start", "startPrecision", "end", "endPrecision"),
    *("ended", "point", "pointPrecision", "reference"),
    *(f"{side}{part}" for side in ("item", "twin") for part in _PLACE_VARIABLES),
)
"""Variables of the query: those of the statement, then those of each place under its side."""

_DATE = re.compile(r"\+?(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?", re.ASCII)
_POINT = re.compile(r"point ?\(\s*([-+.\de]+)[ ,]+([-+.\de]+)\s*\)", re.ASCII | re.IGNORECASE)
_WEB = re.compile(r'https?://[^\s<>"{}|\\^`]+')
_UNKNOWN_TWIN = N_("{name} has an unknown value as its twin, so there is no link")
_WITHOUT_TWIN = N_("{name} has no value as its twin, so there is no link")
_YEAR, _MONTH = 9, 10  # wikibase:timePrecision; a day is 11, a decade 8

FORMER_STATES = frozenset({"AN", "BU", "CS", "DD", "SU", "TP", "YU", "ZR"})
"""Codes of former states (ISO 3166-3); they count only for a place without a present one."""


@dataclass(frozen=True)
class PlaceFacts:
    """The statements about one place in all bindings or lines of a source.

    `names` are (rank of the language, label), `countries` names of countries and `codes` their
    ISO 3166-1 alpha-2 codes, `points` (latitude, longitude) in degrees on WGS 84, `geonames` ids of
    GeoNames.
    """

    names: set[tuple[int, str]] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    points: set[tuple[float, float]] = field(default_factory=set)
    geonames: set[str] = field(default_factory=set)

    def mention(self, wikidata: str) -> Mention:
        """The place as a mention; without any label its QID is its name.

        A place that several present states claim has no country.
        """
        names = list(dict.fromkeys(name for _, name in sorted(self.names) if name != wikidata))
        countries = self.codes - FORMER_STATES or self.codes or self.countries
        latitude, longitude = min(self.points, default=(None, None))
        return Mention(
            name=names[0] if names else wikidata,
            country=next(iter(countries)) if len(countries) == 1 else "",
            wikidata=wikidata,
            latitude=latitude,
            longitude=longitude,
            other_names=tuple(names[1:]),
            geonames=next(iter(self.geonames)) if len(self.geonames) == 1 else "",
        )


def links_of(rows: Iterable[tuple[int | None, Binding]]) -> Iterator[Link | Rejected]:
    """The links of bindings: those of one statement are one link, claimed by its item.

    Args:
        rows: the line in its file (None where there is none) and the binding. Bindings without
            `statement` belong together if they have the same item and the same twin.
    """
    facts: defaultdict[_PlaceKey, PlaceFacts] = defaultdict(PlaceFacts)
    statements: defaultdict[object, list[tuple[int | None, Binding]]] = defaultdict(list)
    for line, row in rows:
        if row.get("rank", "").endswith("DeprecatedRank"):
            continue
        places = [_place_key(row, side) for side in ("item", "twin")]
        for side, place in zip(("item", "twin"), places, strict=True):
            _add_facts(facts[place], row, side)
        # Each row that lacks a place is rejected by itself.
        apart = None if all(any(place) for place in places) else line
        statements[row.get("statement") or (*places, apart)].append((line, row))
    mentions = {place: facts[place].mention(place[0]) for place in facts if any(place)}
    for statement in statements.values():
        line, row = statement[0]
        one, other = (mentions.get(_place_key(row, side)) for side in ("item", "twin"))
        yield statement_link(one, other, [row for _, row in statement], line)


def statement_link(
    one: Mention | None,
    other: Mention | None,
    rows: Sequence[Binding] = (),
    line: int | None = None,
) -> Link | Rejected:
    """The link of one statement, or the reason why it is none.

    Args:
        one: the item that carries the statement.
        other: its twin.
        rows: the bindings of the statement; more than one where a variable has several values.
        line: the line of the statement in its file.
    """
    if one is None:
        return Rejected(_("names no item; write its QID, for example Q10389"), line, "item")
    name = f"{one.name} ({one.wikidata})" if one.wikidata else one.name
    if other is None:
        has_value = any("twin" in row and row["twin"] != NO_TWIN for row in rows)
        reason = _(_UNKNOWN_TWIN if has_value else _WITHOUT_TWIN, name=name)
        return Rejected(reason, line, "twin")
    if one == other or (one.wikidata and one.wikidata == other.wikidata):
        return Rejected(
            _("{name} is its own twin; correct it at Wikidata", name=name), line, "twin"
        )
    notes: list[str] = []
    since = _date(rows, "start", min, notes)
    if since is None:
        since = _date(rows, "point", min, notes)
        notes += ["dated by a point in time, not by a start"] if since else []
    until = _date(rows, "end", max, notes)
    if until is None and any("ended" in row for row in rows):
        notes.append("has ended; the date is unknown")
    references = {row.get("reference", "") for row in rows}
    return Link(
        one=one,
        other=other,
        kind=KIND,
        since=since,
        until=until,
        claimed_by=(one,),
        reference=min(filter(_WEB.fullmatch, references), default=""),
        note="; ".join(notes),
        line=line,
    )


def is_unknown(value: str) -> bool:
    """True for Wikidata's "unknown value": a blank node, or its skolem IRI."""
    return value.startswith("_:") or "/.well-known/genid/" in value


def date_of(value: str, precision: str = "") -> PartialDate:
    """The date of a value, cut to its precision.

    Args:
        value: "1997-01-01T00:00:00Z" or shorter.
        precision: wikibase:timePrecision, "9" a year, "10" a month, "11" a day. Where it is
            missing, a first of January is only a year and a first of a month only a month,
            because Wikidata writes them in this way.

    Raises:
        ValueError: no date of the common era, or one less precise than a year.
    """
    match = _DATE.fullmatch(value.strip())
    if not match:
        raise ValueError(f"{value!r} is not a date")
    year, month, day = match[1], match[2] or "00", match[3] or "00"
    exact = int(precision) if precision.isdecimal() else None
    if exact is not None and exact < _YEAR:
        raise ValueError(f"{value[:10]!r} is known less than to the year")
    if exact is None:
        day = "00" if day == "01" else day
        month = "00" if (month, day) == ("01", "00") and match[3] else month
    if month == "00" or exact == _YEAR:
        return PartialDate(year)
    if day == "00" or exact == _MONTH:
        return PartialDate(f"{year}-{month}")
    return PartialDate(f"{year}-{month}-{day}")


def point_of(value: str) -> tuple[float, float] | None:
    """Latitude and longitude of a WKT literal "Point(107.6 -6.9)"; None if it is not on Earth."""
    match = _POINT.fullmatch(value.strip())
    try:
        longitude, latitude = (float(part) for part in match.groups()) if match else (999, 999)
    except ValueError:
        return None
    on_earth = abs(latitude) <= 90 and abs(longitude) <= 180
    return (latitude, longitude) if on_earth else None


def bindings_of(results: object) -> Iterator[Binding]:
    """The bindings of SPARQL results in JSON, or of the plain JSON that the query service saves.

    Raises:
        ValueError: the object is neither.
    """
    rows: Any = results
    if isinstance(results, dict) and isinstance(results.get("results"), dict):
        rows = results["results"].get("bindings")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError(_("holds no SPARQL results"))
    for row in rows:
        yield {str(name): text for name, value in row.items() if (text := _text(value))}


def _text(value: Any) -> str:
    """The text of a value of JSON results; a blank node begins with "_:"."""
    term = value if isinstance(value, dict) else {"value": value}
    lexical = term.get("value")
    # JSON can hold a lone surrogate, which UTF-8 cannot.
    text = "" if lexical is None else str(lexical).encode("utf-8", "replace").decode("utf-8")
    return f"_:{text}" if term.get("type") == "bnode" else text


_PlaceKey = tuple[str, str]
"""The QID of a place, or else its name with its country; two empty texts if it is unknown."""


def _place_key(row: Binding, side: str) -> _PlaceKey:
    value, label = row.get(side, ""), row.get(f"{side}Label", "")
    if item := qid(value):
        return item, ""
    if is_unknown(value) or re.match(r"https?://", value):
        return "", ""
    name = " ".join((label or value).split())
    countries = (
        row.get(f"{side}{name}", "") for name in ("CountryCode", "CountryLabel", "Country")
    )
    return "", f"{name}\n{next(filter(None, countries), '')}" if name else ""


def _add_facts(facts: PlaceFacts, row: Binding, side: str) -> None:
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
    """The date of a variable in all rows; its other and its unclear values go to the notes."""
    dates, unclear = set(), set()
    for row in rows:
        value = row.get(name, "")
        if not value or is_unknown(value):
            continue
        try:
            dates.add(date_of(value, row.get(f"{name}Precision", "")))
        except ValueError as bad:
            unclear.add(f"{name} {bad}")
    # "1997" does not contradict "1997-05", it is only less precise.
    dates = {d for d in dates if not any(o != d and o.text.startswith(d.text) for o in dates)}
    if not dates:
        notes += sorted(unclear)
        return None
    choice = choose(dates)
    others = ", ".join(date.text for date in sorted(dates - {choice}))
    notes += [f"{name} also given as {others}"] if others else []
    notes += sorted(unclear)
    return choice
