"""Places on a map of the world in SVG, with insets where many stand close together.

The land is that of Natural Earth. Colours and letters come from the style sheets, by the classes
`land`, `arc`, `pt`, `lead`, `frame` and those of kinds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from string import ascii_uppercase

from markupsafe import Markup

from kembar.render.land import Point, Projection, Window
from kembar.render.maps.crowds import windows_of_crowds
from kembar.render.maps.great_circle import great_circle
from kembar.render.network.disc_packing import Box
from kembar.render.network.labels import Label, NamedMark, Segment, set_labels

WORLD = Projection.of_width(Window(-180.0, 180.0, -58.0, 80.0), 960.0)

INSET = (390.0, 304.0)
"""Width and height of an inset."""

MOST_INSETS = 9

CROWDED, CROWDED_INSET = 5, 4
"""Places that are a crowd on the map of the world, and in an inset."""

NAMES_ON_PHONES = 4
"""Besides home, on the map of the world; an inset names all that have room."""

_MARK = 3.6

_LETTERS, _BESIDE, _ON_PHONES, _IN_INSETS = 11.5, 14.0, 32.0, 13.0
"""Heights of letters in units of the drawing, as in the style sheet.

They are about 12 CSS pixels on a map of the whole width of a page, on one beside its only inset, on
a phone, and in an inset.
"""

_SHAPES = {
    "k1": '<circle r="3.6"/>',
    "k2": '<path d="M0-4.4 4.3 3.6H-4.3z"/>',
    "k3": '<path d="M-3.5-3.5h7v7h-7z"/>',
    "k4": '<path d="M0-4.6 4.6 0 0 4.6-4.6 0z"/>',
    "k5": '<circle r="3.3" class="hollow"/>',
    "k6": '<path d="M-3.4-3.4 3.4 3.4M3.4-3.4-3.4 3.4" class="stroke"/>',
    "me": '<circle r="4.6"/>',
}


@dataclass(frozen=True)
class MapPlace:
    """A place on a map.

    Attributes:
        name: as it is written beside the mark.
        east: longitude in degrees.
        north: latitude in degrees.
        kind: the mark of its partnership, "k1" to "k6".
        weight: of two names that want one place, that of the greater weight has it.
    """

    name: str
    east: float
    north: float
    kind: str = "k1"
    weight: float = 0.0


@dataclass(frozen=True)
class WorldMap:
    """Drawings of a map: the world and its insets, each an `<svg>` element.

    `unnamed` are the names that have no room in any.
    """

    world: Markup
    insets: tuple[Markup, ...] = ()
    unnamed: tuple[str, ...] = ()


def world_map(
    places: Sequence[MapPlace], title: str, inset_title: str = "", home: MapPlace | None = None
) -> WorldMap:
    """Return the map of places; lines lead to them from home, along great circles.

    Of several insets each has a letter, in it and at its frame in the world.

    Args:
        places: without home.
        title: the name of the map, for those who do not see it.
        inset_title: the same of an inset.
        home: the place in whose view the map is, or None.
    """
    every = [*places, home] if home else places
    insets = _insets(every)
    letters = ascii_uppercase if len(insets) > 1 else [""]
    lettered = list(zip(letters, insets, strict=False))
    drawings = []
    of_insets = [(letter, Projection(window, *INSET)) for letter, (_, window) in lettered]
    for own, projection in [("", WORLD), *of_insets]:
        frames = [(letter, window) for letter, (on, window) in lettered if on is projection.window]
        drawing = _Drawing(projection, places, home, frames, own)
        outside = [
            p for p in drawing.places if not any(w.holds(p.east, p.north) for _, w in frames)
        ]
        if projection is WORLD:
            drawing.set_names(outside, "wide", _BESIDE if len(insets) == 1 else _LETTERS)
            drawing.set_names(outside[:NAMES_ON_PHONES], "small", _ON_PHONES, 2 * _MARK)
        else:
            drawing.set_names(outside, "", _IN_INSETS)
        drawings.append(drawing)
    unnamed = {place.name for place in every}.difference(*(drawing.named for drawing in drawings))
    titles = (f"{letter}: {inset_title}" if letter else inset_title for letter, _ in lettered)
    return WorldMap(
        drawings[0].svg(title),
        tuple(drawing.svg(text) for drawing, text in zip(drawings[1:], titles, strict=True)),
        tuple(sorted(unnamed)),
    )


def _insets(places: Sequence[MapPlace]) -> list[tuple[Window, Window]]:
    """The windows of insets, each after the one on which it has its frame; the world first."""
    insets: list[tuple[Window, Window]] = []
    points = [(place.east, place.north) for place in places]
    ahead = [(WORLD, points)]
    while ahead and len(insets) < MOST_INSETS:
        ahead.sort(key=lambda one: -len(one[1]))
        drawing, within = ahead.pop(0)
        crowded = CROWDED if drawing is WORLD else CROWDED_INSET
        room = MOST_INSETS - len(insets)
        for window in windows_of_crowds(within, drawing, INSET[0] / INSET[1], crowded, room):
            insets.append((drawing.window, window))
            inner = [point for point in within if window.holds(*point)]
            ahead.append((Projection(window, *INSET), inner))
    return insets


class _Drawing:
    """The land, the lines, the marks and the names of one drawing."""

    def __init__(
        self,
        projection: Projection,
        places: Sequence[MapPlace],
        home: MapPlace | None,
        frames: Sequence[tuple[str, Window]],
        letter: str = "",
    ) -> None:
        self._projection = projection
        holds = projection.window.holds
        within = [place for place in places if holds(place.east, place.north)]
        self.places = sorted(within, key=lambda place: (-place.weight, place.name))
        """Those in sight, but for home, the weightiest first."""
        self._home = home if home and holds(home.east, home.north) else None
        self._lines = _lines(projection, within, home) if home else []
        self._frames = [
            (text, (*projection.at(one.west, one.north), *projection.at(one.east, one.south)))
            for text, one in frames
        ]
        self._letter = letter
        self._names: list[Markup] = []
        self.named: set[str] = set()
        """The names that are shown where there is room for most."""

    def set_names(
        self, named: Sequence[MapPlace], css: str, letters: float, radius: float = _MARK
    ) -> None:
        """Write names where they touch nothing, for the screens that a class stands for."""
        at, shown, home = self._projection.at, set(named), self._home
        marks = [
            NamedMark(
                ((left + right) / 2, (top + bottom) / 2),
                min(right - left, bottom - top) / 2,
                letter,
                led=True,
            )
            for letter, (left, top, right, bottom) in self._frames
        ]
        if home:
            marks.append(NamedMark(at(home.east, home.north), radius + 1, home.name, led=True))
        for place in self.places:
            text = place.name if place in shown else ""
            marks.append(NamedMark(at(place.east, place.north), radius, text, led=True))
        edges = (2, 2, self._projection.width - 2, self._projection.height - 2)
        lines: list[Segment] = [
            (*one, *other) for line in self._lines for one, other in pairwise(line)
        ]
        clear: list[Box] = [box for _, box in self._frames]
        if self._letter:
            clear.append((0, 0, 24, 26))
        labels = set_labels(marks, letters, edges, lines, clear)
        self._names += [_name(label, css) for label in labels]
        if css != "small":
            self.named |= {label.text for label in labels}

    def svg(self, title: str) -> Markup:
        """The drawing, with its name."""
        projection = self._projection
        parts = [Markup('<path class="land" d="{}"/>').format(_land(projection))]
        if self._lines:
            path = " ".join(map(_path, self._lines))
            parts.append(Markup('<path class="arc" d="{}"/>').format(path))
        parts += [_frame(box) for _, box in self._frames]
        marks = [(place, place.kind) for place in reversed(self.places)]
        if self._home:
            marks.append((self._home, "me"))
        parts += [
            _mark(projection.at(place.east, place.north), kind, place.name) for place, kind in marks
        ]
        if self._letter:
            parts.append(Markup('<text class="tag" x="8" y="20">{}</text>').format(self._letter))
        return Markup(
            '<svg viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">{}</svg>'
        ).format(
            projection.width, projection.height, title, Markup("").join([*parts, *self._names])
        )


def _lines(projection: Projection, places: Sequence[MapPlace], home: MapPlace) -> list[list[Point]]:
    """The lines from home, as far as they are in sight; the nearer, the rounder."""
    window = projection.window
    step = max(0.5, (window.east - window.west) / 90)
    lines = []
    for place in places:
        for stretch in great_circle((home.east, home.north), (place.east, place.north), step):
            points = [projection.at(*point) for point in stretch]
            lines += _in_sight(points, projection.width, projection.height)
    return lines


def _in_sight(points: Sequence[Point], width: float, height: float) -> list[list[Point]]:
    """The parts of a line whose steps are not all beyond one edge of a drawing."""
    parts: list[list[Point]] = []
    for one, other in pairwise(points):
        if (
            max(one[0], other[0]) < 0
            or min(one[0], other[0]) > width
            or max(one[1], other[1]) < 0
            or min(one[1], other[1]) > height
        ):
            continue
        if not parts or parts[-1][-1] != one:
            parts.append([one])
        parts[-1].append(other)
    return parts


@lru_cache(64)
def _land(projection: Projection) -> str:
    """The outlines of the land as a path, each step from the point before."""
    rings = []
    for ring in projection.land():
        steps = " ".join(f"{u - x} {v - y}" for (x, y), (u, v) in pairwise(ring))
        rings.append(f"M{ring[0][0]} {ring[0][1]}l{steps}z")
    return "".join(rings).replace(" -", "-")


def _path(points: Sequence[Point]) -> str:
    texts = [f"{x:.1f} {y:.1f}" for x, y in points]
    return "M" + "L".join(text for text, _ in groupby(texts))


def _frame(box: Box) -> Markup:
    left, top, right, bottom = (f"{number:.1f}" for number in box)
    return Markup('<path class="frame" d="M{} {}H{}V{}H{}z"/>').format(
        left, top, right, bottom, left
    )


def _mark(at: Point, kind: str, name: str) -> Markup:
    place = Markup("translate({:.1f} {:.1f})").format(*at)
    return Markup('<g transform="{}"><g class="pt {}">{}<title>{}</title></g></g>').format(
        place, kind, Markup(_SHAPES[kind]), name
    )


def _name(label: Label, css: str) -> Markup:
    """A name and the line that leads to it."""
    line = Markup()
    if label.leader:
        line = Markup('<path class="lead" d="M{:.1f} {:.1f}L{:.1f} {:.1f}"/>').format(*label.leader)
    text = Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(
        *label.at, label.anchor, label.text
    )
    if not css:
        return line + text
    return Markup('<g class="{}">{}{}</g>').format(css, line, text)
