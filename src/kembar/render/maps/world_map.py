"""Places on a map of the world in SVG, with an inset where many stand close together.

The projection is equirectangular; the land is that of Natural Earth. Colours come from the style
sheets, by the classes `land`, `arc`, `pt`, `lead`, `frame` and those of kinds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from markupsafe import Markup

from kembar.render.land import Window, land_within
from kembar.render.maps.great_circle import great_circle
from kembar.render.network.labels import Label, NamedMark, Segment, set_labels

WORLD = Window(-180.0, 180.0, -58.0, 80.0)

WIDTH = 960.0
"""Of the map of the world, in units of its drawing; its height follows from the window."""

INSET = (470.0, 368.0)
"""Width and height of an inset."""

CROWDED, WITHIN = 5, 24.0
"""So many marks within so many units are a crowd, which has an inset."""

NAMES_ON_PHONES = 4
"""Besides home, on the map of the world; an inset names all that have room."""

_MARK = 3.6
_LETTERS, _ON_PHONES, _INSET_ON_PHONES = 11.5, 28.0, 16.0
"""Heights of letters in units of the drawing, of which a phone is 960 wide, an inset 470."""

_SHAPES = {
    "k1": '<circle r="3.6"/>',
    "k2": '<path d="M0-4.4 4.3 3.6H-4.3z"/>',
    "k3": '<path d="M-3.5-3.5h7v7h-7z"/>',
    "k4": '<path d="M0-4.6 4.6 0 0 4.6-4.6 0z"/>',
    "k5": '<circle r="3.3" class="hollow"/>',
    "k6": '<path d="M-3.4-3.4 3.4 3.4M3.4-3.4-3.4 3.4" class="stroke"/>',
    "me": '<circle r="4.6"/>',
}

XY = tuple[float, float]


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
    """Drawings of a map: the world and perhaps an inset, each an `<svg>` element.

    `unnamed` are the names that have no room in either.
    """

    world: Markup
    inset: Markup | None
    unnamed: tuple[str, ...] = ()


def world_map(
    places: Sequence[MapPlace], title: str, inset_title: str = "", home: MapPlace | None = None
) -> WorldMap:
    """Return the map of places; lines lead to them from home, along great circles.

    Args:
        places: without home.
        title: the name of the map, for those who do not see it.
        inset_title: the same of the inset.
        home: the place in whose view the map is, or None.
    """
    crowd = _crowd(places)
    window = _window_around(crowd) if crowd else None
    inside = [place for place in places if window and _holds(window, place)]
    outside = [place for place in places if place not in inside]
    in_world, world = _drawing(
        _Frame(WORLD, WIDTH, _height(WORLD, WIDTH)), places, outside, home, title, window
    )
    if window is None:
        return WorldMap(world, None, _lacking(places, in_world))
    own = home if home and _holds(window, home) else None
    in_inset, inset = _drawing(
        _Frame(window, *INSET, _INSET_ON_PHONES, len(inside)),
        inside,
        inside,
        home,
        inset_title,
        None,
        is_named_home=bool(own),
    )
    return WorldMap(world, inset, _lacking(places, in_world | in_inset))


@dataclass(frozen=True)
class _Frame:
    window: Window
    width: float
    height: float
    letters_on_phones: float = _ON_PHONES
    names_on_phones: int = NAMES_ON_PHONES

    def at(self, east: float, north: float) -> XY:
        window = self.window
        return (
            (east - window.west) / (window.east - window.west) * self.width,
            (window.north - north) / (window.north - window.south) * self.height,
        )


def _height(window: Window, width: float) -> float:
    return width * (window.north - window.south) / (window.east - window.west)


def _lacking(places: Sequence[MapPlace], named: set[str]) -> tuple[str, ...]:
    return tuple(sorted({place.name for place in places} - named))


def _crowd(places: Sequence[MapPlace]) -> list[MapPlace]:
    """The largest crowd: places that stand close to one another, each to some other."""
    frame = _Frame(WORLD, WIDTH, _height(WORLD, WIDTH))
    at = {place: frame.at(place.east, place.north) for place in places}
    near = {one: [other for other in at if math.dist(at[one], at[other]) <= WITHIN] for one in at}
    best: list[MapPlace] = []
    seen: set[MapPlace] = set()
    for start in (place for place in at if len(near[place]) >= CROWDED):
        group, ahead = [], [start]
        while ahead:
            place = ahead.pop()
            if place not in seen:
                seen.add(place)
                group.append(place)
                ahead += near[place]
        best = max(best, group, key=len)
    return best


def _window_around(places: Sequence[MapPlace]) -> Window:
    """The window of an inset: all places with a margin, in the shape of the inset."""
    west, east = min(p.east for p in places), max(p.east for p in places)
    south, north = min(p.north for p in places), max(p.north for p in places)
    wide, deep = max((east - west) * 1.35, 6.0), max((north - south) * 1.35, 4.5)
    wide, deep = max(wide, deep * INSET[0] / INSET[1]), max(deep, wide * INSET[1] / INSET[0])
    middle, centre = (west + east) / 2, (south + north) / 2
    left = min(max(middle - wide / 2, -180.0), 180.0 - wide)
    return Window(left, left + wide, centre - deep / 2, centre + deep / 2)


def _holds(window: Window, place: MapPlace) -> bool:
    return window.west <= place.east <= window.east and window.south <= place.north <= window.north


def _drawing(
    frame: _Frame,
    places: Sequence[MapPlace],
    named: Sequence[MapPlace],
    home: MapPlace | None,
    title: str,
    framed: Window | None,
    *,
    is_named_home: bool = True,
) -> tuple[set[str], Markup]:
    """A map as SVG, and the names that it shows."""
    lines = _lines(frame, places, home)
    own = home if is_named_home else None
    labels = _labels(frame, places, named, own, lines, _LETTERS)
    few = sorted(named, key=lambda place: (-place.weight, place.name))[: frame.names_on_phones]
    on_phones = _labels(frame, places, few, own, lines, frame.letters_on_phones)
    land = _land(frame.window, frame.width, frame.height)
    parts = [Markup('<path class="land" d="{}"/>').format(land)]
    if lines:
        parts.append(Markup('<path class="arc" d="{}"/>').format(" ".join(map(_path, lines))))
    if framed:
        left, top = frame.at(framed.west, framed.north)
        right, bottom = frame.at(framed.east, framed.south)
        parts.append(
            Markup('<rect class="frame" x="{}" y="{}" width="{}" height="{}"/>').format(
                *(f"{number:.1f}" for number in (left, top, right - left, bottom - top))
            )
        )
    parts += [
        _mark(frame.at(place.east, place.north), place.kind, place.name)
        for place in sorted(places, key=lambda place: place.weight)
    ]
    if home and _holds(frame.window, home):
        parts.append(_mark(frame.at(home.east, home.north), "me", home.name))
    parts += [_name(label, "wide") for label in labels]
    parts += [_name(label, "small") for label in on_phones]
    drawing = Markup('<svg viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">{}</svg>').format(
        frame.width, frame.height, title, Markup("").join(parts)
    )
    return {label.text for label in labels}, drawing


def _labels(
    frame: _Frame,
    places: Sequence[MapPlace],
    named: Sequence[MapPlace],
    home: MapPlace | None,
    lines: Sequence[Sequence[XY]],
    letters: float,
) -> list[Label]:
    segments: list[Segment] = [(*one, *other) for line in lines for one, other in pairwise(line)]
    shown = set(named)
    marks = [NamedMark(frame.at(home.east, home.north), _MARK + 1, home.name)] if home else []
    for place in sorted(places, key=lambda place: (-place.weight, place.name)):
        text = place.name if place in shown else ""
        marks.append(NamedMark(frame.at(place.east, place.north), _MARK, text, led=True))
    return set_labels(marks, letters, (2, 2, frame.width - 2, frame.height - 2), segments)


def _lines(frame: _Frame, places: Sequence[MapPlace], home: MapPlace | None) -> list[list[XY]]:
    if home is None:
        return []
    return [
        [frame.at(*point) for point in stretch]
        for place in places
        for stretch in great_circle((home.east, home.north), (place.east, place.north))
    ]


@lru_cache(64)
def _land(window: Window, width: float, height: float) -> str:
    frame = _Frame(window, width, height)
    return " ".join(
        f"{_path([frame.at(*point) for point in ring], 0)}z" for ring in land_within(window)
    )


def _path(points: Sequence[XY], digits: int = 1) -> str:
    texts = [f"{x:.{digits}f} {y:.{digits}f}" for x, y in points]
    steps = [text for text, before in zip(texts, ["", *texts], strict=False) if text != before]
    return "M" + "L".join(steps)


def _mark(at: XY, kind: str, name: str) -> Markup:
    place = Markup("translate({:.1f} {:.1f})").format(*at)
    return Markup('<g transform="{}"><g class="pt {}">{}<title>{}</title></g></g>').format(
        place, kind, Markup(_SHAPES[kind]), name
    )


def _name(label: Label, css: str) -> Markup:
    """A name and the line that leads to it, for wide or for small screens."""
    line = Markup()
    if label.leader:
        line = Markup('<path class="lead" d="M{:.1f} {:.1f}L{:.1f} {:.1f}"/>').format(*label.leader)
    text = Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(
        *label.at, label.anchor, label.text
    )
    return Markup('<g class="{}">{}{}</g>').format(css, line, text)
