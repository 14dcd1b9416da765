"""Drawings of HTML and CSS: places in per cent, texts in the language that is spoken."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kembar.language import _, _n, listing
from kembar.profiles.days import DAYS_OF_A_YEAR
from kembar.profiles.figures import FieldCount
from kembar.profiles.sentences.names import office_name
from kembar.profiles.timeline import Hole, TimelineEntry
from kembar.render.pages.things.view import View
from kembar.render.pages.things.wording import short_date

_TICKS = 8
"""So many years at most stand on the axis of a time line."""

_YEARS = 27
"""So many columns of years are drawn at most."""

_FEWEST_YEARS = 12
"""So many at least, as one alone would look like a wall."""

WHOLE = 4
"""A bar or column is whole from so many on, as one alone is not much."""

_LABEL_ROOM = 24
"""Per cent of a lane that the words beside a document may take."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of bars: its name, the width of each part in per cent with its class, its number."""

    name: Markup | str
    parts: tuple[tuple[float, str], ...]
    number: Markup | str


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns by year: heights in per cent with numbers, years of the axis, all in words."""

    columns: tuple[tuple[int, str], ...]
    years: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on a lane: its class, its place and width in per cent, and all that it is.

    `text` are the words on it, `short` those on a small screen, where they differ.
    """

    css: str
    left: float
    title: str
    width: float = 0
    text: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane of a time line; `names` stand below its own where a small screen cuts those on it."""

    name: str
    marks: tuple[Mark, ...]
    names: str = ""


@dataclass(frozen=True, slots=True)
class TimeLine:
    """A time line: its length in years, its lanes, its axis, and the key to its marks."""

    years: int
    lanes: tuple[Lane, ...]
    axis: tuple[tuple[float, int], ...]
    legend: tuple[tuple[str, str], ...]


def field_bars(counts: Sequence[FieldCount], view: View) -> list[Bar]:
    """Return bars of the fields of cooperation: activities thick, documents thin."""
    longest = max([WHOLE, *(max(one.agreed, one.done) for one in counts)])
    return [
        Bar(
            view.plain(one.field.name),
            (
                (round(100 * one.done / longest, 1), ""),
                (round(100 * one.agreed / longest, 1), "thin"),
            ),
            Markup('{} <span class="soft">/ {}</span>').format(one.done, one.agreed),
        )
        for one in counts
    ]


def year_columns(by_year: Mapping[int, Sequence[str]], last: int) -> Columns | None:
    """Return columns of the activities of each year until the last, or None without any."""
    if not by_year:
        return None
    first = min(max(min(by_year), last - _YEARS + 1), last - _FEWEST_YEARS + 1)
    counts = {year: len(by_year.get(year, ())) for year in range(first, last + 1)}
    most = max(counts.values())
    if not most:
        return None
    whole = max(most, WHOLE)
    highest = next(year for year in counts if counts[year] == most)
    return Columns(
        tuple((round(92 * count / whole), str(count or "")) for count in counts.values()),
        tuple(dict.fromkeys((first, (first + last) // 2, last))),
        _n(
            "Activities carried out in each year from {first} to {last}: most in {year}, {count}",
            "Activities carried out in each year from {first} to {last}: most in {year}, {count}",
            most,
            first=first,
            last=last,
            year=highest,
        ),
    )


class _Scale:
    """Places of days in per cent, from the first year to the end of the last."""

    def __init__(self, first: int, last: int) -> None:
        self.first = datetime.date(first, 1, 1)
        self.years = last - first + 1
        self.days = self.years * DAYS_OF_A_YEAR

    def at(self, day: datetime.date) -> float:
        return round(min(100.0, max(0.0, 100 * (day - self.first).days / self.days)), 1)


def time_line(
    entries: Sequence[TimelineEntry], holes: Iterable[Hole], view: View, cities: Sequence[str] = ()
) -> TimeLine | None:
    """Return the drawing of a time line, or None where fewer than two entries have a date.

    Args:
        entries: by date.
        holes: silences among them.
        view: of the page.
        cities: whose offices come first, in this order.
    """
    today = view.measures.today
    signs = [one.start for one in entries if one.start and not one.lane.startswith("office")]
    if len(signs) < 2:
        return None
    scale = _Scale(max(1, min(signs).year - 1), today.year)
    lanes = [
        *_offices(entries, cities, scale, view),
        Lane(_("Documents"), _documents(entries, scale, view)),
        Lane(_("Carried out"), (*_points(entries, "done", scale), *_holes(holes, scale))),
        Lane(_("Planned only"), _points(entries, "planned", scale)),
    ]
    shown = tuple(lane for lane in lanes if lane.marks)
    used = {mark.css for lane in shown for mark in lane.marks}
    keys = (
        ("dot doc", _("document")),
        ("dot doc q", _("date disputed")),
        ("dot", _("carried out")),
        ("dot plan", _("planned, not known to be done")),
    )
    step = -(-scale.years // _TICKS)
    axis = tuple(
        (round(100 * at / scale.years, 2), scale.first.year + at)
        for at in range(0, scale.years, step)
    )
    return TimeLine(scale.years, shown, axis, tuple(key for key in keys if key[0] in used))


def _offices(
    entries: Iterable[TimelineEntry], cities: Sequence[str], scale: _Scale, view: View
) -> list[Lane]:
    """Return a lane for each city: who held its chief office, and who in the gaps between."""
    spans: dict[str, dict[str, list[Mark]]] = {}
    for one in entries:
        if not one.lane.startswith("office:") or not one.start:
            continue
        left, right = scale.at(one.start), scale.at(one.end or view.measures.today)
        if right > left:
            offices = spans.setdefault(one.lane.partition(":")[2], {})
            offices.setdefault(one.office, []).append(_span(one, left, right))
    order = [city for city in dict.fromkeys([*cities, *spans]) if city in spans]
    return [_office(city, spans[city], view) for city in order]


def _span(one: TimelineEntry, left: float, right: float) -> Mark:
    width = max(round(right - left - 0.3, 1), 0.4)
    title = _(
        "{office} {person}: {times}",
        office=office_name(one.office),
        person=one.title,
        times=_times(one),
    )
    return Mark("span", left, title.strip(), width, one.title)


def _office(city: str, offices: Mapping[str, list[Mark]], view: View) -> Lane:
    def rank(office: str) -> tuple[int, float]:
        """Rank an office before those whose names hold its name, as "Acting Mayor"."""
        fuller = sum(1 for other in offices if office.lower() in other.lower())
        return -fuller, -sum(one.width for one in offices[office])

    chief, *others = sorted(offices, key=rank)
    marks = list(offices[chief])
    for one in (each for office in others for each in offices[office]):
        if all(
            one.left >= each.left + each.width or one.left + one.width <= each.left
            for each in marks
        ):
            marks.append(one)
    values = {"office": office_name(chief), "city": view.city_name(city)}
    name = _("{office} of {city}", **values) if chief else _("In office in {city}", **values)
    marks.sort(key=lambda one: one.left)
    return Lane(name, tuple(marks), listing(list(dict.fromkeys(one.text for one in marks))))


def _documents(entries: Iterable[TimelineEntry], scale: _Scale, view: View) -> tuple[Mark, ...]:
    """Return the marks of documents, and words beside the last where there is room."""
    there = [one for one in entries if one.lane == "document" and one.start]
    marks = [
        Mark("dot doc q" if one.disputed else "dot doc", scale.at(one.start), _titled(one))
        for one in there
        if one.start
    ]
    if marks and 100 - marks[-1].left > _LABEL_ROOM:
        last = marks[-1]
        words = _type_and_date(there[-1], view)
        marks.append(Mark("lbl", last.left, last.title, 0, words))
    return tuple(marks)


def _type_and_date(one: TimelineEntry, view: View) -> str:
    document = view.facts.agreements.get(one.key)
    words = short_date(one.dates[0])
    if document and document.type:
        name = view.plain(document.type[0].value.name)
        words = _("{type}, {date}", type=name[:1].upper() + name[1:], date=words)
    return words


def _points(entries: Iterable[TimelineEntry], lane: str, scale: _Scale) -> tuple[Mark, ...]:
    css = "dot" if lane == "done" else "dot plan"
    return tuple(
        Mark(css, scale.at(one.start), _titled(one))
        for one in entries
        if one.lane == lane and one.start
    )


def _holes(holes: Iterable[Hole], scale: _Scale) -> tuple[Mark, ...]:
    marks = []
    for one in holes:
        left, right = scale.at(one.start), scale.at(one.end)
        short = _n("{count} year", "{count} years", one.years)
        words = _("{years}: no sign of life known", years=short)
        width = round(right - left - 1.8, 1)
        marks.append(Mark("hole", round(left + 1.2, 1), words, width, words, short))
    return tuple(marks)


def _titled(one: TimelineEntry) -> str:
    return _("{date}: {title}", date=short_date(one.dates[0]), title=one.title)


def _times(one: TimelineEntry) -> str:
    return " – ".join(short_date(date) for date in sorted(one.dates))
