"""HTTP requests over urllib3: logins, proxies, connections that stay open, limits."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from kembar._version import __version__
from kembar.language import _, numeral
from kembar.rdf.remote.http_login import Login
from kembar.rdf.remote.http_response import (
    Response,
    failure_of,
    http_errors,
    refusal_of,
)
from kembar.rdf.remote.request_limits import RequestLimits

if TYPE_CHECKING:  # urllib3 takes 50 ms to import, which only requests shall pay
    from urllib3 import BaseHTTPResponse, PoolManager

USER_AGENT = f"Kembar/{__version__} (sister-city knowledge graph; contact in repository)"

_IDLE = 4.0
"""Seconds after which a connection is not used again: servers close idle ones from 5 s on."""

LoginSource = Callable[[str], str]
"""Return the login for an address, or nothing; see `Login` for its forms."""


class HttpClient:
    """Send requests over connections that stay open; several threads may share one.

    Args:
        login_for: returns the login for an address; it is sent only to the origin of that address.
        limits: of each request, unless it has others.
    """

    def __init__(
        self, login_for: LoginSource = lambda _: "", limits: RequestLimits | None = None
    ) -> None:
        self._login_for = login_for
        self._limits = limits or RequestLimits()
        self._logins: dict[str, Login] = {}
        self._pools: dict[tuple[bool, str], PoolManager] = {}
        self._last_use = 0.0

    def send(
        self,
        address: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        method: str = "",
        *,
        limits: RequestLimits | None = None,
    ) -> Response:
        """Send a request and return its response of success; nothing is redirected or retried.

        Args:
            address: of http or https.
            body: of the request; form data where no header Content-Type says otherwise.
            headers: in addition to those that every request has.
            method: POST where there is a body, else GET, where empty.
            limits: of this request and its response together; those of the client where None.

        Raises:
            RequestFailed: there is no response, none of success, or none within the limits.
            InputError: a login would go over plain HTTP.
        """
        limits = limits or self._limits
        end = time.monotonic() + limits.seconds
        method = method or ("GET" if body is None else "POST")
        fields = dict(headers or {})
        if body is not None:
            fields = {"Content-Type": "application/x-www-form-urlencoded", **fields}
        errors: tuple[type[Exception], ...] = (*http_errors(), ValueError)
        try:
            response = self._exchange(method, address, body, fields, end)
        except errors as error:
            late = _("gives no answer within {seconds} s", seconds=numeral(limits.seconds))
            raise failure_of(error, late) from None
        reply = Response(response, limits, end)
        if 200 <= response.status < 300:
            return reply
        with reply:
            raise refusal_of(response.status, reply)

    def _exchange(
        self,
        method: str,
        address: str,
        body: bytes | None,
        headers: Mapping[str, str],
        end: float,
    ) -> BaseHTTPResponse:
        """Send a request; once more with a login where the server asks for one."""
        from kembar.rdf.remote.deadline import request_until

        with request_until(end):
            response = self._request(method, address, body, headers)
            if response.status == HTTPStatus.UNAUTHORIZED:
                challenges = response.headers.getlist("WWW-Authenticate")
                if self._login(address).accept(challenges):
                    response.close()
                    response = self._request(method, address, body, headers)
            return response

    def _request(
        self, method: str, address: str, body: bytes | None, headers: Mapping[str, str]
    ) -> BaseHTTPResponse:
        from urllib3.util import parse_url

        own = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"}
        login = self._login(address).headers(method, parse_url(address).request_uri)
        return self._pool(address).request(
            method,
            address,
            body=body,
            headers={**own, **headers, **login},
            timeout=None,  # the connections end each request by themselves
            retries=False,
            redirect=False,  # a redirected query would arrive without its text, and a login astray
            preload_content=False,
            decode_content=False,
        )

    def _login(self, address: str) -> Login:
        """Return the login of the origin of an address."""
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._logins:
            self._logins[origin] = Login(self._login_for(address), address, is_private(address))
        return self._logins[origin]

    def _pool(self, address: str) -> PoolManager:
        """Return the connections for an address: direct, or by the proxy of the environment."""
        from kembar.rdf.remote.deadline import connections

        idle, self._last_use = time.monotonic() - self._last_use, time.monotonic()
        if idle > _IDLE:
            self._pools.clear()
        proxy = _proxy_for(address)
        tls = address.lower().startswith("https:") or proxy.lower().startswith("https:")
        if (tls, proxy) not in self._pools:
            parts = urlsplit(proxy)
            login = unquote(f"{parts.username}:{parts.password or ''}") if parts.username else None
            self._pools[tls, proxy] = connections(tls=tls, proxy=proxy, proxy_login=login)
        return self._pools[tls, proxy]


def is_private(address: str) -> bool:
    """Return whether nobody between here and an address can read along: TLS, or this machine."""
    return urlsplit(address).scheme == "https" or _is_this_machine(address)


def _is_this_machine(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _proxy_for(address: str) -> str:
    """Return the address of the proxy that the environment names for an address, or nothing."""
    from urllib.request import getproxies, proxy_bypass

    parts = urlsplit(address)
    proxy = getproxies().get(parts.scheme, "")
    if not proxy or proxy_bypass(parts.netloc) or _is_this_machine(address):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"
