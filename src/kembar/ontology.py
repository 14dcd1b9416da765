"""The model as it stands in the graph: classes, properties and concept schemes, for people."""

from __future__ import annotations

from dataclasses import dataclass

from kembar.oxigraph import Engine
from kembar.vocabulary import NAMESPACES, short

_PREFIXES = "".join(f"PREFIX {name}: <{address}>\n" for name, address in NAMESPACES.items())

_TERMS = """
SELECT ?term ?label ?definition
  (GROUP_CONCAT(DISTINCT STR(?above); SEPARATOR=" ") AS ?parents)
  (MIN(STR(?domain)) AS ?from) (MIN(STR(?range)) AS ?to)
WHERE {
  ?term a %(class)s ; rdfs:label ?label ; skos:definition ?definition .
  FILTER(LANG(?label) = "%(lang)s" && LANG(?definition) = "%(lang)s")
  OPTIONAL { ?term rdfs:subClassOf|rdfs:subPropertyOf ?above }
  OPTIONAL { ?term rdfs:domain ?domain }
  OPTIONAL { ?term rdfs:range ?range }
} GROUP BY ?term ?label ?definition ORDER BY ?term
"""
_CONCEPTS = """
SELECT ?scheme ?schemeName ?notation ?label ?definition WHERE {
  ?concept skos:inScheme ?scheme ; skos:notation ?notation ; skos:prefLabel ?label ;
    skos:definition ?definition .
  ?scheme skos:prefLabel ?schemeName .
  FILTER(LANG(?label) = "%(lang)s" && LANG(?definition) = "%(lang)s")
  FILTER(LANG(?schemeName) = "%(lang)s")
} ORDER BY ?scheme ?notation
"""


@dataclass(frozen=True)
class Term:
    """A class, a property or a concept, in one language."""

    name: str
    label: str
    definition: str
    parents: tuple[str, ...] = ()
    domain: str = ""
    range: str = ""


@dataclass(frozen=True)
class Model:
    """The whole model; `schemes` are concepts by the name of their scheme."""

    classes: list[Term]
    relations: list[Term]
    attributes: list[Term]
    schemes: dict[str, list[Term]]


def model(engine: Engine, language: str = "en") -> Model:
    """Read the model from the graph, in a language of `LANGUAGES`."""
    schemes: dict[str, list[Term]] = {}
    for scheme, name, notation, label, definition in _rows(engine, _CONCEPTS, lang=language):
        heading = f"{scheme.rpartition('/')[2]}: {name}"
        schemes.setdefault(heading, []).append(Term(notation, label, definition))
    return Model(
        _terms(engine, "owl:Class", language),
        _terms(engine, "owl:ObjectProperty", language),
        _terms(engine, "owl:DatatypeProperty", language),
        schemes,
    )


def _terms(engine: Engine, cls: str, language: str) -> list[Term]:
    return [
        Term(
            short(iri),
            label,
            definition,
            tuple(sorted(map(short, parents.split()))),
            short(domain),
            short(to),
        )
        for iri, label, definition, parents, domain, to in _rows(
            engine, _TERMS, **{"class": cls, "lang": language}
        )
    ]


def _rows(engine: Engine, query: str, **words: str) -> list[list[str]]:
    rows = engine.select(_PREFIXES + query % words).rows
    return [[value.text if value else "" for value in row] for row in rows]
