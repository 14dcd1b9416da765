"""Three numbers of a partnership for a report, and the decisions that its cities face."""

from __future__ import annotations

from dataclasses import dataclass

from kembar.language import _, _n, listing
from kembar.profiles.days import span
from kembar.profiles.deadlines import is_past
from kembar.profiles.differing import fullest_date
from kembar.profiles.facts import Agreement, Stated
from kembar.profiles.measures import Measures, is_planned_only
from kembar.profiles.sentences.names import document_of
from kembar.profiles.sentences.obstacles import counts, obstacles_of
from kembar.profiles.sentences.partnership import is_silent
from kembar.profiles.sentences.wording import (
    date,
    exact_dates,
    number,
    safe,
    spoken,
    title,
    when,
    word,
    years,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is shown, as "13 of 20", and the words below it."""

    number: str
    words: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A proposal computed from the facts, as "Renew, rest or end".

    `basis` names the reason: "ended", "silent", "no-end", "kind", "since", "left", "overdue" or
    "prospect".
    """

    title: str
    text: str
    basis: str
    sources: tuple[str, ...] = ()


def three_numbers(measures: Measures, partnership: str) -> list[Number]:
    """Return at most three numbers that tell most of a partnership."""
    figures = measures.figures(partnership)
    numbers = []
    if figures.activities:
        numbers.append(
            Number(
                _of(len(figures.done), len(figures.activities)),
                _("activities known to be carried out"),
            )
        )
    if figures.last:
        year, rest = figures.last.date[:4], _day_of(figures.last.date)
        numbers.append(Number(year, rest))
    obstacles = obstacles_of(measures, partnership)
    if obstacles:
        seen, _perhaps = counts(obstacles)
        numbers.append(Number(_of(seen, len(obstacles)), _("claimed obstacles seen in the data")))
    if len(numbers) < THREE and figures.documents:
        count = len(figures.documents)
        numbers.append(Number(str(count), _n("document known", "documents known", count)))
    if len(numbers) < THREE:
        count = len(figures.sources)
        numbers.append(Number(str(count), _n("source tells of it", "sources tell of it", count)))
    return numbers[:THREE]


THREE = 3


def _of(some: int, every: int) -> str:
    return _("{number} of {all}", number=some, all=every)


def _day_of(text: str) -> str:
    if len(text) == len("2019-08-17"):
        return _("last dated activity, {date}", date=date(text))
    return _("last dated activity")


def to_decide(measures: Measures, partnership: str) -> list[Decision]:
    """Return what the cities of a partnership have to decide, the weightiest first."""
    decisions = [
        _course(measures, partnership),
        _name(measures, partnership),
        _beginning(measures, partnership),
        _carrier(measures, partnership),
        _plans(measures, partnership),
    ]
    return [one for one in decisions if one]


def _course(measures: Measures, partnership: str) -> Decision | None:
    """Return the decision on the course: after an end, in silence, or from talks to a document."""
    one, figures = measures.facts.partnerships[partnership], measures.figures(partnership)
    if one.present == "prospective":
        return Decision(
            _("Conclude or drop it."),
            spoken(
                _(
                    "No source tells that the partnership was concluded. Ask the partner where "
                    "the talks stand."
                )
            ),
            "prospect",
            figures.prospects[:3],
        )
    if one.present != "active":
        return None
    ended = _ended_without_successor(measures, partnership)
    if ended:
        until = fullest_date(ended.valid_until) or Stated("")
        values = {"document": document_of(ended), "when": when(until.value)}
        text = _("{document} ended {when}, and none is known to follow it.", **values)
        if is_silent(one, figures) and figures.last_sign:
            text = _(
                "{document} ended {when}, none is known to follow it, and nothing dated is "
                "known since {date}.",
                **values,
                date=date(figures.last_sign.date),
            )
        return Decision(_("Renew, rest or end."), spoken(text), "ended", until.sources)
    if not is_silent(one, figures) or not figures.last_sign:
        return None
    sign = figures.last_sign
    latest = figures.documents[-1] if figures.documents else None
    values = {"date": date(sign.date), "years": years(figures.silence or 0)}
    if latest and not any(document.valid_until for document in figures.documents):
        text = _(
            "No document names an end, and nothing dated is known since {date}. Ask the partner "
            "whether {document} is still held to be in force.",
            **values,
            document=document_of(latest),
        )
    elif latest:
        text = _(
            "Nothing dated is known since {date}, for {years}. Ask the partner what it wishes.",
            **values,
        )
    else:
        text = _(
            "No document is known, and nothing dated since {date}. Ask the partner whether it "
            "holds the partnership to exist.",
            **values,
        )
    return Decision(_("Renew, rest or end."), spoken(text), "silent", sign.sources)


def _ended_without_successor(measures: Measures, partnership: str) -> Agreement | None:
    ended = [
        document
        for document in measures.figures(partnership).documents
        if document.valid_until and document.key not in measures.succeeded
        if all(
            (last := span(each.value)[1]) and last < measures.today for each in document.valid_until
        )
    ]
    later = [
        document for document in measures.figures(partnership).documents if not document.valid_until
    ]
    return ended[-1] if ended and not later else None


def _name(measures: Measures, partnership: str) -> Decision | None:
    """Return the decision for one name, where sources state several kinds."""
    figures = measures.figures(partnership)
    if not figures.kinds_differ:
        return None
    told_as = [
        _n(
            "{number} source says {kind}",
            "{number} sources say {kind}",
            len(kind.sources),
            number=number(len(kind.sources)),
            kind=word(kind.value.name),
        )
        for kind in figures.kinds
    ]
    text = _("{counts}; both should use the same word.", counts=listing(told_as))
    sources = tuple(kind.sources[0] for kind in figures.kinds if kind.sources)
    return Decision(_("One name for it."), spoken(text), "kind", sources)


def _beginning(measures: Measures, partnership: str) -> Decision | None:
    differing = measures.figures(partnership).since_differs
    if not differing:
        return None
    text = _(
        "The sources say {dates}; agree on the day from which it is counted.",
        dates=exact_dates(differing),
    )
    sources = tuple(each.sources[0] for each in differing if each.sources)
    return Decision(_("One date for it."), spoken(text), "since", sources)


def _carrier(measures: Measures, partnership: str) -> Decision | None:
    """Return the decision on who carries it, where those who signed have left office."""
    one = measures.facts.partnerships[partnership]
    signatures = {
        each.person: each
        for document in measures.figures(partnership).documents
        for each in document.signatures
    }
    left = [each for each in signatures.values() if each.still == "no"]
    if one.present != "active" or not left or len(left) < len(signatures):
        return None
    people = listing([safe(each.person) for each in left])
    text = _n(
        "{people}, who signed, has left office.",
        "All who signed have left office: {people}.",
        len(left),
        people=people,
    )
    sources = tuple(dict.fromkeys(source for each in left for source in each.sources))
    return Decision(_("Name who carries it."), spoken(text), "left", sources)


def _plans(measures: Measures, partnership: str) -> Decision | None:
    """Return the decision on plans that are past their date."""
    past = [
        one
        for one in measures.figures(partnership).activities
        if is_planned_only(one) and is_past(measures, [*one.start, *one.end])
    ]
    if not past:
        return None
    newest = past[-1]
    text = _n(
        "One plan is past its date and is not known to be carried out: {activity}. Carry it "
        "out, or say that it was given up.",
        "{number} plans are past their date and are not known to be carried out, the last of "
        "them {activity}. Carry them out, or say that they were given up.",
        len(past),
        number=number(len(past)),
        activity=title(newest.title),
    )
    return Decision(_("Carry out or give up."), spoken(text), "overdue", newest.sources)
