"""The site of `kembar explore` and `kembar publish`: all its files, in three languages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kembar.editing.history import change_log
from kembar.language import LANGUAGES, _, speaking
from kembar.profiles.reading import read_graph_facts
from kembar.queries.saved import find_questions
from kembar.render.site.about import SiteFacts, first_page
from kembar.render.site.downloads import (
    answer_files,
    download_notes,
    downloads,
    write_description,
)
from kembar.render.site.feeds import feed, news, site_maps
from kembar.render.site.folder import SiteFolder, SiteWriter
from kembar.render.site.lists import data_page
from kembar.render.site.search_index import index_json, index_script, search_entries
from kembar.render.site.source import Access, Maker, Progress, SiteSource
from kembar.render.site.workshop import Plan, Reopen, make_parts

_RENDER = Path(__file__).parents[1]
_ASSETS = (
    "design/tokens.css",
    "design/dark.css",
    "design/kembar.css",
    "design/pages.css",
    "design/theme.js",
    "site/site.css",
    "site/search.js",
)


class Site(NamedTuple):
    """A site that was written.

    Attributes:
        folder: of the site.
        pages: the number of its pages, in all languages.
        written: the files that are new or changed.
        answered: the names of the questions that have a page.
        unanswered: those that have no answer.
    """

    folder: Path
    pages: int
    written: tuple[Path, ...]
    answered: tuple[str, ...]
    unanswered: tuple[str, ...]

    @property
    def start(self) -> Path:
        """The page to open first."""
        return self.folder / "index.html"


def write_site(
    source: SiteSource,
    access: Access,
    folder: Path,
    progress: Progress,
    *,
    force: bool = False,
    reopen: Reopen | None = None,
) -> Site:
    """Write the site of a graph into a folder: all of it, or only what has changed.

    A question that has no answer is listed among the faults, and the others stay.

    Args:
        source: what the site is made of.
        access: the way to the graph.
        folder: of the site.
        progress: called with each step.
        force: write also into a folder with files of others, and replace them.
        reopen: opens the graph in another process; None where it cannot be opened again.

    Raises:
        InputError: a file stands at `folder`, a workspace reads it, or it has files of others.
        KembarError: the folder cannot be written.
    """
    on_disk = SiteFolder.open(folder, force=force)
    state = source.state(access.version)
    if state and on_disk.state == state:
        return _site(on_disk)
    with on_disk.writing(force=force) as writer:
        unanswered = _make(Maker(source, access, progress), writer, reopen)
        # An answer that failed may succeed the next time.
        writer.state = "" if unanswered else state
    return _site(on_disk, writer.written, unanswered)


def _make(maker: Maker, writer: SiteWriter, reopen: Reopen | None) -> list[str]:
    """Make all files; return the names of the questions that have no answer."""
    source, access = maker.source, maker.access
    maker.progress(_("reading the facts"))
    facts = read_graph_facts(access.engine, source.workspace.title, source.as_of)
    city = facts.cities.get(source.city)
    names = city.name._asdict() if city else {}
    about = SiteFacts(source.workspace.title, source.as_of, names, source.address)
    recent = news(facts, change_log(source.workspace) if source.workspace.root else ())
    entries = search_entries(facts, find_questions(source.workspace).values())
    _write_assets(writer, index_json(entries))
    plan = Plan(writer.site, writer.staging, facts, about, tuple(recent), access.version)
    unanswered, paths = set[str](), dict.fromkeys(["data.html"])
    for outcome in make_parts(plan, maker, reopen):
        writer.add(outcome.seals, outcome.written)
        unanswered |= outcome.failures.keys()
        paths |= dict.fromkeys(outcome.pages)
    writer.notes = download_notes(source, access.version)
    files = downloads(writer.seals)
    answers = answer_files(writer.seals.keys(), find_questions(source.workspace).values())
    write_description(maker, writer, answers)
    for code in LANGUAGES:
        with speaking(code):
            frame = about.shell(code, "data.html", _("Data"))
            writer.write(f"{code}/data.html", data_page(files, answers, frame))
            writer.write(f"{code}/feed.xml", feed(recent, about, code))
    for name, text in site_maps(paths, source.address):
        writer.write(name, text)
    writer.write("index.html", first_page(about.title, source.language))
    return sorted(unanswered)


def _write_assets(writer: SiteWriter, index: str) -> None:
    for name in _ASSETS:
        writer.write(f"assets/{Path(name).name}", (_RENDER / name).read_bytes())
    writer.write("assets/search-index.js", index_script(index))
    writer.write("data/search.json", index)


def _site(site: SiteFolder, written: Sequence[str] = (), unanswered: Sequence[str] = ()) -> Site:
    pages = [Path(path) for path in site.files if path.endswith(".html")]
    answered = {path.stem for path in pages if path.parent.name == "questions"} - {"index"}
    paths = tuple(site.folder / path for path in sorted(written))
    return Site(site.folder, len(pages), paths, tuple(sorted(answered)), tuple(unanswered))
