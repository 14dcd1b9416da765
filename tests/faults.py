"""Fault injection: a layer between the program and the disk that fails at the n-th operation.

`arm` makes the running process die, or get an error, at one operation below a folder: opening for
writing, writing, fsync, renaming, making and removing. An audit hook counts the calls of Python to
the system, in whichever way a module makes them; writing and fsync, which have no audit event, are
wrapped.

`Commands` runs the program's real commands, each in a process of its own. The processes are forked
from one that has imported the program, as five hundred cold starts would take minutes. That process
opens no store and starts no thread; it has read the gazetteer, and nothing of a workspace.
"""

from __future__ import annotations

import builtins
import errno
import functools
import io
import itertools
import json
import os
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

SPACE = ("open", "write", "fsync", "mkdir")
"""Operations that a full disk refuses; it lets go, and renames, as before."""

_EVENTS = {
    "os.rename": "rename",
    "os.mkdir": "mkdir",
    "os.remove": "remove",
    "os.rmdir": "rmdir",
    "os.chmod": "chmod",
    "os.truncate": "truncate",
    "os.link": "link",
    "os.symlink": "link",
}
_GOING = ("remove", "rmdir")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


@dataclass(frozen=True)
class Fault:
    """A fault at the n-th operation.

    `kind` is "none", "kill" (before it), "torn" (killed in the midst of writing), or the name of an
    error. A `lasting` error hits all operations that follow as well. Operations count where they are
    `below` a folder of the workspace.
    """

    kind: str
    at: int = 0
    lasting: bool = False
    below: str = "data"


@dataclass(frozen=True)
class CommandResult:
    """The result of a command: its exit code (negative where it was killed), and its output."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Trial:
    """A process: the results of its commands, its operations, and whether the fault came."""

    code: int
    results: list[CommandResult]
    operations: list[str]
    fired: bool


class Layer:
    """Counts the operations below a folder, and fails at one."""

    def __init__(self, fault: Fault, root: str, trace: int) -> None:
        self._fault, self._root, self._trace = fault, os.path.realpath(root), trace
        self._count = 0
        self._write, self._fsync, self._open = os.write, os.fsync, io.open

    def arm(self) -> None:
        """Activate the layer in this process, permanently."""
        sys.addaudithook(self._hear)
        os.fsync = self._settle
        os.write = self._write_plainly
        io.open = builtins.open = self._opening

    def at(
        self, operation: str, path: str, tear: Callable[[], None] = lambda: None, other: str = ""
    ) -> None:
        """Count an operation before it runs, and fail if it is its turn; `tear` does half of it."""
        inside = self._inside(path)
        if inside.startswith(".."):
            return
        self._count += 1
        self._write(self._trace, f"{operation} {inside}{other}\n".encode())
        fault = self._fault
        later = fault.lasting and self._count > fault.at
        if fault.kind == "none" or not (self._count == fault.at or later):
            return
        if fault.lasting and fault.kind == "ENOSPC" and operation not in SPACE:
            return
        self._write(self._trace, b"FIRED\n")
        if fault.kind in ("torn", "ENOSPC"):
            tear()
        if fault.kind in ("kill", "torn"):
            os.kill(os.getpid(), signal.SIGKILL)
        number = getattr(errno, fault.kind)
        raise OSError(number, os.strerror(number), path)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(path, int) or path is None or not flags & _WRITES:
                return
            place = self._place(path, -1)
            if not (flags & os.O_EXCL and os.path.lexists(place)):  # else it is refused anyhow
                self.at("open", place)
        elif event in _EVENTS:
            operation = _EVENTS[event]
            # Names within an open folder, as shutil.rmtree removes them.
            last = arguments[-1]
            within = last if isinstance(last, int) and operation != "truncate" else -1
            place = self._place(arguments[0], within)
            there = os.path.lexists(place)
            if (operation == "mkdir" and there) or (operation in _GOING and not there):
                return
            target = self._inside(self._place(arguments[1], -1)) if operation == "rename" else ""
            other = target and f" -> {target}"
            self.at(operation, place, other=other)

    def _inside(self, path: str) -> str:
        return os.path.relpath(path, self._root)

    def _place(self, path: str | bytes | int, within: int) -> str:
        if isinstance(path, int):
            return os.readlink(f"/proc/self/fd/{path}")
        home = os.readlink(f"/proc/self/fd/{within}") if within >= 0 else os.getcwd()
        return os.path.normpath(os.path.join(home, os.fsdecode(path)))

    def _settle(self, handle: int) -> None:
        self.at("fsync", self._place(handle, -1))
        self._fsync(handle)

    def _write_plainly(self, handle: int, content: bytes) -> int:
        def tear() -> None:
            self._write(handle, content[: len(content) // 2])

        self.at("write", self._place(handle, -1), tear)
        return self._write(handle, content)

    def _opening(self, *arguments: Any, **options: Any) -> Any:
        file = self._open(*arguments, **options)
        return _Watched(file, self) if file.writable() else file


class _Watched:
    """A file open for writing whose writes are operations."""

    def __init__(self, file: Any, layer: Layer) -> None:
        self._file, self._layer = file, layer

    def write(self, content: Any) -> int:
        def tear() -> None:
            self._file.write(content[: len(content) // 2])
            self._file.flush()

        place = os.readlink(f"/proc/self/fd/{self._file.fileno()}")
        self._layer.at("write", place, tear)
        return int(self._file.write(content))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> _Watched:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._file.close()


class Commands:
    """The program's commands in processes of their own, forked from one that is warm."""

    def __init__(self, scratch: Path) -> None:
        self._scratch, self._numbers = scratch, itertools.count()
        self._server = subprocess.Popen(
            [sys.executable, "-P", str(Path(__file__))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def close(self) -> None:
        self._server.communicate()

    def run(self, root: Path, *arguments: str) -> CommandResult:
        """Run one command in a workspace, without a fault."""
        return self.under(Fault("none"), root, *arguments).results[0]

    def under(self, fault: Fault, root: Path, *arguments: str) -> Trial:
        """Run one command in a workspace, under a fault of its data/."""
        return self.together([(root, [arguments])], fault)[0]

    def together(
        self,
        processes: Sequence[tuple[Path, Sequence[Sequence[str]]]],
        fault: Fault = Fault("none"),
        until: Path | None = None,
    ) -> list[Trial]:
        """Run processes at once, each with its commands in sequence, in a workspace.

        With `until`, the last process repeats its commands until the others are done.
        """
        works = []
        for root, commands in processes:
            place = self._scratch / f"process-{next(self._numbers)}"
            place.mkdir()
            works.append(
                {
                    "root": str(root),
                    "commands": [list(one) for one in commands],
                    "fault": asdict(fault),
                    "place": str(place),
                    "until": "",
                }
            )
        if until is not None:
            works[-1]["until"] = str(until)
        assert self._server.stdin
        assert self._server.stdout
        self._server.stdin.write(json.dumps(works) + "\n")
        self._server.stdin.flush()
        codes = json.loads(self._server.stdout.readline())
        return [
            _trial(Path(str(work["place"])), code) for work, code in zip(works, codes, strict=True)
        ]


def _trial(place: Path, code: int) -> Trial:
    lines = (place / "results").read_text().splitlines()
    results = [CommandResult(**json.loads(line)) for line in lines]
    traced = (place / "trace").read_text().splitlines()
    operations = [line for line in traced if line != "FIRED"]
    return Trial(code, results, operations, "FIRED" in traced)


def _serve() -> None:
    _warm()
    # Commands write to what was standard output.
    answers = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        works = json.loads(line)
        children = [_fork(work) for work in works]
        ended = []
        for number, child in enumerate(children):
            if works[number]["until"]:
                Path(works[number]["until"]).touch()
            ended.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        answers.write(json.dumps(ended) + "\n")
        answers.flush()


def _warm() -> None:
    """Import the modules that commands import lazily, and load the data that all of them share."""
    for name in [
        "editing.draft",
        "read_only_graph",
        "cli",
        "editing.completion",
        "editing.diff",
        "editing.yaml_entries",
        "importers",
        "editing.history",
        "knowledge_graph",
        "workspace.lock",
        "importers.columns",
        "importers.preview",
        "queries.saved",
        "editing.revise",
        "validation.shacl",
        "render.answers",
    ]:
        __import__(f"kembar.{name}")
    __import__("filelock")
    __import__("shacl")
    from kembar.model.forms import forms
    from kembar.names.countries import country_code
    from kembar.names.geonames import Atlas
    from kembar.workspace import layout

    # The workspaces of the trials have countries of their own, and few of them.
    layout.always_tables = lambda _: []
    forms()
    country_code("Indonesia")
    Atlas.load = functools.cache(Atlas.load)
    Atlas.load(15000)


def _fork(work: dict[str, Any]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        _work(work)
    except BaseException:
        traceback.print_exc()
        os._exit(99)
    os._exit(0)


def _work(work: dict[str, Any]) -> None:
    from kembar.cli import run

    place = Path(work["place"])
    os.chdir(work["root"])
    results = (place / "results").open("w")
    trace = os.open(place / "trace", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    Layer(Fault(**work["fault"]), str(Path(work["root"]) / work["fault"]["below"]), trace).arm()
    until = Path(work["until"]) if work["until"] else None
    while True:
        done = until is None or until.exists()
        for arguments in work["commands"]:
            _command(run, arguments, results)
        if done:
            return


def _command(run: Callable[[], None], arguments: list[str], results: TextIO) -> None:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        sys.argv = ["kembar", *arguments]
        try:
            run()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        except BaseException:
            traceback.print_exc()
            code = 70
        sys.stdout.flush()
        sys.stderr.flush()
        outputs = []
        for file in (out, err):
            file.seek(0)
            outputs.append(file.read().decode())
    results.write(json.dumps({"code": code, "out": outputs[0], "err": outputs[1]}) + "\n")
    results.flush()


if __name__ == "__main__":
    _serve()
