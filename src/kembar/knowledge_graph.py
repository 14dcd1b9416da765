"""The graph of a workspace as one object: asked, added to, taken back. Every command uses it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kembar.errors import Caution, KembarError
from kembar.read_only_graph import Asking

if TYPE_CHECKING:
    from kembar.editing.completion import Completions
    from kembar.editing.diff import Effect
    from kembar.editing.draft import Addition, Wanted
    from kembar.editing.entry import Entry
    from kembar.editing.history import Logged
    from kembar.importers.links import Link, Rejected
    from kembar.importers.reconcile import Asked
    from kembar.importers.rows import Origin
    from kembar.importers.run import Import
    from kembar.model.records import Record
    from kembar.store.open import Built
    from kembar.store.push import Pushed


class KnowledgeGraph(Asking):
    """What a workspace and the shipped data say, in step with their files; see `Asking`.

    Everything that changes the workspace is previewed first, and then written whole or not at all.
    """

    def preview(
        self, records: Iterable[Entry | Record], *, source: Entry | str = "", by: str = ""
    ) -> Addition:
        """What adding would write, with sentences and cautions; nothing is written.

        Raises:
            As `add`.
        """
        from kembar.editing.draft import Wanted

        return self.preview_change(Wanted(tuple(records), source=_source(source), by=by))

    def add(
        self,
        records: Iterable[Entry | Record],
        *,
        source: Entry | str = "",
        by: str = "",
        sure: bool = False,
    ) -> Addition:
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

    def preview_file(self, path: Path, *, source: Entry | str = "", by: str = "") -> Addition:
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
    ) -> Addition:
        """What mending a source's statement would write; see `revisions.edition`."""
        from kembar.editing.revise import edition

        told = _source(source)
        wanted = edition(self.engine, name, values, clear, said_by, told, reason)
        return self.preview_change(replace(wanted, by=by))

    def preview_retirement(
        self, name: str, *, reason: str, said_by: str = "", by: str = ""
    ) -> Addition:
        """What retiring a thing would write; see `revisions.retirement`."""
        from kembar.editing.revise import retirement

        wanted = retirement(self.engine, name, self.language, said_by, reason)
        return self.preview_change(replace(wanted, by=by))

    def preview_renewal(
        self,
        agreement: str,
        values: Mapping[str, Sequence[str]] | None = None,
        *,
        source: Entry | str = "",
        by: str = "",
    ) -> Addition:
        """What the next agreement of a chain would write; see `revisions.renewal`."""
        from kembar.editing.revise import renewal

        wanted = renewal(self.engine, agreement, values or {})
        return self.preview_change(replace(wanted, source=_source(source), by=by))

    def current(self, name: str, said_by: str = "") -> Entry:
        """What a source says of a thing, as an entry; see `revisions.current`."""
        from kembar.editing.revise import current

        return current(self.engine, name, said_by)[0]

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

        asks = (*form_of(kind).asks, *forms()["source"].asks)
        schemes = {ask.scheme for ask in asks if ask.scheme}
        choices = {scheme: notations(self.engine, scheme) for scheme in schemes}
        return template(kind, self.language, choices)

    @cached_property
    def completions(self) -> Completions:
        """What completes a form's answers, and understands them."""
        from kembar.editing.completion import Completions

        return Completions(self.engine, self.language)

    def preview_change(self, wanted: Wanted) -> Addition:
        """What a change would write; nothing is written."""
        from kembar.editing.draft import draft

        if self.workspace.endpoint is not None:
            self._ready()
        made = self.asking(lambda engine: draft(engine, self.workspace, wanted, self.language))
        return replace(made, base=self.built.digest)

    def write(self, addition: Addition, *, sure: bool = False) -> Addition:
        """Write a change that was previewed, and bring the graph into step.

        Where others wrote meanwhile it is understood and checked anew.

        Raises:
            Caution: something should be looked at again, and `sure` is False; or something that
                was not told when it was previewed.
            KembarError: it breaks something by now, or the disk says no.
        """
        from kembar.editing.history import record
        from kembar.workspace.transaction import changing

        with changing(self.workspace):
            made = addition
            if self._ready().digest != addition.base:
                made = self.preview_change(addition.wanted)
            unseen = [said for said in made.cautions if not sure or said not in addition.cautions]
            if unseen:
                raise Caution(unseen)
            made = replace(made, change=record(self.workspace, made.change))
        self._follow()
        return made

    def read_links(
        self,
        links: Iterable[Link | Rejected],
        origin: Origin,
        reviewed: Mapping[Asked, str] | None = None,
        tell: Callable[[str], None] = lambda _: None,
    ) -> Import:
        """Understand the links of a source, to be written by `write_import`; see `imports`."""
        from kembar.importers.run import read_import

        return read_import(self.engine, links, origin, reviewed, tell)

    def write_import(self, made: Import) -> bool:
        """Put what was read of a source into the workspace; whether anything changed.

        Raises:
            Violation: it breaks a shape.
            KembarError: the disk says no.
        """
        from kembar.importers.run import write_import
        from kembar.workspace.transaction import changing

        with changing(self.workspace):
            engine = self._ready().engine
            changed = write_import(made, engine, self.workspace, self.language)
        self._follow()
        return changed

    def log(self) -> list[Logged]:
        """The changes on record, oldest first."""
        from kembar.editing.history import log

        return log(self.workspace)

    def diff(self, change: str = "") -> Effect:
        """What a change brought and took, as statements by named graph; the last one without."""
        from kembar.editing.diff import of_change
        from kembar.editing.history import find

        engine = self.engine
        return of_change(engine, self.workspace, find(self.workspace, change))

    def undo(self, change: str = "") -> tuple[Logged, Path]:
        """Take a change back; the last one without. Its text is kept, at the path that is returned.

        Raises:
            UnknownName: no such change.
            Violation: something that was added later stands on it.
            KembarError: a newer import must go first, or the disk says no.
        """
        from kembar.editing.diff import of_undoing
        from kembar.editing.history import find, take_back
        from kembar.validation.impact import check
        from kembar.workspace.transaction import changing

        with changing(self.workspace):
            engine = self._ready().engine
            logged = find(self.workspace, change)
            effect = of_undoing(engine, self.workspace, logged)
            check(engine, self.workspace, effect.added, effect.removed, self.language)
            kept = take_back(self.workspace, logged)
        self._follow()
        return logged, kept

    def push(
        self, tell: Callable[[str], None] = lambda _: None, *, thorough: bool = False
    ) -> Pushed:
        """Make the endpoint of the workspace hold what its files say; see `following.send`."""
        from kembar.store.remote_sync import send

        return send(self.workspace, tell, thorough=thorough)

    def _ready(self) -> Built:
        """The graph as it is now, to be changed.

        Raises:
            KembarError: it is at an endpoint that is not in step with the files.
        """
        from kembar.rdf.sparql_client import Remote

        built = self.refresh()
        if isinstance(built.engine, Remote):
            from kembar.store.remote_sync import must_be_in_step

            must_be_in_step(built.engine, self.workspace)
        return built

    def _follow(self) -> None:
        """Bring the graph into step with what was written.

        What was written stands, so a fault of the store is told to who asks next, not to who wrote.
        An endpoint is not looked at by who asks next: its fault is told at once.
        """
        from kembar.rdf.sparql_client import Remote

        self._opened = None
        if self.workspace.endpoint is not None:
            from kembar.store.remote_sync import follow

            engine = self.refresh().engine
            assert isinstance(engine, Remote)
            follow(engine, self.workspace)
            return
        with suppress(KembarError, OSError):
            self.refresh()


def _source(told: Entry | str) -> Entry | None:
    from kembar.editing.entry import entry

    if isinstance(told, str):
        return entry("source", {"url": told}) if told else None
    return told
