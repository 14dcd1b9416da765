"""A pool of worker processes that runs one task on many items.

Workers import neither the main module of the caller, which may be a script that must not run twice,
nor modules of the current folder, which may have the names of others. They end with the caller,
however it ends.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice
from multiprocessing.connection import wait
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.queues import SimpleQueue
from types import ModuleType, TracebackType
from typing import Any, Generic, TypeVar

from kembar.errors import KembarError
from kembar.language import _, language, set_language

Item = TypeVar("Item")
Result = TypeVar("Result")

_POLL = 1.0
"""Seconds between looks whether a worker was killed while it sent a result."""

_starting = threading.Lock()
_task: Callable[[Any], Any]
"""In a worker: the task of its pool."""


class WorkerPool(Generic[Item, Result]):
    """Worker processes for one task, which end with the block that they are opened for."""

    def __init__(self, task: Callable[[Item], Result], workers: int) -> None:
        _start_tracker()
        self._workers = workers
        self._context = _Context()
        self._executor = ProcessPoolExecutor(
            workers, self._context, _initialize, (task, language())
        )

    def __enter__(self) -> WorkerPool[Item, Result]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        if kind is not None:
            self._context.kill()
        self._executor.shutdown()

    def map(self, items: Iterable[Item]) -> Iterator[Result]:
        """Yield the result of each item, in order; few results wait at a time.

        Raises:
            KembarError: a worker was killed.
            Exception: any that the task raises.
        """
        rest = iter(items)
        try:
            futures = deque(self._submit(rest, self._workers + 1))
            while futures:
                result = self._result(futures.popleft())
                futures.extend(self._submit(rest, 1))
                yield result
        except BrokenProcessPool:
            raise KembarError(_("a process that read files was stopped; try again")) from None

    def _submit(self, items: Iterator[Item], count: int) -> list[Future[Result]]:
        return [self._executor.submit(_run, item) for item in islice(items, count)]

    def _result(self, future: Future[Result]) -> Result:
        while True:
            try:
                return future.result(_POLL)
            except TimeoutError:
                # The executor waits for ever for the rest of a result whose sender was killed.
                if future.done() or self._context.lost_a_process():
                    raise BrokenProcessPool from None


def open_pool(task: Callable[[Item], Result], workers: int) -> WorkerPool[Item, Result] | None:
    """Return a pool of workers for one task; None where this process or system can have none.

    Args:
        task: a function of one item; it, the items and the results can be pickled.
        workers: the number of processes.
    """
    if not sys.executable or multiprocessing.current_process().daemon:
        return None
    # Some systems have no semaphores that processes share.
    with suppress(ImportError, NotImplementedError, OSError):
        return WorkerPool(task, workers)
    return None


class _Process(SpawnProcess):
    def start(self) -> None:
        with _start_apart():
            super().start()


class _Context(SpawnContext):
    """Starts processes for an executor, and can kill them."""

    def __init__(self) -> None:
        super().__init__()
        self._processes: list[_Process] = []
        self._queues: list[SimpleQueue[Any]] = []

    def Process(self, *args: Any, **kwargs: Any) -> _Process:  # type: ignore[override]  # noqa: N802 - a static method there, named so
        process = _Process(*args, **kwargs)
        self._processes.append(process)
        return process

    def SimpleQueue(self) -> SimpleQueue[Any]:  # noqa: N802 - as multiprocessing has it
        queue = super().SimpleQueue()
        self._queues.append(queue)
        return queue

    def lost_a_process(self) -> bool:
        return bool(wait([process.sentinel for process in self._processes], 0))

    def kill(self) -> None:
        for process in self._processes:
            process.kill()
        for queue in self._queues:
            # Else the executor waits for ever for the rest of a result.
            queue._writer.close()  # type: ignore[attr-defined]  # a pipe, not public


def _start_tracker() -> None:
    """Start the process that removes the semaphores of one that was killed, without its warning."""
    if os.name == "posix":
        from multiprocessing import resource_tracker

        with _starting:
            sys.warnoptions.append("ignore:resource_tracker")
            try:
                resource_tracker.ensure_running()
            finally:
                sys.warnoptions.pop()


@contextmanager
def _start_apart() -> Iterator[None]:
    """Start processes without the main module and the current folder.

    Ctrl-C does not reach them; their parent kills them.
    """
    with _starting, ExitStack() as undo:
        if hasattr(signal, "pthread_sigmask"):
            mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            undo.callback(signal.pthread_sigmask, signal.SIG_SETMASK, mask)
        undo.callback(sys.modules.__setitem__, "__main__", sys.modules["__main__"])
        sys.modules["__main__"] = ModuleType("__main__")
        if "PYTHONSAFEPATH" not in os.environ:
            os.environ["PYTHONSAFEPATH"] = "1"
            undo.callback(os.environ.pop, "PYTHONSAFEPATH")
        yield


def _initialize(task: Callable[[Any], Any], code: str) -> None:
    """Prepare a worker, which speaks the language of its parent."""
    global _task
    _task = task
    set_language(code)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # A worker ends soon; collecting garbage among its results took an eighth of its time.
    gc.disable()


def _run(item: Any) -> Any:
    return _task(item)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
