"""What a command printed is printed again, as long as nothing has changed that it depends on.

Starting Python takes 10 ms, importing what a command needs ten times that. So this module stands
before all others, and imports none that takes time.
"""

from __future__ import annotations

import io
import os
import sys
import time

from kembar.workspace.cache import Memory, users_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

COMMANDS = ("ontology", "queries", "query")
"""Commands that read files, print, and do nothing else."""

HELP = ("-h", "--help")
_MOST = 1_000_000
"""Bytes of one output; more are printed as fast as they are recalled."""

_FRESH = 2_000_000_000
"""Nanoseconds. A file changed so shortly ago may change once more unseen, where the clock is coarse
(`workspace.fingerprints`)."""

_SETTINGS = (
    "KEMBAR_", "NO_COLOR", "FORCE_COLOR", "TERM", "COLORTERM", "COLUMNS", "LINES", "LANG", "LC_",
    "PYTHON", "HOME", "XDG_", "TZ",
)  # fmt: skip
"""What the names of environment variables begin with that change what is printed."""

Stamped = tuple[str, int, int, int, int]
"""A path with its size, the times of its content and of itself, and its inode."""

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_FOLDERS = ("data", "ontology", "queries")


Asked = tuple[object, ...]
"""All that the output of a command depends on."""


def printed(asked: Asked | None) -> bool:
    """Whether the same was asked before, in the same surroundings; then it was printed again."""
    kept = Memory(_memory()).recall(asked) if asked else None
    if kept is None:
        return False
    put(kept)
    return True


def put(words: bytes) -> None:
    """Print what was made before; who reads no further ends it quietly.

    A disk that is full ends the program as it does elsewhere, in one line.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(words)
        sys.stdout.flush()
    except OSError as bad:
        # What could not be written is not tried again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(bad, BrokenPipeError):
            sys.stderr.write(f"kembar: the disk: {bad.strerror}\n")
            sys.exit(2)


def heard(asked: Asked | None, command: Callable[[], object]) -> object:
    """Do a command; what it prints is kept where it can be printed again.

    Kept is what ends well, without a word besides the answer, while no file changed.

    Returns:
        What the command returns.
    """
    before = sys.stdout, sys.stderr
    ears = [_Ear(stream) for stream in before if isinstance(stream, io.TextIOWrapper)]
    if not asked or len(ears) < 2:
        return command()
    answer, besides = ears
    sys.stdout, sys.stderr = answer.text(), besides.text()
    try:
        code = command()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        sys.stdout, sys.stderr = before
    well = not code and not besides.words and len(answer.words) <= _MOST
    if well and asked == what_is_asked():
        Memory(_memory(), most=500).keep(answer.words, asked)
    return code


class _Ear(io.RawIOBase):
    """Passes on to a stream what it hears, and keeps it."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self._stream = stream
        self.words = b""

    def text(self) -> io.TextIOWrapper:
        """What is to be written to instead of the stream."""
        stream = self._stream
        return io.TextIOWrapper(
            io.BufferedWriter(self), stream.encoding, stream.errors, None, stream.line_buffering
        )

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._stream.isatty()

    def fileno(self) -> int:
        return self._stream.fileno()

    def write(self, words: Any) -> int:
        told = bytes(words)
        if len(self.words) <= _MOST:
            self.words += told
        self._stream.buffer.write(told)
        self._stream.buffer.flush()
        return len(told)


def _memory() -> str:
    return f"{users_cache()}{os.sep}printed"


def what_is_asked() -> Asked | None:
    """What the output of this command depends on; None for one that is not printed again."""
    arguments = sys.argv[1:]
    folders, command = _workspaces(arguments), _command(arguments)
    if not command or os.environ.get("_KEMBAR_COMPLETE"):
        return None
    files: list[Stamped] = []
    try:
        _look(_PACKAGE, files)
        if not os.path.isdir(f"{_PACKAGE}/shipped"):
            for name in _FOLDERS:
                _look(f"{os.path.dirname(os.path.dirname(_PACKAGE))}/{name}", files)
        for folder in folders:
            with open(f"{folder}/kembar.toml", "rb") as mark:
                if b"endpoint" in mark.read():
                    # What is held there may change at any moment.
                    return None
            files.append((folder, *_stamp(os.stat(f"{folder}/kembar.toml"))))
            for name in _FOLDERS:
                if os.path.isdir(f"{folder}/{name}"):
                    _look(f"{folder}/{name}", files)
        here = os.getcwd()
    except OSError:
        return None
    newest = max(max(changed, renamed) for _, _, changed, renamed, _ in files)
    if time.time_ns() - newest < _FRESH:
        return None
    settings = sorted((k, v) for k, v in os.environ.items() if k.startswith(_SETTINGS))
    libraries = [(path, _changed(path)) for path in sys.path[1:]]
    return (
        arguments, here, settings, sorted(files), sys.version, libraries, _screen(),
        time.strftime("%Y-%m-%d"),
    )  # fmt: skip


def _command(arguments: list[str]) -> str:
    """The command, where it is one that is printed again."""
    if arguments in ([help_] for help_ in HELP):
        return arguments[0]
    if len(arguments) == 2 and arguments[1] in HELP and not arguments[0].startswith("-"):
        return arguments[0]
    rest = list(arguments)
    while rest and rest[0] in ("-w", "--workspace"):
        rest = rest[2:]
    written = any(a.startswith(("-o", "--output", "--endpoint")) for a in rest)
    return rest[0] if rest and rest[0] in COMMANDS and not written else ""


def _workspaces(arguments: list[str]) -> list[str]:
    """Folders that may be the workspace: where it is named, and where one stands."""
    named = [os.environ.get("KEMBAR_WORKSPACE", ""), "."]
    for before, argument in zip(["", *arguments], arguments, strict=False):
        named.append(argument.removeprefix("--workspace=").removeprefix("-w"))
        named.append(argument if before in ("-w", "--workspace") else "")
    return [folder for folder in named if folder and os.path.isfile(f"{folder}/kembar.toml")]


def _look(folder: str, files: list[Stamped]) -> None:
    """The stamp of each file below a folder."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith((".", "~", "__pycache__")):
                continue
            if entry.is_dir(follow_symlinks=False):
                _look(entry.path, files)
            else:
                files.append((entry.path, *_stamp(entry.stat())))


def _stamp(stat: os.stat_result) -> tuple[int, int, int, int]:
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def _changed(path: str) -> int:
    """When a folder of libraries changed; 0 of what is none."""
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


def _screen() -> tuple[object, ...]:
    """What an output is made for: its encoding, whether it is a terminal, and how wide."""
    said = (sys.stdout.encoding, sys.stdout.isatty(), sys.stderr.isatty())
    if not (said[1] or said[2]):
        return said
    try:
        return (*said, tuple(os.get_terminal_size()))
    except OSError:
        return said
