"""A SPARQL service that holds Wikidata: queries with retries, polite and bounded."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urlencode

from kembar.errors import InputError, quoted
from kembar.importers.wikidata.statements import Binding, bindings_of
from kembar.language import _, _n, numeral
from kembar.rdf.remote.http_client import HttpClient
from kembar.rdf.remote.http_response import RequestFailed
from kembar.rdf.remote.request_limits import RequestLimits

PUBLIC_SERVICE = "https://query.wikidata.org/sparql"
PAUSES = (1, 2, 4, 8, 16)
"""Seconds between two tries, where the service does not ask for more."""

THROTTLED = 60
"""Seconds to wait after a 429 without Retry-After, as the public service asks of its clients."""

LONGEST_PAUSE = 600
TIMEOUT = 300.0
"""Seconds that a page may take; the public service gives up after 60, before it sends the page."""

_ACCEPT = {"Accept": "application/sparql-results+json"}


@dataclass(frozen=True)
class WikidataService:
    """A SPARQL 1.1 service with Wikidata's data in Wikidata's own shape.

    Args:
        endpoint: its address.
        progress: receives a line for each step and each wait.
        timeout: seconds that a page may take, from the request to its last byte.
        sleep: waits a number of seconds.

    Raises:
        InputError: the endpoint is not a web address.
    """

    endpoint: str = PUBLIC_SERVICE
    progress: Callable[[str], None] = lambda _: None
    timeout: float = TIMEOUT
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        """Check the endpoint."""
        if not re.fullmatch("https?://[!-~]+", self.endpoint):
            fault = _("is not a web address; give that of a SPARQL service")
            raise InputError(fault, file=self.endpoint)

    def select(self, query: str) -> list[Binding]:
        """The bindings of a SELECT query; failures that may pass are tried again.

        Raises:
            InputError: no answer, or no SPARQL results; the message says which, and the remedy.
        """
        # No login: this is no endpoint of a workspace.
        client = HttpClient(limits=RequestLimits(self.timeout))
        body = urlencode({"query": query}).encode()

        def send() -> bytes:
            with client.send(self.endpoint, body, _ACCEPT) as response:
                return response.read()

        return _parse_bindings(self.endpoint, self._with_retry(send))

    def _with_retry(self, send: Callable[[], bytes]) -> bytes:
        pauses = iter(PAUSES)
        while True:
            try:
                return send()
            except RequestFailed as failure:
                self._wait(failure, next(pauses, None))

    def _wait(self, failure: RequestFailed, pause: int | None) -> None:
        """Wait before the next try: `pause` seconds, or longer if the service asks for it.

        Raises:
            InputError: no further try makes sense: the failure is permanent, there is no pause
                left, or the service asks to wait too long.
        """
        fault, requested_pause = failure.fault, _retry_after(failure)
        if not failure.transient:
            sentence = "; ".join(filter(None, (fault, _remedy(failure))))
            raise InputError(sentence, file=self.endpoint) from None
        if pause is None:
            fault = _(
                "{fault}, {count} times; try later, or ask for smaller pages, or for one country",
                fault=fault,
                count=numeral(len(PAUSES) + 1),
            )
            raise InputError(fault, file=self.endpoint) from None
        if requested_pause > LONGEST_PAUSE:
            fault = _(
                "{fault} and asks for a wait of {seconds} seconds; try then",
                fault=fault,
                seconds=numeral(round(requested_pause)),
            )
            raise InputError(fault, file=self.endpoint) from None
        seconds = max(float(pause), requested_pause)
        self.progress(
            _n(
                "{address} {fault}; Kembar tries again in {count} second",
                "{address} {fault}; Kembar tries again in {count} seconds",
                round(seconds),
                address=self.endpoint,
                fault=fault,
            )
        )
        self.sleep(seconds)


def _parse_bindings(endpoint: str, body: bytes) -> list[Binding]:
    start = body[:200].lstrip().lower()
    if not start:
        raise InputError(_("answers nothing; is it a SPARQL service?"), file=endpoint)
    if start.startswith(b"<"):
        fault = _(
            "answers with a web page or XML instead of SPARQL results in JSON; "
            "give the address of the service itself, for example {address}",
            address=PUBLIC_SERVICE,
        )
        raise InputError(fault, file=endpoint)
    try:
        return list(bindings_of(json.loads(body)))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        fault = _(
            "answers with incomplete JSON or none; if its time ran out, ask for smaller pages"
        )
        raise InputError(fault, file=endpoint) from None
    except ValueError:
        fault = _("answers with JSON without SPARQL results; is it a SPARQL service?")
        raise InputError(fault, file=endpoint) from None


def _remedy(failure: RequestFailed) -> str:
    if failure.setting == "max_megabytes":
        return _("ask for smaller pages, for example --page 1000")
    if not failure.status:
        return ""
    if failure.status in (301, 302, 303, 307, 308) and failure.headers.get("Location"):
        return _(
            "give its new address, {address}", address=quoted(failure.headers["Location"][:200])
        )
    if failure.status in (401, 403):
        return _("it refuses this program; try later, or another service")
    return _("give the address of a SPARQL service, for example {address}", address=PUBLIC_SERVICE)


def _retry_after(failure: RequestFailed) -> float:
    """Seconds that the service asks to wait: Retry-After as a number or a date, else a default."""
    value = failure.headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return THROTTLED if failure.status == HTTPStatus.TOO_MANY_REQUESTS else 0.0
