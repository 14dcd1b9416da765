"""Twinnings come from a real SPARQL server; a failing one raises an error of one line."""

from __future__ import annotations

import gzip
import json
import socket
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pytest

from kembar.errors import InputError, KembarError
from kembar.importers.links import Link, Mention, Rejected
from kembar.importers.wikidata.endpoint import fetch_links
from kembar.importers.wikidata.service import LONGEST_PAUSE, PAUSES, THROTTLED, WikidataService
from kembar.importers.wikidata.statements import KIND
from kembar.model.dates import PartialDate
from tests.importers.wikidata.server import Response, misbehaving_service, sparql_service

BANDUNG = Mention("Bandung", "ID", "Q10389", -6.912, 107.609444444, ("반둥",))
SEOUL = Mention("Seoul", "KR", "Q8684", 37.56, 126.99, ("서울특별시",), "1835848")
EMPTY = json.dumps({"head": {}, "results": {"bindings": []}}).encode()


def no_progress(line: str) -> None:
    raise AssertionError(f"unexpected progress {line!r}")


def page_of(*statements: str) -> bytes:
    rows = [
        {
            "statement": {"type": "uri", "value": f"http://www.wikidata.org/entity/statement/{s}"},
            "item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q1"},
            "twin": {"type": "uri", "value": f"http://www.wikidata.org/entity/Q{i}"},
        }
        for i, s in enumerate(statements, start=2)
    ]
    return json.dumps({"head": {}, "results": {"bindings": rows}}).encode()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with sparql_service(tmp_path_factory.mktemp("sparql")) as address:
        yield address


def live(address: str, country: str = "", page: int = 5000) -> list[Link | Rejected]:
    return list(fetch_links(WikidataService(address), country=country, page=page))


def links(address: str, country: str = "") -> dict[tuple[str, str], Link]:
    results = live(address, country)
    return {(link.one.name, link.other.name): link for link in results if isinstance(link, Link)}


def test_each_side_claims_its_own_statement(service: str) -> None:
    by_names = links(service)
    assert by_names["Bandung", "Seoul"] == Link(
        BANDUNG,
        SEOUL,
        KIND,
        since=PartialDate("2016-11-21"),
        claimed_by=(BANDUNG,),
        reference="https://example.org/another",
    )
    assert by_names["Seoul", "Bandung"] == Link(
        SEOUL, BANDUNG, KIND, since=PartialDate("1997"), claimed_by=(SEOUL,)
    )


def test_dates_keep_the_precision_of_wikidata(service: str) -> None:
    by_names = links(service)
    liuzhou = by_names["Bandung", "Liuzhou"]
    assert (liuzhou.since, liuzhou.until) == (PartialDate("1998"), PartialDate("2010"))
    assert liuzhou.note == "start also given as 2000-07"
    utrecht = by_names["Bandung", "Utrecht"]
    assert (utrecht.since, utrecht.until) == (PartialDate("1999-01-01"), None)
    assert "point in time" in utrecht.note
    assert "has ended" in utrecht.note
    kyrenia = by_names["Leipzig", "Kyrenia"]
    assert kyrenia.since is None
    assert "1960" in kyrenia.note


def test_a_reference_without_a_web_address_is_omitted(service: str) -> None:
    assert links(service)["Leipzig", "Kyrenia"].reference == ""


def test_deprecated_statements_are_omitted(service: str) -> None:
    assert "Bochum" not in {name for pair in links(service) for name in pair}


def test_a_place_without_a_label_has_its_qid_as_name(service: str) -> None:
    assert links(service)["Bandung", "Q99999"].other == Mention("Q99999", "ID", "Q99999")


def test_an_indonesian_label_replaces_an_english_one(service: str) -> None:
    link = links(service)["Sevastopol", "Kota Baru"]
    assert link.other.country == "ID"
    assert link.other.latitude is None, "its point lies on the moon"


def test_the_country_is_the_one_present_state(service: str) -> None:
    places = {m.name: m.country for link in links(service).values() for m in (link.one, link.other)}
    assert places["Leipzig"] == "DE"
    assert places["Utrecht"] == "NL"
    assert places["Kyrenia"] == "Northern Cyprus"
    assert places["Sevastopol"] == ""


def test_bad_statements_are_rejected_with_the_reason(service: str) -> None:
    reasons = sorted(row.reason for row in live(service) if isinstance(row, Rejected))
    assert [reason.split(";")[0] for reason in reasons] == [
        "Utrecht (Q803) has an unknown value as its twin, so there is no link",
        "Utrecht (Q803) has an unknown value as its twin, so there is no link",
        "Utrecht (Q803) has no value as its twin, so there is no link",
        "Utrecht (Q803) is its own twin",
    ]


@pytest.mark.parametrize("country", ["KR", "kr", "Q884"])
def test_a_country_selects_statements_of_both_sides(service: str, country: str) -> None:
    assert set(links(service, country)) == {("Bandung", "Seoul"), ("Seoul", "Bandung")}


def test_pages_of_any_size_give_the_same_links(service: str) -> None:
    whole = live(service)
    assert len(whole) == 11
    for page in (1, 2, 3, 11):
        assert live(service, page=page) == whole
    assert live(service, "ID", page=1) == live(service, "ID")


def test_an_interrupted_fetch_resumes(service: str, tmp_path: Path) -> None:
    state = tmp_path / "new folder" / "pages"
    interrupted = fetch_links(WikidataService(service), page=3, state=state)
    first = [next(interrupted) for _ in range(4)]
    interrupted.close()
    with state.open("ab") as file:
        file.write(b'[{"statement": "half a li')
    messages: list[str] = []
    resumed = list(fetch_links(WikidataService(service, messages.append), page=4, state=state))
    assert resumed == live(service)
    assert resumed[:4] == first
    assert "6 statements were read before" in messages[0]
    assert "10 statements read" in messages[1]
    assert not state.exists(), "a complete fetch leaves no state"


def test_the_state_of_another_fetch_is_refused(service: str, tmp_path: Path) -> None:
    state = tmp_path / "pages"
    silent = WikidataService(service, no_progress)
    next(fetch_links(WikidataService(service), country="KR", page=1, state=state))
    content = state.read_bytes()
    with pytest.raises(InputError, match="pages:1: holds something else"):
        list(fetch_links(silent, country="ID", state=state))
    assert state.read_bytes() == content
    state.write_bytes(content.splitlines(keepends=True)[0] + b"[]\n")
    with pytest.raises(InputError, match="pages:2: is damaged"):
        list(fetch_links(silent, country="KR", state=state))
    with pytest.raises(KembarError, match="cannot be used"):
        list(fetch_links(silent, state=tmp_path))


def test_a_crash_before_the_first_page_can_be_resumed(service: str, tmp_path: Path) -> None:
    state = tmp_path / "pages"
    state.write_bytes(b'{"reading"')
    interrupted = fetch_links(WikidataService(service), page=4, state=state)
    for _ in range(5):
        next(interrupted)
    del interrupted
    assert list(fetch_links(WikidataService(service), state=state)) == live(service)


def test_requests_wait_as_long_as_retry_after_asks() -> None:
    waits: list[float] = []
    messages: list[str] = []
    replies = [
        Response(status=429, headers={"Retry-After": "7"}),
        Response(status=429, headers={"Retry-After": formatdate(0, usegmt=True)}),
        Response(status=429),
        Response(page_of("Q1-A")),
        Response(EMPTY),
    ]
    with misbehaving_service(*replies) as (address, requests):
        service = WikidataService(address, messages.append, sleep=waits.append)
        results = list(fetch_links(service))
    assert [type(one) for one in results] == [Link]
    assert waits == [7, 2, THROTTLED]
    assert "429 Too Many Requests" in messages[0]
    assert "tries again in 7 seconds" in messages[0]
    assert requests[0].headers["User-Agent"].startswith("Kembar/")
    assert requests[0].headers["Accept"] == "application/sparql-results+json"
    assert 'STR(?statement) > "http://www.wikidata.org/entity/statement/Q1-A"' in requests[-1].query


def test_retries_wait_longer_each_time() -> None:
    waits: list[float] = []
    packed = Response(gzip.compress(page_of("Q1-A", "Q1-B")), headers={"Content-Encoding": "gzip"})
    replies = [Response(status=503), Response(status=503), packed, Response(EMPTY)]
    with misbehaving_service(*replies) as (address, _):
        results = list(fetch_links(WikidataService(address, sleep=waits.append)))
    assert len(results) == 2
    assert waits == [1, 2]


HALF = page_of("Q1-A")[:-40]


@pytest.mark.parametrize(
    ("reply", "tries", "message"),
    [
        (Response(status=503), 6, "answers 503 Service Unavailable, 6 times; try later"),
        (Response(status=404), 1, "answers 404 Not Found; give the address of a SPARQL service"),
        (Response(status=403), 1, "answers 403 Forbidden; it refuses this program"),
        (Response(status=400), 1, "answers 400 Bad Request"),
        (Response(status=301, headers={"Location": "https://x.example/"}), 1, "https://x.example/"),
        (Response(b"\n<!DOCTYPE html><html>"), 1, "answers with a web page"),
        (Response(), 1, "answers nothing"),
        (Response(HALF), 1, "answers with incomplete JSON"),
        (Response(b"[" * 100_000), 1, "answers with incomplete JSON"),
        (Response(b"\xff\xfe"), 1, "answers with incomplete JSON"),
        (Response(b'{"error": "no"}'), 1, "answers with JSON without SPARQL results"),
        (
            Response(b'{"results": {"bindings": [1]}}'),
            1,
            "answers with JSON without SPARQL results",
        ),
        (Response(HALF, length=9999), 6, "breaks off its answer, 6 times"),
        (
            Response(gzip.compress(EMPTY)[:20], headers={"Content-Encoding": "gzip"}),
            6,
            "breaks off",
        ),
        (
            Response(status=429, headers={"Retry-After": str(LONGEST_PAUSE + 1)}),
            1,
            "answers 429 Too Many Requests and asks for a wait of 601 seconds",
        ),
    ],
)
def test_a_bad_response_raises_in_one_line(reply: Response, tries: int, message: str) -> None:
    waits: list[float] = []
    with misbehaving_service(reply) as (address, requests), pytest.raises(InputError) as error:
        list(fetch_links(WikidataService(address, sleep=waits.append)))
    assert str(error.value).startswith(f"{address}: ")
    assert message in str(error.value)
    assert "\n" not in str(error.value)
    assert len(requests) == tries
    assert waits == list(PAUSES)[: tries - 1]


def test_a_silent_service_is_given_up() -> None:
    with misbehaving_service(Response(EMPTY, delay=60)) as (address, requests):
        service = WikidataService(address, timeout=0.2, sleep=lambda _: None)
        with pytest.raises(InputError, match=r"gives no answer within 0\.2 s, 6 times"):
            list(fetch_links(service))
        assert len(requests) == 6


def test_a_service_without_an_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kembar.importers.wikidata.endpoint._MOST", 3)
    pages = [Response(page_of(f"Q1-{n}")) for n in range(9)]
    with misbehaving_service(*pages) as (address, requests):
        with pytest.raises(InputError, match="gives more than 3 statements, more than Wikidata"):
            list(fetch_links(WikidataService(address)))
        assert len(requests) == 4


def test_a_service_that_ignores_the_page_is_given_up() -> None:
    with misbehaving_service(Response(page_of("Q1-A"))) as (address, _):
        results = fetch_links(WikidataService(address))
        next(results)
        with pytest.raises(InputError, match="gives the same page again"):
            next(results)


def test_a_hostile_statement_iri_stays_a_literal() -> None:
    hostile = 'A") } DROP ALL #\\'
    with misbehaving_service(Response(page_of(hostile)), Response(EMPTY)) as (address, requests):
        list(fetch_links(WikidataService(address)))
    assert 'statement/A\\") } DROP ALL #\\\\")' in requests[1].query


def test_a_service_that_is_not_there_raises() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/sparql"
        with pytest.raises(InputError, match=r"cannot be reached \(Connection refused\)"):
            list(fetch_links(WikidataService(address, no_progress)))


@pytest.mark.parametrize(
    "address", ["query.wikidata.org", "file:///etc/hosts", "http://a b/", "http://", "http://é.eu"]
)
def test_a_wrong_endpoint_raises_before_any_request(address: str) -> None:
    with pytest.raises(InputError, match="is not a web address"):
        WikidataService(address, no_progress)


@pytest.mark.parametrize("address", ["http://127.0.0.1:x/", "http://a..b/", "http:///sparql"])
def test_an_endpoint_without_a_host_raises(address: str) -> None:
    with pytest.raises(InputError, match="cannot be reached"):
        list(fetch_links(WikidataService(address, no_progress)))


def test_a_wrong_country_or_page_raises_at_once() -> None:
    with pytest.raises(InputError, match=r"write its two letters \(ID\)"):
        fetch_links(WikidataService(progress=no_progress), country="Indonesia")
    with pytest.raises(InputError, match="is too small"):
        fetch_links(WikidataService(progress=no_progress), page=0)
