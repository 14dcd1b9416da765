"""Names of places in answers are those of the reader's language, where one is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.language import speaking
from kembar.names.local_names import local_names, local_rows
from kembar.queries.run import answer_question
from kembar.queries.saved import find_questions
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES, term
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.terms import Value, literal
from kembar.workspace.layout import open_workspace

_UNITS = "SELECT DISTINCT ?name { ?unit a kb:TerritorialUnit ; skos:prefLabel ?name }"


def test_units_and_partnerships_have_names_in_the_language(engine: Engine) -> None:
    names = ["Seoul", "Bandung – Seoul", "West Java; Nowhere", "Atlantis", "Gwangju – Medan"]
    assert local_names(engine, ["Seoul: ko; Atlantis: x"], "ko") == {
        "Seoul: ko; Atlantis: x": "서울: ko; Atlantis: x"
    }
    assert local_names(engine, names, "ko") == {
        "Seoul": "서울",
        "Bandung – Seoul": "반둥 – 서울",
        "West Java; Nowhere": "자와바랏주; Nowhere",
        "Gwangju – Medan": "광주 – 메단",
    }
    assert local_names(engine, names, "id") == {"West Java; Nowhere": "Jawa Barat; Nowhere"}


def test_only_columns_of_places_are_exchanged(engine: Engine) -> None:
    rows = [(Value("Seoul"), Value("Seoul"), None)]
    assert local_rows(engine, ["city", "title", "unit"], rows, "ko") == [
        (Value("서울"), Value("Seoul"), None)
    ]
    assert local_rows(engine, ["city", "title", "unit"], rows, "en") is rows


def test_an_answer_is_sorted_by_its_local_names(engine: Engine) -> None:
    question = find_questions(open_workspace())["city-partners"]
    answer = answer_question(engine, question, {"city": "Jawa Barat", "lang": "id"})
    partners = [row[0].text for row in answer.rows if row[0] and row[3] and row[3].text == "aktif"]
    assert partners[:2] == ["Australia Selatan", "Chongqing"]
    assert partners == sorted(partners)
    assert answer.parameters == (("city", "Jawa Barat"),)


def test_a_question_without_a_language_follows_the_reader(engine: Engine) -> None:
    question = find_questions(open_workspace())["ended-and-alive"]
    with speaking("ko"):
        answer = answer_question(engine, question)
    assert "lang" not in {parameter.name for parameter in question.parameters}
    assert all(row[0] is None or not row[0].text.isascii() for row in answer.rows)


def test_many_names_at_once_are_the_same(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    units = [row[0].text for row in engine.select(PREFIXES + _UNITS).rows if row[0]]
    few = local_names(engine, units, "ko")
    monkeypatch.setattr("kembar.names.local_names._MANY", 100)
    assert len(few) > 100
    assert local_names(engine, units, "ko") == few


def test_names_are_read_once_from_a_fixed_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kembar.names.local_names._MANY", 0)
    writable = OxigraphEngine.open_writable(tmp_path / "store")
    unit = [
        (term("id:city/x"), term("rdf:type"), term("kb:TerritorialUnit")),
        (term("id:city/x"), term("skos:prefLabel"), literal("Seoul")),
        (term("id:city/x"), term("rdfs:label"), literal("Seoul", "en")),
        (term("id:city/x"), term("rdfs:label"), literal("서울", "ko")),
    ]
    writable.patch(term("graph:source/x"), [], unit)
    assert local_names(writable, ["Seoul"], "ko") == {"Seoul": "서울"}
    writable.patch(term("graph:source/x"), unit[-1:], [])
    assert local_names(writable, ["Seoul"], "ko") == {}
    del writable
    fixed = OxigraphEngine.open_read_only(tmp_path / "store")
    assert local_names(fixed, ["Seoul"], "ko") == {}
    assert fixed.is_fixed
    monkeypatch.setattr(fixed, "query", None)
    assert local_names(fixed, ["Seoul", "Suwon"], "ko") == {}
