"""Names of partnerships and documents within a sentence."""

from __future__ import annotations

from kembar.language import N_, _, _p
from kembar.profiles.differing import differing_dates, fullest_date
from kembar.profiles.facts import Agreement, Partnership
from kembar.profiles.measures import Measures
from kembar.profiles.sentences.wording import (
    date,
    pair,
    spoken_dates,
    word,
)

_COMMON = (
    *(N_("Mayor"), N_("Acting Mayor"), N_("Governing Mayor"), N_("Vice Mayor")),
    *(N_("Governor"), N_("Acting Governor"), N_("Vice Governor"), N_("Premier")),
    *(N_("Regent"), N_("Vice Regent"), N_("City Director"), N_("Deputy Mayor")),
)
_OFFICES = {office.casefold(): office for office in _COMMON}
"""Offices that are common, by small letters; others stay as the data have them."""


def office_name(office: str) -> str:
    """Return an office in the language spoken, where it is a common one."""
    common = _OFFICES.get(office.casefold())
    return _(common) if common else office


def names_of(measures: Measures, one: Partnership) -> str:
    """Return the names of the partners: "Bandung and Seoul"."""
    return pair([word(measures.facts.cities[key].name) for key in one.partners])


def document_of(document: Agreement) -> str:
    """Return a document by its type and date: "the letter of intent of 2015"."""
    signed = fullest_date(document.signed)
    differing = differing_dates(document.signed)
    values = {"type": document_type(document)}
    if differing:
        return _("the {type} of {dates}", **values, dates=spoken_dates(differing))
    if signed:
        return _("the {type} of {date}", **values, date=date(signed.value))
    return _("the undated {type}", **values)


def document_type(document: Agreement) -> str:
    """Return the type of a document that most sources state; "document" where none does."""
    if not document.type:
        return _p("of a type not known", "document")
    return word(max(document.type, key=lambda each: len(each.sources)).value.name)
