"""Connections of urllib3 on which all of a request has one deadline.

A timeout of urllib3 holds for one operation of a socket, so that a server which sends a byte a
second is never stopped. Here each operation gets the time that is left.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util import make_headers
from urllib3.util.ssl_ import create_urllib3_context

_CONNECTIONS = 8
"""Idle connections that stay open for each origin."""

_end: ContextVar[float] = ContextVar("end")
"""The end of the request that this thread sends, by time.monotonic()."""


@contextmanager
def request_until(end: float) -> Iterator[None]:
    """Let what is sent within the context, and its response, end at a time of time.monotonic()."""
    token = _end.set(end)
    try:
        yield
    finally:
        _end.reset(token)


def connections(*, tls: bool, proxy: str = "", proxy_login: str | None = None) -> PoolManager:
    """Return a pool of connections for requests within `request_until`.

    Args:
        tls: some requests go by https, or to a proxy by https.
        proxy: the address of a proxy; none where empty.
        proxy_login: "user:password" of the proxy.
    """
    context = _tls_context() if tls else None
    pool = PoolManager(maxsize=_CONNECTIONS, ssl_context=context)
    if proxy:
        pool = ProxyManager(
            proxy,
            proxy_headers=make_headers(proxy_basic_auth=proxy_login),
            maxsize=_CONNECTIONS,
            ssl_context=context,
            proxy_ssl_context=context,
        )
    pool.pool_classes_by_scheme = {"http": _PlainPool, "https": _TlsPool}
    return pool


def _tls_context() -> ssl.SSLContext:
    context = create_urllib3_context()
    context.load_default_certs()
    context.sslsocket_class = _TlsSocket
    return context


def _time_left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _PlainSocket(socket.socket):
    """A socket whose operations end at one time."""

    end: float

    def recv(self, *args: Any) -> bytes:
        self.settimeout(_time_left(self.end))
        return super().recv(*args)

    def recv_into(self, *args: Any) -> int:
        self.settimeout(_time_left(self.end))
        return super().recv_into(*args)

    def sendall(self, *args: Any) -> None:
        self.settimeout(_time_left(self.end))
        super().sendall(*args)


class _TlsSocket(_PlainSocket, ssl.SSLSocket):
    """The same over TLS; a handshake is one operation, and `sendall` several of `send`."""

    def do_handshake(self, *args: Any) -> None:
        self.end = _end.get()
        self.settimeout(_time_left(self.end))
        super().do_handshake(*args)

    def send(self, *args: Any) -> int:
        self.settimeout(_time_left(self.end))
        return super().send(*args)


class _PlainConnection(HTTPConnection):
    """A connection over a socket with an end; one that is used again gets that of the request."""

    def _new_conn(self) -> socket.socket:
        return _connect(self._dns_host, self.port, self.socket_options or [])

    def request(self, *args: Any, **options: Any) -> None:
        _set_end(self.sock)
        super().request(*args, **options)


class _TlsConnection(_PlainConnection, HTTPSConnection):
    """The same over TLS."""


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


def _set_end(sock: Any) -> None:
    """Set the end of a socket; of the one below where TLS runs within that of a proxy."""
    if sock is not None:
        getattr(sock, "socket", sock).end = _end.get()


def _connect(host: str, port: int, options: Any) -> socket.socket:
    """Connect to the first address of a host that answers; each has its share of the time left."""
    targets = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    for rest in range(len(targets) - 1, -1, -1):
        family, kind, protocol, _, target = targets[-1 - rest]
        sock = _PlainSocket(family, kind, protocol)
        try:
            sock.end = _end.get()
            sock.settimeout(_time_left(sock.end) / (rest + 1))
            for option in options:
                sock.setsockopt(*option)
            sock.connect(target)
            return sock
        except OSError:
            sock.close()
            if not rest:
                raise
    raise OSError(_("{host} has no address", host=host))
