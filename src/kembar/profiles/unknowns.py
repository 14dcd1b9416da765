"""Gaps: all that is not known of a thing, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kembar.language import _, _n, listing
from kembar.profiles.facts import Agreement
from kembar.profiles.figures import PartnershipFigures
from kembar.profiles.measures import Measures
from kembar.profiles.sentences.names import document_of
from kembar.profiles.sentences.wording import number, phrase, word

NAMED = 3
"""So many documents are named; more are counted."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A matter that no source tells: `topic` as "end", `text` in the language phrase."""

    topic: str
    text: str


def unknowns(measures: Measures, partnership: str) -> list[Unknown]:
    """Return what is not known of a partnership, the weightiest first."""
    gaps = [*_of_bond(measures, partnership), *_of_documents(measures, partnership)]
    gaps += _of_activities(measures, partnership)
    return [Unknown(topic, phrase(text)) for topic, text in gaps]


def _of_bond(measures: Measures, partnership: str) -> Iterator[tuple[str, str]]:
    one, figures = measures.facts.partnerships[partnership], measures.figures(partnership)
    if not figures.is_established:
        return
    if not figures.since:
        yield "since", _("since when the partnership exists")
    if not figures.kinds:
        yield "kind", _("of which kind the partnership is")
    if not figures.documents:
        yield "document", _("any document of the partnership")
    silent = [key for key in one.partners if key not in {each.value for each in one.claimed_by}]
    if silent and len(silent) < len(one.partners):
        names = listing([word(measures.facts.cities[key].name) for key in silent])
        yield "claimed-by", _("if {city} lists it among its partnerships", city=names)


def _of_documents(measures: Measures, partnership: str) -> Iterator[tuple[str, str]]:
    documents = measures.figures(partnership).documents
    undated = [one for one in documents if not one.signed]
    if undated:
        count = len(undated)
        yield (
            "signed",
            _n(
                "on which day {number} document was signed",
                "on which day {number} documents were signed",
                count,
                number=number(count),
            ),
        )
    endless = [one for one in documents if not one.valid_until]
    if endless and len(endless) == len(documents):
        yield "end", _all_ends(len(documents))
    elif endless:
        yield (
            "end",
            _(
                "the end of {number} of {all} documents",
                number=number(len(endless)),
                all=number(len(documents)),
            ),
        )
    for document in documents[:NAMED]:
        text = _contents(document)
        if text:
            yield "contents", text


def _all_ends(count: int) -> str:
    match count:
        case 1:
            return _("the end of the only document")
        case 2:
            return _("the end of both documents")
    return _("the end of all {number} documents", number=number(count))


def _contents(document: Agreement) -> str:
    named = document_of(document)
    if not document.fields and not document.signatures:
        return _("the fields of {document}, and who signed it", document=named)
    if not document.fields:
        return _("the fields of {document}", document=named)
    if not document.signatures:
        return _("who signed {document}", document=named)
    return ""


def _of_activities(measures: Measures, partnership: str) -> Iterator[tuple[str, str]]:
    activities = measures.figures(partnership).activities
    count = len(activities)
    if not count:
        return
    without_money = sum(1 for one in activities if not one.budgets)
    without_people = sum(
        1 for one in activities if not one.participants and not one.participants_from
    )
    undated = sum(1 for one in activities if not one.start and not one.end)
    planned = sum(1 for one in measures.figures(partnership).planned)
    if planned:
        yield (
            "done",
            _n(
                "if {number} planned activity was carried out",
                "if {number} planned activities were carried out",
                planned,
                number=number(planned),
            ),
        )
    for topic, some, text in (
        (
            "day",
            undated,
            _("the day of {number} of {all} activities", number=number(undated), all=number(count)),
        ),
        (
            "budget",
            without_money,
            _(
                "the budget of {number} of {all} activities",
                number=number(without_money),
                all=number(count),
            ),
        ),
        (
            "participants",
            without_people,
            _(
                "who took part in {number} of {all} activities",
                number=number(without_people),
                all=number(count),
            ),
        ),
    ):
        if some:
            yield topic, _of_the_only(topic) if count == 1 else text


def _of_the_only(topic: str) -> str:
    match topic:
        case "day":
            return _("the day of the only activity")
        case "budget":
            return _("the budget of the only activity")
    return _("who took part in the only activity")


def unknowns_of_city(measures: Measures, city: str) -> list[Unknown]:
    """Return what is not known of a city, its partnerships, and all of its documents."""
    gaps = _counted_gaps(
        [row.figures for row in measures.established(city)],
        [one for row in measures.partners(city) for one in row.figures.documents],
    )
    office = [Unknown("office", phrase(_("who is in office")))]
    return gaps + ([] if measures.in_office(city) else office)


def unknowns_of_country(measures: Measures, country: str) -> list[Unknown]:
    """Return what is not known of the partnerships of a country."""
    keys = [one.key for one in measures.partnerships_of_country(country)]
    return _counted_gaps(
        [measures.figures(one.key) for one in measures.established_partnerships(keys)],
        [one for key in keys for one in measures.figures(key).documents],
    )


def _counted_gaps(
    established: Sequence[PartnershipFigures], documents: Sequence[Agreement]
) -> list[Unknown]:
    gaps = [
        ("since", sum(1 for one in established if not one.since), len(established)),
        ("activity", sum(1 for one in established if not one.done), len(established)),
        ("document", sum(1 for one in established if not one.documents), len(established)),
        ("end", sum(1 for one in documents if not one.valid_until), len(documents)),
    ]
    return [
        Unknown(
            topic,
            phrase(_gap(topic, some, every)),
        )
        for topic, some, every in gaps
        if some
    ]


def _gap(topic: str, some: int, every: int) -> str:
    if topic == "end" and some == every:
        return _all_ends(every)
    if every == 1:
        return _gap_of_the_only(topic)
    return _gap_of_some(topic, number(some), number(every))


def _gap_of_the_only(topic: str) -> str:
    match topic:
        case "since":
            return _("since when the partnership exists")
        case "activity":
            return _("any activity of the partnership")
        case "document":
            return _("any document of the partnership")
    return _("the end of the only document")


def _gap_of_some(topic: str, some: str, every: str) -> str:
    match topic:
        case "since":
            return _("since when {number} of {all} partnerships exist", number=some, all=every)
        case "activity":
            return _("any activity of {number} of {all} partnerships", number=some, all=every)
        case "document":
            return _("any document of {number} of {all} partnerships", number=some, all=every)
    return _("the end of {number} of {all} documents", number=some, all=every)
