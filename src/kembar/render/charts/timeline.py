"""An answer as a timeline: what began when, how exactly that is known, and what came of it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kembar.language import N_, _n, speaking, translated
from kembar.queries.answer import Answer
from kembar.rdf.terms import Value
from kembar.render.charts.cell_values import stretch
from kembar.render.charts.drawing import (
    FAINT,
    GREY,
    INK,
    LOOKS,
    NORMAL,
    PALE,
    SHAPES,
    SMALL,
    WHITE,
    WIDTH,
    Box,
    Drawing,
    Item,
    Line,
    Look,
    Mark,
    categories,
)
from kembar.render.charts.events import Event, events_of
from kembar.render.charts.label_rows import Extent, Spot, spots
from kembar.render.charts.text_metrics import grouped, shortened, spoken, width

MOST_LINES = 64
"""With a line for each; more share lines, and those are named that have room."""

MOST_TICKS = 9
LONGEST_NAME = 170.0
"""Beside a mark, in points."""

LABEL_ROOM = 230.0
"""To the left of all, in points."""

STUB = 18.0
"""Length of the line that says that an end is not known, in points."""

TALLEST = 640.0
"""Of the lines together, in points, so that an A4 page holds them."""

NAMED_STEP, MOST_NAMED_LINES = 9.5, 130
"""Height of a line whose name can be read, and how many may make the drawing taller than a page."""

SHADE = Look(FAINT, "", FAINT)
LOOSE = Look(WHITE, "//", GREY)
"""Look of the time in which a thing may have begun or ended: a year, "about 1997", or dates that
differ."""

Band = tuple[str, str, str]
"""A label, and when it starts and ends ("" where it goes on); dates as `read_date` reads them."""

WORDS = {
    "all": N_("Timeline of {count}, from {first} to {last}"),
    "shaded": N_("Shaded: {bands}."),
    "unnamed": N_("Shown without a name, to save room: {many}."),
    "lacking": N_("Not shown, without a date: {many}."),
    "other": N_("other"),
    "exact": N_("day known"),
    "loose": N_("some time within (day unknown or uncertain, or sources differ)"),
    "open": N_("end unknown"),
    "begun": N_("beginning unknown"),
}


@dataclass(frozen=True)
class Scale:
    """Days as points from the left."""

    first: int
    after: int
    left: float
    right: float

    def __call__(self, day: float) -> float:
        """Return the point at which a day begins."""
        return self.left + (day - self.first) / (self.after - self.first) * (self.right - self.left)


def timeline(
    answer: Answer, language: str, bands: Sequence[Band] = ()
) -> tuple[Drawing, str] | None:
    """The drawing and what a reader sees in it; None where no row has a date."""
    words = translated(WORDS, language)
    every = events_of(answer)
    dated = [event for event in every if event.start or event.end]
    if not dated:
        return None
    all_kinds = categories([event.what for event in dated], words["other"])
    with_kinds = (replace(e, what=kind) for e, kind in zip(dated, all_kinds, strict=True))
    merged = dict.fromkeys(with_kinds)
    events = sorted(merged, key=lambda event: (event.reach, event.label, event.what))
    kinds = list(dict.fromkeys(event.what for event in events))
    drawing = Drawing()
    shared = len(events) > MOST_LINES
    left = 12.0
    if not shared:
        left += min(LABEL_ROOM, max(width(event.label, NORMAL) for event in events))
    scale = Scale(*_range(events), left, WIDTH - STUB - 4)
    y = drawing.key(_key(events, kinds, language), 2, 2) + 4
    shaded = _bands(bands, scale)
    for label, start, end in shaded:
        half = width(label, SMALL) / 2
        middle = min(max((scale(start) + scale(end)) / 2, left + half), WIDTH - half)
        drawing.write(middle, y + 6, label, SMALL, anchor="center", colour=GREY)
        y += 12
    y += 3
    places = _shared_lines(events, scale) if shared else [Spot(n, "") for n in range(len(events))]
    lines = max(place.line for place in places) + 1
    step = min(14.0, max(TALLEST / lines, NAMED_STEP if lines <= MOST_NAMED_LINES else 5.0))
    named = step >= NAMED_STEP
    bottom = y + step * lines + 3
    for _, start, end in shaded:
        drawing.add(Box(scale(start), y, scale(end) - scale(start), bottom - y, SHADE))
    _axis(drawing, scale, y, bottom)
    size = NORMAL if step > 12 else SMALL
    for event, place in zip(events, places, strict=True):
        middle = y + step * (place.line + 0.5)
        drawing.add(*_items(event, kinds.index(event.what), scale, middle))
        start_x, end_x = _extent(event, scale)
        if not shared:
            label = shortened(event.label, size, left - 12)
            drawing.write(left - 8, middle, label, size, anchor="right")
        elif place.side and named:
            label = shortened(event.label, SMALL, LONGEST_NAME)
            x = end_x + 2 if place.side == "right" else start_x - 2
            drawing.write(x, middle, label, SMALL, "left" if place.side == "right" else "right")
    drawing.height = bottom + 16
    unnamed = sum(1 for place in places if shared and not (place.side and named))
    return drawing, _alternative(events, len(every) - len(dated), unnamed, shaded, language)


def _range(events: Sequence[Event]) -> tuple[int, int]:
    """From the first day to the last, at least a year apart, with a little room."""
    first = min(event.reach[0] for event in events)
    after = max(event.reach[1] for event in events)
    more = int(max((after - first) * 0.02, (366 - (after - first)) / 2))
    return first - more, after + more


def _bands(bands: Sequence[Band], scale: Scale) -> list[tuple[str, int, int]]:
    """The bands that can be seen, cut at the edges."""
    visible = []
    for label, start, end in bands:
        begun, ended = stretch(Value(start)), stretch(Value(end))
        first = max(begun.first if begun else scale.first, scale.first)
        after = min(ended.after if ended else scale.after, scale.after)
        if first < after:
            visible.append((label, first, after))
    return visible


def _shared_lines(events: Sequence[Event], scale: Scale) -> list[Spot]:
    """Return the spots of events that are too many for a line each."""
    things = []
    for event in events:
        name = width(shortened(event.label, SMALL, LONGEST_NAME), SMALL)
        things.append(Extent(*_extent(event, scale), name + 8))
    return spots(things, 0, WIDTH, MOST_LINES)


def _extent(event: Event, scale: Scale) -> tuple[float, float]:
    """Return the first and the last point of the marks of an event."""
    first, after = (scale(day) for day in event.reach)
    stretches = [one for one in (event.start, event.end) if one]
    before = event.start is None or any(one.open_before for one in stretches)
    later = event.end is None or any(one.open_after for one in stretches)
    return first - (STUB if before else 4), max(after, first + 3) + (STUB if later else 4)


def _items(event: Event, kind: int, scale: Scale, y: float) -> list[Item]:
    """A bar for what is certain, hatched boxes for what is not, and marks of its kind."""
    shape, look = SHAPES[kind % len(SHAPES)], LOOKS[kind % len(LOOKS)]
    start, end = event.start, event.end
    items: list[Item] = []
    if start and end and start.middle < end.middle:
        begun = start.first if start.exact else start.after
        ended = end.after if end.exact else end.first
        if begun < ended and not start.open_after and not end.open_before:
            items.append(Box(scale(begun), y - 2, scale(ended) - scale(begun), 4, look))
    for date in dict.fromkeys((start, end)):
        if date and not date.exact:
            wide = max(scale(date.after) - scale(date.first), 2.5)
            items.append(Box(scale(date.first), y - 3.5, wide, 7, LOOSE, 0.4))
            items += _open(scale(date.first), y, -1) if date.open_before else []
            items += _open(scale(date.after), y, 1) if date.open_after else []
    if end is None and start:
        items += _open(scale(start.after), y, 1)
    if start is None and end:
        items += _open(scale(end.first), y, -1)
    if start and end and end.exact and end != start:
        x = scale(end.after)
        if x - scale(start.middle) > 4:
            items.append(Line(((x, y - 4), (x, y + 4)), INK, 1.4))
    date = start or end
    if date:
        items.append(Mark(scale(date.middle), y, shape, 6.5, hollow=not date.exact))
    return items


def _open(x: float, y: float, way: int) -> list[Item]:
    """A broken line with an arrow, to the right (1) or to the left (-1)."""
    tip = x + way * (STUB - 4)
    arrow = ((tip - way * 3, y - 2.5), (tip, y), (tip - way * 3, y + 2.5))
    return [Line(((x, y), (tip, y)), INK, 0.8, dashed=True), Line(arrow, INK, 0.8)]


def _key(
    events: Sequence[Event], kinds: Sequence[str], language: str
) -> list[tuple[Sequence[Item], str]]:
    """Return the key of the marks that occur in this drawing."""
    words = translated(WORDS, language)
    entries: list[tuple[Sequence[Item], str]] = []
    if any(kinds):
        for kind, name in enumerate(kinds):
            bar = Box(-8, -2, 16, 4, LOOKS[kind % len(LOOKS)])
            entries.append(((bar, Mark(-8, 0, SHAPES[kind % len(SHAPES)], 6.5)), name))
    stretches = [one for event in events for one in (event.start, event.end) if one]
    if any(not one.exact for one in stretches):
        entries.append(
            ([Box(-8, -3.5, 16, 7, LOOSE, 0.4), Mark(0, 0, hollow=True, size=6.5)], words["loose"])
        )
        if any(one.exact for one in stretches):
            entries.insert(-1, ([Mark(0, 0, size=6.5)], words["exact"]))
    if any(event.end is None for event in events):
        entries.append((_open(-7, 0, 1), words["open"]))
    if any(event.start is None for event in events):
        entries.append((_open(7, 0, -1), words["begun"]))
    return entries


def _axis(drawing: Drawing, scale: Scale, top: float, bottom: float) -> None:
    """A line where years begin, or months where the time is short."""
    months = [1, 3, 6, *(12 * years for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000))]
    whole = (scale.after - scale.first) / 30.4
    step = next((one for one in months if whole / one <= MOST_TICKS), 24000)
    begun = datetime.date.fromordinal(max(scale.first, 1))
    month = -(-(begun.year * 12 + begun.month - 1) // step) * step
    while (year := month // 12) <= datetime.MAXYEAR:
        x = scale(datetime.date(max(year, 1), month % 12 + 1, 1).toordinal())
        label = str(year) if step >= 12 else f"{year}-{month % 12 + 1:02d}"
        if x + width(label, SMALL) / 2 > WIDTH:
            break
        if x >= scale.left:
            drawing.add(Line(((x, top), (x, bottom)), PALE, 0.6))
            drawing.write(x, bottom + 7, label, SMALL, anchor="center", colour=GREY)
        month += step
    drawing.add(Line(((scale.left, bottom), (WIDTH, bottom)), GREY, 0.6))


def _alternative(
    events: Sequence[Event],
    lacking: int,
    unnamed: int,
    bands: Sequence[tuple[str, int, int]],
    language: str,
) -> str:
    words = translated(WORDS, language)
    first = min(event.reach[0] for event in events)
    last = max(event.reach[1] for event in events) - 1
    with speaking(language):
        many = _n("{count} entry", "{count} entries", len(events))
    text = words["all"].format(
        count=many,
        first=datetime.date.fromordinal(first).year,
        last=datetime.date.fromordinal(last).year,
    )
    kinds = Counter(event.what for event in events)
    if any(kinds):
        named = [f"{spoken(kind)} {grouped(many, language)}" for kind, many in kinds.items()]
        text += f": {', '.join(named)}"
    sentences = [f"{text}."]
    if bands:
        labels = ", ".join(label for label, *_ in bands)
        sentences.append(words["shaded"].format(bands=labels))
    for why, number in (("unnamed", unnamed), ("lacking", lacking)):
        if number:
            sentences.append(words[why].format(many=grouped(number, language)))
    return " ".join(sentences)
