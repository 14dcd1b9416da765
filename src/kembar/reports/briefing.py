"""The first page of a report: sentences, numbers, what to decide, obstacles, what is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from kembar.language import _, _n, language, numeral
from kembar.profiles.decisions import Decision, Number, three_numbers, to_decide
from kembar.profiles.facts import GraphFacts, Obstacle, Partnership, Study
from kembar.profiles.measures import Measures
from kembar.profiles.sentences import (
    Paragraph,
    city_summary,
    country_summary,
    partnership_summary,
    study_summary,
)
from kembar.profiles.sentences.obstacles import obstacle_data
from kembar.profiles.timeline import (
    Hole,
    TimelineEntry,
    city_timeline,
    country_timeline,
    holes,
    timeline,
)
from kembar.profiles.unknowns import (
    Unknown,
    unknowns,
    unknowns_of_city,
    unknowns_of_country,
)
from kembar.rdf.terms import Term

MOST_DECISIONS, MOST_OBSTACLES, MOST_UNKNOWN = 3, 5, 6
"""So much has room on one page."""


@dataclass(frozen=True)
class Claim:
    """An obstacle that a study names, with the keys of its sources, and what the data say of it."""

    obstacle: Obstacle
    study: Study
    sources: tuple[str, ...]
    data: str = ""


@dataclass(frozen=True)
class Briefing:
    """The contents of the first page of a report, in the language spoken when it was made.

    Attributes:
        measures: of the facts that it is made from.
        further_decisions: number of decisions that it leaves out; likewise `further_claims`.
    """

    measures: Measures
    paragraphs: tuple[Paragraph, ...] = ()
    numbers: tuple[Number, ...] = ()
    entries: tuple[TimelineEntry, ...] = ()
    holes: tuple[Hole, ...] = ()
    decisions: tuple[Decision, ...] = ()
    claims: tuple[Claim, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    further_claims: int = 0

    @property
    def source_keys(self) -> list[str]:
        """The keys of its sources, in the order in which they are read."""
        groups = [clause.sources for paragraph in self.paragraphs for clause in paragraph]
        groups += [one.sources for one in self.decisions]
        groups += [one.sources for one in self.claims]
        known = self.measures.facts.sources
        return list(dict.fromkeys(key for group in groups for key in group if key in known))


def briefing(facts: GraphFacts, kind: str, terms: Mapping[str, Term]) -> Briefing | None:
    """Return the first page of a report; None for a kind of one's own, or an unknown subject.

    Args:
        facts: of the graph.
        kind: of the report, as "city".
        terms: of its subjects.
    """
    measures = Measures(facts)
    things: Mapping[str, Mapping[str, object]] = {
        "city": facts.cities,
        "partnership": facts.partnerships,
        "case": facts.studies,
        "country": facts.countries,
    }
    term = terms.get("study" if kind == "case" else kind, "")
    key = term[1:-1].rpartition("/")[2] if term.startswith("<") else term.strip('"')
    if key not in things.get(kind, {}):
        return None
    match kind:
        case "city":
            whole = _of_city(measures, key)
        case "partnership":
            whole = _of_partnership(measures, key)
        case "case":
            whole = _of_study(measures, key)
        case _:
            whole = _of_country(measures, key)
    return _on_one_page(whole)


def _on_one_page(whole: Briefing) -> Briefing:
    return replace(
        whole,
        decisions=whole.decisions[:MOST_DECISIONS],
        claims=whole.claims[:MOST_OBSTACLES],
        further_claims=max(0, len(whole.claims) - MOST_OBSTACLES),
        unknown=whole.unknown[:MOST_UNKNOWN],
    )


def _of_partnership(measures: Measures, key: str) -> Briefing:
    return Briefing(
        measures,
        paragraphs=tuple(partnership_summary(measures, key)),
        numbers=tuple(three_numbers(measures, key)),
        entries=tuple(timeline(measures, key)),
        holes=tuple(holes(measures, key)),
        decisions=tuple(to_decide(measures, key)),
        claims=tuple(_claims(measures, measures.studies_of.get(key, ()), {key, ""})),
        unknown=tuple(unknowns(measures, key)),
    )


def _of_city(measures: Measures, key: str) -> Briefing:
    rows = measures.partners(key)
    keys = [row.partnership for row in rows]
    studies = {one.key: one for each in keys for one in measures.studies_of.get(each, ())}
    decisions = (
        _first_decision(
            measures,
            row.partnership,
            measures.facts.cities[row.partner].name.in_language(language()),
        )
        for row in rows
    )
    return Briefing(
        measures,
        paragraphs=tuple(city_summary(measures, key)),
        numbers=tuple(_numbers(measures, keys)),
        entries=tuple(city_timeline(measures, key)),
        decisions=tuple(islice(filter(None, decisions), MOST_DECISIONS)),
        claims=tuple(_claims(measures, studies.values(), set(keys))),
        unknown=tuple(unknowns_of_city(measures, key)),
    )


def _of_country(measures: Measures, key: str) -> Briefing:
    partnerships = sorted(measures.partnerships_of_country(key), key=partial(_size, measures))
    keys = [one.key for one in partnerships]
    studies = {one.key: one for each in keys for one in measures.studies_of.get(each, ())}
    decisions = (
        _first_decision(measures, one.key, one.name.in_language(language())) for one in partnerships
    )
    return Briefing(
        measures,
        paragraphs=tuple(country_summary(measures, key)),
        numbers=tuple(_numbers(measures, keys)),
        entries=tuple(country_timeline(measures, key)),
        decisions=tuple(islice(filter(None, decisions), MOST_DECISIONS)),
        claims=tuple(_claims(measures, studies.values(), set(keys))),
        unknown=tuple(unknowns_of_country(measures, key)),
    )


def _size(measures: Measures, one: Partnership) -> tuple[int, str]:
    """Sort partnerships by their documents and activities, the most first."""
    figures = measures.figures(one.key)
    return -len(figures.documents) - len(figures.done), one.key


def _of_study(measures: Measures, key: str) -> Briefing:
    study = measures.facts.studies[key]
    seen = sum(1 for one in study.obstacles if one.seen == "yes")
    count = len(study.findings)
    words = _n("finding of the study", "findings of the study", count)
    numbers = [Number(numeral(count), words)]
    if study.obstacles:
        number = _("{number} of {all}", number=numeral(seen), all=numeral(len(study.obstacles)))
        numbers.append(Number(number, _("claimed obstacles seen in the data")))
    if study.published:
        numbers.append(Number(study.published[:4], _("year of publication")))
    whole = Briefing(measures)
    if len(study.partnerships) == 1:
        whole = _of_partnership(measures, study.partnerships[0])
    return replace(
        whole,
        paragraphs=tuple(study_summary(measures, key)),
        numbers=tuple(numbers),
        claims=tuple(_claims(measures, [study], None)),
    )


def _claims(
    measures: Measures, studies: Iterable[Study], partnerships: set[str] | None
) -> Iterator[Claim]:
    for study in studies:
        for one in study.obstacles:
            if partnerships is None or one.partnership in partnerships:
                data = obstacle_data(measures, one, one.partnership)
                yield Claim(one, study, one.sources or study.sources, data)


def _first_decision(measures: Measures, partnership: str, name: str) -> Decision | None:
    """The weightiest decision on an established partnership, with the name of partner or pair."""
    if not measures.figures(partnership).is_established:
        return None
    every = to_decide(measures, partnership)
    if not every:
        return None
    title = _("{partner}: {decision}", partner=name, decision=every[0].title)
    return replace(every[0], title=title)


def _numbers(measures: Measures, partnerships: list[str]) -> Iterator[Number]:
    """Yield established partnerships, what was carried out in all, and the year of the last."""
    figures = [measures.figures(key) for key in partnerships]
    established = [one for one in figures if one.is_established]
    yield Number(
        numeral(len(established)),
        _n("established partnership", "established partnerships", len(established)),
    )
    every = {one.key for each in figures for one in each.activities}
    done = {one.key for each in figures for one in each.done}
    if every:
        number = _("{number} of {all}", number=numeral(len(done)), all=numeral(len(every)))
        yield Number(number, _("activities known to be carried out"))
    last = max((one.last.date for one in figures if one.last), default="")
    if last:
        yield Number(last[:4], _("last dated activity"))
