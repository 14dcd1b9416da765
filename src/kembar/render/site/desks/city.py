"""The desk of an office: its work, what ends, what is silent, who has left, what is new."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from kembar.language import _, _n, _p, numeral
from kembar.model.dates import PartialDate, in_words
from kembar.profiles.days import span
from kembar.profiles.deadlines import (
    Deadline,
    deadlines,
    documents,
    news,
    overdue,
    silences,
    turnover,
    without_end,
)
from kembar.profiles.differing import fullest_date
from kembar.profiles.facts import Activity, Agreement, City
from kembar.profiles.measures import Measures
from kembar.profiles.sentences import Paragraph, desk_summary
from kembar.profiles.sentences.names import document_type, office_name
from kembar.profiles.sentences.wording import spoken
from kembar.render.design.kinds import kind_of
from kembar.render.design.shell import Shell
from kembar.render.site.about import page
from kembar.render.site.desks.waiting import Office, Todo, todos

_MOST = 6
"""Lines of a part; the question that it names has all."""

_MOST_BESIDE = 4
"""Lines of a part in the narrow column, so that both columns end together."""

_FIRST = 3
"""Rows of what waits; a reader opens the others."""


class Chip(NamedTuple):
    """A source that stands behind a statement: its number, name and address."""

    number: int
    name: str
    address: str


class Line(NamedTuple):
    """A line of the desk: when, what, with whom, the sources; and the command that goes on."""

    when: str
    text: str
    address: str
    partner: str
    chips: tuple[Chip, ...] = ()
    is_late: bool = False
    command: str = ""


class SilentRow(NamedTuple):
    """A partner of long silence: partnership, kind, last activity, years, newest document."""

    name: str
    address: str
    mark: str
    kind: str
    last: str
    years: str
    agreed: str = ""
    agreed_address: str = ""
    kinds_differ: bool = False


def city_desk(measures: Measures, key: str, office: Office, shell: Shell) -> str:
    """Return the desk of a city."""
    return page("desks/city.html", shell, desk=_Desk(measures, key, office, shell))


class _Desk:
    """The parts of the desk, as its template takes them."""

    def __init__(self, measures: Measures, key: str, office: Office, shell: Shell) -> None:
        self._office, self.is_public = office, office.is_public
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
        """Partners, those in view, countries, documents, and who is in office, in a line."""
        measures, in_view = self._measures, len(self._measures.in_view(self.key))
        texts = [_n("{count} partner", "{count} partners", measures.partner_count(self.key))]
        if in_view:
            texts.append(_n("{count} in view", "{count} in view", in_view))
        if countries := len(measures.countries(self.key)):
            texts.append(_n("{count} country", "{count} countries", countries))
        if self.all_documents:
            texts.append(_n("{count} document", "{count} documents", self.all_documents))
        for tenure in self._measures.in_office(self.key)[:1]:
            since = fullest_date(tenure.start)
            values = {
                "person": tenure.person,
                "office": office_name(tenure.office) or _("in office"),
            }
            texts.append(
                _("{person}, {office} since {date}", **values, date=self._date(since.value))
                if since
                else _("{person}, {office}", **values)
            )
        return " · ".join(texts)

    @property
    def todos(self) -> tuple[list[Todo], list[Todo]]:
        """The first rows of what waits, and the others."""
        rows = todos(self._measures, self.key, self._office, self._shell)
        return rows[:_FIRST], rows[_FIRST:]

    @property
    def has_partners(self) -> bool:
        """True where a partnership of the city is known."""
        return bool(self._measures.partners(self.key))

    @cached_property
    def all_documents(self) -> int:
        """Number of documents."""
        return len(documents(self._measures, self.key))

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
    def without_end(self) -> list[tuple[str, str, str]]:
        """Documents of which no source names an end: partner, title and address of each."""
        language = self._shell.language
        return [
            (
                self._partner(one.partnership),
                one.title.in_language(language),
                self._shell.link("agreement", one.key),
            )
            for one in without_end(self._measures, self.key)
        ]

    @property
    def silent(self) -> list[SilentRow]:
        """Established partners without a dated activity for years."""
        rows = []
        for one in silences(self._measures, self.key)[:_MOST]:
            figures = self._measures.figures(one.partnership)
            concept = figures.kinds[0].value if figures.kinds else None
            latest = figures.documents[-1] if figures.documents else None
            rows.append(
                SilentRow(
                    self._partner(one.partnership),
                    self._shell.link("partnership", one.partnership),
                    kind_of(concept.notation) if concept else "k6",
                    concept.name.in_language(self._shell.language) if concept else "",
                    self._date(one.last.date) if one.last else "",
                    _n("{count} year", "{count} years", one.years) if one.last else "",
                    self._agreed(latest) if latest else "",
                    self._shell.link("agreement", latest.key) if latest else "",
                    figures.kinds_differ,
                )
            )
        return rows

    @property
    def all_overdue(self) -> int:
        """Number of plans that are past their date."""
        return len(overdue(self._measures, self.key))

    @property
    def overdue(self) -> list[Line]:
        """The newest plans that are past their date."""
        lines = []
        for one in overdue(self._measures, self.key)[:_MOST_BESIDE]:
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
        for one in news(self._measures, self.key, _MOST_BESIDE):
            thing: Agreement | Activity
            if agreement := self._facts.agreements.get(one.key):
                thing, pair = agreement, self._own((agreement.partnership,))
                kind, key = "agreement", one.key
            elif activity := self._facts.activities.get(one.key):
                thing, pair = activity, self._own(activity.partnerships)
                kind, key = "partnership", pair
            else:
                continue
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

    @property
    def turnover_in_words(self) -> str:
        """The share of signatures by people who have left office, in words."""
        counts = turnover(self._measures, self.key)
        return _n(
            "Of {all} signatures {count} is by a person known to have left that office.",
            "Of {all} signatures {count} are by people known to have left that office.",
            counts.left,
            all=numeral(counts.all),
        )

    def _agreed(self, one: Agreement) -> str:
        signed = fullest_date(one.signed)
        words = document_type(one)
        text = _("{type}, {date}", type=words, date=self._date(signed.value)) if signed else words
        return spoken(text)

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
            " · ".join(filter(None, (self._partner(one.partnership), self._span(agreement)))),
            self._chips(one.until.sources),
            one.has_ended,
            "" if self.is_public else f"kembar renew {shlex.quote(agreement.key)}",
        )

    def _span(self, one: Agreement) -> str:
        """The day of signing of a document, and its end where that is to come."""
        signed, until = fullest_date(one.signed), fullest_date(one.valid_until)
        texts = (
            [_p("a document", "signed {dates}", dates=self._date(signed.value))] if signed else []
        )
        last = span(until.value)[1] if until else None
        if until and last and last >= self._measures.today:
            texts.append(_("until {date}", date=self._date(until.value)))
        return ", ".join(texts)

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
