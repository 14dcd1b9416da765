"""Facts of a whole site, which the shell of each of its pages has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kembar.render import templates
from kembar.render.design.shell import LANGUAGE_NAMES, Shell

SHEETS = ("design/kembar.css", "design/pages.css", "site/site.css")
FEED = "feed.xml"


@dataclass(frozen=True)
class SiteFacts:
    """Facts of a whole site: its title, its day, its city, and its web address.

    `city` is the name of the office's own city by language, empty without one; `address` ends with
    a slash, or is "".
    """

    title: str
    as_of: str
    city: Mapping[str, str]
    address: str = ""

    def shell(self, language: str, path: str, title: str) -> Shell:
        """Return the shell of a page at a path within the folder of its language."""
        return Shell(
            title=title,
            language=language,
            path=path,
            site=self.title,
            as_of=self.as_of,
            has_desk=bool(self.city),
            sheets=SHEETS,
            feed=FEED,
        )


def page(template: str, shell: Shell, **values: Any) -> str:
    """Return a page as HTML text; every value in it is escaped.

    Args:
        template: a file of this package that extends `design/page.html`.
        shell: of the page.
        values: for the template.
    """
    return templates.page(f"site/{template}", shell, **values)


def first_page(title: str, language: str) -> str:
    """Return the page at the root of a site, which leads to the first page of a language."""
    template = templates.environment().get_template("site/first.html")
    return str(template.render(title=title, language=language, names=LANGUAGE_NAMES))
