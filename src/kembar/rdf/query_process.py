"""Processes that answer the queries of others: the engine cannot be stopped, a process can.

A process opens the store of an engine read-only, answers one query after the other, and is ended
by a limit: seconds, memory, or the size of the answer. It ends with its engine, or with this
process, however that ends. Where the store is in memory, its process gets a copy.

On Windows the memory is not limited.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple, cast

import pyoxigraph as ox

from kembar.errors import DamagedStore, KembarError
from kembar.language import _, numeral
from kembar.rdf import query_child
from kembar.rdf.limits import Limits
from kembar.rdf.query_child import (
    ANSWER_CODE,
    END,
    ERROR,
    HEAD_SIZE,
    MEMORY_CODE,
    PIECE,
    READY,
    REQUEST,
    TABLE,
    TIME_CODE,
    TRUTH,
    frame,
)

_MEGABYTE = 2**20
_ERRORS: dict[str, type[Exception]] = {
    one.__name__: one for one in (SyntaxError, ValueError, RuntimeError, OSError, FileNotFoundError)
}
"""Errors of pyoxigraph by name."""


class RawAnswer(NamedTuple):
    """The answer of a process.

    Attributes:
        form: "table", "graph" or "truth".
        columns: of a table.
        data: SPARQL TSV, N-Triples, or "true" or "false".
    """

    form: str
    columns: tuple[str, ...]
    data: bytes


class QueryProcesses:
    """The processes of one store: as many as threads ask at the same time.

    Args:
        store: as the processes shall see it; it does not change any more.
        folder: of the store; None for one in memory.
    """

    def __init__(self, store: ox.Store, folder: Path | None) -> None:
        self._store = store
        self._folder = folder
        self._lock = threading.Lock()
        self._idle: list[_QueryProcess] = []
        self._all: set[_QueryProcess] = set()
        self._finalizer = weakref.finalize(self, _end_all, self._all)

    def warm_up(self) -> None:
        """Start a process, which gets ready while this one does other things."""
        if not self._all:
            self._idle.append(self._start())

    def answer(self, query: str, limits: Limits) -> RawAnswer:
        """Return the answer to a query.

        Raises:
            KembarError: a limit was passed; the line says which, and what to do.
            DamagedStore: the folder of the store is gone.
            SyntaxError, ValueError, RuntimeError, OSError: as of pyoxigraph.
        """
        return self._answer(query, limits)

    def _answer(self, query: str, limits: Limits, *, form_only: bool = False) -> RawAnswer:
        process = self._take()
        try:
            answer = process.answer(query, limits, form_only=form_only)
        except _Ended as end:
            self._drop(process)
            if self._folder is not None and not self._folder.exists():
                raise DamagedStore(_("its folder is gone")) from None
            raise KembarError(_reason(end.code, limits)) from None
        except BaseException as error:
            if process.is_ready and isinstance(error, tuple(_ERRORS.values())):
                self._give_back(process)
            else:
                self._drop(process)
            raise
        self._give_back(process)
        return answer

    def form(self, query: str, limits: Limits) -> RawAnswer:
        """Return the form of a query and its columns, without rows; raises as `answer` does."""
        return self._answer(query, limits, form_only=True)

    def end(self) -> None:
        """End all processes; a query that runs fails."""
        _end_all(self._all)

    def _take(self) -> _QueryProcess:
        with self._lock:
            while self._idle:
                process = self._idle.pop()
                if process.is_alive:
                    return process
                self._drop(process)
        return self._start()

    def _start(self) -> _QueryProcess:
        process = _QueryProcess(self._store, self._folder)
        self._all.add(process)
        return process

    def _give_back(self, process: _QueryProcess) -> None:
        with self._lock:
            self._idle.append(process)

    def _drop(self, process: _QueryProcess) -> None:
        process.end()
        self._all.discard(process)


class _Ended(Exception):
    """A process ended instead of answering; `code` is that of its exit."""

    def __init__(self, code: int) -> None:
        self.code = code


class _Pieces:
    """A file whose content is sent to a process."""

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self._send = send

    def write(self, data: bytes) -> int:
        if data:  # an empty frame would end the store
            self._send(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: each piece was sent."""


class _QueryProcess:
    """One process; `is_ready` once it opened the store."""

    def __init__(self, store: ox.Store, folder: Path | None) -> None:
        program, packages = Path(query_child.__file__), Path(ox.__file__).parents[1]
        # Isolated: nothing of the current folder or of the environment is imported.
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(program), str(packages)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.is_ready = False
        with suppress(OSError):  # one that ended is noticed when it is asked
            self._send(b"" if folder is None else bytes(folder))
            if folder is None:
                store.dump(cast("IO[bytes]", _Pieces(self._send)), format=ox.RdfFormat.N_QUADS)
                self._send(b"")

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def answer(self, query: str, limits: Limits, *, form_only: bool) -> RawAnswer:
        memory, most = limits.megabytes * _MEGABYTE, limits.answer_megabytes * _MEGABYTE
        lines = f"{limits.seconds}\n{memory}\n{0 if form_only else most}\n"
        request = (lines + query).encode("utf-8", "surrogatepass")
        if not self.is_ready:
            self._expect_ready()
        try:
            self._send(request)
        except OSError:
            raise self._ended() from None
        kind, head = self._receive()
        if kind == TRUTH:
            return RawAnswer("truth", ("answer",), head)
        pieces = []
        while (piece := self._receive())[0] == PIECE:
            pieces.append(piece[1])
        assert piece[0] == END
        columns = tuple(head.decode().split())
        return RawAnswer("table" if kind == TABLE else "graph", columns, b"".join(pieces))

    def end(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError, AttributeError):
                stream.close()  # type: ignore[union-attr]  # both are pipes

    def _expect_ready(self) -> None:
        kind, _ = self._receive()
        self.is_ready = kind == READY

    def _send(self, data: bytes) -> None:
        stream = self._stream(self._process.stdin)
        stream.write(frame(REQUEST, data))
        stream.flush()

    def _receive(self) -> tuple[int, bytes]:
        """Return the next frame; an error of pyoxigraph in it is raised."""
        stream = self._stream(self._process.stdout)
        head = stream.read(HEAD_SIZE)
        if len(head) < HEAD_SIZE:
            raise self._ended()
        size = int.from_bytes(head[1:], "big")
        data = stream.read(size)
        if len(data) < size:
            raise self._ended()
        if head[0] == ERROR:
            name, _, text = data.decode().partition("\n")
            raise _ERRORS.get(name, RuntimeError)(text)
        return head[0], data

    def _ended(self) -> _Ended:
        return _Ended(self._process.wait())

    @staticmethod
    def _stream(stream: IO[bytes] | None) -> IO[bytes]:
        assert stream is not None
        return stream


def _end_all(processes: set[_QueryProcess]) -> None:
    for process in list(processes):
        process.end()


def _reason(code: int, limits: Limits) -> str:
    """Return why a process ended with a code, and what to do."""
    if code == TIME_CODE:
        return _(
            "the query takes longer than {seconds} s; ask for less (add LIMIT, or narrow the "
            "pattern), or raise the limit with {setting}",
            seconds=numeral(limits.seconds),
            setting="--time-limit",
        )
    if code in (MEMORY_CODE, -6, -9):  # allocators abort, and the system kills
        return _(
            "the query needs more than {megabytes} MB of memory; ask for less (add LIMIT, or "
            "narrow the pattern), or raise the limit with {setting}",
            megabytes=numeral(limits.megabytes),
            setting="--memory-limit",
        )
    if code == ANSWER_CODE:
        return _(
            "the answer is longer than {megabytes} MB; ask for less (add LIMIT, or narrow the "
            "pattern), or raise the limit with {setting}",
            megabytes=numeral(limits.answer_megabytes),
            setting="KEMBAR_ANSWER_LIMIT",
        )
    if code in (-11, -10, -4, 0xC00000FD):  # a stack overflow, as each system says it
        return _("the query is nested too deeply, or is too long, for the engine; simplify it")
    return _(
        "the query ended the process that answers it (exit code {code}); simplify it", code=code
    )
