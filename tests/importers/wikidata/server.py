"""Local servers: a SPARQL engine with data in Wikidata's shape, and one that misbehaves."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

from tests.servers import oxigraph_server

PREFIXES = """
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix p: <http://www.wikidata.org/prop/> .
@prefix pq: <http://www.wikidata.org/prop/qualifier/> .
@prefix pqv: <http://www.wikidata.org/prop/qualifier/value/> .
@prefix pr: <http://www.wikidata.org/prop/reference/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdno: <http://www.wikidata.org/prop/novalue/> .
@prefix wdref: <http://www.wikidata.org/reference/> .
@prefix wds: <http://www.wikidata.org/entity/statement/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix wdv: <http://www.wikidata.org/value/> .
@prefix wikibase: <http://wikiba.se/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

PLACES = """
wd:Q252 wdt:P297 "ID" ; rdfs:label "Indonesia"@en .
wd:Q884 wdt:P297 "KR" ; rdfs:label "South Korea"@en .
wd:Q148 wdt:P297 "CN" ; rdfs:label "People's Republic of China"@en .
wd:Q183 wdt:P297 "DE" ; rdfs:label "Germany"@en .
wd:Q16957 wdt:P297 "DD" ; rdfs:label "German Democratic Republic"@en .
wd:Q55 wdt:P297 "NL" ; rdfs:label "Netherlands"@en .
wd:Q29999 rdfs:label "Kingdom of the Netherlands"@en .
wd:Q23681 rdfs:label "Northern Cyprus"@en .
wd:Q159 wdt:P297 "RU" ; rdfs:label "Russia"@en .
wd:Q212 wdt:P297 "UA" ; rdfs:label "Ukraine"@en .

wd:Q10389 rdfs:label "Bandung"@en, "Bandung"@id, "반둥"@ko, "Bandoeng"@nl ; wdt:P17 wd:Q252 ;
  wdt:P625 "Point(107.609444444 -6.912)"^^geo:wktLiteral .
wd:Q8684 rdfs:label "Seoul"@en, "서울특별시"@ko ; wdt:P17 wd:Q884 ; wdt:P1566 "1835848" ;
  wdt:P625 "Point(126.99 37.56)"^^geo:wktLiteral .
wd:Q92387 rdfs:label "Liuzhou"@en ; wdt:P17 wd:Q148 .
wd:Q2079 rdfs:label "Leipzig"@en ; wdt:P17 wd:Q183, wd:Q16957 .
wd:Q2103 rdfs:label "Bochum"@en ; wdt:P17 wd:Q183 .
wd:Q803 rdfs:label "Utrecht"@en ; wdt:P17 wd:Q55, wd:Q29999 .
wd:Q59180 rdfs:label "Kyrenia"@en ; wdt:P17 wd:Q23681 .
wd:Q7525 rdfs:label "Sevastopol"@en ; wdt:P17 wd:Q159, wd:Q212 .
wd:Q99999 wdt:P17 wd:Q252 .
wd:Q5758 rdfs:label "Kota Baru"@id ; wdt:P17 wd:Q252 ;
  wdt:P625 "<http://www.wikidata.org/entity/Q405> Point(1.5 2.5)"^^geo:wktLiteral .
"""

STATEMENTS = """
# Both cities tell of Bandung and Seoul: one with a day and a reference, one with a year.
wd:Q10389 p:P190 wds:q10389-A1 ; wdt:P190 wd:Q8684, wd:Q92387, wd:Q803, wd:Q99999 .
wds:q10389-A1 ps:P190 wd:Q8684 ; wikibase:rank wikibase:NormalRank ;
  pq:P580 "2016-11-21T00:00:00Z"^^xsd:dateTime ; pqv:P580 wdv:d2016 ;
  prov:wasDerivedFrom wdref:r1, wdref:r2 .
wdv:d2016 wikibase:timeValue "2016-11-21T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision 11 .
wdref:r1 pr:P854 <https://example.org/seoul-bandung> .
wdref:r2 pr:P854 <https://example.org/another> .
wd:Q8684 p:P190 wds:Q8684-B1 ; wdt:P190 wd:Q10389 .
wds:Q8684-B1 ps:P190 wd:Q10389 ; wikibase:rank wikibase:NormalRank ; pqv:P580 wdv:y1997 .
wdv:y1997 wikibase:timeValue "1997-01-01T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision 9 .

# A month, two beginnings, an end.
wd:Q10389 p:P190 wds:Q10389-A2 .
wds:Q10389-A2 ps:P190 wd:Q92387 ; wikibase:rank wikibase:PreferredRank ;
  pqv:P580 wdv:m2000, wdv:y1998 ; pqv:P582 wdv:y2010 .
wdv:m2000 wikibase:timeValue "2000-07-01T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision 10 .
wdv:y1998 wikibase:timeValue "1998-01-01T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision 9 .
wdv:y2010 wikibase:timeValue "2010-01-01T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision 9 .

# Withdrawn by Wikidata's editors.
wd:Q10389 p:P190 wds:Q10389-A3 .
wds:Q10389-A3 ps:P190 wd:Q2103 ; wikibase:rank wikibase:DeprecatedRank .

# Only a point in time; a decade; an end that is an unknown value; a reference that is no address.
wd:Q10389 p:P190 wds:Q10389-A4 .
wds:Q10389-A4 ps:P190 wd:Q803 ; wikibase:rank wikibase:NormalRank ; pqv:P585 wdv:d1999 ;
  pq:P582 <http://www.wikidata.org/.well-known/genid/4711> .
wdv:d1999 wikibase:timeValue "1999-01-01T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision 11 .
wd:Q2079 p:P190 wds:Q2079-C1 ; wdt:P190 wd:Q59180 .
wds:Q2079-C1 ps:P190 wd:Q59180 ; wikibase:rank wikibase:NormalRank ; pqv:P580 wdv:c1960 ;
  prov:wasDerivedFrom wdref:r3 .
wdv:c1960 wikibase:timeValue "1960-01-01T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision 8 .
wdref:r3 pr:P854 <mailto:mayor@example.org> .

# An unknown value in both forms, no value, a city with itself, a place without a label.
wd:Q803 p:P190 wds:Q803-D1, wds:Q803-D2, wds:Q803-D3, wds:Q803-D4 ;
  wdt:P190 <http://www.wikidata.org/.well-known/genid/12>, _:unknown, wd:Q803 ; a wdno:P190 .
wds:Q803-D1 ps:P190 <http://www.wikidata.org/.well-known/genid/12> ; wikibase:rank wikibase:NormalRank .
wds:Q803-D2 ps:P190 _:unknown ; wikibase:rank wikibase:NormalRank .
wds:Q803-D3 a wdno:P190 ; wikibase:rank wikibase:NormalRank .
wds:Q803-D4 ps:P190 wd:Q803 ; wikibase:rank wikibase:NormalRank .
wd:Q10389 p:P190 wds:Q10389-A5 .
wds:Q10389-A5 ps:P190 wd:Q99999 ; wikibase:rank wikibase:NormalRank .
wd:Q7525 p:P190 wds:Q7525-E1 ; wdt:P190 wd:Q5758 .
wds:Q7525-E1 ps:P190 wd:Q5758 ; wikibase:rank wikibase:NormalRank .
"""


@contextmanager
def sparql_service(folder: Path) -> Iterator[str]:
    """The address of an Oxigraph server that holds the triples above, while it runs."""
    data = folder / "wikidata.ttl"
    data.write_text(PREFIXES + PLACES + STATEMENTS, "utf-8")
    with oxigraph_server(folder, data) as address:
        yield address


@dataclass(frozen=True)
class Response:
    """A response of the misbehaving server; `length` may exceed that of the body."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    delay: float = 0


@dataclass(frozen=True)
class Request:
    """A request that the server received."""

    query: str
    headers: dict[str, str]


@contextmanager
def misbehaving_service(*replies: Response) -> Iterator[tuple[str, list[Request]]]:
    """The address of a server that sends these replies in turn, the last for ever; its requests."""
    requests: list[Request] = []
    stopped = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            requests.append(Request(parse_qs(body)["query"][0], dict(self.headers)))
            reply = replies[min(len(requests), len(replies)) - 1]
            stopped.wait(reply.delay)
            try:
                self.send_response(reply.status)
                length = len(reply.body) if reply.length is None else reply.length
                for name, value in {"Content-Length": str(length), **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body)
            except OSError:
                pass  # the client has gone

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/sparql", requests
    finally:
        stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()
