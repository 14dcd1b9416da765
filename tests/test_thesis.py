"""The thesis at the origin of the project: each sentence of its abstract has its statements.

For each sentence, in the order of the abstract, its statements are looked up in the graphs of the
thesis itself, so that those of other sources do not count.
"""

from __future__ import annotations

import pytest

from kembar.queries.run import answer_question
from kembar.queries.saved import find_questions
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES
from kembar.workspace.layout import Workspace

SAID = """GRAPH ?said { %s }
?said a kb:SourceGraph ; prov:hadPrimarySource <https://w3id.org/kembar/id/source/purbaningrum-thesis>"""
C = "<https://w3id.org/kembar/concept/"
STUDY = "id:purbaningrum"
PAIR = "id:id-bandung--kr-seoul"

ABSTRACT = "abstract, sentence"
TITLES = {
    "id": "'Implementasi Kerja sama Sister City Bandung – Seoul di Bidang Ekonomi Perkotaan "
    "(Studi Kasus Peningkatan Kapasitas Sumber Daya Manusia dalam Pengelolaan Pendapatan Daerah "
    "Pemerintah Kota Bandung Tahun 2016 – 2017)'",
    "en": "'Implementation of Sister City Collaboration Bandung - Seoul in the Field of Urban "
    "Economy (Case Study of Increasing the Capacity of Human Resources in Regional Revenue "
    "Management of the Bandung City Government in 2016 – 2017)'",
}
"""As they are printed."""


def element(kind: str, locator: str, about: str = PAIR) -> str:
    """The pattern of what the thesis says without finding it, in both languages."""
    return (
        f"?e a kb:StudyElement ; kb:elementOf {STUDY} ; kb:elementType {C}study-element/{kind}> ; "
        f"kb:locator '{locator}' ; kb:statement ?en , ?id . "
        + (f"?e kb:concerns {about} . " if about else "")
        + "FILTER(LANG(?en) = 'en' && LANG(?id) = 'id')"
    )


WALK = {
    "title: who wrote it": [f"{STUDY} a kb:Study ; kb:author 'Dewi Purbaningrum'"],
    "title: implementation of the sister city cooperation of Bandung and Seoul": [
        f"{STUDY} kb:studies {PAIR}",
        f"{STUDY} dcterms:title ?t . FILTER(CONTAINS(?t, 'Sister City Bandung – Seoul'))",
        f"{STUDY} dcterms:alternative {TITLES['id']}@id , {TITLES['en']}@en",
    ],
    "title: the capacity of human resources in the management of regional revenue": [
        f"{STUDY} kb:field {C}field/human-resources> , {C}field/revenue-management>",
        f"?named a kb:Activity ; kb:activityStatus {C}activity-status/named> ; "
        f"kb:capacityDimension {C}capacity-dimension/human-resources> ; "
        f"kb:field {C}field/revenue-management> ; kb:underPartnership {PAIR}",
        element("scope", "title"),
    ],
    "title: of the government of Bandung": [
        "id:id-bandung-government a kb:Agency ; kb:partOf id:id-bandung",
    ],
    "title: in 2016 and 2017": [
        f"{STUDY} kb:studiedFrom '2016'^^xsd:gYear ; kb:studiedUntil '2017'^^xsd:gYear",
    ],
    "sentence 1: cooperation of Bandung, Indonesia and Seoul, South Korea in urban economy": [
        f"{PAIR} kb:hasPartner id:id-bandung , id:kr-seoul",
        "id:id-bandung kb:country <https://w3id.org/kembar/id/country/id>",
        "id:kr-seoul kb:country <https://w3id.org/kembar/id/country/kr>",
        f"{STUDY} kb:field {C}field/urban-economy>",
        element("scope", f"title; {ABSTRACT} 1"),
    ],
    "sentence 2: a sister city": [f"{PAIR} kb:partnershipKind {C}partnership-kind/sister-city>"],
    "sentence 2: between the governments of the cities": [
        element("cooperation-nature", f"{ABSTRACT} 2")
    ],
    "sentence 2: to enhance bilateral relations": [element("cooperation-aim", f"{ABSTRACT} 2")],
    "sentence 2: centred on a smart city": [
        element("cooperation-focus", f"{ABSTRACT} 2"),
        f"{STUDY} kb:field {C}field/smart-city>",
    ],
    "sentence 3: its implementation in the development of the urban economy": [
        element("aim", f"{ABSTRACT} 3")
    ],
    "sentence 4: descriptive qualitative research": [
        f"{STUDY} kb:method {C}method/qualitative-descriptive>",
        element("method", f"{ABSTRACT} 4", ""),
    ],
    "sentence 4: by interviews and the study of literature": [
        f"{STUDY} kb:evidenceType {C}evidence/interview> , {C}evidence/literature-study>"
    ],
    "sentence 5: with the concepts sister city and capacity building": [
        f"{STUDY} kb:usesConcept {C}research-concept/sister-city> , "
        f"{C}research-concept/capacity-building>",
        element("concept", f"{ABSTRACT} 5", ""),
    ],
    "sentence 6: judged to run less than optimally": [
        f"?f kb:reportedBy {STUDY} ; kb:concerns {PAIR} ; kb:locator 'abstract, sentence 6' ; "
        f"kb:assessment {C}assessment/less-than-optimal>"
    ],
    "keywords": [
        f"{STUDY} kb:keyword 'Kerja Sama'@id , 'Sister City'@id , 'Ekonomi Perkotaan'@id , "
        "'Sumber Daya Manusia'@id , 'Kota Bandung'@id , 'Kota Seoul'@id",
        f"{STUDY} kb:keyword 'Collaboration'@en , 'Sister City'@en , 'Urban Economics'@en , "
        "'Smart city'@en , 'Bandung'@en , 'Seoul'@en",
    ],
    # One line has Smart city and the other Sumber Daya Manusia: neither is made to fit the other.
    "keywords: their lines as printed": [
        element("keywords", "abstract, keywords", ""),
        "?e kb:statement 'Kerja Sama, Sister City, Ekonomi Perkotaan, Sumber Daya Manusia, "
        "Kota Bandung dan Kota Seoul'@id , "
        "'Collaboration, Sister City, Urban Economics, Smart city, Bandung, Seoul'@en",
    ],
}
OBSTACLES = {
    "different levels of government": "government-tier-gap",
    "language": "language",
    "lack of budget": "budget",
    "the COVID-19 pandemic": "pandemic",
}
for obstacle, kind in OBSTACLES.items():
    # Each obstacle is a finding of the study, and the hindrance that the finding names.
    WALK[f"sentence 6: because of {obstacle}"] = [
        f"?f a kb:Finding ; kb:reportedBy {STUDY} ; kb:concerns {PAIR} ; "
        "kb:locator 'abstract, sentence 6' ; kb:statement ?en , ?id . "
        "FILTER(LANG(?en) = 'en' && LANG(?id) = 'id')",
        f"?o a kb:Obstacle ; kb:obstacleType {C}obstacle-type/{kind}> ; kb:reportedBy {STUDY} ; "
        f"kb:concerns {PAIR} ; kb:identifiedBy ?f",
    ]


@pytest.mark.parametrize("sentence", WALK)
def test_each_sentence_is_a_statement_of_the_thesis(engine: Engine, sentence: str) -> None:
    for pattern in WALK[sentence]:
        # A FILTER may be in the pattern of the graph, whose variables are in its scope.
        query = f"{PREFIXES}SELECT ?said {{ {SAID % pattern} }} LIMIT 1"
        assert engine.select(query).rows, pattern


def test_the_walk_is_held_to_what_the_thesis_says(engine: Engine) -> None:
    """The graphs of the thesis have no statements besides those of the thesis."""
    for wrong in (
        f"{STUDY} kb:method {C}method/quantitative>",
        f"{STUDY} kb:usesConcept {C}research-concept/smart-city>",
        f"?f kb:reportedBy {STUDY} ; kb:assessment {C}assessment/achieved>",
        f"{PAIR} kb:partnershipKind {C}partnership-kind/friendship-city>",
        f"?o kb:reportedBy {STUDY} ; kb:obstacleType {C}obstacle-type/distance>",
        f"?e kb:elementOf {STUDY} ; kb:evidenceType|kb:assessment ?any",
        "?done a kb:Activity ; kb:startDate|kb:endDate|kb:organiser|kb:participantsFrom ?any",
        f"?done kb:activityStatus {C}activity-status/carried-out>",
        f"{STUDY} kb:keyword 'Smart city'@id",
        f"{STUDY} kb:keyword 'Human Resources'@en",
    ):
        assert not engine.select(f"{PREFIXES}SELECT ?said {{ {SAID % wrong} }} LIMIT 1").rows, wrong


def test_claims_stand_beside_computed_data(engine: Engine) -> None:
    parameters = {"study": "purbaningrum", "partnership": "Bandung – Seoul"}
    answer = answer_question(engine, find_questions(Workspace())["claims-and-data"], parameters)
    at = {column: n for n, column in enumerate(answer.columns)}
    rows = {str(row[at["claim"]]): row for row in answer.rows}
    assert len(rows) == len(OBSTACLES)
    gap = rows["Different levels of government"]
    assert str(gap[at["computed"]]) == (
        "Bandung: second level; Seoul: first level; tiers between them: 1"
    )
    assert str(gap[at["seen"]]) == "yes"
    pandemic = rows["COVID-19 pandemic"]
    assert "during it or perhaps 2" in str(pandemic[at["computed"]])
    assert str(pandemic[at["seen"]]) == "perhaps"
    assert str(rows["Lack of budget"][at["seen"]]) == "cannot be determined"
    assert all(str(row[at["sources"]]) == "Dewi Purbaningrum" for row in answer.rows)


def test_the_last_sentence_of_the_thesis_has_its_findings(engine: Engine) -> None:
    query = f"{PREFIXES}SELECT DISTINCT ?at {{ ?f a kb:Finding ; kb:reportedBy {STUDY} ; kb:locator ?at }}"
    assert [str(at) for (at,) in engine.select(query).rows] == ["abstract, sentence 6"]


@pytest.mark.parametrize("language", ["en", "id"])
def test_aims_and_premises_stand_beside_the_findings(engine: Engine, language: str) -> None:
    questions = find_questions(Workspace())
    parameters = {"study": "purbaningrum", "lang": language}
    answer = answer_question(engine, questions["study-elements"], parameters)
    assert len(answer.rows) == 9
    names = {str(row[answer.columns.index("element")]) for row in answer.rows}
    assert {"en": "aim of the study", "id": "tujuan kajian"}[language] in names
    findings = {
        str(row[0]) for row in answer_question(engine, questions["thesis-case"], parameters).rows
    }
    statements = {str(row[answer.columns.index("statement")]) for row in answer.rows}
    assert len(findings) == 1 + len(OBSTACLES)
    assert not findings & statements


def test_a_named_activity_does_not_count_as_carried_out(engine: Engine) -> None:
    questions, cities = find_questions(Workspace()), {"city": "Bandung", "other": "Seoul"}
    answer = answer_question(engine, questions["capacity-building"], cities)
    columns = answer.columns.index("activity"), answer.columns.index("status")
    statuses = {str(row[columns[0]]): str(row[columns[1]]) for row in answer.rows}
    name = "Capacity building of human resources in the management of regional revenue"
    assert statuses[name] == "named by a study"
    counted = f"?it kb:activityStatus {C}activity-status/carried-out> ; kb:underPartnership {PAIR}"
    query = f"{PREFIXES}SELECT (COUNT(DISTINCT ?it) AS ?n) {{ {counted} }}"
    answer = answer_question(engine, questions["partnerships-compared"], {"city": "Seoul"})
    columns = answer.columns.index("partnership"), answer.columns.index("activities")
    counts = {str(row[columns[0]]): str(row[columns[1]]) for row in answer.rows}
    assert counts["Bandung – Seoul"] == str(engine.select(query).rows[0][0])
