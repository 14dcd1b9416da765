"""The changes of a workspace: recording, listing and undoing them, under one lock.

A change is one file, so one write records it and one move undoes it. An import is a folder with its
own record: it is written beside its place and moved there, and the import that it replaces is kept.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from kembar.editing.change import Change, new_id, next_id, now
from kembar.errors import InputError, KembarError, UnknownName
from kembar.language import _, numeral
from kembar.rdf.namespaces import graph_address
from kembar.workspace.atomic_write import move, write_text
from kembar.workspace.change_files import ADDED
from kembar.workspace.change_records import RECORD, ChangeRecord, records_in
from kembar.workspace.inside import is_own_file, require_inside
from kembar.workspace.layout import Workspace
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

_OF_UNDONE = re.compile(r"(\d{8}-\d{6}-\d{6})_(.+)")
"""The name of what was undone: the time of the undoing, so that names keep the order; the ID."""

_DATA = graph_address("workspace/data/")


@dataclass(frozen=True)
class UndoneChange:
    """A change that was undone, and can be brought back.

    Attributes:
        record: of the change; its place is the one that it had.
        copy: its file or folder below data/.undone.
        undone_at: when it was undone, in UTC; None if an earlier version of Kembar undid it.
    """

    record: ChangeRecord
    copy: Path
    undone_at: datetime.datetime | None


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
    records, faults = _readable_log(workspace)
    for fault in faults.values():
        raise fault
    return records


def _readable_log(workspace: Workspace) -> tuple[list[ChangeRecord], dict[str, InputError]]:
    """Return the changes that can be read, oldest first, and the faults of the others by ID."""
    records: list[ChangeRecord] = []
    faults: dict[str, InputError] = {}
    for path in change_paths(workspace):
        try:
            records += records_in(path)
        except InputError as fault:
            faults[path.stem] = fault
    # Changes of one second in the same month file keep its order.
    records.sort(key=lambda record: (record.at, "" if record.by_month else record.id))
    return records, faults


def change_paths(workspace: Workspace) -> list[Path]:
    """Return the files of the changes on record, and the records of the imports.

    Raises:
        KembarError: one is a link that leads out of the workspace.
    """
    data = data_folder(workspace)
    paths = [*(data / ADDED).rglob("*.trig"), *(data / IMPORTED).glob(f"*/{RECORD}")]
    return [p for p in paths if not _is_hidden(p, data) and is_own_file(data.parent, p)]


def authors(workspace: Workspace) -> set[str]:
    """Return the names of the authors of the changes on record that can be read."""
    if workspace.root is None:
        return set()
    records, _ = _readable_log(workspace)
    return {record.author for record in records if record.author}


def find_change(workspace: Workspace, name: str = "") -> ChangeRecord:
    """Return the change whose ID is `name` or begins so; without a name, the last one.

    Raises:
        UnknownName: there is none.
        InputError: its file cannot be read; without a name, the file of any change.
        KembarError: several begin so, or nothing is on record.
    """
    if workspace.root is None:
        raise KembarError(_("nothing was added to this workspace yet"))
    records, faults = read_consistently(workspace, lambda: _readable_log(workspace))
    for id_, fault in faults.items():
        if id_.startswith(name):
            raise fault
    if not records:
        raise KembarError(_("nothing was added to this workspace yet"))
    if not name:
        return records[-1]
    exact = [record for record in records if record.id == name]
    matches = exact or [record for record in records if record.id.startswith(name)]
    if not matches:
        raise UnknownName("change", name, [record.id for record in reversed(records[-3:])])
    if len(matches) > 1:
        ids = ", ".join(record.id for record in matches)
        raise KembarError(_("several changes begin with {name}: {changes}", name=name, changes=ids))
    return matches[0]


def undo_change(workspace: Workspace, record: ChangeRecord) -> Path:
    """Move the file or the folder of a change to data/.undone. The workspace must be locked.

    The import that an import had replaced is restored.

    Returns:
        Its new place.

    Raises:
        KembarError: its file holds other changes too, or a disk error occurs.
    """
    archive, undoing = data_folder(workspace) / UNDONE, new_id(now())
    if not record.of_import:
        count = len(list(records_in(record.place)))
        if count > 1:
            fault = _(
                "{file}: holds {count} changes; move the others to files of their own",
                file=record.place,
                count=numeral(count),
            )
            raise KembarError(fault)
        place = _free(archive, f"{undoing}_{record.place.name}")
        move(record.place, place)
        return place
    earlier, home = earlier_import(record), record.place.parent
    place = archive / f"{undoing}_{record.id}"
    if earlier.exists():
        move(earlier, home / f"{BACK}{record.place.name}--{place.name}")
        complete_moves(home)
    else:
        move(record.place, place)
    return place


def undone_changes(workspace: Workspace) -> list[UndoneChange]:
    """Return the undone changes that can come back; the last one that was undone stands last."""
    return _readable_undone(workspace)[0]


def undone_faults(workspace: Workspace) -> list[KembarError]:
    """Return the reasons for which the other files below data/.undone cannot come back."""
    return _readable_undone(workspace)[1]


def _readable_undone(workspace: Workspace) -> tuple[list[UndoneChange], list[KembarError]]:
    changes: list[UndoneChange] = []
    faults: list[KembarError] = []
    for path in _undone_paths(workspace):
        try:
            changes.append(_undone(workspace, path))
        except KembarError as fault:
            faults.append(fault)
    return changes, faults


def find_undone(workspace: Workspace, name: str = "") -> UndoneChange:
    """Return the undone change whose ID is `name` or begins so; by default the last one undone.

    Raises:
        UnknownName: there is none.
        InputError: its file cannot be read.
        KembarError: several begin so, or nothing was undone.
    """
    ids = {path: _id_of_undone(path) for path in _undone_paths(workspace)}
    if not ids:
        raise KembarError(_("nothing was undone in this workspace"))
    exact = [path for path, id_ in ids.items() if id_ == name]
    matches = exact or [path for path, id_ in ids.items() if id_.startswith(name)]
    if not matches:
        raise UnknownName("undone change", name, [*ids.values()][:-4:-1])
    if name and len({ids[path] for path in matches}) > 1:
        several = ", ".join(ids[path] for path in matches)
        raise KembarError(
            _("several undone changes begin with {name}: {changes}", name=name, changes=several)
        )
    return _undone(workspace, matches[-1])


def redo_change(workspace: Workspace, undone: UndoneChange) -> ChangeRecord:
    """Move an undone change back to its place. The workspace must be locked.

    Raises:
        KembarError: its place is not free, or a disk error occurs.
    """
    record = undone.record
    if not record.of_import:
        if record.place.exists():
            raise KembarError(
                _("{file}: is there already; undo that change first", file=record.place)
            )
        move(undone.copy, record.place)
        return record
    if (record.place / RECORD).exists():
        newest = next(records_in(record.place / RECORD))
        if newest.at > record.at or earlier_import(record).exists():
            raise KembarError(
                _(
                    "{folder}: a newer import is there; undo {change} first",
                    folder=record.place,
                    change=newest.id,
                )
            )
    put_import(workspace, record.place.name, record.id, undone.copy)
    return record


def _undone_paths(workspace: Workspace) -> list[Path]:
    """Return the files and folders of undone changes, in the order of their undoing."""
    if workspace.root is None:
        return []
    paths = (data_folder(workspace) / UNDONE).glob("[!.]*")
    undone = [path for path in paths if path.suffix == ".trig" or (path / RECORD).exists()]

    def order(path: Path) -> tuple[str, int]:
        # An earlier version wrote no time into the name; a move changes that of the status.
        stamp = _OF_UNDONE.fullmatch(path.stem)
        return (stamp[1], 0) if stamp else ("", path.lstat().st_ctime_ns)

    return sorted(undone, key=order)


def _id_of_undone(path: Path) -> str:
    stamp = _OF_UNDONE.fullmatch(path.stem)
    return stamp[2] if stamp else path.stem


def _undone(workspace: Workspace, path: Path) -> UndoneChange:
    """Read an undone change.

    Raises:
        InputError: it cannot be read, or does not say where it belongs.
        KembarError: it is a link that leads out of the workspace.
    """
    data, file = data_folder(workspace), path / RECORD if path.is_dir() else path
    require_inside(data.parent, file)
    records = list(records_in(file)) if is_own_file(data.parent, file) else []
    if len(records) != 1:
        fault = _("holds {count} changes instead of one", count=numeral(len(records)))
        raise InputError(fault, file=path)
    place = data / _home(records[0], file)
    stamp = _OF_UNDONE.fullmatch(path.stem)
    at = datetime.datetime.strptime(stamp[1], "%Y%m%d-%H%M%S-%f") if stamp else None
    record = replace(records[0], id=_id_of_undone(path), place=place)
    return UndoneChange(record, path, at.replace(tzinfo=datetime.UTC) if at else None)


def _home(record: ChangeRecord, file: Path) -> str:
    """Return the path below data/ where an undone change belongs, as its IRI says.

    Raises:
        InputError: it belongs to no place that Kembar writes.
    """
    home = record.iri.partition("#")[0]
    place = home.removeprefix(_DATA).split("/") if home.startswith(_DATA) else []
    is_plain = not any(part.startswith(".") for part in place)
    if is_plain and len(place) == 3:
        if place[0] == IMPORTED and place[2] == file.name == RECORD:
            return "/".join(place[:2])
        if place[0] == ADDED and place[2].endswith(".trig") and file.name != RECORD:
            return "/".join(place)
    fault = _(
        "its address is not one that Kembar writes: {address}; add it again", address=record.iri
    )
    raise InputError(fault, file=file)


def earlier_import(record: ChangeRecord) -> Path:
    """Return the folder that keeps the import that an import replaced; it need not be there."""
    return record.place.parent / EARLIER / f"{record.place.name}--{record.id}"


def _free(folder: Path, name: str) -> Path:
    """Return an unused path in a folder, with a number where the name is in use."""
    stem, dot, ending = name.partition(".")
    names = (f"{stem}-{number}{dot}{ending}" if number > 1 else name for number in count(1))
    return next(folder / name for name in names if not (folder / name).exists())


def _is_hidden(path: Path, data: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(data).parts)
