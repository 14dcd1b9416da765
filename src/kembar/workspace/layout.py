"""The folders of a graph: those shipped with the program, and those of a workspace."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kembar.errors import InputError, KembarError
from kembar.rdf.limits import QueryPolicy
from kembar.rdf.remote.endpoint import Endpoint, read_endpoint
from kembar.workspace.atomic_write import remove_leftovers, write_text
from kembar.workspace.cache import Cache

CONFIG_FILE = "kembar.toml"
FOLDERS = ("ontology", "data", "queries")
DATA_SUFFIXES = (".csv", ".ttl", ".trig")
CARD = "source.toml"
SHAPES = "shapes.ttl"
"""The constraints on the graph, which are no part of it."""

_PACKAGE = Path(__file__).parents[1]
SHIPPED = _PACKAGE / "shipped" if (_PACKAGE / "shipped").is_dir() else _PACKAGE.parents[1]
"""The folder of ontology/, data/ and queries/: `shipped/` when installed, else the repository."""

_NEW_CONFIG = """\
# A workspace of Kembar. Your partnerships go to data/, your own questions to queries/.
title = {title}
shipped = true   # false: leave out the data that came with the program
"""

_GITIGNORE = """\
out/
data/.lock
.writing-*
"""


class File(NamedTuple):
    """A file of the graph: its path, and its name in the graph."""

    path: Path
    name: str

    @property
    def display_path(self) -> str:
        """The path for messages: relative to the current folder where it lies below that."""
        try:
            return str(self.path.relative_to(Path.cwd()))
        except ValueError:
            return str(self.path)


@dataclass(frozen=True)
class Workspace:
    """The folders of one graph.

    Attributes:
        root: the folder of the workspace; None for the shipped folders alone.
        title: of the graph, for people.
        shipped: whether the shipped data belong to the graph.
        endpoint: where the graph is queried, if not in the store on this machine.
        policy: what the queries of others may use and do; no file of the workspace sets it.
    """

    root: Path | None = None
    title: str = "Kembar"
    shipped: bool = True
    endpoint: Endpoint | None = None
    policy: QueryPolicy = field(default_factory=QueryPolicy)

    def files(self, folder: str, *suffixes: str) -> list[File]:
        """Return the files of one of `FOLDERS` with some suffixes, shipped ones first, sorted.

        A workspace may leave out the shipped data, but not the shipped ontology and queries.
        """
        files: list[File] = []
        if self.shipped or folder != "data":
            files += files_below(SHIPPED / folder, folder, suffixes)
        if self.root:
            files += files_below(self.root / folder, f"workspace/{folder}", suffixes)
        return files

    def graph_files(self) -> list[File]:
        """Return the files whose triples make up the graph."""
        ontology = [file for file in self.files("ontology", ".ttl") if file.path.name != SHAPES]
        data = self.files("data", *DATA_SUFFIXES, ".toml")
        return ontology + [f for f in data if f.path.suffix != ".toml" or f.path.name == CARD]

    @cached_property
    def cache(self) -> Cache:
        """Built stores, answers and derived data; it may be deleted at any moment."""
        return Cache.of(self.root)


def open_workspace(folder: Path | None = None) -> Workspace:
    """Return the workspace in `folder`; without one, in the current folder if that is one.

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
    """Make a workspace and return it; one that exists is left as it is.

    Raises:
        KembarError: the folder cannot be made or written.
    """
    title = '"' + folder.absolute().name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    # The configuration comes last: a folder that has one is a whole workspace.
    texts = {".gitignore": _GITIGNORE, CONFIG_FILE: _NEW_CONFIG.format(title=title)}
    try:
        if not (folder / CONFIG_FILE).exists():
            remove_leftovers(folder)
        for name in ("data", "queries"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            if not (folder / name).exists():
                write_text(folder / name, text)
    except OSError as error:
        raise KembarError(f"{folder}: cannot make a workspace here: {error.strerror}") from None
    return _read(folder.absolute())


def read_text(file: File) -> str:
    """Return the UTF-8 text of a file.

    Raises:
        InputError: the file cannot be read, or is not UTF-8.
    """
    try:
        return file.path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("is not UTF-8; save it as UTF-8", file=file.display_path) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=file.display_path) from None


def files_below(folder: Path | str, name: str, suffixes: tuple[str, ...]) -> Iterator[File]:
    """Yield the files with some suffixes in a folder and its subfolders, sorted by path.

    Args:
        folder: need not exist.
        name: of the folder in the graph.
        suffixes: as ".csv".
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith((".", "~")):
            continue
        entry_name = f"{name}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(entry.path, entry_name, suffixes)
        elif entry.name.endswith(suffixes) and entry.is_file():
            yield File(Path(entry.path), entry_name)


def _read(root: Path) -> Workspace:
    import tomllib

    try:
        config = tomllib.loads((root / CONFIG_FILE).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"is not well-formed TOML: {error}", file=root / CONFIG_FILE) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=root / CONFIG_FILE) from None
    shipped = config.get("shipped", True)
    if not isinstance(shipped, bool):
        raise InputError("must be true or false", file=root / CONFIG_FILE, column="shipped")
    store = config.get("store", {})
    if not isinstance(store, dict):
        raise InputError("must be a table, [store]", file=root / CONFIG_FILE, column="store")
    endpoint = read_endpoint(store, f"{root / CONFIG_FILE} [store]")
    return Workspace(root, str(config.get("title", root.name)), shipped, endpoint)
