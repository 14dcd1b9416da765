"""The setting of the pages of a graph: what they all share; made once for each language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from kembar.profiles.measures import Measures
from kembar.render.design.shell import Shell
from kembar.render.pages.things.stated import StatedThings, things_by_source


def no_map(_city: str) -> Markup:
    """Return no map, where none can be drawn."""
    return Markup("")


@dataclass(frozen=True)
class Setting:
    """All that pages of a graph in one language share; it is spoken while they are made.

    Attributes:
        measures: the facts of the graph and what is counted from them.
        language: of the pages.
        site: title of the site.
        has_desk: whether its first page is the desk of a city.
        feed: the file of the feed of news in the folder of the language, or "".
        partners_map: draws the partners of a city on a map, from its key; "" where it has none.
        report: gives the address of the report on a partnership within the folder of the language,
            from its key; "" where there is none.
    """

    measures: Measures
    language: str
    site: str = "Kembar"
    has_desk: bool = False
    feed: str = ""
    partners_map: Callable[[str], Markup] = no_map
    report: Callable[[str], str] = lambda _key: ""

    @cached_property
    def by_source(self) -> Mapping[str, StatedThings]:
        """The things of which each source tells."""
        return things_by_source(self.measures.facts)

    def shell(
        self, title: str, path: str, description: str = "", scripts: Sequence[str] = ()
    ) -> Shell:
        """Return the shell of a page, by its title and its path in the folder of the language."""
        return Shell(
            title=title,
            language=self.language,
            path=path,
            site=self.site,
            as_of=self.measures.facts.as_of,
            has_desk=self.has_desk,
            scripts=tuple(scripts),
            description=description,
            feed=self.feed,
        )
