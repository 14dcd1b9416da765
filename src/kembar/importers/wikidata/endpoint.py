"""Twinnings live from a SPARQL service that holds Wikidata: page by page, politely, resumable."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

from kembar.errors import InputError, KembarError
from kembar.importers.links import Link, Rejected
from kembar.importers.wikidata.query import twinnings_query
from kembar.importers.wikidata.statements import Binding, links_of, rows_of
from kembar.rdf.http_client import HttpClient, RequestFailed

PUBLIC_SERVICE = "https://query.wikidata.org/sparql"
PAUSES = (1, 2, 4, 8, 16)
"""Seconds between one try and the next, where the service names no time itself."""

THROTTLED = 60
"""Seconds to wait after a 429 that names no time, as the public service asks of its clients."""

LONGEST_PAUSE = 600
TIMEOUT = 90.0
"""Seconds without a byte; the public service itself gives up after 60."""

_ACCEPT = {"Accept": "application/sparql-results+json"}


def fetch_links(
    endpoint: str = PUBLIC_SERVICE,
    *,
    country: str = "",
    page: int = 5000,
    state: Path | None = None,
    progress: Callable[[str], None],
    sleep: Callable[[float], None] = time.sleep,
    timeout: float = TIMEOUT,
) -> Iterator[Link | Rejected]:
    """The twinnings that a service tells, in the order of their statements.

    Args:
        endpoint: the address of a SPARQL 1.1 service with Wikidata's data in Wikidata's own shape.
        country: a QID or an ISO 3166-1 alpha-2 code: statements that a place of that country
            carries or is named in. Empty for all.
        page: statements in one request; fewer where the service gives up for want of time.
        state: a file that keeps the pages read until all are. Begun again with it after a break,
            the reading gives the same links, and asks the service only for what is missing.
        progress: is told of progress and of waiting, a line each.
        sleep: waits so many seconds.
        timeout: seconds without a byte after which a request counts as failed.

    Raises:
        InputError: the address, the country or the state is wrong, or the service fails; at once
            for what can be known at once, else while reading.
    """
    twinnings_query(country)
    if not re.fullmatch("https?://[!-~]+", endpoint):
        raise InputError("is no web address; give that of a SPARQL service", file=endpoint)
    if page < 1:
        raise InputError(f"a page of {page} statements holds nothing; take 5000")

    def pages() -> Iterator[list[Binding]]:
        after, count = "", 0
        for rows in _kept(state, endpoint, country):
            after, count = rows[-1]["statement"], count + _statements(rows)
            yield rows
        if count:
            progress(f"{endpoint}: {count} statements were read before and are kept in {state}")
        while True:
            query = twinnings_query(country, after=after, limit=page)
            rows = fetch_rows(endpoint, query, progress=progress, sleep=sleep, timeout=timeout)
            if not rows:
                break
            last = rows[-1].get("statement", "")
            if last in ("", after):
                fault = "gives the same page again; is it a SPARQL 1.1 service?"
                raise InputError(fault, file=endpoint)
            _keep(state, rows)
            after, count = last, count + _statements(rows)
            progress(f"{endpoint}: {count} statements read")
            yield rows
        if state:
            state.unlink(missing_ok=True)

    return (told for rows in pages() for told in links_of((None, row) for row in rows))


def fetch_rows(
    endpoint: str,
    query: str,
    *,
    progress: Callable[[str], None],
    sleep: Callable[[float], None] = time.sleep,
    timeout: float = TIMEOUT,
) -> list[Binding]:
    """The rows that a service answers; what passes by itself is tried again.

    Raises:
        InputError: no answer, or none that is SPARQL results; says which and what to do.
    """
    client = HttpClient(timeout=timeout)
    for pause in (*PAUSES, None):
        try:
            with client.send(endpoint, urlencode({"query": query}).encode(), _ACCEPT) as reply:
                return _rows(endpoint, reply.read())
        except RequestFailed as bad:
            fault, asked = bad.fault, _retry_after(bad)
            if not bad.transient:
                remedy = f"; {_remedy(bad)}" if bad.status else ""
                raise InputError(f"{fault}{remedy}", file=endpoint) from None
        if pause is None:
            remedy = "try later, or ask for smaller pages, or for one country"
            raise InputError(f"{fault}, {len(PAUSES) + 1} times; {remedy}", file=endpoint)
        if asked > LONGEST_PAUSE:
            raise InputError(f"{fault} and asks to wait {asked:.0f} s; try then", file=endpoint)
        wait = max(float(pause), asked)
        progress(f"{endpoint} {fault}; trying again in {wait:.0f} s")
        sleep(wait)
    raise AssertionError("the last try ends the loop")


def _rows(endpoint: str, body: bytes) -> list[Binding]:
    start = body[:200].lstrip().lower()
    if not start:
        raise InputError("answers nothing; is it a SPARQL service?", file=endpoint)
    if start.startswith(b"<"):
        fault = "answers a page for people or XML, not SPARQL results in JSON"
        remedy = f"give the service's own address, as {PUBLIC_SERVICE}"
        raise InputError(f"{fault}; {remedy}", file=endpoint)
    try:
        return list(rows_of(json.loads(body)))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        fault = "answers half a JSON, or none; where its time ran out, ask for smaller pages"
        raise InputError(fault, file=endpoint) from None
    except ValueError:
        fault = "answers JSON without SPARQL results; is it a SPARQL service?"
        raise InputError(fault, file=endpoint) from None


def _remedy(bad: RequestFailed) -> str:
    if bad.status in (301, 302, 303, 307, 308) and bad.headers.get("Location"):
        return f"give its new address, {bad.headers['Location']!r}"
    if bad.status in (401, 403):
        return "it lets this program in no longer or not at all; try later, or another service"
    return f"give the address of a SPARQL service, as {PUBLIC_SERVICE}"


def _retry_after(bad: RequestFailed) -> float:
    """Seconds that the service asks to wait: a number, or a date."""
    told = bad.headers.get("Retry-After", "").strip()
    if told.isdecimal():
        return float(told)
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return THROTTLED if bad.status == HTTPStatus.TOO_MANY_REQUESTS else 0.0


def _statements(rows: list[Binding]) -> int:
    return len({row.get("statement") for row in rows})


def _head(endpoint: str, country: str) -> str:
    return json.dumps({"reading": "Wikidata P190", "endpoint": endpoint, "country": country})


def _kept(state: Path | None, endpoint: str, country: str) -> Iterator[list[Binding]]:
    """The pages in a state file, one a line after its head; makes the file where there is none.

    A last line that a crash left unfinished is cut off.
    """
    if state is None:
        return
    head, whole = f"{_head(endpoint, country)}\n".encode(), 0
    try:
        state.parent.mkdir(parents=True, exist_ok=True)
        with state.open("r+b" if state.exists() else "w+b") as file:
            for number, line in enumerate(file, start=1):
                if number == 1 and not head.startswith(line):
                    fault = "keeps something else; name another file, or delete this one"
                    raise InputError(fault, file=state, line=1)
                if not line.endswith(b"\n"):
                    break
                whole += len(line)
                if number > 1:
                    yield _page(line, state, number)
            file.truncate(whole)
            if not whole:
                file.seek(0)
                file.write(head)
    except OSError as bad:
        raise KembarError(f"{state}: cannot be used: {bad.strerror}") from None


def _page(line: bytes, state: Path, number: int) -> list[Binding]:
    try:
        rows = list(rows_of(json.loads(line)))
        if rows[-1]["statement"]:
            return rows
    except (ValueError, LookupError, RecursionError):
        pass
    raise InputError("is damaged; delete it to read anew", file=state, line=number)


def _keep(state: Path | None, rows: list[Binding]) -> None:
    if state is None:
        return
    try:
        with state.open("ab") as file:
            file.write(json.dumps(rows).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as bad:
        raise KembarError(f"{state}: cannot be written: {bad.strerror}") from None
