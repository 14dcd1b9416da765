"""The changes of a workspace: put on record, told in order, taken back. All under one lock.

A change of what was added is one block of its month's file, so one replacement of a file. An
import is a folder that carries its own record: it is made beside its place and moved there, and the
one that stood there is kept.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kembar.editing.change import Change, block_of, declared, ids_of, new_id, without
from kembar.errors import InputError, KembarError, UnknownName
from kembar.rdf.namespaces import graph_address, term
from kembar.rdf.syntax import parse_rdf
from kembar.rdf.terms import Term, Triple, parse_term
from kembar.workspace.atomic_write import move, remove, write_text
from kembar.workspace.layout import File, Workspace, read_text
from kembar.workspace.transaction import (
    ADDED,
    BACK,
    EARLIER,
    IMPORTED,
    NEW,
    UNDONE,
    complete_moves,
    data_folder,
    read_consistently,
)

RECORD = "change.ttl"
"""In the folder of an import: who brought it in, when, with which program."""

_LABEL = term("rdfs:label")


@dataclass(frozen=True)
class ChangeRecord:
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


def read_change_text(path: Path) -> str:
    """The text of a month's file, however an editor saved it: ends of lines as on Unix, no mark.

    Raises:
        InputError: it cannot be read, or is not UTF-8.
    """
    return read_text(File(path, path.name))


def record_change(workspace: Workspace, change: Change) -> Change:
    """Put a change of what was added on record; the workspace must be held (`holding.changing`).

    Returns:
        The change as it stands there: it gets another name where that one was given away in the
        same second.

    Raises:
        KembarError: the disk says no.
    """
    path = data_folder(workspace) / change.file
    before = read_change_text(path) if path.exists() else ""
    while change.id in ids_of(before):
        change = replace(change, id=new_id(change.at))
    write_text(path, change.block(before))
    return change


def import_folder(workspace: Workspace, key: str) -> Path:
    """The folder of an imported source.

    Raises:
        KembarError: there is only the shipped data.
    """
    return data_folder(workspace) / IMPORTED / key


def put_import(workspace: Workspace, key: str, change: str, made: Path) -> None:
    """Move a made folder of an import to its place; the one that stood there is kept for `undo`.

    The workspace must be held (`holding.changing`).

    Args:
        workspace: where to.
        key: names the folder.
        change: the name of the change.
        made: the folder, with `RECORD` in it, beside its place.

    Raises:
        KembarError: the disk says no.
    """
    home = data_folder(workspace) / IMPORTED
    move(made, home / f"{NEW}{key}--{change}")
    complete_moves(home)


def change_log(workspace: Workspace) -> list[ChangeRecord]:
    """The changes on record, oldest first.

    Raises:
        InputError: a file of them cannot be read, with its line.
    """
    if workspace.root is None:
        return []
    return read_consistently(workspace, lambda: _log(workspace))


def _log(workspace: Workspace) -> list[ChangeRecord]:
    data = data_folder(workspace)
    files = [*(data / ADDED).glob("*.trig"), *(data / IMPORTED).glob(f"*/{RECORD}")]
    shown = [path for path in files if not _hidden(path, data)]
    found = [logged for path in shown for logged in _logged(path)]
    # Those of one second keep the order of their month's file.
    order = [
        name for path in shown if path.name != RECORD for name in ids_of(read_change_text(path))
    ]
    place = {name: number for number, name in enumerate(order)}
    return sorted(found, key=lambda logged: (logged.at, place.get(logged.id, 0)))


def find(workspace: Workspace, name: str = "") -> ChangeRecord:
    """The change of that name, or of a name that begins so; the last one without.

    Raises:
        UnknownName: there is none.
        KembarError: several begin so, or nothing is on record.
    """
    known = change_log(workspace)
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


def text_of(logged: ChangeRecord) -> str:
    """A change of what was added, as its block of text.

    Raises:
        KembarError: somebody took its marker out of the file.
    """
    block = block_of(read_change_text(logged.place), logged.id)
    if not block:
        raise KembarError(
            f"{logged.place}: the line '### {logged.id}' is gone, so where the change begins and "
            "ends is not known; edit the file by hand"
        )
    return block


def undo_change(workspace: Workspace, logged: ChangeRecord) -> Path:
    """Undo a change; its text is kept below data/.undone. The workspace must be held.

    Returns:
        Where it is kept.

    Raises:
        KembarError: a newer import of the same source must go first, or the disk says no.
    """
    kept = data_folder(workspace) / UNDONE
    if logged.of_import:
        return _take_back_import(logged, kept)
    block = text_of(logged)
    month = read_change_text(logged.place)
    copy = write_text(kept / f"{logged.id}.trig", f"{declared(month)}\n{block}")
    left = without(month, logged.id)
    if left:
        write_text(logged.place, left)
    else:
        remove(logged.place)
    return copy


def earlier_import(logged: ChangeRecord) -> Path:
    """Where the folder is kept that an import replaced, if it replaced one."""
    return logged.place.parent / EARLIER / f"{logged.place.name}--{logged.id}"


def _take_back_import(logged: ChangeRecord, kept: Path) -> Path:
    home = logged.place.parent
    earlier = earlier_import(logged)
    copy = kept / logged.id
    if earlier.exists():
        move(earlier, home / f"{BACK}{logged.place.name}--{logged.id}")
        complete_moves(home)
    else:
        move(logged.place, copy)
    return copy


def _logged(path: Path) -> Iterator[ChangeRecord]:
    """The changes that a file tells of."""
    said: dict[Term, list[Triple]] = {}
    for triple in parse_rdf(path, graph_address(path.name), str(path)):
        said.setdefault(triple[0], []).append(triple)
    names = {
        s: parse_term(o).text for triples in said.values() for s, p, o in triples if p == _LABEL
    }
    for change, triples in said.items():
        if (change, term("rdf:type"), term("kb:Change")) in triples:
            try:
                yield _read(change, triples, names, path)
            except (LookupError, ValueError):
                raise InputError(
                    f"the change {change} lacks its time or what was done; undo your edit",
                    file=path,
                ) from None


def _read(
    change: Term, triples: list[Triple], names: Mapping[Term, str], path: Path
) -> ChangeRecord:
    told: dict[Term, list[Term]] = {}
    for _, predicate, value in triples:
        told.setdefault(predicate, []).append(value)
    at = parse_term(told[term("prov:endedAtTime")][0]).text
    who = told.get(term("prov:wasAssociatedWith"), [])
    programs = [names.get(one, "") for one in who if "/program/" in one]
    people = [names.get(one, "") for one in who if "/program/" not in one]
    return ChangeRecord(
        id=change[1:-1].rpartition("#")[2],
        at=_utc(at),
        action=told[term("kb:changeAction")][0][1:-1].rpartition("/")[2],
        label=names.get(change, ""),
        by=", ".join(sorted(people)),
        program=", ".join(programs),
        reason="; ".join(parse_term(value).text for value in told.get(term("kb:reason"), ())),
        place=path.parent if path.name == RECORD else path,
    )


def _utc(told: str) -> datetime.datetime:
    """A time as a file tells it; one without a zone is UTC."""
    at = datetime.datetime.fromisoformat(told)
    return at.astimezone(datetime.UTC) if at.tzinfo else at.replace(tzinfo=datetime.UTC)


def _hidden(path: Path, data: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(data).parts)
