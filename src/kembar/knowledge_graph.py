"""The graph of a workspace as one object to query and to change; the command line uses it too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, overload

from kembar.errors import InputError, KembarError, ReviewRequired
from kembar.language import in_its_language
from kembar.preview_graph import PreviewGraph

if TYPE_CHECKING:
    from kembar.editing.completion import Completer
    from kembar.editing.diff import ChangeDiff
    from kembar.editing.draft import ChangePreview
    from kembar.editing.entry import Entry
    from kembar.editing.history import UndoneChange
    from kembar.importers import ImportPreview
    from kembar.model.records import Record
    from kembar.rdf.engine import Engine
    from kembar.store.push import PushSummary
    from kembar.workspace.change_records import ChangeRecord


@in_its_language
class KnowledgeGraph(PreviewGraph):
    """The graph of a workspace, which can also be changed.

    A change or an import is previewed first; `commit` then writes all of it, or nothing.
    """

    def add(
        self,
        records: Iterable[Entry | Record],
        *,
        source: Entry | str = "",
        author: str = "",
        ignore_warnings: bool = False,
        replaces: bool = False,
    ) -> ChangeRecord:
        """Add things: all of them, or none.

        Args:
            records: entries (`kembar.entry`) with names as people write them, or records.
            source: of the statements: a web address, the name of a source of the graph, or an
                entry of the kind "source"; by default they count as unverified.
            author: the person who adds them.
            ignore_warnings: write in spite of warnings.
            replaces: replace what the same source said about a thing before; by default a
                warning says so.

        Raises:
            UnknownName, AmbiguousName: a name that fits nothing, or several things.
            InputError: a value that cannot be read.
            ShapeViolation: the result would break a SHACL shape.
            ReviewRequired: there are warnings, and `ignore_warnings` is False.
            KembarError: the source has all these statements already, or the file cannot be written.
        """
        preview = self.preview(records, source=source, author=author, replaces=replaces)
        return self.commit(preview, ignore_warnings=ignore_warnings)

    def entry_of(self, name: str, source: str = "") -> Entry:
        """Return a source's statements about a thing as an entry.

        Raises:
            UnknownName, AmbiguousName: no such thing, or several.
            InputError: there are several sources, and none is named.
        """
        from kembar.editing.revise import entry_of

        return entry_of(self.engine, name, source)[0]

    def sources_of(self, name: str) -> list[str]:
        """Return the keys of the sources that have statements about a thing.

        Raises:
            UnknownName, AmbiguousName: no such thing, or several.
        """
        from kembar.editing.replacement.statements import statements
        from kembar.editing.revise import resolve_thing

        _, thing = resolve_thing(self.engine, name)
        return sorted({statement.source for statement in statements(self.engine, thing)})

    def template(self, kind: str) -> str:
        """Return a YAML file to fill in for a kind of thing, with the terms of its vocabularies.

        Raises:
            UnknownName: no such kind.
        """
        from kembar.editing.entry import form_of
        from kembar.editing.yaml_entries import template
        from kembar.model.forms import forms
        from kembar.names.lookup import words_of_sources

        fields = (*form_of(kind).fields, *forms()["source"].fields)
        schemes = {field.scheme for field in fields if field.scheme}
        words = {scheme: words_of_sources(self.engine, scheme) for scheme in schemes}
        return template(kind, words)

    @cached_property
    def completions(self) -> Completer:
        """The completions of a form's fields."""
        from kembar.editing.completion import Completer

        return Completer(self.engine, self.language)

    def require_workspace(self) -> None:
        """Raise KembarError where nothing can be added: there is only the shipped data."""
        from kembar.workspace.transaction import data_folder

        data_folder(self.workspace)

    @overload
    def commit(self, preview: ChangePreview, *, ignore_warnings: bool = False) -> ChangeRecord: ...
    @overload
    def commit(self, preview: ImportPreview) -> ChangeRecord | None: ...
    def commit(
        self, preview: ChangePreview | ImportPreview, *, ignore_warnings: bool = False
    ) -> ChangeRecord | None:
        """Write what was previewed, and bring the store into step.

        Where the workspace has changed since, a change is previewed again before it is written.

        Args:
            preview: of a change or of an import.
            ignore_warnings: write in spite of the warnings of this preview.

        Returns:
            The change on record; None for an import that the workspace already holds.

        Raises:
            ReviewRequired: there are warnings, and `ignore_warnings` is False; or new ones.
            ShapeViolation: the result would break a SHACL shape.
            KembarError: the file cannot be written.
        """
        from kembar.editing.draft import ChangePreview
        from kembar.workspace.transaction import write_transaction

        record: ChangeRecord | None
        with write_transaction(self.workspace):
            if isinstance(preview, ChangePreview):
                record = self._commit_change(preview, preview.warnings if ignore_warnings else ())
            else:
                record = self._commit_import(preview)
        self._refresh_after_write()
        return record

    def migrate(self) -> Path | None:
        """Bring the workspace to the format of this program, as each write also does.

        Returns:
            The folder that keeps what this changed; None where it changed nothing.

        Raises:
            KembarError: a file cannot be read or written.
        """
        from kembar.workspace.transaction import migrate

        return migrate(self.workspace)

    def log(self) -> list[ChangeRecord]:
        """Return the changes on record, oldest first."""
        from kembar.editing.history import change_log

        return change_log(self.workspace)

    def diff(self, change: str = "") -> ChangeDiff:
        """Return the statements that a change added and removed; by default the last change's.

        Raises:
            UnknownName: no such change.
        """
        from kembar.editing.diff import diff_of_change
        from kembar.editing.history import find_change

        engine = self.engine
        return diff_of_change(engine, self.workspace, find_change(self.workspace, change))

    def change(self, name: str = "") -> ChangeRecord:
        """Return the change whose ID is `name` or begins so; by default the last one.

        Raises:
            UnknownName: no such change.
        """
        from kembar.editing.history import find_change

        return find_change(self.workspace, name)

    def undo(
        self, change: str = "", *, author: str = "", ignore_warnings: bool = False
    ) -> tuple[ChangeRecord, Path]:
        """Undo a change, by default the last one.

        Args:
            change: its ID, or how that begins.
            author: the person who undoes it.
            ignore_warnings: undo another person's change too.

        Returns:
            The change, and the new path of its file or folder.

        Raises:
            UnknownName: no such change.
            ReviewRequired: it is another person's, and `ignore_warnings` is False.
            ShapeViolation: later changes refer to its statements.
            KembarError: a newer import must go first, or a file cannot be written.
        """
        from kembar.editing.diff import diff_of_undo
        from kembar.editing.history import authors, find_change, undo_change
        from kembar.validation.impact import check_change
        from kembar.workspace.change_records import sentence_of_another
        from kembar.workspace.transaction import write_transaction

        with write_transaction(self.workspace):
            record = find_change(self.workspace, change)
            if not ignore_warnings:
                people = authors(self.workspace)
                if sentence := sentence_of_another(record, author, people):
                    raise ReviewRequired([sentence])
            engine = self._engine_for(record.place)
            diff = diff_of_undo(engine, self.workspace, record)
            check_change(engine, self.workspace, diff.added, diff.removed)
            path = undo_change(self.workspace, record)
        self._refresh_after_write()
        return record, path

    def undone(self) -> list[UndoneChange]:
        """Return the undone changes that can come back, in the order of their undoing."""
        from kembar.editing.history import undone_changes

        return undone_changes(self.workspace)

    def undone_faults(self) -> list[KembarError]:
        """Return why other undone changes cannot come back, each with its file."""
        from kembar.editing.history import undone_faults

        return undone_faults(self.workspace)

    def redo(self, change: str = "", *, ignore_warnings: bool = False) -> ChangeRecord:
        """Bring an undone change back as it was, by default the last one that was undone.

        It is checked as an addition is.

        Args:
            change: its ID, or how that begins.
            ignore_warnings: bring it back in spite of warnings.

        Raises:
            UnknownName: no such undone change.
            ReviewRequired: there are warnings, and `ignore_warnings` is False.
            ShapeViolation: the result would break a SHACL shape.
            KembarError: its place is not free, what it retires is gone, or a file cannot be
                written.
        """
        from kembar.editing.diff import diff_of_redo
        from kembar.editing.history import find_undone, redo_change
        from kembar.editing.plausibility import warnings_of_return
        from kembar.validation.impact import check_change
        from kembar.workspace.transaction import write_transaction

        with write_transaction(self.workspace):
            undone = find_undone(self.workspace, change)
            engine = self._engine_for(undone.copy)
            diff = diff_of_redo(engine, self.workspace, undone)
            check_change(engine, self.workspace, diff.added, diff.removed)
            warnings = warnings_of_return(engine, diff.added, diff.removed)
            if warnings and not ignore_warnings and not undone.record.of_import:
                raise ReviewRequired(warnings)
            record = redo_change(self.workspace, undone)
        self._refresh_after_write()
        return record

    def push(
        self, progress: Callable[[str], None] = lambda _: None, *, full: bool = False
    ) -> PushSummary:
        """Send the differences to the endpoint of the workspace.

        Args:
            progress: receives a line on each step.
            full: compare every graph, although no file changed.

        Raises:
            KembarError: there is no endpoint, or it cannot be written.
        """
        from kembar.store.remote_sync import push_workspace

        return push_workspace(self.workspace, progress, full=full)

    def _engine_for(self, place: Path) -> Engine:
        """Return the graph to check an undo or a redo; another change may be unreadable.

        Raises:
            InputError: the change in `place` cannot be read, or a file that is no change.
        """
        from dataclasses import replace

        from kembar.editing.diff import unreadable_changes
        from kembar.store.open_store import open_store

        try:
            return self._refresh_to_write().engine
        except InputError:
            unreadable = unreadable_changes(self.workspace)
            if not unreadable or place in unreadable or self.workspace.endpoint is not None:
                raise
            return open_store(replace(self.workspace, without=unreadable)).engine

    def _commit_change(self, preview: ChangePreview, ignored: Sequence[str]) -> ChangeRecord:
        from kembar.editing.history import record_change
        from kembar.workspace.change_records import records_in
        from kembar.workspace.transaction import data_folder

        fresh = preview
        if self._refresh_to_write().digest != preview.base:
            fresh = self.preview_change(preview.request)
        if warnings := [text for text in fresh.warnings if text not in ignored]:
            raise ReviewRequired(warnings)
        change = record_change(self.workspace, fresh.change)
        return next(records_in(data_folder(self.workspace) / change.file))

    def _commit_import(self, preview: ImportPreview) -> ChangeRecord | None:
        from kembar.editing.history import import_folder
        from kembar.importers import commit_import
        from kembar.workspace.change_records import RECORD, records_in

        engine = self._refresh_to_write().engine
        if not commit_import(preview, engine, self.workspace):
            return None
        return next(records_in(import_folder(self.workspace, preview.origin.key) / RECORD))

    def _refresh_after_write(self) -> None:
        """Refresh the store after a write that succeeded.

        An error of the store is left to the next read; an endpoint's is raised at once, because
        the next read does not compare it with the files.
        """
        from kembar.rdf.remote.sparql_client import RemoteEngine

        self._opened = None
        if self.workspace.endpoint is not None:
            from kembar.store.remote_sync import sync_remote

            engine = self.engine
            assert isinstance(engine, RemoteEngine)
            sync_remote(engine, self.workspace)
            return
        with suppress(KembarError, OSError):
            self.refresh()
