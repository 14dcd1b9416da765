"""Export of the partnerships that Wikidata lacks, as commands of its QuickStatements tool.

https://www.wikidata.org/wiki/Help:QuickStatements: one command a line, its parts separated by tabs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress

from kembar.errors import NothingToWrite
from kembar.language import N_, _
from kembar.model.dates import PartialDate
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import local_name

_PARTNERSHIPS = """
PREFIX kb: <https://w3id.org/kembar/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?partnership ?one ?qid ?twin ?since ?until ?address WHERE {
  ?partnership a kb:Partnership ; kb:hasPartner ?one , ?other ;
    kb:inStatus <https://w3id.org/kembar/concept/partnership-status/established> .
  FILTER(?one != ?other)
  ?one skos:exactMatch ?qid . ?other skos:exactMatch ?twin .
  FILTER(STRSTARTS(STR(?qid), "http://www.wikidata.org/entity/Q"))
  FILTER(STRSTARTS(STR(?twin), "http://www.wikidata.org/entity/Q"))
  OPTIONAL { ?partnership kb:partnershipKind/skos:notation ?kind }
  FILTER(!BOUND(?kind) || ?kind IN ("sister-city", "sister-province"))
  OPTIONAL { ?partnership kb:since ?since }
  OPTIONAL { ?partnership kb:until ?until }
  OPTIONAL { ?partnership kb:toldBy/kb:webAddress ?address }
}
"""
_WIKIDATA_CLAIMS = """
PREFIX kb: <https://w3id.org/kembar/>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT DISTINCT ?partnership ?side WHERE {
  ?graph prov:hadPrimarySource/kb:publisher "Wikidata" .
  GRAPH ?graph {
    ?partnership a kb:Partnership ; kb:hasPartner ?partner .
    OPTIONAL { ?partnership kb:claimedBy ?claimant }
  }
  # A source without claimants, such as an undirected network, counts as a claim of both sides.
  BIND(COALESCE(?claimant, ?partner) AS ?side)
}
"""
_NOTHING = N_(
    "quickstatements has nothing to write: Wikidata lacks no partnership of two cities whose "
    "Wikidata items the graph names; add them with kembar edit CITY --set wikidata=Q..."
)
_PRECISION = {"gYear": 9, "gYearMonth": 10, "date": 11}
"""wikibase:timePrecision by the datatype of a date."""


def as_quickstatements(engine: Engine) -> str:
    """A P190 statement for each side of a partnership that no import from Wikidata states.

    Dates on which sources differ are left out, and so are partnerships that are only prospective or
    friendships. The web address of a source is the reference (S854).

    Raises:
        NothingToWrite: no partnership joins two items of Wikidata which lack it.
    """
    claims = {(str(p), str(side)) for p, side in engine.select(_WIKIDATA_CLAIMS).rows}
    statements: defaultdict[tuple[str, str], dict[str, set[str]]] = defaultdict(
        lambda: defaultdict(set)
    )
    for partnership, one, qid, twin, since, until, address in engine.select(_PARTNERSHIPS).rows:
        if (str(partnership), str(one)) in claims:
            continue
        facts = statements[local_name(str(qid)), local_name(str(twin))]
        for name, value in (("P580", since), ("P582", until), ("S854", address)):
            if value is not None:
                facts[name].add(value.text)
    if not statements:
        raise NothingToWrite(_(_NOTHING))
    return "".join(
        "\t".join([item, "P190", twin, *_qualifiers(statements[item, twin])]) + "\n"
        for item, twin in sorted(statements)
    )


def _qualifiers(facts: Mapping[str, set[str]]) -> Iterator[str]:
    for name in ("P580", "P582"):
        if len(facts.get(name, ())) == 1:
            with suppress(ValueError):  # a file may state any text
                date = PartialDate(next(iter(facts[name])))
                # Wikidata has no form for what is less certain.
                if date.is_certain:
                    yield from (name, _time(date))
    if facts.get("S854"):
        yield from ("S854", '"' + min(facts["S854"]).replace('"', "%22") + '"')


def _time(date: PartialDate) -> str:
    """A date in Wikidata's syntax: unknown parts are zero, the precision follows."""
    full = (date.text + "-00-00")[:10]
    return f"+{full}T00:00:00Z/{_PRECISION[date.datatype]}"
