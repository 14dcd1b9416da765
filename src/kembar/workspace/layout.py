"""The folders of a graph: those shipped with the program, and those of a workspace."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kembar.errors import InputError, system_reason
from kembar.language import _
from kembar.rdf.limits import QueryPolicy
from kembar.rdf.remote.endpoint import Endpoint, read_endpoint
from kembar.shipped_folder import SHIPPED
from kembar.workspace.atomic_write import remove_leftovers, write_text
from kembar.workspace.cache import Cache
from kembar.workspace.config import (
    CONFIG_FILE,
    FORMAT,
    plain_name,
    read_config,
    read_toml,
    write_city,
)
from kembar.workspace.inside import require_inside

FOLDERS = ("ontology", "data", "queries")
DATA_SUFFIXES = (".csv", ".ttl", ".trig")
CARD = "source.toml"
_OWN = "workspace"
"""The beginning of the names of a workspace's own files in the graph."""
SHAPES = "shapes.ttl"
"""The constraints on the graph, which are no part of it."""

_NEW_CONFIG = """\
# {about}
title = {title}
{city}shipped = true   # false: {shipped}
format = {format}       # {version}
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
    def is_shipped(self) -> bool:
        """True if it came with the program; a workspace may lie among the shipped folders."""
        return not self.name.startswith(f"{_OWN}/")

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
        shipped: whether all shipped data belong to the graph, or only the tables that cards name as
            `always`: what is needed to add anything.
        endpoint: where the graph is queried, if not in the store on this machine.
        named_endpoint: the endpoint as kembar.toml has it, to be confirmed before anything is sent
            there (`workspace.trust`); None where the person named it.
        without: files of the workspace to leave out.
        policy: what the queries of others may use and do; no file of the workspace sets it.
        city: the office's own, by key or name, of which questions ask by default; "" for none.
    """

    root: Path | None = None
    title: str = "Kembar"
    shipped: bool = True
    endpoint: Endpoint | None = None
    named_endpoint: Endpoint | None = None
    without: frozenset[Path] = frozenset()
    policy: QueryPolicy = field(default_factory=QueryPolicy)
    city: str = ""

    def files(self, folder: str, *suffixes: str) -> list[File]:
        """Return the files of one of `FOLDERS` with some suffixes, shipped ones first, sorted.

        A workspace may leave out most shipped data, but not the shipped ontology and queries.

        Raises:
            KembarError: a link leads out of the workspace.
        """
        files: list[File] = []
        if self.shipped or folder != "data":
            files += files_below(SHIPPED / folder, folder, suffixes)
        else:
            files += (file for file in _always() if file.path.suffix in suffixes)
        if self.root:
            own = self.root / folder
            require_inside(self.root, own)
            files += files_below(own, f"{_OWN}/{folder}", suffixes, root=self.root)
        return [file for file in files if file.path not in self.without] if self.without else files

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
        return _read(Path.cwd()) if os.path.lexists(CONFIG_FILE) else Workspace()
    if not os.path.lexists(folder / CONFIG_FILE):
        fault = _(
            "is not a workspace (it has no {file}); make one with: kembar init {folder}",
            file=CONFIG_FILE,
            folder=folder,
        )
        raise InputError(fault, file=folder)
    return _read(folder.absolute())


def init_workspace(folder: Path, city: str = "") -> Workspace:
    """Make a workspace and return it; in one that exists nothing changes but its city.

    Args:
        folder: of the workspace.
        city: the key of the office's own city; "" for none, or as it is.

    Raises:
        KembarError: the folder cannot be made or written, or lies in the cache.
    """
    root = folder.absolute()
    if Cache.holds(root):
        fault = _("lies in the cache, which may be deleted; choose another")
        raise InputError(fault, file=folder)
    require_inside(root, *(root / name for name in ("data", "queries", ".gitignore", CONFIG_FILE)))
    title = '"' + plain_name(root).replace("\\", "\\\\").replace('"', '\\"') + '"'
    about_city = _("your city: the one that questions are about unless you name another")
    # The configuration comes last: a folder that has one is a whole workspace.
    config = _NEW_CONFIG.format(
        title=title,
        city=f'city = "{city}"   # {about_city}\n' if city else "",
        format=FORMAT,
        about=_(
            "A workspace of Kembar. Your partnerships go to data/, your own questions to queries/."
        ),
        shipped=_("of the shipped data only countries, and what else is needed to add"),
        version=_("the version of the workspace's files; Kembar writes it"),
    )
    texts = {".gitignore": _GITIGNORE, CONFIG_FILE: config}
    try:
        if not os.path.lexists(folder / CONFIG_FILE):
            remove_leftovers(folder)
        for name in ("data", "queries"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            if not os.path.lexists(folder / name):
                write_text(folder / name, text)
        if city and read_config(root).city != city:
            write_city(root, city)
    except OSError as error:
        fault = _("cannot make a workspace here: {reason}", reason=system_reason(error))
        raise InputError(fault, file=folder) from None
    return _read(folder.absolute())


def read_text(file: File) -> str:
    """Return the UTF-8 text of a file.

    Raises:
        InputError: the file cannot be read, or is not UTF-8.
    """
    try:
        return file.path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(_("is not UTF-8; save it as UTF-8"), file=file.display_path) from None
    except OSError as error:
        fault = _("cannot be read: {reason}", reason=system_reason(error))
        raise InputError(fault, file=file.display_path) from None


def always_tables(card: Path) -> list[str]:
    """Return the tables of a shipped folder that no workspace leaves out, as its card says."""
    return list(read_toml(card, card).get("always", ()))


def _always() -> Iterator[File]:
    """Yield the shipped tables that no workspace leaves out, and the cards of their folders."""
    for card in sorted((SHIPPED / "data").glob(f"*/{CARD}")):
        if tables := always_tables(card):
            for file in files_below(card.parent, f"data/{card.parent.name}", (".csv", ".toml")):
                if file.path == card or file.path.stem in tables:
                    yield file


def files_below(
    folder: Path | str, name: str, suffixes: tuple[str, ...], *, root: Path | None = None
) -> Iterator[File]:
    """Yield the files with some suffixes in a folder and its subfolders, sorted by path.

    Links to folders are not followed.

    Args:
        folder: need not exist.
        name: of the folder in the graph.
        suffixes: as ".csv".
        root: of the workspace that no link may leave.

    Raises:
        KembarError: a link leads out of the workspace.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith((".", "~")):
            continue
        entry_name = f"{name}/{entry.name}"
        if root and entry.is_symlink():
            require_inside(root, Path(entry.path))
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(entry.path, entry_name, suffixes, root=root)
        elif entry.name.endswith(suffixes) and entry.is_file():
            yield File(Path(entry.path), entry_name)


def _read(root: Path) -> Workspace:
    config = read_config(root)
    endpoint = read_endpoint(config.store, f"{root / CONFIG_FILE} [store]")
    return Workspace(root, config.title, config.shipped, endpoint, endpoint, city=config.city)
