"""First sentences about a country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kembar.language import _, _n
from kembar.profiles.facts import Partnership
from kembar.profiles.measures import Measures
from kembar.profiles.sentences.clauses import Paragraph
from kembar.profiles.sentences.names import names_of
from kembar.profiles.sentences.wording import (
    by,
    by_all,
    country_word,
    number,
    paragraph,
    paragraphs,
    sentence,
    spoken_dates,
    word,
)


def country_summary(measures: Measures, key: str) -> list[Paragraph]:
    """Return the first sentences about a country, by its key, in the language spoken."""
    country = country_word(measures.facts.countries[key].name)
    partnerships = measures.partnerships_of_country(key)
    if not partnerships:
        return [
            sentence(
                _("No partnership of a city in {country} is known.", country=country),
                by(mark="unknown"),
            )
        ]
    return paragraphs(
        paragraph(_cities(measures, key), _ended(measures, key)),
        paragraph(_busiest(measures, key), _most_with(measures, key), _oldest(measures, key)),
    )


def _cities(measures: Measures, key: str) -> Paragraph:
    """Return how many cities have how many partnerships, and how many more are in view."""
    keys = [one.key for one in measures.partnerships_of_country(key)]
    established, in_view = measures.established_partnerships(keys), len(measures.prospects(keys))
    if not established:
        return _none_established(measures, key, in_view)
    if len(established) == 1:
        values = {
            "country": country_word(measures.facts.countries[key].name),
            "names": names_of(measures, established[0]),
            "in_view": number(in_view),
        }
        proof = by(established[0].sources)
        if not in_view:
            return sentence(
                _("**One partnership** is known in {country}, that of {names}.", **values), proof
            )
        return sentence(
            _n(
                "**One partnership** is known in {country}, that of {names};| {in_view} more is "
                "in view.",
                "**One partnership** is known in {country}, that of {names};| {in_view} more are "
                "in view.",
                in_view,
                **values,
            ),
            proof,
            by(mark="computed"),
        )
    first = sentence(_of_several(measures, key, established), by(mark="computed"))
    if not in_view:
        return first
    more = _n(
        "{number} more is in view.", "{number} more are in view.", in_view, number=number(in_view)
    )
    return paragraph(first, sentence(more, by(mark="computed")))


def _none_established(measures: Measures, key: str, in_view: int) -> Paragraph:
    values = {
        "country": country_word(measures.facts.countries[key].name),
        "number": number(in_view),
    }
    if not in_view:
        text = _("No city in {country} has an established partnership.", **values)
    else:
        text = _n(
            "No city in {country} has an established partnership; {number} is in view.",
            "No city in {country} has an established partnership; {number} are in view.",
            in_view,
            **values,
        )
    return sentence(text, by(mark="computed"))


def _of_several(measures: Measures, key: str, established: Sequence[Partnership]) -> str:
    partners = {city for one in established for city in one.partners}
    countries = {measures.facts.cities[city].country for city in partners} - {key}
    cities = sum(measures.facts.cities[city].country == key for city in partners)
    values = {
        "country": country_word(measures.facts.countries[key].name),
        "cities": _n("{number} city", "{number} cities", cities, number=number(cities)),
        "partnerships": _n(
            "{number} partnership",
            "{number} partnerships",
            len(established),
            number=number(len(established)),
        ),
        "countries": _n(
            "{number} country", "{number} countries", len(countries), number=number(len(countries))
        ),
    }
    if len(countries) == 1:
        other = country_word(measures.facts.countries[next(iter(countries))].name)
        return _(
            "In {country} {cities} take part in **{partnerships}**, all with {other}.",
            **values,
            other=other,
        )
    if not countries:
        return _(
            "In {country} {cities} take part in **{partnerships}**, all within the country.",
            **values,
        )
    return _("In {country} {cities} take part in **{partnerships} with {countries}**.", **values)


def _ended(measures: Measures, key: str) -> Paragraph:
    partnerships = measures.partnerships_of_country(key)
    ended = sum(1 for one in partnerships if one.present == "ended")
    if len(partnerships) == 1 or not ended:
        return ()
    return sentence(
        _n(
            "{number} of them has ended.",
            "{number} of them have ended.",
            ended,
            number=number(ended),
        ),
        by(mark="computed"),
    )


def _busiest(measures: Measures, key: str) -> Paragraph:
    if len(measures.partnerships_of_country(key)) == 1:
        return ()
    return busiest(measures, [city.key for city in measures.cities_of.get(key, ())])


def busiest(measures: Measures, cities: Iterable[str]) -> Paragraph:
    """Return which of some cities has most established partners, where one stands out."""
    counts = Counter({city: measures.partner_count(city) for city in cities})
    first, second = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    if first[1] == second[1]:
        return ()
    return sentence(
        _n(
            "**{city}** has most partners: {number}.",
            "**{city}** has most partners: {number}.",
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
            country=country_word(measures.facts.countries[first[0]].name),
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
