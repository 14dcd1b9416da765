"""The mapping has every field of every record, in terms that the ontology declares."""

from __future__ import annotations

from dataclasses import fields

import pytest

from kembar.model.mapping import CLASSES, FIELDS, UNIT_CLASSES
from kembar.model.records import KINDS
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import prefixed_name

OTHERWISE = {
    "agreements": {"signed_by"},
    "activities": {"budget", "currency", "payer"},
    "cities": {"unit_type"},
    "partnerships": {"status", "status_on"},
    "tenures": {"person"},
}
"""Beside the source, by table."""


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_mapped_once(kind: str) -> None:
    record = KINDS[kind]
    names = [field.name for field in fields(record)][1:]
    mapped = [field.name for field in FIELDS[record]]
    assert sorted(mapped) == sorted({*names} - {"source"} - OTHERWISE.get(kind, set()))


def test_every_term_of_the_table_is_declared(engine: Engine) -> None:
    names = {*CLASSES.values(), *UNIT_CLASSES.values()}
    names |= {field.property for record in FIELDS.values() for field in record}
    query = (
        "PREFIX owl: <http://www.w3.org/2002/07/owl#> SELECT ?t { ?t a ?k . VALUES ?k { owl:Class "
    )
    query += "owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty } }"
    declared = {prefixed_name(str(row[0])) for row in engine.select(query).rows} | {
        "rdfs:label",
        "rdfs:comment",
    }
    assert names - declared == set()


def test_every_scheme_of_the_table_exists(engine: Engine) -> None:
    for record in FIELDS.values():
        for field in record:
            if field.form == "concept":
                scheme = f"<https://w3id.org/kembar/concept/{field.detail}>"
                answer = engine.select(f"ASK {{ {scheme} a ?x }}")
                assert str(answer.rows[0][0]) == "true", field
