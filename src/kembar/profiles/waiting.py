"""Matters of a city that wait for its office: what to prove, to settle, to ask or to complete."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kembar.language import _, _n
from kembar.profiles.deadlines import deadlines, overdue, silences
from kembar.profiles.decisions import to_decide
from kembar.profiles.facts import Activity, Agreement, Partnership, Stated
from kembar.profiles.measures import Measures


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter that waits.

    Attributes:
        topic: "unsourced", "ended", "ending", "differ", "overdue", "silent", "prospect", "left",
            "kind" or "outcome".
        task: the work in a few words, as "Renew, rest or end."
        reason: why, a sentence.
        partnerships: their keys, the weightiest first.
    """

    topic: str
    task: str
    reason: str
    partnerships: tuple[str, ...]


def waiting(measures: Measures, city: str) -> list[Matter]:
    """Return what waits for the office of a city, the weightiest first."""
    matters = [
        _unsourced(measures, city),
        _ended(measures, city),
        _ending(measures, city),
        _differing(measures, city),
        _overdue(measures, city),
        _silent(measures, city),
        _in_view(measures, city),
        _left(measures, city),
        _without_outcome(measures, city),
    ]
    return [one for one in matters if one.partnerships]


def keys_of(measures: Measures, city: str) -> frozenset[str]:
    """Return the keys of a city, its partnerships, their documents and activities."""
    return frozenset({city} | {thing.key for thing in _things(measures, city)})


def _things(measures: Measures, city: str) -> Iterator[Partnership | Agreement | Activity]:
    for one in measures.partnerships_of.get(city, ()):
        yield one
        yield from measures.agreements_of.get(one.key, ())
        yield from measures.activities_of.get(one.key, ())


def _unsourced(measures: Measures, city: str) -> Matter:
    those = {thing.key: thing for thing in _things(measures, city) if is_unsourced(thing)}
    pairs = [
        key
        for thing in those.values()
        for key in (
            thing.partnerships
            if isinstance(thing, Activity)
            else [thing.partnership if isinstance(thing, Agreement) else thing.key]
        )
    ]
    reason = _n(
        "{count} entry has a statement without a source.",
        "{count} entries have statements without a source.",
        len(those),
    )
    return _matter("unsourced", _("Name the source."), reason, pairs)


def is_unsourced(thing: Partnership | Agreement | Activity) -> bool:
    """Tell whether a thing has no source, or a value of it has none."""
    values = (getattr(thing, field.name) for field in dataclasses.fields(thing))
    stated = (each for value in values if isinstance(value, tuple) for each in value)
    return not thing.sources or any(
        isinstance(each, Stated) and not each.sources for each in stated
    )


def _ended(measures: Measures, city: str) -> Matter:
    those = [each for each in deadlines(measures, city) if each.has_ended]
    reason = _n(
        "{count} agreement has ended, and none is known to follow it.",
        "{count} agreements have ended, and none is known to follow them.",
        len(those),
    )
    pairs = [each.partnership for each in those]
    return _matter("ended", _("Renew, rest or end."), reason, pairs)


def _ending(measures: Measures, city: str) -> Matter:
    those = [each for each in deadlines(measures, city) if not each.has_ended]
    reason = _n(
        "{count} agreement ends within two years.",
        "{count} agreements end within two years.",
        len(those),
    )
    pairs = [each.partnership for each in those]
    return _matter("ending", _("Prepare the renewal."), reason, pairs)


def _differing(measures: Measures, city: str) -> Matter:
    rows = measures.established(city)
    those = [row for row in rows if row.figures.kinds_differ or row.figures.since_differs]
    reason = _n(
        "On the kind or the beginning of {count} partnership the sources differ.",
        "On the kind or the beginning of {count} partnerships the sources differ.",
        len(those),
    )
    pairs = [row.partnership for row in those]
    return _matter("differ", _("Settle which is right."), reason, pairs)


def _overdue(measures: Measures, city: str) -> Matter:
    those = overdue(measures, city)
    reason = _n("{count} plan is past its date.", "{count} plans are past their date.", len(those))
    pairs = _own(
        measures,
        city,
        (key for each in those for key in measures.facts.activities[each.activity].partnerships),
    )
    return _matter("overdue", _("Carry out or give up."), reason, pairs)


def _silent(measures: Measures, city: str) -> Matter:
    those = [each for each in silences(measures, city) if each.last]
    reason = _n(
        "{count} partnership has been silent for five years or more.",
        "{count} partnerships have been silent for five years or more.",
        len(those),
    )
    pairs = [each.partnership for each in those]
    return _matter("silent", _("Ask what the partner wishes."), reason, pairs)


def _in_view(measures: Measures, city: str) -> Matter:
    those = [
        one.key for one in measures.partnerships_of.get(city, ()) if one.present == "prospective"
    ]
    reason = _n(
        "{count} partnership is in view, and not known to be concluded.",
        "{count} partnerships are in view, and not known to be concluded.",
        len(those),
    )
    return _matter("prospect", _("Conclude or drop it."), reason, those)


def _left(measures: Measures, city: str) -> Matter:
    those = [
        one.key
        for one in measures.partnerships_of.get(city, ())
        if any(each.basis == "left" for each in to_decide(measures, one.key))
    ]
    reason = _n(
        "All who signed for {count} partnership have left office.",
        "All who signed for {count} partnerships have left office.",
        len(those),
    )
    return _matter("left", _("Name who carries it."), reason, those)


def _without_outcome(measures: Measures, city: str) -> Matter:
    those = {
        each.key: each
        for row in measures.partners(city)
        for each in row.figures.done
        if not each.outputs
    }
    reason = _n(
        "Of {count} activity carried out no source tells the outcome.",
        "Of {count} activities carried out no source tells the outcome.",
        len(those),
    )
    pairs = _own(measures, city, (key for each in those.values() for key in each.partnerships))
    return _matter("outcome", _("Write down what came of it."), reason, pairs)


def _own(measures: Measures, city: str, keys: Iterable[str]) -> list[str]:
    own = {one.key for one in measures.partnerships_of.get(city, ())}
    return [key for key in keys if key in own]


def _matter(topic: str, task: str, reason: str, partnerships: Iterable[str]) -> Matter:
    return Matter(topic, task, reason, tuple(dict.fromkeys(partnerships)))
