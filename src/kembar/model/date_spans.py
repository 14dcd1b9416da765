"""The days that the dates of a graph may be, as triples: what questions compare, join and sort by.

Engines differ in what they make of "1997" as xsd:gYear, and know nothing of EDTF. So each distinct
date literal gets a node of its own, which a question finds by the literal:

    ?agreement kb:validUntil ?until .
    ?span kb:dateText ?until ; kb:latestDay ?last .
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from kembar.model.dates import EDTF, PartialDate
from kembar.rdf.namespaces import BASE, term
from kembar.rdf.terms import XSD, Term, Triple, iri, parse_term, typed_literal

_DATATYPES = (EDTF, f"{XSD}date", f"{XSD}gYearMonth", f"{XSD}gYear")
_ENDINGS = tuple(f"^^<{datatype}>" for datatype in _DATATYPES)
_DATE_TEXT = term("kb:dateText")


def date_span_triples(triples: Iterable[Triple]) -> list[Triple]:
    """Return the triples of the spans of all dates in some triples.

    A span has the literal (kb:dateText), and as xsd:date the first and the last day that it may
    be (kb:earliestDay, kb:latestDay), of which an open side has none; and where all its days lie in
    one year, kb:year. A literal that is no date, which shapes report, has no span.
    """
    dates = {value for _, _, value in triples if value.endswith(_ENDINGS)}
    return [triple for date in sorted(dates) for triple in _span(date)]


@lru_cache(maxsize=65_536)
def _span(literal: Term) -> tuple[Triple, ...]:
    text = parse_term(literal).text
    try:
        date = PartialDate(text)
    except ValueError:
        return ()
    node = iri(f"{BASE}date/{quote(text, '')}")
    triples = [(node, term("rdf:type"), term("kb:DateSpan")), (node, _DATE_TEXT, literal)]
    first, last = date.earliest, date.latest
    if first:
        triples.append((node, term("kb:earliestDay"), typed_literal(first.isoformat(), "date")))
    if last:
        triples.append((node, term("kb:latestDay"), typed_literal(last.isoformat(), "date")))
    if first and last and first.year == last.year:
        triples.append((node, term("kb:year"), typed_literal(f"{first.year:04d}", "gYear")))
    return tuple(triples)
