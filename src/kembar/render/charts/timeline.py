"""An answer as a time line in HTML: what began when, how exactly that is known, and its end.

Places are per cent of the time shown, so that it fits any width and is printed without script.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from kembar.language import N_, _n, speaking, translated
from kembar.queries.answer import Answer
from kembar.rdf.terms import Value
from kembar.render.charts.cell_values import Stretch, stretch
from kembar.render.charts.events import Event, events_of
from kembar.render.charts.texts import grouped, spoken

MOST_NAMED = 48
"""Entries with a lane each; more of them share the lane of their kind."""

MOST_KINDS = 12
"""Lanes of kinds; the rarest others share one."""

MOST_TICKS = 10

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
    """Days as per cent of whole years, from the first day to the day after the last."""

    first: int
    after: int

    def __call__(self, day: float) -> float:
        """Return the place of a day, from 0 to 100; a day outside is at the nearer end."""
        return min(max(100 * (day - self.first) / (self.after - self.first), 0.0), 100.0)

    @property
    def years(self) -> range:
        """The years that it shows."""
        first = datetime.date.fromordinal(self.first).year
        return range(first, datetime.date.fromordinal(self.after - 1).year + 1)

    @property
    def step(self) -> int:
        """Years from one line to the next, so that few lines stand there."""
        steps = (1, 2, 5, 10, 20, 50, 100, 1000, 10000)
        return next(step for step in steps if len(self.years) / step <= MOST_TICKS)


def timeline(
    answer: Answer, language: str, bands: Sequence[Band] = ()
) -> tuple[Markup, str] | None:
    """The time line and what a reader sees in it; None where no row has a date."""
    words = translated(WORDS, language)
    every = events_of(answer)
    dated = [event for event in every if event.start or event.end]
    if not dated:
        return None
    merged = dict.fromkeys(_with_few_kinds(dated, words["other"]))
    events = sorted(merged, key=lambda event: (event.reach, event.label, event.what))
    kinds = list(dict.fromkeys(event.what for event in events))
    scale = _scale(events)
    shaded = _shaded(bands, scale)
    is_named = len(events) <= MOST_NAMED
    lanes = [_band_lane(shaded, scale)] if shaded else []
    if is_named:
        lanes += [_lane(event.label, [event], kinds, scale) for event in events]
    else:
        lanes += [
            _lane(kind, [event for event in events if event.what == kind], kinds, scale)
            for kind in kinds
        ]
    chart = Markup('<div class="tl{}" style="--years:{}">{}{}</div>{}').format(
        " named" if is_named else "",
        f"{len(scale.years) / scale.step:.3g}",
        Markup("").join(lanes),
        _axis(scale),
        _legend(events, kinds if is_named else [], words),
    )
    unnamed = 0 if is_named else len(events)
    lacking = len(every) - len(dated)
    return chart, _alternative(events, lacking, unnamed, shaded, language)


def _with_few_kinds(events: Sequence[Event], other: str) -> list[Event]:
    """The events; the kinds that are rarest count as others where there are too many."""
    counts = Counter(event.what for event in events)
    if len(counts) <= MOST_KINDS:
        return list(events)
    frequent = {kind for kind, _ in counts.most_common(MOST_KINDS - 1)}
    return [event if event.what in frequent else replace(event, what=other) for event in events]


def _scale(events: Sequence[Event]) -> Scale:
    """Whole years, from the first in which anything lies to the last."""
    first = datetime.date.fromordinal(max(min(event.reach[0] for event in events), 1)).year
    day = min(max(event.reach[1] for event in events) - 1, datetime.date.max.toordinal())
    last = datetime.date.fromordinal(day).year
    start, end = datetime.date(first, 1, 1), datetime.date(last, 12, 31)
    return Scale(start.toordinal(), end.toordinal() + 1)


def _shaded(bands: Sequence[Band], scale: Scale) -> list[tuple[str, int, int]]:
    """The bands that can be seen, cut at the edges."""
    visible = []
    for label, start, end in bands:
        begun, ended = stretch(Value(start)), stretch(Value(end))
        first = max(begun.first if begun else scale.first, scale.first)
        after = min(ended.after if ended else scale.after, scale.after)
        if first < after:
            visible.append((label, first, after))
    return visible


def _band_lane(bands: Sequence[tuple[str, int, int]], scale: Scale) -> Markup:
    parts = [
        Markup('<span class="shade" style="{}" title="{}">{}</span>').format(
            _place(scale(first), scale(after)), label, label
        )
        for label, first, after in bands
    ]
    return _row(Markup(), parts)


def _lane(name: str, events: Sequence[Event], kinds: Sequence[str], scale: Scale) -> Markup:
    parts = [mark for event in events for mark in _marks(event, _colour(event.what, kinds), scale)]
    return _row(Markup("{}").format(name), parts)


def _row(name: Markup, parts: Sequence[Markup]) -> Markup:
    return Markup('<div class="lane"><span>{}</span><div class="run">{}</div></div>').format(
        name, Markup("").join(parts)
    )


def _colour(kind: str, kinds: Sequence[str]) -> str:
    return f"k{kinds.index(kind) % 8 + 1}"


def _marks(event: Event, colour: str, scale: Scale) -> list[Markup]:
    """A bar for what is certain, dashed ones for what is not, and a dot where it begins."""
    start, end = event.start, event.end
    title = event.label
    marks = []
    if start and end and start.middle < end.middle and not start.open_after:
        marks.append(_span("stay", colour, scale(start.middle), scale(end.middle), title))
    elif end is None and start:
        marks.append(_open(colour, scale(start.after), "after"))
    elif start is None and end:
        marks.append(_open(colour, scale(end.first), "before"))
    marks += [
        _span("maybe", colour, scale(date.first), scale(date.after), title)
        for date in dict.fromkeys((start, end))
        if date and not date.exact
    ]
    date = start or end
    if date:
        marks.append(_dot(date, colour, scale, title))
    return marks


def _span(css: str, colour: str, first: float, after: float, title: str) -> Markup:
    return Markup('<i class="{} {}" style="{}" title="{}"></i>').format(
        css, colour, _place(first, after), title
    )


def _place(first: float, after: float) -> str:
    return f"left:{first:.1f}%;width:{max(after - first, 0.2):.1f}%"


def _open(colour: str, at: float, way: str) -> Markup:
    return Markup('<i class="open {} {}" style="left:{:.1f}%"></i>').format(way, colour, at)


def _dot(date: Stretch, colour: str, scale: Scale, title: str) -> Markup:
    return Markup('<i class="dot {}{}" style="left:{:.1f}%" title="{}"></i>').format(
        colour, "" if date.exact else " plan", scale(date.middle), title
    )


def _axis(scale: Scale) -> Markup:
    """Years below, each where its line begins."""
    years = scale.years
    labels = [
        Markup('<span style="left:{:.2f}%">{}</span>').format(
            100 * (year - years[0]) / len(years), year
        )
        for year in years[:: scale.step]
    ]
    return Markup('<div class="lane axis"><span></span><div class="run">{}</div></div>').format(
        Markup("").join(labels)
    )


def _legend(events: Sequence[Event], kinds: Sequence[str], words: dict[str, str]) -> Markup:
    entries = [("dot " + _colour(kind, kinds), kind) for kind in kinds if kind and len(kinds) > 1]
    stretches = [one for event in events for one in (event.start, event.end) if one]
    if any(not one.exact for one in stretches):
        if any(one.exact for one in stretches):
            entries.append(("dot k6", words["exact"]))
        entries.append(("dot k6 plan", words["loose"]))
    if any(event.end is None for event in events):
        entries.append(("open after k6", words["open"]))
    if any(event.start is None for event in events):
        entries.append(("open before k6", words["begun"]))
    if not entries:
        return Markup()
    items = [Markup('<span><i class="{}"></i>{}</span>').format(css, name) for css, name in entries]
    return Markup('<p class="legend tl">{}</p>').format(Markup("").join(items))


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
