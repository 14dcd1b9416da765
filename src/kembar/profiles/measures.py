"""Figures that follow from the facts of a graph: counted once, looked up by key."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from kembar.profiles.days import middle, span, whole_years
from kembar.profiles.differing import differing_dates, fullest_date
from kembar.profiles.facts import (
    Activity,
    Agreement,
    City,
    Concept,
    GraphFacts,
    Partnership,
    Stated,
    Study,
    Tenure,
)
from kembar.profiles.figures import Dated, FieldCount, Nearest, PartnerRow, PartnershipFigures

T = TypeVar("T")

NOT_ESTABLISHED = frozenset({"prospective", "cancelled", "not-established"})
"""States of a partnership that is only in view, or was given up before it began."""

DONE = "carried-out"
PLANNED = "planned"


class Measures:
    """The facts of a graph with all that is counted from them; each is counted once.

    >>> from kembar.profiles.facts import GraphFacts
    >>> Measures(GraphFacts("", "2026-11-30", {}, {}, {}, {}, {}, {}, {})).today.year
    2026
    """

    def __init__(self, facts: GraphFacts) -> None:
        """Take the facts; what is derived from them is counted when it is first needed."""
        self.facts = facts
        self.today = span(facts.as_of)[1] or datetime.datetime.now(datetime.UTC).date()
        self._figures: dict[str, PartnershipFigures] = {}
        self._rows: dict[str, tuple[PartnerRow, ...]] = {}

    @cached_property
    def partnerships_of(self) -> Mapping[str, tuple[Partnership, ...]]:
        """Partnerships by the key of a city."""
        return _grouped(
            (city, one) for one in self.facts.partnerships.values() for city in one.partners
        )

    @cached_property
    def agreements_of(self) -> Mapping[str, tuple[Agreement, ...]]:
        """Documents by the key of a partnership, the newest last, undated ones first."""
        ordered = sorted(
            self.facts.agreements.values(), key=lambda one: (first_day(one.signed), one.key)
        )
        return _grouped((one.partnership, one) for one in ordered)

    @cached_property
    def succeeded(self) -> frozenset[str]:
        """Keys of the documents that a later one renews or follows."""
        return frozenset(self.successors)

    @cached_property
    def successors(self) -> Mapping[str, tuple[Agreement, ...]]:
        """Documents that renew or follow another, by the key of the earlier one."""
        return _grouped(
            (earlier, one)
            for one in self.facts.agreements.values()
            for earlier in dict.fromkeys(one.renews + one.follows)
        )

    @cached_property
    def activities_of(self) -> Mapping[str, tuple[Activity, ...]]:
        """Activities by the key of a partnership, the newest last, undated ones first."""
        ordered = sorted(
            self.facts.activities.values(),
            key=lambda one: (first_day(one.start + one.end), one.key),
        )
        return _grouped((partnership, one) for one in ordered for partnership in one.partnerships)

    @cached_property
    def studies_of(self) -> Mapping[str, tuple[Study, ...]]:
        """Studies by the key of a partnership that they examine, the newest last."""
        ordered = sorted(self.facts.studies.values(), key=lambda one: (one.published, one.key))
        return _grouped((partnership, one) for one in ordered for partnership in one.partnerships)

    @cached_property
    def cities_of(self) -> Mapping[str, tuple[City, ...]]:
        """Cities by the key of their country."""
        return _grouped((one.country, one) for one in self.facts.cities.values())

    def partnerships_of_country(self, country: str) -> tuple[Partnership, ...]:
        """Return the partnerships in which a city of a country takes part."""
        return self._of_country.get(country, ())

    @cached_property
    def _of_country(self) -> Mapping[str, tuple[Partnership, ...]]:
        cities = self.facts.cities
        return _grouped(
            (country, one)
            for one in self.facts.partnerships.values()
            for country in dict.fromkeys(cities[key].country for key in one.partners)
        )

    def countries_with(self, country: str) -> Counter[str]:
        """Return in how many established partnerships of a country each other one takes part."""
        cities = self.facts.cities
        keys = (one.key for one in self.partnerships_of_country(country))
        return Counter(
            other
            for one in self.established_partnerships(keys)
            for other in dict.fromkeys(cities[key].country for key in one.partners)
            if other != country
        )

    def figures(self, partnership: str) -> PartnershipFigures:
        """Return the figures of a partnership."""
        if partnership not in self._figures:
            self._figures[partnership] = self._count(self.facts.partnerships[partnership])
        return self._figures[partnership]

    def _count(self, one: Partnership) -> PartnershipFigures:
        documents = self.agreements_of.get(one.key, ())
        activities = self.activities_of.get(one.key, ())
        done = tuple(each for each in activities if has_status(each, DONE))
        planned = tuple(each for each in activities if is_planned_only(each))
        stated = sorted(one.kind, key=lambda kind: -len(kind.sources))
        kinds = tuple(kind for kind in stated if kind.value.notation != "prospective")
        signs = [sign for each in documents for sign in _dated(each.key, each.signed)]
        last = _latest(sign for each in done for sign in _dated(each.key, each.start + each.end))
        last_sign = _latest(filter(None, [last, _latest(signs)]))
        return PartnershipFigures(
            key=one.key,
            kinds=kinds,
            is_established=one.present not in NOT_ESTABLISHED,
            prospects=_union(
                each.sources
                for each in (*one.kind, *one.status)
                if each.value.notation == "prospective"
            ),
            kinds_differ=len(kinds) > 1,
            since=fullest_date(one.since),
            since_differs=tuple(differing_dates(one.since)),
            documents=documents,
            activities=activities,
            done=done,
            planned=planned,
            last=last,
            last_sign=last_sign,
            silence=whole_years(last_sign.date, self.today) if last_sign else None,
            sources=_union(
                [
                    one.sources,
                    *(each.sources for each in documents),
                    *(each.sources for each in activities),
                ]
            ),
        )

    def partners(self, city: str) -> tuple[PartnerRow, ...]:
        """Return the partners of a city: first those with most documents and activities."""
        if city not in self._rows:
            rows = [
                PartnerRow(
                    partner,
                    self.facts.cities[partner].country,
                    one.key,
                    self.figures(one.key),
                    len(one.sources),
                )
                for one in self.partnerships_of.get(city, ())
                for partner in one.partners
                if partner != city
            ]
            self._rows[city] = tuple(sorted(rows, key=_busy))
        return self._rows[city]

    def established(self, city: str) -> tuple[PartnerRow, ...]:
        """Return the partners of a city, without prospects and those that were given up."""
        return tuple(row for row in self.partners(city) if row.figures.is_established)

    def in_view(self, city: str) -> frozenset[str]:
        """Return the cities with which a city has a prospect and no established partnership."""
        return frozenset(
            row.partner
            for row in self.partners(city)
            if self.facts.partnerships[row.partnership].present == "prospective"
        ) - {row.partner for row in self.established(city)}

    def countries(self, city: str) -> Counter[str]:
        """Return how many established partners a city has in each country."""
        partners = {row.partner: row.country for row in self.established(city)}
        return Counter(partners.values())

    def partner_count(self, city: str) -> int:
        """Return the number of established partners of a city, as the saved questions count."""
        return self.countries(city).total()

    def established_partnerships(self, keys: Iterable[str]) -> list[Partnership]:
        """Return the partnerships of some keys without prospects and those that were given up."""
        return [self.facts.partnerships[key] for key in keys if self.figures(key).is_established]

    def prospects(self, keys: Iterable[str]) -> list[Partnership]:
        """Return the partnerships of some keys that are in view only."""
        partnerships = (self.facts.partnerships[key] for key in keys)
        return [one for one in partnerships if one.present == "prospective"]

    def sources_of(self, city: str) -> tuple[str, ...]:
        """Return the sources of a city, its partnerships, their documents and activities."""
        own = self.facts.cities[city].sources
        return _union([own, *(row.figures.sources for row in self.partners(city))])

    def by_year(self, partnerships: Iterable[str]) -> dict[int, tuple[str, ...]]:
        """Return the activities that were carried out, by the year in which they began."""
        years: dict[int, dict[str, None]] = defaultdict(dict)
        for partnership in partnerships:
            for one in self.figures(partnership).done:
                if year := _year(one):
                    years[year][one.key] = None
        return {year: tuple(years[year]) for year in sorted(years)}

    def by_field(self, partnerships: Iterable[str]) -> tuple[FieldCount, ...]:
        """Return the fields of cooperation, agreed and done, of these partnerships."""
        concepts: dict[str, Concept] = {}
        agreed: dict[str, set[str]] = defaultdict(set)
        done: dict[str, set[str]] = defaultdict(set)
        for partnership in partnerships:
            figures = self.figures(partnership)
            for things, counts in ((figures.documents, agreed), (figures.done, done)):
                for thing in things:
                    for stated in thing.fields:
                        concepts[stated.value.notation] = stated.value
                        counts[stated.value.notation].add(thing.key)
        counted = [FieldCount(concepts[key], len(agreed[key]), len(done[key])) for key in concepts]
        return tuple(sorted(counted, key=lambda one: (-one.agreed, -one.done, one.field.notation)))

    def nearest(self, city: str) -> tuple[Nearest, ...]:
        """Return the cities that share established partners with a city and are no partner of it.

        A city with which a partnership is only in view may be among them.
        """
        known = {row.partner for row in self.established(city)} | {city}
        through: dict[str, dict[str, None]] = defaultdict(dict)
        for row in self.established(city):
            for other in self.established(row.partner):
                if other.partner not in known:
                    through[other.partner][row.partner] = None
        cities = [Nearest(key, tuple(sorted(common))) for key, common in through.items()]
        return tuple(sorted(cities, key=lambda one: (-len(one.through), one.city)))

    def in_office(self, city: str) -> tuple[Tenure, ...]:
        """Return who is in office in a city: a tenure without an end, with no later one."""
        open_ones = [one for one in self.facts.cities[city].tenures if self._is_open(one, city)]
        return tuple(sorted(open_ones, key=lambda one: first_day(one.start), reverse=True))

    def _is_open(self, one: Tenure, city: str) -> bool:
        if any((span(end.value)[1] or self.today) <= self.today for end in one.end):
            return False
        start = first_day(one.start)
        same = (each for each in self.facts.cities[city].tenures if each.unit == one.unit)
        return not any(each.office == one.office and first_day(each.start) > start for each in same)


def first_day(dates: Iterable[Stated[str]]) -> datetime.date:
    """Return the earliest middle of dates, by which things are put in order."""
    days = [day for date in dates if (day := middle(date.value))]
    return min(days, default=datetime.date.min)


def has_status(activity: Activity, notation: str) -> bool:
    """Tell whether a source gives an activity this status."""
    return any(status.value.notation == notation for status in activity.status)


def is_planned_only(activity: Activity) -> bool:
    """Tell whether all sources speak of a plan only."""
    return bool(activity.status) and all(each.value.notation == PLANNED for each in activity.status)


def _dated(key: str, dates: Iterable[Stated[str]]) -> list[Dated]:
    return [Dated(key, date.value, date.sources) for date in dates]


def _latest(signs: Iterable[Dated]) -> Dated | None:
    return max(signs, key=lambda sign: (sign.date, sign.key), default=None)


def _year(activity: Activity) -> int | None:
    """Return the year in which an activity began, where a source tells it: the first of several."""
    spans = [span(date.value) for date in activity.start]
    years = [first.year for first, last in spans if first and last and first.year == last.year]
    return min(years, default=None)


def _busy(row: PartnerRow) -> tuple[bool, int, int, str]:
    figures = row.figures
    together = len(figures.documents) + len(figures.done)
    return (not figures.is_established, -together, -row.sources, row.partner)


def _union(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for group in groups for key in group))


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = defaultdict(list)
    for key, thing in pairs:
        groups[key].append(thing)
    return {key: tuple(things) for key, things in groups.items()}
