"""Stages of a partnership, from the first contact to the renewal, and how sure each is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kembar.language import _, _n, _p, listing
from kembar.profiles.days import middle, span
from kembar.profiles.differing import differing_dates, fullest_date
from kembar.profiles.facts import Agreement, Stated
from kembar.profiles.measures import Measures, first_day
from kembar.profiles.sentences.names import document_type
from kembar.profiles.sentences.wording import date, exact_dates, number, safe, spoken, word

CERTAIN, POSSIBLE, DISPUTED, UNKNOWN = "certain", "possible", "disputed", "unknown"

_LETTERS = frozenset({"letter-of-intent"})
_PLANS = frozenset({"plan-of-action", "implementing-arrangement"})
_OTHERS = frozenset({"minutes", "council-approval", "other-document", "joint-statement"})


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a partnership.

    Attributes:
        key: "first-contact", "letter-of-intent", "agreement", "plan-of-action", "activities",
            "evaluation" or "renewal".
        name: its name in the language spoken.
        state: "certain", "possible", "disputed" or "unknown".
        text: what is known of it, in the language spoken; "not known" where nothing is.
        sources: keys of the sources that state it.
    """

    key: str
    name: str
    state: str
    text: str
    sources: tuple[str, ...] = ()


def stages(measures: Measures, partnership: str) -> list[Stage]:
    """Return the seven stages of a partnership."""
    return [
        _contact(measures, partnership),
        _document("letter-of-intent", _("Letter of intent"), _of(measures, partnership, _LETTERS)),
        _agreement(measures, partnership),
        _document("plan-of-action", _("Plan of action"), _of(measures, partnership, _PLANS)),
        _activities(measures, partnership),
        _evaluation(measures, partnership),
        _renewal(measures, partnership),
    ]


def _unknown(key: str, name: str) -> Stage:
    return Stage(key, name, UNKNOWN, _("not known"))


def _of(measures: Measures, partnership: str, types: Iterable[str]) -> list[Agreement]:
    """Return the documents of a partnership that some source gives one of these types."""
    return [
        one
        for one in measures.figures(partnership).documents
        if any(each.value.notation in types for each in one.type)
    ]


def _contact(measures: Measures, partnership: str) -> Stage:
    """Return the first activity known, if it lies before all documents; else the origin."""
    name = _("First contact")
    figures = measures.figures(partnership)
    dated = [one for one in figures.done if one.start or one.end]
    signed = [first_day(one.signed) for one in figures.documents if one.signed]
    if dated and first_day(dated[0].start + dated[0].end) < min(signed, default=measures.today):
        first = dated[0]
        when = fullest_date(first.start or first.end) or Stated("")
        text = _("{date}: {activity}", date=date(when.value), activity=word(first.title))
        return Stage("first-contact", name, CERTAIN, spoken(text), when.sources or first.sources)
    origin = measures.facts.partnerships[partnership].origin
    if origin:
        text = spoken(safe(origin[0].value))
        return Stage("first-contact", name, CERTAIN, text, origin[0].sources)
    return _unknown("first-contact", name)


def _document(key: str, name: str, documents: Sequence[Agreement]) -> Stage:
    """Return the stage of a kind of document: the first of it, and how many."""
    if not documents:
        return _unknown(key, name)
    dated = [one for one in documents if one.signed]
    if not dated:
        return Stage(key, name, POSSIBLE, _("day not known"), documents[0].sources)
    first = dated[0]
    differing = differing_dates(first.signed)
    text = spoken(exact_dates(differing) if differing else _date_of(first))
    if len(documents) > 1:
        text = _n(
            "{date}, and {count} more",
            "{date}, and {count} more",
            len(documents) - 1,
            date=text,
        )
    sources = tuple(dict.fromkeys(source for each in first.signed for source in each.sources))
    return Stage(key, name, DISPUTED if differing else CERTAIN, text, sources)


def _date_of(document: Agreement) -> str:
    signed = fullest_date(document.signed)
    return date(signed.value) if signed else ""


def _agreement(measures: Measures, partnership: str) -> Stage:
    name = _p("a stage", "Agreement")
    founding = [
        one
        for one in measures.figures(partnership).documents
        if not {each.value.notation for each in one.type} <= _LETTERS | _PLANS | _OTHERS
    ]
    dated = [one for one in founding if one.signed] or founding
    if not dated:
        return _without_document(measures, partnership, name)
    first = dated[0]
    stage = _document("agreement", name, [first])
    text = _("{type}, {date}", type=document_type(first), date=stage.text)
    return Stage("agreement", name, stage.state, spoken(text), stage.sources)


def _without_document(measures: Measures, partnership: str, name: str) -> Stage:
    """Return the agreement that no document shows: possible, where the bond has a beginning."""
    figures = measures.figures(partnership)
    if not figures.since or not figures.is_established:
        return _unknown("agreement", name)
    since = exact_dates(measures.facts.partnerships[partnership].since)
    text = spoken(_("{date}; no document is known", date=since))
    return Stage("agreement", name, POSSIBLE, text, figures.since.sources)


def _activities(measures: Measures, partnership: str) -> Stage:
    name = _p("a stage", "Activities")
    figures = measures.figures(partnership)
    if not figures.done:
        if not figures.planned:
            return _unknown("activities", name)
        count = len(figures.planned)
        text = _n(
            "{number} planned, not known to be done",
            "{number} planned, none known to be done",
            count,
            number=number(count),
        )
        return Stage("activities", name, POSSIBLE, spoken(text), figures.planned[0].sources)
    dates = [each for one in figures.done for each in (*one.start, *one.end)]
    days = sorted(day.year for each in dates if (day := middle(each.value)))
    count = len(figures.done)
    values = {"number": number(count)}
    if not days:
        text = _n("{number} carried out", "{number} carried out", count, **values)
    elif days[0] == days[-1]:
        text = _n(
            "{number} carried out, in {year}",
            "{number} carried out, in {year}",
            count,
            **values,
            year=days[0],
        )
    else:
        text = _n(
            "{number} carried out, {first} to {last}",
            "{number} carried out, {first} to {last}",
            count,
            **values,
            first=days[0],
            last=days[-1],
        )
    return Stage(
        "activities", name, CERTAIN, spoken(text), _some(one.sources for one in figures.done)
    )


def _evaluation(measures: Measures, partnership: str) -> Stage:
    name = _p("a stage", "Evaluation")
    studies = measures.studies_of.get(partnership, ())
    if not studies:
        return _unknown("evaluation", name)
    count = len(studies)
    text = spoken(_n("{number} study", "{number} studies", count, number=number(count)))
    return Stage("evaluation", name, CERTAIN, text, _some(one.sources for one in studies))


def _renewal(measures: Measures, partnership: str) -> Stage:
    """Return the documents that renew another; one that only follows another is possible."""
    name = _p("a stage", "Renewal")
    documents = measures.figures(partnership).documents
    renewing = [one for one in documents if one.renews]
    if renewing:
        return _document("renewal", name, renewing)
    following = [one for one in documents if one.follows]
    if following:
        stage = _document("renewal", name, following)
        text = spoken(_("possibly: {document}", document=stage.text))
        return Stage("renewal", name, POSSIBLE, text, stage.sources)
    until = [each for one in documents for each in one.valid_until]
    past = [each for each in until if (last := span(each.value)[1]) and last < measures.today]
    if past:
        text = listing([date(each.value) for each in past[-1:]])
        return Stage(
            "renewal",
            name,
            UNKNOWN,
            spoken(_("not known; the end was {date}", date=text)),
            past[-1].sources,
        )
    return _unknown("renewal", name)


def _some(groups: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(group[0] for group in groups if group))
