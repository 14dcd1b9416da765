"""What a network is drawn from: few facts of each unit, partnership and source, as plain lists.

Each is asked by itself, and what several sources say is put together here: for the engine to group
rows takes longer than to find them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping

from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES
from kembar.rdf.terms import row_texts
from kembar.workspace.cache import DiskCache, get_or_make

_QUERIES = {
    "units": """SELECT ?unit ?name ?state {
  ?unit a kb:TerritorialUnit ; skos:prefLabel ?name ; kb:country ?state
}""",
    "countries": """SELECT ?state ?name {
  ?state a kb:Country ; rdfs:label ?name FILTER(LANG(?name) = "%(lang)s")
}""",
    "places": "SELECT ?unit ?lat ?long { ?unit wgs84:lat ?lat ; wgs84:long ?long }",
    "items": """SELECT ?unit ?same {
  ?unit a kb:TerritorialUnit ; skos:exactMatch ?same FILTER(STRSTARTS(STR(?same), STR(wd:)))
}""",
    "names": """SELECT ?unit ?name {
  ?unit a kb:TerritorialUnit ; rdfs:label|skos:altLabel ?name
}""",
    "partners": "SELECT ?partnership ?unit { ?partnership kb:hasPartner ?unit }",
    "kinds": "SELECT ?partnership ?kind { ?partnership kb:partnershipKind/skos:notation ?kind }",
    "since": "SELECT ?partnership ?begun { ?partnership kb:since ?begun }",
    "until": "SELECT ?partnership ?ended { ?partnership kb:until ?ended }",
    "tellers": """SELECT ?partnership ?teller {
  ?partnership kb:toldBy ?teller . ?partnership a kb:Partnership
}""",
    "tellers' since": """SELECT ?partnership ?teller ?begun {
  ?said prov:hadPrimarySource ?teller . GRAPH ?said { ?partnership kb:since ?begun }
}""",
    "sources": """SELECT ?teller ?name ?address {
  { SELECT DISTINCT ?teller { ?partnership kb:toldBy ?teller . ?partnership a kb:Partnership } }
  ?teller rdfs:label|skos:prefLabel ?name FILTER(LANG(?name) IN ("", "%(lang)s"))
  OPTIONAL { ?teller kb:webAddress ?address }
}""",
    "agreements": """SELECT ?it ?partnership ?text ?day {
  ?it a kb:Agreement ; kb:underPartnership ?partnership ; skos:prefLabel ?text
  OPTIONAL { ?it kb:signedOn ?day }
}""",
    "activities": """SELECT ?it ?partnership ?text ?day ?status {
  ?it a kb:Activity ; kb:underPartnership ?partnership ; skos:prefLabel ?text ;
    kb:activityStatus ?status
  OPTIONAL { ?it kb:startDate ?day }
}""",
    "statuses": """SELECT ?status ?key ?word {
  ?status skos:inScheme <https://w3id.org/kembar/concept/activity-status> ;
    skos:notation ?key ; skos:prefLabel ?word FILTER(LANG(?word) = "%(lang)s")
}""",
    "kind words": """SELECT ?kind ?name {
  ?concept skos:inScheme <https://w3id.org/kembar/concept/partnership-kind> ;
    skos:notation ?kind ; skos:prefLabel ?name FILTER(LANG(?name) = "%(lang)s")
}""",
}

Rows = list[list[str]]
"""Rows of texts; what is not known is ""."""

NetworkFacts = Mapping[str, Rows]
"""The rows of each query, by its name."""


def read_facts(
    engine: Engine, language: str = "en", cache: DiskCache | None = None, digest: str = ""
) -> NetworkFacts:
    """What the graph says of its network.

    Args:
        engine: the graph.
        language: of the words, "en" or "id".
        cache: where they are kept, if anywhere.
        digest: of all that the graph is made from.
    """

    def rows(query: str) -> Rows:
        table = engine.select(PREFIXES + query % {"lang": language})
        return sorted(map(row_texts, table.rows))

    def made() -> bytes:
        found = dict(zip(_QUERIES, engine.map_parallel(rows, _QUERIES.values()), strict=True))
        return json.dumps(found, ensure_ascii=False).encode()

    told: NetworkFacts = json.loads(
        get_or_make(cache, made, "network facts", sorted(_QUERIES.items()), language, digest)
    )
    return told


def several(rows: Rows) -> dict[str, list[str]]:
    """The second column of rows by the first, each value once, sorted."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for subject, value in rows:
        found[subject][value] = None
    return {subject: sorted(values) for subject, values in found.items()}


def first(rows: Rows) -> dict[str, str]:
    """The second column of rows by the first; of several values the first."""
    return {subject: values[0] for subject, values in several(rows).items()}


def sources_of(facts: NetworkFacts) -> dict[str, list[list[str]]]:
    """By partnership who tells of it, by name: [name, address, since when they say it lasts]."""
    named: dict[str, dict[str, str]] = defaultdict(dict)
    for teller, name, address in facts["sources"]:
        named[teller].setdefault(name, address)
    begun: dict[tuple[str, str], set[str]] = defaultdict(set)
    for partnership, teller, date in facts["tellers' since"]:
        begun[partnership, teller].add(date)
    found: dict[str, list[list[str]]] = defaultdict(list)
    for partnership, teller in facts["tellers"]:
        since = "; ".join(sorted(begun[partnership, teller]))
        found[partnership] += [[name, at, since] for name, at in named[teller].items()]
    return {partnership: sorted(told) for partnership, told in found.items()}


def agreements_of(facts: NetworkFacts) -> dict[str, list[list[str]]]:
    """By partnership what was signed under it, by date: [text, date]."""
    return _dated(facts["agreements"])


def activities_of(facts: NetworkFacts) -> dict[str, list[list[str]]]:
    """By partnership what was done under it, by date: [text, date]; what was not done says so."""
    words = {
        status: "" if key == "carried-out" else f" ({word})"
        for status, key, word in facts["statuses"]
    }
    # Where sources differ on whether it was done, it was.
    how = first([[row[0], words[row[4]]] for row in facts["activities"] if row[4] in words])
    return _dated(
        [
            [it, partnership, text + how[it], day]
            for it, partnership, text, day, _ in facts["activities"]
            if it in how
        ]
    )


def _dated(rows: Rows) -> dict[str, list[list[str]]]:
    """Texts with the first of their dates, by partnership and date."""
    dates: dict[tuple[str, str, str], str] = {}
    for it, partnership, text, day in rows:
        known = dates.get((partnership, it, text), "")
        dates[partnership, it, text] = min(filter(None, (known, day)), default="")
    found: dict[str, list[list[str]]] = defaultdict(list)
    for (partnership, _, text), day in dates.items():
        found[partnership].append([text, day])
    return {
        partnership: sorted(told, key=lambda one: (one[1], one[0]))
        for partnership, told in found.items()
    }
