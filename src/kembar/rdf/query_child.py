"""The program of a query process; `kembar.rdf.query_process` starts it by its path.

    python -I -S query_child.py FOLDER_OF_PYOXIGRAPH

It imports nothing of Kembar and little else, so that it starts in two hundredths of a second.
Frames come on standard input: the folder of a store (or none, and then its N-Quads in pieces), and
each query with its limits, a line each. An answer is a frame that says its form, pieces, and an
end; where the limit of its size is 0, only its form and its columns. A limit that is passed ends
the process with a code below.
"""

from __future__ import annotations

# The modules over these two, signal and threading, took half of the time of the start.
import _signal  # type: ignore[import-not-found]  # typeshed lacks it
import _thread
import faulthandler
import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

READY, TABLE, GRAPH, TRUTH, PIECE, END, ERROR, REQUEST = b"rtgbpzeq"
"""Kinds of frames."""

HEAD_SIZE = 9
"""Bytes of the head of a frame: its kind, and the number of bytes that follow."""

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
    _signal.signal(_signal.SIGINT, _signal.SIG_IGN)  # the parent ends this process
    sys.path.append(packages)
    parent = os.getppid()
    _thread.stack_size(_STACK)
    _thread.start_new_thread(_serve, ())
    _thread.stack_size(0)  # of the watchdog's threads
    while os.getppid() == parent:
        time.sleep(0.2)
        if _Limit.bytes and _peak_memory() > _Limit.bytes:
            os._exit(MEMORY_CODE)
    os._exit(0)


class _Limit:
    """The memory that the query may use; 0 where the system limits it, or no query runs."""

    bytes = 0.0


def _serve() -> None:
    try:
        _answer_all()
        os._exit(0)
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
            text = request.decode("utf-8", "surrogatepass")
            seconds, memory, room, query = text.split("\n", 3)
            faulthandler.dump_traceback_later(float(seconds), exit=True, file=nothing)
            _limit_memory(float(memory))
            try:
                _answer(ox, store, query, float(room))
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
    store.bulk_load(b"".join(pieces), format=ox.RdfFormat.N_QUADS)
    return store


def _answer(ox: Any, store: Any, query: str, answer_bytes: float) -> None:
    result = store.query(query)
    if isinstance(result, ox.QueryBoolean):
        _send(TRUTH, b"true" if result else b"false")
        return
    if isinstance(result, ox.QueryTriples):
        _send(GRAPH)
        form: Any = ox.RdfFormat.N_TRIPLES
    else:
        _send(TABLE, "\n".join([variable.value for variable in result.variables]).encode())
        form = ox.QueryResultsFormat.TSV
    if answer_bytes:
        result.serialize(_Pieces(answer_bytes), format=form)
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
    head = stream.read(HEAD_SIZE)
    return stream.read(int.from_bytes(head[1:], "big")) if len(head) == HEAD_SIZE else None


def frame(kind: int, data: bytes) -> bytes:
    """Return a frame."""
    return bytes([kind]) + len(data).to_bytes(HEAD_SIZE - 1, "big") + data


def _send(kind: int, data: bytes = b"") -> None:
    stream = sys.stdout.buffer
    stream.write(frame(kind, data))
    if kind != PIECE:
        stream.flush()


def _send_error(error: Exception) -> None:
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    _send(ERROR, f"{type(error).__name__}\n{text}".encode())


if __name__ == "__main__":
    main(sys.argv[1])
