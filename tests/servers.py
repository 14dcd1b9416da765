"""Real servers for tests, each a process of its own on a free port of 127.0.0.1."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

OXIGRAPH = str(Path(sys.executable).parent / "oxigraph")


@contextmanager
def oxigraph_server(folder: Path, data: Path) -> Iterator[str]:
    """The address of an Oxigraph server that holds what a file of RDF says, while it runs."""
    store = str(folder / "store")
    load = [OXIGRAPH, "load", "--location", store, "--file", str(data)]
    subprocess.run(load, check=True, capture_output=True)
    port = free_port()
    serve = [OXIGRAPH, "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{port}"]
    with running(serve, port) as address:
        yield f"{address}query"


@contextmanager
def running(command: Sequence[str], port: int, folder: Path | None = None) -> Iterator[str]:
    """The address of what a command serves at a port, while it runs."""
    address = f"http://127.0.0.1:{port}/"
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, cwd=folder) as server:
        try:
            _wait_for(address, server)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens to."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert server.poll() is None, "the server has stopped"
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except urllib.error.URLError:
            time.sleep(0.05)
    raise AssertionError("the server does not answer")
