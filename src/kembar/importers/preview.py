"""A source -> the preview of its import: links reconciled, merged and laid out as files.

The same links of the same source make the same files, so a second import changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kembar.errors import InputError
from kembar.importers.claims import ClaimCollector
from kembar.importers.links import Link, Rejected
from kembar.importers.origin import Origin
from kembar.importers.reconcile import MentionKey, Reconciler, review_csv
from kembar.importers.source_folder import folder_files, source_files
from kembar.inputs.limits import MOST_LINKS
from kembar.language import _, _n, numeral
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, graph_address
from kembar.rdf.syntax import read_external_rdf, to_turtle
from kembar.rdf.terms import iri
from kembar.store.load import source_graph_facts
from kembar.workspace.transaction import IMPORTED

_PROGRESS_STEP = 1000
"""Links between two reports of progress."""


@dataclass
class ImportSummary:
    """Counts of an import: links, mentions by the method of their match, what was left out.

    `set_aside` counts links with a mention that has no city, `unknown_kinds` the words of the
    source that are not a kind, `unread_columns` are those of a table without a meaning,
    `day_orders` sentences on how dates such as 3/2/2012 were read.
    """

    links: int = 0
    names: Counter[str] = field(default_factory=Counter)
    new_cities: int = 0
    partnerships: int = 0
    set_aside: int = 0
    unknown_kinds: Counter[str] = field(default_factory=Counter)
    rejected: list[Rejected] = field(default_factory=list)
    unread_columns: list[str] = field(default_factory=list)
    day_orders: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ImportPreview:
    """A source ready to be written: texts by file name, and the review file as CSV, or ""."""

    origin: Origin
    files: dict[str, str]
    summary: ImportSummary
    review: str = ""


def preview_import(
    engine: Engine,
    links: Iterable[Link | Rejected],
    origin: Origin,
    choices: Mapping[MentionKey, str] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> ImportPreview:
    """Reconcile and merge the links of a source; nothing is written.

    Args:
        engine: the graph with its cities.
        links: as an importer reads them.
        origin: the source.
        choices: the choices of a person, as `read_review` returns them.
        progress: receives the number of links now and then.

    Raises:
        InputError: the source cannot be read, or a choice is no city.
    """
    own_graphs = graph_address(f"workspace/data/{IMPORTED}/{origin.key}/")
    reconciler = Reconciler(engine, choices, own_graphs)
    collector = ClaimCollector(engine, reconciler)
    for number, link in enumerate(links):
        if number == MOST_LINKS:
            fault = _(
                "has more than {most} rows or links; divide it into several files",
                most=numeral(MOST_LINKS),
            )
            raise InputError(fault, file=origin.title)
        collector.add(link)
        if isinstance(link, Link) and collector.links % _PROGRESS_STEP == 0:
            progress(_n("{count} link read", "{count} links read", collector.links))
    matched = collector.matched()
    summary = ImportSummary(
        links=collector.links,
        names=Counter(match.how for match in collector.reconciliations.values()),
        new_cities=len({match.city for match in matched} - reconciler.known_keys()),
        partnerships=len(collector.claims),
        set_aside=collector.set_aside,
        unknown_kinds=collector.unknown_kinds,
        rejected=collector.rejected,
    )
    files = folder_files(origin, matched, collector.claims)
    unmatched = collector.unmatched()
    review = review_csv(unmatched, collector.lines, choices or {}) if unmatched else ""
    return ImportPreview(origin, files, summary, review)


def preview_rdf_import(path: Path, origin: Origin) -> ImportPreview:
    """Read a file of RDF as one source; nothing is written.

    Raises:
        InputError: with the line: the file cannot be read.
    """
    name = "statements.ttl"
    graph = iri(graph_address(f"workspace/data/{IMPORTED}/{origin.key}/{name}"))
    triples = [*read_external_rdf(path), *source_graph_facts(graph, origin.key)]
    files = source_files(origin) | {name: to_turtle(sorted(triples), NAMESPACES)}
    return ImportPreview(origin, files, ImportSummary())
