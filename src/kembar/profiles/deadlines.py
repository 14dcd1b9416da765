"""Matters that ask for the attention of an office: ends, silences, plans past their date, news."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kembar.profiles.days import middle, span, whole_years
from kembar.profiles.differing import fullest_date
from kembar.profiles.facts import Activity, Agreement, Partnership, Stated
from kembar.profiles.figures import Dated
from kembar.profiles.measures import Measures, is_planned_only

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Deadline:
    """A document that has ended or will end, with no known successor.

    Attributes:
        until: the fullest end that a source states.
        has_ended: whether its last day is past.
        months: months until the end, counted by the calendar; negative where it is past.
        certain: False where the date may lie on both sides of today.
    """

    agreement: str
    partnership: str
    until: Stated[str]
    has_ended: bool
    months: int
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Silence:
    """An established partnership whose last dated activity lies years back.

    `last` is None where no activity bears a date; `years` are full years, then 0.
    """

    partnership: str
    last: Dated | None
    years: int


@dataclass(frozen=True, slots=True)
class Overdue:
    """An activity that was planned for a date now past; no source tells that it was done."""

    activity: str
    planned: Stated[str]


@dataclass(frozen=True, slots=True)
class Turnover:
    """Signatures by what became of their signers: counts of people who left and who may not."""

    left: int
    unknown: int
    no_end: int

    @property
    def all(self) -> int:
        """Number of signatures."""
        return self.left + self.unknown + self.no_end


def deadlines(measures: Measures, city: str = "", months: int = 24) -> list[Deadline]:
    """Return documents without successor that end within months or have ended, the newest first.

    Past ends stand first, the newest first; then those to come, the soonest first.
    """
    ends = [
        deadline
        for document in documents(measures, city)
        if document.valid_until and document.key not in measures.succeeded
        for deadline in [_deadline(measures, document)]
        if deadline.months <= months
    ]
    past = sorted((each for each in ends if each.has_ended), key=lambda each: -each.months)
    return past + sorted(
        (each for each in ends if not each.has_ended), key=lambda each: each.months
    )


def _deadline(measures: Measures, document: Agreement) -> Deadline:
    until = fullest_date(document.valid_until) or Stated("")
    first, last = span(until.value)
    today = measures.today
    end = last or first or today
    return Deadline(
        document.key,
        document.partnership,
        until,
        has_ended=last is not None and last < today,
        months=(end.year - today.year) * MONTHS + end.month - today.month,
        certain=not (first and last) or not first <= today <= last,
    )


def without_end(measures: Measures, city: str = "") -> list[Agreement]:
    """Return the documents for which no source names an end, the newest last."""
    return [document for document in documents(measures, city) if not document.valid_until]


def silences(measures: Measures, city: str = "", years: int = 5) -> list[Silence]:
    """Return the established partnerships that are silent for so many years, the longest first.

    Those that have ended are not among them; those without any dated activity come last.
    """
    silent = []
    for one in _partnerships(measures, city):
        figures = measures.figures(one.key)
        if one.present == "active" and not one.until:
            since = whole_years(figures.last.date, measures.today) if figures.last else 0
            if not figures.last or since >= years:
                silent.append(Silence(one.key, figures.last, since))
    return sorted(
        silent,
        key=lambda each: (each.last is None, each.last.date if each.last else "", each.partnership),
    )


def overdue(measures: Measures, city: str = "") -> list[Overdue]:
    """Return plans that are past their date, the newest first."""
    plans = []
    for activity in _activities(measures, city):
        dates = activity.start + activity.end
        last = max(dates, key=lambda each: (each.value, len(each.sources)), default=None)
        if last and is_planned_only(activity) and is_past(measures, dates):
            plans.append(Overdue(activity.key, last))
    return sorted(plans, key=lambda each: (each.planned.value, each.activity), reverse=True)


def is_past(measures: Measures, dates: Iterable[Stated[str]]) -> bool:
    """Tell whether all of some dates lie before today; False where there is none."""
    ends = [span(each.value)[1] for each in dates]
    return bool(ends) and all(end is not None and end < measures.today for end in ends)


def turnover(measures: Measures, city: str = "", partnership: str = "") -> Turnover:
    """Return the signatures on behalf of a city, by what became of the signers."""
    those = (
        measures.agreements_of.get(partnership, ()) if partnership else documents(measures, city)
    )
    still = [each.still for document in those for each in document.signatures if each.unit]
    return Turnover(still.count("no"), still.count(""), still.count("yes"))


def news(measures: Measures, city: str = "", number: int = 3) -> list[Dated]:
    """Return the newest documents and activities that were carried out, the newest first."""
    done = [
        activity
        for activity in _activities(measures, city)
        if any(each.value.notation == "carried-out" for each in activity.status)
    ]
    signs = [(one.key, fullest_date(one.signed)) for one in documents(measures, city)]
    signs += [(one.key, fullest_date(one.start or one.end)) for one in done]
    dated = [
        Dated(key, each.value, each.sources)
        for key, each in signs
        if each and (day := middle(each.value)) and day <= measures.today
    ]
    return sorted(dated, key=lambda each: (each.date, each.key), reverse=True)[:number]


def documents(measures: Measures, city: str = "") -> list[Agreement]:
    """Return the documents of the partnerships of a city, or of all; the newest last."""
    if not city:
        return [each for those in measures.agreements_of.values() for each in those]
    partnerships = _partnerships(measures, city)
    return [each for one in partnerships for each in measures.agreements_of.get(one.key, ())]


def _partnerships(measures: Measures, city: str) -> Iterable[Partnership]:
    return measures.partnerships_of.get(city, ()) if city else measures.facts.partnerships.values()


def _activities(measures: Measures, city: str) -> list[Activity]:
    """Return the activities of the partnerships of a city, or all; each once."""
    if not city:
        return list(measures.facts.activities.values())
    partnerships = _partnerships(measures, city)
    activities = (each for one in partnerships for each in measures.activities_of.get(one.key, ()))
    return list({each.key: each for each in activities}.values())
