"""Lists of all cities, studies and sources, in parts to which the links beside them lead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from markupsafe import Markup

from kembar.language import _, _n, numeral
from kembar.names.normalize import fold
from kembar.profiles.facts import SourceRecord, Study
from kembar.profiles.regions import REGIONS
from kembar.render.pages.things.partnership import study_entry
from kembar.render.pages.things.setting import Setting
from kembar.render.pages.things.view import View
from kembar.render.pages.things.wording import short_date
from kembar.render.templates import page

T = TypeVar("T", Study, SourceRecord)

_LINK = Markup('<a href="{}">{}</a>')


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list: its anchor, its title, how many things it has, and its groups."""

    key: str
    title: str
    number: int
    groups: Sequence[tuple[Markup | str, Sequence[tuple[Markup, str | Markup]]]]


def cities_page(setting: Setting) -> str:
    """Return the list of cities, by region and country."""
    view = View(setting, _("Cities"), "cities/index.html")
    regions: defaultdict[str, list[str]] = defaultdict(list)
    for country in view.facts.countries.values():
        if view.measures.cities_of.get(country.key):
            regions[country.region if country.region in REGIONS else ""].append(country.key)
    parts = []
    for region in (*REGIONS, ""):
        keys = sorted(regions.get(region, ()), key=lambda key: fold(view.country_name(key)))
        if keys:
            title = _(REGIONS[region]) if region else _("Elsewhere")
            groups = [(view.country(key), _cities(key, view)) for key in keys]
            number = sum(len(cities) for _country, cities in groups)
            parts.append(Part(region or "other", _capital(title), number, groups))
    words = _n("{count} city", "{count} cities", len(view.facts.cities))
    countries = _n("{count} country", "{count} countries", len(view.facts.countries))
    established = view.measures.established_partnerships(view.facts.partnerships)
    partnerships = _n("{count} partnership", "{count} partnerships", len(established))
    sub = " · ".join((words, countries, partnerships))
    note = _("The number beside a city is that of its partners, without those in view.")
    return _list(view, parts, sub, note, _("By region"), is_short=True)


def _cities(country: str, view: View) -> list[tuple[Markup, str]]:
    cities = sorted(view.measures.cities_of[country], key=lambda city: fold(view.plain(city.name)))
    return [
        (view.city(city.key), numeral(view.measures.partner_count(city.key))) for city in cities
    ]


def studies_page(setting: Setting) -> str:
    """Return the list of studies, by their type."""
    view = View(setting, _("Studies"), "studies/index.html")
    parts = _by_type(view.facts.studies.values(), _newest, _study, view)
    findings = sum(len(one.findings) for one in view.facts.studies.values())
    sub = " · ".join(
        (
            _n("{count} study", "{count} studies", len(view.facts.studies)),
            _n("{count} finding", "{count} findings", findings),
        )
    )
    return _list(view, parts, sub, "", _("By type"))


def _newest(one: Study) -> tuple[int, str]:
    year = one.published[:4]
    return -int(year) if year.isdigit() else 0, one.title


def _study(one: Study, view: View) -> tuple[Markup, str]:
    title, about, _chips = study_entry(one, "", view)
    return title, about


def sources_page(setting: Setting) -> str:
    """Return the list of sources, by their type."""
    view = View(setting, _("Sources"), "sources/index.html")
    parts = _by_type(view.facts.sources.values(), _by_name, _source, view)
    sub = _n("{count} source", "{count} sources", len(view.facts.sources))
    note = _("Each leads to what it tells of.")
    return _list(view, parts, sub, note, _("By type"))


def _by_name(one: SourceRecord) -> str:
    return fold(one.name)


def _source(one: SourceRecord, view: View) -> tuple[Markup, Markup | str]:
    title = view.foreign(one.title or one.name, one.language)
    about = ", ".join(filter(None, (one.publisher, one.date and short_date(one.date))))
    return _LINK.format(view.link("source", one.key), title), about


def _list(
    view: View,
    parts: Iterable[Part],
    sub: str,
    note: str,
    by: str,
    *,
    is_short: bool = False,
) -> str:
    values = {"view": view, "parts": list(parts), "sub": sub, "note": note, "by": by}
    return page("pages/things/list.html", view.shell, is_short=is_short, **values)


def _by_type(
    things: Iterable[T],
    order: Callable[[T], Any],
    entry: Callable[[T, View], tuple[Markup, str | Markup]],
    view: View,
) -> list[Part]:
    """Return studies or sources in parts by their type, the largest part first."""
    types: defaultdict[str, list[T]] = defaultdict(list)
    for one in things:
        types[view.plain(one.type.name) if one.type else _("type not known")].append(one)
    return [
        Part(
            f"type-{number}",
            _capital(title),
            len(types[title]),
            [("", [entry(one, view) for one in sorted(types[title], key=order)])],
        )
        for number, title in enumerate(sorted(types, key=lambda title: -len(types[title])), 1)
    ]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
