"""Twinnings come live from a real SPARQL server; what a server does wrong is told in one line."""

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
from kembar.importers.wikidata.endpoint import LONGEST_PAUSE, PAUSES, THROTTLED, fetch_links
from kembar.importers.wikidata.statements import KIND
from kembar.model.dates import PartialDate
from tests.importers.wikidata.server import Response, misbehaving_service, sparql_service

BANDUNG = Mention("Bandung", "ID", "Q10389", -6.912, 107.609444444, ("반둥",))
SEOUL = Mention("Seoul", "KR", "Q8684", 37.56, 126.99, ("서울특별시",), "1835848")
EMPTY = json.dumps({"head": {}, "results": {"bindings": []}}).encode()


def said_nothing(line: str) -> None:
    raise AssertionError(f"told {line!r} where nothing was to tell")


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
    return list(fetch_links(address, country=country, page=page, progress=lambda _: None))


def links(address: str, country: str = "") -> dict[tuple[str, str], Link]:
    told = [told for told in live(address, country) if isinstance(told, Link)]
    return {(link.one.name, link.other.name): link for link in told}


def test_each_side_claims_its_own_statement(service: str) -> None:
    found = links(service)
    assert found["Bandung", "Seoul"] == Link(
        BANDUNG,
        SEOUL,
        KIND,
        since=PartialDate("2016-11-21"),
        claimed_by=(BANDUNG,),
        reference="https://example.org/another",
    )
    assert found["Seoul", "Bandung"] == Link(
        SEOUL, BANDUNG, KIND, since=PartialDate("1997"), claimed_by=(SEOUL,)
    )


def test_dates_keep_the_precision_that_wikidata_gives(service: str) -> None:
    found = links(service)
    liuzhou = found["Bandung", "Liuzhou"]
    assert (liuzhou.since, liuzhou.until) == (PartialDate("1998"), PartialDate("2010"))
    assert liuzhou.note == "start also given as 2000-07"
    utrecht = found["Bandung", "Utrecht"]
    assert (utrecht.since, utrecht.until) == (PartialDate("1999-01-01"), None)
    assert "point in time" in utrecht.note
    assert "has ended" in utrecht.note
    kyrenia = found["Leipzig", "Kyrenia"]
    assert kyrenia.since is None
    assert "1960" in kyrenia.note


def test_a_reference_that_is_no_web_address_is_left_out(service: str) -> None:
    assert links(service)["Leipzig", "Kyrenia"].reference == ""


def test_deprecated_statements_are_left_out(service: str) -> None:
    assert "Bochum" not in {name for pair in links(service) for name in pair}


def test_a_place_without_a_label_is_named_by_its_qid(service: str) -> None:
    assert links(service)["Bandung", "Q99999"].other == Mention("Q99999", "ID", "Q99999")


def test_a_label_in_indonesian_does_where_there_is_no_english_one(service: str) -> None:
    link = links(service)["Sevastopol", "Kota Baru"]
    assert link.other.country == "ID"
    assert link.other.latitude is None, "its point lies on the moon"


def test_the_country_is_that_of_today_or_none_where_two_claim_it(service: str) -> None:
    places = {m.name: m.country for link in links(service).values() for m in (link.one, link.other)}
    assert places["Leipzig"] == "DE"
    assert places["Utrecht"] == "NL"
    assert places["Kyrenia"] == "Northern Cyprus"
    assert places["Sevastopol"] == ""


def test_what_links_nothing_is_rejected_with_its_reason(service: str) -> None:
    reasons = sorted(told.reason for told in live(service) if isinstance(told, Rejected))
    assert [reason.split(";")[0] for reason in reasons] == [
        "Utrecht (Q803) has an unknown value as its twin",
        "Utrecht (Q803) has an unknown value as its twin",
        "Utrecht (Q803) has no value as its twin",
        "Utrecht (Q803) is its own twin",
    ]


@pytest.mark.parametrize("country", ["KR", "kr", "Q884"])
def test_a_country_gives_the_statements_on_both_sides_of_it(service: str, country: str) -> None:
    assert set(links(service, country)) == {("Bandung", "Seoul"), ("Seoul", "Bandung")}


def test_pages_of_any_size_give_the_same(service: str) -> None:
    whole = live(service)
    assert len(whole) == 11
    for page in (1, 2, 3, 11):
        assert live(service, page=page) == whole
    assert live(service, "ID", page=1) == live(service, "ID")


def test_a_broken_off_reading_goes_on_where_it_stopped(service: str, tmp_path: Path) -> None:
    state = tmp_path / "new folder" / "pages"
    begun = fetch_links(service, page=3, state=state, progress=lambda _: None)
    first = [next(begun) for _ in range(4)]
    begun.close()
    with state.open("ab") as file:
        file.write(b'[{"statement": "half a li')
    told: list[str] = []
    again = list(fetch_links(service, page=4, state=state, progress=told.append))
    assert again == live(service)
    assert again[:4] == first
    assert "6 statements were read before" in told[0]
    assert "10 statements read" in told[1]
    assert not state.exists(), "what is read to its end is not kept"


def test_a_state_of_another_reading_is_not_used(service: str, tmp_path: Path) -> None:
    state = tmp_path / "pages"
    next(fetch_links(service, country="KR", page=1, state=state, progress=lambda _: None))
    kept = state.read_bytes()
    with pytest.raises(InputError, match="pages:1: keeps something else"):
        list(fetch_links(service, country="ID", state=state, progress=said_nothing))
    assert state.read_bytes() == kept
    state.write_bytes(kept.splitlines(keepends=True)[0] + b"[]\n")
    with pytest.raises(InputError, match="pages:2: is damaged"):
        list(fetch_links(service, country="KR", state=state, progress=said_nothing))
    with pytest.raises(KembarError, match="cannot be used"):
        list(fetch_links(service, state=tmp_path, progress=said_nothing))


def test_a_crash_before_the_first_page_leaves_a_state_that_serves(
    service: str, tmp_path: Path
) -> None:
    state = tmp_path / "pages"
    state.write_bytes(b'{"reading"')
    told = fetch_links(service, page=4, state=state, progress=lambda _: None)
    for _ in range(5):
        next(told)
    del told
    assert list(fetch_links(service, state=state, progress=lambda _: None)) == live(service)


def test_the_request_is_polite_and_waits_as_long_as_it_is_told() -> None:
    slept: list[float] = []
    told: list[str] = []
    replies = [
        Response(status=429, headers={"Retry-After": "7"}),
        Response(status=429, headers={"Retry-After": formatdate(0, usegmt=True)}),
        Response(status=429),
        Response(page_of("Q1-A")),
        Response(EMPTY),
    ]
    with misbehaving_service(*replies) as (address, asked):
        found = list(fetch_links(address, progress=told.append, sleep=slept.append))
    assert [type(one) for one in found] == [Link]
    assert slept == [7, 2, THROTTLED]
    assert "429 Too Many Requests" in told[0]
    assert "trying again in 7 s" in told[0]
    assert asked[0].headers["User-Agent"].startswith("Kembar/")
    assert asked[0].headers["Accept"] == "application/sparql-results+json"
    assert 'STR(?statement) > "http://www.wikidata.org/entity/statement/Q1-A"' in asked[-1].query


def test_a_service_out_of_order_is_asked_again_and_later_each_time() -> None:
    slept: list[float] = []
    packed = Response(gzip.compress(page_of("Q1-A", "Q1-B")), headers={"Content-Encoding": "gzip"})
    replies = [Response(status=503), Response(status=503), packed, Response(EMPTY)]
    with misbehaving_service(*replies) as (address, _):
        found = list(fetch_links(address, progress=lambda _: None, sleep=slept.append))
    assert len(found) == 2
    assert slept == [1, 2]


HALF = page_of("Q1-A")[:-40]


@pytest.mark.parametrize(
    ("reply", "tries", "said"),
    [
        (Response(status=503), 6, "answers 503 Service Unavailable, 6 times; try later"),
        (Response(status=404), 1, "answers 404 Not Found; give the address of a SPARQL service"),
        (Response(status=403), 1, "answers 403 Forbidden; it lets this program in no longer"),
        (Response(status=400), 1, "answers 400 Bad Request"),
        (Response(status=301, headers={"Location": "https://x.example/"}), 1, "https://x.example/"),
        (Response(b"\n<!DOCTYPE html><html>"), 1, "answers a page for people"),
        (Response(), 1, "answers nothing"),
        (Response(HALF), 1, "answers half a JSON"),
        (Response(b"[" * 100_000), 1, "answers half a JSON"),
        (Response(b"\xff\xfe"), 1, "answers half a JSON"),
        (Response(b'{"error": "no"}'), 1, "answers JSON without SPARQL results"),
        (Response(b'{"results": {"bindings": [1]}}'), 1, "answers JSON without SPARQL results"),
        (Response(HALF, length=9999), 6, "breaks off its answer, 6 times"),
        (
            Response(gzip.compress(EMPTY)[:20], headers={"Content-Encoding": "gzip"}),
            6,
            "breaks off",
        ),
        (
            Response(status=429, headers={"Retry-After": str(LONGEST_PAUSE + 1)}),
            1,
            "answers 429 Too Many Requests and asks to wait 601 s",
        ),
    ],
)
def test_a_bad_answer_is_told_in_one_line(reply: Response, tries: int, said: str) -> None:
    slept: list[float] = []
    with misbehaving_service(reply) as (address, asked), pytest.raises(InputError) as told:
        list(fetch_links(address, progress=lambda _: None, sleep=slept.append))
    assert str(told.value).startswith(f"{address}: ")
    assert said in str(told.value)
    assert "\n" not in str(told.value)
    assert len(asked) == tries
    assert slept == list(PAUSES)[: tries - 1]


def test_a_service_that_says_nothing_is_left() -> None:
    with misbehaving_service(Response(EMPTY, delay=60)) as (address, asked):
        told = fetch_links(address, progress=lambda _: None, sleep=lambda _: None, timeout=0.2)
        with pytest.raises(InputError, match=r"says nothing for 0\.2 s, 6 times"):
            list(told)
        assert len(asked) == 6


def test_a_service_that_ignores_the_page_is_left() -> None:
    with misbehaving_service(Response(page_of("Q1-A"))) as (address, _):
        told = fetch_links(address, progress=lambda _: None)
        next(told)
        with pytest.raises(InputError, match="gives the same page again"):
            next(told)


def test_what_a_service_names_a_statement_stays_a_value_in_the_next_query() -> None:
    hostile = 'A") } DROP ALL #\\'
    with misbehaving_service(Response(page_of(hostile)), Response(EMPTY)) as (address, asked):
        list(fetch_links(address, progress=lambda _: None))
    assert 'statement/A\\") } DROP ALL #\\\\")' in asked[1].query


def test_a_service_that_is_not_there_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/sparql"
        with pytest.raises(InputError, match=r"cannot be reached \(Connection refused\)"):
            list(fetch_links(address, progress=said_nothing))


@pytest.mark.parametrize(
    "address", ["query.wikidata.org", "file:///etc/hosts", "http://a b/", "http://", "http://é.eu"]
)
def test_an_address_that_is_none_is_told_before_anything_is_asked(address: str) -> None:
    with pytest.raises(InputError, match="is no web address"):
        fetch_links(address, progress=said_nothing)


@pytest.mark.parametrize("address", ["http://127.0.0.1:x/", "http://a..b/", "http:///sparql"])
def test_an_address_of_no_host_is_told(address: str) -> None:
    with pytest.raises(InputError, match="cannot be reached"):
        list(fetch_links(address, progress=said_nothing))


def test_a_country_or_page_that_is_none_is_told_at_once() -> None:
    with pytest.raises(InputError, match=r"write its two letters \(ID\)"):
        fetch_links(country="Indonesia", progress=said_nothing)
    with pytest.raises(InputError, match="holds nothing"):
        fetch_links(page=0, progress=said_nothing)
