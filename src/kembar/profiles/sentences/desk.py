"""First sentences of a desk in the morning: what ends, what is silent, what is past its date."""

from __future__ import annotations

from kembar.language import _, _n
from kembar.profiles.deadlines import Deadline, deadlines, documents, overdue, silences, without_end
from kembar.profiles.figures import Dated
from kembar.profiles.measures import Measures
from kembar.profiles.sentences.clauses import Paragraph
from kembar.profiles.sentences.country import busiest
from kembar.profiles.sentences.names import document_type, names_of
from kembar.profiles.sentences.wording import (
    by,
    date,
    number,
    pair,
    paragraph,
    paragraphs,
    sentence,
    when,
    word,
    years,
)

SILENT = 5
"""Full years without a dated activity after which a partnership is called silent."""


def desk_summary(measures: Measures, city: str = "") -> list[Paragraph]:
    """Return the first sentences of the desk of a city, or of the whole graph."""
    if not measures.facts.partnerships or (city and not measures.partners(city)):
        return [sentence(_("No partnership is known yet."), by(mark="unknown"))]
    return paragraphs(
        () if city else paragraph(_size(measures), busiest(measures, measures.facts.cities)),
        paragraph(_ended(measures, city), _ending(measures, city)),
        paragraph(_silent(measures, city), _ends_known(measures, city), _overdue(measures, city)),
    )


def _size(measures: Measures) -> Paragraph:
    """Return how many partnerships the graph knows, of how many cities and countries."""
    facts = measures.facts
    there = measures.established_partnerships(facts.partnerships)
    if not there:
        return ()
    if len(there) == 1:
        text = _(
            "**One partnership** is known, that of {names}.", names=names_of(measures, there[0])
        )
        return sentence(text, by(there[0].sources))
    cities = {key for one in there for key in one.partners}
    countries = {facts.cities[key].country for key in cities}
    values = {"partnerships": number(len(there)), "cities": number(len(cities))}
    text = _n(
        "**{partnerships} partnerships** of {cities} cities in one country are known.",
        "**{partnerships} partnerships** of {cities} cities in {countries} countries are known.",
        len(countries),
        **values,
        countries=number(len(countries)),
    )
    return sentence(text, by(mark="computed"))


def partner_of(measures: Measures, partnership: str, city: str) -> str:
    """Return the names of the partners of a city in a partnership; all where no city is given."""
    keys = measures.facts.partnerships[partnership].partners
    return pair([word(measures.facts.cities[key].name) for key in keys if key != city])


def _ended(measures: Measures, city: str) -> Paragraph:
    """Return the documents that have ended this year, or in years before, without successor."""
    past = [each for each in deadlines(measures, city) if each.has_ended]
    this_year = [each for each in past if each.until.value[:4] == str(measures.today.year)]
    if not past:
        return ()
    those = this_year or past
    values = {"number": number(len(those)), **_values(measures, those[0], city)}
    match bool(this_year), len(those):
        case True, 1:
            text = _(
                "**One agreement has ended this year and none is known to follow it:** {document} "
                "ran out {when}.",
                **values,
            )
        case True, _several:
            text = _(
                "**{number} agreements have ended this year and none is known to follow them:** "
                "the last, {document}, ran out {when}.",
                **values,
            )
        case False, 1:
            text = _(
                "**One agreement has ended and none is known to follow it:** {document} ran out "
                "{when}.",
                **values,
            )
        case _:
            text = _(
                "**{number} agreements have ended and none is known to follow them:** the last, "
                "{document}, ran out {when}.",
                **values,
            )
    return sentence(text, by(those[0].until.sources))


def _values(measures: Measures, deadline: Deadline, city: str) -> dict[str, str]:
    values = {
        "type": document_type(measures.facts.agreements[deadline.agreement]),
        "partner": partner_of(measures, deadline.partnership, city),
    }
    document = (
        _("the {type} with {partner}", **values) if city else _("the {type} of {partner}", **values)
    )
    return {"document": document, "when": when(deadline.until.value)}


def _ending(measures: Measures, city: str) -> Paragraph:
    coming = [each for each in deadlines(measures, city) if not each.has_ended]
    if not coming:
        return ()
    values = _values(measures, coming[0], city)
    proof = by(coming[0].until.sources, "" if coming[0].certain else "possible")
    if len(coming) == 1:
        return sentence(_("{document} ends {when}.", **values), proof)
    return sentence(
        _(
            "{number} agreements end within two years, first {document}, {when}.",
            number=number(len(coming)),
            **values,
        ),
        proof,
    )


def _silent(measures: Measures, city: str) -> Paragraph:
    """Return how many partnerships are silent for years, and which the longest."""
    dated = [each for each in silences(measures, city, SILENT) if each.last]
    if not dated:
        return ()
    longest, last = dated[0], dated[0].last or Dated("", "")
    values = {
        "partner": partner_of(measures, longest.partnership, city),
        "date": date(last.date),
        "years": years(SILENT),
        "number": number(len(dated)),
    }
    proof = by(last.sources, "computed")
    if len(dated) == 1:
        return sentence(_("{partner} has shown no dated activity since {date}.", **values), proof)
    if city:
        text = _(
            "{number} partners have shown no dated activity for {years} or more; {partner} has "
            "been silent longest, since {date}.",
            **values,
        )
    else:
        text = _(
            "{number} partnerships have shown no dated activity for {years} or more; that of "
            "{partner} has been silent longest, since {date}.",
            **values,
        )
    return sentence(text, proof)


def _ends_known(measures: Measures, city: str) -> Paragraph:
    """Return how few of the documents name their end."""
    all_of_them = len(documents(measures, city))
    named = all_of_them - len(without_end(measures, city))
    values = {"all": number(all_of_them), "named": number(named)}
    proof = by(mark="computed")
    if all_of_them < 2 or named == all_of_them:
        return ()
    if not named:
        return sentence(
            _("Of {all} documents none names the day on which it ends.", **values),
            by(mark="unknown"),
        )
    return sentence(
        _n(
            "Of {all} documents only {named} names the day on which it ends.",
            "Of {all} documents only {named} name the day on which they end.",
            named,
            **values,
        ),
        proof,
    )


def _overdue(measures: Measures, city: str) -> Paragraph:
    count = len(overdue(measures, city))
    if not count:
        return ()
    return sentence(
        _n(
            "{number} plan is past its date, and no source tells that it was carried out.",
            "{number} plans are past their date, and no source tells that they were carried out.",
            count,
            number=number(count),
        ),
        by(mark="computed"),
    )
