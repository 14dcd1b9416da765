"""Responses of HTTP, read while they arrive within limits, and failures in words."""

from __future__ import annotations

import io
import time
import zlib
from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING

from kembar.errors import system_reason
from kembar.language import _, numeral
from kembar.rdf.remote.request_limits import RequestLimits

if TYPE_CHECKING:  # urllib3 takes 50 ms to import, which only requests shall pay
    from urllib3 import BaseHTTPResponse

_TRANSIENT = {408, 429, 500, 502, 503, 504}

_CHUNK = 1 << 16
"""Decoded bytes that are fetched at once: parsers ask for 2 KiB, which costs a tenth more."""

_MEGABYTE = 1_000_000
_LONGEST_REASON = 200
"""Characters of an error's own text in a message."""


class RequestFailed(Exception):
    """A request without a whole response of success.

    Attributes:
        fault: what the server does, as a predicate: "answers 404 Not Found".
        transient: whether the same request may succeed later.
        status: of the response; 0 where there is none.
        headers: of the response, by names in any case.
        body: the beginning of the response, as text.
        setting: "timeout" or "max_megabytes" where that has stopped it; else empty.
    """

    def __init__(
        self,
        fault: str,
        *,
        transient: bool = False,
        status: int = 0,
        headers: Mapping[str, str] | None = None,
        body: str = "",
        setting: str = "",
    ) -> None:
        super().__init__(fault)
        self.fault, self.transient, self.status = fault, transient, status
        self.headers, self.body, self.setting = headers or {}, body, setting


class Response(io.RawIOBase):
    """The decoded body of a response as a file of bytes, read while it arrives.

    A failure while reading is raised, and stored in `failure`: a parser that reads the file would
    report a syntax error only.
    """

    def __init__(self, response: BaseHTTPResponse, limits: RequestLimits, end: float) -> None:
        """Wrap a response of urllib3 that has to end at a time of time.monotonic()."""
        self.headers: Mapping[str, str] = response.headers
        self.failure: RequestFailed | None = None
        self._response = response
        self._limits, self._end, self._size = limits, end, 0
        self._chunk = memoryview(b"")
        encoding = self.headers.get("Content-Encoding", "").strip().lower()
        self._read = _GzipBody(response).read if encoding == "gzip" else response.read1
        self._encoding = "" if encoding in ("", "gzip", "identity") else encoding

    @property
    def media_type(self) -> str:
        """The media type without its parameters; empty where the server names none."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    def readable(self) -> bool:
        """Return True; required by io.RawIOBase."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, at most `size`; all that are left where `size` is negative.

        Raises:
            RequestFailed: the response breaks off, or takes too long.
        """
        if size < 0:
            return b"".join(iter(lambda: self.read(_CHUNK), b""))
        if not self._chunk:
            self._chunk = memoryview(self._next_chunk())
        part, self._chunk = self._chunk[:size], self._chunk[size:]
        return bytes(part)

    def drain(self) -> None:
        """Read all that is left, and forget it; raises as `read` does."""
        while self.read(_CHUNK):
            pass

    def _next_chunk(self) -> bytes:
        """Return the next decoded bytes; all pass here, so that here is the limit of both."""
        if self._encoding:
            fault = _(
                "packs its answer as {encoding}, which was not requested",
                encoding=repr(self._encoding[:40]),
            )
            raise self._fail(RequestFailed(fault))
        try:
            chunk = self._read(_CHUNK)
        except http_errors() as error:
            raise self._fail(failure_of(error, self._late())) from None
        self._size += len(chunk)
        if time.monotonic() > self._end:
            raise self._fail(RequestFailed(self._late(), transient=True, setting="timeout"))
        if self._size > self._limits.megabytes * _MEGABYTE:
            megabytes = numeral(self._limits.megabytes)
            fault = _("answers more than {megabytes} MB", megabytes=megabytes)
            raise self._fail(RequestFailed(fault, setting="max_megabytes"))
        return chunk

    def _late(self) -> str:
        return _("takes longer than {seconds} s", seconds=numeral(self._limits.seconds))

    def _fail(self, failure: RequestFailed) -> RequestFailed:
        self.failure = failure
        return failure

    def close(self) -> None:
        """Close the response; its connection is used again if all was read."""
        self._response.close()
        super().close()


class _GzipBody:
    """The body of a gzip response, decoded while it arrives.

    urllib3 (2.8) takes a truncated gzip for a whole one, gzip.GzipFile waits for 8 KiB.
    """

    def __init__(self, response: BaseHTTPResponse) -> None:
        self._response = response
        self._rest = b""
        self._member: zlib._Decompress | None = None

    def read(self, size: int) -> bytes:
        """Return the next decoded bytes, at most `size`, and nothing at the end.

        Raises:
            EOFError: the response ends too early.
        """
        while True:
            data, self._rest = self._rest or self._response.read1(size), b""
            if not data:
                if self._member:
                    raise EOFError
                return b""
            self._member = self._member or zlib.decompressobj(wbits=31)
            part = self._member.decompress(data, size)
            self._rest = self._member.unconsumed_tail or self._member.unused_data
            if self._member.eof:
                self._member = None
            if part:
                return part


def http_errors() -> tuple[type[Exception], ...]:
    """Return the errors that a request or a body may raise, all of urllib3's among them."""
    from http.client import HTTPException

    from urllib3.exceptions import HTTPError

    return (HTTPError, HTTPException, OSError, EOFError, zlib.error)


def failure_of(error: Exception, late: str) -> RequestFailed:
    """Return the failure that an error of urllib3, of a socket or of gzip means.

    Args:
        error: one of `http_errors`.
        late: the fault where the time has run out.
    """
    from http.client import HTTPException, IncompleteRead

    cause = _root_cause(error)
    if isinstance(cause, TimeoutError):
        return RequestFailed(late, transient=True, setting="timeout")
    broken = (ConnectionResetError, BrokenPipeError, IncompleteRead, EOFError, zlib.error)
    if isinstance(cause, broken):
        return RequestFailed(_("breaks off its answer"), transient=True)
    reason = " ".join(system_reason(cause).split())[:_LONGEST_REASON]
    if isinstance(cause, HTTPException):
        return RequestFailed(_("answers something that is not HTTP ({reason})", reason=reason))
    return RequestFailed(
        _(
            "cannot be reached ({reason}); is the address right, and is there a network?",
            reason=reason,
        )
    )


def _root_cause(error: BaseException) -> BaseException:
    """Return the error of the socket below those of urllib3, which wrap it as cause or argument."""
    while True:
        wrapped = [e for e in (error.__cause__, *error.args) if isinstance(e, BaseException)]
        if not wrapped:
            return error
        error = wrapped[0]


def refusal_of(status: int, response: Response) -> RequestFailed:
    """Return the failure that a status other than success means."""
    phrase = f" {HTTPStatus(status).phrase}" if status in set(HTTPStatus) else ""
    return RequestFailed(
        _("answers {status}", status=str(status) + phrase),
        transient=status in _TRANSIENT,
        status=status,
        headers=response.headers,
        body=_beginning(response, 2_000),
    )


def _beginning(response: Response, size: int) -> str:
    body = b""
    try:
        while len(body) < size and (part := response.read(size - len(body))):
            body += part
    except RequestFailed:
        pass  # the status says enough
    return body.decode(errors="replace")
