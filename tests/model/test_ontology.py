"""The model is whole: words for concepts, a use for each term, and OWL 2 DL's typing rules."""

from __future__ import annotations

from collections import defaultdict

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from kembar.rdf.engine import Engine
from kembar.shipped_folder import SHIPPED

KB = Namespace("https://w3id.org/kembar/")
SH = Namespace("http://www.w3.org/ns/shacl#")
SHAPE = Namespace("https://w3id.org/kembar/shape/")
LANGUAGES = {"en", "id", "ko"}
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
DATATYPE_MAP = {
    XSD.string,
    XSD.decimal,
    XSD.integer,
    XSD.boolean,
    XSD.anyURI,
    XSD.nonNegativeInteger,
    RDFS.Literal,
}
RESERVED = (str(OWL), str(RDF), str(RDFS), str(XSD))


@pytest.fixture(scope="module")
def model() -> Graph:
    graph = Graph()
    for name in ("model", "concepts"):
        graph.parse(SHIPPED / "ontology" / f"{name}.ttl")
    return graph


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(SHIPPED / "ontology" / "shapes.ttl")


def own(model: Graph) -> set[URIRef]:
    return {
        s for kind in KINDS for s in model.subjects(RDF.type, kind) if str(s).startswith(str(KB))
    }


def languages(model: Graph, term: URIRef, *words: URIRef) -> set[str]:
    return {
        o.language for word in words for o in model.objects(term, word) if isinstance(o, Literal)
    }


def test_every_term_has_words_in_each_language(model: Graph) -> None:
    concepts = set(model.subjects(SKOS.inScheme, None))
    schemes = set(model.objects(None, SKOS.inScheme))
    for term in own(model) | concepts | schemes:
        for words in ((RDFS.label, SKOS.prefLabel), (SKOS.definition,)):
            assert languages(model, term, *words) == LANGUAGES, term
        assert len({str(text) for text in model.objects(term, SKOS.definition)}) == 3, term


def test_no_two_concepts_of_a_scheme_share_a_name(model: Graph) -> None:
    for scheme in set(model.objects(None, SKOS.inScheme)):
        bearers = defaultdict(set)
        for concept in model.subjects(SKOS.inScheme, scheme):
            for word in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, SKOS.notation):
                for name in model.objects(concept, word):
                    bearers[str(name).casefold()].add(concept)
        assert {name: two for name, two in bearers.items() if len(two) > 1} == {}


def test_an_earlier_label_is_not_shown_as_a_name(model: Graph) -> None:
    for concept, earlier in model.subject_objects(SKOS.hiddenLabel):
        assert earlier not in set(model.objects(concept, SKOS.prefLabel)), concept


def test_definitions_are_short_plain_phrases(model: Graph) -> None:
    for term, text in model.subject_objects(SKOS.definition):
        assert text.endswith(".") and not text.startswith(("What", "Whether", "Who ")), term


def test_messages_on_dates_name_edtf(shapes: Graph) -> None:
    dated = set(shapes.subjects(SH.node, SHAPE.Date))
    assert len(dated) > 10
    for shape in dated:
        for message in shapes.objects(shape, SH.message):
            assert "EDTF" in message and "2015-05-24" in message, shape


def test_every_class_or_its_parent_has_a_shape(model: Graph, shapes: Graph) -> None:
    shaped = set(shapes.objects(None, SH.targetClass))
    for cls in model.subjects(RDF.type, OWL.Class):
        if str(cls).startswith(str(KB)) and cls != KB.Indicator:
            assert cls in shaped or set(model.objects(cls, RDFS.subClassOf)) & shaped, cls


def test_no_term_is_declared_as_two_kinds(model: Graph) -> None:
    for term in set(model.subjects(RDF.type, None)):
        assert len(set(model.objects(term, RDF.type)) & set(KINDS)) <= 1, term


def test_every_term_in_use_is_declared(model: Graph) -> None:
    """Section 3.2 of the OWL 2 mapping: OWL 2 DL wants a declaration for each entity."""
    declared = {s for kind in KINDS for s in model.subjects(RDF.type, kind)}
    for s, p, o in model:
        assert p in declared or str(p).startswith(RESERVED), p
        if p == RDF.type and not str(o).startswith(RESERVED):
            assert (o, RDF.type, OWL.Class) in model, o
        if p in (RDFS.subClassOf, RDFS.domain) and not isinstance(o, BNode):
            assert (o, RDF.type, OWL.Class) in model, o
        if p == RDFS.subPropertyOf:
            kinds = set(model.objects(s, RDF.type)) & set(KINDS)
            assert kinds & set(model.objects(o, RDF.type)), (s, o)


def test_ranges_are_classes_or_datatypes_of_owl_2(model: Graph) -> None:
    for term, cls in model.subject_objects(RDFS.range):
        if (term, RDF.type, OWL.ObjectProperty) in model:
            assert (cls, RDF.type, OWL.Class) in model, term
        else:
            assert cls in DATATYPE_MAP, term


def test_no_reserved_term_is_redefined(model: Graph) -> None:
    assert [s for s in model.subjects() if str(s).startswith(RESERVED)] == []


def test_the_values_of_a_property_fit_its_kind(model: Graph, engine: Engine) -> None:
    """Data properties have literals and object properties have things, in all the data."""
    objects = {f"<{s}>" for s in model.subjects(RDF.type, OWL.ObjectProperty)}
    values = {f"<{s}>" for s in model.subjects(RDF.type, OWL.DatatypeProperty)}
    for _, p, o in engine.triples():
        if p in objects:
            assert not o.startswith('"'), (p, o)
        if p in values:
            assert o.startswith('"'), (p, o)


def test_data_and_rules_use_declared_terms(model: Graph, engine: Engine) -> None:
    declared = {f"<{s}>" for kind in KINDS for s in model.subjects(RDF.type, kind)}
    for _, p, o in engine.triples():
        assert p in declared or p[1:].startswith(RESERVED), p
        if p == f"<{RDF.type}>":
            assert o in declared or o[1:].startswith(RESERVED), o


def test_all_classes_of_things_are_disjoint(model: Graph, shapes: Graph) -> None:
    """Each is among those of one statement or below one of them; the shape names the same."""
    lists = [Collection(model, node) for node in model.objects(None, OWL.members)]
    members = max((set(one) for one in lists), key=len)
    classes = own(model) & set(model.subjects(RDF.type, OWL.Class))
    assert [
        cls for cls in classes if not members & set(model.transitive_objects(cls, RDFS.subClassOf))
    ] == []
    (shape,) = shapes.objects(SHAPE.OneKind, SH["not"] / SH.property / SH.qualifiedValueShape)
    (listed,) = shapes.objects(shape, SH["in"])
    concepts = {SKOS.Concept, SKOS.ConceptScheme}
    assert set(Collection(shapes, listed)) == members - concepts
    assert set(shapes.objects(SHAPE.OneKind, SH.targetClass)) == members - concepts
