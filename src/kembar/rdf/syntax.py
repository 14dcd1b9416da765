"""RDF as text: read, with line and column of what is wrong, and written for people."""

from __future__ import annotations

import hashlib
import re
from codecs import BOM_UTF8
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from kembar.errors import InputError
from kembar.rdf.namespaces import NAMESPACES
from kembar.rdf.terms import Term, Triple, to_nquads


class BlankNodes:
    """Names for the blank nodes of one file, in the order in which they are met."""

    def __init__(self, base: str) -> None:
        """`base` is the address of the file."""
        self._prefix = f"_:b{hashlib.sha256(base.encode()).hexdigest()[:12]}n"
        self._names: dict[str, Term] = {}

    def named(self, term: Term) -> Term:
        """A term, with a name of its own where it is a blank node."""
        if not term.startswith("_:"):
            return term
        return self._names.setdefault(term, Term(f"{self._prefix}{len(self._names)}"))

    def renamed(self, triple: Triple) -> Triple:
        """A triple whose blank nodes have names of their own."""
        subject, predicate, value = triple
        return self.named(subject), predicate, self.named(value)


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
            (blank.renamed(to_triple(quad)), blank.named(Term(str(quad.graph_name))))
            if quad.graph_name != ox.DefaultGraph()
            else (blank.renamed(to_triple(quad)), None)
            for quad in quads
        ]
    except SyntaxError as bad:
        fault = f"is not {form.name}: {bad.msg}"
        raise InputError(fault, file=name, line=bad.lineno) from None
    except ValueError as bad:
        raise InputError(f"cannot be read: {bad}", file=name) from None
    except OSError as bad:
        raise InputError(f"cannot be read: {bad.strerror}", file=name) from None


def to_turtle(triples: Iterable[Triple], prefixes: dict[str, str]) -> str:
    """The triples as Turtle, in stable order, with the prefixes that it uses."""
    quads = ox.parse(to_nquads(triples).encode(), format=ox.RdfFormat.N_TRIPLES)
    made = ox.serialize(
        (quad.triple for quad in quads), format=ox.RdfFormat.TURTLE, prefixes=prefixes
    )
    lines = (made or b"").decode().removesuffix("\n").split("\n")  # splitlines breaks literals
    body = "\n".join(line for line in lines if not line.startswith("@prefix"))
    used = [
        f"@prefix {name}: <{prefixes[name]}> ." for name in sorted(prefixes) if f"{name}:" in body
    ]
    return "\n".join([*used, "", body, ""])


def serialize_quads(
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


def to_triple(said: ox.Triple | ox.Quad) -> Triple:
    """A triple of the engine's as serialised terms."""
    return Term(str(said.subject)), Term(str(said.predicate)), Term(str(said.object))


OUR_GRAPHS = NAMESPACES["graph"]
_XML = (".rdf", ".xml", ".owl")
_ENTITY = re.compile(rb"""<!ENTITY\s+(?:%\s+)?[^\s>]+\s+(?:["']([^"']*)["'])?""")
_LONGEST_ENTITY = 500
"""Bytes; those that name a namespace are far shorter."""


def read_external_rdf(path: Path) -> list[Triple]:
    """What a file says, of all its graphs, without what it says of graphs of ours.

    An export of Kembar tells which source speaks in each graph; read again as one source, it is
    that one source that speaks.

    Raises:
        InputError: with file and line; or it says nothing.
    """
    _refuse_entities(path)
    told = parse_rdf(path, f"{OUR_GRAPHS}imported/{quote(path.name)}", str(path))
    triples = [triple for triple in told if not triple[0].startswith(f"<{OUR_GRAPHS}")]
    if not triples:
        raise InputError("says nothing", file=path)
    return triples


def _refuse_entities(path: Path) -> None:
    """Oxigraph expands what a DTD declares: an entity made of others can fill any memory."""
    if path.suffix.lower() not in _XML:
        return
    try:
        text = path.read_bytes()
    except OSError as bad:
        raise InputError(f"cannot be read: {bad.strerror}", file=path) from None
    if b"\0" in text[:1000]:
        raise InputError("is not UTF-8; save it as UTF-8", file=path, line=1)
    for found in _ENTITY.finditer(text):
        value = found[1]
        if value is None or b"&" in value or len(value) > _LONGEST_ENTITY:
            line = text.count(b"\n", 0, found.start()) + 1
            fault = "declares an entity of a dangerous kind; write its text out instead"
            raise InputError(fault, file=path, line=line)
