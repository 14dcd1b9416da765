"""First sentences about a country."""

from __future__ import annotations

from collections import Counter

from kembar.language import _, _n
from kembar.profiles.measures import Measures
from kembar.profiles.sentences.clauses import Paragraph
from kembar.profiles.sentences.names import names_of
from kembar.profiles.sentences.wording import (
    by,
    by_all,
    number,
    paragraph,
    paragraphs,
    sentence,
    spoken_dates,
    word,
)


def country_summary(measures: Measures, key: str) -> list[Paragraph]:
    """Return the first sentences about a country, by its key, in the language spoken."""
    country = word(measures.facts.countries[key].name)
    partnerships = measures.partnerships_of_country(key)
    if not partnerships:
        return [
            sentence(
                _("No partnership of a city in {country} is known.", country=country),
                by(mark="unknown"),
            )
        ]
    return paragraphs(
        paragraph(_cities(measures, key), _prospects(measures, key)),
        paragraph(_busiest(measures, key), _most_with(measures, key), _oldest(measures, key)),
    )


def _cities(measures: Measures, key: str) -> Paragraph:
    partnerships = measures.partnerships_of_country(key)
    cities = {
        city
        for one in partnerships
        for city in one.partners
        if measures.facts.cities[city].country == key
    }
    countries = set(measures.countries_with(key))
    values = {
        "country": word(measures.facts.countries[key].name),
        "cities": _n("{number} city", "{number} cities", len(cities), number=number(len(cities))),
        "partnerships": _n(
            "{number} partnership",
            "{number} partnerships",
            len(partnerships),
            number=number(len(partnerships)),
        ),
        "countries": _n(
            "{number} country", "{number} countries", len(countries), number=number(len(countries))
        ),
    }
    proof = by(mark="computed")
    if len(partnerships) == 1:
        values["names"] = names_of(measures, partnerships[0])
        return sentence(
            _("**One partnership** is known in {country}, that of {names}.", **values),
            by(partnerships[0].sources),
        )
    if len(countries) == 1:
        values["other"] = word(measures.facts.countries[next(iter(countries))].name)
        return sentence(
            _("In {country} {cities} take part in **{partnerships}**, all with {other}.", **values),
            proof,
        )
    if not countries:
        return sentence(
            _(
                "In {country} {cities} take part in **{partnerships}**, all within the country.",
                **values,
            ),
            proof,
        )
    return sentence(
        _("In {country} {cities} take part in **{partnerships} with {countries}**.", **values),
        proof,
    )


def _prospects(measures: Measures, key: str) -> Paragraph:
    partnerships = measures.partnerships_of_country(key)
    if len(partnerships) == 1:
        return ()
    prospects = sum(1 for one in partnerships if one.present == "prospective")
    ended = sum(1 for one in partnerships if one.present == "ended")
    proof = by(mark="computed")
    if prospects == len(partnerships) == 2:
        return sentence(_("Both are in view only."), proof)
    if prospects == len(partnerships):
        return sentence(_("All are in view only."), proof)
    sentences = []
    if prospects:
        sentences.append(
            sentence(
                _n(
                    "{number} of them is in view only.",
                    "{number} of them are in view only.",
                    prospects,
                    number=number(prospects),
                ),
                proof,
            )
        )
    if ended:
        sentences.append(
            sentence(
                _n("{number} has ended.", "{number} have ended.", ended, number=number(ended)),
                proof,
            )
        )
    return paragraph(*sentences)


def _busiest(measures: Measures, key: str) -> Paragraph:
    """Return the city with most established partners, where one stands out."""
    counts = Counter(
        {
            city.key: len({row.partner for row in measures.established(city.key)})
            for city in measures.cities_of.get(key, ())
        }
    )
    first, second = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    if first[1] == second[1] or len(measures.partnerships_of_country(key)) == 1:
        return ()
    return sentence(
        _n(
            "**{city}** has most partners: {number} is established.",
            "**{city}** has most partners: {number} are established.",
            first[1],
            city=word(measures.facts.cities[first[0]].name),
            number=number(first[1]),
        ),
        by(mark="computed"),
    )


def _most_with(measures: Measures, key: str) -> Paragraph:
    counts = measures.countries_with(key)
    first, second = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    if not second[1] or first[1] == second[1]:
        return ()
    return sentence(
        _(
            "The most frequent partner is {country}, in {number} partnerships.",
            country=word(measures.facts.countries[first[0]].name),
            number=number(first[1]),
        ),
        by(mark="computed"),
    )


def _oldest(measures: Measures, key: str) -> Paragraph:
    dated = [one for one in measures.partnerships_of_country(key) if one.since]
    if not dated or len(measures.partnerships_of_country(key)) == 1:
        return ()
    oldest = min(dated, key=lambda one: (min(each.value for each in one.since), one.key))
    return sentence(
        _(
            "The oldest that bears a date, {names}, is of {date}.",
            names=names_of(measures, oldest),
            date=spoken_dates(oldest.since),
        ),
        by_all(oldest.since),
    )
