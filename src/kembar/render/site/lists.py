"""Pages that list: all pages of a site, and the files to download."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kembar.language import numeral
from kembar.render.design.shell import Shell
from kembar.render.site.about import page
from kembar.render.site.description import Answered, Download
from kembar.render.site.search_index import Entry

MOST_LISTED = 3_000
"""Pages of one kind on the page of all pages."""


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


def data_page(files: Iterable[Download], answers: Iterable[Answered], frame: Shell) -> str:
    """Return the page of what can be downloaded: the graph, and the answers of the questions."""
    parts = [
        (each.question, each.files[frame.language])
        for each in answers
        if frame.language in each.files
    ]
    return page("data.html", frame, files=list(files), answers=parts)
