"""The data of the network page as plain values for JSON, the same for each renderer."""

from __future__ import annotations

import colorsys
import re
from typing import TYPE_CHECKING, Any

from kembar.model.dates import PartialDate
from kembar.queries.network import NOT_ESTABLISHED
from kembar.render.charts.land import Window, land_within
from kembar.render.network.layout import (
    EAST,
    NORTH,
    SOUTH,
    WEST,
    by_country,
    by_partnerships,
    map_scale,
    on_map,
)
from kembar.workspace.cache import DiskCache

if TYPE_CHECKING:
    import networkx as nx

KIND_COLOURS = {
    "sister-city": "#1b6ca8",
    "sister-province": "#6a3d9a",
    "friendship-city": "#2e8b57",
    "project-partnership": "#c77700",
    "": "#8a8f98",
}

_EDGE_FACTS = ("kinds", "since", "until", "sources", "agreements", "activities")

_IN_ONE_YEAR = re.compile(r"\d{4}(-\d\d){0,2}")

JsonObjects = list[dict[str, Any]]


def network_data(
    graph: nx.MultiGraph[str], cache: DiskCache | None = None
) -> tuple[JsonObjects, JsonObjects, dict[str, Any]]:
    """Return cities, partnerships, and the other data of the page: countries, kinds, land.

    A city has an `id`, `label`, `names`, the number of its `country` in the list of countries, and
    its point in each layout, `force`, `map` and `countries`. A partnership has the numbers of its
    cities as `from` and `to`, its own number as `partnership` (one of three cities has three
    lines), its `status`, `open` where it was never concluded, those of its facts that sources
    state, and `years` where a date of its beginning may lie in another year than its first four
    digits say: the first and the last year of each date, None on an open side.

    Args:
        graph: as `kembar.queries.network.network` returns it.
        cache: of layouts.
    """
    labels = sorted((facts["label"], iri) for iri, facts in graph.nodes(data=True))
    order = {iri: number for number, (_, iri) in enumerate(labels)}
    force = by_partnerships(graph, cache)
    map_points, without_place = on_map(graph)
    grouped, discs = by_country(graph, cache)
    countries = {name: number for number, name in enumerate(discs)}
    cities = [
        {
            "id": iri,
            "label": label,
            "names": graph.nodes[iri]["names"],
            "country": countries[graph.nodes[iri]["country"]],
            "force": force[iri],
            "map": map_points[iri],
            "countries": grouped[iri],
        }
        for label, iri in labels
    ]
    page = {
        "countries": [
            {"label": name, "colour": _colour(number), "disc": (*disc.middle, disc.radius)}
            for number, (name, disc) in enumerate(discs.items())
        ],
        "kinds": _kinds(graph),
        "noKind": KIND_COLOURS[""],
        "land": _land(map_scale(len(graph))) if len(without_place) < len(graph) else [],
        "unplaced": len(without_place),
    }
    return cities, _partnerships(graph, order), page


def _partnerships(graph: nx.MultiGraph[str], order: dict[str, int]) -> JsonObjects:
    numbers: dict[str, int] = {}
    return [
        {
            "from": order[one],
            "to": order[other],
            "partnership": numbers.setdefault(key, len(numbers)),
            "status": facts["status"],
            **({"open": True} if facts["status"] in NOT_ESTABLISHED else {}),
            **{name: facts[name] for name in _EDGE_FACTS if facts[name]},
            **_years(facts["since"]),
        }
        for one, other, key, facts in sorted(
            graph.edges(keys=True, data=True), key=lambda edge: (edge[2], edge[0], edge[1])
        )
    ]


def _years(dates: list[str]) -> dict[str, list[list[str | None]]]:
    if all(map(_IN_ONE_YEAR.fullmatch, dates)):
        return {}
    return {"years": [_years_of(date) for date in dates]}


def _years_of(text: str) -> list[str | None]:
    try:
        date = PartialDate(text)
    except ValueError:
        # No date at all, which `kembar check` reports: it lies in no year.
        return ["9999", "0000"]
    return [f"{day.year:04d}" if day else None for day in (date.earliest, date.latest)]


def _kinds(graph: nx.MultiGraph[str]) -> list[dict[str, str]]:
    """Return the kinds that occur in the network, with their labels and colours."""
    occurring = {kind for *_, facts in graph.edges(data=True) for kind in facts["kinds"]}
    return [
        {
            "key": kind,
            "label": graph.graph["kinds"].get(kind, kind),
            "colour": KIND_COLOURS.get(kind, KIND_COLOURS[""]),
        }
        for kind in sorted(occurring)
    ]


def _land(scale: float) -> list[list[int]]:
    """Return the outlines of the land on the map: x and y in turn, a list for each ring."""
    window = Window(WEST, EAST, SOUTH, NORTH)
    rings = []
    for ring in land_within(window):
        points = [(round((x - WEST) * scale + WEST * scale), round(-y * scale)) for x, y in ring]
        rings.append([number for point in points for number in point])
    return rings


def _colour(number: int) -> str:
    """Return a colour for the nth country, far from those of its neighbours (golden angle)."""
    red, green, blue = colorsys.hls_to_rgb(number * 0.381966 % 1, 0.45 + 0.12 * (number % 2), 0.55)
    return f"#{int(red * 255):02x}{int(green * 255):02x}{int(blue * 255):02x}"
