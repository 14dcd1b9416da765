"""The network as one SVG: for paper, for a page without scripts, and as a file of its own.

Names are set as on the page (`labels.py`): those of most partners first, none over another.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from kembar.language import _, numeral, speaking
from kembar.render.design.tokens import colours
from kembar.render.network.contract import CityData, PageData, PartnershipData
from kembar.render.network.disc_packing import Box
from kembar.render.network.labels import Label, NamedMark, Segment, set_labels, text_width

WIDTH = 1040.0
"""Of the picture where it is shown, in CSS pixels; a larger network is drawn smaller."""

LETTERS = 11.5
"""Size of names in CSS pixels at that width."""

_LED_FROM = 6
"""Partners from which a name may stand apart from its mark, at the end of a line."""

_MOST_LABELS = 400

_SANS = "system-ui, 'Noto Sans', 'Noto Sans CJK KR', 'DejaVu Sans', Arial, sans-serif"

_DASHES = {"k2": (7.0, 3.0), "k4": (8.0, 3.0, 2.0, 3.0), "k5": (1.5, 3.5)}
"""As in the style sheet."""

_ROW = 20.0


def network_svg(
    cities: Sequence[CityData],
    partnerships: Sequence[PartnershipData],
    page: PageData,
    title: str,
    *,
    layout: str = "force",
) -> str:
    """Return the picture as a file that stands alone, in the light colours, with its key below.

    Args:
        cities: of `network_data`, as the next two.
        partnerships: between them.
        page: the rest of the data.
        title: the heading; any text.
        layout: "force" or "map".
    """
    drawing = _Picture(cities, partnerships, page, layout)
    unit = drawing.unit
    with speaking(page["language"]):
        alternative = _alternative(page)
        key, height = _key(page, WIDTH)
    width, high = drawing.width / unit, drawing.height / unit
    top = 2 * _ROW
    paper = colours()["paper"]
    body = [
        f'<rect width="{_n(width)}" height="{_n(top + high + height)}" fill="{paper}"/>',
        f'<text x="20" y="26" font-size="16" font-weight="700">{escape(title)}</text>',
        f'<g transform="translate(0 {_n(top)}) scale({1 / unit:.6g})">',
        *drawing.parts(),
        "</g>",
        f'<g transform="translate(0 {_n(top + high)})" font-size="12">',
        *key,
        "</g>",
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)}'
        f' {_n(top + high + height)}" width="{_n(width)}" height="{_n(top + high + height)}"'
        f' role="img" font-family="{_SANS}" fill="{colours()["ink"]}">'
        f"<title>{escape(title)}</title><desc>{escape(alternative)}</desc>{''.join(body)}</svg>\n"
    )


def png_of(svg: str) -> bytes:
    """Return a picture as PNG, twice as fine as it is shown."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=2.0))


def inline_picture(
    cities: Sequence[CityData],
    partnerships: Sequence[PartnershipData],
    page: PageData,
    *,
    layout: str = "force",
) -> str:
    """Return the picture as an element of a page, whose style sheet has the colours and lines.

    Marks are of the classes "n" and the region, lines of "e" and "e-" with the kind, names of "nl".
    """
    drawing = _Picture(cities, partnerships, page, layout, classes=True)
    with speaking(page["language"]):
        alternative = _alternative(page)
    return (
        f'<svg viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}" role="img" class="still"'
        f' aria-label="{escape(alternative)}">{"".join(drawing.parts())}</svg>'
    )


def _alternative(page: PageData) -> str:
    return _(
        "Network of {cities} cities and provinces in {partnerships} partnerships.",
        cities=numeral(page["cities"]),
        partnerships=numeral(page["partnerships"]),
    )


class _Picture:
    """The marks, lines and names of a layout as elements of an SVG."""

    def __init__(
        self,
        cities: Sequence[CityData],
        partnerships: Sequence[PartnershipData],
        page: PageData,
        layout: str,
        classes: bool = False,
    ) -> None:
        self._cities = cities
        self._lines = partnerships
        self._page = page
        self._map = layout == "map"
        self._shelf = page["shelves"][layout]
        self._at = [city["map"] if self._map else city["force"] for city in cities]
        self._classes = classes
        self.width, self.height = page["sizes"][layout]
        self.unit = self.width / WIDTH
        """Of the layout for a CSS pixel."""

    def labels(self) -> list[Label]:
        """Return the names that have a place."""
        neighbours: dict[int, set[int]] = defaultdict(set)
        for line in self._lines:
            neighbours[line["from"]].add(line["to"])
            neighbours[line["to"]].add(line["from"])
        turns = sorted(range(len(self._cities)), key=lambda n: self._cities[n]["rank"])
        marks = [
            NamedMark(
                self._at[n],
                self._radius(n),
                self._cities[n]["label"] if turn < _MOST_LABELS else "",
                self._away(n, neighbours[n]),
                self._cities[n]["degree"] >= _LED_FROM,
            )
            for turn, n in enumerate(turns)
        ]
        edge = 2 * self.unit
        within = (edge, edge, self.width - edge, self.height - edge)
        return set_labels(marks, LETTERS * self.unit, within, self._segments(), self._clear())

    def parts(self) -> Iterator[str]:
        """The elements, from the lowest to the uppermost."""
        if self._map:
            yield from self._land()
        yield from self._edges()
        yield from self._marks()
        if shelf := self._shelf:
            yield self._rule(20 * self.unit, shelf["y"], self.width - 20 * self.unit)
            yield self._text(shelf["label"], (20 * self.unit, shelf["y"] - 6 * self.unit), "start")
        labels = self.labels()
        led = [label.leader for label in labels if label.leader]
        if led:
            path = "".join(f"M{_n(x)} {_n(y)}L{_n(u)} {_n(v)}" for x, y, u, v in led)
            look = 'class="lead"' if self._classes else self._stroke("edge", 0.8)
            yield f'<path d="{path}" fill="none" {look}/>'
        for label in labels:
            yield self._text(label.text, label.at, label.anchor)

    def _radius(self, number: int) -> float:
        radius = self._cities[number]["radius"]
        # A map is for the places: marks of near cities would cover each other.
        return radius * 0.6 if self._map else radius

    def _away(self, number: int, neighbours: set[int]) -> float | None:
        """The angle that points away from the neighbours of a city."""
        x, y = self._at[number]
        east = south = 0.0
        for other in sorted(neighbours):
            dx, dy = self._at[other][0] - x, self._at[other][1] - y
            far = math.hypot(dx, dy) or 1.0
            east += dx / far
            south += dy / far
        if math.hypot(east, south) < 0.3:
            return None
        return math.degrees(math.atan2(-south, -east))

    def _clear(self) -> list[Box]:
        """The text of the shelf and its line, which names keep clear of."""
        shelf, unit = self._shelf, self.unit
        if not shelf:
            return []
        wide = text_width(shelf["label"], LETTERS * unit)
        left, y = 20 * unit, shelf["y"]
        return [
            (left, y - 18 * unit, left + wide, y),
            (left, y - 2 * unit, self.width - left, y + 2 * unit),
        ]

    def _segments(self) -> list[Segment]:
        return [(*self._at[line["from"]], *self._at[line["to"]]) for line in self._lines]

    def _land(self) -> Iterator[str]:
        rings = []
        for ring in self._page["land"]:
            points = zip(ring[::2], ring[1::2], strict=True)
            rings.append("M" + "L".join(f"{x} {y}" for x, y in points) + "Z")
        look = 'class="land"' if self._classes else f'fill="{colours()["land"]}"'
        yield f'<path d="{"".join(rings)}" {look}/>'

    def _edges(self) -> Iterator[str]:
        """Lines by kind, one path for all of a kind."""
        paths: dict[str, list[str]] = defaultdict(list)
        for line, (x, y, u, v) in zip(self._lines, self._segments(), strict=True):
            paths[line["kind"]].append(f"M{_n(x)} {_n(y)}L{_n(u)} {_n(v)}")
        for kind, path in sorted(paths.items()):
            look = f'class="e e-{kind}"' if self._classes else _line_look(kind, self.unit)
            yield f'<path d="{"".join(path)}" fill="none" {look}/>'

    def _marks(self) -> Iterator[str]:
        order = sorted(range(len(self._cities)), key=lambda n: (self._cities[n]["region"], n))
        for region, numbers in groupby(order, key=lambda n: self._cities[n]["region"]):
            look = f'class="{region} n"' if self._classes else _mark_look(region, 1.2 * self.unit)
            circles = "".join(
                f'<circle cx="{_n(self._at[n][0])}" cy="{_n(self._at[n][1])}"'
                f' r="{_n(self._radius(n))}"><title>{escape(self._cities[n]["label"])}</title>'
                "</circle>"
                for n in numbers
            )
            yield f"<g {look}>{circles}</g>"

    def _rule(self, left: float, y: float, right: float) -> str:
        look = 'class="rule"' if self._classes else self._stroke("edge", 1)
        return f'<path d="M{_n(left)} {_n(y)}H{_n(right)}" fill="none" {look}/>'

    def _text(self, text: str, at: tuple[float, float], anchor: str) -> str:
        look = (
            'class="nl"'
            if self._classes
            else f'stroke="{colours()["paper"]}" stroke-width="{_n(3 * self.unit)}"'
            ' paint-order="stroke" stroke-linejoin="round"'
        )
        return (
            f'<text x="{_n(at[0])}" y="{_n(at[1])}" text-anchor="{anchor}"'
            f' font-size="{_n(LETTERS * self.unit)}" {look}>{escape(text)}</text>'
        )

    def _stroke(self, colour: str, width: float) -> str:
        return f'stroke="{colours()[colour]}" stroke-width="{_n(width * self.unit)}"'


def _line_look(kind: str, unit: float, opacity: float = 0.6) -> str:
    """Attributes of lines of a kind."""
    width = 2.4 if kind == "k3" else 0.9
    dashes = " ".join(_n(part * unit) for part in _DASHES.get(kind, ()))
    return (
        f'stroke="{colours()["edge"]}" stroke-width="{_n(width * unit)}"'
        f' stroke-opacity="{opacity / 2 if kind == "k6" else opacity}"'
        + (f' stroke-dasharray="{dashes}"' if dashes else "")
    )


def _mark_look(region: str, width: float) -> str:
    """Attributes of marks of a region: filled with its tint, in the ink of its continent."""
    of = colours()
    fill, ink = of.get(region, of["surface"]), of.get(region[:2], of["edge"])
    return f'fill="{fill}" stroke="{ink}" stroke-width="{_n(width)}"'


def _key(page: PageData, width: float) -> tuple[list[str], float]:
    """Return the key, in rows of a width, and its height."""
    kinds = [
        (
            f'<path d="M0 -4H32" fill="none" {_line_look(kind["key"], 1, 1.0)}/>',
            40.0,
            f"{kind['label']} {numeral(kind['count'])}",
        )
        for kind in page["kinds"]
    ]
    regions = [
        (
            f'<circle cx="6" cy="-4" r="5" {_mark_look(region["key"], 1.2)}/>',
            18.0,
            f"{region['label']} {numeral(region['count'])}",
        )
        for region in page["regions"]
    ]
    parts, y = [], 24.0
    for row in (kinds, regions):
        x = 20.0
        for mark, room, text in row:
            needs = room + text_width(text, 12) + 20
            if x > 20 and x + needs > width:
                x, y = 20.0, y + _ROW
            parts.append(
                f'<g transform="translate({_n(x)} {_n(y)})">{mark}'
                f'<text x="{_n(room)}">{escape(text)}</text></g>'
            )
            x += needs
        y += _ROW
    return parts, y


def _n(number: float) -> str:
    """Return a number to a tenth, without zeros that say nothing."""
    return f"{number:.1f}".removesuffix(".0")
