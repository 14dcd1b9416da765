"""The SPARQL query for Wikidata's statements of twinned administrative bodies (P190).

It is plain SPARQL 1.1, without the label service, so that any engine that holds Wikidata answers
it. `result_files` reads the results that a person saves at query.wikidata.org.
"""

from __future__ import annotations

import re

from kembar.errors import InputError, quoted
from kembar.importers.wikidata.statements import LABEL_LANGUAGES, VARIABLES
from kembar.language import _
from kembar.rdf.terms import literal

WIKIDATA_PREFIXES = """\
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

# "No value" is bound to a value: an unbound ?twin would join with every place of the world.
_OF_ITEM = (
    "?item {country}p:P190 ?statement . OPTIONAL {{ ?statement ps:P190 ?value }} "
    "BIND(COALESCE(?value, wdno:P190) AS ?twin)"
)
_OF_TWIN = "?twin wdt:P17 ?state . ?statement ps:P190 ?twin . ?item p:P190 ?statement"
# An end that is "unknown value" has no date, but states that the twinning has ended.
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
    """The query for all statements, for those that involve a country, or for a page of them.

    Statements of deprecated rank are left out. Pages follow the order of the statements' IRIs, so
    that a page stays right while Wikidata changes, unlike with OFFSET.

    Args:
        country: a QID ("Q252") or an ISO 3166-1 alpha-2 code ("ID"); empty for the world.
        after: the IRI of the last statement of the page before.
        limit: the number of statements; None for all.

    Raises:
        InputError: the country is neither a QID nor a code.
    """
    state = _state(country)
    of_item = _OF_ITEM.format(country="wdt:P17 ?state ; " if state else "")
    either = f"{{ {state} {of_item} }}\n    UNION\n    {{ {state} {_OF_TWIN} }}"
    statements = f"    {either if state else of_item}\n"
    rank = "    ?statement wikibase:rank ?rank FILTER(?rank != wikibase:DeprecatedRank)\n"
    later = f"    FILTER(STR(?statement) > {literal(after)})\n" if after else ""
    page = f"ORDER BY STR(?statement) LIMIT {limit}" if limit is not None else ""
    places = "".join(_PLACE.format(side=side) + _labels(side) for side in ("item", "twin"))
    return (
        f"{WIKIDATA_PREFIXES}SELECT {' '.join(f'?{column}' for column in VARIABLES)} WHERE {{\n"
        f"  {{ SELECT DISTINCT ?statement ?rank ?item ?twin WHERE {{\n"
        f"{statements}{rank}{later}  }} {page} }}\n"
        f"{_QUALIFIERS}{places}}} ORDER BY STR(?statement)\n"
    )


def _labels(side: str) -> str:
    return "".join(
        _LABEL.format(side=side, column=f"{side}Label{suffix}", language=language)
        for suffix, language in zip(("", "Id", "Ko"), LABEL_LANGUAGES, strict=True)
    )


def _state(country: str) -> str:
    """The graph pattern that binds ?state to a country."""
    if not country:
        return ""
    if re.fullmatch("Q[1-9][0-9]{0,11}", country):
        return f"VALUES ?state {{ wd:{country} }}"
    if re.fullmatch("[A-Za-z]{2}", country):
        return f'?state wdt:P297 "{country.upper()}" .'
    raise InputError(
        _(
            "{country} is not a country; write its two letters (ID) or its QID (Q252)",
            country=quoted(country),
        )
    )
