"""Where files stand: the folders that came with the program, and the user's own beside them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kembar.errors import InputError, KembarError
from kembar.rdf.endpoint import Endpoint, read_endpoint
from kembar.workspace.atomic_write import remove_leftovers, write_text
from kembar.workspace.cache import Cache

CONFIG_FILE = "kembar.toml"
FOLDERS = ("ontology", "data", "queries")
DATA_SUFFIXES = (".csv", ".ttl", ".trig")
CARD = "source.toml"
SHAPES = "shapes.ttl"
"""What must hold of the graph, and so no part of it."""

_PACKAGE = Path(__file__).parents[1]
SHIPPED = _PACKAGE / "shipped" if (_PACKAGE / "shipped").is_dir() else _PACKAGE.parents[1]
"""Holds ontology/, data/ and queries/: `shipped/` when installed, the repository in a checkout."""

_NEW_MARK = """\
# A workspace of Kembar. Your partnerships go to data/, your own questions to queries/.
title = {title}
shipped = true   # false: leave out the data that came with the program
"""

_IGNORED = """\
out/
data/.lock
.writing-*
"""


class File(NamedTuple):
    """A file of the graph: where it is, and the name that it has in the graph."""

    path: Path
    name: str

    @property
    def shown(self) -> str:
        """How messages call it: relative to the current folder where it lies below."""
        try:
            return str(self.path.relative_to(Path.cwd()))
        except ValueError:
            return str(self.path)


@dataclass(frozen=True)
class Workspace:
    """The folders that make up one graph; `root` is None where only the shipped ones do.

    Where there is an `endpoint`, the graph is asked there, and not in the store on this machine.
    """

    root: Path | None = None
    title: str = "Kembar"
    shipped: bool = True
    endpoint: Endpoint | None = None

    def files(self, folder: str, *suffixes: str) -> list[File]:
        """The files of one of `FOLDERS` with these suffixes, shipped ones first, in stable order.

        A data folder of the workspace may leave out what was shipped; the model never can.
        """
        found: list[File] = []
        if self.shipped or folder != "data":
            found += files_below(SHIPPED / folder, folder, suffixes)
        if self.root:
            found += files_below(self.root / folder, f"workspace/{folder}", suffixes)
        return found

    def graph_files(self) -> list[File]:
        """The files whose triples make up the graph."""
        data = self.files("data", *DATA_SUFFIXES, ".toml")
        cards = [file for file in data if file.path.suffix != ".toml" or file.path.name == CARD]
        model = self.files("ontology", ".ttl")
        return [file for file in model if file.path.name != SHAPES] + cards

    @cached_property
    def cache(self) -> Cache:
        """Built stores, answers and derived data; it may be deleted at any moment."""
        return Cache.of(self.root)


def open_workspace(folder: Path | None = None) -> Workspace:
    """The workspace in `folder`; without one, in the current folder if that is one.

    Raises:
        InputError: the folder is no workspace, or its kembar.toml cannot be read.
    """
    if folder is None:
        return _read(Path.cwd()) if (Path.cwd() / CONFIG_FILE).is_file() else Workspace()
    if not (folder / CONFIG_FILE).is_file():
        raise InputError(
            f"is not a workspace (it has no {CONFIG_FILE}); make one with: kembar init {folder}",
            file=folder,
        )
    return _read(folder.absolute())


def init_workspace(folder: Path) -> Workspace:
    """Make a workspace; one that is there already is left as it is.

    Raises:
        KembarError: the folder cannot be made or written.
    """
    title = '"' + folder.absolute().name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    # The mark comes last: a folder that has one is a workspace, and whole.
    texts = {".gitignore": _IGNORED, CONFIG_FILE: _NEW_MARK.format(title=title)}
    try:
        if not (folder / CONFIG_FILE).exists():
            remove_leftovers(folder)
        for name in ("data", "queries"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            if not (folder / name).exists():
                write_text(folder / name, text)
    except OSError as bad:
        raise KembarError(f"{folder}: cannot make a workspace here: {bad.strerror}") from None
    return _read(folder.absolute())


def read_text(file: File) -> str:
    """The UTF-8 text of a file.

    Raises:
        InputError: it cannot be read, or is not UTF-8.
    """
    try:
        return file.path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("is not UTF-8; save it as UTF-8", file=file.shown) from None
    except OSError as bad:
        raise InputError(f"cannot be read: {bad.strerror}", file=file.shown) from None


def files_below(folder: Path | str, name: str, suffixes: tuple[str, ...]) -> Iterator[File]:
    """The files with some suffixes in a folder and those in it, in the order of their paths.

    Args:
        folder: where they stand; it need not be there.
        name: that the folder has in the graph.
        suffixes: as ".csv".
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith((".", "~")):
            continue
        inside = f"{name}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(entry.path, inside, suffixes)
        elif entry.name.endswith(suffixes) and entry.is_file():
            yield File(Path(entry.path), inside)


def _read(root: Path) -> Workspace:
    import tomllib

    try:
        card = tomllib.loads((root / CONFIG_FILE).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as bad:
        raise InputError(f"is not well-formed TOML: {bad}", file=root / CONFIG_FILE) from None
    except OSError as bad:
        raise InputError(f"cannot be read: {bad.strerror}", file=root / CONFIG_FILE) from None
    shipped = card.get("shipped", True)
    if not isinstance(shipped, bool):
        raise InputError("must be true or false", file=root / CONFIG_FILE, column="shipped")
    store = card.get("store", {})
    if not isinstance(store, dict):
        raise InputError("must be a table, [store]", file=root / CONFIG_FILE, column="store")
    endpoint = read_endpoint(store, f"{root / CONFIG_FILE} [store]")
    return Workspace(root, str(card.get("title", root.name)), shipped, endpoint)
