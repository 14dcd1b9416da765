"""Values that no person means: in every field of every kind, in commands, and in files of data."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click
import pytest

import kembar
from kembar.cli.main import main
from kembar.editing.draft import ChangeRequest, draft
from kembar.errors import InputError, KembarError
from kembar.model.forms import FormField, addable, forms
from kembar.model.limits import LONGEST_TEXT
from kembar.queries.run import answer_question
from kembar.queries.saved import find_questions
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import graph_address
from kembar.store.open_store import open_store
from kembar.workspace.layout import Workspace

NO_TEXTS = {
    "nul": "a\0b",
    "half": "a\ud800b",
    "escape": "\x1b]0;x\x07",
    "megabyte": "x" * 10 * LONGEST_TEXT,
    "bytes": b"x",
    "nested": [["x"]],
    "huge": 10**5000,
}
ODD_TEXTS = ['a"b\\c\r\n\u2028', "<a>{0}%s%(x)s $x", "a\u0301\u202eb", "|||;a;--"]
FIELDS = [field for kind in [*addable(), "source"] for field in forms()[kind].fields]
NEEDED: dict[str, dict[str, Any]] = {
    "partnership": {"cities": ["Bandung", "Medan"]},
    "agreement": {"partnership": "Bandung – Seoul", "type": "letter-of-intent"},
    "activity": {"partnerships": "Bandung – Seoul", "title": "Training"},
    "agency": {"name_en": "Office", "country": "Indonesia"},
    "city": {"name_en": "Atlantis", "country": "Indonesia"},
    "study": {"title": "A study"},
    "event": {"name_en": "Event"},
    "observation": {"city": "Bandung", "indicator": "population", "value": 1},
    "person": {"name": "Ani", "units": "Bandung"},
    "tenure": {"unit": "Bandung", "person": "Ani"},
}
FREE_TEXTS = [
    f for f in FIELDS if f.kind in NEEDED and f.form in ("text", "name") and not f.choices
]


def name_of(field: FormField) -> str:
    return f"{field.kind}-{field.name}"


@pytest.mark.parametrize("field", FIELDS, ids=name_of)
def test_no_field_takes_what_is_no_text(field: FormField, engine: Engine, own: Workspace) -> None:
    for value in NO_TEXTS.values():
        with pytest.raises(InputError) as bad:
            draft(engine, own, ChangeRequest((kembar.entry(field.kind, **{field.name: value}),)))
        assert bad.value.column == field.name
        assert len(str(bad.value)) < 200


@pytest.mark.parametrize("field", FREE_TEXTS, ids=name_of)
def test_a_free_text_takes_any_character(field: FormField, engine: Engine, own: Workspace) -> None:
    values = NEEDED[field.kind] | {field.name: " ".join(ODD_TEXTS).replace(";", "")}
    preview = draft(engine, own, ChangeRequest((kembar.entry(field.kind, **values),)))
    assert preview.change.text()


@pytest.mark.parametrize("value", ["31.02.2020", "99999", "yesterday", "0000", "-0001", "٢٠٢٠"])
def test_no_day_of_the_calendar(value: str, engine: Engine, own: Workspace) -> None:
    entry = kembar.entry("event", name_en="Event", start=value)
    with pytest.raises(InputError, match=r"start.*is not a d"):
        draft(engine, own, ChangeRequest((entry,)))


@pytest.mark.parametrize("name", ["Bandung", "Seoul", "Utrecht"])
def test_one_partner_is_too_few(name: str, engine: Engine, own: Workspace) -> None:
    with pytest.raises(InputError, match=r"cities.*needs at least 2 values"):
        draft(engine, own, ChangeRequest((kembar.entry("partnership", cities=[name]),)))


@pytest.mark.parametrize("name", ["\u0301\u0302", "!!!", "\u200b"])
def test_a_name_has_a_letter_or_a_digit(name: str, engine: Engine, own: Workspace) -> None:
    with pytest.raises(InputError, match=r"name_en.*needs a letter or a digit"):
        draft(engine, own, ChangeRequest((kembar.entry("event", name_en=name),)))


QUESTIONS = find_questions(Workspace())
PARAMETERS = {
    parameter.kind: (question.name, parameter.name)
    for question in QUESTIONS.values()
    for parameter in question.parameters
}


@pytest.mark.parametrize("kind", sorted(PARAMETERS))
@pytest.mark.parametrize(
    "value",
    ["a\ud800b", "a\0b", "x" * 10_000, "\u0301", "http://example.org/%zz", "<a b>", "UNDEF"],
)
def test_a_parameter_is_refused_in_one_line(kind: str, value: str, engine: Engine) -> None:
    question, name = PARAMETERS[kind]
    with pytest.raises(KembarError) as bad:
        answer_question(engine, QUESTIONS[question], {name: value})
    assert "SPARQL" not in str(bad.value)
    assert len(str(bad.value)) < 1_000


@pytest.mark.parametrize(
    "command",
    ["query", "report city", "report partnership Bandung", "report city Bandung --as-of",
     "network --city", "network --country", "network --kind", "diff", "undo", "edit", "renew",
     "retire Bandung --reason", "template", "add", "sparql", "query holdings -p",
     "add event --name E --source", "add city --key",
     "edit id-bandung --reason x --set", "edit id-bandung --said-by"],
)  # fmt: skip
@pytest.mark.parametrize(
    "value", ["a\ud800b", "a\0b", "y" * 5_000, "http://example.org/%zz/\u0301"]
)
def test_a_command_refuses_it_in_one_line(command: str, value: str, own: Workspace) -> None:
    with pytest.raises((KembarError, click.ClickException)) as bad:
        main.main(["-w", str(own.root), *command.split(), value], standalone_mode=False)
    fault = bad.value
    text = fault.format_message() if isinstance(fault, click.ClickException) else str(fault)
    assert 0 < len(text) < 6_000


FILE_NAMES = [
    b"a b", b"a\xff", b'a"b', b"a'b", b"a<>b", b"a%zz", b"a%41", b"a\\b", b"a\nb", b"-a", b"a" * 246,
    b"a#b", b"a?b", b"a{b}|^`", b"a[b]", b"a\x01\x7f", b"a\x1b[31m", "a\u0085\ufffe".encode(),
]  # fmt: skip
TURTLE = """<https://w3id.org/kembar/id/n%d> a <https://w3id.org/kembar/Event> ;
  <https://w3id.org/kembar/key> "n%d" .
"""


@pytest.mark.integration
def test_a_file_may_have_any_name(empty: Workspace) -> None:
    assert empty.root
    for number, name in enumerate(FILE_NAMES):
        folder = os.fsencode(empty.root / "data") + b"/" + name
        try:
            Path(os.fsdecode(folder)).mkdir(parents=True)
            Path(os.fsdecode(folder + b".ttl")).write_text(TURTLE % (number, number))
            Path(os.fsdecode(folder + b"/source.toml")).write_text('title = "T"\n')
        except OSError:
            pytest.skip("this file system has no such names")
    engine = open_store(empty).engine
    events = engine.select(
        "SELECT ?e ?g { GRAPH ?g { ?e a <https://w3id.org/kembar/Event> } }"
    ).rows
    assert len({str(graph) for _, graph in events}) == len(FILE_NAMES)
    added = kembar.open(empty.root).add([kembar.entry("event", name_en="One more")])
    assert added


def test_a_name_of_a_file_becomes_an_address() -> None:
    names = {graph_address(os.fsdecode(name)) for name in FILE_NAMES}
    assert len(names) == len(FILE_NAMES)
    assert graph_address("data/Kota Kembar/ä.ttl").endswith("graph/data/Kota%20Kembar/ä.ttl")


NONSENSE = """
@prefix kb: <https://w3id.org/kembar/> . @prefix id: <https://w3id.org/kembar/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
id:p a kb:Partnership ; kb:key "p" ; kb:hasPartner id:a, id:b, _:c, 5 ; kb:since "abc"^^xsd:date ;
  kb:until "9999999999999999999999"^^xsd:gYear, "-0001"^^xsd:gYear ; kb:partnershipKind 5 .
id:a a kb:City, kb:TerritorialUnit ; kb:key "a", 5, _:c ; rdfs:label "A"@en, "!!!"@en, ""@en ;
  skos:prefLabel "A"@en ; kb:country id:p, "x" ; wgs84:lat "north", "INF"^^xsd:double ;
  wgs84:long 1e300 ; owl:sameAs id:b ; kb:partOf id:b .
id:b a kb:City, kb:TerritorialUnit ; rdfs:label "\\u0000\\u0001\\uFFFE"@en--ltr ;
  owl:sameAs id:a ; kb:partOf id:a ; kb:country _:c ; skos:prefLabel "B" .
id:g a kb:Agreement ; kb:key "g" ; kb:underPartnership id:p ; kb:renews id:h ; kb:follows id:g ;
  kb:signedOn "abc"^^xsd:date ; kb:validUntil "0000"^^xsd:gYear .
id:h a kb:Agreement ; kb:key "h" ; kb:renews id:g ; kb:follows id:g, id:h .
id:x skos:broader id:y . id:y skos:broader id:x . kb:City rdfs:subClassOf kb:TerritorialUnit .
kb:TerritorialUnit rdfs:subClassOf kb:City . kb:key rdfs:subPropertyOf kb:key .
[] a kb:Retirement ; kb:retiredThing _:q, "x" ; kb:retiredFrom _:q, "x" .
id:m kb:currency "IDR" ; kb:amount "x"^^xsd:decimal, "NaN"^^xsd:double, "1e400"^^xsd:double .
"""


@pytest.mark.integration
def test_nonsense_in_a_file_ends_no_command(empty: Workspace, tmp_path: Path) -> None:
    assert empty.root
    (empty.root / "data" / "nonsense.ttl").write_text(NONSENSE)
    graph = kembar.open(empty.root)
    assert graph.validate()
    assert graph.network_page().html
    assert graph.network_page(city="A").html
    assert graph.report("city", "A")
    assert graph.query("city-partners", city="A")
    for form in ("gexf", "graphml", "csv", "xlsx", "nquads"):
        assert graph.export(form, tmp_path / form)
    with pytest.raises(InputError, match="partnership"):
        graph.preview_renewal("g")
