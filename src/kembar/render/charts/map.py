"""An answer as a map: places where they lie, on the outlines of the land, cut to where they are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kembar.language import N_, _n, speaking, translated
from kembar.queries.answer import Answer
from kembar.render.charts.cell_values import coordinate
from kembar.render.charts.drawing import (
    BLUE,
    GREY,
    INK,
    SHAPES,
    SMALL,
    STAR,
    WHITE,
    WIDTH,
    Area,
    Box,
    Drawing,
    Item,
    Line,
    Look,
    Mark,
    categories,
)
from kembar.render.charts.land import Window, land_within
from kembar.render.charts.text_metrics import display_value, grouped, shortened, spoken, width

MOST_NAMES = 40
LONGEST_NAME = 110.0
"""In points."""

LOW, HIGH = 210.0, 430.0
"""The least and the greatest height of a map, in points."""

NARROWEST, SHALLOWEST = 24.0, 14.0
"""Degrees that a window reaches at least, so that there is land by which to know the place."""

MARGIN = 0.1
"""Around the places, in parts of how far they reach."""

WORDS = {
    "places": N_("Map of {places}"),
    "countries": N_("Map of {places} in {countries}"),
    "lines": N_("Lines run from {home} to the others."),
    "home": N_("A star marks {home}."),
    "unnamed": N_("Shown without a name, to save room: {many}."),
    "lacking": N_("Not shown, without coordinates: {many}."),
    "other": N_("other"),
}


@dataclass(frozen=True)
class Place:
    """A row with its coordinates in degrees."""

    label: str
    kind: str
    country: str
    north: float
    east: float


@dataclass(frozen=True)
class Projection:
    """From degrees to points: a plain map, true in its middle."""

    window: Window
    top: float
    height: float

    def point(self, east: float, north: float) -> tuple[float, float]:
        """Return the point of degrees in the drawing; the longitude is turned into the window."""
        window = self.window
        if not window.west <= east <= window.east:
            east = (east - window.west) % 360 + window.west
        return (
            (east - window.west) / (window.east - window.west) * WIDTH,
            self.top + (window.north - north) / (window.north - window.south) * self.height,
        )


def place_map(answer: Answer, language: str, home: str = "") -> tuple[Drawing, str] | None:
    """The drawing and what a reader sees in it; None where no row has coordinates.

    Args:
        answer: with columns `latitude` and `longitude`, perhaps `kind` and `country`.
        language: "en" or "id".
        home: the label of a place of the answer from which lines go to the others.
    """
    rows = _places(answer)
    every = [place for place in rows if place]
    places = _merged(every, home, translated(WORDS, language)["other"])
    if not places:
        return None
    kinds = list(dict.fromkeys(place.kind for place in places if place.label != home))
    drawing = Drawing()
    top = drawing.key(_key(kinds), 2, 2) + 4 if any(kinds) else 0.0
    window, height = _window(places)
    projection = Projection(window, top, height)
    drawing.add(Box(0, top, WIDTH, height, Look(WHITE, "", WHITE)))
    land = land_within(window)
    if land:
        # Cut at the window's edges, so that no ring reaches beyond them and is turned.
        drawing.add(Area(tuple(tuple(projection.point(x, y) for x, y in ring) for ring in land)))
    drawing.add(*_lines(places, home, projection))
    at = {place: projection.point(place.east, place.north) for place in places}
    for place in sorted(places, key=lambda place: place.label == home):
        drawing.add(_mark(place, kinds, home, *at[place]))
    unnamed = _name(drawing, places, home, at, (top, top + height))
    edges = ((0.4, top), (WIDTH - 0.4, top), (WIDTH - 0.4, top + height), (0.4, top + height))
    drawing.add(Line((*edges, edges[0]), GREY, 0.8))
    drawing.height = top + height + 1
    return drawing, _alternative(places, kinds, home, len(rows) - len(every), unnamed, language)


def _places(answer: Answer) -> list[Place | None]:
    """One for each row, None where a coordinate is missing or cannot be."""
    places: list[Place | None] = []
    for row in answer.rows:
        cells = dict(zip(answer.columns, row, strict=True))
        north, east = coordinate(cells["latitude"], 90), coordinate(cells["longitude"], 180)
        texts = (
            display_value(row[0]),
            display_value(cells.get("kind")),
            display_value(cells.get("country")),
        )
        places.append(None if north is None or east is None else Place(*texts, north, east))
    return places


def _merged(places: Sequence[Place], home: str, other: str) -> list[Place]:
    """Each place once, with all kinds that rows tell of it; what cannot be told apart is other."""
    kinds_of: dict[Place, list[str]] = {}
    for place in places:
        kinds_of.setdefault(replace(place, kind=""), []).extend(place.kind.split("; "))
    away = [place for place in kinds_of if place.label != home]
    kinds = [" + ".join(sorted({kind for kind in kinds_of[place] if kind})) for place in away]
    named = dict(zip(away, categories(kinds, other), strict=True))
    return [replace(place, kind=named.get(place, "")) for place in kinds_of]


def _window(places: Sequence[Place]) -> tuple[Window, float]:
    """The part of the world that holds all places with a margin, and its height in points.

    It begins after the widest stretch of longitudes without a place, so that places on both sides
    of the date line stand together.
    """
    easts = sorted({place.east for place in places})
    _, west = max(
        ((after - before) % 360 or 360.0, after)
        for before, after in zip((*easts[-1:], *easts[:-1]), easts, strict=True)
    )
    wide = max((east - west) % 360 for east in easts)
    south, north = min(place.north for place in places), max(place.north for place in places)
    middle = west + wide / 2
    wide = max(NARROWEST, wide * (1 + 2 * MARGIN) + 4)
    deep = max(SHALLOWEST, (north - south) * (1 + 2 * MARGIN) + 4)
    # A degree of longitude is shorter the farther from the equator.
    squeeze = math.cos(math.radians(min(60.0, abs(north + south) / 2)))
    wide = min(360.0, max(wide, deep * WIDTH / HIGH / squeeze))
    height = min(max(deep * WIDTH / (wide * squeeze), LOW), HIGH)
    deep = min(180.0, max(deep, height * wide * squeeze / WIDTH))
    bottom = min(max((north + south - deep) / 2, -90.0), 90.0 - deep)
    west = middle - wide / 2
    west -= 360 * round((west + wide / 2) / 360)
    return Window(west, west + wide, bottom, bottom + deep), height


def _lines(places: Sequence[Place], home: str, projection: Projection) -> list[Item]:
    start = next((place for place in places if place.label == home), None)
    if start is None:
        return []
    here = projection.point(start.east, start.north)
    ends = dict.fromkeys(projection.point(p.east, p.north) for p in places if p.label != home)
    return [Line((here, there), BLUE, 0.7) for there in ends]


def _mark(place: Place, kinds: Sequence[str], home: str, x: float, y: float) -> Mark:
    if place.label == home:
        return Mark(x, y, STAR, 13, colour=BLUE)
    return Mark(x, y, SHAPES[kinds.index(place.kind)], 6.5, colour=INK)


def _key(kinds: Sequence[str]) -> list[tuple[Sequence[Item], str]]:
    return [([Mark(0, 0, SHAPES[number], 6.5)], kind) for number, kind in enumerate(kinds)]


def _name(
    drawing: Drawing,
    places: Sequence[Place],
    home: str,
    at: dict[Place, tuple[float, float]],
    heights: tuple[float, float],
) -> int:
    """Write names where they touch neither each other nor a mark; how many places have none."""
    boxes = [(x - 3, y - 3, x + 3, y + 3) for x, y in at.values()]
    lines_from = next((at[p][0] for p in places if p.label == home), 0.0)
    lines_to = [at[place][0] for place in places if place.label != home]
    lines_lead = sum(lines_to) / len(lines_to) if lines_to else 0.0
    names = {place.label: at[place] for place in sorted(places, key=lambda p: p.label != home)}
    count = 0
    for label, (x, y) in names.items():
        text = shortened(label, SMALL, LONGEST_NAME)
        half, free = width(text, SMALL) / 2, 6.0 if label != home else 8.0
        around = (
            (x + free + half, y), (x - free - half, y), (x, y - free - 4), (x, y + free + 4),
            (x + free + half - 2, y - 6), (x + free + half - 2, y + 6),
            (x - free - half + 2, y - 6), (x - free - half + 2, y + 6),
        )  # fmt: skip
        # On the side away from home no line runs through the name.
        away = x - (lines_lead if label == home else lines_from)
        outward = sorted(around, key=lambda spot: (spot[0] - x) * away < 0)
        for middle, height in outward:
            box = (middle - half, height - 4.5, middle + half, height + 4.5)
            within = box[0] > 1 and box[2] < WIDTH - 1
            within = within and box[1] > heights[0] + 1 and box[3] < heights[1] - 1
            if within and count < MOST_NAMES and not any(_touch(box, one) for one in boxes):
                drawing.write(middle, height, text, SMALL, anchor="center")
                boxes.append(box)
                count += 1
                break
    return len(names) - count


def _touch(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _alternative(
    places: Sequence[Place],
    kinds: Sequence[str],
    home: str,
    lacking: int,
    unnamed: int,
    language: str,
) -> str:
    words = translated(WORDS, language)
    named = {place.label for place in places}
    countries = {place.country for place in places if place.country}
    with speaking(language):
        text = words["countries" if countries else "places"].format(
            places=_n("{count} place", "{count} places", len(named)),
            countries=_n("{count} country", "{count} countries", len(countries)),
        )
    if any(kinds):
        count = Counter(place.kind for place in places if place.label != home)
        text += ": " + ", ".join(
            f"{spoken(kind)} {grouped(n, language)}" for kind, n in count.items()
        )
    sentences = [f"{text}."]
    if home in named:
        sentences.append(words["lines" if len(named) > 1 else "home"].format(home=spoken(home)))
    for why, number in (("unnamed", unnamed), ("lacking", lacking)):
        if number:
            sentences.append(words[why].format(many=grouped(number, language)))
    return " ".join(sentences)
