"""The facts of the network: rows of units, partnerships and sources, as plain lists of texts.

Each query selects few columns, and the rows are grouped here: the engine takes longer to group them
than to find them.
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
    "countries in English": """SELECT ?state ?name {
  ?state a kb:Country ; rdfs:label ?name FILTER(LANG(?name) = "en")
}""",
    "places": "SELECT ?unit ?lat ?long { ?unit wgs84:lat ?lat ; wgs84:long ?long }",
    "items": """SELECT ?unit ?same {
  ?unit a kb:TerritorialUnit ; skos:exactMatch ?same FILTER(STRSTARTS(STR(?same), STR(wd:)))
}""",
    "names": """SELECT ?unit ?name {
  ?unit a kb:TerritorialUnit ; rdfs:label|skos:altLabel ?name
}""",
    "own names": """SELECT ?unit ?own ?plain {
  ?unit a kb:TerritorialUnit ; rdfs:label ?own , ?plain
  FILTER("%(lang)s" != "en" && LANG(?own) = "%(lang)s" && LANG(?plain) = "en")
}""",
    "partners": "SELECT ?partnership ?unit { ?partnership kb:hasPartner ?unit }",
    "kinds": """SELECT ?partnership ?kind {
  ?partnership kb:ofKind/skos:notation ?kind FILTER(?kind != "not-told")
}""",
    # The narrowest status has a broader one.
    "present": """SELECT ?partnership ?status {
  ?partnership kb:inStatus ?concept . ?concept skos:broader ?wider ; skos:notation ?status
}""",
    "since": "SELECT ?partnership ?since { ?partnership kb:since ?since }",
    "until": "SELECT ?partnership ?until { ?partnership kb:until ?until }",
    "partnership sources": """SELECT ?partnership ?source {
  ?partnership kb:toldBy ?source . ?partnership a kb:Partnership
}""",
    "source dates": """SELECT ?partnership ?source ?since {
  ?graph prov:hadPrimarySource ?source . GRAPH ?graph { ?partnership kb:since ?since }
}""",
    "sources": """SELECT ?source ?name ?address {
  { SELECT DISTINCT ?source { ?partnership kb:toldBy ?source . ?partnership a kb:Partnership } }
  ?source rdfs:label|skos:prefLabel ?name FILTER(LANG(?name) IN ("", "%(lang)s"))
  OPTIONAL { ?source kb:webAddress ?address }
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

FactRows = list[list[str]]
"""Rows of texts; what is unbound is ""."""

NetworkFacts = Mapping[str, FactRows]
"""The rows of each query, by its name in `_QUERIES`."""


def read_facts(
    engine: Engine, language: str = "en", cache: DiskCache | None = None, digest: str = ""
) -> NetworkFacts:
    """Return the sorted rows of all queries about the network.

    Args:
        engine: the graph.
        language: of the labels.
        cache: of the rows; None for none.
        digest: of all that the graph is made from.
    """

    def rows(query: str) -> FactRows:
        table = engine.select(PREFIXES + query % {"lang": language})
        return sorted(map(row_texts, table.rows))

    def content() -> bytes:
        tables = dict(zip(_QUERIES, engine.map_parallel(rows, _QUERIES.values()), strict=True))
        return json.dumps(tables, ensure_ascii=False).encode()

    key = ("network facts", sorted(_QUERIES.items()), language, digest)
    facts: NetworkFacts = json.loads(get_or_make(cache, content, *key))
    return facts


def group_by_subject(rows: FactRows) -> dict[str, list[str]]:
    """Return the values of the second column by the first, each once, sorted."""
    groups: dict[str, dict[str, None]] = defaultdict(dict)
    for subject, value in rows:
        groups[subject][value] = None
    return {subject: sorted(values) for subject, values in groups.items()}


def first_values(rows: FactRows) -> dict[str, str]:
    """Return the least value of the second column by the first."""
    return {subject: values[0] for subject, values in group_by_subject(rows).items()}


def sources_of(facts: NetworkFacts) -> dict[str, list[list[str]]]:
    """Return the sources of each partnership, by name: [name, address, since when it lasts]."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for source, name, address in facts["sources"]:
        names[source].setdefault(name, address)
    dates: dict[tuple[str, str], set[str]] = defaultdict(set)
    for partnership, source, date in facts["source dates"]:
        dates[partnership, source].add(date)
    sources: dict[str, list[list[str]]] = defaultdict(list)
    for partnership, source in facts["partnership sources"]:
        since = "; ".join(sorted(dates[partnership, source]))
        sources[partnership] += [[name, address, since] for name, address in names[source].items()]
    return {partnership: sorted(entries) for partnership, entries in sources.items()}


def agreements_of(facts: NetworkFacts) -> dict[str, list[list[str]]]:
    """Return the agreements of each partnership, by date: [text, date]."""
    return _with_first_dates(facts["agreements"])


def activities_of(facts: NetworkFacts) -> dict[str, list[list[str]]]:
    """Return the activities of each partnership, by date: [text, date].

    The text ends with the status of an activity that was not carried out.
    """
    suffixes = {
        status: "" if key == "carried-out" else f" ({word})"
        for status, key, word in facts["statuses"]
    }
    # Where sources differ, the activity counts as carried out: "" is the least.
    rows = [row for row in facts["activities"] if row[4] in suffixes]
    suffix_of = first_values([[row[0], suffixes[row[4]]] for row in rows])
    return _with_first_dates(
        [
            [activity, partnership, text + suffix_of[activity], day]
            for activity, partnership, text, day, _ in facts["activities"]
            if activity in suffix_of
        ]
    )


def _with_first_dates(rows: FactRows) -> dict[str, list[list[str]]]:
    """Texts with the first of their dates, by partnership and date."""
    dates: dict[tuple[str, str, str], str] = {}
    for thing, partnership, text, day in rows:
        earlier = dates.get((partnership, thing, text), "")
        dates[partnership, thing, text] = min(filter(None, (earlier, day)), default="")
    entries: dict[str, list[list[str]]] = defaultdict(list)
    for (partnership, _, text), day in dates.items():
        entries[partnership].append([text, day])
    return {
        partnership: sorted(pairs, key=lambda pair: (pair[1], pair[0]))
        for partnership, pairs in entries.items()
    }
