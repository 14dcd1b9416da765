"""Subjects are named as people write names; a wrong name offers the nearest."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest

from kembar.errors import InputError, UnknownName
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, PREFIXES
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.terms import iri, literal
from kembar.reports.plan import find_plans
from kembar.reports.subjects import name_of, subjects
from kembar.workspace.layout import Workspace

PLANS = find_plans(Workspace())


def about(engine: Engine, kind: str, *names: str, as_of: str = "2026-11-24") -> dict[str, str]:
    terms = subjects(engine, PLANS[kind], names, as_of)
    return {name: term[1:-1].rpartition("/")[2] for name, term in terms.items()}


def test_two_cities_add_their_partnership(engine: Engine) -> None:
    assert about(engine, "partnership", "서울", "Bandoeng") == {
        "city": "kr-seoul",
        "other": "id-bandung",
        "partnership": "id-bandung--kr-seoul",
        "asOf": "2026-11-24",
    }


def test_a_study_adds_the_one_partnership_it_examines(engine: Engine) -> None:
    assert about(engine, "case", "Dewi Purbaningrum (n.d.)") == {
        "study": "purbaningrum",
        "partnership": "id-bandung--kr-seoul",
        "city": "id-bandung",
        "other": "kr-seoul",
        "asOf": "2026-11-24",
    }
    several = engine.select(
        "SELECT ?s { ?s <https://w3id.org/kembar/studies> ?a , ?b FILTER(STR(?a) < STR(?b)) } LIMIT 1"
    ).rows[0][0]
    assert several
    assert about(engine, "case", several.text).keys() == {"study", "asOf"}


def test_without_a_day_it_is_today(engine: Engine) -> None:
    assert about(engine, "country", "Korea Selatan", as_of="")["asOf"] == date.today().isoformat()


def test_a_thing_has_a_label_in_the_language(engine: Engine) -> None:
    korea = iri(f"{NAMESPACES['id']}country/kr")
    assert [name_of(engine, korea, lang) for lang in ("en", "id")] == [
        "South Korea",
        "Korea Selatan",
    ]
    assert name_of(engine, literal("2026"), "en") == "2026"
    assert name_of(engine, iri(f"{NAMESPACES['id']}nowhere"), "en") == "nowhere"


@pytest.mark.parametrize(
    ("kind", "names", "message"),
    [
        ("city", ["Bandng"], "no city is called 'Bandng'. Did you mean Bandung"),
        ("case", ["purbaningrun"], "Did you mean"),
        ("partnership", ["Bandung", "Busan"], "no partnership is called 'Bandung – Busan'"),
        ("partnership", ["Bandung", "Bandoeng"], "no partnership is called"),
        ("partnership", ["Bandung", "Seoul", "Suwon"], "is called 'Bandung – Seoul – Suwon'"),
    ],
)
def test_a_wrong_name_names_the_nearest(
    engine: Engine, kind: str, names: list[str], message: str
) -> None:
    with pytest.raises(UnknownName, match=message):
        subjects(engine, PLANS[kind], names)


def test_a_wrong_number_of_names_is_an_error(engine: Engine) -> None:
    for names in ([], ["Bandung"]):
        with pytest.raises(InputError, match="kembar report partnership CITY CITY"):
            subjects(engine, PLANS["partnership"], names)
    with pytest.raises(InputError, match="one city, not about 'any'"):
        subjects(engine, PLANS["city"], ["any"])
    with pytest.raises(InputError, match="as-of"):
        subjects(engine, PLANS["city"], ["Bandung"], "soon")


@pytest.mark.parametrize("own", ["", '; rdfs:label "Mérida"@id'])
def test_a_namesake_is_told_apart_once(own: str) -> None:
    store = ox.Store()
    text = f'id:x rdfs:label "Mérida"@en ; skos:prefLabel "Mérida, Mexico" {own} .'
    store.load(PREFIXES + text, format=ox.RdfFormat.TURTLE)
    names = [
        name_of(OxigraphEngine(store), iri(f"{NAMESPACES['id']}x"), lang) for lang in ("en", "id")
    ]
    assert names == ["Mérida, Mexico"] * 2


def test_the_own_city_stands_for_one_left_out(engine: Engine) -> None:
    def own(kind: str, *names: str) -> dict[str, str]:
        terms = subjects(engine, PLANS[kind], names, "2026-11-24", "id-bandung")
        return {name: term[1:-1].rpartition("/")[2] for name, term in terms.items()}

    assert own("city")["city"] == "id-bandung"
    assert own("city", "Seoul")["city"] == "kr-seoul"
    assert own("partnership", "Seoul")["partnership"] == "id-bandung--kr-seoul"
    assert own("partnership", "Jakarta – Seoul")["partnership"] == "id-jakarta--kr-seoul"
    assert own("partnership", "Jakarta", "Seoul")["partnership"] == "id-jakarta--kr-seoul"
    with pytest.raises(InputError, match="write: kembar report partnership"):
        own("partnership")
    with pytest.raises(UnknownName, match="no partnership is called"):
        own("partnership", "Busan")
