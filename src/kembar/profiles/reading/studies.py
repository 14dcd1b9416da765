"""Studies with what they say of themselves, their findings and obstacles, from statements."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from kembar.profiles.facts import Finding, Obstacle, Study, StudyElement
from kembar.profiles.reading.places import authors
from kembar.profiles.reading.statements import Statements, Thing
from kembar.queries.saved import Text
from kembar.rdf.namespaces import local_name

_DIGITS = re.compile(r"(\d+)")

Claims = Mapping[tuple[str, str], tuple[str, Text]]
"""The answer of claims-and-data by the IRIs of the obstacle and the partnership."""


def studies(statements: Statements, claims: Claims) -> dict[str, Study]:
    """Return all studies by key.

    Args:
        statements: of the graph.
        claims: what the data show of obstacles.
    """
    elements, findings = _by_study(statements, "StudyElement"), _by_study(statements, "Finding")
    obstacles = _by_study(statements, "Obstacle")
    return {
        thing.key: Study(
            key=thing.key,
            iri=iri,
            title=thing.first("dcterms:title") or thing.key,
            authors=authors(thing),
            published=thing.first("kb:publishedOn"),
            publisher=thing.first("kb:publisher"),
            address=thing.first("kb:webAddress"),
            type=statements.first_concept(thing, "kb:studyType"),
            partnerships=thing.keys("kb:studies"),
            methods=statements.concepts(thing, "kb:method"),
            evidence=statements.concepts(thing, "kb:evidenceType"),
            concepts=statements.concepts(thing, "kb:usesConcept"),
            fields=statements.concepts(thing, "kb:field"),
            elements=tuple(_element(statements, one) for one in elements[iri]),
            findings=tuple(_finding(statements, thing, one) for one in findings[iri]),
            obstacles=tuple(
                _obstacle(statements, thing, one, partnership, claims)
                for one in obstacles[iri]
                for partnership in one.texts("kb:concerns") or [""]
            ),
            language=_language(statements, thing),
            sources=thing.sources,
            name=thing.derived_text("skos:prefLabel") or thing.first("dcterms:title"),
        )
        for iri, thing in statements.of("Study").items()
    }


def _by_study(statements: Statements, name: str) -> dict[str, list[Thing]]:
    """The things of a class by the IRI of their study, in the order of their keys."""
    things: dict[str, list[Thing]] = defaultdict(list)
    for thing in statements.of(name).values():
        for study in thing.texts("kb:elementOf" if name == "StudyElement" else "kb:reportedBy"):
            things[study].append(thing)
    for those in things.values():
        those.sort(key=lambda one: _natural(one.key))
    return things


def _natural(key: str) -> list[tuple[int, str]]:
    """An order in which e10 comes after e2."""
    parts = _DIGITS.split(key)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def _element(statements: Statements, thing: Thing) -> StudyElement:
    return StudyElement(
        type=statements.concept(thing.first("kb:elementType")),
        statement=thing.by_language("kb:statement"),
        partnership=thing.first_key("kb:concerns"),
        sources=thing.sources,
    )


def _finding(statements: Statements, study: Thing, thing: Thing) -> Finding:
    return Finding(
        key=thing.key,
        study=study.key,
        partnership=thing.first_key("kb:concerns"),
        statement=thing.by_language("kb:statement"),
        assessment=statements.first_concept(thing, "kb:assessment"),
        criterion=thing.first("kb:criterion"),
        sources=thing.sources,
    )


def _obstacle(
    statements: Statements, study: Thing, thing: Thing, partnership: str, claims: Claims
) -> Obstacle:
    seen, data = claims.get((thing.iri, partnership), ("", Text("")))
    return Obstacle(
        key=thing.key,
        study=study.key,
        partnership=local_name(partnership),
        type=statements.first_concept(thing, "kb:obstacleType"),
        label=thing.by_language("rdfs:label"),
        seen=seen,
        data=data,
        sources=thing.sources,
    )


def _language(statements: Statements, study: Thing) -> str:
    """The language of the source of the same work, by its address or its title; "" for none."""
    address, titles = study.first("kb:webAddress"), set(study.texts("dcterms:title"))
    for key in study.sources:
        source = statements.source(key)
        if source and (
            (address and address in source.texts("kb:webAddress"))
            or titles & set(source.texts("dcterms:title"))
        ):
            return source.first("dcterms:language")
    return ""
