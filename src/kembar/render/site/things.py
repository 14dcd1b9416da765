"""Pages of things: each is made of the facts around one key, in the language that is spoken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kembar.language import _
from kembar.model.dates import PartialDate, in_words
from kembar.profiles.facts import Activity, Agreement, GraphFacts, Partnership, Stated, Study
from kembar.render.site.frame import Frame
from kembar.render.site.lists import Group, Item, list_page


@dataclass
class Around:
    """Things by those that they belong to: partnerships by city, documents by partnership."""

    facts: GraphFacts
    partnerships: defaultdict[str, list[Partnership]] = field(
        default_factory=lambda: defaultdict(list)
    )
    agreements: defaultdict[str, list[Agreement]] = field(default_factory=lambda: defaultdict(list))
    activities: defaultdict[str, list[Activity]] = field(default_factory=lambda: defaultdict(list))
    studies: defaultdict[str, list[Study]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Index the facts once."""
        for partnership in self.facts.partnerships.values():
            for key in partnership.partners:
                self.partnerships[key].append(partnership)
        for agreement in self.facts.agreements.values():
            self.agreements[agreement.partnership].append(agreement)
        for activity in self.facts.activities.values():
            for key in activity.partnerships:
                self.activities[key].append(activity)
        for study in self.facts.studies.values():
            for key in study.partnerships:
                self.studies[key].append(study)


def _dates(stated: Iterable[Stated[str]], language: str) -> str:
    return " / ".join(dict.fromkeys(in_words(PartialDate(one.value), language) for one in stated))


def thing_page(kind: str, key: str, around: Around, frame: Frame) -> str:
    """Return the page of a thing."""
    groups = [group for group in _GROUPS[kind](key, around, frame) if group.items]
    return list_page(frame, groups, kick=frame.kinds[kind])


def title_of(kind: str, key: str, facts: GraphFacts, language: str) -> str:
    """Return the name of a thing."""
    thing: Any = getattr(facts, PLACES[kind])[key]
    if kind == "source":
        return str(thing.name)
    title = thing.title if kind in ("agreement", "study") else thing.name
    return title if isinstance(title, str) else str(title.in_language(language))


PLACES = {
    "city": "cities",
    "country": "countries",
    "partnership": "partnerships",
    "agreement": "agreements",
    "study": "studies",
    "source": "sources",
}
"""The field of the facts that has the things of a kind."""


def keys_of_things(facts: GraphFacts) -> list[tuple[str, str]]:
    """Return the kind and the key of each thing that has a page."""
    return [(kind, key) for kind, place in PLACES.items() for key in getattr(facts, place)]


def _city(key: str, around: Around, frame: Frame) -> Iterator[Group]:
    language = frame.language
    items = [
        Item(
            one.name.in_language(language),
            frame.link("partnership", one.key),
            _dates(one.since, language),
        )
        for one in around.partnerships[key]
    ]
    yield Group(_("Partnerships"), sorted(items))


def _country(key: str, around: Around, frame: Frame) -> Iterator[Group]:
    items = [
        Item(city.name.in_language(frame.language), frame.link("city", city.key))
        for city in around.facts.cities.values()
        if city.country == key
    ]
    yield Group(_("Cities"), sorted(items))


def _partnership(key: str, around: Around, frame: Frame) -> Iterator[Group]:
    language, facts = frame.language, around.facts
    partners = [facts.cities[k] for k in facts.partnerships[key].partners if k in facts.cities]
    yield Group(
        _("Partners"),
        [Item(c.name.in_language(language), frame.link("city", c.key)) for c in partners],
    )
    yield Group(
        _("Documents"),
        [
            Item(
                a.title.in_language(language),
                frame.link("agreement", a.key),
                _dates(a.signed, language),
            )
            for a in around.agreements[key]
        ],
    )
    yield Group(
        _("Activities"),
        [
            Item(a.title.in_language(language), "", _dates(a.start, language))
            for a in around.activities[key]
        ],
    )
    yield Group(
        _("Studies"), [Item(s.title, frame.link("study", s.key)) for s in around.studies[key]]
    )
    yield _sources(facts.partnerships[key].sources, facts, frame)


def _agreement(key: str, around: Around, frame: Frame) -> Iterator[Group]:
    agreement = around.facts.agreements[key]
    yield _pairs([agreement.partnership], around.facts, frame)
    yield _sources(agreement.sources, around.facts, frame)


def _study(key: str, around: Around, frame: Frame) -> Iterator[Group]:
    study = around.facts.studies[key]
    yield _pairs(study.partnerships, around.facts, frame)
    yield Group(
        _("Findings"), [Item(f.statement.in_language(frame.language)) for f in study.findings]
    )
    yield _sources(study.sources, around.facts, frame)


def _source(key: str, around: Around, frame: Frame) -> Iterator[Group]:
    facts, source = around.facts, around.facts.sources[key]
    yield Group(_("Title"), [Item(source.title)] if source.title else [])
    yield Group(
        _("Address"),
        [Item(source.address, source.address)] if source.address.startswith("http") else [],
    )
    yield _pairs([p.key for p in facts.partnerships.values() if key in p.sources], facts, frame)


def _pairs(keys: Iterable[str], facts: GraphFacts, frame: Frame) -> Group:
    there = [facts.partnerships[key] for key in keys if key in facts.partnerships]
    return Group(
        _("Partnerships"),
        [Item(p.name.in_language(frame.language), frame.link("partnership", p.key)) for p in there],
    )


def _sources(keys: Iterable[str], facts: GraphFacts, frame: Frame) -> Group:
    there = [facts.sources[key] for key in keys if key in facts.sources]
    return Group(_("Sources"), [Item(s.name, frame.link("source", s.key)) for s in there])


_GROUPS = {
    "city": _city,
    "country": _country,
    "partnership": _partnership,
    "agreement": _agreement,
    "study": _study,
    "source": _source,
}
