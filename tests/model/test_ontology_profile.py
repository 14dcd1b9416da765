"""The ontology as its peers judge it: OWL 2 DL by the OWL API, truth of domains, words, mappings."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.collection import Collection

from kembar.rdf.engine import Engine
from kembar.shipped_folder import SHIPPED

pytestmark = pytest.mark.integration

KB = Namespace("https://w3id.org/kembar/")
SH = Namespace("http://www.w3.org/ns/shacl#")
ONTOLOGY = SHIPPED / "ontology"
DOCS = Path(__file__).parents[2] / "docs"
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)
LANGUAGES = {"en", "id", "ko"}
MAPPINGS = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch)
NOT_STATED_OF_ONE_THING = {KB.hasSignature, KB.hasBudget, KB.hasStatus}
"""Properties that only their values have once."""


@pytest.fixture(scope="module")
def model() -> Graph:
    return Graph().parse(ONTOLOGY / "model.ttl").parse(ONTOLOGY / "concepts.ttl")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(ONTOLOGY / "shapes.ttl")


def own(model: Graph, *kinds: URIRef) -> list[URIRef]:
    return sorted({s for k in kinds for s in model.subjects(RDF.type, k) if str(s).startswith(KB)})


def members(model: Graph, term: URIRef, end: URIRef) -> set[URIRef]:
    """The classes of a domain or range, those of a union one by one."""
    classes: set[URIRef] = set()
    for cls in model.objects(term, end):
        union = model.value(cls, OWL.unionOf)
        classes |= set(Collection(model, union)) if union else {cls}
    return classes


def profile(ontology: Graph, folder: Path) -> str:
    """The OWL 2 profile that the OWL API finds, which owlready2 brings for Pellet."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("java is not installed")
    import owlready2

    path = folder / "ontology.owl"
    ontology.serialize(path, format="xml")
    jars = Path(owlready2.__file__).parent / "pellet" / "*"
    command = [java, "-Xmx500M", "-cp", str(jars), "pellet.Pellet", "info", "-v", path.as_uri()]
    printed = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=120
    ).stdout
    return re.findall(r"OWL Profile = (.+)", printed)[0].strip()


def test_the_model_is_owl_2_dl(model: Graph, tmp_path: Path) -> None:
    assert profile(model, tmp_path) == "OWL 2 DL"


def test_the_profile_check_finds_what_is_not_dl(model: Graph, tmp_path: Path) -> None:
    broken = Graph() + model
    broken.add((KB.follows, RDF.type, OWL.TransitiveProperty))
    assert profile(broken, tmp_path) == "OWL 2"


@pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
def test_pylode_documents_every_term(model: Graph) -> None:
    from pylode import OntPub

    page = OntPub(ontology=Graph().parse(ONTOLOGY / "model.ttl")).make_html()
    for term in own(model, OWL.Class, *PROPERTIES):
        assert str(term) in page, term


def test_the_ontology_says_what_it_is(model: Graph) -> None:
    ontology = KB.ontology
    version = str(model.value(ontology, OWL.versionInfo))
    assert str(model.value(ontology, OWL.versionIRI)) == f"{ontology}/{version}"
    pyproject = (Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8")
    assert f'version = "{version}"' in pyproject
    dcterms = Namespace("http://purl.org/dc/terms/")
    created, modified = (
        str(model.value(ontology, dcterms[word])) for word in ("created", "modified")
    )
    assert "2026-11-24" == created <= modified
    for word in ("title", "description"):
        assert {text.language for text in model.objects(ontology, dcterms[word])} == LANGUAGES


def test_every_term_has_words_in_three_languages(model: Graph) -> None:
    schemes = list(model.subjects(RDF.type, SKOS.ConceptScheme))
    for term in [*own(model, OWL.Class, *PROPERTIES), *schemes]:
        for words in ((RDFS.label, SKOS.prefLabel), (SKOS.definition,)):
            tags = [text.language for word in words for text in model.objects(term, word)]
            assert sorted(tags) == sorted(LANGUAGES), (term, tags)


def test_every_property_has_ends_or_a_shape(model: Graph, shapes: Graph) -> None:
    shaped = set(shapes.objects(None, SH.path))
    for term in own(model, *PROPERTIES):
        assert members(model, term, RDFS.domain), term
        assert members(model, term, RDFS.range) or term in shaped, term


def test_classes_are_mapped_by_owl_and_concepts_by_skos(model: Graph) -> None:
    concepts = set(model.subjects(RDF.type, SKOS.Concept))
    for relation in MAPPINGS:
        assert set(model.subjects(relation, None)) <= concepts, relation
        assert not [o for o in model.objects(None, relation) if str(o).startswith(KB)]


def test_domains_and_ranges_hold_of_the_data(model: Graph, engine: Engine) -> None:
    """Things of a class that is not below the property's domain or range would be reclassified."""
    types, statements = defaultdict(set), set()
    for s, p, o in engine.triples():
        if p == f"<{RDF.type}>":
            types[s] |= set(model.transitive_objects(URIRef(o[1:-1]), RDFS.subClassOf))
        elif p.startswith(f"<{KB}"):
            statements.add((s, URIRef(p[1:-1]), o))
    for s, p, o in statements:
        # The graph of a table of sources is no source's; it has no class.
        if p != KB.inCollection:
            assert types[s] & members(model, p, RDFS.domain), (s, p)
        if ranges := members(model, p, RDFS.range):
            assert o.startswith('"') or types[o] & ranges, (p, o)


def test_functional_properties_have_one_value(model: Graph, engine: Engine) -> None:
    values, subjects = defaultdict(set), defaultdict(set)
    for s, p, o in engine.triples():
        values[s, p].add(o)
        subjects[o, p].add(s)
    for p in own(model, OWL.FunctionalProperty):
        assert max((len(o) for (_, q), o in values.items() if q == f"<{p}>"), default=1) == 1, p
    inverse = own(model, OWL.InverseFunctionalProperty)
    assert set(inverse) == NOT_STATED_OF_ONE_THING
    for p in inverse:
        assert max((len(s) for (_, q), s in subjects.items() if q == f"<{p}>"), default=1) == 1, p


def test_shapes_speak_three_languages(model: Graph, shapes: Graph) -> None:
    queries = set(shapes.objects(None, SH.sparql))
    speaking = set(shapes.subjects(SH.message, None))
    assert len(speaking) > 100
    for shape in speaking:
        assert {text.language for text in shapes.objects(shape, SH.message)} == LANGUAGES, shape
    for shape in (speaking - queries) | set(shapes.subjects(SH.sparql, None)):
        path = shapes.value(shape, SH.path)
        assert shapes.value(shape, SH.severity) in (SH.Violation, SH.Warning), (shape, path)
        if isinstance(path, URIRef):
            names = set(shapes.objects(shape, SH.name))
            assert {name.language for name in names} == LANGUAGES, path
            assert not path.startswith(KB) or names == set(model.objects(path, RDFS.label)), path


def test_every_mapping_is_in_the_document(model: Graph) -> None:
    rows = re.findall(r"^\| ([\w-]+/[\w-]+) \| .*?\((http\S+)\)", read("mappings.md"), re.M)
    mapped = {
        (str(s).removeprefix(f"{KB}concept/"), str(o))
        for relation in MAPPINGS
        for s, o in model.subject_objects(relation)
    }
    assert set(rows) == mapped
    codes = re.findall(
        r"^\| ([\w-]+/[\w-]+) \| reported under \| (\d+) ", read("mappings.md"), re.M
    )
    assert set(codes) == {
        (str(s).removeprefix(f"{KB}concept/"), str(o)) for s, o in model.subject_objects(KB.crsCode)
    }


def test_a_word_in_another_sense_is_no_mapping(model: Graph) -> None:
    """UNESCO's network analysis is the critical path of a plan (PERT), ours the links of actors."""
    assert (None, None, URIRef("http://vocabularies.unesco.org/thesaurus/concept2224")) not in model


def read(name: str) -> str:
    return (DOCS / name).read_text("utf-8")
