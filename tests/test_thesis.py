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

WALK = {
    "title: who wrote it": [f"{STUDY} a kb:Study ; kb:author 'Dewi Purbaningrum'"],
    "title: implementation of the sister city cooperation of Bandung and Seoul": [
        f"{STUDY} kb:studies {PAIR}",
        f"{STUDY} dcterms:title ?t . FILTER(CONTAINS(?t, 'Sister City Bandung – Seoul'))",
    ],
    "title: the capacity of human resources in the management of regional revenue": [
        f"{STUDY} kb:field {C}field/human-resources> , {C}field/revenue-management>",
        f"?done a kb:Activity ; kb:capacityDimension {C}capacity-dimension/human-resources> ; "
        f"kb:field {C}field/revenue-management> ; kb:underPartnership {PAIR}",
    ],
    "title: of the government of Bandung": [
        "?done kb:organiser id:id-bandung-government ; kb:participantsFrom id:id-bandung",
        "id:id-bandung-government a kb:Agency ; kb:partOf id:id-bandung",
    ],
    "title: in 2016 and 2017": [
        f"{STUDY} kb:studiedFrom '2016'^^xsd:gYear ; kb:studiedUntil '2017'^^xsd:gYear",
        f"?done kb:underPartnership {PAIR} ; kb:startDate '2016'^^xsd:gYear ; "
        "kb:endDate '2017'^^xsd:gYear",
    ],
    "sentence 1: cooperation of Bandung, Indonesia and Seoul, South Korea in urban economy": [
        f"{PAIR} kb:hasPartner id:id-bandung , id:kr-seoul",
        "id:id-bandung kb:country <https://w3id.org/kembar/id/country/id>",
        "id:kr-seoul kb:country <https://w3id.org/kembar/id/country/kr>",
        f"{STUDY} kb:field {C}field/urban-economy>",
    ],
    "sentence 2: a sister city": [f"{PAIR} kb:partnershipKind {C}partnership-kind/sister-city>"],
    "sentence 2: between the governments of the cities": [
        f"?f kb:reportedBy {STUDY} ; kb:concerns {PAIR} ; kb:locator 'abstract, sentence 2' ; "
        "kb:criterion 'nature of the cooperation'"
    ],
    "sentence 2: to enhance bilateral relations": [
        f"?f kb:reportedBy {STUDY} ; kb:concerns {PAIR} ; kb:locator 'abstract, sentence 2' ; "
        "kb:criterion 'aim of the cooperation'"
    ],
    "sentence 2: centred on a smart city": [
        f"?f kb:reportedBy {STUDY} ; kb:concerns {PAIR} ; kb:locator 'abstract, sentence 2' ; "
        "kb:criterion 'focus of the cooperation'",
        f"{STUDY} kb:field {C}field/smart-city>",
    ],
    "sentence 3: its implementation in the development of the urban economy": [
        f"?f kb:reportedBy {STUDY} ; kb:criterion 'field of the cooperation' ; "
        "kb:locator 'title; abstract, sentences 1 and 3'"
    ],
    "sentence 4: descriptive qualitative research": [
        f"{STUDY} kb:method {C}method/qualitative-descriptive>"
    ],
    "sentence 4: by interviews and the study of literature": [
        f"{STUDY} kb:evidenceType {C}evidence/interview> , {C}evidence/literature-study>"
    ],
    "sentence 5: with the concepts sister city and capacity building": [
        f"{STUDY} kb:usesConcept {C}research-concept/sister-city> , "
        f"{C}research-concept/capacity-building>"
    ],
    "sentence 6: judged to run less than optimally": [
        f"?f kb:reportedBy {STUDY} ; kb:concerns {PAIR} ; kb:locator 'abstract, sentence 6' ; "
        f"kb:assessment {C}assessment/less-than-optimal>"
    ],
    "keywords": [
        f"{STUDY} kb:keyword 'Kerja Sama' , 'Sister City' , 'Ekonomi Perkotaan' , "
        "'Sumber Daya Manusia' , 'Kota Bandung' , 'Kota Seoul'",
        f"{STUDY} kb:keyword 'Collaboration' , 'Urban Economics' , 'Smart city' , 'Bandung' , 'Seoul'",
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
    assert str(rows["Lack of budget"][at["seen"]]) == "cannot be told"
    assert all(str(row[at["sources"]]) == "Dewi Purbaningrum" for row in answer.rows)
