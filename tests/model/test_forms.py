"""Forms have every field, in all languages."""

from __future__ import annotations

from dataclasses import fields

import pytest

from kembar.language import LANGUAGES, _, speaking
from kembar.model.forms import TABLES, Form, FormField, addable, forms
from kembar.model.records import KINDS
from kembar.names.index import KIND_CLASSES
from kembar.names.lookup import notations
from kembar.rdf.engine import Engine

FORMS = forms()
FIELDS = [
    pytest.param(field, id=f"{field.kind}-{field.name}")
    for form in FORMS.values()
    for field in form.fields
]
OWN = {"country", "match", "rate"}
"""Kinds without a form: countries are listed, matches are Kembar's, rates come as tables."""


def test_every_kind_that_a_person_adds_has_a_form() -> None:
    assert set(FORMS) == set(TABLES) - OWN
    assert set(addable()) == set(FORMS) - {"source"}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_form_has_every_field_of_its_record(form: Form) -> None:
    names = {field.name for field in fields(KINDS[TABLES[form.kind]])}
    assert sorted(field.name for field in form.fields) == sorted(names - {form.kind, "source"})


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_fields_for_later_are_named_and_not_required(form: Form) -> None:
    later = [field for field in form.fields if not field.usual]
    assert bool(later) == bool(form.more)
    assert not any(field.required for field in later)
    names = [field.name for field in form.fields]
    for number, field in enumerate(form.fields):
        for other in filter(None, (field.after, field.unless)):
            assert other in names[:number]
            assert form.field(other).usual >= field.usual


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_no_two_fields_share_an_option(form: Form) -> None:
    flags = [field.option for field in form.fields]
    assert len(flags) == len(set(flags))


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_has_texts_and_a_place_for_its_value(field: FormField) -> None:
    for code in LANGUAGES:
        with speaking(code):
            assert "?" in _(field.question)
            assert (_(field.question) == field.question) == (code == "en")
            # A value is in the head of the sentence, or in its own phrase.
            in_head = f"{{{field.name}}}" in _(FORMS[field.kind].head)
            assert _(field.phrase).count("{value}") == 1 or (not field.phrase and in_head)


@pytest.mark.parametrize("field", FIELDS)
def test_names_and_schemes_of_fields_exist(field: FormField, engine: Engine) -> None:
    assert set(field.kinds) <= set(KIND_CLASSES)
    assert bool(field.kinds) == (
        field.form in ("thing", "signature") or (field.kind, field.name) == ("source", "url")
    )
    if field.scheme:
        assert notations(engine, field.scheme)
        assert not field.default or field.default in notations(engine, field.scheme)
    if field.choices:
        assert not field.default or field.default in field.choices


@pytest.mark.parametrize("name", ["regency", "Kabupaten", "KABUPATEN", "군"])
def test_a_choice_has_names_in_all_languages(name: str) -> None:
    unit = FORMS["city"].field("unit_type")
    assert unit
    assert unit.choice(name) == "regency"
    with pytest.raises(ValueError, match=r"'hamlet' is not city, metropolis, .* or district"):
        unit.choice("hamlet")


def test_a_partnership_needs_two_cities() -> None:
    cities = FORMS["partnership"].field("cities")
    assert cities
    assert (cities.least, cities.required, cities.is_list) == (2, True, True)
