"""Pages that list: all pages of a site, and the files to download."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kembar.language import _, numeral
from kembar.render.design.shell import Shell
from kembar.render.site.about import page
from kembar.render.site.feeds import Download
from kembar.render.site.search_index import Entry

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
