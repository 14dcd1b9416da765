"""The embedded engine, Oxigraph: parsing, storing and asking. The one place that imports it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kembar.errors import InputError, KembarError
from kembar.terms import Term, Triple, Value, n_quads

Row = tuple[Value | None, ...]


@dataclass(frozen=True)
class Table:
    """The solutions of a SELECT: its variables and a row for each solution."""

    columns: tuple[str, ...]
    rows: list[Row]


FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
"""Formats of RDF by the ending of a file."""


def parse_rdf(path: Path, base: str, name: str) -> list[Triple]:
    """The triples of a file of RDF, of all its graphs; relative IRIs are read against `base`.

    Raises:
        InputError: with file, line and column; or no format has that ending.
    """
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise InputError(f"is no RDF by its ending; use {', '.join(FORMATS)}", file=name)
    try:
        source = path.read_bytes()
        quads = ox.parse(source, format=form, base_iri=base, rename_blank_nodes=True)
        return [_triple(quad) for quad in quads]
    except SyntaxError as bad:
        fault = f"is not {form.name}: {bad.msg}"
        raise InputError(fault, file=name, line=bad.lineno) from None
    except ValueError as bad:
        raise InputError(f"cannot be read: {bad}", file=name) from None
    except OSError as bad:
        raise InputError(f"cannot be read: {bad.strerror}", file=name) from None


_MANY = 5000
"""Triples from which loading in bulk is quicker: 150 thousand took 5.1 s one by one, 0.6 s so."""


class Engine:
    """One Oxigraph store, in memory or in a folder.

    Every triple stands in its named graph and once more in the default graph, which is what
    questions read: Oxigraph's union of named graphs repeats a triple that stands in two of them
    (measured with 0.5.13), and counts would be wrong.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    @classmethod
    def in_memory(cls) -> Engine:
        """A store that lives as long as the process."""
        return cls(ox.Store())

    @classmethod
    def at(cls, folder: Path) -> Engine:
        """A store in a folder, to be written."""
        return cls(ox.Store(str(folder)))

    @classmethod
    def reading(cls, folder: Path) -> Engine:
        """A store in a folder, to be read only; others may read it at the same time.

        Raises:
            OSError: there is no store, or it is damaged.
        """
        try:
            return cls(ox.Store.read_only(str(folder)))
        except RuntimeError as bad:
            raise OSError(str(bad)) from None

    def copy_to(self, folder: Path) -> None:
        """Copy a store on disk to a new folder; unchanged parts are shared with hard links."""
        self._store.backup(str(folder))

    def load(self, graphs: Iterable[tuple[Term, Iterable[Triple]]]) -> None:
        """Load named graphs, each triple also into the default graph, as fast as can be."""
        lines = "".join(
            n_quads(triples, graph) + n_quads(triples)
            for graph, triples in ((graph, list(triples)) for graph, triples in graphs)
        )
        self._store.bulk_load(lines.encode(), format=ox.RdfFormat.N_QUADS)

    def put(self, graph: Term, triples: Iterable[Triple]) -> None:
        """Replace one named graph, and what of it stands in the default graph."""
        self.drop(graph)
        triples = list(triples)
        lines = (n_quads(triples, graph) + n_quads(triples)).encode()
        load = self._store.bulk_load if len(triples) > _MANY else self._store.load
        load(lines, format=ox.RdfFormat.N_QUADS)

    def drop(self, graph: Term) -> None:
        """Remove a named graph; a triple that no other graph holds leaves the default graph too."""
        node = ox.NamedNode(graph[1:-1])
        quads = list(self._store.quads_for_pattern(None, None, None, node))
        self._store.remove_graph(node)
        for quad in quads:
            found = self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
            if all(other.graph_name == ox.DefaultGraph() for other in found):
                self._store.remove(ox.Quad(quad.subject, quad.predicate, quad.object))

    def ask(self, query: str) -> Table | list[Triple]:
        """Ask any query of the default graph: SELECT and ASK give a table, the others triples.

        Raises:
            KembarError: the query cannot be read or answered.
        """
        try:
            found = self._store.query(query)
            if isinstance(found, ox.QueryBoolean):
                return Table(("answer",), [(Value("true" if found else "false"),)])
            if isinstance(found, ox.QueryTriples):
                return [_triple(triple) for triple in found]
            columns = tuple(variable.value for variable in found.variables)
            return Table(columns, [tuple(map(_value, solution)) for solution in found])
        except SyntaxError as bad:
            fault = str(bad.msg).partition(": expected")[0]
            raise KembarError(f"not a SPARQL query: {fault}; look there (line:column)") from None
        except (ValueError, RuntimeError, OSError) as bad:
            raise KembarError(f"the query cannot be answered: {bad}") from None

    def select(self, query: str) -> Table:
        """Ask a SELECT or ASK query of the default graph.

        Raises:
            KembarError: the query cannot be read, or is none of these.
        """
        found = self.ask(query)
        if not isinstance(found, Table):
            raise KembarError("this query makes a graph; write SELECT or ASK to get a table")
        return found

    def construct(self, query: str) -> list[Triple]:
        """The triples that a CONSTRUCT or DESCRIBE query makes.

        Raises:
            KembarError: the query cannot be read, or makes no triples.
        """
        found = self.ask(query)
        if isinstance(found, Table):
            raise KembarError("this query makes no graph; write CONSTRUCT")
        return found

    def graphs(self) -> list[Term]:
        """The names of the named graphs, sorted."""
        return sorted(Term(str(node)) for node in self._store.named_graphs())

    def triples(self, graph: Term | None = None) -> Iterator[Triple]:
        """The triples of one named graph, or of all together."""
        node = ox.NamedNode(graph[1:-1]) if graph else ox.DefaultGraph()
        return map(_triple, self._store.quads_for_pattern(None, None, None, node))

    def flush(self) -> None:
        """See to it that what was written is on the disk."""
        self._store.flush()

    def __len__(self) -> int:
        counted = self.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0][0]
        return int(counted.text) if counted else 0


def turtle(triples: Iterable[Triple], prefixes: dict[str, str]) -> str:
    """The triples as Turtle, in stable order, with the prefixes that it uses."""
    quads = ox.parse(n_quads(triples).encode(), format=ox.RdfFormat.N_TRIPLES)
    made = ox.serialize(
        (quad.triple for quad in quads), format=ox.RdfFormat.TURTLE, prefixes=prefixes
    )
    lines = (made or b"").decode().splitlines()
    body = "\n".join(line for line in lines if not line.startswith("@prefix"))
    used = [
        f"@prefix {name}: <{prefixes[name]}> ." for name in sorted(prefixes) if f"{name}:" in body
    ]
    return "\n".join([*used, "", body, ""])


def quads_text(
    quads: Iterable[tuple[Term, Term, Term, Term]], form: str, prefixes: dict[str, str]
) -> str:
    """Statements with their graphs as a text of one form: "trig", "nquads" or "jsonld"."""
    formats = {
        "trig": ox.RdfFormat.TRIG,
        "nquads": ox.RdfFormat.N_QUADS,
        "jsonld": ox.RdfFormat.JSON_LD,
    }
    lines = "".join(f"{s} {p} {o} {g} .\n" for s, p, o, g in quads)
    parsed = ox.parse(lines.encode(), format=ox.RdfFormat.N_QUADS)
    made = ox.serialize(parsed, format=formats[form], prefixes=prefixes or None)
    return (made or b"").decode()


def _triple(triple: ox.Triple | ox.Quad) -> Triple:
    return Term(str(triple.subject)), Term(str(triple.predicate)), Term(str(triple.object))


def _value(node: object) -> Value | None:
    if node is None:
        return None
    if isinstance(node, ox.NamedNode):
        return Value(node.value, "iri")
    if isinstance(node, ox.Literal):
        return Value(node.value, "literal", node.datatype.value, node.language or "")
    if isinstance(node, ox.BlankNode):
        return Value(node.value, "blank")
    return Value(str(node))
