"""A source's links -> a folder of the workspace: understood, merged, checked, written whole.

The same links of the same source make the same files, so importing twice changes nothing.
"""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kembar.editing.change import Change, new_id, now
from kembar.editing.diff import difference, folder_graphs
from kembar.editing.history import RECORD, import_folder, put_import
from kembar.errors import InputError, UnknownName
from kembar.importers.links import Link, Rejected
from kembar.importers.reconcile import (
    MentionKey,
    Reconciler,
    Reconciliation,
    review_key,
    review_text,
)
from kembar.importers.rows import Origin, PartnershipClaims, folder_files, source_files
from kembar.model.tables import record_from
from kembar.model.to_rdf import slug
from kembar.names.lookup import resolve
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, graph_address
from kembar.rdf.syntax import read_external_rdf, to_turtle
from kembar.rdf.terms import iri
from kembar.store.load import source_graph_facts
from kembar.validation.impact import check_change
from kembar.workspace.atomic_write import make_folder
from kembar.workspace.layout import Workspace
from kembar.workspace.transaction import IMPORTED

_STEP = 1000
"""Links after which progress is told."""


@dataclass
class ImportSummary:
    """What came of a source: links read, names by the way they were understood, what was left."""

    links: int = 0
    names: Counter[str] = field(default_factory=Counter)
    new_cities: int = 0
    partnerships: int = 0
    set_aside: int = 0
    unknown_kinds: Counter[str] = field(default_factory=Counter)
    rejected: list[Rejected] = field(default_factory=list)
    unread_columns: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ImportPreview:
    """A source ready to be written: its files by name, and what is to be reviewed, as CSV."""

    origin: Origin
    files: dict[str, str]
    summary: ImportSummary
    review: str = ""


def origin_of(
    key: str, *, title: str, url: str = "", publisher: str = "", licence: str = "", by: str = ""
) -> Origin:
    """What a source is, from what a user says of it.

    Raises:
        InputError: an address that is none.
    """
    cells = {"source": slug(key), "title": title, "url": url}
    try:
        record_from("sources", cells)
        if licence:
            iri(licence)
    except InputError as bad:
        raise InputError(bad.fault, column=bad.column) from None
    except ValueError:
        raise InputError(f"{licence!r} is not a web address", column="licence") from None
    return Origin(slug(key), title, url, publisher, licence, by)


def preview_import(
    engine: Engine,
    links: Iterable[Link | Rejected],
    origin: Origin,
    reviewed: Mapping[MentionKey, str] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> ImportPreview:
    """Understand the links of a source; nothing is written.

    Args:
        engine: the graph whose cities are known.
        links: as an importer reads them.
        origin: what the source is.
        reviewed: what a person decided (`reconciling.read_review`).
        progress: hears how far it is.

    Raises:
        InputError: the source cannot be read.
    """
    own = graph_address(f"workspace/data/{IMPORTED}/{origin.key}/")
    reconciler = Reconciler(engine, reviewed, own)
    kinds = _Kinds(engine)
    summary = ImportSummary()
    understood: dict[MentionKey, Reconciliation] = {}
    lines: defaultdict[MentionKey, list[int]] = defaultdict(list)
    pairs: dict[tuple[str, str], PartnershipClaims] = {}
    for link in links:
        if isinstance(link, Rejected):
            summary.rejected.append(link)
            continue
        summary.links += 1
        if summary.links % _STEP == 0:
            progress(f"{summary.links} links read")
        for mention in (link.one, link.other):
            asked = review_key(mention)
            understood[asked] = reconciler.understand(mention)
            lines[asked] += [link.line] if link.line is not None else []
        _merge(pairs, link, understood, kinds, summary)
    summary.names = Counter(one.how for one in understood.values())
    summary.partnerships = len(pairs)
    joined = {city for pair in pairs for city in pair}
    found = [one for one in understood.values() if one.city in joined]
    summary.new_cities = len({one.city for one in found} - reconciler.known_keys())
    files = folder_files(origin, found, pairs)
    open_ones = [one for one in understood.values() if not one.city and one.how != "skipped"]
    return ImportPreview(origin, files, summary, review_text(open_ones, lines) if open_ones else "")


def preview_rdf_import(path: Path, origin: Origin) -> ImportPreview:
    """A file of RDF as one source; nothing is written.

    Raises:
        InputError: it cannot be read, with its line.
    """
    name = "statements.ttl"
    graph = iri(graph_address(f"workspace/data/{IMPORTED}/{origin.key}/{name}"))
    triples = [*read_external_rdf(path), *source_graph_facts(graph, origin.key)]
    files = source_files(origin) | {name: to_turtle(sorted(triples), NAMESPACES)}
    return ImportPreview(origin, files, ImportSummary())


def commit_import(
    made: ImportPreview, engine: Engine, workspace: Workspace, language: str = "en"
) -> bool:
    """Check an import by the shapes and put it into its workspace; whether anything changed.

    The folder is there whole, as it was or as it is to be; the workspace must be held
    (`holding.changing`).

    Raises:
        Violation: it breaks a shape.
        KembarError: the disk says no.
    """
    folder = import_folder(workspace, made.origin.key)
    if _same(folder, made.files):
        return False
    change = _change(made)
    name = f"workspace/data/{IMPORTED}/{made.origin.key}"
    own = to_turtle(change.facts(f"{name}/{RECORD}"), NAMESPACES)
    making = make_folder(folder.parent, made.files | {RECORD: own})
    try:
        added = folder_graphs(making, name)
        removed = folder_graphs(folder, name) if folder.is_dir() else {}
        check_change(engine, workspace, added, difference(removed, added).removed, language)
        put_import(workspace, made.origin.key, change.id, making)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return True


def _change(made: ImportPreview) -> Change:
    """What is said of an import: who brought in what, when."""
    at = now()
    count = made.summary.partnerships
    told = f": {count} partnership{'s' if count > 1 else ''}" if count else ""
    label = f"Imported {made.origin.title}{told}"
    return Change(new_id(at), at, "import", f"{label}.", made.origin.by)


class _Kinds:
    """Words of a source for kinds of partnership -> notations, each looked up once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._found: dict[str, str] = {"": ""}

    def notation(self, word: str, summary: ImportSummary) -> str:
        """The notation of a word; empty where it is none of the known, which the summary tells."""
        if word not in self._found:
            try:
                found = resolve(self._engine, "partnership-kind", word)[1:-1].rpartition("/")[2]
            except UnknownName:
                found = ""
            self._found[word] = found
        if word and not self._found[word]:
            summary.unknown_kinds[word] += 1
        return self._found[word]


def _merge(
    pairs: dict[tuple[str, str], PartnershipClaims],
    link: Link,
    understood: Mapping[MentionKey, Reconciliation],
    kinds: _Kinds,
    summary: ImportSummary,
) -> None:
    """Add a link to what its pair of cities has already, or set it aside."""
    one = understood[review_key(link.one)].city
    other = understood[review_key(link.other)].city
    if one is None or other is None:
        summary.set_aside += 1
        return
    if one == other:
        reason = f"{link.one.name!r} and {link.other.name!r} are the same city"
        summary.rejected.append(Rejected(reason, link.line))
        return
    first, second = sorted((one, other))
    pair = pairs.setdefault((first, second), PartnershipClaims((first, second)))
    kind = kinds.notation(link.kind, summary)
    pair.kinds |= {kind} - {""}
    pair.since |= {str(link.since)} if link.since else set()
    pair.until |= {str(link.until)} if link.until else set()
    unknown = f"kind: {link.kind}" if link.kind and not kind else ""
    pair.notes |= {link.note, unknown} - {""}
    # In a cell a semicolon parts values, so an address tells it in another way.
    pair.references |= {link.reference.replace(";", "%3B")} - {""}
    claimants = (understood[review_key(mention)].city for mention in link.claimed_by)
    pair.claimed_by |= {city for city in claimants if city}


def _same(folder: Path, files: Mapping[str, str]) -> bool:
    """Whether a folder holds just these files; the day on which it was made does not count."""
    if not folder.is_dir() or {path.name for path in folder.iterdir()} - {RECORD} != set(files):
        return False
    return all(
        _undated((folder / name).read_text("utf-8")) == _undated(text)
        for name, text in files.items()
    )


def _undated(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("retrieved = ")]
