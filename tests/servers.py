"""SPARQL servers for tests, each in its own process on a free port of 127.0.0.1."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from kembar.rdf.remote.endpoint import Endpoint

OXIGRAPH = str(Path(sys.executable).parent / "oxigraph")


@contextmanager
def oxigraph_server(folder: Path, data: Path) -> Iterator[str]:
    """Yield the address of an Oxigraph server with the triples of a file."""
    store = str(folder / "store")
    load = [OXIGRAPH, "load", "--location", store, "--file", str(data)]
    subprocess.run(load, check=True, capture_output=True)
    port = free_port()
    serve = [OXIGRAPH, "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{port}"]
    with running(serve, port) as address:
        yield f"{address}query"


@contextmanager
def oxigraph_endpoint(folder: Path, *options: str) -> Iterator[Endpoint]:
    """Yield the endpoint of an empty Oxigraph server."""
    port = free_port()
    arguments = ["--location", str(folder / "oxigraph"), "--bind", f"127.0.0.1:{port}"]
    with running([OXIGRAPH, "serve", *arguments, *options], port) as address:
        yield Endpoint(f"{address}query", f"{address}update", f"{address}store")


@contextmanager
def virtuoso_endpoint(folder: Path) -> Iterator[Endpoint]:
    """Yield the endpoint of an empty Virtuoso server, which requires a login by Digest."""
    if shutil.which("virtuoso-t") is None and os.environ.get("CI") != "true":
        pytest.skip("Virtuoso is not installed")
    port = free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO_INI.format(port=port, sql=free_port()))
    command = ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"]
    with running(command, port, folder) as address:
        sparql = f"{address}sparql-auth"
        yield Endpoint(sparql, sparql, f"{address}sparql-graph-crud-auth", auth=VIRTUOSO_LOGIN)


VIRTUOSO_LOGIN = "KEMBAR_AUTH_VIRTUOSO"
"""The environment variable for the login of a new Virtuoso, dba:dba."""

# ResultSetMaxRows: 10,000 rows without it. CheckpointInterval 0: none while a test runs.
# ThreadsPerQuery 1: with several it loses a row now and then (openlink/virtuoso-opensource#575).
VIRTUOSO_INI = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = {sql}
DisableUnixSocket = 1
CheckpointInterval = 0
CaseMode = 2
ThreadsPerQuery = 1
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
MaxMemPoolSize = 2000000000
MaxQueryMem = 1G
DirsAllowed = .
[HTTPServer]
ServerPort = {port}
ServerRoot = .
ServerThreads = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 10000000
MaxQueryExecutionTime = 60
"""


@contextmanager
def running(command: Sequence[str], port: int, folder: Path | None = None) -> Iterator[str]:
    """Yield the address of a server that a command starts at a port; stop it afterwards."""
    address = f"http://127.0.0.1:{port}/"
    null = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=null, stderr=null, cwd=folder) as server:
        try:
            _wait_for(address, server)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=120)


@contextmanager
def socket_server(behave: Callable[[socket.socket], None]) -> Iterator[str]:
    """Yield the address of a server that behaves as a function does with each connection.

    The function may send for ever: when the server ends, its sockets are shut.
    """
    accepted: list[socket.socket] = []
    threads: list[threading.Thread] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve(connection: socket.socket) -> None:
        with suppress(OSError), connection:
            behave(connection)

    def accept() -> None:
        with suppress(OSError):
            while True:
                accepted.append(listener.accept()[0])
                threads.append(threading.Thread(target=serve, args=accepted[-1:]))
                threads[-1].start()

    acceptor = threading.Thread(target=accept)
    acceptor.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"
    finally:
        for sock in (listener, *accepted):
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        listener.close()
        for thread in (acceptor, *threads):
            thread.join()


def free_port() -> int:
    """Return a port of 127.0.0.1 that no server uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert server.poll() is None, "the server has stopped"
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return  # it runs, though it refuses this request
        except urllib.error.URLError:
            time.sleep(0.05)
    raise AssertionError("the server does not answer")
