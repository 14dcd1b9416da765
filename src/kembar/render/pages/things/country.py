"""The page of a country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import escape

from kembar.language import _, _n
from kembar.profiles.facts import Country
from kembar.profiles.figures import PartnerRow
from kembar.profiles.regions import CONTINENTS, REGIONS
from kembar.profiles.sentences import country_summary
from kembar.render.pages.things.city import ROWS, partner_row
from kembar.render.pages.things.drawings import WHOLE, Bar, field_bars
from kembar.render.pages.things.setting import Setting
from kembar.render.pages.things.view import Fact, View
from kembar.render.templates import page

_FIELDS = 8
_COUNTRIES = 10


def country_page(setting: Setting, key: str) -> str:
    """Return the page of a country as HTML text."""
    one = setting.measures.facts.countries[key]
    view = View.of(setting, "country", key, one.name.in_language(setting.language))
    measures = view.measures
    view.summary = country_summary(measures, key)
    cities = measures.cities_of.get(key, ())
    rows = {row.partnership: row for city in cities for row in measures.partners(city.key)}
    ranked = sorted(rows.values(), key=_rank)
    counts = Counter(row.country for row in ranked)
    values = {
        "view": view,
        "sub": _region(one),
        "paragraphs": list(view.paragraphs()),
        "facts": _facts(one, len(cities), ranked),
        "cities": sorted(
            ((view.city(city.key), measures.partner_count(city.key)) for city in cities),
            key=lambda pair: (-pair[1], str(pair[0])),
        ),
        "partnerships": [partner_row(row, view, by_city=False) for row in ranked],
        "rows": ROWS,
        "countries": _bars(counts, view),
        "fields": field_bars(measures.by_field(list(rows))[:_FIELDS], view),
        "sources": view.sources_sorted(),
    }
    return page("pages/things/country.html", view.shell, **values)


def _rank(row: PartnerRow) -> tuple[bool, int, str]:
    figures = row.figures
    return not figures.is_established, -len(figures.documents) - len(figures.done), row.partnership


def _region(one: Country) -> str:
    if one.region not in REGIONS:
        return ""
    region, continent = _(REGIONS[one.region]), _(CONTINENTS[one.region[:2]])
    words = region if region == continent else f"{region} · {continent}"
    return words[:1].upper() + words[1:]


def _facts(one: Country, cities: int, rows: Sequence[PartnerRow]) -> list[Fact]:
    established = sum(1 for row in rows if row.figures.is_established)
    documents = sum(len(row.figures.documents) for row in rows)
    done = sum(len(row.figures.done) for row in rows)
    abroad = {row.country for row in rows} - {one.key}
    return [
        Fact(_("Cities"), escape(str(cities))),
        Fact(
            _("Partnerships"),
            escape(
                _(
                    "{count}, of which {established} established",
                    count=len(rows),
                    established=established,
                )
            ),
        ),
        Fact(_("With"), escape(_n("{count} country", "{count} countries", len(abroad)))),
        Fact(_("Documents"), escape(str(documents))),
        Fact(_("Carried out"), escape(_n("{count} activity", "{count} activities", done))),
    ]


def _bars(counts: Counter[str], view: View) -> list[Bar]:
    most = max([WHOLE, *counts.values()])
    return [
        Bar(view.country(key), ((round(100 * count / most, 1), ""),), str(count))
        for key, count in counts.most_common(_COUNTRIES)
    ]
