"""Twinnings from a SPARQL service that holds Wikidata: fetched page by page, resumable."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kembar.errors import InputError
from kembar.importers.links import Link, Rejected
from kembar.importers.wikidata.query import twinnings_query
from kembar.importers.wikidata.resume_file import ResumeFile
from kembar.importers.wikidata.service import WikidataService
from kembar.importers.wikidata.statements import Binding, links_of
from kembar.language import _, _n, numeral

_MOST = 2_000_000
"""Statements: many times as many as Wikidata has. A service without an end would fill the disk."""


def fetch_links(
    service: WikidataService, *, country: str = "", page: int = 5000, state: Path | None = None
) -> Iterator[Link | Rejected]:
    """The twinnings of a service, in the order of their statements.

    Args:
        service: where to query; receives the progress.
        country: a QID or an ISO 3166-1 alpha-2 code: statements that a place of that country
            carries or is the value of. Empty for all.
        page: statements in one request; fewer after a timeout of the service.
        state: a file that holds the pages until all are fetched. A fetch that resumes with it
            yields the same links, and requests from the service only the missing pages.

    Raises:
        InputError: the country or the page is wrong, at once; the state is wrong or the service
            fails, while iterating.
    """
    twinnings_query(country)
    if page < 1:
        raise InputError(_("a page of {page} statements is too small; take 5000", page=page))
    resume_file = ResumeFile(state, service.endpoint, country)
    pages = _pages(service, country, page, resume_file)
    return (link for rows in pages for link in links_of((None, row) for row in rows))


def _pages(
    service: WikidataService, country: str, size: int, resume_file: ResumeFile
) -> Iterator[list[Binding]]:
    """The pages saved before, then those of the service; each is saved before it is yielded."""
    after, count = "", 0
    for rows in resume_file.pages():
        after, count = rows[-1]["statement"], count + _statements(rows)
        yield rows
    if count:
        before = _n(
            "{service}: {count} statement was read before and is in {file}",
            "{service}: {count} statements were read before and are in {file}",
            count,
            service=service.endpoint,
            file=resume_file.path,
        )
        service.progress(before)
    while rows := service.select(twinnings_query(country, after=after, limit=size)):
        last = rows[-1].get("statement", "")
        if last in ("", after):
            fault = _("gives the same page again; is it a SPARQL 1.1 service?")
            raise InputError(fault, file=service.endpoint)
        resume_file.append(rows)
        after, count = last, count + _statements(rows)
        read = _n(
            "{service}: {count} statement read",
            "{service}: {count} statements read",
            count,
            service=service.endpoint,
        )
        service.progress(read)
        yield rows
        if count > _MOST:
            fault = _(
                "gives more than {most} statements, more than Wikidata has; name another service",
                most=numeral(_MOST),
            )
            raise InputError(fault, file=service.endpoint)
    resume_file.remove()


def _statements(rows: list[Binding]) -> int:
    return len({row.get("statement") for row in rows})
