"""Shapes: for each there is a thing that breaks only this shape, and two engines agree."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pycountry
import pytest

from kembar.language import speaking
from kembar.model.date_spans import date_span_triples
from kembar.model.dates import EDTF, PartialDate
from kembar.model.mapping import CLASSES, FIELDS
from kembar.rdf.namespaces import NAMESPACES, concept, prefixed_name, term
from kembar.rdf.syntax import parse_rdf
from kembar.rdf.terms import Term, Triple, to_nquads, typed_literal
from kembar.shipped_folder import SHIPPED
from kembar.store.open_store import open_store
from kembar.validation.problem import Problem
from kembar.validation.shacl import validate, validate_parts
from kembar.validation.shapes import Shapes, TripleSieve, load_shapes
from kembar.workspace.layout import Workspace, init_workspace

pytestmark = pytest.mark.integration

PREFIXES = "".join(f"@prefix {name}: <{address}> .\n" for name, address in NAMESPACES.items())
CONCEPT = "<https://w3id.org/kembar/concept/"
UNVERIFIED = f"<> a kb:SourceGraph ; kb:verification {CONCEPT}verification/unverified> .\n"

UNIT = 'id:x a kb:TerritorialUnit ; rdfs:label "X"@en ; kb:country <https://w3id.org/kembar/id/country/id>'
PARTNERSHIP = "id:x a kb:Partnership ; kb:hasPartner id:id-bandung , id:kr-seoul"
AGREEMENT = "id:x a kb:Agreement ; kb:underPartnership id:id-bandung--kr-seoul"
TYPED = f"{AGREEMENT} ; kb:agreementType {CONCEPT}agreement-type/minutes>"
ACTIVITY = (
    "id:x a kb:Activity ; kb:underPartnership id:id-bandung--kr-seoul ; "
    f"kb:activityStatus {CONCEPT}activity-status/planned>"
)
OBSERVATION = (
    "id:x a kb:Observation ; kb:observedUnit id:id-bandung ; "
    f"kb:indicator {CONCEPT}indicator/population>"
)
FINDING = 'id:x a kb:Finding ; kb:reportedBy id:purbaningrum ; kb:statement "X"@en'
STUDY = "id:x a kb:Study ; dcterms:title 'X'"
TENURE = "id:x a kb:Tenure ; kb:holder id:person\\/id-bandung\\/x ; kb:heldIn id:id-bandung"
RATE = 'id:x a kb:ExchangeRate ; kb:baseCurrency "EUR" ; kb:period "2016"^^xsd:gYear'
MATCH = (
    f"id:x a kb:Match ; kb:understoodAs id:id-bandung ; kb:matchMethod {CONCEPT}match-method/exact>"
)
CHANGE = (
    f"id:x a kb:Change ; prov:wasAssociatedWith id:me ; kb:changeAction {CONCEPT}change-action/add>"
)
BESIDE = (
    f"id:source a kb:Source ; dcterms:title 'X' ; kb:sourceType {CONCEPT}source-type/news> .\n"
    "id:ani a kb:Person ; rdfs:label 'Ani' ; owl:sameAs id:person\\/id-bandung\\/ani .\n"
    "id:alone a kb:Partnership ; kb:hasPartner id:kr-seoul .\n"
    f"{CHANGE.replace('id:x', 'id:change')} ; "
    'prov:endedAtTime "2026-05-24T10:00:00Z"^^xsd:dateTime .\n'
)
"""Things that some of the broken things refer to."""

BROKEN = [
    ("id:x a kb:Tenure ; kb:heldIn id:id-bandung", "person", "needs the person"),
    (TENURE.replace(" ; kb:heldIn id:id-bandung", ""), "unit", "needs the unit"),
    (f"{TENURE} , id:nowhere", "unit", "The unit is not in the graph"),
    (f'{TENURE} ; kb:startDate "May"', "start", "A date must be"),
    (f'{TENURE} ; kb:endDate "May"', "end", "A date must be"),
    (f'{TENURE} ; kb:startDate "2020"^^xsd:gYear ; kb:endDate "2019"^^xsd:gYear', "end", "cannot end"),
    (f'{RATE} ; kb:currency "IDR"', "value", "needs its value"),
    (f'{RATE} ; kb:currency "IDR" ; kb:value 0.0', "value", "above zero"),
    (f'{RATE} ; kb:currency "Rp" ; kb:value 1.5', "currency", "needs its currency"),
    (f'{RATE.replace("EUR", "eur")} ; kb:currency "IDR" ; kb:value 1.5', "base", "base currency"),
    (f'{RATE} , "May" ; kb:currency "IDR" ; kb:value 1.5', "period", "A date must be"),
    ('id:x a kb:ExchangeRate ; kb:baseCurrency "EUR" ; kb:currency "IDR" ; kb:value 1.5', "period", "needs its date"),
    (f'{STUDY} ; kb:studiedFrom "2020"^^xsd:gYear ; kb:studiedUntil "2019"^^xsd:gYear', "studied_until", "cannot end"),
    (f'{STUDY} ; kb:studiedUntil "May"', "studied_until", "A date must be"),
    (f'{STUDY} ; kb:studiedFrom "May"', "studied_from", "A date must be"),
    # Turtle of the thing; the field of the problem; a part of the message.
    ("id:x a kb:Partnership ; kb:hasPartner id:id-bandung", "cities", "two different partners"),
    (f"{PARTNERSHIP} , id:nowhere", "cities", "The unit is not in the graph"),
    (f"{PARTNERSHIP} , id:country\\/kr", "cities", "A partner is a city"),
    (f"{PARTNERSHIP} , id:id-bandung-bapenda", "cities", "A partner is a city"),
    (f"{PARTNERSHIP} ; kb:partnershipKind {CONCEPT}field/water>", "kind", "scheme partnership-kind"),
    (f'{PARTNERSHIP} ; kb:since "May"', "since", "A date must be"),
    (f'{PARTNERSHIP} ; kb:since "2020"^^xsd:gYear ; kb:until "2019"^^xsd:gYear', "until", "end before"),
    (f"{PARTNERSHIP} ; kb:claimedBy id:nowhere", "claimed_by", "The unit is not in the graph"),
    (f'{PARTNERSHIP} ; kb:reference "ftp://x.org"^^xsd:anyURI', "references", "begins with http"),
    (f"id:x a kb:Agreement ; kb:agreementType {CONCEPT}agreement-type/minutes>", "partnership",
     "needs its partnership"),
    (TYPED.replace("id:id-bandung--kr-seoul", "id:nowhere"), "partnership", "not in the graph"),
    (f"{TYPED} ; kb:underPartnership id:alone", "partnership", "links at least two different"),
    (AGREEMENT, "type", "needs the type of its document"),
    (f"{AGREEMENT} ; kb:agreementType {CONCEPT}agreement-type/napkin>", "type", "agreement-type"),
    (f'{TYPED} ; kb:signedOn "2020-05-01"^^xsd:date ; kb:validUntil "2020-04-01"^^xsd:date',
     "valid_until", "cannot expire before it is signed"),
    (f'{TYPED} ; kb:validFrom "2020-05"^^xsd:gYearMonth ; kb:validUntil "2019"^^xsd:gYear',
     "valid_until", "cannot expire before it takes effect"),
    (f'{TYPED} ; kb:textAddress "javascript:alert(1)"^^xsd:anyURI', "text_url", "begins with http"),
    (f"{TYPED} ; kb:follows id:nowhere", "renews, supersedes, follows", "earlier document"),
    (f"{TYPED} ; kb:follows id:x", "renews, supersedes, follows", "cannot follow itself"),
    ("id:x a kb:Signature ; kb:onBehalfOf id:id-bandung", "signed_by", "needs its signer"),
    (f'{ACTIVITY} ; kb:startDate "2020"^^xsd:gYear ; kb:endDate "2019-12"^^xsd:gYearMonth', "end",
     "activity cannot end before"),
    (f"{ACTIVITY} ; kb:participantCount -1", "participants", "whole number"),
    (f"{ACTIVITY} ; kb:participantCount 2.5", "participants", "whole number"),
    ("id:x a kb:Budget ; kb:amount 12.0", "currency", "needs its currency"),
    ('id:x a kb:Budget ; kb:amount 12.0 ; kb:currency "rupiah"', "currency", "ISO 4217"),
    ('id:x a kb:Budget ; kb:amount 12.0 ; kb:currency "XYZ"', "currency", "ISO 4217"),
    ('id:x a kb:Budget ; kb:amount 12.0 ; kb:currency "IDR" , "KRW"', "currency", "one currency"),
    ('id:x a kb:Budget ; kb:amount -12.5 ; kb:currency "IDR"', "budget", "0 or more"),
    ('id:x a kb:Budget ; kb:amount "much" ; kb:currency "IDR"', "budget", "0 or more"),
    ("id:x a kb:Study", "title", "A study needs its title"),
    ('id:x a kb:Finding ; kb:statement "X"@en', "study", "needs its study"),
    ("id:x a kb:Finding ; kb:reportedBy id:purbaningrum", "statement_en", "needs its statement"),
    ("id:x a kb:Obstacle", "study", "needs the study"),
    ("id:x a kb:Event", "name_en", "An event needs a name"),
    ('id:x a kb:Event ; rdfs:label "X"@en ; kb:startDate "2020-03"^^xsd:gYearMonth ; '
     'kb:endDate "2020-02-29"^^xsd:date', "end", "event cannot end before"),
    (OBSERVATION, "value", "needs its figure"),
    (f'{OBSERVATION} ; kb:value "many"', "value", "A figure is a number"),
    (UNIT.replace('rdfs:label "X"@en ; ', ""), "name_en", "A city needs a name"),
    ('id:x a kb:City , kb:TerritorialUnit ; rdfs:label "X"@en', "country", "needs its country"),
    (f"{UNIT} ; wgs84:lat 95.0", "latitude", "latitude lies"),
    (f"{UNIT} ; wgs84:long -181.0", "longitude", "longitude lies"),
    ("id:x a kb:Agency", "name_en", "An agency needs a name"),
    ("id:x a kb:Person", "name", "A person needs a name"),
    ("id:x a kb:Person ; rdfs:label 'X' ; kb:actsFor id:nowhere", "units", "unit is not in the graph"),
    ("id:x a kb:Person ; rdfs:label 'X' ; owl:sameAs id:person\\/id-bandung\\/ani", "person",
     "Another person has the same name"),
    (f"{MATCH} ; kb:score 1.5", "score", "between 0 and 1"),
    (MATCH.replace("kb:understoodAs id:id-bandung ; ", ""), "city", "needs the unit"),
    ("id:x a kb:Source", "title", "A source needs its title"),
    ("id:x a kb:SourceGraph ; prov:hadPrimarySource id:source", "source", "marked verified or unverified"),
    (f"id:x a kb:SourceGraph ; kb:verification {CONCEPT}verification/verified>", "source",
     "needs a source"),
    ("id:x a kb:Collection", "dcterms:title", "A collection needs its title"),
    (f'{CHANGE} ; prov:endedAtTime "2026"', "prov:endedAtTime", "needs its time"),
    (f"{TYPED} ; a kb:Obstacle ; kb:reportedBy id:purbaningrum", "agreement, obstacle", "things of two kinds"),
    (f"{UNIT} ; a kb:City , kb:Regency", "city", "keep one type"),
    ("id:x a kb:Retirement ; kb:retiredThing id:y ; prov:activity id:change", "kb:retiredFrom",
     "needs the graph"),
]  # fmt: skip


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> list[Triple]:
    """The triples of a collection of the shipped data, and of the broken things.

    pySHACL is too slow for all shipped data. The broken things are marked unverified, each in a
    file of its own, and the rules have run.
    """
    own = init_workspace(tmp_path_factory.mktemp("broken") / "own")
    assert own.root
    (own.root / "kembar.toml").write_text('title = "Broken"\nshipped = false\n')
    data = own.root / "data"
    shutil.copytree(SHIPPED / "data" / "bandung-seoul", data / "bandung-seoul")
    for name in ("countries.csv", "sources.csv"):
        shutil.copy(SHIPPED / "data" / "reference" / name, data / name)
    texts = [BESIDE, *(f"{_numbered(turtle, n)} .\n" for n, (turtle, _, _) in enumerate(BROKEN))]
    for number, turtle in enumerate(texts):
        (data / f"{number}.ttl").write_text(PREFIXES + UNVERIFIED + turtle, "utf-8")
    return list(open_store(init_workspace(own.root)).engine.triples())


def _numbered(turtle: str, number: int) -> str:
    return re.sub(r"\bid:x\b", f"id:x{number}", turtle)


def parse(folder: Path, turtle: str) -> list[Triple]:
    """The triples of a Turtle text, with the spans of its dates, as they are loaded."""
    path = folder / "text.ttl"
    path.write_text(PREFIXES + turtle, "utf-8")
    triples = list(parse_rdf(path, "https://w3id.org/kembar/graph/text.ttl", "text.ttl"))
    return [*triples, *date_span_triples(triples)]


def by_both(triples: list[Triple]) -> list[Problem]:
    """The problems of triples, in which both engines agree."""
    problems = validate(triples, Workspace())
    assert set(problems) ^ set(validate(triples, Workspace(), with_pyshacl=True)) == set()
    return problems


def test_each_broken_thing_breaks_one_shape(broken: list[Triple]) -> None:
    """The problem has the field to mend and a message."""
    problems = validate(broken, Workspace())
    for number, (turtle, field, message) in enumerate(BROKEN):
        lines = [str(p) for p in problems if p.focus == f"{NAMESPACES['id']}x{number}"]
        assert len(lines) == 1, (turtle, lines)
        assert f"id:x{number} [{field}]: " in lines[0], turtle
        assert message in lines[0], turtle


def test_pyshacl_agrees(broken: list[Triple]) -> None:
    by_both(broken)


def test_every_message_is_in_both_languages(broken: list[Triple]) -> None:
    english = validate(broken, Workspace())
    with speaking("id"):
        indonesian = validate(broken, Workspace())
    assert [(p.focus, p.field) for p in english] == [(p.focus, p.field) for p in indonesian]
    assert {p.message for p in english} & {p.message for p in indonesian} == set()


FORMS = {"concept": "scheme %s:", "date": "A date must be", "web": "begins with http"}


def test_concepts_dates_and_addresses_all_have_shapes() -> None:
    """Every such field of every record is validated."""
    minutes = concept("agreement-type", "minutes")
    water = concept("field", "water")
    triples: list[Triple] = [(c, term("rdf:type"), term("skos:Concept")) for c in (minutes, water)]
    expected = []
    for kind, fields in FIELDS.items():
        for field in fields:
            if field.form not in FORMS:
                continue
            thing = Term(f"<{NAMESPACES['id']}{kind.__name__}-{field.name}>")
            triples.append((thing, term("rdf:type"), term(CLASSES[kind])))
            wrong = {
                # A concept of another scheme, and none of the right one.
                "concept": [
                    minutes if field.detail != "agreement-type" else water,
                    concept(field.detail, "nowhere"),
                ],
                "date": [Term('"2015Z"^^<http://www.w3.org/2001/XMLSchema#gYear>')],
                "web": [Term('"data:text/html,x"^^<http://www.w3.org/2001/XMLSchema#anyURI>')],
            }[field.form]
            triples += [(thing, term(field.property), value) for value in wrong]
            message = FORMS[field.form].replace("%s", field.detail)
            expected += [(thing[1:-1], field.name, message)] * len(wrong)
    problems = by_both(triples)
    for thing, name, message in expected:
        matches = [
            p for p in problems if p.focus == thing and name in p.field and message in p.message
        ]
        assert len(matches) == expected.count((thing, name, message)), (thing, message)


def test_dates_are_those_that_partial_date_parses(tmp_path: Path) -> None:
    texts = "2015 2015-05 2015-05-24 2016-02-29 2000-02-29 2015-02-29 1900-02-29 2015-02-30 2015-13"
    texts += " 2015-00 2015-04-31 2015-12-31 2015-01-00 2015Z 2015-05-24Z 2015-05+07:00 -2015 0000"
    texts += " 12015 215 0999 2015-5 2015-05-4 2015/05/24 24-05-2015 2015- x"
    texts += (
        " 2015~ 2015? 2015-05% 2015-02-29~ 2016-02-29~ 199X 19XX 199X~ 1XXX XXXX 2015-XX 2015-XX-XX"
    )
    texts += (
        " 2015-05-XX 2015-XX-05 199X-05 2015-21 2015-24 2015-25 2015-21~ 2015~~ 2015/2016 2015/.."
    )
    texts += (
        " ../2015 /2015 2015/ / ../.. 2015-05-24/2016~ 2015/2016/2017 000X 0000/2015 [2015,2016]"
    )
    types = ("gYear", "gYearMonth", "date", "dateTime", "string", EDTF)
    pairs = [(text, kind) for text in texts.split() for kind in types]
    turtle = "".join(
        f"id:d{n} a kb:Source ; kb:publishedOn {typed_literal(text, kind)} .\n"
        for n, (text, kind) in enumerate(pairs)
    )
    problems = by_both(parse(tmp_path, turtle))
    refused = {prefixed_name(p.focus) for p in problems if "A date must be" in p.message}
    for number, (text, kind) in enumerate(pairs):
        assert (f"id:d{number}" in refused) != _is_date(text, kind), (text, kind)


def _is_date(text: str, kind: str) -> bool:
    try:
        # A certain date is one of EDTF too.
        return PartialDate(text).datatype == kind or kind == EDTF
    except ValueError:
        return False


@pytest.mark.parametrize(
    ("starts", "ends", "wrong"),
    [
        ("2020", "2020", ""),
        ("2020-05", "2020", ""),
        ("2020", "2020-05", ""),
        ("2020-05-02", "2020-05", ""),
        ("2020-05", "2019", "2019"),
        ("2020~", "2019", ""),
        ("2020~", "2017", "2017"),
        ("202X", "2020-05", ""),
        ("../2020", "1990", ""),
        ("2020/..", "2019", "2019"),
        ("2020-05-02", "2020-04", "2020-04"),
        ("2020", "2019-12-31", "2019-12-31"),
        # Sources differ: valid if each start and each end has a match.
        ("2015 2020-05", "2019 2021", ""),
        ("2015 2020-05", "2019 2020", ""),
        ("2015 2020-05", "2014 2021", "2014"),
        ("2015 2020-05", "2019", "2019"),
        ("2018 2020-05", "2017", "2017"),
        ("", "2017", ""),
        ("2017", "", ""),
    ],
)
@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        ("Partnership", "since", "until"),
        ("Agreement", "signedOn", "validUntil"),
        ("Agreement", "validFrom", "validUntil"),
        ("Activity", "startDate", "endDate"),
        ("Event", "startDate", "endDate"),
    ],
)
def test_an_end_does_not_come_before_its_start(
    tmp_path: Path, kind: str, start: str, end: str, starts: str, ends: str, wrong: str
) -> None:
    turtle = f"id:d a kb:{kind} .\n"
    for word, texts in ((start, starts), (end, ends)):
        for text in texts.split():
            turtle += f"id:d kb:{word} {typed_literal(text, PartialDate(text).datatype)} .\n"
    problems = validate(parse(tmp_path, turtle), Workspace())
    assert [p.value for p in problems if re.search("cannot (end|expire) before", p.message)] == [
        value for value in [wrong] if value
    ]


def test_a_long_chain_of_documents_has_no_circle(tmp_path: Path) -> None:
    """In Turtle a document may renew or supersede another without kb:follows."""
    turtle = (
        "id:a kb:follows id:b . id:b kb:renews id:c . id:c kb:supersedes id:a , id:straight .\n"
    )
    turtle += "id:before kb:follows id:a . id:straight kb:follows id:end .\n"
    turtle += "".join(
        f"id:{name} a kb:Agreement .\n" for name in ["a", "b", "c", "before", "straight", "end"]
    )
    turtle += "".join(
        f"id:n{n} a kb:Agreement ; kb:follows id:n{(n + 1) % 12} .\n" for n in range(12)
    )
    problems = by_both(parse(tmp_path, turtle))
    circle = {prefixed_name(p.focus)[3:] for p in problems if "cannot follow itself" in p.message}
    assert circle == {"a", "b", "c", *(f"n{n}" for n in range(12))}


@pytest.mark.parametrize("kind", ["Partnership", "Agreement", "Activity", "Study", "Finding",
                                  "Obstacle", "Event", "Observation"])  # fmt: skip
def test_every_statement_has_a_source_or_a_mark(tmp_path: Path, kind: str) -> None:
    thing, source = f"id:x a kb:{kind} .\n", "id:x kb:toldBy id:somebody .\n"
    for turtle, fault in ((thing, True), (thing + source, False)):
        lines = map(str, by_both(parse(tmp_path, turtle)))
        assert any("No source says so" in line and "[source]" in line for line in lines) == fault


def test_a_turtle_file_without_a_source_is_reported(own: Workspace) -> None:
    assert own.root
    thing = "id:x a kb:Event ; rdfs:label 'X'@en .\n"
    (own.root / "data" / "mine.ttl").write_text(PREFIXES + thing)
    problems = validate(open_store(own).engine.triples(), own)
    assert [str(p).partition(":")[2] for p in problems] == [
        "x [source]: No source says so: name one, or mark it unverified."
    ]
    (own.root / "data" / "mine.ttl").write_text(PREFIXES + UNVERIFIED + thing)
    assert validate(open_store(own).engine.triples(), own) == []


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://w3id.org/kembar/id/id-bandung", True),
        ("https://w3id.org/kembar/id/person/curator/ani", True),
        ("http://dbpedia.org/resource/São_Paulo", True),
        ("urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66", True),
        ("https://w3id.org/kembar/id/o'brien", False),
        ("https://w3id.org/kembar/id/kota?x=1", False),
        ("https://w3id.org/kembar/id/", False),
        ("http://example.org/it's", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("_:b0", False),
    ],
)
def test_a_thing_has_a_safe_iri(address: str, safe: bool) -> None:
    thing = Term(address if address.startswith("_") else f"<{address}>")
    label = (thing, term("rdfs:label"), Term('"X"'))
    problems = by_both([(thing, term("rdf:type"), term("kb:Person")), label])
    assert (problems == []) == safe
    assert all("a key of letters, digits" in p.message for p in problems)


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.org/a?b=1&c=(2)#d", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//example.org", False),
        ("https://example.org/a b", False),
        ("https://example.org/'x", False),
        ('https://example.org/\\"x', False),
        ("https://example.org/<b>", False),
    ],
)
def test_a_web_address_leads_to_the_web(tmp_path: Path, address: str, safe: bool) -> None:
    words = ("webAddress", "textAddress", "reference")
    turtle = "".join(f'id:x kb:{word} "{address}"^^xsd:anyURI .\n' for word in words)
    problems = validate(parse(tmp_path, turtle), Workspace())
    assert len(problems) == (0 if safe else 3)


def test_every_currency_of_today_is_valid() -> None:
    """Codes with X are metals and tests, except the currencies of several countries."""
    shapes = (SHIPPED / "ontology" / "shapes.ttl").read_text("utf-8")
    shared = {"XAF", "XCD", "XOF", "XPF"}
    today = {currency.alpha_3 for currency in pycountry.currencies}
    expected = {code for code in today if not code.startswith("X")} | shared
    assert [code for code in sorted(expected) if f'"{code}"' not in shapes] == []


def test_parts_have_together_the_problems_of_the_whole(broken: list[Triple]) -> None:
    whole = load_shapes(Workspace())
    parts = whole.split_into(3)
    assert len(parts) == 3
    assert {triple for part in parts for triple in part.triples} <= {*whole.triples}
    data = [
        (part, to_nquads(triple for triple in broken if triple[1] in part.properties))
        for part in parts
    ]
    assert validate_parts(data, lambda _: broken) == validate(broken, Workspace())


def test_shapes_need_some_properties_and_not_others() -> None:
    shapes = load_shapes(Workspace())
    for name in ("rdf:type", "rdfs:subClassOf", "kb:hasPartner", "kb:since", "kb:validFrom"):
        assert term(name) in shapes.properties, name
    for name in ("kb:key", "kb:nameKey", "rdfs:comment"):
        assert term(name) not in shapes.properties, name


@pytest.mark.parametrize(
    ("constraint", "any_property"),
    [
        ("sh:closed true", True),
        ("sh:path kb:since", False),
        ("sh:sparql [ sh:select 'SELECT $this ?value { $this kb:since ?value }' ]", False),
        ("sh:sparql [ sh:select 'SELECT $this { $this $PATH ?value }' ]", False),
        ("sh:sparql [ sh:select 'SELECT $this { $this ?any ?value }' ]", True),
        ("sh:sparql [ sh:select 'SELECT $this { $this a kb:City ; ?any 1 }' ]", True),
        ("sh:sparql [ sh:select 'SELECT $this { kb:x ?any $this }' ]", True),
        ("sh:sparql [ sh:select 'SELECT $this { $this !kb:since ?value }' ]", True),
        ("sh:sparql [ sh:select 'SELECT $this { $this !(kb:since|a) ?value }' ]", True),
        ("sh:sparql [ sh:select 'SELECT $this { $this kb:\\\\u006bey ?value }' ]", True),
        ("sh:sparql [ sh:select 'SELECT $this {\\n\\tkb:key\\tkb:since ?v FILTER(?v != 1) }' ]", False),
    ],
)  # fmt: skip
def test_shapes_that_match_any_property_need_all(
    tmp_path: Path, constraint: str, any_property: bool
) -> None:
    shapes = Shapes(tuple(parse(tmp_path, f"id:s sh:targetClass kb:City ; {constraint} .")))
    assert (term("rdfs:comment") in shapes.properties) == any_property


def test_a_sieve_selects_the_triples_of_each_part(tmp_path: Path) -> None:
    parts = [
        Shapes(tuple(parse(tmp_path, f"id:s sh:targetClass kb:City ; sh:path {path} .")))
        for path in ("kb:since", "kb:until")
    ]
    one, other = Term("<urn:one>"), Term("<urn:other>")
    triples = parse(tmp_path, "id:x a kb:City ; kb:since 1 ; kb:until 2 ; kb:place id:y .")
    texts = dict(TripleSieve(parts, [other])([(one, triples), (other, triples)]))
    by = {triple[1]: triple for triple in triples}
    assert texts == {
        (0, 1): to_nquads([by[term("rdf:type")]]).encode(),
        (0,): to_nquads([by[term("kb:since")]]).encode(),
        (1,): to_nquads([by[term("kb:until")]]).encode(),
    }
