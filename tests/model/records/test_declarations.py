"""Every field has a property and form texts, and every property of a record's class has a field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from kembar.model.declaration import (
    RECORD_TYPES,
    Declaration,
    declare,
    declared_fields,
    record_fields,
    record_type,
)
from kembar.model.forms import forms
from kembar.model.mapping import UNIT_CLASSES
from kembar.model.records import KINDS, Agreement, City, Key, Partnership, SignedBy
from kembar.rdf.namespaces import NAMESPACES
from kembar.shipped_folder import SHIPPED

KB = Namespace("https://w3id.org/kembar/")
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
RDFS_TERMS = {RDFS.label, RDFS.comment, RDF.type}
"""Properties of RDF itself, which an ontology does not declare."""
NOT_OF_A_FIELD = {KB.key, KB.isoCode}
"""Written from a record's key: for every one, and for a country."""


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(SHIPPED / "ontology" / "model.ttl")


def expand(name: str) -> URIRef:
    prefix, _, local = name.partition(":")
    return URIRef(NAMESPACES[prefix] + local)


def without_property(records: Iterable[type], ontology: Graph) -> list[str]:
    """Fields that declare no property, or one that the ontology lacks."""
    declared = {s for kind in PROPERTIES for s in ontology.subjects(RDF.type, kind)} | RDFS_TERMS
    missing = []
    for record in records:
        for one in record_fields(record):
            if one.name not in (record.__name__.lower(), "source"):
                names = _properties(one.declaration) if one.declaration else ["none"]
                lacking = [name for name in names if name == "none" or expand(name) not in declared]
                missing += [f"{record.__name__}.{one.name}: property {name}" for name in lacking]
    return missing


def without_field(records: Iterable[type], ontology: Graph) -> list[str]:
    """Properties of a record's class that no field of the record has; "computed" ones aside."""
    by_class: dict[URIRef, set[URIRef]] = {}
    for cls, properties in _properties_by_class(records, ontology):
        by_class[cls] = by_class.get(cls, set()) | properties
    anywhere = set().union(*by_class.values()) | NOT_OF_A_FIELD
    missing = []
    for term in (s for kind in PROPERTIES for s in ontology.subjects(RDF.type, kind)):
        if not term.startswith(KB) or term in NOT_OF_A_FIELD:
            continue
        if not _is_computed(ontology, term):
            domains = _classes(ontology, ontology.value(term, RDFS.domain))
            lacking = [cls for cls in domains & by_class.keys() if term not in by_class[cls]]
            missing += [f"kb:{term[len(KB) :]} of kb:{cls[len(KB) :]}" for cls in lacking]
            if not domains and term not in anywhere:
                missing.append(f"kb:{term[len(KB) :]}")
    return sorted(missing)


def without_texts(records: Iterable[type]) -> list[str]:
    """Fields of records with a form that lack a question."""
    return [
        f"{record.__name__}.{one.name}: question"
        for record in records
        if RECORD_TYPES[record].label
        for one, declared in declared_fields(record)
        if not declared.question
    ]


def _properties(declared: Declaration) -> list[str]:
    return [name for name in (declared.property, declared.node) if name]


def _properties_by_class(
    records: Iterable[type], ontology: Graph
) -> Iterator[tuple[URIRef, set[URIRef]]]:
    """The properties that fields declare, by the class of the node that has them."""
    for record in records:
        own, nodes = set[URIRef](), dict[URIRef, set[URIRef]]()
        for _, declared in declared_fields(record):
            own.add(expand(declared.node or declared.property))
            if declared.node:
                cls = ontology.value(expand(declared.node), RDFS.range)
                nodes.setdefault(cls, set()).add(expand(declared.property))
        yield expand(RECORD_TYPES[record].rdf_class), own
        if record is City:
            yield from ((expand(name), own) for name in UNIT_CLASSES.values())
        yield from nodes.items()
        if record is Agreement:
            signature = {expand(declared.property) for _, declared in declared_fields(SignedBy)}
            yield KB.Signature, signature


def _classes(ontology: Graph, domain: object) -> set[object]:
    union = ontology.value(domain, OWL.unionOf)
    return set(Collection(ontology, union)) if union else {domain} - {None}


def _is_computed(ontology: Graph, term: object) -> bool:
    return any(
        str(text).startswith("Computed:") for text in ontology.objects(term, SKOS.definition)
    )


@pytest.mark.parametrize("record", [*KINDS.values(), SignedBy])
def test_every_field_has_a_property_of_the_ontology(record: type, ontology: Graph) -> None:
    if record is SignedBy:
        names = {name for _, one in declared_fields(record) for name in _properties(one)}
        assert {expand(name) for name in names} <= set(ontology.subjects(RDF.type))
    else:
        assert without_property([record], ontology) == []


def test_every_property_of_a_class_has_a_field(ontology: Graph) -> None:
    assert without_field(KINDS.values(), ontology) == []


def test_every_field_has_texts() -> None:
    assert without_texts(KINDS.values()) == []
    with_words = {r.__name__.lower() for r in KINDS.values() if RECORD_TYPES[r].label}
    assert with_words == set(forms())


def test_missing_parts_are_named(ontology: Graph) -> None:
    @record_type("kb:Partnership", "partnership")
    @dataclass(frozen=True, kw_only=True)
    class Doctored:
        doctored: Key
        bare: str = ""
        weather: str = field(default="", metadata=declare("kb:weather", "", "{value}"))
        source: Key

    try:
        assert without_property([Doctored], ontology) == [
            "Doctored.bare: property none",
            "Doctored.weather: property kb:weather",
        ]
        assert without_texts([Doctored]) == ["Doctored.weather: question"]
    finally:
        del RECORD_TYPES[Doctored]
    more = Graph() + ontology
    more.add((KB.mood, RDF.type, OWL.DatatypeProperty))
    more.add((KB.mood, RDFS.domain, KB.Partnership))
    more.add((KB.anywhere, RDF.type, OWL.DatatypeProperty))
    more.add((KB.tally, RDF.type, OWL.DatatypeProperty))
    more.add((KB.tally, SKOS.definition, Literal("Computed: a count.")))
    assert without_field(KINDS.values(), more) == ["kb:anywhere", "kb:mood of kb:Partnership"]


def test_a_field_knows_its_type_and_form() -> None:
    by_name = {one.name: one for one in record_fields(Partnership)}
    cities, since = by_name["cities"], by_name["since"]
    assert (cities.form, cities.is_list, cities.required) == ("thing", True, False)
    assert (since.form, since.is_list) == ("date", False)
    assert by_name["partnership"].required
    assert by_name["partnership"].declaration is None
