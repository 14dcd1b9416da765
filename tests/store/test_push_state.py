"""The ledger of a service is read from the service; a fingerprint follows a change."""

from __future__ import annotations

from kembar.rdf.terms import Triple, iri, literal, parse_term
from kembar.store.push_state import (
    EMPTY_FINGERPRINT,
    UNFINISHED_MARK,
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


def test_a_fingerprint_ignores_order_and_no_triple() -> None:
    assert fingerprint([ONE, TWO]) == fingerprint([TWO, ONE])
    assert len({fingerprint(t) for t in ([], [ONE], [TWO], [ONE, TWO])}) == 4


def test_a_fingerprint_is_updated_by_the_change_alone() -> None:
    both = format_fingerprint(fingerprint([ONE, TWO]))
    assert updated_fingerprint(both, removed=[ONE], added=[]) == format_fingerprint(
        fingerprint([TWO])
    )
    assert (
        updated_fingerprint(format_fingerprint(fingerprint([TWO])), removed=[TWO], added=[ONE, TWO])
        == both
    )
    assert updated_fingerprint(both, removed=[ONE, TWO], added=[]) == EMPTY_FINGERPRINT


def test_a_ledger_is_read_as_it_was_written() -> None:
    files = {"data/a b/cities.csv": "1f", "ontology/model.ttl": "2e"}
    triples = [ledger_entry(GRAPH, "ab"), *file_ledger_entries(files)]
    rows = [tuple(map(parse_term, triple)) for triple in triples]
    assert read_ledger(rows) == PushLedger({GRAPH: "ab"}, files)
    rows.append(tuple(map(parse_term, UNFINISHED_MARK)))
    assert read_ledger(rows).unfinished
    assert read_ledger([]) == PushLedger()
