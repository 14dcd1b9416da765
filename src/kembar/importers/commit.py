"""The preview of an import -> its folder in the workspace, validated and written as a whole."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from kembar.editing.change import Change, new_id, now
from kembar.editing.diff import difference, folder_graphs
from kembar.editing.history import import_folder, put_import
from kembar.importers.preview import ImportPreview
from kembar.language import _, _n
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES
from kembar.rdf.syntax import to_turtle
from kembar.validation.impact import check_change
from kembar.workspace.atomic_write import make_folder
from kembar.workspace.change_records import RECORD
from kembar.workspace.layout import Workspace
from kembar.workspace.transaction import IMPORTED


def commit_import(preview: ImportPreview, engine: Engine, workspace: Workspace) -> bool:
    """Validate an import and write it to its workspace; true if anything changed.

    The folder is replaced as a whole or not at all. The caller holds the workspace's lock
    (`workspace.transaction.write_transaction`).

    Args:
        preview: as `preview_import` or `preview_rdf_import` returns it.
        engine: the graph of the workspace, up to date.
        workspace: where to write.

    Raises:
        ShapeViolation: the import breaks a shape.
        KembarError: a disk error occurs.
    """
    folder = import_folder(workspace, preview.origin.key)
    if _is_unchanged(folder, preview.files):
        return False
    change = _change(preview)
    name = f"workspace/data/{IMPORTED}/{preview.origin.key}"
    record = to_turtle(change.facts(f"{name}/{RECORD}"), NAMESPACES)
    new_folder = make_folder(folder.parent, preview.files | {RECORD: record})
    try:
        after = folder_graphs(new_folder, name)
        before = folder_graphs(folder, name) if folder.is_dir() else {}
        check_change(engine, workspace, after, difference(before, after).removed)
        put_import(workspace, preview.origin.key, change.id, new_folder)
    finally:
        shutil.rmtree(new_folder, ignore_errors=True)
    return True


def _change(preview: ImportPreview) -> Change:
    """Return the change on record for an import."""
    at = now()
    title, count = preview.origin.title, preview.summary.partnerships
    label = (
        _n(
            "Imported {title}: {count} partnership.",
            "Imported {title}: {count} partnerships.",
            count,
            title=title,
        )
        if count
        else _("Imported {title}.", title=title)
    )
    return Change(new_id(at), at, "import", label, preview.origin.author)


def _is_unchanged(folder: Path, files: Mapping[str, str]) -> bool:
    """True if a folder holds just these files, apart from the day of their retrieval."""
    if not folder.is_dir() or {path.name for path in folder.iterdir()} - {RECORD} != set(files):
        return False
    return all(
        _undated_lines((folder / name).read_text("utf-8")) == _undated_lines(text)
        for name, text in files.items()
    )


def _undated_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("retrieved = ")]
