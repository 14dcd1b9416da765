"""The making of a site's files in parts, by this process or by several at once."""

from __future__ import annotations

import gc
import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from kembar.errors import KembarError
from kembar.language import LANGUAGES, _, numeral, speaking
from kembar.profiles.facts import GraphFacts
from kembar.profiles.measures import Measures
from kembar.queries.saved import find_questions
from kembar.render.site.about import SiteFacts
from kembar.render.site.downloads import write_downloads
from kembar.render.site.feeds import News
from kembar.render.site.folder import Seal, SiteFolder, SiteWriter
from kembar.render.site.pages import SitePages
from kembar.render.site.search_index import search_entries
from kembar.render.site.source import Access, Maker, Progress, SiteSource
from kembar.render.site.things import keys_of_things
from kembar.store.worker_pool import open_pool

_SLICE = 200
"""Pages of things that are made in one part."""

_MANY = 1_000
"""Pages in all; below, one process is as quick."""

_WORKERS = 2
"""Each holds the facts of the graph, and two keep a common machine busy."""

Reopen = Callable[[], Access]
"""Opens the graph in another process; it can be pickled."""


class Part(NamedTuple):
    """A part of a site: in a language its questions and lists, or some things; or the data."""

    language: str
    things: slice | None = None


class Outcome(NamedTuple):
    """The files that a part has written, the pages among them, and why questions failed."""

    seals: dict[str, Seal]
    written: list[str]
    pages: list[str]
    failures: dict[str, str]


@dataclass(frozen=True)
class Plan:
    """All that the parts of a site have in common; it can be pickled."""

    site: SiteFolder
    staging: Path
    facts: GraphFacts
    about: SiteFacts
    recent: tuple[News, ...]
    version: str

    def parts(self) -> Iterator[Part]:
        """Yield the parts: first the many short ones, which tell how it goes on."""
        count = len(keys_of_things(self.facts))
        for code in LANGUAGES:
            for start in range(0, count, _SLICE):
                yield Part(code, slice(start, min(start + _SLICE, count)))
        for code in LANGUAGES:
            yield Part(code)
        yield Part("")


@dataclass
class Workshop:
    """A place where parts are made: a process with the graph and its facts."""

    plan: Plan
    maker: Maker

    @cached_property
    def _measures(self) -> Measures:
        return Measures(self.plan.facts)

    def make(self, part: Part) -> Outcome:
        """Write the files of a part."""
        writer = SiteWriter(self.plan.site, self.plan.staging)
        if not part.language:
            write_downloads(self.maker, writer)
            return Outcome(writer.seals, writer.written, [], {})
        with speaking(part.language):
            pages = SitePages(self.maker, writer, self.plan.about, self._measures, part.language)
            if part.things:
                pages.things(keys_of_things(self.plan.facts)[part.things])
            else:
                questions = find_questions(self.maker.source.workspace)
                pages.questions(questions)
                entries = search_entries(self.plan.facts, questions.values())
                pages.lists(entries, self.plan.recent)
                pages.network_and_model()
        return Outcome(writer.seals, writer.written, pages.paths, pages.failures)


def make_parts(plan: Plan, maker: Maker, reopen: Reopen | None = None) -> Iterator[Outcome]:
    """Make all parts, and yield the outcome of each; a site of many pages in two processes.

    Args:
        plan: of the site.
        maker: of the site, by this process.
        reopen: opens the graph in another process; None where it cannot be opened again.

    Raises:
        KembarError: a disk error occurs, a process was killed, or the graph has changed.
    """
    parts = [*plan.parts()]
    pages = len(keys_of_things(plan.facts)) * len(LANGUAGES)
    pool = None
    if reopen and pages > _MANY:
        task = partial(_make_elsewhere, reopen, maker.source, _shared(plan))
        pool = open_pool(task, _WORKERS)
    if pool is None:
        workshop = Workshop(plan, maker)
        yield from _counted(map(workshop.make, parts), pages, maker.progress)
        return
    with pool:
        yield from _counted(pool.map(parts), pages, maker.progress)


def _counted(outcomes: Iterable[Outcome], pages: int, progress: Progress) -> Iterator[Outcome]:
    count = 0
    for outcome in outcomes:
        count += len(outcome.pages)
        progress(
            _("pages: {number} of {all}", number=numeral(count), all=numeral(max(pages, count)))
        )
        yield outcome


def _shared(plan: Plan) -> Path:
    """Write the plan where other processes read it, in the folder of new files."""
    path = plan.staging / "plan.pickle"
    path.write_bytes(pickle.dumps(plan, pickle.HIGHEST_PROTOCOL))
    return path


_workshops: dict[Path, Workshop] = {}
"""In a worker: its workshop."""


def _make_elsewhere(reopen: Reopen, source: SiteSource, shared: Path, part: Part) -> Outcome:
    if shared not in _workshops:
        plan: Plan = pickle.loads(shared.read_bytes())
        access = reopen()
        if access.version != plan.version:
            raise KembarError(_("the data have changed while the site was written; run it again"))
        _workshops[shared] = Workshop(plan, Maker(source, access, lambda _step: None))
        # Pages leave garbage that only its collector finds; the facts are not to be looked through.
        gc.freeze()
        gc.enable()
    return _workshops[shared].make(part)
