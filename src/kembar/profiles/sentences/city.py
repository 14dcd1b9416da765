"""First sentences about a city."""

from __future__ import annotations

from collections.abc import Sequence

from kembar.language import _, _n, listing
from kembar.profiles.facts import Concept
from kembar.profiles.figures import PartnerRow, PartnershipFigures
from kembar.profiles.measures import Measures
from kembar.profiles.sentences.clauses import Paragraph
from kembar.profiles.sentences.partnership import partnership_summary
from kembar.profiles.sentences.wording import (
    by,
    by_all,
    country_word,
    date,
    number,
    paragraph,
    paragraphs,
    sentence,
    spoken_dates,
    word,
    years,
)

SILENT = 3
"""Full years without a sign of life after which the silence is told."""

BUSY_YEAR = 3
"""A year with so many activities is named."""


def city_summary(measures: Measures, key: str) -> list[Paragraph]:
    """Return the first sentences about a city, by its key, in the language spoken."""
    rows = measures.partners(key)
    established = measures.established(key)
    if not rows:
        city = word(measures.facts.cities[key].name)
        return [sentence(_("No partnership of {city} is known.", city=city), by(mark="unknown"))]
    if len(rows) == 1:
        return [_only(measures, key), *partnership_summary(measures, rows[0].partnership)]
    return paragraphs(
        paragraph(_partners(measures, key), _kinds(established), _prospects(established)),
        paragraph(
            *_oldest_and_busiest(measures, established),
            _best_year(measures, established),
            _silence(measures, established),
        ),
    )


def _country(measures: Measures, key: str) -> str:
    country = measures.facts.countries.get(key)
    return country_word(country.name) if country else _("a country that is not known")


def _only(measures: Measures, key: str) -> Paragraph:
    row = measures.partners(key)[0]
    values = {
        "city": word(measures.facts.cities[key].name),
        "partner": word(measures.facts.cities[row.partner].name),
        "country": _country(measures, row.country),
    }
    proof = by(measures.facts.partnerships[row.partnership].sources)
    match measures.facts.partnerships[row.partnership].present:
        case "prospective":
            return sentence(
                _(
                    "{city} has no partner yet; one is in view, **{partner} in {country}**.",
                    **values,
                ),
                proof,
            )
        case "cancelled":
            return sentence(
                _(
                    "{city} has no partner; a partnership with {partner} in {country} was given "
                    "up.",
                    **values,
                ),
                proof,
            )
        case "ended":
            return sentence(
                _("{city} had **one partner, {partner} in {country}**.", **values), proof
            )
    return sentence(_("{city} has **one partner, {partner} in {country}**.", **values), proof)


def _partners(measures: Measures, key: str) -> Paragraph:
    """Return how many partners a city has, in how many countries, and how many more are in view."""
    countries, in_view = measures.countries(key), len(measures.in_view(key))
    count = countries.total()
    values = {
        "city": word(measures.facts.cities[key].name),
        "partners": _n("{number} partner", "{number} partners", count, number=number(count)),
        "countries": _n(
            "{number} country", "{number} countries", len(countries), number=number(len(countries))
        ),
        "country": _country(measures, next(iter(countries), "")),
        "in_view": number(in_view),
    }
    proof = by(mark="computed")
    if not count:
        if not in_view:
            return sentence(_("{city} has **no established partnership**.", **values), proof)
        return sentence(
            _n(
                "{city} has **no established partnership**; {in_view} is in view.",
                "{city} has **no established partnership**; {in_view} are in view.",
                in_view,
                **values,
            ),
            proof,
        )
    if len(countries) == 1:
        if not in_view:
            return sentence(_("{city} has **{partners} in {country}**.", **values), proof)
        return sentence(
            _n(
                "{city} has **{partners} in {country}**; {in_view} more is in view.",
                "{city} has **{partners} in {country}**; {in_view} more are in view.",
                in_view,
                **values,
            ),
            proof,
        )
    if not in_view:
        return sentence(_("{city} has **{partners} in {countries}**.", **values), proof)
    return sentence(
        _n(
            "{city} has **{partners} in {countries}**; {in_view} more is in view.",
            "{city} has **{partners} in {countries}**; {in_view} more are in view.",
            in_view,
            **values,
        ),
        proof,
    )


def _kinds(rows: Sequence[PartnerRow]) -> Paragraph:
    """Return with how many partners all sources agree on the kind, and on how many they differ."""
    agreed: dict[str, tuple[Concept, int]] = {}
    for row in rows:
        if row.figures.kinds and not row.figures.kinds_differ and not row.figures.prospects:
            kind = row.figures.kinds[0].value
            agreed[kind.notation] = (kind, agreed.get(kind.notation, (kind, 0))[1] + 1)
    differ = [row for row in rows if row.figures.kinds_differ]
    proof = by(mark="differ" if differ else "computed")
    counted = sorted(agreed.values(), key=lambda each: (-each[1], each[0].notation))
    total = sum(count for _kind, count in counted)
    values = {"number": number(total), "differ": number(len(differ))}
    if not counted:
        if not differ:
            return ()
        return sentence(
            _n(
                "On the kind of {differ} the sources differ.",
                "On the kind of {differ} the sources differ.",
                len(differ),
                **values,
            ),
            proof,
        )
    if len(counted) == 1:
        values["kind"] = word(counted[0][0].name)
        if not differ:
            return sentence(
                _n(
                    "With {number} of them every source speaks of a {kind}.",
                    "With {number} of them every source speaks of a {kind}.",
                    total,
                    **values,
                ),
                proof,
            )
        return sentence(
            _n(
                "With {number} of them every source speaks of a {kind};| on {differ} the "
                "sources differ.",
                "With {number} of them every source speaks of a {kind};| on {differ} the "
                "sources differ.",
                total,
                **values,
            ),
            by(mark="computed"),
            proof,
        )
    values["kinds"] = listing(
        [_("{kind} ({number})", kind=word(kind.name), number=count) for kind, count in counted]
    )
    if not differ:
        return sentence(_("The sources agree on the kind of {number}: {kinds}.", **values), proof)
    return sentence(
        _(
            "The sources agree on the kind of {number}, {kinds};| on {differ} they differ.",
            **values,
        ),
        by(mark="computed"),
        proof,
    )


def _prospects(rows: Sequence[PartnerRow]) -> Paragraph:
    """Return for how many established partners some sources still speak of a prospect."""
    count = sum(1 for row in rows if row.figures.prospects)
    if not count:
        return ()
    return sentence(
        _n(
            "For {number}, some sources speak of a prospect only.",
            "For {number}, some sources speak of a prospect only.",
            count,
            number=number(count),
        ),
        by((row.figures.prospects[0] for row in rows if row.figures.prospects), "differ"),
    )


def _oldest_and_busiest(measures: Measures, rows: Sequence[PartnerRow]) -> list[Paragraph]:
    """Return the oldest and the busiest partner; together where they are one."""
    dated = [row for row in rows if row.figures.since]
    oldest = min(dated, key=_began, default=None) if len(rows) > 1 else None
    busiest = rows[0] if rows and (rows[0].figures.documents or rows[0].figures.done) else None
    sentences = []
    if oldest and oldest.figures.since:
        values = {
            "partner": word(measures.facts.cities[oldest.partner].name),
            "date": spoken_dates(measures.facts.partnerships[oldest.partnership].since),
        }
        proof = by_all(measures.facts.partnerships[oldest.partnership].since)
        if oldest is busiest:
            return [
                sentence(
                    _(
                        "Its oldest partnership, with **{partner}**, dates from {date}| and is "
                        "also its busiest: {figures}.",
                        **values,
                        figures=_figures(measures, oldest.figures),
                    ),
                    proof,
                    by(mark="computed"),
                )
            ]
        sentences.append(
            sentence(
                _("Its oldest dated partnership, with **{partner}**, dates from {date}.", **values),
                proof,
            )
        )
    if busiest:
        partner = word(measures.facts.cities[busiest.partner].name)
        sentences.append(
            sentence(
                _(
                    "Its busiest is that with **{partner}**: {figures}.",
                    partner=partner,
                    figures=_figures(measures, busiest.figures),
                ),
                by(mark="computed"),
            )
        )
    return sentences


def _began(row: PartnerRow) -> str:
    since = row.figures.since
    return min((each.value for each in (*row.figures.since_differs, since) if each), default="")


def _figures(measures: Measures, figures: PartnershipFigures) -> str:
    """Return the numbers of a partnership that are not zero: "four documents, 19 activities"."""
    studies = len(measures.studies_of.get(figures.key, ()))
    documents, done = len(figures.documents), len(figures.done)
    parts = [
        _n("{number} document", "{number} documents", documents, number=number(documents))
        if documents
        else "",
        _n("{number} activity", "{number} activities", done, number=number(done)) if done else "",
        _n("{number} study", "{number} studies", studies, number=number(studies))
        if studies
        else "",
    ]
    return listing([part for part in parts if part])


def _best_year(measures: Measures, rows: Sequence[PartnerRow]) -> Paragraph:
    """Return the year in which most was done, if it stands out."""
    done = measures.by_year(dict.fromkeys(row.partnership for row in rows))
    if len(done) == 1 or not done:
        return ()
    year, activities = max(done.items(), key=lambda each: (len(each[1]), each[0]))
    if (
        len(activities) < BUSY_YEAR
        or sum(len(each) == len(activities) for each in done.values()) > 1
    ):
        return ()
    among = {one for key in activities for one in measures.facts.activities[key].partnerships} & {
        row.partnership for row in rows
    }
    values = {
        "year": year,
        "activities": _n(
            "{number} activity",
            "{number} activities",
            len(activities),
            number=number(len(activities)),
        ),
        "partnerships": _n(
            "{number} partnership", "{number} partnerships", len(among), number=number(len(among))
        ),
    }
    return sentence(
        _("Most was done in {year}: {activities} in {partnerships}.", **values), by(mark="computed")
    )


def _silence(measures: Measures, rows: Sequence[PartnerRow]) -> Paragraph:
    """Return since when nothing is known of any partnership; or that this year has nothing."""
    signs = [row.figures.last_sign for row in rows if row.figures.last_sign]
    if not signs:
        return (
            sentence(_("No activity or document of it bears a date."), by(mark="unknown"))
            if rows
            else ()
        )
    last = max(signs, key=lambda sign: sign.date)
    silence = min(row.figures.silence or 0 for row in rows if row.figures.last_sign)
    if silence >= SILENT:
        return sentence(
            _(
                "**Since {date}, for {years}, no sign of life is known.**",
                date=date(last.date),
                years=years(silence),
            ),
            by(last.sources, "computed"),
        )
    if last.date[:4] < str(measures.today.year):
        return sentence(
            _("Nothing dated is known of {year}.", year=measures.today.year), by(mark="unknown")
        )
    return ()
