"""The data of the network page as plain values for JSON; `contract.py` says what each means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kembar.language import _, numeral, speaking, translated
from kembar.model.dates import PartialDate
from kembar.profiles.differing import differing_dates
from kembar.profiles.facts import Stated
from kembar.profiles.regions import CONTINENTS, REGIONS, region_of
from kembar.queries.network import NOT_ESTABLISHED
from kembar.queries.network import partnerships as established
from kembar.rdf.namespaces import local_name
from kembar.render.network.contract import (
    CityData,
    KindData,
    PageData,
    PartnershipData,
    RegionData,
    ShelfData,
)
from kembar.render.network.layout import Layout, by_partnerships, radius_of
from kembar.render.network.map_layout import on_map, projection_for
from kembar.workspace.cache import DiskCache

if TYPE_CHECKING:
    import networkx as nx

KINDS = {
    "sister-city": "k1",
    "friendship-city": "k2",
    "sister-province": "k3",
    "project-partnership": "k4",
    "prospective": "k5",
    "not-told": "k6",
}
"""Keys of kinds by notation, in the order of the legend."""

_OPEN, _NOT_TOLD = "k5", "k6"

_EDGE_FACTS = ("kinds", "since", "until", "sources", "agreements", "activities")

Address = Callable[[str, str], str]
"""Takes "city" or "partnership" and a key; returns the address of its page, "" for none."""


def network_data(
    graph: nx.MultiGraph[str],
    language: str = "en",
    *,
    cache: DiskCache | None = None,
    address: Address | None = None,
    part: str = "",
) -> tuple[list[CityData], list[PartnershipData], PageData]:
    """Return cities, partnerships, and the other data of the page.

    Args:
        graph: as `kembar.queries.network.network` returns it, in the language.
        language: of the words.
        cache: of layouts.
        address: gives addresses of pages of things; without it nothing is a link.
        part: of the network that this is, whose layout the cache has; "" for the whole.
    """
    partners = _partners(graph)
    radii = {node: radius_of(len(partners[node])) for node in graph}
    force, on_land = by_partnerships(graph, radii, cache, part), on_map(graph)
    cities = _cities(graph, partners, radii, force, on_land)
    order = {city["id"]: number for number, city in enumerate(cities)}
    partnerships = _partnerships(graph, order)
    if address:
        _add_addresses("city", cities, address)
        _add_addresses("partnership", partnerships, address)
    return cities, partnerships, _page(graph, cities, partnerships, force, on_land, language)


def _partners(graph: nx.MultiGraph[str]) -> dict[str, set[str]]:
    """Return the cities that each city has an established partnership with."""
    partners: dict[str, set[str]] = {node: set() for node in graph}
    edges: Any = graph.edges(data="status")
    for one, other, status in edges:
        if status not in NOT_ESTABLISHED and one != other:
            partners[one].add(other)
            partners[other].add(one)
    return partners


def _cities(
    graph: nx.MultiGraph[str],
    partners: Mapping[str, set[str]],
    radii: Mapping[str, float],
    force: Layout,
    on_land: Layout,
) -> list[CityData]:
    """Return the cities by name."""
    labels = sorted((facts["label"], node) for node, facts in graph.nodes(data=True))
    turns = sorted(labels, key=lambda label: (-len(partners[label[1]]), label))
    ranks = {node: rank for rank, (_, node) in enumerate(turns)}
    cities = []
    for label, node in labels:
        facts = graph.nodes[node]
        city: CityData = {
            "id": node,
            "key": local_name(node),
            "label": label,
            "names": facts["names"],
            "country": facts["country"],
            "region": region_of(local_name(facts.get("country_id", ""))),
            "degree": len(partners[node]),
            "radius": radii[node],
            "rank": ranks[node],
            "force": force.places[node],
            "map": on_land.places[node],
        }
        cities.append(city)
    return cities


def _partnerships(graph: nx.MultiGraph[str], order: Mapping[str, int]) -> list[PartnershipData]:
    numbers: dict[str, int] = {}
    lines = []
    edges = graph.edges(keys=True, data=True)
    # A part of a graph gives the ends of an edge in any order.
    ends = [(iri, *sorted((order[one], order[other])), facts) for one, other, iri, facts in edges]
    for iri, one, other, facts in sorted(ends, key=lambda end: end[:3]):
        line: PartnershipData = {
            "from": one,
            "to": other,
            "partnership": numbers.setdefault(iri, len(numbers)),
            "key": local_name(iri),
            "kind": _kind(facts),
            "status": facts["status"],
        }
        if facts["status"] in NOT_ESTABLISHED:
            line["open"] = True
        if _differ(facts):
            line["differ"] = True
        if years := _years(facts["since"]):
            line["years"] = years
        stated: Any = {name: facts[name] for name in _EDGE_FACTS if facts[name]}
        line.update(stated)
        lines.append(line)
    return lines


def _kind(facts: Mapping[str, Any]) -> str:
    """Return the key of the kind that decides a line: the first in the order of the legend."""
    if facts["status"] in NOT_ESTABLISHED:
        return _OPEN
    return min((KINDS.get(kind, _NOT_TOLD) for kind in facts["kinds"]), default=_NOT_TOLD)


def _differ(facts: Mapping[str, Any]) -> bool:
    """Tell whether sources differ on the kind or the beginning, more than in how exact they are."""
    if len(facts["kinds"]) > 1:
        return True
    dates = facts["since"]
    return len(dates) > 1 and bool(differing_dates([Stated(date) for date in dates]))


def _years(dates: Iterable[str]) -> tuple[int | None, int | None] | None:
    """Return the first and the last year of some dates; None if none of them is a date."""
    spans: list[tuple[int | None, int | None]] = []
    for text in dates:
        if len(text) in {4, 7, 10} and text[:4].isdigit() and text[4:].strip("-0123456789") == "":
            spans.append((int(text[:4]), int(text[:4])))
            continue
        try:
            date = PartialDate(text)
        except ValueError:
            # No date at all, which `kembar check` reports.
            continue
        first, last = (day.year if day else None for day in (date.earliest, date.latest))
        spans.append((first, last))
    if not spans:
        return None
    begins, ends = ([span[side] for span in spans] for side in (0, 1))
    return (
        None if None in begins else min(year for year in begins if year),
        None if None in ends else max(year for year in ends if year),
    )


def _add_addresses(
    what: str, things: Iterable[CityData] | Iterable[PartnershipData], address: Address
) -> None:
    for thing in things:
        if href := address(what, thing["key"]):
            thing["href"] = href


def _page(
    graph: nx.MultiGraph[str],
    cities: list[CityData],
    partnerships: list[PartnershipData],
    force: Layout,
    on_land: Layout,
    language: str,
) -> PageData:
    placed = len(on_land.unplaced) < len(graph)
    each = {line["partnership"]: line for line in partnerships}.values()
    begun = [year for line in each for year in line.get("years", ()) if year]
    concluded = established(graph)
    return {
        "layout": "force",
        "sizes": {"force": force.size, "map": on_land.size},
        "regions": _regions(cities, language),
        "kinds": _kinds(graph, each),
        "shelves": {"force": _shelf(force, language), "map": _shelf(on_land, language)},
        "land": _land(len(graph)) if placed else [],
        "unplaced": len(on_land.unplaced),
        "years": (min(begun), max(begun)) if begun else None,
        "undated": sum("years" not in line for line in each),
        "cities": len(cities),
        "partnerships": concluded,
        "open": len(each) - concluded,
        "language": language,
        "words": {},
    }


def _regions(cities: Iterable[CityData], language: str) -> list[RegionData]:
    counts = Counter(city["region"] for city in cities)
    words, continents = translated(REGIONS, language), translated(CONTINENTS, language)
    return [
        {
            "key": key,
            "continent": continents[key.partition("-")[0]],
            "label": words[key],
            "count": counts[key],
        }
        for key in REGIONS
        if counts[key]
    ]


def _kinds(graph: nx.MultiGraph[str], each: Iterable[PartnershipData]) -> list[KindData]:
    counts = Counter(line["kind"] for line in each)
    words = graph.graph.get("kinds", {})
    return [
        {"key": key, "notation": kind, "label": words.get(kind, kind), "count": counts[key]}
        for kind, key in KINDS.items()
        if counts[key]
    ]


def _shelf(layout: Layout, language: str) -> ShelfData | None:
    if layout.shelf is None:
        return None
    with speaking(language):
        if layout.unplaced:
            many = numeral(len(layout.unplaced))
            label = _("Without known coordinates: {count}", count=many)
        else:
            many = numeral(len(layout.on_shelf))
            label = _("Small groups, apart from the rest: {count}", count=many)
    return {"y": layout.shelf, "label": label}


def _land(cities: int) -> list[list[int]]:
    """Return the outlines of the land on the map: x and y in turn, a list for each ring."""
    rings = projection_for(cities).land()
    return [[number for point in ring for number in point] for ring in rings]
