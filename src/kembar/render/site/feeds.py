"""Files of a site for programs: its feed of news, its map, and its description as a data set."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from kembar.language import LANGUAGES, _
from kembar.profiles.facts import GraphFacts, Stated
from kembar.queries.saved import Text
from kembar.render.design.shell import page_path
from kembar.render.site.about import SiteFacts
from kembar.workspace.change_records import ChangeRecord

MOST_NEWS = 40
"""Entries of a feed."""

_MOST_LOCATIONS = 15_000
"""Pages in each language of one file of a site map, which may have 50,000 addresses."""

_TAG = "tag:w3id.org,2024:kembar/"


class News(NamedTuple):
    """An entry of the feed: what is new, and the day or moment that its record or source tells.

    `path` is that of a page within a language's folder; "" for none.
    """

    id: str
    at: str
    title: Text
    path: str = ""
    about: Text = Text("")


def news(facts: GraphFacts, changes: Iterable[ChangeRecord]) -> list[News]:
    """Return what is new, newest first: recorded changes, and dated documents and activities.

    Only what bears a whole day takes part, as a feed knows no other dates and none is invented.
    """
    entries = [_of_change(change) for change in changes]
    entries += _of_things(facts)
    return sorted(entries, key=lambda one: (one.at, one.id), reverse=True)


def _of_change(change: ChangeRecord) -> News:
    at = change.at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return News(f"{_TAG}change/{quote(change.id)}", at, Text(change.label))


def _of_things(facts: GraphFacts) -> Iterator[News]:
    for agreement in facts.agreements.values():
        if day := _day(agreement.signed, facts.as_of):
            pair = facts.partnerships.get(agreement.partnership)
            path = page_path("agreement", agreement.key)
            name = pair.name if pair else Text("")
            yield News(agreement.iri, f"{day}T00:00:00Z", agreement.title, path, name)
    for activity in facts.activities.values():
        if day := _day(activity.start, facts.as_of):
            pairs = [
                facts.partnerships[key]
                for key in activity.partnerships
                if key in facts.partnerships
            ]
            path = page_path("partnership", pairs[0].key) if pairs else ""
            name = pairs[0].name if pairs else Text("")
            yield News(activity.iri, f"{day}T00:00:00Z", activity.title, path, name)


def _day(stated: Sequence[Stated[str]], as_of: str) -> str:
    """The latest whole day that a source states, none after the day of the state."""
    days = []
    for one in stated:
        try:
            days.append(datetime.date.fromisoformat(one.value).isoformat())
        except ValueError:
            continue
    return max((day for day in days if day <= as_of), default="")


def feed(entries: Iterable[News], about: SiteFacts, language: str) -> str:
    """Return the feed of a language in Atom (RFC 4287).

    Args:
        entries: newest first; without any, the day of the state is that of the feed.
        about: the site. Without its address, links are relative.
        language: of the feed, which is spoken.
    """
    title, address = about.title, about.address
    shown = list(islice(entries, MOST_NEWS))
    home = f"{address}{language}/" if address else ""
    updated = shown[0].at if shown else f"{about.as_of}T00:00:00Z"
    heading = _("{title}: news", title=title)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">',
        f"<id>{escape(home or f'{_TAG}feed/{quote(title)}/{language}')}</id>",
        f"<title>{_xml(heading)}</title>",
        f"<updated>{updated}</updated>",
        f"<author><name>{_xml(title)}</name></author>",
        f'<link rel="self" href={quoteattr(home + "feed.xml")}/>',
        f"<link href={quoteattr(home + 'index.html')}/>",
    ]
    for one in shown:
        link = f"<link href={quoteattr(home + quote(one.path))}/>" if one.path else ""
        pair = one.about.in_language(language)
        summary = f"<summary>{_xml(pair)}</summary>" if pair else ""
        lines.append(
            f"<entry><id>{_xml(one.id)}</id><title>{_xml(one.title.in_language(language))}</title>"
            f"<updated>{one.at}</updated>{link}{summary}</entry>"
        )
    return "\n".join([*lines, "</feed>"]) + "\n"


def site_maps(paths: Iterable[str], address: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file of the site map; the first is `sitemap.xml`.

    Args:
        paths: of pages, within the folder of a language, which all languages have.
        address: of the site. Without one the locations are relative, which search engines do not
            accept.
    """
    pages = sorted(paths)
    parts = [pages[at : at + _MOST_LOCATIONS] for at in range(0, len(pages), _MOST_LOCATIONS)] or [
        []
    ]
    if len(parts) == 1:
        yield "sitemap.xml", _site_map(parts[0], address)
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    places = "".join(f"<sitemap><loc>{escape(address + name)}</loc></sitemap>\n" for name in names)
    yield "sitemap.xml", f"{_HEAD}<sitemapindex {_SITEMAP}>\n{places}</sitemapindex>\n"
    for name, part in zip(names, parts, strict=True):
        yield name, _site_map(part, address)


_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def _site_map(paths: Iterable[str], address: str) -> str:
    lines = [f'{_HEAD}<urlset {_SITEMAP} xmlns:xhtml="http://www.w3.org/1999/xhtml">']
    for path in paths:
        places = {code: escape(f"{address}{code}/{quote(path)}") for code in LANGUAGES}
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href="{place}"/>'
            for code, place in places.items()
        )
        lines += [f"<url><loc>{place}</loc>{others}</url>" for place in places.values()]
    return "\n".join([*lines, "</urlset>"]) + "\n"


def _xml(text: str) -> str:
    """A text for XML 1.0, which has no place for most control characters."""
    return escape("".join(c for c in text if c >= " " or c in "\t\n"))
