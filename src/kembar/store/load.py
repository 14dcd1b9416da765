"""Files of data/ -> named graphs: one for what each source says in the file, one for the file.

The file's own graph tells of the others: what they were made from and who says so (PROV-O).
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from kembar.errors import InputError
from kembar.model.dates import PartialDate
from kembar.model.records import UNVERIFIED, Source
from kembar.model.tables import read_table
from kembar.model.to_rdf import attribution, record_triples, source_iri
from kembar.rdf.namespaces import concept, graph_address, term
from kembar.rdf.syntax import parse_quads
from kembar.rdf.terms import Term, Triple, iri, literal, typed_literal
from kembar.workspace.layout import CARD, File

Graphs = dict[Term, list[Triple]]


@dataclass(frozen=True)
class Card:
    """What `source.toml` says of a folder: whose facts these are, and how many there must be."""

    title: str
    publisher: str = ""
    licence: str = ""
    address: str = ""
    retrieved: str = ""
    by: str = ""
    least: tuple[tuple[str, int], ...] = ()


def read_graphs(file: File, content: str | None = None) -> Graphs:
    """Read one file of data/ or ontology/ into its named graphs.

    With `content`, those that a file of RDF would have if it said that.

    Raises:
        InputError: with file, line and column.
    """
    if file.path.name == CARD:
        return _card_graph(file)
    if file.path.suffix == ".csv":
        return _table_graphs(file)
    return _rdf_graphs(file, content)


def read_card(path: Path, name: str) -> Card:
    """Read a folder's card.

    Raises:
        InputError: it is not TOML, lacks a title, or a field has the wrong type.
    """
    try:
        card = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as bad:
        raise InputError(f"is not well-formed TOML: {bad}", file=name) from None
    least = card.pop("least", {})
    known = set(Card.__dataclass_fields__) - {"least"}
    for field, value in card.items():
        if field not in known:
            raise InputError(
                f"no such field; use {', '.join(sorted(known))}", file=name, column=field
            )
        if not isinstance(value, str):
            raise InputError("must be a text in quotes", file=name, column=field)
    if not isinstance(least, dict) or not all(isinstance(n, int) for n in least.values()):
        raise InputError("must be a table of whole numbers", file=name, column="least")
    if not card.get("title"):
        raise InputError("is needed and empty", file=name, column="title")
    return Card(**card, least=tuple(sorted(least.items())))


def _table_graphs(file: File) -> Graphs:
    own = iri(graph_address(file.name))
    said: list[Triple] = []
    by_source: defaultdict[str, list[Triple]] = defaultdict(list)
    for record, line in read_table(file.path, file.shown):
        try:
            facts = record_triples(record)
        except ValueError as bad:
            raise InputError(str(bad), file=file.shown, line=line) from None
        if isinstance(record, Source):
            said += facts
        else:
            by_source[record.source] += facts
    graphs = {own: said}
    for source, facts in by_source.items():
        graph = iri(graph_address(file.name, source))
        graphs[graph] = facts
        said += source_graph_facts(graph, source)
        said += _file_facts(graph, file)
    said += _file_facts(own, file)
    return graphs


def source_graph_facts(graph: Term, source: str) -> list[Triple]:
    """Say of a named graph which source speaks in it; `UNVERIFIED` where none does."""
    verified = source != UNVERIFIED
    word = concept("verification", "verified" if verified else UNVERIFIED)
    facts = [
        (graph, term("rdf:type"), term("kb:SourceGraph")),
        (graph, term("kb:verification"), word),
    ]
    if verified:
        facts.append((graph, term("prov:hadPrimarySource"), source_iri(source)))
    return facts


def _file_facts(graph: Term, file: File) -> list[Triple]:
    facts = [(graph, term("rdfs:label"), literal(file.name))]
    if file.name.count("/") > 1:
        facts.append((graph, term("kb:inCollection"), _collection(file)))
    return facts


def _rdf_graphs(file: File, content: str | None) -> Graphs:
    """What Turtle says stands in the file's own graph; TriG may also name graphs within that."""
    address = graph_address(file.name)
    own = iri(address)
    graphs: Graphs = {own: []}
    for triple, graph in parse_quads(file.path, address, file.shown, content):
        if graph not in graphs and graph is not None:
            if not graph.startswith(f"<{address}#"):
                fault = f"its graphs must be named <#...>, and one is {graph}"
                raise InputError(fault, file=file.shown)
            graphs[graph] = []
        graphs[graph or own].append(triple)
    for graph in list(graphs):
        graphs[own] += _file_facts(graph, file)
    return graphs


def _card_graph(file: File) -> Graphs:
    card = read_card(file.path, file.shown)
    collection = _collection(file)
    facts = [
        (collection, term("rdf:type"), term("kb:Collection")),
        (collection, term("dcterms:title"), literal(card.title)),
    ]
    if card.publisher:
        facts.append((collection, term("kb:publisher"), literal(card.publisher)))
    if card.licence:
        facts.append((collection, term("dcterms:license"), _licence(card.licence, file)))
    if card.address:
        facts.append((collection, term("kb:webAddress"), typed_literal(card.address, "anyURI")))
    if card.by:
        facts += attribution(collection, card.by)
    if card.retrieved:
        try:
            date = PartialDate(card.retrieved)
        except ValueError as bad:
            raise InputError(str(bad), file=file.shown, column="retrieved") from None
        facts.append((collection, term("dcterms:issued"), typed_literal(date, date.datatype)))
    return {iri(graph_address(file.name)): facts}


def _licence(address: str, file: File) -> Term:
    try:
        return iri(address)
    except ValueError:
        raise InputError(
            "must be the address of a licence", file=file.shown, column="licence"
        ) from None


def _collection(file: File) -> Term:
    return iri(graph_address(file.name.rpartition("/")[0]))
