"""What a service was sent is read from the service; a fingerprint follows a change."""

from __future__ import annotations

from kembar.rdf.terms import Triple, iri, literal, parse_term
from kembar.store.push_state import (
    EMPTY_FINGERPRINT,
    UNFINISHED,
    PushLedger,
    file_ledger_entries,
    fingerprint,
    format_fingerprint,
    ledger_entry,
    read_ledger,
    updated_fingerprint,
)

GRAPH = iri("https://w3id.org/kembar/graph/data/x/cities.csv")
ONE: Triple = (iri("urn:s"), iri("urn:p"), literal("one"))
TWO: Triple = (iri("urn:s"), iri("urn:p"), literal("two"))


def test_a_fingerprint_knows_no_order_but_every_statement() -> None:
    assert fingerprint([ONE, TWO]) == fingerprint([TWO, ONE])
    assert len({fingerprint(t) for t in ([], [ONE], [TWO], [ONE, TWO])}) == 4


def test_a_fingerprint_follows_a_change_without_the_rest() -> None:
    both = format_fingerprint(fingerprint([ONE, TWO]))
    assert updated_fingerprint(both, gone=[ONE], new=[]) == format_fingerprint(fingerprint([TWO]))
    assert (
        updated_fingerprint(format_fingerprint(fingerprint([TWO])), gone=[TWO], new=[ONE, TWO])
        == both
    )
    assert updated_fingerprint(both, gone=[ONE, TWO], new=[]) == EMPTY_FINGERPRINT


def test_books_are_read_as_they_were_written() -> None:
    files = {"data/a b/cities.csv": "1f", "ontology/model.ttl": "2e"}
    triples = [ledger_entry(GRAPH, "ab"), *file_ledger_entries(files)]
    rows = [tuple(map(parse_term, triple)) for triple in triples]
    assert read_ledger(rows) == PushLedger({GRAPH: "ab"}, files)
    rows.append(tuple(map(parse_term, UNFINISHED)))
    assert read_ledger(rows).unfinished
    assert read_ledger([]) == PushLedger()
