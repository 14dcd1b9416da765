"""Requests over HTTP: sent, read as a stream, and in words what went wrong with one."""

from __future__ import annotations

import gzip
import http.client
import io
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Mapping
from email.message import Message
from http import HTTPStatus
from typing import IO, Any, cast

from kembar._version import __version__

USER_AGENT = f"Kembar/{__version__} (sister-city knowledge graph; contact in repository)"

_PASSING = {408, 429, 500, 502, 503, 504}
_BROKEN = (ConnectionResetError, BrokenPipeError, http.client.IncompleteRead, EOFError, zlib.error)


class RequestFailed(Exception):
    """A request that brought no answer, or half of one: `fault` says what the server does.

    `passing` tells whether it may pass by itself; `code`, `headers` and `body` are of its reply.
    """

    def __init__(
        self,
        fault: str,
        *,
        passing: bool = False,
        code: int = 0,
        headers: Message | None = None,
        body: str = "",
    ) -> None:
        super().__init__(fault)
        self.fault, self.passing, self.code = fault, passing, code
        self.headers, self.body = headers or Message(), body


class Response(io.RawIOBase):
    """What a server answers, as a file of bytes that is read while it comes.

    What goes wrong while it is read is raised, and stands in `fault`: a parser that reads would
    tell of a broken file only.
    """

    def __init__(self, response: http.client.HTTPResponse, timeout: float, limit: float) -> None:
        self.headers = response.headers
        self.fault: RequestFailed | None = None
        self._response = response
        self._timeout = timeout
        self._limit, self._end = limit, time.monotonic() + limit
        packed = self.headers.get("Content-Encoding", "") == "gzip"
        self._source = cast("IO[bytes]", gzip.GzipFile(fileobj=response) if packed else response)

    @property
    def media(self) -> str:
        """The media type, without its parameters."""
        return self.headers.get_content_type() if "Content-Type" in self.headers else ""

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most so many; all that is left where `size` is negative.

        Raises:
            Unanswered: the answer breaks off, or takes too long.
        """
        if size < 0:
            return b"".join(iter(lambda: self.read(1 << 16), b""))
        try:
            part = self._source.read(size)
            if not part and self._response.length:
                raise http.client.IncompleteRead(b"")
        except (OSError, http.client.HTTPException, *_BROKEN) as bad:
            self.fault = _unanswered(bad, self._timeout)
            raise self.fault from None
        if time.monotonic() > self._end:
            self.fault = RequestFailed(f"takes longer than {self._limit:g} s", passing=True)
            raise self.fault
        return part

    def close(self) -> None:
        """Hear no more."""
        self._response.close()
        super().close()


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows nothing: a question that is sent on would arrive without its text."""

    def redirect_request(self, *_: object) -> None:
        return None


class _Basic(urllib.request.HTTPBasicAuthHandler):
    """Leaves servers alone that want another way of logging in."""

    def http_error_auth_reqed(self, *told: Any, **more: Any) -> Any:
        try:
            return super().http_error_auth_reqed(*told, **more)
        except ValueError:
            return None


class HttpClient:
    """Sends requests, with what a server wants to know of who asks.

    Args:
        secret: "user:password", told when a server asks for it (Basic or Digest); or a whole
            Authorization header as "Bearer ...", told at once. Empty for none.
        timeout: seconds without a byte after which a request counts as failed.
    """

    def __init__(self, secret: str = "", timeout: float = 60) -> None:
        self._timeout = timeout
        self._headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"}
        handlers: list[urllib.request.BaseHandler] = [_Stay()]
        user, colon, password = secret.partition(":")
        if secret and (" " in user or not colon):
            self._headers["Authorization"] = secret
        elif secret:
            known = urllib.request.HTTPPasswordMgrWithPriorAuth()
            handlers += [
                urllib.request.HTTPDigestAuthHandler(known),
                _Basic(known),
            ]
            self._login = (known, user, password)
        self._opener = urllib.request.build_opener(*handlers)

    def send(
        self,
        address: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        method: str = "",
        *,
        limit: float | None = None,
    ) -> Response:
        """Send a request.

        Args:
            address: where to.
            body: of the request.
            headers: besides those that every request has.
            method: POST where there is a body, else GET.
            limit: seconds that the answer may take in all; for ever where None.

        Raises:
            Unanswered: there is no answer, or it is none of success.
        """
        if hasattr(self, "_login"):
            known, user, password = self._login
            known.add_password(None, address, user, password)
        request = urllib.request.Request(
            address, body, {**self._headers, **(headers or {})}, method=method or None
        )
        try:
            response = self._opener.open(request, timeout=self._timeout)
        except urllib.error.HTTPError as bad:
            with bad:
                raise RequestFailed(
                    f"answers {_status(bad.code)}",
                    passing=bad.code in _PASSING,
                    code=bad.code,
                    headers=bad.headers,
                    body=_begin(bad),
                ) from None
        except (OSError, http.client.HTTPException, ValueError) as bad:
            raise _unanswered(bad, self._timeout) from None
        return Response(response, self._timeout, limit or float("inf"))


def _unanswered(bad: Exception, timeout: float) -> RequestFailed:
    cause = getattr(bad, "reason", bad)
    if isinstance(cause, TimeoutError):
        return RequestFailed(f"says nothing for {timeout:g} s", passing=True)
    if isinstance(cause, _BROKEN) or isinstance(bad, gzip.BadGzipFile):
        return RequestFailed("breaks off its answer", passing=True)
    told = getattr(cause, "strerror", None) or cause
    return RequestFailed(
        f"cannot be reached ({told}); is the address right, and is there a network?"
    )


def _begin(bad: urllib.error.HTTPError) -> str:
    try:
        return bad.read(2_000).decode(errors="replace")
    except (OSError, http.client.HTTPException):
        return ""


def _status(code: int) -> str:
    return f"{code} {HTTPStatus(code).phrase}" if code in set(HTTPStatus) else str(code)
