"""The question put to Wikidata: twinned administrative bodies (P190) with all that is said of them.

Plain SPARQL 1.1, without the label service, so that any engine that holds Wikidata answers it. Run
by a person at query.wikidata.org, its results are read from the file that they save.
"""

from __future__ import annotations

import re

from kembar.errors import InputError
from kembar.importers.wikidata.statements import COLUMNS, LANGUAGES
from kembar.rdf.terms import literal

PREFIXES = """\
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
PREFIX pqv: <http://www.wikidata.org/prop/qualifier/value/>
PREFIX pr: <http://www.wikidata.org/prop/reference/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdno: <http://www.wikidata.org/prop/novalue/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX wikibase: <http://wikiba.se/ontology#>
"""

# "No value" is a value here: a twin left unbound would be joined with every place of the world.
_CARRIED = (
    "?item {country}p:P190 ?statement . OPTIONAL {{ ?statement ps:P190 ?value }} "
    "BIND(COALESCE(?value, wdno:P190) AS ?twin)"
)
_NAMED = "?twin wdt:P17 ?state . ?statement ps:P190 ?twin . ?item p:P190 ?statement"
# An end that is "unknown value" has no date, and yet says that there was an end.
_QUALIFIERS = """\
  OPTIONAL {
    ?statement pqv:P580 [ wikibase:timeValue ?start ; wikibase:timePrecision ?startPrecision ]
  }
  OPTIONAL {
    ?statement pqv:P582 [ wikibase:timeValue ?end ; wikibase:timePrecision ?endPrecision ]
  }
  OPTIONAL {
    ?statement pq:P582 ?ended
    FILTER(isBlank(?ended) || CONTAINS(STR(?ended), "/.well-known/genid/"))
  }
  OPTIONAL {
    ?statement pqv:P585 [ wikibase:timeValue ?point ; wikibase:timePrecision ?pointPrecision ]
  }
  OPTIONAL { ?statement prov:wasDerivedFrom/pr:P854 ?reference }
"""
_PLACE = """\
  OPTIONAL {{
    ?{side} wdt:P17 ?{side}Country .
    OPTIONAL {{ ?{side}Country wdt:P297 ?{side}CountryCode }}
    OPTIONAL {{
      ?{side}Country rdfs:label ?{side}CountryLabel FILTER(LANG(?{side}CountryLabel) = "en")
    }}
  }}
  OPTIONAL {{ ?{side} wdt:P625 ?{side}Coordinates }}
  OPTIONAL {{ ?{side} wdt:P1566 ?{side}Geonames }}
"""
_LABEL = '  OPTIONAL {{ ?{side} rdfs:label ?{column} FILTER(LANG(?{column}) = "{language}") }}\n'


def twinnings_query(country: str = "", *, after: str = "", limit: int | None = None) -> str:
    """The query for all statements, for those that touch a country, or for a page of them.

    Statements of deprecated rank are left out. The pages go by the order of the statements' IRIs,
    so that a page holds what it should even while Wikidata changes, which an OFFSET does not.

    Args:
        country: a QID ("Q252") or an ISO 3166-1 alpha-2 code ("ID"); empty for the world.
        after: the IRI of the last statement of the page before.
        limit: how many statements; all where None.

    Raises:
        InputError: the country is neither.
    """
    state = _state(country)
    carried = _CARRIED.format(country="wdt:P17 ?state ; " if state else "")
    either = f"{{ {state} {carried} }}\n    UNION\n    {{ {state} {_NAMED} }}"
    statements = f"    {either if state else carried}\n"
    rank = "    ?statement wikibase:rank ?rank FILTER(?rank != wikibase:DeprecatedRank)\n"
    later = f"    FILTER(STR(?statement) > {literal(after)})\n" if after else ""
    page = f"ORDER BY STR(?statement) LIMIT {limit}" if limit is not None else ""
    places = "".join(_PLACE.format(side=side) + _labels(side) for side in ("item", "twin"))
    return (
        f"{PREFIXES}SELECT {' '.join(f'?{column}' for column in COLUMNS)} WHERE {{\n"
        f"  {{ SELECT DISTINCT ?statement ?rank ?item ?twin WHERE {{\n"
        f"{statements}{rank}{later}  }} {page} }}\n"
        f"{_QUALIFIERS}{places}}} ORDER BY STR(?statement)\n"
    )


def _labels(side: str) -> str:
    return "".join(
        _LABEL.format(side=side, column=f"{side}Label{suffix}", language=language)
        for suffix, language in zip(("", "Id", "Ko"), LANGUAGES, strict=True)
    )


def _state(country: str) -> str:
    """The pattern that binds ?state to a country."""
    if not country:
        return ""
    if re.fullmatch("Q[1-9][0-9]{0,11}", country):
        return f"VALUES ?state {{ wd:{country} }}"
    if re.fullmatch("[A-Za-z]{2}", country):
        return f'?state wdt:P297 "{country.upper()}" .'
    raise InputError(f"{country!r} is no country; write its two letters (ID) or its QID (Q252)")
