"""The embedded engine, Oxigraph: parsing, storing and asking. The one place that imports it."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kembar.blank_nodes import BlankNodes
from kembar.errors import DamagedStore, InputError, KembarError
from kembar.terms import Term, Triple, Value, n_quads
from kembar.vocabulary import counts

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


Quad = tuple[Triple, Term | None]
"""A triple and the named graph that it stands in; None is the default graph."""


def parse_rdf(path: Path, base: str, name: str) -> list[Triple]:
    """The triples of a file of RDF, of all its graphs; relative IRIs are read against `base`.

    Raises:
        InputError: with file, line and column; or no format has that ending.
    """
    return [triple for triple, _ in parse_quads(path, base, name)]


def parse_quads(path: Path, base: str, name: str, content: str | None = None) -> list[Quad]:
    """The triples of a file of RDF with their graphs; relative IRIs are read against `base`.

    With `content`, those that it would have if it said that.

    Blank nodes are named by `base` and their order: alike at each reading, and in no two files.

    Raises:
        InputError: with file, line and column; or no format has that ending.
    """
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise InputError(f"is no RDF by its ending; use {', '.join(FORMATS)}", file=name)
    blank = BlankNodes(base)
    try:
        source = path.read_bytes().removeprefix(BOM_UTF8) if content is None else content.encode()
        quads = ox.parse(source, format=form, base_iri=base, rename_blank_nodes=True)
        return [
            (blank.renamed(_triple(quad)), blank.named(Term(str(quad.graph_name))))
            if quad.graph_name != ox.DefaultGraph()
            else (blank.renamed(_triple(quad)), None)
            for quad in quads
        ]
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

    Every triple stands in its named graph and, where that graph counts, once more in the default
    graph, which is what questions read: Oxigraph's union of named graphs repeats a triple that
    stands in two of them (measured with 0.5.13), and counts would be wrong.

    Every method may raise DamagedStore: a file of the store was damaged after it was opened.
    """

    def __init__(self, store: ox.Store, held: object = None) -> None:
        """`held` is kept as long as the engine lives."""
        self._store = store
        self._held = held

    @classmethod
    def in_memory(cls) -> Engine:
        """A store that lives as long as the process."""
        return cls(ox.Store())

    @classmethod
    def at(cls, folder: Path) -> Engine:
        """A store in a folder, to be written.

        Raises:
            DamagedStore: what is there cannot be opened.
        """
        with _damage_told():
            return cls(ox.Store(str(folder)))

    @classmethod
    def reading(cls, folder: Path, held: object = None) -> Engine:
        """A store in a folder, to be read only; others may read it at the same time.

        Args:
            folder: of the store.
            held: what must live as long as the engine.

        Raises:
            DamagedStore: there is no store, or it is damaged.
        """
        with _damage_told():
            return cls(ox.Store.read_only(str(folder)), held)

    @property
    def native(self) -> ox.Store:
        """The store as pyoxigraph's own, for what speaks to it directly."""
        return self._store

    def copy_to(self, folder: Path) -> None:
        """Copy a store on disk to a new folder; unchanged parts are shared with hard links."""
        with _damage_told():
            self._store.backup(str(folder))

    def load(self, graphs: Iterable[tuple[Term, Iterable[Triple]]]) -> None:
        """Load named graphs, where they count also into the default graph, as fast as can be."""
        with _damage_told():
            self._load(
                (triple, where)
                for graph, triples in graphs
                for triple in triples
                for where in ((graph, None) if counts(graph) else (graph,))
            )

    def _load(self, quads: Iterable[Quad]) -> None:
        # A text that is loaded has its blank nodes renamed: those go in one by one.
        named: list[str] = []
        blank: list[str] = []
        for triple, graph in quads:
            lines = blank if "_:" in (triple[0][:2], triple[2][:2]) else named
            lines.append(n_quads([triple], graph))
        load = self._store.bulk_load if len(named) > _MANY else self._store.load
        load("".join(named).encode(), format=ox.RdfFormat.N_QUADS)
        self._store.extend(ox.parse("".join(blank).encode(), format=ox.RdfFormat.N_QUADS))

    def change(
        self, graph: Term, removed: Iterable[Triple], added: Iterable[Triple]
    ) -> set[Triple]:
        """Take triples out of a named graph and put others in.

        Where the graph counts, a triple leaves the default graph when no other graph that counts
        holds it, and enters it when it is new there.

        Returns:
            The triples that left or entered the default graph.
        """
        with _damage_told():
            return self._take_out(graph, removed) | self._put_in(graph, added)

    def _take_out(self, graph: Term, removed: Iterable[Triple]) -> set[Triple]:
        left = set()
        for quad in _quads(removed, graph):
            self._store.remove(quad)
            if counts(graph) and not self._holds(quad):
                self._store.remove(ox.Quad(quad.subject, quad.predicate, quad.object))
                left.add(_triple(quad))
        node = ox.NamedNode(graph[1:-1])
        if next(self._store.quads_for_pattern(None, None, None, node), None) is None:
            self._store.remove_graph(node)
        return left

    def _holds(self, quad: ox.Quad) -> bool:
        """Whether a named graph that counts says this."""
        found = self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(
            isinstance(other.graph_name, ox.NamedNode) and counts(Term(str(other.graph_name)))
            for other in found
        )

    def _put_in(self, graph: Term, added: Iterable[Triple]) -> set[Triple]:
        added = list(added)
        new = []
        if counts(graph):
            quads = zip(_quads(added), added, strict=True)
            new = [triple for quad, triple in quads if quad not in self._store]
        self._load([(triple, graph) for triple in added] + [(triple, None) for triple in new])
        return set(new)

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
            if _is_damage(bad):
                raise DamagedStore(bad) from None
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

    def triples(
        self,
        graph: Term | None = None,
        *,
        subject: Term | None = None,
        value: Term | None = None,
    ) -> Iterator[Triple]:
        """The triples of one named graph, or of all that count together.

        Args:
            graph: a named graph; the default graph where None.
            subject: only those of this subject.
            value: only those with this object.
        """
        node = _node(graph) if graph else ox.DefaultGraph()
        about, said = (_node(term) if term else None for term in (subject, value))
        with _damage_told():
            for quad in self._store.quads_for_pattern(about, None, said, node):
                yield _triple(quad)

    def clear(self) -> None:
        """Take everything out."""
        self._store.clear()

    def flush(self) -> None:
        """See to it that what was written is on the disk."""
        with _damage_told():
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
    lines = (made or b"").decode().removesuffix("\n").split("\n")  # splitlines breaks literals
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


def _quads(triples: Iterable[Triple], graph: Term | None = None) -> Iterator[ox.Quad]:
    return ox.parse(n_quads(triples, graph).encode(), format=ox.RdfFormat.N_QUADS)


def _node(term: Term) -> Any:
    if term.startswith("<"):
        return ox.NamedNode(term[1:-1])
    (quad,) = ox.parse(f"<urn:s> <urn:p> {term} .".encode(), format=ox.RdfFormat.N_TRIPLES)
    return quad.object


@contextmanager
def _damage_told() -> Iterator[None]:
    """Oxigraph tells of a damaged file as of other faults: tell them apart."""
    try:
        yield
    except (RuntimeError, OSError) as bad:
        if _is_damage(bad):
            raise DamagedStore(bad) from None
        raise


def _is_damage(fault: Exception) -> bool:
    return isinstance(fault, FileNotFoundError) or "Corruption" in str(fault)


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
