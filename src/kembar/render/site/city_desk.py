"""The desk of an office: what ends, what is silent, who has left, what is new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kembar.language import _, _n
from kembar.model.dates import PartialDate, in_words
from kembar.profiles.deadlines import (
    Deadline,
    deadlines,
    news,
    overdue,
    silences,
    turnover,
)
from kembar.profiles.facts import Agreement, City
from kembar.profiles.measures import Measures
from kembar.profiles.sentences import Paragraph, desk_summary
from kembar.render.design.kinds import kind_of
from kembar.render.design.shell import Shell
from kembar.render.site.about import page

_MOST = 6
"""Lines of a part; the question that it names has all."""

_MOST_NEWS = 8


class Chip(NamedTuple):
    """A source that stands behind a statement: its number, name and address."""

    number: int
    name: str
    address: str


class Line(NamedTuple):
    """A line of the desk: when, what, with whom, and the sources."""

    when: str
    text: str
    address: str
    partner: str
    chips: tuple[Chip, ...] = ()
    is_late: bool = False


class SilentRow(NamedTuple):
    """A partner of long silence: its partnership, its kind, its last activity, the years."""

    name: str
    address: str
    mark: str
    kind: str
    last: str
    years: str


def city_desk(measures: Measures, key: str, shell: Shell) -> str:
    """Return the desk of a city."""
    return page("city_desk.html", shell, desk=_Desk(measures, key, shell))


class _Desk:
    """The parts of the desk, as its template takes them."""

    def __init__(self, measures: Measures, key: str, shell: Shell) -> None:
        self._measures, self._facts, self._shell, self.key = measures, measures.facts, shell, key
        self._numbers: dict[str, int] = {}
        self.city: City = measures.facts.cities[key]

    @property
    def address(self) -> str:
        """The page of the city."""
        return self._shell.link("city", self.key)

    @property
    def other_names(self) -> list[tuple[str, str]]:
        """Language and name of the city in the other languages of the site, where they differ."""
        own = self.city.name.in_language(self._shell.language)
        codes: dict[str, str] = {}
        for code, text in self.city.name._asdict().items():
            codes.setdefault(text, code)
        return [(code, text) for text, code in codes.items() if text and text != own]

    @property
    def counts(self) -> str:
        """Partners, those in view, countries and documents in a line."""
        measures, in_view = self._measures, len(self._measures.in_view(self.key))
        parts = [_n("{count} partner", "{count} partners", measures.partner_count(self.key))]
        if in_view:
            parts.append(_n("{count} in view", "{count} in view", in_view))
        if countries := len(measures.countries(self.key)):
            parts.append(_n("{count} country", "{count} countries", countries))
        if documents := len(self._documents()):
            parts.append(_n("{count} document", "{count} documents", documents))
        return " · ".join(parts)

    @property
    def summary(self) -> list[list[tuple[str, bool, tuple[Chip, ...], str]]]:
        """The first sentences: of each clause its text, whether it is strong, sources and mark."""
        paragraphs: Sequence[Paragraph] = desk_summary(self._measures, self.key)
        return [
            [(one.text, one.strong, self._chips(one.sources), one.mark) for one in paragraph]
            for paragraph in paragraphs
        ]

    @property
    def deadlines(self) -> list[Line]:
        """Documents that end soon or have ended."""
        return [self._deadline(one) for one in deadlines(self._measures, self.key)[:_MOST]]

    @property
    def without_end(self) -> int:
        """Number of documents of which no source names an end."""
        return sum(not one.valid_until for one in self._documents())

    @property
    def silent(self) -> list[SilentRow]:
        """Established partners without a dated activity for years."""
        rows = []
        for one in silences(self._measures, self.key)[:_MOST]:
            pair = self._facts.partnerships[one.partnership]
            concept = pair.kind[0].value if pair.kind else None
            rows.append(
                SilentRow(
                    self._partner(one.partnership),
                    self._shell.link("partnership", one.partnership),
                    kind_of(concept.notation) if concept else "k6",
                    concept.name.in_language(self._shell.language) if concept else "",
                    self._date(one.last.date) if one.last else "",
                    _n("{count} year", "{count} years", one.years) if one.last else "",
                )
            )
        return rows

    @property
    def overdue(self) -> list[Line]:
        """Plans that are past their date."""
        lines = []
        for one in overdue(self._measures, self.key)[:_MOST]:
            activity = self._facts.activities[one.activity]
            pair = self._own(activity.partnerships)
            lines.append(
                Line(
                    self._date(one.planned.value),
                    activity.title.in_language(self._shell.language),
                    self._shell.link("partnership", pair) if pair else "",
                    self._partner(pair),
                    self._chips(one.planned.sources),
                )
            )
        return lines

    @property
    def news(self) -> list[Line]:
        """The newest documents and activities."""
        lines = []
        for one in news(self._measures, self.key, _MOST_NEWS):
            agreement = self._facts.agreements.get(one.key)
            activity = self._facts.activities.get(one.key)
            thing = agreement or activity
            if thing is None:
                continue
            keys = (agreement.partnership,) if agreement else activity.partnerships  # type: ignore[union-attr]
            pair = self._own(keys)
            kind, key = ("agreement", one.key) if agreement else ("partnership", pair)
            lines.append(
                Line(
                    self._date(one.date),
                    thing.title.in_language(self._shell.language),
                    self._shell.link(kind, key) if key else "",
                    self._partner(pair),
                    self._chips(one.sources),
                )
            )
        return lines

    @property
    def turnover(self) -> list[tuple[str, int, int]]:
        """Words, number and share in per cent of the largest, of what became of the signers."""
        counts = turnover(self._measures, self.key)
        rows = [
            (_("left office"), counts.left),
            (_("not known"), counts.unknown),
            (_("no end known"), counts.no_end),
        ]
        largest = max(number for _words, number in rows)
        return [(w, n, round(100 * n / largest)) for w, n in rows] if largest else []

    def _documents(self) -> list[Agreement]:
        pairs = self._measures.partnerships_of.get(self.key, ())
        return [one for pair in pairs for one in self._measures.agreements_of.get(pair.key, ())]

    def _deadline(self, one: Deadline) -> Line:
        agreement = self._facts.agreements[one.agreement]
        if one.has_ended:
            when = _("ended {day}", day=self._date(one.until.value))
        else:
            when = _n("in {count} month", "in {count} months", one.months)
        return Line(
            when,
            agreement.title.in_language(self._shell.language),
            self._shell.link("agreement", agreement.key),
            self._partner(one.partnership),
            self._chips(one.until.sources),
            one.has_ended,
        )

    def _own(self, keys: Sequence[str]) -> str:
        """The partnership of the city among some; the first where none is."""
        pairs = self._facts.partnerships
        own = [key for key in keys if key in pairs and self.key in pairs[key].partners]
        return next(iter([*own, *(key for key in keys if key in pairs)]), "")

    def _partner(self, partnership: str) -> str:
        """The names of the other partners."""
        if not partnership:
            return ""
        cities = self._facts.cities
        partners = self._facts.partnerships[partnership].partners
        others = [cities[key] for key in partners if key != self.key and key in cities]
        return ", ".join(city.name.in_language(self._shell.language) for city in others)

    def _date(self, text: str) -> str:
        return in_words(PartialDate(text), self._shell.language)

    def _chips(self, keys: Sequence[str]) -> tuple[Chip, ...]:
        chips = []
        for key in keys:
            if source := self._facts.sources.get(key):
                number = self._numbers.setdefault(key, len(self._numbers) + 1)
                chips.append(Chip(number, source.name, self._shell.link("source", key)))
        return tuple(chips)
