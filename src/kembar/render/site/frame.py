"""The frame of every page of a site: menu, languages, search, foot."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from kembar._version import __version__
from kembar.language import LANGUAGES, N_, _
from kembar.model.dates import PartialDate, in_words
from kembar.render.templates import environment

NAMES = {"en": "English", "id": "Bahasa Indonesia", "ko": "한국어"}
"""The languages in their own words."""

FOLDERS = {
    "city": "city",
    "country": "country",
    "partnership": "partnership",
    "agreement": "agreement",
    "study": "study",
    "source": "sources",
    "question": "questions",
}
"""The folder of the pages of a kind of thing, within that of a language."""

_MENU = (
    ("index.html", N_("Overview")),
    ("cities/index.html", N_("Cities")),
    ("network.html", N_("Network")),
    ("questions/index.html", N_("Questions")),
    ("studies/index.html", N_("Studies")),
    ("sources/index.html", N_("Sources")),
    ("model.html", N_("Model")),
)
_KINDS = {
    "city": N_("city"),
    "country": N_("country"),
    "partnership": N_("partnership"),
    "study": N_("study"),
    "question": N_("question"),
    "agreement": N_("agreement"),
    "source": N_("source"),
}
_LONGEST = 100
"""Characters of a key in the name of a file."""


@dataclass(frozen=True)
class SiteFacts:
    """Facts of the whole site: its title, its day, its city, and its web address.

    `city` is the name of the office's own city by language, empty without one; `address` ends with
    a slash, or is "".
    """

    title: str
    as_of: str
    city: Mapping[str, str]
    address: str = ""


@dataclass(frozen=True)
class Frame:
    """The frame of one page, in the language that is spoken while it is made.

    Attributes:
        site: facts of the site.
        language: of the page.
        path: of the page, within the folder of its language.
        title: of the page.
        scripts: further scripts of the page, in `assets/`.
    """

    site: SiteFacts
    language: str
    path: str
    title: str
    scripts: tuple[str, ...] = ()

    @property
    def root(self) -> str:
        """The relative address of the folder of the site."""
        return "../" * (self.path.count("/") + 1)

    @property
    def home(self) -> str:
        """The relative address of the folder of the language."""
        return "../" * self.path.count("/") or "./"

    @property
    def menu(self) -> list[tuple[str, str, bool]]:
        """Address, words, and whether it is the page's own part, of each entry."""
        own = self.path.partition("/")[0]
        first = _("My city") if self.site.city else _("Overview")
        return [
            (
                self.home + path,
                first if path == "index.html" else _(words),
                self.path == path or ("/" in path and _part_of(own) == path.partition("/")[0]),
            )
            for path, words in _MENU
        ]

    @property
    def languages(self) -> list[tuple[str, str, str]]:
        """Code, name and address of this page in each language."""
        return [(code, NAMES[code], f"{self.root}{code}/{self.path}") for code in LANGUAGES]

    @property
    def kinds(self) -> dict[str, str]:
        """The words for each kind of page."""
        return {kind: _(words) for kind, words in _KINDS.items()}

    @property
    def as_of(self) -> str:
        """The day of the state, in words."""
        return in_words(PartialDate(self.site.as_of), self.language)

    @property
    def version(self) -> str:
        """The version of the program."""
        return __version__

    def link(self, kind: str, key: str) -> str:
        """Return the relative address of the page of a thing."""
        return self.home + quote(page_path(kind, key))


def page_path(kind: str, key: str) -> str:
    """Return the path of the page of a thing, within the folder of a language.

    >>> page_path("city", "id-bandung")
    'city/id-bandung.html'
    """
    return f"{FOLDERS[kind]}/{_file_name(key)}.html"


def _file_name(key: str) -> str:
    """Return a key as the name of a file: short, and without what file systems refuse."""
    if len(key) <= _LONGEST and all(letter.isalnum() or letter in "-_" for letter in key):
        return key
    plain = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in key)
    return f"{plain[: _LONGEST - 13]}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def _part_of(folder: str) -> str:
    """Return the folder in the menu under which a folder of pages stands."""
    return {
        "city": "cities",
        "country": "cities",
        "partnership": "cities",
        "agreement": "cities",
        "study": "studies",
    }.get(folder, folder)


def page(template: str, frame: Frame, **values: Any) -> str:
    """Return a page as HTML text; every value in it is escaped.

    Args:
        template: a file of this package that extends `layout.html`.
        frame: of the page.
        values: for the template.
    """
    return str(environment().get_template(f"site/{template}").render(frame=frame, **values))


def first_page(title: str, language: str) -> str:
    """Return the page at the root of a site, which leads to the first page of a language."""
    template = environment().get_template("site/first.html")
    return str(template.render(title=title, language=language, names=NAMES))
