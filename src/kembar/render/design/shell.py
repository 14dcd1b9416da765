"""The shell of a page: its title, language and place, its menu, style sheets and scripts."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import quote

from kembar._version import __version__
from kembar.language import LANGUAGES, N_, _
from kembar.model.dates import PartialDate, in_words

LANGUAGE_NAMES = {"en": "English", "id": "Indonesia", "ko": "한국어"}
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
    ("desk", "index.html", N_("Overview")),
    ("cities", "cities/index.html", N_("Cities")),
    ("network", "network.html", N_("Network")),
    ("questions", "questions/index.html", N_("Questions")),
    ("studies", "studies/index.html", N_("Studies")),
    ("sources", "sources/index.html", N_("Sources")),
)

_KINDS = {
    "city": N_("city"),
    "country": N_("country"),
    "partnership": N_("partnership"),
    "agreement": N_("agreement"),
    "study": N_("study"),
    "source": N_("source"),
    "question": N_("question"),
}

_PARTS = {
    "city": "cities",
    "country": "cities",
    "partnership": "cities",
    "agreement": "cities",
    "study": "studies",
    "network.html": "network",
    "index.html": "desk",
}
"""The entry of the menu under which a folder or page stands, where it has another name."""

_LONGEST = 100
"""Characters of a key in the name of a file."""

_PLAIN = re.compile(r"[\w-]*")
_OTHERS = re.compile(r"[^\w-]")


@dataclass(frozen=True)
class Shell:
    """The shell of one page, in the language that is spoken while it is made.

    A linked page has its place on a site: style sheets and scripts in `assets/`, and links to all
    other pages. An inline page stands alone, with all of them in it.

    Attributes:
        title: of the page.
        language: of the page.
        path: of the page, within the folder of its language: "city/id-bandung.html".
        site: title of the site.
        as_of: the day of the state, ISO 8601, or "".
        has_desk: whether the first page is the desk of a city.
        is_inline: whether the page stands alone.
        has_menu: whether it has the bar with the menu; a page alone has no other pages.
        sheets: its style sheets besides the tokens of both themes, files of `kembar.render`; a
            linked page finds them by their names in `assets/`.
        scripts: its scripts besides those of the theme and of searching, likewise.
        icons: names of icons that its scripts use.
        policy: sources that its Content Security Policy allows besides, by directive.
        description: of the page in a sentence, for those who find it elsewhere, or "".
        feed: the file of the feed of news in the folder of the language, or "".
    """

    title: str
    language: str
    path: str = ""
    site: str = "Kembar"
    as_of: str = ""
    has_desk: bool = False
    is_inline: bool = False
    has_menu: bool = True
    sheets: tuple[str, ...] = ("design/kembar.css",)
    scripts: tuple[str, ...] = ()
    icons: tuple[str, ...] = ()
    policy: tuple[tuple[str, str], ...] = ()
    description: str = ""
    feed: str = ""

    @property
    def home(self) -> str:
        """The relative address of the folder of the language."""
        return "../" * self.path.count("/")

    @property
    def root(self) -> str:
        """The relative address of the folder of the site."""
        return "../" + self.home

    @property
    def menu(self) -> list[tuple[str, str, bool]]:
        """Address, words, and whether it is the page's own part, of each entry."""
        folder = self.path.partition("/")[0]
        own = _PARTS.get(folder, folder)
        return [
            (
                self.home + path,
                _("My city") if self.has_desk and part == "desk" else _(words),
                part == own,
            )
            for part, path, words in _MENU
        ]

    @property
    def languages(self) -> list[tuple[str, str, str]]:
        """Code, name and address of this page in each language."""
        return [
            (code, LANGUAGE_NAMES[code], f"{self.root}{code}/{quote(self.path)}")
            for code in LANGUAGES
        ]

    @property
    def kinds(self) -> dict[str, str]:
        """The words for each kind of page, by which search names what it finds."""
        return {kind: _(words) for kind, words in _KINDS.items()}

    @property
    def day(self) -> str:
        """The day of the state in words, or ""."""
        return in_words(PartialDate(self.as_of), self.language) if self.as_of else ""

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
    if len(key) <= _LONGEST and _PLAIN.fullmatch(key):
        return key
    plain = _OTHERS.sub("-", key)
    return f"{plain[: _LONGEST - 13]}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"
