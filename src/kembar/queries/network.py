"""The network of partnerships as a networkx graph: units are nodes, partnerships are edges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kembar.queries.network_facts import (
    NetworkFacts,
    activities_of,
    agreements_of,
    first_values,
    group_by_subject,
    read_facts,
    sources_of,
)
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import local_name
from kembar.rdf.terms import Term

if TYPE_CHECKING:
    import networkx as nx

_UNDESCRIBED: dict[str, Any] = {
    "names": [],
    "country": "",
    "country_id": "",
    "place": None,
    "wikidata": "",
}
"""The attributes of a unit of which only the key is known."""

NOT_ESTABLISHED = ("prospective", "cancelled")
"""The statuses of a partnership that was never concluded: no measure counts it."""


def network(
    engine: Engine, language: str = "en", facts: NetworkFacts | None = None
) -> nx.MultiGraph[str]:
    """Return the whole network.

    Nodes are IRIs with `label` (which tells namesakes apart), `names` (in all languages),
    `country`, `country_id`, `place` (latitude and longitude, or None) and `wikidata` (a QID, or
    empty). An edge joins each two partners of a partnership, keyed by the partnership's IRI, with
    its `name` (that has all its partners), `kinds` (notations), `since` and `until` (dates), each
    more than one where sources differ, `status` (the present one by notation: "active",
    "suspended", "ended", "prospective" or "cancelled"), and the lists `sources` of [text, address,
    date of the beginning], `agreements` and `activities` of [text, date]. The graph's own `kinds`
    are the labels of all kinds by notation.

    Args:
        engine: the graph.
        language: of the labels.
        facts: the rows of `read_facts`, where they were read already.
    """
    import networkx as nx

    facts = facts or read_facts(engine, language)
    graph: nx.MultiGraph[str] = nx.MultiGraph(kinds=first_values(facts["kind words"]))
    graph.add_nodes_from(_units(facts))
    for partnership, units, attributes in _partnerships(facts):
        for unit in units:
            if unit not in graph:
                # A partner that no table describes: `kembar check` reports it.
                graph.add_node(unit, label=local_name(unit), **_UNDESCRIBED)
        name = " – ".join(sorted(graph.nodes[unit]["label"] for unit in units))
        for one, other in combinations(units, 2):
            graph.add_edge(one, other, key=partnership, name=name, **attributes)
    return graph


def _partnerships(facts: NetworkFacts) -> Iterator[tuple[str, list[str], dict[str, Any]]]:
    """Each partnership with its partners and the attributes of its edges."""
    kinds, since, until = (group_by_subject(facts[name]) for name in ("kinds", "since", "until"))
    sources, agreements = sources_of(facts), agreements_of(facts)
    activities = activities_of(facts)
    present = first_values(facts["present"])
    for partnership, units in group_by_subject(facts["partners"]).items():
        ends = until.get(partnership, [])
        attributes = {
            "kinds": kinds.get(partnership, []),
            "since": since.get(partnership, []),
            "until": ends,
            "status": present.get(partnership, "active"),
            "sources": sources.get(partnership, []),
            "agreements": agreements.get(partnership, []),
            "activities": activities.get(partnership, []),
        }
        yield partnership, units, attributes


def _units(facts: NetworkFacts) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each unit that has a name, with its attributes."""
    items, countries = first_values(facts["items"]), first_values(facts["countries"])
    names = group_by_subject(facts["names"])
    places = _places(facts)
    states = first_values([[unit, state] for unit, _, state in facts["units"]])
    english = group_by_subject(facts["countries in English"])
    own = {unit: (name, plain) for unit, name, plain in reversed(facts["own names"])}
    for unit, label in first_values([[unit, name] for unit, name, _ in facts["units"]]).items():
        country = countries.get(states[unit], "")
        yield (
            unit,
            {
                "label": _label(
                    label, english.get(states[unit], []), country, *own.get(unit, ("", ""))
                ),
                "names": names.get(unit, []),
                "country": country,
                "country_id": states[unit],
                "place": places.get(unit),
                "wikidata": local_name(items.get(unit, "")),
            },
        )


def _label(name: str, english: Iterable[str], country: str, own: str = "", plain: str = "") -> str:
    """Return the name of a unit, and the country that tells namesakes apart, in a language.

    Args:
        name: in answers, in English.
        english: names of its country.
        country: its name in the language.
        own: the unit's name in the language; "" where none is known.
        plain: its English name without what tells it apart.
    """
    if own and name.startswith(plain):
        name = own + name.removeprefix(plain)
    for text in english:
        if country and name.endswith(f", {text}"):
            return f"{name.removesuffix(text)}{country}"
    return name


def _places(facts: NetworkFacts) -> dict[str, tuple[float, float]]:
    """Return the first coordinates of each unit that are some: a file may state any text."""
    places = {}
    for unit, north, east in reversed(facts["places"]):
        with suppress(ValueError):
            latitude, longitude = float(north), float(east)
            # False of a NaN too.
            if abs(latitude) <= 90 and abs(longitude) <= 180:
                places[unit] = latitude, longitude
    return places


def partnerships(graph: nx.MultiGraph[str]) -> int:
    """Return the number of established partnerships; one of three cities has three edges."""
    edges: Any = graph.edges(keys=True, data="status")
    return len({key for _, _, key, status in edges if status not in NOT_ESTABLISHED})


def part_of(
    graph: nx.MultiGraph[str],
    *,
    city: Term | None = None,
    depth: int = 1,
    country: Term | None = None,
    kind: Term | None = None,
) -> nx.MultiGraph[str]:
    """Return the part of a network around a city, of a country with its partners, of one kind.

    Args:
        graph: the network, as `network` returns it.
        city: a unit; it stays even where it has no partner.
        depth: the number of steps from it.
        country: a country.
        kind: a concept of the scheme partnership-kind; its deprecated "prospective" is the status.
    """
    import networkx as nx

    if kind:
        notation = local_name(kind)
        graph = _with_edges(
            graph, lambda _ends, facts: notation in (*facts["kinds"], facts["status"])
        )
    if country:
        units = {
            node
            for node, attributes in graph.nodes(data=True)
            if attributes["country_id"] == country[1:-1]
        }
        graph = _with_edges(graph, lambda ends, _attributes: bool(units & ends))
    if city:
        node = city[1:-1]
        graph = nx.ego_graph(graph, node, radius=depth) if node in graph else nx.MultiGraph()
    return graph


def _with_edges(
    graph: nx.MultiGraph[str], condition: Callable[[set[str], dict[str, Any]], bool]
) -> nx.MultiGraph[str]:
    """The part of the edges that fulfil a condition, with the nodes at their ends."""
    part: nx.MultiGraph[str] = graph.__class__(**graph.graph)
    for one, other, key, attributes in graph.edges(keys=True, data=True):
        if condition({one, other}, attributes):
            part.add_node(one, **graph.nodes[one])
            part.add_node(other, **graph.nodes[other])
            part.add_edge(one, other, key=key, **attributes)
    return part
