"""Pages that list: cities by country, studies, sources, all pages, and what can be downloaded."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kembar.language import _, _n, numeral
from kembar.model.dates import PartialDate, in_words
from kembar.profiles.facts import GraphFacts, Study
from kembar.render.design.shell import Shell
from kembar.render.site.about import page
from kembar.render.site.feeds import Download
from kembar.render.site.search_index import Entry

MOST_CITIES = 1_500
"""Cities on the page of all cities; beyond, it lists countries, whose pages list their cities."""

MOST_LISTED = 3_000
"""Pages of one kind on the page of all pages."""


class Item(NamedTuple):
    """A line of a list: its text, its address, and a quiet remark."""

    text: str
    address: str = ""
    note: str = ""


class Group(NamedTuple):
    """Lines under a heading, which may lead somewhere."""

    heading: str
    items: Sequence[Item]
    address: str = ""
    note: str = ""


def list_page(
    frame: Shell, groups: Iterable[Group], lead: str = "", *, kick: str = "", search: str = ""
) -> str:
    """Return a page of lists.

    Args:
        frame: of the page, whose title is its heading.
        groups: its parts.
        lead: a sentence below the heading.
        kick: a few words above it.
        search: the label of a field that narrows the lists; "" for none.
    """
    return page("list.html", frame, groups=list(groups), lead=lead, kick=kick, search=search)


def cities_page(facts: GraphFacts, frame: Shell) -> str:
    """Return the page of all cities by country; of very many, only of the countries."""
    partners = _partner_counts(facts)
    by_country = defaultdict(list)
    for city in facts.cities.values():
        by_country[city.country].append(city)
    groups = []
    shows_all = len(facts.cities) <= MOST_CITIES
    for key, cities in by_country.items():
        country = facts.countries.get(key)
        name = country.name.in_language(frame.language) if country else key
        items = [
            Item(
                city.name.in_language(frame.language),
                frame.link("city", city.key),
                _n("{count} partner", "{count} partners", partners[city.key]),
            )
            for city in cities
        ]
        items.sort(key=lambda item: item.text)
        note = _n("{count} city", "{count} cities", len(cities))
        address = frame.link("country", key) if country else ""
        groups.append(Group(name, items if shows_all or not country else (), address, note))
    groups.sort(key=lambda group: group.heading)
    lead = _(
        "{cities} in {countries}",
        cities=_n("{count} city", "{count} cities", len(facts.cities)),
        countries=_n("{count} country", "{count} countries", len(by_country)),
    )
    return list_page(frame, groups, lead, search=_("Find a city in this list"))


def studies_page(facts: GraphFacts, frame: Shell) -> str:
    """Return the page of all studies, newest first."""
    studies = sorted(
        facts.studies.values(), key=lambda one: (one.published, one.title), reverse=True
    )
    items = [
        Item(study.title, frame.link("study", study.key), _byline(study, frame.language))
        for study in studies
    ]
    lead = _n("{count} study", "{count} studies", len(items))
    return list_page(frame, [Group("", items)], lead, search=_("Find a study in this list"))


def sources_page(facts: GraphFacts, frame: Shell) -> str:
    """Return the page of all sources by type."""
    by_type = defaultdict(list)
    for source in facts.sources.values():
        words = (
            source.type.name.in_language(frame.language) if source.type else _("of no known type")
        )
        note = in_words(PartialDate(source.date), frame.language) if source.date else ""
        by_type[words].append(Item(source.name, frame.link("source", source.key), note))
    groups = [
        Group(words, sorted(items), note=numeral(len(items)))
        for words, items in sorted(by_type.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]
    lead = _n("{count} source", "{count} sources", len(facts.sources))
    return list_page(frame, groups, lead, search=_("Find a source in this list"))


def search_page(entries: Iterable[Entry], frame: Shell) -> str:
    """Return the page of the search, which lists all pages where there is no script."""
    by_kind = defaultdict(list)
    for entry in entries:
        name = entry.name.in_language(frame.language)
        by_kind[entry.kind].append((name, frame.link(entry.kind, entry.key)))
    lists = {
        "city": "cities/index.html",
        "study": "studies/index.html",
        "question": "questions/index.html",
        "source": "sources/index.html",
    }
    groups = [
        (
            f"{frame.kinds[kind]} ({numeral(len(links))})",
            frame.home + lists[kind] if kind in lists else "",
            sorted(links) if len(links) <= MOST_LISTED else (),
        )
        for kind, links in by_kind.items()
    ]
    return page("search.html", frame, groups=groups)


def data_page(files: Iterable[Download], frame: Shell) -> str:
    """Return the page of what can be downloaded."""
    items = [Item(_(file.words), frame.root + file.path, file.media_type) for file in files]
    description = Item("DCAT", f"{frame.root}data/dcat.jsonld", "application/ld+json")
    feeds = [Item("Atom", f"{frame.home}feed.xml", "application/atom+xml")]
    groups = [Group(_("Data"), [*items, description]), Group(_("News"), feeds)]
    lead = _("The same facts as files, for programs and spreadsheets.")
    return list_page(frame, groups, lead)


def _partner_counts(facts: GraphFacts) -> Counter[str]:
    """Number of other partners of each city."""
    partners: defaultdict[str, set[str]] = defaultdict(set)
    for partnership in facts.partnerships.values():
        for key in partnership.partners:
            partners[key].update(partnership.partners)
    return Counter({key: len(keys) - 1 for key, keys in partners.items()})


def _byline(study: Study, language: str) -> str:
    date = in_words(PartialDate(study.published), language) if study.published else ""
    return ", ".join(text for text in ("; ".join(study.authors), date) if text)
