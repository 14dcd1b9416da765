"""Files of data/ -> named graphs: one for each source in a file, and one for the file itself.

The graph of the file describes the others: the file they are from, and their source (PROV-O).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kembar.errors import InputError, quoted
from kembar.language import _, listing
from kembar.model.date_spans import date_span_triples
from kembar.model.dates import PartialDate
from kembar.model.keys import KIND_OF_TABLE, OWN_ADDRESSES
from kembar.model.records import UNVERIFIED, Source
from kembar.model.tables import RowKey, read_keys, read_table
from kembar.model.to_rdf import attribution, record_triples, source_iri
from kembar.rdf.namespaces import concept, graph_address, term
from kembar.rdf.syntax import parse_quads
from kembar.rdf.terms import Term, Triple, TriplesByGraph, iri, literal, typed_literal
from kembar.workspace.config import read_toml
from kembar.workspace.layout import CARD, File


@dataclass(frozen=True)
class Card:
    """The contents of `source.toml` in a folder of data.

    Attributes:
        title: of the collection.
        publisher: of it.
        licence: the address of its licence.
        address: of the collection on the web.
        retrieved: the date of retrieval, perhaps partial.
        by: who made the folder.
        always: the tables of a shipped folder that no workspace leaves out.
        least: the least number of things of each class, in order of class.
    """

    title: str
    publisher: str = ""
    licence: str = ""
    address: str = ""
    retrieved: str = ""
    by: str = ""
    always: tuple[str, ...] = ()
    least: tuple[tuple[str, int], ...] = ()


def read_graphs(file: File, content: str | None = None) -> TriplesByGraph:
    """Return the named graphs of a file of data/ or ontology/.

    Args:
        file: to read.
        content: read in place of the content of a file of RDF.

    Raises:
        InputError: with file, line and column.
    """
    try:
        if file.path.name == CARD:
            return _card_graph(file)
        if file.path.suffix == ".csv":
            return _table_graphs(file)
        return _rdf_graphs(file, content)
    except ValueError as error:
        raise InputError(str(error), file=file.display_path) from None


def refuse_shared_keys(files: Iterable[File]) -> None:
    """Refuse tables in which one key names things of two kinds, as an agreement and an activity.

    Args:
        files: of the graph; those that are no tables are passed over.

    Raises:
        InputError: with both places.
    """
    first: dict[str, tuple[str, File, RowKey]] = {}
    for file in files:
        table = file.path.stem
        if file.path.suffix != ".csv" or table in OWN_ADDRESSES:
            continue
        for row in read_keys(file.path, file.display_path):
            kind, home, earlier = first.setdefault(row.key, (KIND_OF_TABLE[table], file, row))
            if kind != KIND_OF_TABLE[table]:
                place = f"{home.display_path}:{earlier.line}"
                fault = _(
                    "the {kind} {key} exists already, in {place}; give one of the two another key",
                    kind=_(kind),
                    key=quoted(row.key),
                    place=place,
                )
                column = KIND_OF_TABLE[table]
                raise InputError(fault, file=file.display_path, line=row.line, column=column)


def stored_graphs(file: File) -> TriplesByGraph:
    """Return the named graphs of a file as the store has them.

    The graph of the file itself also has the days that the dates in the file may be.

    Raises:
        InputError: with file, line and column.
    """
    graphs = read_graphs(file)
    own = iri(graph_address(file.name))
    spans = date_span_triples(triple for triples in graphs.values() for triple in triples)
    return graphs | {own: [*graphs.get(own, ()), *spans]}


def read_card(path: Path, name: str) -> Card:
    """Return the card of a folder.

    Args:
        path: of the file.
        name: of the file, for messages.

    Raises:
        InputError: the file is not TOML, lacks a title, or a field has the wrong type.
    """
    card = read_toml(path, name)
    least, always = card.pop("least", {}), card.pop("always", [])
    fields = sorted(set(Card.__dataclass_fields__) - {"least", "always"})
    for field, value in card.items():
        if field not in fields:
            fault = _("no such field; use {names}", names=listing(fields, "or"))
            raise InputError(fault, file=name, column=field)
        _require(isinstance(value, str), _("must be a text in quotes"), name, field)
    texts = isinstance(always, list) and all(isinstance(table, str) for table in always)
    _require(texts, _("must be a list of texts in quotes"), name, "always")
    numbers = isinstance(least, dict) and all(type(n) is int for n in least.values())
    _require(numbers, _("must be a table of whole numbers"), name, "least")
    _require(bool(card.get("title")), _("is needed and empty"), name, "title")
    return Card(**card, least=tuple(sorted(least.items())), always=tuple(always))


def _require(is_right: bool, fault: str, name: str, field: str) -> None:
    if not is_right:
        raise InputError(fault, file=name, column=field)


def _table_graphs(file: File) -> TriplesByGraph:
    own = iri(graph_address(file.name))
    own_triples: list[Triple] = []
    by_source: defaultdict[str, list[Triple]] = defaultdict(list)
    for record, line in read_table(file.path, file.display_path):
        try:
            triples = record_triples(record)
        except ValueError as error:
            raise InputError(str(error), file=file.display_path, line=line) from None
        if isinstance(record, Source):
            own_triples += triples
        else:
            by_source[record.source] += triples
    graphs = {own: own_triples}
    for source, triples in by_source.items():
        graph = iri(graph_address(file.name, source))
        graphs[graph] = triples
        own_triples += source_graph_facts(graph, source)
        own_triples += _file_triples(graph, file)
    own_triples += _file_triples(own, file)
    return graphs


def source_graph_facts(graph: Term, source: str) -> list[Triple]:
    """Return the triples that name the source of a graph; `UNVERIFIED` stands for none."""
    is_verified = source != UNVERIFIED
    status = concept("verification", "verified" if is_verified else UNVERIFIED)
    triples = [
        (graph, term("rdf:type"), term("kb:SourceGraph")),
        (graph, term("kb:verification"), status),
    ]
    if is_verified:
        triples.append((graph, term("prov:hadPrimarySource"), source_iri(source)))
    return triples


def file_label(name: str) -> Term:
    """Return the name of a file as a text; bytes that are no UTF-8 show as a replacement sign."""
    return literal(name.encode(errors="surrogateescape").decode(errors="replace"))


def _file_triples(graph: Term, file: File) -> list[Triple]:
    triples = [(graph, term("rdfs:label"), file_label(file.name))]
    if file.name.count("/") > 1:
        triples.append((graph, term("kb:inCollection"), _collection(file)))
    return triples


def _rdf_graphs(file: File, content: str | None) -> TriplesByGraph:
    """Return the file's own graph, and for TriG also the graphs named within its address."""
    address = graph_address(file.name)
    own = iri(address)
    graphs: TriplesByGraph = {own: []}
    for triple, graph in parse_quads(file.path, address, file.display_path, content):
        if graph not in graphs and graph is not None:
            if not graph.startswith(f"<{address}#"):
                raise InputError(_misplaced(graph), file=file.display_path)
            graphs[graph] = []
        graphs[graph or own].append(triple)
    for graph in list(graphs):
        graphs[own] += _file_triples(graph, file)
    return graphs


def _misplaced(graph: Term) -> str:
    """Return the fault of a file with a graph that is named as those of another file."""
    home, __, fragment = graph[1:-1].partition("#")
    data = graph_address("workspace/data/")
    if fragment and home.startswith(data):
        place = "data/" + home.removeprefix(data)
        return _("belongs in {place}, as its graphs say; move it back", place=place)
    return _("its graphs must be named <#...>, and one is {graph}", graph=graph)


def _card_graph(file: File) -> TriplesByGraph:
    card = read_card(file.path, file.display_path)
    collection = _collection(file)
    triples = [
        (collection, term("rdf:type"), term("kb:Collection")),
        (collection, term("dcterms:title"), literal(card.title)),
    ]
    if card.publisher:
        triples.append((collection, term("kb:publisher"), literal(card.publisher)))
    if card.licence:
        triples.append((collection, term("dcterms:license"), _licence(card.licence, file)))
    if card.address:
        triples.append((collection, term("kb:webAddress"), typed_literal(card.address, "anyURI")))
    if card.by:
        triples += attribution(collection, card.by)
    if card.retrieved:
        try:
            date = PartialDate(card.retrieved)
        except ValueError as error:
            raise InputError(str(error), file=file.display_path, column="retrieved") from None
        triples.append((collection, term("dcterms:issued"), typed_literal(date, date.datatype)))
    return {iri(graph_address(file.name)): triples}


def _licence(address: str, file: File) -> Term:
    try:
        return iri(address)
    except ValueError:
        fault = _("must be the address of a licence")
        raise InputError(fault, file=file.display_path, column="licence") from None


def _collection(file: File) -> Term:
    return iri(graph_address(file.name.rpartition("/")[0]))
