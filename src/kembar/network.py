"""The graph as a network of networkx: units are nodes, partnerships are edges, with their facts."""

from __future__ import annotations

import datetime
import random
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kembar.names import resolve
from kembar.oxigraph import Engine
from kembar.terms import Term
from kembar.vocabulary import NAMESPACES

if TYPE_CHECKING:
    import networkx as nx

_PREFIXES = "".join(f"PREFIX {name}: <{address}>\n" for name, address in NAMESPACES.items())

_UNITS = """
SELECT ?unit (MIN(STR(?name)) AS ?label) (MIN(STR(?countryName)) AS ?country)
  (MIN(?lat) AS ?latitude) (MIN(?long) AS ?longitude)
WHERE {
  ?unit a kb:TerritorialUnit ; skos:prefLabel ?name .
  OPTIONAL { ?unit kb:country/rdfs:label ?countryName FILTER(LANG(?countryName) = "%(lang)s") }
  OPTIONAL { ?unit wgs84:lat ?lat ; wgs84:long ?long }
} GROUP BY ?unit
"""
_PARTNERSHIPS = """
SELECT ?partnership ?one ?other (MIN(?kindKey) AS ?key) (MIN(?kindName) AS ?kind)
  (MIN(STR(?begun)) AS ?since) (MAX(STR(?ended)) AS ?until)
WHERE {
  ?partnership kb:hasPartner ?one , ?other .
  FILTER(STR(?one) < STR(?other))
  OPTIONAL {
    ?partnership kb:partnershipKind ?concept .
    ?concept skos:notation ?kindKey ; skos:prefLabel ?kindName
    FILTER(LANG(?kindName) = "%(lang)s" && ?kindKey != "unspecified")
  }
  OPTIONAL { ?partnership kb:since ?begun }
  OPTIONAL { ?partnership kb:until ?ended }
} GROUP BY ?partnership ?one ?other
"""
_FACTS = {
    "sources": """
SELECT DISTINCT ?partnership ?text ?address WHERE {
  GRAPH ?said { ?partnership a kb:Partnership }
  ?said prov:hadPrimarySource ?source . ?source rdfs:label ?text .
  OPTIONAL { ?source kb:webAddress ?address }
} ORDER BY ?text
""",
    "agreements": """
SELECT ?partnership ?text (MIN(STR(?day)) AS ?date) WHERE {
  ?it a kb:Agreement ; kb:underPartnership ?partnership ; skos:prefLabel ?text .
  OPTIONAL { ?it kb:signedOn ?day }
} GROUP BY ?partnership ?it ?text ORDER BY ?date ?text
""",
    "activities": """
SELECT ?partnership ?text (MIN(STR(?day)) AS ?date) WHERE {
  ?it a kb:Activity ; kb:underPartnership ?partnership ; skos:prefLabel ?text .
  OPTIONAL { ?it kb:startDate ?day }
} GROUP BY ?partnership ?it ?text ORDER BY ?date ?text
""",
}


def network(engine: Engine, language: str = "en") -> nx.MultiGraph[str]:
    """The whole network.

    Nodes are IRIs with `label`, `country`, `latitude`, `longitude`; an edge for each partnership,
    keyed by its IRI, with `kind` (a notation), `kind_label`, `since`, `until`, `status` ("ended" or
    "active") and the lists `sources`, `agreements` and `activities` of (text, date or address).
    """
    import networkx as nx

    facts = {name: _facts(engine, query) for name, query in _FACTS.items()}
    today = datetime.date.today().isoformat()
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    for unit, label, country, latitude, longitude in _rows(engine, _UNITS, language):
        place = (float(latitude), float(longitude)) if latitude and longitude else None
        graph.add_node(unit, label=label, country=country or "", place=place)
    for iri, one, other, key, kind, since, until in _rows(engine, _PARTNERSHIPS, language):
        graph.add_edge(
            one,
            other,
            key=iri,
            kind=key or "unspecified",
            kind_label=kind or "",
            since=since or "",
            until=until or "",
            status="ended" if until and until <= today[: len(until)] else "active",
            **{name: found.get(iri, []) for name, found in facts.items()},
        )
    return graph


def part_of(
    graph: nx.MultiGraph[str],
    *,
    city: Term | None = None,
    depth: int = 1,
    country: str = "",
    kind: str = "",
) -> nx.MultiGraph[str]:
    """A part of a network: around a city, of a country (its partners included), of one kind."""
    import networkx as nx

    if kind:
        graph = _with_edges(graph, lambda _ends, facts: facts["kind"] == kind)
    if country:
        own = {node for node, facts in graph.nodes(data=True) if facts["country"] == country}
        graph = _with_edges(graph, lambda ends, _facts: bool(own & ends))
    if city:
        node = city[1:-1]
        graph = nx.ego_graph(graph, node, radius=depth) if node in graph else nx.MultiGraph()
    return graph


def layout(graph: nx.MultiGraph[str]) -> dict[str, tuple[float, float]]:
    """A settled place for each node, the same every time (Fruchterman and Reingold 1991)."""
    import igraph

    nodes = sorted(graph)
    number = {node: index for index, node in enumerate(nodes)}
    links = sorted({(number[one], number[other]) for one, other in graph.edges()})
    igraph.set_random_number_generator(random.Random(7))
    places = igraph.Graph(len(nodes), links).layout_fruchterman_reingold(niter=1500)
    return {
        node: (round(60 * x, 1), round(60 * y, 1))
        for node, (x, y) in zip(nodes, places, strict=True)
    }


def _with_edges(
    graph: nx.MultiGraph[str], wanted: Callable[[set[str], dict[str, Any]], bool]
) -> nx.MultiGraph[str]:
    """The part that the wanted edges make up, with the nodes at their ends."""
    part: nx.MultiGraph[str] = graph.__class__()
    for one, other, key, facts in graph.edges(keys=True, data=True):
        if wanted({one, other}, facts):
            part.add_node(one, **graph.nodes[one])
            part.add_node(other, **graph.nodes[other])
            part.add_edge(one, other, key=key, **facts)
    return part


def country_label(engine: Engine, name: str, language: str = "en") -> str:
    """What the network calls a country that is named in any language.

    Raises:
        UnknownName: no country is called so.
    """
    query = f"SELECT ?l {{ {resolve(engine, 'country', name)} rdfs:label ?l "
    rows = _rows(engine, query + 'FILTER(LANG(?l) = "%(lang)s") }', language)
    return rows[0][0] if rows else ""


def _rows(engine: Engine, query: str, language: str = "en") -> list[list[str]]:
    table = engine.select(_PREFIXES + query % {"lang": language})
    return [[value.text if value else "" for value in row] for row in table.rows]


def _facts(engine: Engine, query: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for partnership, text, more in _rows(engine, query.replace("%", "%%")):
        found[partnership].append([text, more])
    return found
