"""The page of a city."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from markupsafe import Markup, escape

from kembar.language import _, _n, listing, numeral
from kembar.profiles.facts import City, Concept, Figure, Tenure
from kembar.profiles.figures import PartnerRow
from kembar.profiles.measures import Measures, first_day
from kembar.profiles.sentences import city_summary
from kembar.profiles.sentences.names import office_name
from kembar.profiles.unknowns import unknowns_of_city
from kembar.render.design.marks import mark
from kembar.render.pages.things.drawings import field_bars, year_columns
from kembar.render.pages.things.setting import Setting
from kembar.render.pages.things.view import Fact, View
from kembar.render.pages.things.wording import people, short_date, sum_of
from kembar.render.templates import page

ROWS = 13
"""Rows of a table before the others are opened."""

_FIELDS = 8
_NEAREST = 4
_IN_OFFICE = 6
_CURRENCY = 3
"""Letters of a code of a currency, which tells a sum from a count."""


def city_page(setting: Setting, key: str) -> str:
    """Return the page of a city as HTML text."""
    one = setting.measures.facts.cities[key]
    view = View.of(setting, "city", key, one.name.in_language(setting.language))
    measures = view.measures
    view.summary = city_summary(measures, key)
    rows = measures.partners(key)
    keys = [row.partnership for row in rows]
    tenures = sorted(one.tenures, key=lambda each: first_day([*each.start, *each.end]))
    values = {
        "view": view,
        "city": one,
        "alt": _other_name(one, view),
        "sub": _sub(one, view),
        "acts": _acts(one, view),
        "paragraphs": list(view.paragraphs()),
        "facts": list(_facts(one, view)),
        "map": setting.partners_map(key),
        "partners": [partner_row(row, view) for row in rows],
        "rows": ROWS,
        "fields": field_bars(measures.by_field(keys)[:_FIELDS], view),
        "years": year_columns(measures.by_year(keys), measures.today.year),
        "tenures": [_tenure(each, view) for each in reversed(tenures)],
        "in_office": _IN_OFFICE,
        "nearest": list(_nearest(measures, key, view)),
        "unknown": unknowns_of_city(measures, key),
    }
    view.references.add(one.sources)
    values["sources"] = view.sources_sorted()
    return page("pages/things/city.html", view.shell, **values)


def _other_name(one: City, view: View) -> tuple[str, str]:
    """Return the name of the city in its own script or in Korean, and its language."""
    wished = "en" if view.language == "ko" else "ko"
    name = getattr(one.name, wished)
    return (name, wished) if name and name != view.title else ("", "")


def _sub(one: City, view: View) -> str:
    unit = view.plain(one.type.name)
    if one.tier:
        tier = view.plain(one.tier[0].value.name)
        unit = _("{unit} of the {tier} of government", unit=unit, tier=tier)
    population = _latest(one.figures, "population")
    if population:
        number = people(population.value)
        year = short_date(population.period)
        unit += " · " + _("{people} in {year}", people=number, year=year)
    return unit[:1].upper() + unit[1:]


def _latest(figures: Sequence[Figure], indicator: str) -> Figure | None:
    there = [one for one in figures if one.indicator.notation == indicator]
    return max(there, key=lambda one: one.period, default=None)


def _acts(one: City, view: View) -> list[tuple[str, str, str]]:
    return [
        (_("In the network"), f"{view.shell.home}network.html#{one.key}", ""),
        (_("Data"), f"{view.shell.home}data.html", "down"),
    ]


def _facts(one: City, view: View) -> Iterator[Fact]:
    for concept in _indicators(one.figures):
        figure = _latest(one.figures, concept.notation)
        if figure:
            yield Fact(_capital(view.plain(concept.name)), _figure(figure, view))
    for tenure in view.measures.in_office(one.key)[:2]:
        name = _capital(office_name(tenure.office)) if tenure.office else _("In office")
        yield Fact(name, escape(tenure.person) + view.cite(tenure.sources))
    yield Fact(_("Documents"), escape(_documents(one.key, view)))
    nearest = [view.city(each.city) for each in view.measures.nearest(one.key)[:_NEAREST]]
    if nearest:
        names = Markup(", ").join(nearest) + Markup(" ") + mark("computed")
        yield Fact(_("Nearest by ties"), names)
    if one.part_of in view.facts.cities:
        yield Fact(_("Part of"), view.city(one.part_of))
    yield Fact(_("Sources"), escape(_sources(one.key, view)))


def _indicators(figures: Sequence[Figure]) -> list[Concept]:
    concepts = {one.indicator.notation: one.indicator for one in figures}
    return [concepts[key] for key in concepts if key != "population"][:3]


def _figure(figure: Figure, view: View) -> Markup:
    is_money = len(figure.unit) == _CURRENCY and figure.unit.isupper()
    amount = sum_of(figure.value, figure.unit) if is_money else people(figure.value)
    words = _("{amount}, {year}", amount=amount, year=short_date(figure.period))
    return escape(words) + view.cite(figure.sources)


def _documents(key: str, view: View) -> str:
    documents = [each for row in view.measures.partners(key) for each in row.figures.documents]
    ends = sum(1 for each in documents if each.valid_until)
    if not documents:
        return _("none known")
    if not ends:
        return _n(
            "{count}, which does not name its end",
            "{count}, none of which names its end",
            len(documents),
        )
    if ends == len(documents):
        return _n(
            "{count}, which names its end", "{count}, each of which names its end", len(documents)
        )
    return _n(
        "{all}, of which {count} names its end",
        "{all}, of which {count} name their end",
        ends,
        all=numeral(len(documents)),
    )


def _sources(key: str, view: View) -> str:
    records = [view.facts.sources.get(each) for each in view.measures.sources_of(key)]
    count = len([record for record in records if record])
    languages = {record.language for record in records if record and record.language}
    if len(languages) < 2:
        return _n("{count} source", "{count} sources", count)
    return _("{count} in {languages} languages", count=count, languages=len(languages))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def partner_row(row: PartnerRow, view: View, *, by_city: bool = True) -> list[Markup | str]:
    """Return the cells of a row on a partnership.

    Args:
        row: a partner of a city.
        view: of the page.
        by_city: whether the partner alone names the row; else both do.
    """
    figures = row.figures
    one = view.facts.partnerships[row.partnership]
    address = view.link("partnership", row.partnership)
    name = view.facts.cities[row.partner].name if by_city else one.name
    last = figures.last
    return [
        Markup('<a href="{}">{}</a>').format(address, view.text(name)),
        view.country(row.country),
        view.kind_of(figures.kinds, _others(row)),
        view.date(one.since),
        short_date(last.date) if last else view.unknown,
        str(len(figures.documents)),
        str(len(figures.done)),
        Markup('<a class="cite" href="{}#sources">{}</a>').format(address, len(figures.sources)),
    ]


def _others(row: PartnerRow) -> list[str]:
    return [_("prospective")] if row.figures.prospects else []


def _tenure(one: Tenure, view: View) -> tuple[str, str, Markup, Markup]:
    start, end = view.date(one.start) if one.start else "", view.date(one.end) if one.end else ""
    if start and end:
        times = Markup("{} – {}").format(start, end)
    elif start:
        times = escape(_("since {date}")).format(date=start)
    elif end:
        times = escape(_("until {date}")).format(date=end)
    else:
        times = view.unknown
    return one.person, office_name(one.office), times, view.chips(one.sources)


def _nearest(measures: Measures, key: str, view: View) -> Iterator[tuple[Markup, Markup, str]]:
    """Yield cities abroad that share partners with a city: name, country, and through whom."""
    cities = view.facts.cities
    abroad = (
        one for one in measures.nearest(key) if cities[one.city].country != cities[key].country
    )
    for one in islice(abroad, _NEAREST):
        country = cities[one.city].country
        names = listing([view.city_name(each) for each in one.through[:3]])
        more = len(one.through) - 3
        if more > 0:
            names = _n("{names} and {count} other", "{names} and {count} others", more, names=names)
        yield view.city(one.city), view.country(country), _("through {cities}", cities=names)
