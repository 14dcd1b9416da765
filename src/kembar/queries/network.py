"""The graph as a network of networkx: units are nodes, partnerships are edges, with their facts."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kembar.queries.network_facts import (
    NetworkFacts,
    activities_of,
    agreements_of,
    first,
    read_facts,
    several,
    sources_of,
)
from kembar.rdf.engine import Engine
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
"""The facts of a unit of which only the key is known."""

PROSPECTIVE = "prospective"
"""The kind of a partnership that is only explored; it stands behind firmer ones."""


def network(
    engine: Engine, language: str = "en", facts: NetworkFacts | None = None
) -> nx.MultiGraph[str]:
    """The whole network.

    Nodes are IRIs with `label`, `names` (in all languages), `country`, `country_id`, `place`
    (latitude and longitude, or None) and `wikidata` (a QID, or empty). An edge joins each two
    partners of a partnership, keyed by the partnership's IRI, with `kinds` (notations), `since` and
    `until` (dates), each more than one where sources differ, `status` ("ended" or "active"), and
    the lists `sources` of [text, address, date of the beginning], `agreements` and `activities` of
    [text, date]. The graph's own `kinds` are the labels of all kinds by notation.

    Args:
        engine: the graph.
        language: of the words, "en" or "id".
        facts: what the graph says, where that was read already.
    """
    import networkx as nx

    told = facts or read_facts(engine, language)
    graph: nx.MultiGraph[str] = nx.MultiGraph(kinds=first(told["kind words"]))
    graph.add_nodes_from(_units(told))
    kinds, since, until = (several(told[name]) for name in ("kinds", "since", "until"))
    lists = {
        "sources": sources_of(told),
        "agreements": agreements_of(told),
        "activities": activities_of(told),
    }
    today = datetime.date.today().isoformat()
    for partnership, units in several(told["partners"]).items():
        ended = until.get(partnership, [])
        edge = {
            "kinds": sorted(kinds.get(partnership, []), key=PROSPECTIVE.__eq__),
            "since": since.get(partnership, []),
            "until": ended,
            "status": "ended" if ended and ended[0] <= today[: len(ended[0])] else "active",
            **{name: found.get(partnership, []) for name, found in lists.items()},
        }
        for unit in units:
            if unit not in graph:
                # A partner that nobody describes: `kembar check` tells of it, its key stands here.
                graph.add_node(unit, label=unit.rpartition("/")[2], **_UNDESCRIBED)
        for one, other in combinations(units, 2):
            graph.add_edge(one, other, key=partnership, **edge)
    return graph


def _units(told: NetworkFacts) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each unit that is described, with its facts."""
    names, items, countries = several(told["names"]), first(told["items"]), first(told["countries"])
    places = {unit: (float(north), float(east)) for unit, north, east in reversed(told["places"])}
    states = first([[unit, state] for unit, _, state in told["units"]])
    for unit, label in first([[unit, name] for unit, name, _ in told["units"]]).items():
        yield (
            unit,
            {
                "label": label,
                "names": names.get(unit, []),
                "country": countries.get(states[unit], ""),
                "country_id": states[unit],
                "place": places.get(unit),
                "wikidata": items.get(unit, "").rpartition("/")[2],
            },
        )


def partnerships(graph: nx.MultiGraph[str]) -> int:
    """How many partnerships a network holds; one of three cities has three edges."""
    return len({key for _, _, key in graph.edges(keys=True)})


def part_of(
    graph: nx.MultiGraph[str],
    *,
    city: Term | None = None,
    depth: int = 1,
    country: Term | None = None,
    kind: Term | None = None,
) -> nx.MultiGraph[str]:
    """A part of a network: around a city, of a country (its partners included), of one kind.

    Args:
        graph: as `network` makes it.
        city: a unit; it stays even where it has no partner.
        depth: how many steps from it.
        country: a country.
        kind: a concept of the scheme partnership-kind.
    """
    import networkx as nx

    if kind:
        notation = kind[1:-1].rpartition("/")[2]
        graph = _with_edges(graph, lambda _ends, facts: notation in facts["kinds"])
    if country:
        own = {
            node for node, facts in graph.nodes(data=True) if facts["country_id"] == country[1:-1]
        }
        graph = _with_edges(graph, lambda ends, _facts: bool(own & ends))
    if city:
        node = city[1:-1]
        graph = nx.ego_graph(graph, node, radius=depth) if node in graph else nx.MultiGraph()
    return graph


def _with_edges(
    graph: nx.MultiGraph[str], wanted: Callable[[set[str], dict[str, Any]], bool]
) -> nx.MultiGraph[str]:
    """The part that the wanted edges make up, with the nodes at their ends."""
    part: nx.MultiGraph[str] = graph.__class__(**graph.graph)
    for one, other, key, facts in graph.edges(keys=True, data=True):
        if wanted({one, other}, facts):
            part.add_node(one, **graph.nodes[one])
            part.add_node(other, **graph.nodes[other])
            part.add_edge(one, other, key=key, **facts)
    return part
