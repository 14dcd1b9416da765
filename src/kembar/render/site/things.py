"""Pages of things: each is made of the facts measures one key, in the language that is spoken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kembar.language import _
from kembar.model.dates import PartialDate, in_words
from kembar.profiles.facts import GraphFacts, Stated
from kembar.profiles.measures import Measures
from kembar.render.design.shell import Shell
from kembar.render.site.lists import Group, Item, list_page


def _dates(stated: Iterable[Stated[str]], language: str) -> str:
    return " / ".join(dict.fromkeys(in_words(PartialDate(one.value), language) for one in stated))


def thing_page(kind: str, key: str, measures: Measures, frame: Shell) -> str:
    """Return the page of a thing."""
    groups = [group for group in _GROUPS[kind](key, measures, frame) if group.items]
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


def _city(key: str, measures: Measures, frame: Shell) -> Iterator[Group]:
    language = frame.language
    items = [
        Item(
            one.name.in_language(language),
            frame.link("partnership", one.key),
            _dates(one.since, language),
        )
        for one in measures.partnerships_of.get(key, ())
    ]
    yield Group(_("Partnerships"), sorted(items))


def _country(key: str, measures: Measures, frame: Shell) -> Iterator[Group]:
    items = [
        Item(city.name.in_language(frame.language), frame.link("city", city.key))
        for city in measures.facts.cities.values()
        if city.country == key
    ]
    yield Group(_("Cities"), sorted(items))


def _partnership(key: str, measures: Measures, frame: Shell) -> Iterator[Group]:
    language, facts = frame.language, measures.facts
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
            for a in measures.agreements_of.get(key, ())
        ],
    )
    yield Group(
        _("Activities"),
        [
            Item(a.title.in_language(language), "", _dates(a.start, language))
            for a in measures.activities_of.get(key, ())
        ],
    )
    studies = measures.studies_of.get(key, ())
    yield Group(_("Studies"), [Item(s.title, frame.link("study", s.key)) for s in studies])
    yield _sources(facts.partnerships[key].sources, facts, frame)


def _agreement(key: str, measures: Measures, frame: Shell) -> Iterator[Group]:
    agreement = measures.facts.agreements[key]
    yield _pairs([agreement.partnership], measures.facts, frame)
    yield _sources(agreement.sources, measures.facts, frame)


def _study(key: str, measures: Measures, frame: Shell) -> Iterator[Group]:
    study = measures.facts.studies[key]
    yield _pairs(study.partnerships, measures.facts, frame)
    yield Group(
        _("Findings"), [Item(f.statement.in_language(frame.language)) for f in study.findings]
    )
    yield _sources(study.sources, measures.facts, frame)


def _source(key: str, measures: Measures, frame: Shell) -> Iterator[Group]:
    facts, source = measures.facts, measures.facts.sources[key]
    yield Group(_("Title"), [Item(source.title)] if source.title else [])
    yield Group(
        _("Address"),
        [Item(source.address, source.address)] if source.address.startswith("http") else [],
    )
    yield _pairs([p.key for p in facts.partnerships.values() if key in p.sources], facts, frame)


def _pairs(keys: Iterable[str], facts: GraphFacts, frame: Shell) -> Group:
    there = [facts.partnerships[key] for key in keys if key in facts.partnerships]
    return Group(
        _("Partnerships"),
        [Item(p.name.in_language(frame.language), frame.link("partnership", p.key)) for p in there],
    )


def _sources(keys: Iterable[str], facts: GraphFacts, frame: Shell) -> Group:
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
