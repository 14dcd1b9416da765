"""The questions: nothing is forgotten, and each can be asked in both languages."""

from __future__ import annotations

from dataclasses import fields

import pytest

from kembar.model.forms import TABLES, Form, FormField, addable, forms
from kembar.model.records import KINDS
from kembar.names.index import CLASSES
from kembar.names.lookup import notations
from kembar.rdf.engine import Engine

FORMS = forms()
ASKS = [pytest.param(ask, id=f"{ask.kind}-{ask.name}") for f in FORMS.values() for ask in f.fields]
OWN = {"country", "match", "rate"}
"""Kinds that no person adds: countries are listed, matches are Kembar's, rates come as tables."""


def test_every_kind_that_a_person_adds_has_a_form() -> None:
    assert set(FORMS) == set(TABLES) - OWN
    assert set(addable()) == set(FORMS) - {"source"}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_field_of_a_record_is_asked(form: Form) -> None:
    told = {field.name for field in fields(KINDS[TABLES[form.kind]])}
    asked = [ask.name for ask in form.fields]
    assert sorted(asked) == sorted(told - {form.kind, "source"})


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_what_is_left_for_later_is_named_and_nothing_needed_is(form: Form) -> None:
    later = [ask for ask in form.fields if not ask.usual]
    assert bool(later) == bool(form.more)
    assert not any(ask.needed for ask in later)
    names = [ask.name for ask in form.fields]
    for number, ask in enumerate(form.fields):
        for other in filter(None, (ask.after, ask.unless)):
            assert other in names[:number]
            assert form.field(other).usual >= ask.usual


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_no_two_fields_share_an_option(form: Form) -> None:
    flags = [ask.flag for ask in form.fields]
    assert len(flags) == len(set(flags))


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("ask", ASKS)
def test_a_question_has_words_and_a_place_for_its_answer(ask: FormField, language: str) -> None:
    assert "?" in ask.words[language]
    assert ask.words["en"] != ask.words["id"]
    form = FORMS[ask.kind]
    said = ask.say[language]
    # An answer stands in the head of its sentence, or behind its own words; never in neither.
    assert (
        said.count("{}") == 1
        or (not said and f"{{{ask.name}}}" in form.head[language])
        or (ask.kind == "source" and ask.name == "title")
    )
    for words in ask.choices.values():
        assert words[language]


@pytest.mark.parametrize("ask", ASKS)
def test_what_a_name_stands_for_can_be_found(ask: FormField, engine: Engine) -> None:
    assert set(ask.of) <= set(CLASSES)
    assert bool(ask.of) == (
        ask.form in ("thing", "signature") or (ask.kind, ask.name) == ("source", "url")
    )
    if ask.scheme:
        assert notations(engine, ask.scheme)
        assert not ask.default or ask.default in notations(engine, ask.scheme)
    if ask.choices:
        assert not ask.default or ask.default in ask.choices


@pytest.mark.parametrize("told", ["regency", "Kabupaten", "KABUPATEN"])
def test_a_choice_goes_by_its_words_in_any_language(told: str) -> None:
    unit = FORMS["city"].field("unit_type")
    assert unit
    assert unit.word(told) == "regency"
    with pytest.raises(ValueError, match="'hamlet' is none of city, metropolis"):
        unit.word("hamlet")


def test_a_partnership_needs_two_cities() -> None:
    cities = FORMS["partnership"].field("cities")
    assert cities
    assert (cities.least, cities.needed, cities.several) == (2, True, True)
