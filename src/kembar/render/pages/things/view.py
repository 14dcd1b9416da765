"""Values of facts as a page shows them: each with its sources and marks, in the language spoken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from kembar.language import _, listing
from kembar.profiles.differing import differing_dates, fullest_date
from kembar.profiles.facts import Concept, GraphFacts, SourceRecord, Stated
from kembar.profiles.measures import Measures
from kembar.profiles.sentences import Paragraph, plain
from kembar.queries.saved import Text
from kembar.render.design.kinds import kind_of
from kembar.render.design.marks import glyph, kind, mark
from kembar.render.design.shell import Shell, page_path
from kembar.render.pages.things.references import References
from kembar.render.pages.things.setting import Setting
from kembar.render.pages.things.wording import date_in_words, short_date

_LINK = Markup('<a href="{}">{}</a>')
_IN_LANGUAGE = Markup('<span lang="{}">{}</span>')
_WHOLE = Markup('<span class="nb">{}</span>')
_STRONG = Markup("<strong>{}</strong>")
_UNKNOWN = Markup('<span class="unknown">{}</span>')
_AND = Markup(" · ")
_LINE = Markup("<br>")
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the facts of a thing: its name, and its value with its sources."""

    name: str
    value: Markup


class View:
    """One page: the facts of the graph, and its own references and addresses."""

    def __init__(self, setting: Setting, title: str, path: str) -> None:
        """Take what all pages share, and the title and the place of this one."""
        self.setting = setting
        self.title = title
        self.path = path
        self.language = setting.language
        self.measures: Measures = setting.measures
        self.facts: GraphFacts = setting.measures.facts
        self.references = References(self.facts.sources)
        self.summary: list[Paragraph] = []
        self._links: dict[tuple[str, str], Markup] = {}

    @classmethod
    def of(cls, setting: Setting, kind: str, key: str, title: str) -> View:
        """Return the view of the page of a thing."""
        return cls(setting, title, page_path(kind, key))

    @cached_property
    def shell(self) -> Shell:
        """The shell of the page, described by the first paragraph of its summary."""
        description = plain(self.summary[0]) if self.summary else ""
        return self.setting.shell(self.title, self.path, description)

    # Names and links

    def text(self, text: Text) -> Markup:
        """Return a text, marked where it is not in the language of the page."""
        own = getattr(text, self.language)
        return escape(own) if own or self.language == "en" else self.foreign(text.en, "en")

    def foreign(self, text: str, language: str) -> Markup:
        """Return a text in its language; a title in brackets is a translation of ours."""
        if not language or language == self.language or text.startswith("["):
            return escape(text)
        return _IN_LANGUAGE.format(language, text)

    def plain(self, text: Text) -> str:
        """Return a text without marks."""
        return text.in_language(self.language)

    def link(self, kind: str, key: str) -> str:
        """Return the address of the page of a thing."""
        return self.shell.link(kind, key)

    def city(self, key: str) -> Markup:
        """Return the name of a city that leads to its page."""
        return self._linked("city", key, self.facts.cities)

    def country(self, key: str) -> Markup:
        """Return the name of a country that leads to its page."""
        return self._linked("country", key, self.facts.countries)

    def partnership(self, key: str) -> Markup:
        """Return the name of a partnership that leads to its page."""
        return self._linked("partnership", key, self.facts.partnerships)

    def country_name(self, key: str) -> str:
        """Return the name of a country."""
        there = self.facts.countries.get(key)
        return self.plain(there.name) if there else key.upper()

    def city_name(self, key: str) -> str:
        """Return the name of a city."""
        there = self.facts.cities.get(key)
        return self.plain(there.name) if there else key

    def document(self, key: str) -> Markup:
        """Return the title of a document that leads to its page."""
        one = self.facts.agreements.get(key)
        return (
            _LINK.format(self.link("agreement", key), self.text(one.title)) if one else escape(key)
        )

    def study(self, key: str) -> Markup:
        """Return the title of a study, in its language, that leads to its page."""
        one = self.facts.studies[key]
        return _LINK.format(self.link("study", key), self.foreign(one.title, one.language))

    def _linked(self, kind: str, key: str, things: Any) -> Markup:
        if (kind, key) not in self._links:
            there = things.get(key)
            self._links[kind, key] = (
                _LINK.format(self.link(kind, key), self.text(there.name)) if there else escape(key)
            )
        return self._links[kind, key]

    # Values with who says so

    @property
    def unknown(self) -> Markup:
        """The words for what no source tells."""
        return _UNKNOWN.format(_("not known"))

    def cite(self, sources: Iterable[str]) -> Markup:
        """Return the chips of sources, or the mark of a value that none states."""
        return self.references.cite(sources)

    def chips(self, sources: Iterable[str]) -> Markup:
        """Return the chips of sources; nothing where there are none."""
        return self.references.chips(sources)

    def dates(self, dates: Sequence[Stated[str]]) -> Markup:
        """Return dates with who states each, and a mark where they differ."""
        if not dates:
            return self.unknown
        parts = [_WHOLE.format(short_date(one.value) + self.cite(one.sources)) for one in dates]
        differ = _LINE + mark("differ") if differing_dates(dates) else ""
        return _AND.join(parts) + differ

    def date(self, dates: Sequence[Stated[str]]) -> Markup:
        """Return the fullest date, and a mark with the others where they differ."""
        fullest = fullest_date(dates)
        if fullest is None:
            return self.unknown
        shown = _WHOLE.format(short_date(fullest.value))
        others = [one for one in differing_dates(dates) if one.value != fullest.value]
        return shown + (Markup(" ") + self._also(map(_date, others)) if others else "")

    def concepts(self, stated: Sequence[Stated[Concept]]) -> Markup:
        """Return concepts with who states each."""
        return self.values([Stated(one.value.name, one.sources) for one in stated])

    def values(self, stated: Sequence[Stated[Text]]) -> Markup:
        """Return texts with who states each."""
        if not stated:
            return self.unknown
        return _AND.join([self.text(one.value) + self.cite(one.sources) for one in stated])

    def words(self, stated: Sequence[Stated[str]]) -> Markup:
        """Return what sources say in their own words, each with who says it."""
        if not stated:
            return self.unknown
        return Markup("; ").join([escape(one.value) + self.cite(one.sources) for one in stated])

    def kind(self, concept: Concept) -> Markup:
        """Return a kind of partnership with its mark."""
        return kind(kind_of(concept.notation), self.plain(concept.name))

    def kinds(self, stated: Sequence[Stated[Concept]]) -> Markup:
        """Return the kinds of a partnership, a line each, with who states each."""
        if not stated:
            return kind("k6", _("not known"))
        lines = [self.kind(one.value) + self.chips(one.sources) for one in stated]
        if len({one.value.notation for one in stated}) > 1:
            lines.append(mark("differ"))
        return _LINE.join(lines)

    def kind_of(self, stated: Sequence[Stated[Concept]], others: Sequence[str] = ()) -> Markup:
        """Return the kind that most sources state, and a mark with the others."""
        if not stated:
            return kind("k5", others[0]) if others else kind("k6", _("not known"))
        rest = [self.plain(one.value.name) for one in stated[1:]] + list(others)
        also = _LINE + self._also(rest) if rest else ""
        return self.kind(stated[0].value) + also

    def _also(self, others: Iterable[str]) -> Markup:
        return mark("differ", _("also {others}", others=listing(list(dict.fromkeys(others)))))

    # Parts of the page

    def paragraphs(self) -> Iterator[Markup]:
        """Yield the paragraphs of the summary."""
        for paragraph in self.summary:
            parts = []
            for clause in paragraph:
                text = _STRONG.format(clause.text) if clause.strong else escape(clause.text)
                sign = Markup(" ") + glyph(clause.mark) if clause.mark else ""
                parts.append(text + self.chips(clause.sources) + sign)
            yield Markup("").join(parts)

    def source(self, record: SourceRecord) -> Markup:
        """Return a source as the list at the end has it: authors, title, publisher, date."""
        title = self.foreign(record.title or record.name, record.language)
        if record.address.startswith(_WEB):
            title = _LINK.format(record.address, title)
        authors = "; ".join(record.authors)
        place = ", ".join(filter(None, (record.publisher, record.date and short_date(record.date))))
        before = escape(f"{authors}. ") if authors else Markup("")
        return before + title + Markup(". ") + (escape(f"{place}.") if place else Markup(""))

    def sources_sorted(self) -> list[tuple[int, Markup]]:
        """Return the sources of the page with their numbers."""
        return [(number, self.source(record)) for number, record in self.references.listed()]


def _date(stated: Stated[str]) -> str:
    return date_in_words(stated.value)
