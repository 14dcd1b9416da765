"""The shapes of the data in the network page: what `data.py` gives and the page's scripts read.

Points are in units of the picture, whose upper left corner is (0, 0); y grows downwards. One unit
is one CSS pixel while the picture is not zoomed. No colour is among the data: a region and a kind
have keys, of which the style sheet knows the colour and the line.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict

Point = tuple[float, float]


class CityData(TypedDict):
    """A city, province or district of the network; its number is its place in the list."""

    id: str
    """Its IRI."""
    key: str
    """Its key, as "id-bandung"."""
    label: str
    """Its name in the language of the page, told apart from namesakes."""
    names: list[str]
    """All its names, for the search."""
    country: str
    """The name of its country in the language of the page; "" where none is given."""
    region: str
    """The key of its region, as "as-2", which is its class in the style sheet; "" for none."""
    degree: int
    """Cities that it has an established partnership with: those that are counted."""
    radius: float
    """Of its mark. In a layout no two marks of these radii touch."""
    rank: int
    """Its turn for a label: 0 is first. Most partners first, then by name."""
    force: Point
    """Its place among its partners."""
    map: Point
    """Its place on the map; those without coordinates are on the shelf below it."""
    href: NotRequired[str]
    """The address of its page, relative to the network page; none in a file that stands alone."""


PartnershipData = TypedDict(
    "PartnershipData",
    {
        # Numbers of its two cities; a partnership of three cities has three lines.
        "from": int,
        "to": int,
        # The number of the partnership, the same for each of its lines.
        "partnership": int,
        # Its key, as "id-bandung--de-braunschweig".
        "key": str,
        # The kind that decides its line, "k1" to "k6": "k5" where it was never concluded.
        "kind": str,
        # The notations of the kinds that sources give it; none where it is not told.
        "kinds": NotRequired[list[str]],
        # "active", "suspended", "ended", "prospective" or "cancelled".
        "status": str,
        # True where it was never concluded: dotted, and counted nowhere.
        "open": NotRequired[bool],
        # True where sources differ on its kind or its beginning.
        "differ": NotRequired[bool],
        # The first and the last year in which it may have begun, None for an open side. Missing
        # where no beginning is known.
        "years": NotRequired[tuple[int | None, int | None]],
        # Dates of the beginning and the end, each more than one where sources differ.
        "since": NotRequired[list[str]],
        "until": NotRequired[list[str]],
        # Each [text, address, the beginning that it states].
        "sources": NotRequired[list[list[str]]],
        # Each [text, date].
        "agreements": NotRequired[list[list[str]]],
        "activities": NotRequired[list[list[str]]],
        # The address of its page, as of a city.
        "href": NotRequired[str],
    },
)
"""A line between two cities."""


class RegionData(TypedDict):
    """A region that occurs: its key, words, and cities; those of one continent are together."""

    key: str
    continent: str
    label: str
    count: int


class KindData(TypedDict):
    """A kind that occurs: its key, notation, words, and partnerships (each once)."""

    key: str
    notation: str
    label: str
    count: int


class ShelfData(TypedDict):
    """The line above what stands apart, and the text at one end of it."""

    y: float
    label: str


class PageData(TypedDict):
    """All else that the page needs."""

    layout: str
    """The layout that it opens with, "force" or "map"."""
    sizes: dict[str, tuple[float, float]]
    """Width and height of the picture by layout; all marks are within."""
    regions: list[RegionData]
    kinds: list[KindData]
    shelves: dict[str, ShelfData | None]
    """By layout: of small groups, and on the map of cities without coordinates; None for none."""
    land: list[list[int]]
    """Outlines of the land in units of the map: x and y in turn, a list for each ring."""
    unplaced: int
    """Cities without coordinates."""
    years: tuple[int, int] | None
    """The first and the last year in which a partnership begins; None where none is known."""
    undated: int
    """Partnerships (each once) of which no beginning is known."""
    cities: int
    partnerships: int
    """Those that are established, each once."""
    open: int
    """Those that never were, each once."""
    language: str
    words: dict[str, str]
