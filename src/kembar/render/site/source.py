"""The source of a site: workspace, questions, faults, its own city and its address."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from kembar.errors import InputError
from kembar.language import _
from kembar.queries.answer import Answer
from kembar.queries.saved import Question
from kembar.rdf.engine import Engine
from kembar.workspace.layout import Workspace

Ask = Callable[[Engine, Question, Mapping[str, str]], Answer]
"""Answers a question whose parameters are as people write them."""

Progress = Callable[[str], None]

REVIEW = ".review.csv"
"""The end of the name of a review file, after the key of its source."""

_RENDER = Path(__file__).parents[1]


class Access(NamedTuple):
    """The way to a graph: its store, what answers its questions, and the digest of its inputs.

    The version is "" where the graph may change unseen.
    """

    engine: Engine
    ask: Ask
    version: str


@dataclass(frozen=True)
class SiteSource:
    """All that a site is made of, but for the graph itself.

    Attributes:
        workspace: its title, questions, changes and cache.
        language: of the page that leads to all others.
        city: the key of the office's own city; "" for none.
        faults: problems of the data, a line each.
        address: of the site on the web, which ends with a slash; "" for none.
        as_of: the day, ISO 8601; today.
    """

    workspace: Workspace
    language: str = "en"
    city: str = ""
    faults: tuple[str, ...] = ()
    address: str = ""
    as_of: str = field(default_factory=lambda: datetime.date.today().isoformat())

    def state(self, version: str) -> str:
        """Return the digest of all that the pages depend on; "" where that cannot be known.

        Args:
            version: of the graph.
        """
        if not version:
            return ""
        sha = hashlib.sha256()
        for text in (version, *self._inputs()):
            sha.update(text.encode("utf-8", "surrogatepass") + b"\0")
        return sha.hexdigest()[:32]

    def _inputs(self) -> Iterator[str]:
        yield from (self.workspace.title, self.language, self.city, self.as_of, self.address)
        yield from self.faults
        for file in self.workspace.files("queries", ".rq", ".yaml", ".sql", ".json"):
            yield file.name
            yield hashlib.sha256(file.path.read_bytes()).hexdigest()
        # The desk tells of the names that they leave open.
        for path in review_files(self.workspace):
            yield path.name
            yield hashlib.sha256(path.read_bytes()).hexdigest()
        yield program_digest()


class Maker(NamedTuple):
    """A site in the making: of what, by which graph; `progress` is called with each step."""

    source: SiteSource
    access: Access
    progress: Progress


def web_address(address: str) -> str:
    """Return the address of a site with a slash at its end; "" as it is.

    Raises:
        InputError: it is none of a web server.
    """
    parts = urlsplit(address.strip())
    if address and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query):
        fault = _("is no address of a web server: write https://example.org/kembar/")
        raise InputError(fault, file=address[:80])
    return f"{address.strip().rstrip('/')}/" if address else ""


def review_files(workspace: Workspace) -> list[Path]:
    """Return the review files of imports, which stand where the imports ran."""
    paths = workspace.root.glob(f"*{REVIEW}") if workspace.root else ()
    return sorted(path for path in paths if path.is_file())


def program_digest() -> str:
    """Return a digest of the program's templates, styles, scripts and code of pages."""
    sha = hashlib.sha256()
    folders = (_RENDER, _RENDER.parent / "profiles")
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        if path.suffix != ".pyc":
            stat = path.stat()
            sha.update(f"{path}:{stat.st_size}:{stat.st_mtime_ns}\n".encode())
    return sha.hexdigest()
