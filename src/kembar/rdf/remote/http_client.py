"""HTTP requests over urllib3: streamed responses, and failures with a message for people."""

from __future__ import annotations

import io
import time
import zlib
from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from kembar._version import __version__
from kembar.rdf.remote.http_login import Login

if TYPE_CHECKING:  # urllib3 takes 50 ms to import, which only requests shall pay
    from urllib3 import BaseHTTPResponse, PoolManager

USER_AGENT = f"Kembar/{__version__} (sister-city knowledge graph; contact in repository)"

_TRANSIENT = {408, 429, 500, 502, 503, 504}
_IDLE = 4.0
"""Seconds after which a connection is not used again: servers close idle ones from 5 s on."""

_CHUNK = 1 << 16
"""Decoded bytes that are fetched at once: parsers ask for 2 KiB, which costs a tenth more."""

_CONNECTIONS = 8
"""Idle connections that stay open for each origin."""


class RequestFailed(Exception):
    """A request without a whole response of success.

    Attributes:
        fault: what the server does, as a predicate: "answers 404 Not Found".
        transient: whether the same request may succeed later.
        status: of the response; 0 where there is none.
        headers: of the response, by names in any case.
        body: the beginning of the response, as text.
    """

    def __init__(
        self,
        fault: str,
        *,
        transient: bool = False,
        status: int = 0,
        headers: Mapping[str, str] | None = None,
        body: str = "",
    ) -> None:
        super().__init__(fault)
        self.fault, self.transient, self.status = fault, transient, status
        self.headers, self.body = headers or {}, body


class Response(io.RawIOBase):
    """The decoded body of a response as a file of bytes, read while it arrives.

    A failure while reading is raised, and stored in `failure`: a parser that reads the file would
    report a syntax error only.
    """

    def __init__(self, response: BaseHTTPResponse, timeout: float, limit: float) -> None:
        """Wrap a response of urllib3; `timeout` and `limit` are seconds of silence and in all."""
        self.headers: Mapping[str, str] = response.headers
        self.failure: RequestFailed | None = None
        self._response = response
        self._timeout = timeout
        self._limit, self._end = limit, time.monotonic() + limit
        is_gzip = self.headers.get("Content-Encoding", "") == "gzip"
        self._chunk = memoryview(b"")
        self._read = _GzipBody(response).read if is_gzip else response.read1

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

    def _next_chunk(self) -> bytes:
        try:
            chunk = self._read(_CHUNK)
        except _http_errors() as error:
            raise self._fail(_failure(error, self._timeout)) from None
        # All decoded bytes pass here: the place for limits of time and of size.
        if time.monotonic() > self._end:
            raise self._fail(RequestFailed(f"takes longer than {self._limit:g} s", transient=True))
        return chunk

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


class HttpClient:
    """Send requests with a login, over connections that stay open; several threads may share one.

    Args:
        secret: "user:password" for Basic or Digest, or a whole Authorization header; see `Login`.
        timeout: seconds without a byte after which a request counts as failed.
    """

    def __init__(self, secret: str = "", timeout: float = 60) -> None:
        self._login = Login(secret)
        self._timeout = timeout
        self._pools: dict[str, PoolManager] = {}
        self._last_use = 0.0

    def send(
        self,
        address: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        method: str = "",
        *,
        limit: float | None = None,
    ) -> Response:
        """Send a request and return its response of success; nothing is redirected or retried.

        Args:
            address: of http or https.
            body: of the request; form data where no header Content-Type says otherwise.
            headers: in addition to those that every request has.
            method: POST where there is a body, else GET, where empty.
            limit: seconds that reading the response may take in all; any number where None.

        Raises:
            RequestFailed: there is no response, or none of success.
        """
        method = method or ("GET" if body is None else "POST")
        fields = dict(headers or {})
        if body is not None:
            fields = {"Content-Type": "application/x-www-form-urlencoded", **fields}
        errors: tuple[type[Exception], ...] = (*_http_errors(), ValueError)
        try:
            response = self._exchange(method, address, body, fields)
        except errors as error:
            raise _failure(error, self._timeout) from None
        if 200 <= response.status < 300:
            return Response(response, self._timeout, limit or float("inf"))
        with Response(response, self._timeout, self._timeout) as refusal:
            raise _refused(response.status, refusal)

    def _exchange(
        self, method: str, address: str, body: bytes | None, headers: Mapping[str, str]
    ) -> BaseHTTPResponse:
        """Send a request; once more with a login where the server asks for one."""
        response = self._request(method, address, body, headers)
        if response.status == HTTPStatus.UNAUTHORIZED:
            challenges = response.headers.getlist("WWW-Authenticate")
            if self._login.accept(address, challenges):
                response.close()
                response = self._request(method, address, body, headers)
        return response

    def _request(
        self, method: str, address: str, body: bytes | None, headers: Mapping[str, str]
    ) -> BaseHTTPResponse:
        from urllib3.util import parse_url

        own = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"}
        login = self._login.headers(method, address, parse_url(address).request_uri)
        return self._pool(address).request(
            method,
            address,
            body=body,
            headers={**own, **headers, **login},
            timeout=self._timeout,
            retries=False,
            redirect=False,  # a redirected query would arrive without its text
            preload_content=False,
            decode_content=False,
        )

    def _pool(self, address: str) -> PoolManager:
        """Return the connections for an address: direct, or by the proxy of the environment."""
        idle, self._last_use = time.monotonic() - self._last_use, time.monotonic()
        if idle > _IDLE:
            self._pools.clear()
        proxy = _proxy_for(address)
        if proxy not in self._pools:
            self._pools[proxy] = _connections(proxy)
        return self._pools[proxy]


def _connections(proxy: str) -> PoolManager:
    import urllib3

    if not proxy:
        return urllib3.PoolManager(maxsize=_CONNECTIONS)
    parts = urlsplit(proxy)
    login = unquote(f"{parts.username}:{parts.password or ''}") if parts.username else None
    headers = urllib3.make_headers(proxy_basic_auth=login)
    return urllib3.ProxyManager(proxy, proxy_headers=headers, maxsize=_CONNECTIONS)


def _proxy_for(address: str) -> str:
    """Return the address of the proxy that the environment names for an address, or nothing."""
    from urllib.request import getproxies, proxy_bypass

    parts = urlsplit(address)
    proxy = getproxies().get(parts.scheme, "")
    if not proxy or proxy_bypass(parts.netloc):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


def _http_errors() -> tuple[type[Exception], ...]:
    """Return the errors that a request or a body may raise, all of urllib3's among them."""
    from http.client import HTTPException

    from urllib3.exceptions import HTTPError

    return (HTTPError, HTTPException, OSError, EOFError, zlib.error)


def _failure(error: Exception, timeout: float) -> RequestFailed:
    """Return the failure that an error of urllib3, of a socket or of gzip means."""
    from http.client import IncompleteRead

    cause = _root_cause(error)
    if isinstance(cause, TimeoutError):
        return RequestFailed(f"says nothing for {timeout:g} s", transient=True)
    broken = (ConnectionResetError, BrokenPipeError, IncompleteRead, EOFError, zlib.error)
    if isinstance(cause, broken):
        return RequestFailed("breaks off its answer", transient=True)
    reason = getattr(cause, "strerror", None) or cause
    return RequestFailed(
        f"cannot be reached ({reason}); is the address right, and is there a network?"
    )


def _root_cause(error: BaseException) -> BaseException:
    """Return the error of the socket below those of urllib3, which wrap it as cause or argument."""
    while True:
        wrapped = [e for e in (error.__cause__, *error.args) if isinstance(e, BaseException)]
        if not wrapped:
            return error
        error = wrapped[0]


def _refused(status: int, response: Response) -> RequestFailed:
    """Return the failure that a status other than success means."""
    phrase = f" {HTTPStatus(status).phrase}" if status in set(HTTPStatus) else ""
    return RequestFailed(
        f"answers {status}{phrase}",
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
