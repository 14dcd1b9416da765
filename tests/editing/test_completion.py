"""Completions: the graph's names come first, and each text is interpreted as its own thing."""

from __future__ import annotations

from itertools import islice

import pytest

from kembar.editing.completion import Completer, Completion
from kembar.editing.interpret import interpret_value
from kembar.errors import AmbiguousName, UnknownName
from kembar.language import speaking
from kembar.model.forms import FormField, forms
from kembar.names.known_sources import known_source
from kembar.names.normalize import fold
from kembar.rdf.engine import Engine


@pytest.fixture(scope="module")
def english(engine: Engine) -> Completer:
    return Completer(engine, "en")


@pytest.fixture(scope="module")
def indonesian(engine: Engine) -> Completer:
    return Completer(engine, "id")


def _field(kind: str, name: str) -> FormField:
    field = forms()[kind].field(name)
    assert field
    return field


def _texts(completions: Completer, field: FormField, begun: str, most: int = 50) -> list[str]:
    return [offer.text for offer in islice(completions.complete(field, begun), most)]


CITY = _field("partnership", "cities")
FIELDS = {
    ("city", "partnership", "cities"),
    ("partnership", "activity", "partnerships"),
    ("agency", "agreement", "agencies"),
    ("agreement", "agreement", "renews"),
    ("agency or city", "activity", "organisers"),
    ("city or agency", "agency", "part_of"),
    ("study", "finding", "study"),
    ("finding", "obstacle", "finding"),
    ("agreement or activity", "obstacle", "affects"),
    ("country", "city", "country"),
}


def test_the_graph_comes_before_the_world(english: Completer) -> None:
    texts = _texts(english, CITY, "Ban")
    in_graph = {offer.text for offer in english._known(CITY)}
    of_the_graph = [text in in_graph for text in texts]
    assert texts[0] == "Bandung"
    assert of_the_graph == sorted(of_the_graph, reverse=True)
    assert not all(of_the_graph)
    assert texts[of_the_graph.index(False)] == "Bannu, Pakistan"
    assert len(set(texts)) == len(texts)


def test_a_city_is_offered_once_by_any_name(english: Completer) -> None:
    assert _texts(english, CITY, "Bandoeng") == ["Bandung"]
    assert [text for text in _texts(english, CITY, "Seoul") if "Seoul" in text][:1] == ["Seoul"]
    assert "Seoul, South Korea" not in _texts(english, CITY, "Seoul")


def test_a_country_is_in_the_language(english: Completer, indonesian: Completer) -> None:
    assert next(english.complete(CITY, "Utrecht")).text == "Utrecht, Netherlands"
    assert next(indonesian.complete(CITY, "Utrecht")).text == "Utrecht, Belanda"
    assert next(indonesian.complete(CITY, "Seoul")).aside == "Korea Selatan"


def test_partners_are_typed_in_any_order(english: Completer) -> None:
    field = _field("activity", "partnerships")
    for begun in ("bandung seoul", "Seoul and Band", "seoul dan band", "Bandung – Seo"):
        assert _texts(english, field, begun) == ["Bandung – Seoul"]


def test_an_agreement_matches_its_partners_and_year(english: Completer) -> None:
    keys = [
        offer.key for offer in english.complete(_field("agreement", "renews"), "seoul bandung 2015")
    ]
    assert keys == ["id-bandung--kr-seoul--2015-loi"]


def test_concepts_are_offered_with_their_definitions(indonesian: Completer) -> None:
    field = _field("partnership", "kind")
    offers = {offer.text: offer.aside for offer in indonesian.complete(field, "")}
    assert offers["kota kembar"] == "Hubungan kota kembar yang resmi."
    assert _texts(indonesian, field, "sister c") == ["kota kembar"]


@pytest.mark.parametrize(("kind", "name"), [field[1:] for field in sorted(FIELDS)], ids=str)
def test_each_name_of_the_graph_means_its_thing(
    english: Completer, indonesian: Completer, engine: Engine, kind: str, name: str
) -> None:
    field = _field(kind, name)
    for completions in (english, indonesian):
        offers = completions._known(field)
        assert offers
        step = max(1, len(offers) // 20)
        unusual = [offer for offer in offers if fold(offer.text) != offer.main][:20]
        for offer in [*offers[::step], *unusual]:
            assert interpret_value(engine, field, offer.text) == (offer.key, []), offer


def test_each_word_of_each_scheme_means_its_concept(
    english: Completer, indonesian: Completer, engine: Engine
) -> None:
    schemes = {
        field.scheme: field for form in forms().values() for field in form.fields if field.scheme
    }
    for field in schemes.values():
        for completions in (english, indonesian):
            for offer in completions.complete(field, ""):
                assert interpret_value(engine, field, offer.text)[0] == offer.key, offer


@pytest.mark.parametrize("begun", ["spring", "san j", "ban", "kota", "saint", "ko"])
def test_a_city_of_the_world_means_itself(
    indonesian: Completer, engine: Engine, begun: str
) -> None:
    in_graph = {offer.text for offer in indonesian._known(CITY)}
    offers: list[Completion] = [
        o for o in indonesian.complete(CITY, begun) if o.text not in in_graph
    ]
    assert offers
    for offer in offers:
        _, new = interpret_value(engine, CITY, offer.text)
        assert [city.geonames for city in new] == [offer.key], offer


def test_a_source_is_offered_by_an_unambiguous_title(english: Completer, engine: Engine) -> None:
    field = _field("source", "url")
    offers = english._known(field)
    assert len(offers) > 100
    for offer in offers[:: len(offers) // 50]:
        assert known_source(engine, offer.text) == offer.key
    assert english.source("nowhere") == ""


def test_names_with_separators_are_keys(english: Completer) -> None:
    for kind in ("study", "activity", "agreement", "source", "finding"):
        assert not any(
            ";" in offer.text or "|" in offer.text for offer in english._graph.things(kind)
        )


@pytest.mark.parametrize(
    ("kind", "name", "text", "words"),
    [
        ("partnership", "since", "24/5/2026", "24 Mei 2026"),
        ("partnership", "since", "May 2026", "Mei 2026"),
        ("partnership", "cities", "bandung", "Bandung, Indonesia"),
        ("partnership", "cities", "Utrecht", "Utrecht, Belanda (baru; GeoNames 2745912)"),
        ("partnership", "cities", "Kota Bandung", "Bandung, Indonesia"),
        ("partnership", "kind", "sister-city", "kota kembar"),
        ("activity", "budget", "850 juta", "850.000.000"),
        ("activity", "participants", "20", "20"),
        ("city", "unit_type", "regency", "kabupaten"),
        ("city", "country", "nl", "Belanda"),
        (
            "agreement",
            "signed_by",
            "Ridwan Kamil | Mayor | bandung",
            "Ridwan Kamil (Mayor, Bandung)",
        ),
    ],
)
def test_an_answer_is_shown_as_it_is_interpreted(
    indonesian: Completer, kind: str, name: str, text: str, words: str
) -> None:
    with speaking("id"):
        assert indonesian.in_words(_field(kind, name), text) == words


@pytest.mark.parametrize(
    ("kind", "name", "text"),
    [
        ("partnership", "cities", "Qwertz"),
        ("partnership", "cities", "Springfield"),
        ("partnership", "since", "soon"),
        ("partnership", "references", "bandung.go.id"),
        ("partnership", "kind", "cousins"),
        ("activity", "participants", "12.5"),
        ("activity", "budget", "850.000"),
        ("city", "latitude", "north"),
        ("city", "wikidata", "10389"),
        ("city", "geonames", "Q10389"),
        ("city", "unit_type", "hamlet"),
        ("agreement", "signed_by", " | Mayor"),
    ],
)
def test_an_answer_that_is_none_raises(english: Completer, kind: str, name: str, text: str) -> None:
    with pytest.raises((UnknownName, AmbiguousName, ValueError)):
        english.in_words(_field(kind, name), text)


@pytest.mark.parametrize(
    ("kind", "name", "cell", "text"),
    [
        ("partnership", "cities", "id-bandung", "Bandung"),
        ("partnership", "kind", "sister-city", "kota kembar"),
        ("partnership", "since", "2026-05-24", "24 Mei 2026"),
        ("partnership", "since", "24 May 2026", "24 May 2026"),
        ("agreement", "signed_by", "A | Mayor | id-bandung", "A | Mayor | Bandung"),
        ("agreement", "signed_by", "A", "A"),
        ("agreement", "title", "A title", "A title"),
    ],
)
def test_a_cell_is_shown_as_a_person_writes_it(
    indonesian: Completer, kind: str, name: str, cell: str, text: str
) -> None:
    assert indonesian.text_of_cell(_field(kind, name), cell) == text


@pytest.mark.parametrize(
    ("kind", "name", "begun", "only"),
    [
        ("observation", "indicator", "tax", "local tax revenue"),
        ("activity", "partnerships", "seoul bandung", "Bandung – Seoul"),
        ("activity", "partnerships", "bandung", ""),
        ("partnership", "cities", "Bandu", ""),
        ("partnership", "origin", "any text", ""),
        ("city", "unit_type", "prov", "province"),
    ],
)
def test_a_text_that_fits_one_thing_means_it(
    english: Completer, kind: str, name: str, begun: str, only: str
) -> None:
    assert english.only_match(_field(kind, name), begun) == only


def test_the_nearest_words_are_of_list_and_language(indonesian: Completer) -> None:
    assert indonesian.nearest(_field("partnership", "kind"), "kota kembr")[0] == "kota kembar"
