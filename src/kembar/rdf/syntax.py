"""RDF files: parsing, with line and column of errors, and serialising."""

from __future__ import annotations

import hashlib
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from kembar.errors import InputError, KembarError, system_reason
from kembar.inputs.files import read_bytes, require_regular, require_size
from kembar.inputs.limits import LARGEST_FILE, LARGEST_RDF
from kembar.inputs.nesting import check_turtle
from kembar.inputs.xml_guard import XmlFault, check_xml
from kembar.language import _, listing
from kembar.rdf.namespaces import NAMESPACES
from kembar.rdf.terms import Term, Triple, to_nquads
from kembar.visible_text import mark


class BlankNodes:
    """Names for the blank nodes of one file, in order of occurrence."""

    def __init__(self, base: str) -> None:
        """`base` is the IRI of the file."""
        self._prefix = f"_:b{hashlib.sha256(base.encode()).hexdigest()[:12]}n"
        self._names: dict[str, Term] = {}

    def rename(self, term: Term) -> Term:
        """Return the term; a blank node with its name in this file."""
        if not term.startswith("_:"):
            return term
        return self._names.setdefault(term, Term(f"{self._prefix}{len(self._names)}"))

    def rename_triple(self, triple: Triple) -> Triple:
        """Return the triple with its blank nodes named.

        Raises:
            ValueError: its object is a triple (RDF 1.2).
        """
        subject, predicate, value = triple
        if value[0] in "<_" and " " in value:
            fault = _("it has a statement about a statement, which the graph cannot hold")
            raise ValueError(fault)
        return self.rename(subject), predicate, self.rename(value)


RDF_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
"""RDF formats by the suffix of a file."""

Quad = tuple[Triple, Term | None]
"""A triple and its named graph; None for the default graph."""


def parse_rdf(path: Path, base: str, name: str) -> list[Triple]:
    """Return the triples of an RDF file, of all its graphs; see `parse_quads`."""
    return [triple for triple, _ in parse_quads(path, base, name)]


def parse_quads(path: Path, base: str, name: str, content: str | None = None) -> list[Quad]:
    """Return the triples of an RDF file with their graphs.

    Blank nodes are named by `base` and their order: alike at each parsing, and in no two files.

    Args:
        path: the file; its suffix is one of `RDF_FORMATS`.
        base: the IRI that resolves relative IRIs.
        name: of the file in messages.
        content: parsed in place of the content of the file.

    Raises:
        InputError: the file cannot be read or parsed; with line and column.
    """
    form = RDF_FORMATS.get(path.suffix.lower())
    if form is None:
        endings = listing(list(RDF_FORMATS), "or")
        fault = _("has an ending that is not of RDF; use {endings}", endings=endings)
        raise InputError(fault, file=name)
    nodes = BlankNodes(base)
    try:
        source = (
            read_bytes(path, LARGEST_FILE, name=name).removeprefix(BOM_UTF8)
            if content is None
            else content.encode()
        )
        _check(source, path.suffix.lower(), name)
        quads = ox.parse(source, format=form, base_iri=base, rename_blank_nodes=True)
        return [
            (
                nodes.rename_triple(_plain_triple(quad)),
                None
                if quad.graph_name == ox.DefaultGraph()
                else nodes.rename(Term(str(quad.graph_name))),
            )
            for quad in quads
        ]
    except SyntaxError as error:
        fault = _("is not {format}: {reason}", format=form.name, reason=error.msg)
        raise InputError(fault, file=name, line=error.lineno) from None
    except ValueError as error:
        raise InputError(_("cannot be read: {reason}", reason=error), file=name) from None
    except OSError as error:
        raise InputError(
            _("cannot be read: {reason}", reason=system_reason(error)), file=name
        ) from None


def _plain_triple(quad: ox.Quad) -> Triple:
    if isinstance(quad.object, ox.Triple):
        raise ValueError(_("it holds a triple as a term, <<( ... )>>; write a statement instead"))
    return to_triple(quad)


def to_turtle(triples: Iterable[Triple], prefixes: dict[str, str]) -> str:
    """Return triples as Turtle in stable order, with the prefixes that they use."""
    quads = ox.parse(to_nquads(triples).encode(), format=ox.RdfFormat.N_TRIPLES)
    turtle = ox.serialize(
        (quad.triple for quad in quads), format=ox.RdfFormat.TURTLE, prefixes=prefixes
    )
    lines = (turtle or b"").decode().removesuffix("\n").split("\n")  # splitlines breaks literals
    body = "\n".join(line for line in lines if not line.startswith("@prefix"))
    used = [
        f"@prefix {name}: <{prefixes[name]}> ." for name in sorted(prefixes) if f"{name}:" in body
    ]
    return "\n".join([*used, "", body, ""])


def serialize_quads(
    quads: Iterable[tuple[Term, Term, Term, Term]], form: str, prefixes: dict[str, str]
) -> str:
    """Return quads in the form "trig", "nquads" or "jsonld"."""
    return _serialized(_lines(quads), form, prefixes)


GRAPH_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
"""Formats of a graph by name."""

QuadTerms = tuple[Term, Term, Term, Term | None]
"""A statement as terms, with its named graph; None for the default graph."""

_PART = 10_000
"""Statements that are serialised together."""


def serialized_parts(
    quads: Iterable[QuadTerms], form: str, prefixes: dict[str, str]
) -> Iterator[str]:
    """Yield a text in parts, never all of it in memory; the order of the statements is kept.

    Args:
        quads: in the order of the text; where the form is "turtle", of the default graph. A term
            may be a triple, <<( ... )>> (RDF 1.2).
        form: "turtle", "trig" or "nquads".
        prefixes: declared at the beginning.
    """
    if form == "nquads":
        yield from map(_lines, _pieces(quads))
        return
    yield "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(prefixes.items()))
    for piece in _pieces(quads):
        text = _serialized(_lines(piece), form, prefixes)
        yield "\n" + text.split("\n", len(prefixes))[-1]


def json_ld_parts(quads: Iterable[QuadTerms]) -> Iterator[str]:
    """Yield parts of a JSON-LD document, each a list of objects in expanded form."""
    for piece in _pieces(quads):
        yield _serialized(_lines(piece), "jsonld", {})


def _pieces(quads: Iterable[QuadTerms]) -> Iterator[list[QuadTerms]]:
    remaining = iter(quads)
    while piece := list(islice(remaining, _PART)):
        yield piece


def _lines(quads: Iterable[QuadTerms]) -> str:
    return "".join([f"{s} {p} {o} {g} .\n" if g else f"{s} {p} {o} .\n" for s, p, o, g in quads])


def _serialized(lines: str, form: str, prefixes: dict[str, str]) -> str:
    parser = ox.parse(lines.encode(), format=ox.RdfFormat.N_QUADS)
    quads = (quad.triple for quad in parser) if form == "turtle" else parser
    text = ox.serialize(quads, format=GRAPH_FORMATS[form], prefixes=prefixes or None)
    return (text or b"").decode()


_ELEMENT_NAME = re.compile(r"[^\W\d][\w.-]*>$")
"""The end of a property's IRI that RDF/XML can name."""

_OUTSIDE_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold: https://www.w3.org/TR/xml/#charsets."""


def serialize_triples(triples: Sequence[Triple], form: str, prefixes: dict[str, str]) -> str:
    """Return triples in one of `GRAPH_FORMATS`.

    Raises:
        KembarError: RDF/XML cannot name a property, or cannot hold a character.
    """
    if form == "turtle":
        return to_turtle(triples, prefixes) if triples else ""
    quads = ox.parse(to_nquads(triples).encode(), format=ox.RdfFormat.N_TRIPLES)
    content = ox.serialize(
        (quad.triple for quad in quads),
        format=GRAPH_FORMATS[form],
        prefixes=prefixes if form == "trig" else _xml_prefixes(triples, form, prefixes),
    )
    text = (content or b"").decode()
    if form == "rdfxml":
        text = as_xml_text(text)
    return text if text.endswith("\n") or not text else f"{text}\n"


def _xml_prefixes(
    triples: Iterable[Triple], form: str, prefixes: dict[str, str]
) -> dict[str, str] | None:
    """Return the prefixes of the properties for RDF/XML; None for the other formats."""
    if form != "rdfxml":
        return None
    properties = {predicate for _, predicate, _ in triples}
    for name in sorted(properties):
        if not _ELEMENT_NAME.search(name):
            fault = _("RDF/XML cannot name the property {name}; write it as turtle", name=name)
            raise KembarError(fault)
    return {
        prefix: address
        for prefix, address in prefixes.items()
        if any(name.startswith(f"<{address}") for name in properties)
    }


def as_xml_text(xml: str) -> str:
    """Return serialised XML whose carriage returns survive its parser.

    Raises:
        KembarError: it holds a character that XML cannot hold.
    """
    if bad := _OUTSIDE_XML.search(xml):
        fault = _("XML cannot hold the character {sign}; choose another format", sign=mark(bad[0]))
        raise KembarError(fault)
    return xml.replace("\r", "&#xD;")


def to_triple(triple: ox.Triple | ox.Quad) -> Triple:
    """Return a triple of pyoxigraph as serialised terms."""
    value = triple.object
    text = f"<<( {value} )>>" if isinstance(value, ox.Triple) else str(value)
    return Term(str(triple.subject)), Term(str(triple.predicate)), Term(text)


OUR_GRAPHS = NAMESPACES["graph"]
_XML = (".rdf", ".xml", ".owl")
_TURTLE = (".ttl", ".trig", ".nt", ".nq")


def read_external_rdf(path: Path) -> list[Triple]:
    """Return the triples of an external file, without those about Kembar's named graphs.

    In an export of Kembar such triples name the source of each graph; imported again, the file
    itself is the one source.

    Raises:
        InputError: the file cannot be read or parsed, is too long, or has no triple; with line and
            column.
    """
    require_regular(path)
    require_size(path, LARGEST_RDF)
    all_triples = parse_rdf(path, f"{OUR_GRAPHS}imported/{quote(path.name)}", str(path))
    triples = [triple for triple in all_triples if not triple[0].startswith(f"<{OUR_GRAPHS}")]
    if not triples:
        raise InputError(_("holds no statement"), file=path)
    return triples


def _check(content: bytes, suffix: str, name: str) -> None:
    """Refuse what would fill the memory of Oxigraph, its stack or its time."""
    if suffix in _TURTLE:
        check_turtle(content)
    if suffix in _XML:
        if b"\0" in content[:1000]:
            raise InputError(_("is not UTF-8; save it as UTF-8"), file=name, line=1)
        # Oxigraph expands entities without limit, and reads UTF-8 whatever the file declares.
        try:
            check_xml(content, "utf-8")
        except XmlFault as bad:
            raise InputError(bad.fault, file=name, line=bad.line) from None
