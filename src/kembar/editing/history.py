"""The changes of a workspace: recording, listing and undoing them, under one lock.

A change is one file, so one write records it and one move undoes it. An import is a folder with its
own record: it is written beside its place and moved there, and the import that it replaces is kept.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from kembar.editing.change import Change, next_id
from kembar.errors import InputError, KembarError, UnknownName
from kembar.rdf.namespaces import graph_address, local_name, term
from kembar.rdf.syntax import parse_rdf
from kembar.rdf.terms import Term, Triple, parse_term
from kembar.workspace.atomic_write import move, write_text
from kembar.workspace.change_files import ADDED, CHANGE
from kembar.workspace.inside import is_own_file
from kembar.workspace.layout import Workspace
from kembar.workspace.month_files import is_month_file
from kembar.workspace.transaction import (
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
"""In the folder of an import: its author, time and program."""


@dataclass(frozen=True)
class ChangeRecord:
    """A change on record.

    Attributes:
        id: its ID.
        at: when it was made, in UTC.
        action: add, edit, import, renew or retire.
        label: a sentence about it.
        author: of the change; several are joined by a comma.
        program: name and version of the program.
        reason: why it was made.
        place: its file, or the folder of its import.
    """

    id: str
    at: datetime.datetime
    action: str
    label: str
    author: str
    program: str
    reason: str
    place: Path

    @property
    def of_import(self) -> bool:
        """True for the import of a source."""
        return self.action == "import"

    @property
    def by_month(self) -> bool:
        """True if its file holds the other changes of its month too."""
        return is_month_file(self.place)


def record_change(workspace: Workspace, change: Change) -> Change:
    """Write the file of a change. The workspace must be locked (`write_transaction`).

    Returns:
        The change as it is on record: with a later ID where another change has its own.

    Raises:
        KembarError: a disk error occurs.
    """
    data = data_folder(workspace)
    while (data / change.file).exists():
        change = replace(change, id=next_id(change.id))
    write_text(data / change.file, change.text())
    return change


def import_folder(workspace: Workspace, key: str) -> Path:
    """Return the folder of an imported source.

    Raises:
        KembarError: there is only the shipped data.
    """
    return data_folder(workspace) / IMPORTED / key


def put_import(workspace: Workspace, key: str, change: str, folder: Path) -> None:
    """Move the new folder of an import to its place; the one that it replaces is kept for `undo`.

    The workspace must be locked (`write_transaction`).

    Args:
        workspace: where to.
        key: name of the folder at its place.
        change: ID of the change.
        folder: with `RECORD` in it, beside its place.

    Raises:
        KembarError: a disk error occurs.
    """
    home = data_folder(workspace) / IMPORTED
    move(folder, home / f"{NEW}{key}--{change}")
    complete_moves(home)


def change_log(workspace: Workspace) -> list[ChangeRecord]:
    """Return the changes on record, oldest first.

    Raises:
        InputError: a file of them cannot be read, with its line.
    """
    if workspace.root is None:
        return []
    return read_consistently(workspace, lambda: _log(workspace))


def _log(workspace: Workspace) -> list[ChangeRecord]:
    data = data_folder(workspace)
    files = [*(data / ADDED).rglob("*.trig"), *(data / IMPORTED).glob(f"*/{RECORD}")]
    records = [
        record
        for path in files
        if not _is_hidden(path, data) and is_own_file(data.parent, path)
        for record in records_in(path)
    ]
    # Changes of one second in the same month file keep its order.
    return sorted(records, key=lambda record: (record.at, "" if record.by_month else record.id))


def find_change(workspace: Workspace, name: str = "") -> ChangeRecord:
    """Return the change whose ID is `name` or begins so; without a name, the last one.

    Raises:
        UnknownName: there is none.
        KembarError: several begin so, or nothing is on record.
    """
    records = change_log(workspace)
    if not records:
        raise KembarError("nothing was added to this workspace yet")
    if not name:
        return records[-1]
    matches = [record for record in records if record.id.startswith(name)]
    if not matches:
        raise UnknownName("change", name, [record.id for record in reversed(records[-3:])])
    if len(matches) > 1:
        ids = ", ".join(record.id for record in matches)
        raise KembarError(f"several changes begin with {name}: {ids}")
    return matches[0]


def undo_change(workspace: Workspace, record: ChangeRecord) -> Path:
    """Move the file or the folder of a change to data/.undone. The workspace must be locked.

    The import that an import had replaced is restored.

    Returns:
        Its new place.

    Raises:
        KembarError: its file holds other changes too, or a disk error occurs.
    """
    archive = data_folder(workspace) / UNDONE
    if not record.of_import:
        count = len(list(records_in(record.place)))
        if count > 1:
            raise KembarError(
                f"{record.place}: holds {count} changes; move the others to files of their own"
            )
        place = _free(archive, record.place.name)
        move(record.place, place)
        return place
    earlier, home = earlier_import(record), record.place.parent
    if earlier.exists():
        move(earlier, home / f"{BACK}{record.place.name}--{record.id}")
        complete_moves(home)
    else:
        move(record.place, archive / record.id)
    return archive / record.id


def earlier_import(record: ChangeRecord) -> Path:
    """Return the folder that keeps the import that an import replaced; it need not be there."""
    return record.place.parent / EARLIER / f"{record.place.name}--{record.id}"


def _free(folder: Path, name: str) -> Path:
    """Return an unused path in a folder, with a number where the name is in use."""
    stem, dot, ending = name.partition(".")
    names = (f"{stem}-{number}{dot}{ending}" if number > 1 else name for number in count(1))
    return next(folder / name for name in names if not (folder / name).exists())


def records_in(path: Path) -> Iterator[ChangeRecord]:
    """Yield the records of the changes that a file describes.

    Raises:
        InputError: it is no RDF, or a change lacks its time or its action.
    """
    triples: dict[Term, list[Triple]] = {}
    for triple in parse_rdf(path, graph_address(path.name), str(path)):
        triples.setdefault(triple[0], []).append(triple)
    for change, facts in triples.items():
        if (change, term("rdf:type"), term("kb:Change")) in facts:
            try:
                yield _record(change, triples, path)
            except (LookupError, ValueError):
                raise InputError(
                    f"the change {change} lacks its time or what was done; undo your edit",
                    file=path,
                ) from None


def _record(change: Term, triples: dict[Term, list[Triple]], path: Path) -> ChangeRecord:
    """Return the record of a change, from the triples of its file by subject.

    Raises:
        LookupError, ValueError: its time or its action is missing, or is no time.
    """

    def values(subject: Term, predicate: str) -> list[Term]:
        return [o for _, p, o in triples.get(subject, ()) if p == term(predicate)]

    def texts(subjects: Iterable[Term], predicate: str) -> list[str]:
        return [parse_term(value).text for s in subjects for value in values(s, predicate)]

    agents = values(change, "prov:wasAssociatedWith")
    programs = [agent for agent in agents if "/program/" in agent]
    people = [agent for agent in agents if "/program/" not in agent]
    id_ = change[1:-1].rpartition("#")[2]
    return ChangeRecord(
        id=path.stem if id_ == CHANGE else id_,
        at=_utc(texts([change], "prov:endedAtTime")[0]),
        action=local_name(values(change, "kb:changeAction")[0]),
        label="".join(texts([change], "rdfs:label")[-1:]),
        author=", ".join(sorted(set(texts(people, "rdfs:label")))),
        program=", ".join(texts(programs, "rdfs:label")),
        reason="; ".join(texts([change], "kb:reason")),
        place=path.parent if path.name == RECORD else path,
    )


def _utc(text: str) -> datetime.datetime:
    """Return the time of an ISO 8601 text, in UTC; one without a zone is UTC."""
    at = datetime.datetime.fromisoformat(text)
    return at.astimezone(datetime.UTC) if at.tzinfo else at.replace(tzinfo=datetime.UTC)


def _is_hidden(path: Path, data: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(data).parts)
