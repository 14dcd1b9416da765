"""The description of an export by itself: VoID and DCAT, and for people a comment.

https://www.w3.org/TR/void/ and https://www.w3.org/TR/vocab-dcat-3/ define the terms; sh:declare of
SHACL declares the prefixes.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from kembar._version import __version__
from kembar.exports.networks import ATTRIBUTION
from kembar.exports.rdf.statements import statements
from kembar.language import LANGUAGES, N_, _, speaking
from kembar.model.dates import PartialDate
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, PREFIXES, term
from kembar.rdf.terms import Term, Triple, iri, literal, row_texts, typed_literal

DESCRIPTION_GRAPH = iri(NAMESPACES["graph"] + "description")
"""The named graph of the description; `kembar import rdf` leaves out what is said of a graph."""

FILE_NAMESPACES = NAMESPACES | {
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "void": "http://rdfs.org/ns/void#",
}
"""The prefixes of a file with its description."""

RDF_FORMATS = ("turtle", "trig", "nquads", "jsonld", "annotations", "nanopublications")
"""The formats of export that are RDF."""

_FORMATS = {
    "turtle": ("text/turtle", "Turtle"),
    "trig": ("application/trig", "TriG"),
    "nquads": ("application/n-quads", "N-Quads"),
    "jsonld": ("application/ld+json", "JSON-LD"),
}
"""The media type of each format, and its name at http://www.w3.org/ns/formats/."""

_CONTENTS = {
    ("annotations", False): N_(
        "RDF 1.2: the statements of the sources, each once, and who says it as an annotation: the "
        "graph of a source reifies (rdf:reifies) its statements. Programs that read only RDF 1.1 "
        "cannot read it. The model, the labels of concepts and computed statements are left out."
    ),
    ("nanopublications", False): N_(
        "Nanopublications, unsigned: one for all that one source says in one file, with its "
        "provenance."
    ),
    ("csv", False): N_(
        "Tables: the statements of the sources, a table for each kind of thing, a row for what one "
        "source says of one."
    ),
    ("quads", False): N_(
        "Plain: only the statements of the sources, each in the graph of its source. The default "
        "graph is empty; the model, the labels of concepts and computed statements are left out. "
        "For an engine that shall answer the saved questions, use --complete."
    ),
    ("quads", True): N_(
        "Complete: the named graphs of the sources, of the model with the labels of concepts, and "
        "of computed statements; the default graph has each statement once. An engine that loads "
        "it answers every saved question. Withdrawn statements and the index of names are left out."
    ),
    ("turtle", False): N_(
        "Plain: only the statements of the sources, each once, without the source that says it. "
        "The model, the labels of concepts and computed statements are left out."
    ),
    ("turtle", True): N_(
        "Complete, as one graph: the statements of the sources, the model with the labels of "
        "concepts, and computed statements, each once. It answers the saved questions, except "
        "those about the source of a statement: use trig, nquads or jsonld for them."
    ),
}
"""The contents of a file, by its form and whether it is complete."""

_RIGHTS = N_(
    "The licence of a collection stands at the collection (dcterms:license); what a workspace adds "
    "has the licence that its owner gives. {attribution}"
)
_LICENCES = (
    PREFIXES
    + """SELECT DISTINCT ?licence {
  ?graph a kb:SourceGraph OPTIONAL { ?graph kb:inCollection/dcterms:license ?licence }
}"""
)
_DATES = (
    PREFIXES
    + """SELECT ?date {
  { ?it a kb:Change ; prov:endedAtTime ?date } UNION { ?it a kb:Collection ; dcterms:issued ?date }
}"""
)


@dataclass
class Statistics:
    """Numbers of statements: in all, by property, and of the instances of each class."""

    triples: int = 0
    subjects: int = 0
    classes: Counter[Term] = field(default_factory=Counter)
    properties: Counter[Term] = field(default_factory=Counter)

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> Statistics:
        """Count triples, each of which comes once, subject by subject."""
        numbers, last = cls(), ""
        for subject, predicate, value in triples:
            numbers.triples += 1
            numbers.subjects += subject != last
            numbers.properties[predicate] += 1
            if predicate == term("rdf:type"):
                numbers.classes[value] += 1
            last = subject
        return numbers


@dataclass(frozen=True)
class Description:
    """An export, described.

    Attributes:
        title: of the graph.
        form: of the file, as "turtle".
        complete: whether it is the complete form.
        version: a digest of all that the graph is made from.
        issued: the day of the export.
        modified: the newest date of a change or a collection, as the graph has it; "" for none.
        licences: of the collections; "" among them if a statement is in none that has one.
        engine: the graph.
    """

    title: str
    form: str
    complete: bool
    version: str
    issued: datetime.date
    modified: str
    licences: tuple[str, ...]
    engine: Engine

    @classmethod
    def of(
        cls, engine: Engine, form: str, *, title: str, version: str, complete: bool
    ) -> Description:
        """Describe an export of a graph as it is now."""
        return cls(
            title,
            form,
            complete,
            version,
            datetime.date.today(),
            max((row_texts(row)[0][:10] for row in engine.select(_DATES).rows), default=""),
            tuple(sorted(row_texts(row)[0] for row in engine.select(_LICENCES).rows)),
            engine,
        )

    def in_form(self, form: str) -> Description:
        """Return the description of another file of the same statements, counted once."""
        other = replace(self, form=form)
        vars(other)["statistics"] = self.statistics
        return other

    @cached_property
    def statistics(self) -> Statistics:
        """Numbers of the statements of the graph, without those of the description."""
        each = statements(self.engine, complete=self.complete)
        return Statistics.of(triple for triple, _ in each)

    @property
    def contents(self) -> str:
        """The contents of the file, in the language spoken."""
        kind = self.form if (self.form, self.complete) in _CONTENTS else "quads"
        return _(_CONTENTS[kind, self.complete])

    @property
    def comment(self) -> str:
        """The first lines of a file, for people."""
        title = " ".join(self.title.split())
        return f"# {title}; Kembar {__version__}, {self.issued}\n# {self.contents}\n"

    @property
    def licence(self) -> str:
        """The address of the licence that all statements have; "" where they have not one."""
        return self.licences[0] if len(self.licences) == 1 else ""

    @property
    def rights(self) -> str:
        """A sentence on licences and attribution, in the language spoken."""
        attribution = _(ATTRIBUTION)
        return attribution if self.licence else _(_RIGHTS, attribution=attribution)

    def triples(self) -> list[Triple]:
        """The description as statements of `DESCRIPTION_GRAPH`."""
        me = _part("dataset")
        return [
            (DESCRIPTION_GRAPH, _A, _term("void:DatasetDescription")),
            (DESCRIPTION_GRAPH, _term("foaf:primaryTopic"), me),
            (me, _A, _term("dcat:Dataset")),
            (me, _A, _term("void:Dataset")),
            *((me, _term(name), value) for name, value in self._head()),
            *_numbers(me, self.statistics),
            *_prefixes(me),
            *_distributions(me),
        ]

    def _head(self) -> Iterator[tuple[str, Term]]:
        yield "dcterms:title", literal(self.title)
        for code in LANGUAGES:
            with speaking(code):
                description, rights = self.contents, self.rights
            yield "dcterms:description", literal(description, code)
            yield "dcterms:rights", literal(rights, code)
        yield "dcterms:issued", typed_literal(self.issued, "date")
        if self.modified:
            yield "dcterms:modified", typed_literal(self.modified, _datatype(self.modified))
        yield "dcat:version", literal(self.version)
        if self.licence:
            yield "dcterms:license", iri(self.licence)


def _datatype(date: str) -> str:
    return PartialDate(date).datatype


def _part(name: str) -> Term:
    return iri(f"{DESCRIPTION_GRAPH[1:-1]}#{name}")


def _term(name: str) -> Term:
    """The IRI of a name with a prefix, that of Kembar or one of VoID, DCAT and FOAF."""
    prefix, __, local = name.partition(":")
    return iri(FILE_NAMESPACES[prefix] + local)


_A = term("rdf:type")


def _numbers(me: Term, numbers: Statistics) -> Iterator[Triple]:
    for name, count in (
        ("void:triples", numbers.triples),
        ("void:distinctSubjects", numbers.subjects),
        ("void:classes", len(numbers.classes)),
        ("void:properties", len(numbers.properties)),
    ):
        yield me, _term(name), _count(count)
    yield from _partitions(me, "class", "entities", numbers.classes)
    yield from _partitions(me, "property", "triples", numbers.properties)


def _partitions(me: Term, word: str, unit: str, counts: Counter[Term]) -> Iterator[Triple]:
    """A part of the data set for each class or property, by an IRI of its own."""
    parts = [_part(f"{word}.{number}") for number in range(1, len(counts) + 1)]
    yield from _links(me, f"void:{word}Partition", parts)
    for part, (value, count) in zip(parts, sorted(counts.items()), strict=True):
        yield part, _term(f"void:{word}"), value
        yield part, _term(f"void:{unit}"), _count(count)


def _prefixes(me: Term) -> Iterator[Triple]:
    yield from _links(me, "sh:declare", [_part(f"prefix.{prefix}") for prefix in NAMESPACES])
    for prefix, namespace in NAMESPACES.items():
        yield _part(f"prefix.{prefix}"), term("sh:prefix"), literal(prefix)
        yield (
            _part(f"prefix.{prefix}"),
            term("sh:namespace"),
            typed_literal(namespace, "anyURI"),
        )


def _distributions(me: Term) -> Iterator[Triple]:
    parts = [_part(f"distribution.{form}") for form in _FORMATS]
    yield from _links(me, "dcat:distribution", parts)
    features = [iri(f"http://www.w3.org/ns/formats/{name}") for _, name in _FORMATS.values()]
    yield from _links(me, "void:feature", features)
    for part, (form, (media_type, __)) in zip(parts, _FORMATS.items(), strict=True):
        yield part, _A, _term("dcat:Distribution")
        yield part, term("dcterms:title"), literal(f"kembar export {form}", "en")
        address = f"https://www.iana.org/assignments/media-types/{media_type}"
        yield part, _term("dcat:mediaType"), iri(address)


def _links(me: Term, name: str, values: Iterable[Term]) -> Iterator[Triple]:
    return ((me, _term(name), value) for value in values)


def _count(number: int) -> Term:
    return typed_literal(number, "integer")
