"""Requests of the SPARQL 1.1 protocols over HTTP, and their failures as one line."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Literal
from urllib.parse import urlencode, urlsplit

from kembar.errors import InputError
from kembar.language import N_, _
from kembar.rdf.remote.endpoint import Endpoint
from kembar.rdf.remote.http_client import HttpClient
from kembar.rdf.remote.http_response import RequestFailed, Response
from kembar.rdf.remote.logins import login_for, require_login
from kembar.rdf.remote.request_limits import RequestLimits

Operation = Literal["query", "update", "graph_store"]
"""The purpose of a request; also the field of `Endpoint` with the address for it."""

_KEYS = {"query": "endpoint", "update": "update_endpoint", "graph_store": "graph_store"}
WRONG_ADDRESS = N_("{fault}; give the address of its SPARQL protocol, see docs/engines.md")


class SparqlProtocol:
    """Sends requests to the addresses of an endpoint.

    Args:
        endpoint: the addresses, login and timeout.

    Raises:
        KembarError: the settings name a variable for the login, and there is none.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        require_login(endpoint)
        self._endpoint = endpoint
        self._client = HttpClient(partial(login_for, endpoint), endpoint.limits)

    def require(self, operation: Operation) -> str:
        """Return the address for an operation.

        Raises:
            InputError: there is none.
        """
        address: str = getattr(self._endpoint, operation)
        if not address:
            fault = _("is read-only: to change it, set {key}", key=_KEYS[operation])
            raise InputError(fault, file=self._endpoint.query)
        return address

    @contextmanager
    def send(
        self,
        operation: Operation,
        body: Iterable[tuple[str, str]] | bytes,
        headers: dict[str, str],
        *,
        parameters: str = "",
        method: str = "",
        limits: RequestLimits | None = None,
    ) -> Iterator[Response]:
        """Send a request; its response is open within the context.

        Args:
            operation: selects the address.
            body: fields of a form, or bytes.
            headers: of the request.
            parameters: added to the query string of the address.
            method: of HTTP; POST where empty.
            limits: of the request and its response together; those of an answer where None.

        Raises:
            InputError: the request fails, or the context cannot parse the response.
            KembarError: the login for the address cannot be read.
        """
        address = self.require(operation)
        content = body if isinstance(body, bytes) else urlencode(list(body)).encode()
        separator = "&" if "?" in address else "?"
        target = f"{address}{separator}{parameters}" if parameters else address
        response = None
        try:
            with self._client.send(target, content, headers, method, limits=limits) as response:
                yield response
        except RequestFailed as error:
            raise InputError(_message(error, address), file=address) from None
        except (SyntaxError, ValueError, OSError) as error:
            # A parser of pyoxigraph must end in its own thread, so no traceback may keep it.
            traceback.clear_frames(error.__traceback__)
            failure = response.failure if response else None
            fault = (
                _message(failure, address)
                if failure
                else _("answers incompletely, or something else ({reason})", reason=_short(error))
            )
            raise InputError(fault, file=address) from None

    def media_type(self, response: Response, media_types: Iterable[str]) -> str:
        """Return the media type of a response to a query.

        Raises:
            InputError: the type is not supported.
        """
        if response.media_type in media_types:
            return response.media_type
        fault = _(
            "answers {media_type}, not SPARQL results; "
            "give the address of its SPARQL protocol, see docs/engines.md",
            media_type=_short(response.media_type) or _("text of an unknown type"),
        )
        raise InputError(fault, file=self._endpoint.query)


def _message(failure: RequestFailed, address: str) -> str:
    """Return the message of a failure, with its remedy."""
    fault, status = failure.fault, failure.status
    if status in (401, 403):
        host = urlsplit(address).netloc
        return _(
            "{fault}; log in with: kembar login {host}, or ask the operator of the service",
            fault=fault,
            host=host,
        )
    if status in (301, 302, 303, 307, 308) and failure.headers.get("Location"):
        new = repr(_short(failure.headers["Location"]))
        return _("{fault}; give its new address, {address}", fault=fault, address=new)
    page = failure.body.lstrip().startswith("<")
    if text := "" if page else _short(failure.body):
        return f"{fault}: {text}"
    if status in (404, 405):
        return _(WRONG_ADDRESS, fault=fault)
    if failure.setting:
        text = N_("{fault}; ask for less, or allow more with {setting}")
        return _(text, fault=fault, setting=failure.setting)
    return _("{fault}; try again", fault=fault) if failure.transient and not status else fault


def _short(text: object) -> str:
    """Return the beginning of a text of others, in one line."""
    return " ".join(str(text).split())[:200]
