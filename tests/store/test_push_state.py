"""What a service was sent is read from the service; a fingerprint follows a change."""

from __future__ import annotations

from kembar.rdf.terms import Triple, iri, plain, text
from kembar.store.push_state import (
    NOTHING,
    UNFINISHED,
    Books,
    changed,
    entry,
    file_entries,
    fingerprint,
    read_books,
    written,
)

GRAPH = iri("https://w3id.org/kembar/graph/data/x/cities.csv")
ONE: Triple = (iri("urn:s"), iri("urn:p"), text("one"))
TWO: Triple = (iri("urn:s"), iri("urn:p"), text("two"))


def test_a_fingerprint_knows_no_order_but_every_statement() -> None:
    assert fingerprint([ONE, TWO]) == fingerprint([TWO, ONE])
    assert len({fingerprint(t) for t in ([], [ONE], [TWO], [ONE, TWO])}) == 4


def test_a_fingerprint_follows_a_change_without_the_rest() -> None:
    both = written(fingerprint([ONE, TWO]))
    assert changed(both, gone=[ONE], new=[]) == written(fingerprint([TWO]))
    assert changed(written(fingerprint([TWO])), gone=[TWO], new=[ONE, TWO]) == both
    assert changed(both, gone=[ONE, TWO], new=[]) == NOTHING


def test_books_are_read_as_they_were_written() -> None:
    files = {"data/a b/cities.csv": "1f", "ontology/model.ttl": "2e"}
    triples = [entry(GRAPH, "ab"), *file_entries(files)]
    rows = [tuple(map(plain, triple)) for triple in triples]
    assert read_books(rows) == Books({GRAPH: "ab"}, files)
    rows.append(tuple(map(plain, UNFINISHED)))
    assert read_books(rows).unfinished
    assert read_books([]) == Books()
