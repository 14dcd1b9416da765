"""Previews of changes and imports: of entries, records, files and external sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from kembar.base_graph import require_known
from kembar.language import in_its_language
from kembar.read_only_graph import ReadOnlyGraph

if TYPE_CHECKING:
    from kembar.editing.draft import ChangePreview, ChangeRequest
    from kembar.editing.entry import Entry
    from kembar.importers import ImportPreview, Link, Origin, Rejected
    from kembar.model.records import Record
    from kembar.store.open_store import OpenedStore


class ImportOptions(TypedDict, total=False):
    """The description of an imported source, and how its names are matched.

    Attributes:
        key: names the source in the graph and its folder; by default the name of its file.
        title, publisher, url, licence: of the source; url and licence are web addresses.
        author: the person who imports it.
        review: a completed review file, which decides the names left open by an earlier preview.
        progress: receives a line on each step.
    """

    key: str
    title: str
    publisher: str
    url: str
    licence: str
    author: str
    review: str | Path | None
    progress: Callable[[str], None]


_WIKIDATA: ImportOptions = {
    "publisher": "Wikidata",
    "licence": "https://creativecommons.org/publicdomain/zero/1.0/",
    "url": "https://www.wikidata.org/wiki/Property:P190",
}


@in_its_language
class PreviewGraph(ReadOnlyGraph):
    """A graph that previews changes and imports; `KnowledgeGraph.commit` writes them."""

    def preview(
        self,
        records: Iterable[Entry | Record],
        *,
        source: Entry | str = "",
        author: str = "",
        replaces: bool = False,
    ) -> ChangePreview:
        """Return what `add` would write; nothing is written.

        Args and errors are those of `add`.
        """
        from kembar.editing.draft import ChangeRequest

        request = ChangeRequest(
            tuple(records), source=_source_entry(source), author=author, replaces=replaces
        )
        return self.preview_change(request)

    def preview_file(
        self,
        path: str | Path,
        *,
        source: Entry | str = "",
        author: str = "",
        replaces: bool = False,
    ) -> ChangePreview:
        """Return what adding a file would write: YAML (as `template`), CSV (a table) or RDF.

        `source` and `author` are those of `add`, where the file names none; so is `replaces`.
        """
        from kembar.editing.draft import read_file

        request = read_file(Path(path), _source_entry(source), author)
        return self.preview_change(replace(request, replaces=replaces))

    def preview_edit(
        self,
        name: str,
        values: Mapping[str, Sequence[str]],
        *,
        clear: Iterable[str] = (),
        of_source: str = "",
        source: Entry | str = "",
        reason: str = "",
        author: str = "",
    ) -> ChangePreview:
        """Return what editing a source's statements about a thing would write.

        The earlier statements stay on record.

        Args:
            name: of the thing, or its key.
            values: the new values by field; other fields keep theirs.
            clear: the fields to empty, or one.
            of_source: the key of the source whose statements are edited, where there are several.
            source: of the new statements, where it is another one; as for `add`.
            reason: why they are edited.
            author: the person who edits them.

        Raises:
            UnknownName, AmbiguousName, InputError: as `entry_of` and `add`, or no such field.
            KembarError: the statements are the same already.
        """
        from kembar.editing.revise import Edit, edit_request

        cleared = (clear,) if isinstance(clear, str) else tuple(clear)
        name = self.choices.get(name, name)
        edit = Edit(name, values, cleared, of_source, _source_entry(source), reason)
        return self.preview_change(replace(edit_request(self.engine, edit), author=author))

    def preview_retirement(
        self, name: str, *, reason: str, source: str = "", author: str = ""
    ) -> ChangePreview:
        """Return what retiring the statements about a thing would write.

        Args:
            name: of the thing, or its key.
            reason: of the retirement.
            source: the key of the source whose statements are retired; by default all of them.
            author: the person who retires them.

        Raises:
            UnknownName, AmbiguousName: no such thing, or several.
            InputError: there is no reason, or the source has no statement about the thing.
        """
        from kembar.editing.revise import retirement_request

        name = self.choices.get(name, name)
        request = retirement_request(self.engine, name, self.language, source, reason)
        return self.preview_change(replace(request, author=author))

    def preview_renewal(
        self,
        agreement: str,
        values: Mapping[str, Sequence[str]] | None = None,
        *,
        source: Entry | str = "",
        author: str = "",
    ) -> ChangePreview:
        """Return what adding the next agreement of a chain would write.

        It takes over the fields of the agreement that it renews, and begins where that one ends.

        Args:
            agreement: the name or key of the agreement to renew.
            values: the fields that differ.
            source: as for `add`.
            author: the person who adds it.

        Raises:
            UnknownName, AmbiguousName: no such agreement, or several.
        """
        from kembar.editing.revise import renewal_request

        agreement = self.choices.get(agreement, agreement)
        request = renewal_request(self.engine, agreement, values or {})
        return self.preview_change(replace(request, source=_source_entry(source), author=author))

    def preview_change(self, request: ChangeRequest) -> ChangePreview:
        """Return what a change would write; nothing is written."""
        from kembar.editing.draft import draft

        if self.workspace.endpoint is not None:
            self._refresh_to_write()
        preview = self._with_engine(
            lambda engine: draft(engine, self.workspace, request, self.language, self.choices)
        )
        return replace(preview, base=self._store.digest)

    def import_table(
        self,
        path: str | Path,
        *,
        columns: Mapping[str, str] | None = None,
        sheet: str = "",
        day_order: str = "",
        **options: Unpack[ImportOptions],
    ) -> ImportPreview:
        """Return what importing a list of partnerships would write: CSV, TSV or XLSX.

        Args:
            path: the file; one row is one link of two cities.
            columns: the headings of columns by meaning, as {"city": "Kota"}; others are guessed.
            sheet: of a workbook that has several lists.
            day_order: "day" or "month", whichever stands first in dates such as 3/2/2012; by
                default the rows of a column decide (13/2/2012).
            options: the description of the source.

        Raises:
            InputError: the file cannot be read, with its line, or a web address is wrong; a date
                such as 3/2/2012 whose order nothing decides.
        """
        from kembar.importers import DayOrders, read_columns, read_table_links

        path = Path(path)
        by_meaning = columns or {}
        unread = read_columns(path, columns=by_meaning, sheet=sheet).unread
        orders = DayOrders(path, by_meaning, sheet, day_order)
        links = read_table_links(path, columns=by_meaning, sheet=sheet, day_orders=orders)
        preview = self._preview_import(links, path.stem, options)
        preview.summary.unread_columns += unread
        preview.summary.day_orders += orders.notes
        return preview

    def import_network(self, path: str | Path, **options: Unpack[ImportOptions]) -> ImportPreview:
        """Return what importing a network would write: GEXF or GraphML.

        Raises:
            InputError: the file cannot be read, with its line, or a web address is wrong.
        """
        from kembar.importers import read_network_links

        return self._preview_import(read_network_links(Path(path)), Path(path).stem, options)

    def import_wikidata(
        self,
        path: str | Path | None = None,
        *,
        endpoint: str = "",
        page: int = 5000,
        country: str = "",
        timeout: float = 0,
        **options: Unpack[ImportOptions],
    ) -> ImportPreview:
        """Return what importing Wikidata's twinned administrative bodies (P190) would write.

        Args:
            path: query results (JSON, CSV) or a dump (.nt, .nt.gz, .nt.bz2); by default the
                statements are fetched, and an interrupted fetch resumes.
            endpoint: the SPARQL service to fetch from; Wikidata's own by default.
            page: statements per request.
            country: only statements of this country: its ISO code or QID.
            timeout: seconds that one request may take; 300 where 0.
            options: the description of the source.

        Raises:
            InputError: the file or the response cannot be read.
        """
        from kembar import importers

        options = {**_WIKIDATA, **options}
        if path is not None:
            return self._preview_import(
                importers.read_wikidata_links(Path(path)), Path(path).stem, options
            )
        name = f"wikidata-{country.lower()}" if country else "wikidata"
        state = self.workspace.cache.folder / f"{name}.resume"
        progress = options.get("progress", _no_progress)
        service = importers.WikidataService(
            endpoint or importers.PUBLIC_SERVICE, progress, timeout or importers.TIMEOUT
        )
        links = importers.fetch_links(service, country=country, page=page, state=state)
        return self._preview_import(links, name, options)

    def import_rdf(self, path: str | Path, **options: Unpack[ImportOptions]) -> ImportPreview:
        """Return what importing RDF would write: Turtle, TriG, N-Quads, RDF/XML or JSON-LD.

        Raises:
            InputError: the file cannot be read, with its line, or a web address is wrong.
        """
        from kembar.importers import preview_rdf_import

        return preview_rdf_import(Path(path), _origin(Path(path).stem, options))

    def _preview_import(
        self, links: Iterable[Link | Rejected], name: str, options: ImportOptions
    ) -> ImportPreview:
        """Match the names of a source's links with the graph's cities."""
        from kembar.importers import preview_import, read_review

        review = options.get("review")
        decisions = read_review(Path(review)) if review else {}
        origin, progress = _origin(name, options), options.get("progress", _no_progress)
        return preview_import(self.engine, links, origin, decisions, progress)

    def _refresh_to_write(self) -> OpenedStore:
        """Refresh the store before a write.

        Raises:
            KembarError: an endpoint is not in step with the files.
        """
        from kembar.rdf.remote.sparql_client import RemoteEngine

        self.refresh()
        if isinstance(self.engine, RemoteEngine):
            from kembar.store.remote_sync import require_in_sync

            require_in_sync(self.engine, self.workspace)
        return self._store


def _source_entry(source: Entry | str) -> Entry | None:
    from kembar.editing.entry import entry

    if isinstance(source, str):
        return entry("source", {"url": source}) if source else None
    return source


def _origin(name: str, options: ImportOptions) -> Origin:
    from kembar.importers import origin_of

    require_known(options, ImportOptions)
    return origin_of(
        options.get("key") or name,
        title=options.get("title") or name,
        publisher=options.get("publisher") or "",
        url=options.get("url") or "",
        licence=options.get("licence") or "",
        author=options.get("author") or "",
    )


def _no_progress(_: str) -> None:
    """Ignore a line of progress."""
