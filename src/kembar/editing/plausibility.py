"""What to look at again before writing: what is nearly in the graph already, and likely slips."""

from __future__ import annotations

import datetime
import statistics
from collections.abc import Container, Iterable, Iterator, Mapping
from decimal import Decimal

from kembar.editing.describe import RecordDescriber, date_in_words
from kembar.model.dates import PartialDate
from kembar.model.records import (
    Activity,
    Agency,
    Agreement,
    City,
    Obstacle,
    Partnership,
    Record,
    Study,
)
from kembar.model.to_rdf import entity_iri, record_iri
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES, concept
from kembar.rdf.terms import Term, Value, literal

MONTH = 31
"""Days within which two agreements of the same partners are likely one."""

AHEAD = 1
"""Years from now from which the date of what has happened is likely a slip."""

LASTING = 60
"""Years that no agreement is known to be made for."""

FIRST = 1900
"""Before it there were no partnerships of cities in this sense."""

USUAL = 1000
"""Times the median of its currency from which a budget is likely a slip of the separator."""

_SAMPLE = 500
"""Budgets of a currency that are looked at, so that the cost does not grow with the graph."""

_FEW = 3

WORDS: Mapping[str, Mapping[str, str]] = {
    "same partners": {
        "en": "{name} is in the graph already as {kind}, says {who}. "
        "What you add will stand beside it, as what your source says",
        "id": "{name} sudah ada dalam graf sebagai {kind}, menurut {who}. "
        "Yang Anda tambahkan akan berdampingan, sebagai pernyataan sumber Anda",
    },
    "near agreement": {
        "en": "an agreement of the same partners was signed on {date}: {name} ({key}). "
        "If it is the same, give --key {key}",
        "id": "perjanjian mitra yang sama ditandatangani {date}: {name} ({key}). "
        "Bila sama, beri --key {key}",
    },
    "near activity": {
        "en": "an activity of the same kind began on {date}: {name} ({key}). "
        "If it is the same, give --key {key}",
        "id": "kegiatan berjenis sama dimulai {date}: {name} ({key}). Bila sama, beri --key {key}",
    },
    "known": {
        "en": "{name} is in the graph already ({key}). "
        "What you add will stand beside it, as what your source says",
        "id": "{name} sudah ada dalam graf ({key}). "
        "Yang Anda tambahkan akan berdampingan, sebagai pernyataan sumber Anda",
    },
    "same obstacle": {
        "en": "the study names an obstacle of this type already: {name} ({key}). "
        "If it is the same, give --key {key}",
        "id": "kajian itu sudah menyebut hambatan jenis ini: {name} ({key}). "
        "Bila sama, beri --key {key}",
    },
    "ahead": {
        "en": "{field}: {date} lies ahead{hint}",
        "id": "{field}: {date} masih di depan{hint}",
    },
    "instead": {"en": "; do you mean {date}?", "id": "; maksud Anda {date}?"},
    "early": {
        "en": "{field}: {date} is before there were sister cities{hint}",
        "id": "{field}: {date} sebelum ada kota kembar{hint}",
    },
    "lasting": {
        "en": "valid_until: {date} is {years} years after it begins{hint}",
        "id": "valid_until: {date} adalah {years} tahun setelah mulai berlaku{hint}",
    },
    "filled in": {
        "en": "{field}: is the day known, or the year only? Write {year} if only the year is",
        "id": "{field}: apakah harinya diketahui, atau tahunnya saja? "
        "Tulis {year} bila hanya tahunnya",
    },
    "budget": {
        "en": "budget: {amount} {currency} is {times} times the usual of the graph; "
        "is a separator or a word such as juta misread?",
        "id": "budget: {amount} {currency} adalah {times} kali yang lazim dalam graf; "
        "apakah pemisah ribuan atau kata seperti juta salah dibaca?",
    },
}

_KIND_OF = """SELECT DISTINCT ?kind ?who {
  VALUES ?thing { %s } ?thing a kb:Partnership ; kb:toldBy ?teller .
  OPTIONAL { ?thing kb:partnershipKind/skos:prefLabel ?kind FILTER(LANG(?kind) = %s) }
  ?teller rdfs:label|skos:prefLabel ?who FILTER(LANG(?who) IN ("", %s))
} ORDER BY ?kind ?who"""
_AGREEMENTS = """SELECT DISTINCT ?other ?date {
  ?other kb:underPartnership %s ; a kb:Agreement ; kb:signedOn ?date
} ORDER BY ?date ?other"""
_ACTIVITIES = """SELECT DISTINCT ?other ?date {
  ?other kb:underPartnership %s ; kb:activityKind %s ; kb:startDate ?date
} ORDER BY ?date ?other"""
_OBSTACLES = """SELECT DISTINCT ?other {
  ?other kb:reportedBy %s ; kb:obstacleType %s ; a kb:Obstacle
} ORDER BY ?other"""
_BUDGETS = "SELECT ?amount { ?budget kb:currency %s ; kb:amount ?amount } LIMIT %d"


def plausibility_warnings(
    engine: Engine,
    records: Iterable[Record],
    language: str = "en",
    today: datetime.date | None = None,
    revised: Container[Term] = (),
) -> list[str]:
    """What a person should look at again, a sentence for each; empty where nothing is odd.

    Args:
        engine: what the graph holds before.
        records: what is to be added.
        language: of the sentences, "en" or "id".
        today: the day from which others lie ahead.
        revised: things of the graph of which the records say anew what was said.
    """
    records = list(records)
    looker = _Looker(engine, records, language, today or datetime.date.today())
    told = [
        said
        for record in records
        for look in (looker.slips, *([] if record_iri(record) in revised else [looker.likes]))
        for said in look(record)
    ]
    return list(dict.fromkeys(told))


class _Looker:
    def __init__(
        self, engine: Engine, records: list[Record], language: str, today: datetime.date
    ) -> None:
        self._engine = engine
        self._teller = RecordDescriber(engine, language, records)
        self._language = language
        self._today = today

    def slips(self, record: Record) -> Iterator[str]:
        """What of a record is likely mistyped."""
        match record:
            case Partnership():
                yield from self._dates(record, "since", "until")
            case Agreement():
                yield from self._dates(record, "signed_on")
                yield from self._lasting(record)
            case Activity():
                if record.status != "planned":
                    yield from self._dates(record, "start", "end")
                yield from self._budget(record)
            case Study():
                yield from self._dates(record, "year")

    def likes(self, record: Record) -> Iterator[str]:
        """What the graph holds already that is likely the same."""
        match record:
            case Partnership():
                yield from self._partnership(record)
            case Agreement():
                yield from self._agreement(record)
            case Activity():
                yield from self._activity(record)
            case Obstacle():
                yield from self._obstacle(record)
            case Study() | City() | Agency():
                yield from self._known(record)

    def _partnership(self, record: Partnership) -> Iterator[str]:
        me, tag = record_iri(record), literal(self._language)
        rows = self._engine.select(PREFIXES + _KIND_OF % (me, tag, tag)).rows
        if rows:
            kinds = sorted({str(kind) for kind, _ in rows if kind})
            tellers = sorted({str(who) for _, who in rows})
            more = f" (+{len(tellers) - _FEW})" if len(tellers) > _FEW else ""
            who = ", ".join(tellers[:_FEW]) + more
            name = self._teller.name(me)
            yield self._say("same partners", name=name, kind=" / ".join(kinds) or "?", who=who)

    def _agreement(self, record: Agreement) -> Iterator[str]:
        if record.signed_on:
            rows = self._rows(_AGREEMENTS % entity_iri(record.partnership), record)
            yield from self._near("near agreement", record.signed_on, rows)

    def _activity(self, record: Activity) -> Iterator[str]:
        if not record.start or not record.kind:
            return
        kind = concept("activity-kind", record.kind)
        for partnership in record.partnerships:
            rows = self._rows(_ACTIVITIES % (entity_iri(partnership), kind), record)
            yield from self._near("near activity", record.start, rows)

    def _obstacle(self, record: Obstacle) -> Iterator[str]:
        if record.type:
            kind = concept("obstacle-type", record.type)
            for (other,) in self._rows(_OBSTACLES % (entity_iri(record.study), kind), record):
                name = self._teller.name(other.term)
                yield self._say("same obstacle", name=name, key=_key(other))

    def _known(self, record: City | Study | Agency) -> Iterator[str]:
        me = record_iri(record)
        told = self._engine.select(PREFIXES + f"ASK {{ {me} kb:key ?any }}").rows
        if str(told[0][0]) == "true":
            key = me[1:-1].rpartition("/")[2]
            yield self._say("known", name=self._teller.name(me), key=key)

    def _near(
        self, what: str, date: PartialDate, rows: Iterable[tuple[Value, ...]]
    ) -> Iterator[str]:
        told: set[str] = set()
        for other, when in rows:
            if _key(other) not in told and _apart(date, PartialDate(when.text)) <= MONTH:
                told.add(_key(other))
                shown = date_in_words(PartialDate(when.text), self._language)
                name = self._teller.name(other.term)
                yield self._say(what, date=shown, name=name, key=_key(other))

    def _dates(self, record: Record, *names: str) -> Iterator[str]:
        for name in names:
            date: PartialDate | None = getattr(record, name)
            if date is None:
                continue
            shown, hint = date_in_words(date, self._language), self._instead(date)
            if int(date.text[:4]) >= self._today.year + AHEAD or _first(date) > self._today:
                yield self._say("ahead", field=name, date=shown, hint=hint)
            elif int(date.text[:4]) < FIRST:
                yield self._say("early", field=name, date=shown, hint=hint)
            elif date.text.endswith("-01-01"):
                yield self._say("filled in", field=name, year=date.text[:4])

    def _lasting(self, record: Agreement) -> Iterator[str]:
        begins, ends = record.valid_from or record.signed_on, record.valid_until
        if begins and ends and (years := int(ends.text[:4]) - int(begins.text[:4])) > LASTING:
            shown = date_in_words(ends, self._language)
            yield self._say("lasting", date=shown, years=years, hint=self._instead(ends))

    def _budget(self, record: Activity) -> Iterator[str]:
        if record.budget is None or not record.currency:
            return
        rows = self._engine.select(PREFIXES + _BUDGETS % (literal(record.currency), _SAMPLE)).rows
        usual = [Decimal(amount.text) for (amount,) in rows if amount]
        middle = statistics.median(usual) if len(usual) >= _FEW else Decimal(0)
        if middle and record.budget >= USUAL * middle:
            times = f"{int(record.budget / middle):,}"
            amount = f"{record.budget:,}"
            yield self._say("budget", amount=amount, currency=record.currency, times=times)

    def _instead(self, date: PartialDate) -> str:
        """The year with two digits exchanged that would lie in the recent past."""
        year = date.text[:4]
        for at in range(3):
            other = year[:at] + year[at + 1] + year[at] + year[at + 2 :]
            if other != year and self._today.year - LASTING < int(other) <= self._today.year:
                meant = date_in_words(PartialDate(other + date.text[4:]), self._language)
                return WORDS["instead"][self._language].format(date=meant)
        return ""

    def _rows(self, query: str, record: Record) -> list[tuple[Value, ...]]:
        """Rows whose first value is another thing than the record's own."""
        me = record_iri(record)[1:-1]
        rows = self._engine.select(PREFIXES + query).rows
        whole = [tuple(value for value in row if value) for row in rows]
        return [row for row in whole if row and row[0].text != me]

    def _say(self, what: str, **told: object) -> str:
        return WORDS[what][self._language].format(**told)


def _apart(one: PartialDate, other: PartialDate) -> int:
    """Days that surely lie between two dates; a coarse one may be any of its days."""
    if _last(one) < _first(other):
        return (_first(other) - _last(one)).days
    if _last(other) < _first(one):
        return (_first(one) - _last(other)).days
    return 0


def _first(date: PartialDate) -> datetime.date:
    return datetime.date.fromisoformat((date.text + "-01-01")[:10])


def _last(date: PartialDate) -> datetime.date:
    year, month, day = (*map(int, date.text.split("-")), 0, 0)[:3]
    if year == datetime.MAXYEAR:
        return datetime.date.max
    if day:
        return datetime.date(year, month, day)
    following = datetime.date(year + (month in (0, 12)), month % 12 + 1 if month else 1, 1)
    return following - datetime.timedelta(days=1)


def _key(thing: Value) -> str:
    return thing.text.rpartition("/")[2]
