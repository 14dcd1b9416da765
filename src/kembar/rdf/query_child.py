"""The program of a query process; `kembar.rdf.query_process` starts it by its path.

    python -I -S query_child.py FOLDER_OF_PYOXIGRAPH

It imports nothing of Kembar, so that it starts in a few hundredths of a second. Frames of
`FRAME` come on standard input: the folder of a store (or none, and then its N-Quads in pieces), and
each query with its limits. An answer is a frame that says its form, pieces, and an end. A limit
that is passed ends the process with one of the codes below.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import struct
import sys
import threading
from io import BytesIO
from typing import Any

READY, TABLE, GRAPH, TRUTH, PIECE, END, ERROR = b"rtgbpze"
"""Kinds of the frames of an answer."""

FRAME = struct.Struct(">cQ")
"""The head of a frame: its kind, and the number of bytes that follow."""

TIME_CODE = 1
"""The exit code of a query that takes too long; faulthandler has no other."""

MEMORY_CODE = 82
ANSWER_CODE = 83
FAULT_CODE = 84

_STACK = 64 * 2**20
"""Bytes of the stack of the thread that answers: parser and evaluator recurse."""

_OPENING = 60.0
"""Seconds that opening a store may take: one that is just being deleted may take for ever."""


def main(packages: str) -> None:
    """Answer the queries on standard input until it ends, or the parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
    sys.path.append(packages)
    # Only the end of a process frees a thread that waits in native code: so it is a daemon.
    threading.stack_size(_STACK)
    serving = threading.Thread(target=_serve, daemon=True)
    serving.start()
    threading.stack_size(0)  # of the watchdog's threads
    parent = os.getppid()
    while serving.is_alive() and os.getppid() == parent:
        serving.join(0.2)
        if _Limit.bytes and _peak_memory() > _Limit.bytes:
            os._exit(MEMORY_CODE)
    os._exit(0)


class _Limit:
    """The memory that the query may use; 0 where the system holds it, or no query runs."""

    bytes = 0.0


def _serve() -> None:
    try:
        _answer_all()
    except (MemoryError, RuntimeError):  # no room for the thread of the watchdog
        os._exit(MEMORY_CODE)
    except BaseException:
        os._exit(FAULT_CODE)


def _answer_all() -> None:
    import pyoxigraph as ox

    with open(os.devnull, "wb") as nothing:  # noqa: PTH123 - pathlib takes long to import
        faulthandler.dump_traceback_later(_OPENING, exit=True, file=nothing)
        try:
            store = _open(ox)
        except (OSError, RuntimeError, ValueError, SyntaxError) as error:
            _send_error(error)
            return
        _send(READY)
        faulthandler.cancel_dump_traceback_later()
        while (request := _receive()) is not None:
            seconds, memory, answer_bytes, query = json.loads(request)
            faulthandler.dump_traceback_later(seconds, exit=True, file=nothing)
            _limit_memory(memory)
            try:
                _answer(ox, store, query, answer_bytes)
            except (OSError, RuntimeError, ValueError, SyntaxError) as error:
                _send_error(error)
            faulthandler.cancel_dump_traceback_later()
            _Limit.bytes = 0


def _open(ox: Any) -> Any:
    folder = _receive()
    if folder:
        return ox.Store.read_only(os.fsdecode(folder))
    store = ox.Store()
    pieces = []
    while piece := _receive():
        pieces.append(piece)
    store.bulk_load(BytesIO(b"".join(pieces)), format=ox.RdfFormat.N_QUADS)
    return store


def _answer(ox: Any, store: Any, query: str, answer_bytes: float) -> None:
    result = store.query(query)
    if isinstance(result, ox.QueryBoolean):
        _send(TRUTH, b"true" if result else b"false")
        return
    if isinstance(result, ox.QueryTriples):
        _send(GRAPH)
        result.serialize(_Pieces(answer_bytes), format=ox.RdfFormat.N_TRIPLES)
    else:
        _send(TABLE, json.dumps([variable.value for variable in result.variables]).encode())
        result.serialize(_Pieces(answer_bytes), format=ox.QueryResultsFormat.TSV)
    _send(END)


class _Pieces:
    """A file that sends what is written to it, as long as the answer is short enough."""

    def __init__(self, answer_bytes: float) -> None:
        self._room = answer_bytes

    def write(self, data: bytes) -> int:
        self._room -= len(data)
        if self._room < 0:
            os._exit(ANSWER_CODE)
        _send(PIECE, data)
        return len(data)

    def flush(self) -> None:
        sys.stdout.buffer.flush()


def _limit_memory(size: float) -> None:
    if sys.platform == "linux":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        limit = int(size) if most == resource.RLIM_INFINITY else min(int(size), most)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, most))
    else:
        _Limit.bytes = size


def _peak_memory() -> float:
    """Return the most bytes that the process has used; 0 on Windows, which does not say."""
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _receive() -> bytes | None:
    """Return the next frame of the parent; None at the end."""
    stream = sys.stdin.buffer
    head = stream.read(FRAME.size)
    if len(head) < FRAME.size:
        return None
    return stream.read(FRAME.unpack(head)[1])


def _send(kind: int, data: bytes = b"") -> None:
    stream = sys.stdout.buffer
    stream.write(FRAME.pack(bytes([kind]), len(data)) + data)
    if kind != PIECE:
        stream.flush()


def _send_error(error: Exception) -> None:
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    _send(ERROR, json.dumps([type(error).__name__, text]).encode())


if __name__ == "__main__":
    main(sys.argv[1])
