"""Texts of queries by others: SERVICE is found wherever an engine would, depth and length end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kembar.errors import KembarError
from kembar.rdf.sparql_text import (
    MAX_DEPTH,
    MAX_LENGTH,
    check_query,
    with_prefixes,
    without_prefixes,
)
from kembar.shipped_folder import SHIPPED

SERVICE = "SERVICE <URL> {}"
SENDING = [
    f"SELECT * {{ {SERVICE} }}",
    "SELECT * { service <URL> {} }",
    "SELECT * { ?s ?p ?o SERVICE SILENT <URL> {} }",
    "SELECT * { ?s ?p ?x FILTER(?x<1)SERVICE#>\n<URL> {} }",
    "SELECT * { ?s ?p ?x FILTER(?x<'a>') SERVICE <URL> {} BIND('b' AS ?z) }",
    "SELECT * { ?s ?p 3SERVICE <URL> {} }",
    "SELECT * { ?s ?p 1.e5SERVICE <URL> {} }",
    "SELECT * { ?s ?p trueSERVICE <URL> {} }",
    "PREFIX ex: <URL> SELECT * { SERVICEex:foo {} }",
    "PREFIX : <URL> SELECT * { SERVICE:foo {} }",
    "PREFIX ex: <URL> SELECT * { ?s ?p ex:.SERVICE <URL> {} }",
    "SELECT * { ?s ?p <a:b'd> SERVICE <URL> {} #'\n }",
    "SELECT * { ?s ?p <a:b\\u0041c'd> SERVICE <URL> {} #'\n }",
    "SELECT * { VALUES ?x {'''a'} SERVICE <URL> {} }",
    "PREFIX e: <a:> SELECT * { VALUES ?v {'''a'} ?s ?p e:\\#a SERVICE <URL> {} VALUES ?v {'''a'} }",
    "PREFIX e: <a:> SELECT * { ?s ?p e:a\\' SERVICE <URL> {} ?s ?p e:a\\' }",
    "SELECT * { #c\rSERVICE <URL> {} }",
    "SELECT * { LATERAL { SERVICE <URL> {} } }",
    "ASK { FILTER EXISTS { SERVICE <URL> {} } }",
]
HIDDEN = [
    '#+ title: public service\nSELECT * { ?s ?p "a SERVICE" }',
    "SELECT ?service { ?service ex:service $SERVICE ; ex:my-service ex:o }",
    "SELECT * { <http://a.org/service#x> ?p ?o # SERVICE\n }",
    'SELECT * { ?s ?p ?a FILTER(?a < 3 && ?b > "service") }',
    "SELECT * { ?s <http://w3.org/rdf-schema#label> 'public service'@en FILTER(?x<'a>') }",
    'SELECT * { ?s ?p """ it\'s a "service" """ }',
    "SELECT * { <http://x/(service)> <http://x/o'service> \"it's service\" }",
    'SELECT * { ?s ?p "SERVICE"@en-service, _:service }',
    'SELECT * { ?s ?p "\\u0053ERVICE" }',
]
PIECES = [
    *("'", '"', "'''", '"""', "\\'", '\\"', "\\", "#", "\n", "\r", " ", "<", ">", "<a:b>", "<a:'>"),
    *("<a:#>", "<'>", "(", ")", "{", "}", ".", ";", ",", "?s", "?p", "?o", "?x<", "1", "1.", "e:"),
    *("e:a", "e:\\'", ":", "a", "true", "'a'", "'a>'", '"b"', "@en", "_:b", "FILTER(", "BIND("),
    *(" AS ?z)", "VALUES ?v {", "?s ?p ", "?s ?p ?o", "OPTIONAL{", "EXISTS{", "\\u0041", "\\u0027"),
    *("FILTER(?x<", "FILTER(?x < ", "||", "/", "^", "!", "<<", ">>", "[", "]", "UNION", "//", "-"),
]
CLAUSES = [
    *(
        "?s ?p ?o .",
        "?s ?p 'a' .",
        "?s ?p <a:b'c> .",
        "?s ?p <a:#c> .",
        "?s a<a:'> .",
        "#'\n",
        "#>\n",
    ),
    *("FILTER(?x<'a>')", "FILTER(?x<1)", "FILTER(?x<'#>')", "BIND('#' AS ?z)", "BIND('>' AS ?y)"),
    *("VALUES ?v {'''a'}", "VALUES ?w {'''a'''}", '?s ?p """\n"b""" .', "?s ?p e:a\\' .", "# <\n"),
    *(
        "?s ?p e:\\#a .",
        "FILTER(?x<e:b)",
        "FILTER(?x<?y&&?y>'<')",
        "?s ?p 1.",
        "?s ?p <\\u0041'> .",
    ),
]


class Listener:
    """A server that counts the requests it gets."""

    def __init__(self) -> None:
        self.requests = 0
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                listener.requests += 1
                self.send_error(500)

            do_GET = do_POST  # noqa: N815 - the name of http.server

            def log_message(self, *_: object) -> None:
                """Print nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


STORE = ox.Store()
STORE.add(ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.Literal(0)))


def sends(query: str, listener: Listener) -> bool:
    """Return whether Oxigraph sends a request for a query."""
    before = listener.requests
    try:
        result = STORE.query(query.replace("URL", listener.address))
        if not isinstance(result, ox.QueryBoolean):
            list(result)
    except (SyntaxError, ValueError, RuntimeError, OSError):
        pass
    return listener.requests > before


def is_refused(query: str) -> bool:
    try:
        check_query(query)
    except KembarError:
        return True
    return False


@pytest.mark.integration
@pytest.mark.parametrize("query", SENDING)
def test_a_query_that_sends_a_request_is_refused(query: str, listener: Listener) -> None:
    assert sends(query, listener)
    with pytest.raises(KembarError, match=r"^SERVICE at \d+:\d+ would ask another server"):
        check_query(query)
    check_query(query, allow_service=True)


@pytest.mark.parametrize("query", HIDDEN)
def test_the_word_is_allowed_where_it_is_no_keyword(query: str) -> None:
    check_query(query)


@pytest.mark.integration
def test_no_dataset_or_description_is_fetched(listener: Listener) -> None:
    assert not sends("SELECT * FROM <URL> { ?s ?p ?o }", listener)
    assert not sends("SELECT * FROM NAMED <URL> { GRAPH <URL> { ?s ?p ?o } }", listener)
    assert not sends("DESCRIBE <URL>", listener)
    assert not sends("LOAD <URL>", listener)


def queries(parts: list[str], glue: str) -> st.SearchStrategy[str]:
    """Texts of parts, with SERVICE somewhere among them."""
    sides = st.lists(st.sampled_from(parts), max_size=7).map(glue.join)
    forms = st.sampled_from([SERVICE, SERVICE, "\\u0053ERVICE <URL> {}", "SERVICE#'>\n<URL> {}"])
    return st.builds("PREFIX e:<a:>SELECT*{{{}{}{}{}{}}}".format, sides, _gap, forms, _gap, sides)


_gap = st.sampled_from(["", " ", "\n"])


@pytest.mark.integration
@settings(
    max_examples=1500,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(query=st.one_of(queries(PIECES, ""), queries(CLAUSES, " "), queries(CLAUSES, "")))
@example(query=SENDING[0])
def test_no_accepted_text_sends_a_request(query: str, listener: Listener) -> None:
    assert is_refused(query) or not sends(query, listener)


def test_shipped_questions_and_rules_are_accepted() -> None:
    files = [*SHIPPED.glob("queries/*.rq"), *SHIPPED.glob("ontology/rules/*.rq")]
    assert files
    for file in files:
        check_query(file.read_text("utf-8"))


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("ASK " + "{" * 200 + "}" * 200, f"1:{5 + MAX_DEPTH}"),
        ("ASK {\nBIND(" + "(" * 200 + "1" + ")" * 200 + " AS ?x)}", f"2:{4 + MAX_DEPTH}"),
        ("ASK { FILTER(" + "!" * 200 + "1) }", "1:14"),
        ("ASK { ?s ?p " + "[ <a:b> " * 200 + "]" * 200 + "}", "1:805"),
    ],
)
def test_deep_nesting_is_refused_with_its_place(query: str, place: str) -> None:
    with pytest.raises(KembarError, match=rf"^the query is nested .* deep at {place}; simplify"):
        check_query(query)


def test_many_brackets_beside_one_another_are_accepted() -> None:
    check_query("ASK {" + "{ ?s ?p '(((' }" * 500 + "}")


def test_a_long_text_is_refused() -> None:
    with pytest.raises(KembarError, match=r"has 1,000,001 characters, more than 1,000,000"):
        check_query(" " * (MAX_LENGTH + 1))


KB = {"kb": "urn:kb:", "id": "urn:id:"}


@pytest.mark.parametrize(
    ("query", "declared"),
    [
        ("SELECT * { ?s a kb:City }", ["kb"]),
        ("ASK { id:a kb:b kb:c }", ["kb", "id"]),
        ("ASK {}", []),
        ("PREFIX kb: <urn:x> ASK { kb:a ?p ?o }", []),
        ("BASE <urn:b>\nprefix kb:<urn:x>\nASK { kb:a id:p ?o }", ["id"]),
        ("# PREFIX kb: <urn:x>\nASK { kb:a ?p ?o }", ["kb"]),
        ("PREFIX # kb\nkb: <urn:x> ASK { kb:a ?p ?o }", []),
        ("PREFIX akb: <urn:x> ASK { akb:a ?p ?o }", []),
    ],
)
def test_prefixes_that_are_used_are_declared(query: str, declared: list[str]) -> None:
    text = with_prefixes(query, KB)
    own = "".join(f"PREFIX {name}: <urn:{name}:> " for name in declared)
    assert text == (f"{own}# prefixes of the graph\n{query}" if declared else query)
    assert without_prefixes(text) == query
    ox.Store().query(text)


def test_places_are_those_of_the_own_text() -> None:
    for query in ("SELECT * { kb:a ?p\n SERVICE <urn:x> {} }", f"ASK {{ kb:a\n{'(' * 101}"):
        with pytest.raises(KembarError, match=r" at 2:"):
            check_query(with_prefixes(query, KB))
