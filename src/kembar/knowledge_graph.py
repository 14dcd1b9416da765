"""The graph of a workspace as one object: asked, added to, taken back. Every command uses it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kembar.errors import KembarError, ReviewRequired
from kembar.read_only_graph import ReadOnlyGraph

if TYPE_CHECKING:
    from kembar.editing.completion import Completer
    from kembar.editing.diff import ChangeDiff
    from kembar.editing.draft import ChangePreview, ChangeRequest
    from kembar.editing.entry import Entry
    from kembar.editing.history import ChangeRecord
    from kembar.importers import ImportPreview, Link, MentionKey, Origin, Rejected
    from kembar.model.records import Record
    from kembar.store.open_store import OpenedStore
    from kembar.store.push import PushSummary


class KnowledgeGraph(ReadOnlyGraph):
    """What a workspace and the shipped data say, in step with their files; see `ReadOnlyGraph`.

    Everything that changes the workspace is previewed first, and then written whole or not at all.
    """

    def preview(
        self, records: Iterable[Entry | Record], *, source: Entry | str = "", by: str = ""
    ) -> ChangePreview:
        """What adding would write, with sentences and cautions; nothing is written.

        Raises:
            As `add`.
        """
        from kembar.editing.draft import ChangeRequest

        return self.preview_change(ChangeRequest(tuple(records), source=_source(source), by=by))

    def add(
        self,
        records: Iterable[Entry | Record],
        *,
        source: Entry | str = "",
        by: str = "",
        sure: bool = False,
    ) -> ChangePreview:
        """Add things: all of them, or none.

        Args:
            records: entries (`kembar.entry`) with names as people write them, or records.
            source: who says so: a web address, the name of a source of the graph, or an entry of
                the kind "source"; without one it is unverified, and every view shows that.
            by: who adds it.
            sure: write although something should be looked at again.

        Raises:
            UnknownName, AmbiguousName: a name that fits nothing, or several things.
            InputError: a value that cannot be read.
            Violation: it breaks a shape.
            Caution: something should be looked at again, and `sure` is False.
            KembarError: it is said already, or the disk says no.
        """
        return self.write(self.preview(records, source=source, by=by), sure=sure)

    def preview_file(self, path: Path, *, source: Entry | str = "", by: str = "") -> ChangePreview:
        """What adding a file would write: YAML as the template, a curated table (CSV), or RDF."""
        from kembar.editing.draft import read_file

        return self.preview_change(read_file(path, _source(source), by))

    def preview_edit(
        self,
        name: str,
        values: Mapping[str, Sequence[str]],
        *,
        clear: Iterable[str] = (),
        said_by: str = "",
        source: Entry | str = "",
        reason: str = "",
        by: str = "",
    ) -> ChangePreview:
        """What mending a source's statement would write; see `revisions.edition`."""
        from kembar.editing.revise import edit_request

        told = _source(source)
        wanted = edit_request(self.engine, name, values, clear, said_by, told, reason)
        return self.preview_change(replace(wanted, by=by))

    def preview_retirement(
        self, name: str, *, reason: str, said_by: str = "", by: str = ""
    ) -> ChangePreview:
        """What retiring a thing would write; see `revisions.retirement`."""
        from kembar.editing.revise import retirement_request

        wanted = retirement_request(self.engine, name, self.language, said_by, reason)
        return self.preview_change(replace(wanted, by=by))

    def preview_renewal(
        self,
        agreement: str,
        values: Mapping[str, Sequence[str]] | None = None,
        *,
        source: Entry | str = "",
        by: str = "",
    ) -> ChangePreview:
        """What the next agreement of a chain would write; see `revisions.renewal`."""
        from kembar.editing.revise import renewal_request

        wanted = renewal_request(self.engine, agreement, values or {})
        return self.preview_change(replace(wanted, source=_source(source), by=by))

    def current(self, name: str, said_by: str = "") -> Entry:
        """What a source says of a thing, as an entry; see `revisions.current`."""
        from kembar.editing.revise import entry_of

        return entry_of(self.engine, name, said_by)[0]

    def tellers(self, name: str) -> list[str]:
        """The keys of the sources that tell of a thing.

        Raises:
            UnknownName, AmbiguousName: no such thing, or several.
        """
        from kembar.editing.revise import statements, thing_named

        _, thing = thing_named(self.engine, name)
        return sorted({one.source for one in statements(self.engine, thing)})

    def template(self, kind: str) -> str:
        """A YAML file to be filled in for a kind of thing, with the words that it may use.

        Raises:
            UnknownName: no such kind.
        """
        from kembar.editing.entry import form_of
        from kembar.editing.yaml_entries import template
        from kembar.model.forms import forms
        from kembar.names.lookup import notations

        asks = (*form_of(kind).fields, *forms()["source"].fields)
        schemes = {ask.scheme for ask in asks if ask.scheme}
        choices = {scheme: notations(self.engine, scheme) for scheme in schemes}
        return template(kind, self.language, choices)

    @cached_property
    def completions(self) -> Completer:
        """What completes a form's answers, and understands them."""
        from kembar.editing.completion import Completer

        return Completer(self.engine, self.language)

    def preview_change(self, wanted: ChangeRequest) -> ChangePreview:
        """What a change would write; nothing is written."""
        from kembar.editing.draft import draft

        if self.workspace.endpoint is not None:
            self._ready()
        made = self.asking(lambda engine: draft(engine, self.workspace, wanted, self.language))
        return replace(made, base=self.built.digest)

    def write(self, addition: ChangePreview, *, sure: bool = False) -> ChangePreview:
        """Write a change that was previewed, and bring the graph into step.

        Where others wrote meanwhile it is understood and checked anew.

        Raises:
            Caution: something should be looked at again, and `sure` is False; or something that
                was not told when it was previewed.
            KembarError: it breaks something by now, or the disk says no.
        """
        from kembar.editing.history import record_change
        from kembar.workspace.transaction import write_transaction

        with write_transaction(self.workspace):
            made = addition
            if self._ready().digest != addition.base:
                made = self.preview_change(addition.wanted)
            unseen = [said for said in made.cautions if not sure or said not in addition.cautions]
            if unseen:
                raise ReviewRequired(unseen)
            made = replace(made, change=record_change(self.workspace, made.change))
        self._follow()
        return made

    def read_links(
        self,
        links: Iterable[Link | Rejected],
        origin: Origin,
        reviewed: Mapping[MentionKey, str] | None = None,
        progress: Callable[[str], None] = lambda _: None,
    ) -> ImportPreview:
        """Understand the links of a source, to be written by `write_import`; see `imports`."""
        from kembar.importers import preview_import

        return preview_import(self.engine, links, origin, reviewed, progress)

    def write_import(self, made: ImportPreview) -> bool:
        """Put what was read of a source into the workspace; whether anything changed.

        Raises:
            Violation: it breaks a shape.
            KembarError: the disk says no.
        """
        from kembar.importers import commit_import
        from kembar.workspace.transaction import write_transaction

        with write_transaction(self.workspace):
            engine = self._ready().engine
            changed = commit_import(made, engine, self.workspace, self.language)
        self._follow()
        return changed

    def log(self) -> list[ChangeRecord]:
        """The changes on record, oldest first."""
        from kembar.editing.history import change_log

        return change_log(self.workspace)

    def diff(self, change: str = "") -> ChangeDiff:
        """What a change brought and took, as statements by named graph; the last one without."""
        from kembar.editing.diff import diff_of_change
        from kembar.editing.history import find

        engine = self.engine
        return diff_of_change(engine, self.workspace, find(self.workspace, change))

    def undo(self, change: str = "") -> tuple[ChangeRecord, Path]:
        """Take a change back; the last one without. Its text is kept, at the path that is returned.

        Raises:
            UnknownName: no such change.
            Violation: something that was added later stands on it.
            KembarError: a newer import must go first, or the disk says no.
        """
        from kembar.editing.diff import diff_of_undo
        from kembar.editing.history import find, undo_change
        from kembar.validation.impact import check_change
        from kembar.workspace.transaction import write_transaction

        with write_transaction(self.workspace):
            engine = self._ready().engine
            logged = find(self.workspace, change)
            effect = diff_of_undo(engine, self.workspace, logged)
            check_change(engine, self.workspace, effect.added, effect.removed, self.language)
            kept = undo_change(self.workspace, logged)
        self._follow()
        return logged, kept

    def push(
        self, progress: Callable[[str], None] = lambda _: None, *, full: bool = False
    ) -> PushSummary:
        """Make the endpoint of the workspace hold what its files say; see `following.send`."""
        from kembar.store.remote_sync import push_workspace

        return push_workspace(self.workspace, progress, full=full)

    def _ready(self) -> OpenedStore:
        """The graph as it is now, to be changed.

        Raises:
            KembarError: it is at an endpoint that is not in step with the files.
        """
        from kembar.rdf.sparql_client import RemoteEngine

        built = self.refresh()
        if isinstance(built.engine, RemoteEngine):
            from kembar.store.remote_sync import require_in_sync

            require_in_sync(built.engine, self.workspace)
        return built

    def _follow(self) -> None:
        """Bring the graph into step with what was written.

        What was written stands, so a fault of the store is told to who asks next, not to who wrote.
        An endpoint is not looked at by who asks next: its fault is told at once.
        """
        from kembar.rdf.sparql_client import RemoteEngine

        self._opened = None
        if self.workspace.endpoint is not None:
            from kembar.store.remote_sync import sync_remote

            engine = self.refresh().engine
            assert isinstance(engine, RemoteEngine)
            sync_remote(engine, self.workspace)
            return
        with suppress(KembarError, OSError):
            self.refresh()


def _source(told: Entry | str) -> Entry | None:
    from kembar.editing.entry import entry

    if isinstance(told, str):
        return entry("source", {"url": told}) if told else None
    return told
