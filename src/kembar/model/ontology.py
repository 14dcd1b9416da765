"""The ontology as people read it: classes, properties and concept schemes of the graph."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from kembar.language import _
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES, prefixed_name
from kembar.rdf.terms import row_texts

_TERMS = """
SELECT ?term ?label ?definition (MIN(STR(?ko)) AS ?korean)
  (GROUP_CONCAT(DISTINCT STR(?above); SEPARATOR=" ") AS ?parents)
  (GROUP_CONCAT(DISTINCT STR(?near); SEPARATOR=" ") AS ?matches)
  (GROUP_CONCAT(DISTINCT STR(?domain); SEPARATOR=" ") AS ?from)
  (GROUP_CONCAT(DISTINCT STR(?range); SEPARATOR=" ") AS ?to)
WHERE {
  ?term a %(class)s ; rdfs:label ?label ; skos:definition ?definition .
  FILTER(LANG(?label) = "%(lang)s" && LANG(?definition) = "%(lang)s")
  OPTIONAL { ?term rdfs:label ?ko FILTER(LANG(?ko) = "ko") }
  OPTIONAL { ?term rdfs:subClassOf|rdfs:subPropertyOf ?above }
  OPTIONAL { ?term rdfs:seeAlso ?near }
  # Of a union its members are shown: it is a blank node, to which a `sparql_client` gives an IRI.
  OPTIONAL {
    { ?term rdfs:domain ?domain } UNION {
      ?term rdfs:domain/owl:unionOf/rdf:rest*/rdf:first ?domain
    }
    FILTER(!isBlank(?domain) && !STRSTARTS(STR(?domain), "urn:kembar:blank:"))
  }
  OPTIONAL {
    { ?term rdfs:range ?range } UNION { ?term rdfs:range/owl:unionOf/rdf:rest*/rdf:first ?range }
    FILTER(!isBlank(?range) && !STRSTARTS(STR(?range), "urn:kembar:blank:"))
  }
} GROUP BY ?term ?label ?definition
"""
_CONCEPTS = """
SELECT ?scheme ?schemeName ?notation ?label ?definition (MIN(STR(?ko)) AS ?korean) WHERE {
  ?concept skos:inScheme ?scheme ; skos:notation ?notation ; skos:prefLabel ?label ;
    skos:definition ?definition .
  ?scheme skos:prefLabel ?schemeName .
  FILTER(LANG(?label) = "%(lang)s" && LANG(?definition) = "%(lang)s")
  FILTER(LANG(?schemeName) = "%(lang)s")
  OPTIONAL { ?concept skos:prefLabel ?ko FILTER(LANG(?ko) = "ko") }
} GROUP BY ?scheme ?schemeName ?notation ?label ?definition
"""
_MAPPINGS = """
SELECT ?scheme ?notation ?match ?other WHERE {
  VALUES ?match { skos:exactMatch skos:closeMatch skos:broadMatch skos:relatedMatch }
  ?concept skos:inScheme ?scheme ; skos:notation ?notation ; ?match ?other .
}
"""


@dataclass(frozen=True)
class ModelTerm:
    """A class, a property or a concept, in one language; `address` is unique in the model.

    `ties` are related terms by relation: "under" the parents, "of" the domain, "to" the range,
    "has" the properties of a class, "near" terms of other vocabularies; of a concept, concepts of
    other vocabularies by the relation of SKOS, as "closeMatch".
    """

    address: str
    name: str
    label: str
    definition: str
    korean: str = ""
    ties: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def related(self, relation: str) -> tuple[str, ...]:
        """Return the related terms of one relation."""
        return dict(self.ties).get(relation, ())


@dataclass(frozen=True)
class Model:
    """The whole model; `schemes` are concepts by the name of their scheme."""

    classes: list[ModelTerm]
    relations: list[ModelTerm]
    attributes: list[ModelTerm]
    schemes: dict[str, list[ModelTerm]]

    def parts(self) -> list[tuple[str, list[ModelTerm]]]:
        """Return headings with their terms: classes, relations, attributes, then each scheme."""
        return [
            (_("Classes"), self.classes),
            (_("Relations"), self.relations),
            (_("Figures, dates and texts"), self.attributes),
            *self.schemes.items(),
        ]


def model(engine: Engine, language: str = "en") -> Model:
    """Return the model of a graph, in a language of `LANGUAGES`."""
    schemes: defaultdict[str, list[ModelTerm]] = defaultdict(list)
    mappings = _mappings(engine)
    rows = _rows(engine, _CONCEPTS, lang=language)
    for scheme, name, notation, label, definition, korean in rows:
        heading = f"{scheme.rpartition('/')[2]}: {name}"
        address = f"{prefixed_name(scheme)}/{notation}"
        ties = tuple((word, tuple(others)) for word, others in mappings[address].items())
        schemes[heading].append(ModelTerm(address, notation, label, definition, korean, ties))
    relations = _terms(engine, "owl:ObjectProperty", language)
    attributes = _terms(engine, "owl:DatatypeProperty", language)
    classes = [
        _with_properties(term, [*relations, *attributes])
        for term in _terms(engine, "owl:Class", language)
    ]
    return Model(classes, relations, attributes, dict(schemes))


def _mappings(engine: Engine) -> defaultdict[str, defaultdict[str, list[str]]]:
    """Return the concepts of others by the address of a concept and the relation to them."""
    mappings: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for scheme, notation, match, other in _rows(engine, _MAPPINGS):
        address = f"{prefixed_name(scheme)}/{notation}"
        mappings[address][match.rpartition("#")[2]].append(prefixed_name(other))
    return mappings


def _with_properties(term: ModelTerm, properties: list[ModelTerm]) -> ModelTerm:
    own = tuple(p.name for p in properties if term.name in p.related("of"))
    return replace(term, ties=(*term.ties, ("has", own))) if own else term


def _terms(engine: Engine, cls: str, language: str) -> list[ModelTerm]:
    terms = []
    rows = _rows(engine, _TERMS, **{"class": cls, "lang": language})
    for iri, label, definition, korean, parents, matches, domain, to in rows:
        ties = {"under": parents, "of": domain, "to": to, "near": matches}
        names = {
            relation: tuple(sorted(map(prefixed_name, iris.split())))
            for relation, iris in ties.items()
            if iris
        }
        name = prefixed_name(iri)
        terms.append(ModelTerm(name, name, label, definition, korean, tuple(names.items())))
    return terms


def _rows(engine: Engine, query: str, **words: str) -> list[list[str]]:
    # Sorted here, as Virtuoso at times orders texts by their internal form.
    rows = engine.select(PREFIXES + query % words).rows
    return sorted(row_texts(row) for row in rows)
