"""The changes of a workspace: put on record, told in order, taken back. All under one lock.

A change of what was added is one block of its month's file, so one replacement of a file. An
import is a folder that carries its own record: it is made beside its place and moved there, and the
one that stood there is kept. A name that begins with `.new--` or `.back--` is a move that was
decided and not yet ended: whoever comes next ends it (`recover`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kembar.changes import Change, block_of, ids_of, without
from kembar.errors import KembarError, UnknownName
from kembar.files import move, remove, sweep, told_of, write_whole
from kembar.locking import writing
from kembar.oxigraph import parse_rdf
from kembar.terms import Term, Triple, plain
from kembar.vocabulary import graph_address, term
from kembar.workspace import Workspace

ADDED = "added"
"""Below data/ of a workspace: a file for each month."""

IMPORTED = "imported"
"""Below data/ of a workspace: a folder for each imported source."""

RECORD = "change.ttl"
"""In the folder of an import: who brought it in, when, with which program."""

_UNDONE = ".undone"
"""Below data/: what was taken back, as text; hidden, so that it is no part of the graph."""

_EARLIER = ".earlier"
"""Below data/imported/: what a newer import of the same source replaced."""

_NEW, _BACK = ".new--", ".back--"


_LABEL = term("rdfs:label")


@dataclass(frozen=True)
class Logged:
    """A change on record; `place` is its month's file or its import's folder, `at` is UTC."""

    id: str
    at: datetime.datetime
    action: str
    label: str
    by: str
    program: str
    reason: str
    place: Path

    @property
    def of_import(self) -> bool:
        """Whether it brought in a source."""
        return self.action == "import"


def data_folder(workspace: Workspace) -> Path:
    """The data/ of a workspace that can be added to.

    Raises:
        KembarError: there is only the shipped data.
    """
    if workspace.root is None:
        raise KembarError(
            "adding needs a workspace: make one with `kembar init FOLDER`, then use -w FOLDER"
        )
    return workspace.root / "data"


def record(workspace: Workspace, change: Change) -> Path:
    """Put a change of what was added on record; the workspace must be held (`locking.writing`).

    Raises:
        KembarError: the disk says no.
    """
    path = data_folder(workspace) / change.file
    with told_of(path):
        before = path.read_text("utf-8") if path.exists() else ""
    sweep(path.parent)
    return write_whole(path, change.block(before))


def import_folder(workspace: Workspace, key: str) -> Path:
    """The folder of an imported source.

    Raises:
        KembarError: there is only the shipped data.
    """
    return data_folder(workspace) / IMPORTED / key


def put_import(workspace: Workspace, key: str, change: str, made: Path) -> None:
    """Move a made folder of an import to its place; the one that stood there is kept for `undo`.

    The workspace must be held (`locking.writing`).

    Args:
        workspace: where to.
        key: names the folder.
        change: the name of the change.
        made: the folder, with `RECORD` in it, beside its place.

    Raises:
        KembarError: the disk says no.
    """
    home = data_folder(workspace) / IMPORTED
    move(made, home / f"{_NEW}{key}--{change}")
    _end_moves(home)


def recover(workspace: Workspace) -> None:
    """End the moves that a killed process had decided.

    Raises:
        KembarError: the disk says no, or another process holds the workspace for too long.
    """
    if workspace.root is None:
        return
    home = data_folder(workspace) / IMPORTED
    if any(home.glob(f"{_NEW}*")) or any(home.glob(f"{_BACK}*")):
        with writing(workspace.root):
            _end_moves(home)


def log(workspace: Workspace) -> list[Logged]:
    """The changes on record, oldest first.

    Raises:
        InputError: a file of them cannot be read, with its line.
    """
    if workspace.root is None:
        return []
    data = data_folder(workspace)
    files = [*(data / ADDED).glob("*.trig"), *(data / IMPORTED).glob(f"*/{RECORD}")]
    found = [logged for path in files if not _hidden(path, data) for logged in _logged(path)]
    return sorted(found, key=lambda logged: (logged.at, _order(logged)))


def find(workspace: Workspace, name: str = "") -> Logged:
    """The change of that name, or of a name that begins so; the last one without.

    Raises:
        UnknownName: there is none.
        KembarError: several begin so, or nothing is on record.
    """
    known = log(workspace)
    if not known:
        raise KembarError("nothing was added to this workspace yet")
    if not name:
        return known[-1]
    fits = [logged for logged in known if logged.id.startswith(name)]
    if not fits:
        raise UnknownName("change", name, [logged.id for logged in reversed(known[-3:])])
    if len(fits) > 1:
        raise KembarError(f"several changes begin with {name}: {', '.join(f.id for f in fits)}")
    return fits[0]


def text_of(logged: Logged) -> str:
    """A change of what was added, as its block of text.

    Raises:
        KembarError: somebody took its marker out of the file.
    """
    block = block_of(logged.place.read_text("utf-8"), logged.id)
    if not block:
        raise KembarError(
            f"{logged.place}: the line '### {logged.id}' is gone, so where the change begins and "
            "ends is not known; edit the file by hand"
        )
    return block


def take_back(workspace: Workspace, logged: Logged) -> Path:
    """Undo a change; its text is kept below data/.undone. The workspace must be held.

    Returns:
        Where it is kept.

    Raises:
        KembarError: a newer import of the same source must go first, or the disk says no.
    """
    kept = data_folder(workspace) / _UNDONE
    if logged.of_import:
        return _take_back_import(logged, kept)
    block = text_of(logged)
    month = logged.place.read_text("utf-8")
    declared = "".join(f"{line}\n" for line in month.splitlines() if line.startswith("@prefix"))
    copy = write_whole(kept / f"{logged.id}.trig", f"{declared}\n{block}")
    left = without(month, logged.id)
    if left:
        write_whole(logged.place, left)
    else:
        remove(logged.place)
    return copy


def earlier_import(logged: Logged) -> Path:
    """Where the folder is kept that an import replaced, if it replaced one."""
    return logged.place.parent / _EARLIER / f"{logged.place.name}--{logged.id}"


def _take_back_import(logged: Logged, kept: Path) -> Path:
    home = logged.place.parent
    earlier = earlier_import(logged)
    copy = kept / logged.id
    if earlier.exists():
        move(earlier, home / f"{_BACK}{logged.place.name}--{logged.id}")
        _end_moves(home)
    else:
        move(logged.place, copy)
    return copy


def _end_moves(home: Path) -> None:
    """Move what was decided to its place, and what stands there to where it is kept."""
    for begin, kept in ((_NEW, home / _EARLIER), (_BACK, home.parent / _UNDONE)):
        for coming in sorted(home.glob(f"{begin}*")):
            key, _, change = coming.name.removeprefix(begin).partition("--")
            place = home / key
            if place.exists():
                move(place, kept / (f"{key}--{change}" if begin == _NEW else change))
            move(coming, place)


def _logged(path: Path) -> Iterator[Logged]:
    """The changes that a file tells of."""
    said: dict[Term, list[Triple]] = {}
    for triple in parse_rdf(path, graph_address(path.name), str(path)):
        said.setdefault(triple[0], []).append(triple)
    names = {s: plain(o).text for triples in said.values() for s, p, o in triples if p == _LABEL}
    for change, triples in said.items():
        if (change, term("rdf:type"), term("kb:Change")) in triples:
            yield _read(change, triples, names, path)


def _read(change: Term, triples: list[Triple], names: Mapping[Term, str], path: Path) -> Logged:
    told: dict[Term, list[Term]] = {}
    for _, predicate, value in triples:
        told.setdefault(predicate, []).append(value)
    at = plain(told[term("prov:endedAtTime")][0]).text
    who = told.get(term("prov:wasAssociatedWith"), [])
    programs = [names.get(one, "") for one in who if "/program/" in one]
    people = [names.get(one, "") for one in who if "/program/" not in one]
    return Logged(
        id=change[1:-1].rpartition("#")[2],
        at=datetime.datetime.fromisoformat(at),
        action=told[term("kb:changeAction")][0][1:-1].rpartition("/")[2],
        label=names.get(change, ""),
        by=", ".join(sorted(people)),
        program=", ".join(programs),
        reason="; ".join(plain(value).text for value in told.get(term("kb:reason"), ())),
        place=path.parent if path.name == RECORD else path,
    )


def _order(logged: Logged) -> int:
    """Where a change stands in its month's file: those of one second keep that order."""
    known = [] if logged.of_import else ids_of(logged.place.read_text("utf-8"))
    return known.index(logged.id) if logged.id in known else 0


def _hidden(path: Path, data: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(data).parts)
