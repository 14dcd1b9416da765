"""The graph as a network of networkx: units are nodes, partnerships are edges, with their facts."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kembar.engine import Engine
from kembar.questions import listed
from kembar.terms import Term, texts
from kembar.vocabulary import PREFIXES

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

_UNITS = """
SELECT ?unit (MIN(STR(?name)) AS ?label) (MIN(STR(?countryName)) AS ?country)
  (MIN(STR(?state)) AS ?countryId) (MIN(?lat) AS ?latitude) (MIN(?long) AS ?longitude)
  (MIN(STR(?same)) AS ?wikidata)
WHERE {
  ?unit a kb:TerritorialUnit ; skos:prefLabel ?name ; kb:country ?state .
  OPTIONAL { ?state rdfs:label ?countryName FILTER(LANG(?countryName) = "%(lang)s") }
  OPTIONAL { ?unit wgs84:lat ?lat ; wgs84:long ?long }
  OPTIONAL { ?unit skos:exactMatch ?same FILTER(STRSTARTS(STR(?same), STR(wd:))) }
} GROUP BY ?unit
"""
_NAMES = """
SELECT DISTINCT ?unit (STR(?name) AS ?text) WHERE {
  ?unit a kb:TerritorialUnit ; rdfs:label|skos:altLabel ?name
} ORDER BY ?text
"""
_PARTNERSHIPS = """
SELECT ?partnership ?one ?other
  (GROUP_CONCAT(DISTINCT ?kindKey; SEPARATOR="; ") AS ?kinds)
  (GROUP_CONCAT(DISTINCT STR(?begun); SEPARATOR="; ") AS ?since)
  (GROUP_CONCAT(DISTINCT STR(?ended); SEPARATOR="; ") AS ?until)
WHERE {
  ?partnership kb:hasPartner ?one , ?other .
  FILTER(STR(?one) < STR(?other))
  OPTIONAL { ?partnership kb:partnershipKind/skos:notation ?kindKey }
  OPTIONAL { ?partnership kb:since ?begun }
  OPTIONAL { ?partnership kb:until ?ended }
} GROUP BY ?partnership ?one ?other
"""
_KINDS = """
SELECT ?notation ?name WHERE {
  ?kind skos:inScheme <https://w3id.org/kembar/concept/partnership-kind> ;
    skos:notation ?notation ; skos:prefLabel ?name FILTER(LANG(?name) = "%(lang)s")
}
"""
_FACTS = {
    "sources": """
SELECT ?partnership (STR(?name) AS ?text) (MIN(STR(?web)) AS ?address)
  (GROUP_CONCAT(DISTINCT STR(?begun); SEPARATOR="; ") AS ?since)
WHERE {
  ?partnership a kb:Partnership ; kb:toldBy ?teller . ?teller rdfs:label|skos:prefLabel ?name .
  FILTER(LANG(?name) IN ("", "%(lang)s"))
  OPTIONAL { ?teller kb:webAddress ?web }
  OPTIONAL { ?said prov:hadPrimarySource ?teller . GRAPH ?said { ?partnership kb:since ?begun } }
} GROUP BY ?partnership ?teller ?name ORDER BY ?text
""",
    "agreements": """
SELECT ?partnership ?text (MIN(STR(?day)) AS ?date) WHERE {
  ?it a kb:Agreement ; kb:underPartnership ?partnership ; skos:prefLabel ?text .
  OPTIONAL { ?it kb:signedOn ?day }
} GROUP BY ?partnership ?it ?text ORDER BY ?date ?text
""",
    "activities": """
SELECT ?partnership
  (CONCAT(STR(?name), MIN(?more)) AS ?text)
  (MIN(STR(?day)) AS ?date)
WHERE {
  ?it a kb:Activity ; kb:underPartnership ?partnership ; skos:prefLabel ?name ;
    kb:activityStatus ?status .
  ?status skos:notation ?state ; skos:prefLabel ?word FILTER(LANG(?word) = "%(lang)s")
  BIND(IF(?state = "carried-out", "", CONCAT(" (", STR(?word), ")")) AS ?more)
  OPTIONAL { ?it kb:startDate ?day }
} GROUP BY ?partnership ?it ?name ORDER BY ?date ?text
""",
}


def network(engine: Engine, language: str = "en") -> nx.MultiGraph[str]:
    """The whole network.

    Nodes are IRIs with `label`, `names` (in all languages), `country`, `country_id`, `place`
    (latitude and longitude, or None) and `wikidata` (a QID, or empty). An edge joins each two
    partners of a partnership, keyed by the partnership's IRI, with `kinds` (notations), `since` and
    `until` (dates), each more than one where sources differ, `status` ("ended" or "active"), and
    the lists `sources` of [text, address, date of the beginning], `agreements` and `activities` of
    [text, date]. The graph's own `kinds` are the labels of all kinds by notation.
    """
    import networkx as nx

    facts = {name: _lists(engine, query, language) for name, query in _FACTS.items()}
    names = _lists(engine, _NAMES, language)
    today = datetime.date.today().isoformat()
    graph: nx.MultiGraph[str] = nx.MultiGraph(kinds=dict(_rows(engine, _KINDS, language)))
    for unit, label, country, state, latitude, longitude, item in _rows(engine, _UNITS, language):
        graph.add_node(
            unit,
            label=label,
            names=[name for (name,) in names.get(unit, [])],
            country=country,
            country_id=state,
            place=(float(latitude), float(longitude)) if latitude and longitude else None,
            wikidata=item.rpartition("/")[2],
        )
    for partnership, one, other, kinds, begun, ended in _rows(engine, _PARTNERSHIPS, language):
        for end in (one, other):
            if end not in graph:
                # A partner that nobody describes: `kembar check` tells of it, its key stands here.
                graph.add_node(end, label=end.rpartition("/")[2], **_UNDESCRIBED)
        since, until = _parts(begun), _parts(ended)
        graph.add_edge(
            one,
            other,
            key=partnership,
            kinds=sorted(_parts(kinds), key=PROSPECTIVE.__eq__),
            since=since,
            until=until,
            status="ended" if until and until[0] <= today[: len(until[0])] else "active",
            **{name: found.get(partnership, []) for name, found in facts.items()},
        )
    return graph


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


def _parts(joined: str) -> list[str]:
    return sorted(listed(joined))


def _rows(engine: Engine, query: str, language: str) -> list[list[str]]:
    table = engine.select(PREFIXES + query % {"lang": language})
    return [texts(row) for row in table.rows]


def _lists(engine: Engine, query: str, language: str) -> dict[str, list[list[str]]]:
    """Rows by their first column."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    for subject, *more in _rows(engine, query, language):
        found[subject].append(more)
    return found
