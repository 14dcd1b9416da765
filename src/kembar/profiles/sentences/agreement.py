"""First sentences about a document."""

from __future__ import annotations

from kembar.language import _, _n, listing
from kembar.profiles.days import span
from kembar.profiles.differing import differing_dates, fullest_date
from kembar.profiles.facts import Agreement
from kembar.profiles.measures import Measures
from kembar.profiles.sentences.clauses import Paragraph
from kembar.profiles.sentences.names import document_of, document_type, names_of
from kembar.profiles.sentences.wording import (
    by,
    by_all,
    date,
    exact_dates,
    number,
    paragraph,
    paragraphs,
    safe,
    sentence,
    when,
    word,
)

MANY = 5
"""So many fields are named at most."""


def agreement_summary(measures: Measures, key: str) -> list[Paragraph]:
    """Return the first sentences about a document, by its key, in the language spoken."""
    one = measures.facts.agreements[key]
    return paragraphs(
        paragraph(_signed(measures, one), _signers(one), _fields(one)),
        paragraph(_end(measures, one), _chain(measures, one)),
    )


def _signed(measures: Measures, one: Agreement) -> Paragraph:
    signed, differing = fullest_date(one.signed), differing_dates(one.signed)
    partnership = measures.facts.partnerships[one.partnership]
    values = {"type": document_type(one), "names": names_of(measures, partnership)}
    if differing:
        return sentence(
            _(
                "**The sources differ on the day** on which the {type} of {names} was signed: "
                "{dates}.",
                **values,
                dates=exact_dates(differing),
            ),
            by_all(differing, "differ"),
        )
    mark = "" if one.sources else "unverified"
    if not signed:
        return sentence(
            _(
                "{names} are bound by **the {type}**;| no source tells when it was signed.",
                **values,
            ),
            by(one.sources, mark),
            by(mark="unknown"),
        )
    values["when"] = when(signed.value)
    proof = by(signed.sources or one.sources, mark)
    if len(one.signed_in) == 1:
        city = measures.facts.cities.get(one.signed_in[0].value)
        place = word(city.name) if city else safe(one.signed_in[0].value)
        return sentence(
            _("The {type} of {names} was **signed {when} in {place}**.", **values, place=place),
            proof,
        )
    return sentence(_("The {type} of {names} was **signed {when}**.", **values), proof)


def _signers(one: Agreement) -> Paragraph:
    """Return who signed, and how many of them have left office."""
    still = {each.person: each.still for each in one.signatures}
    if not still:
        return ()
    people = listing([safe(person) for person in still])
    proof = by(source for each in one.signatures for source in each.sources)
    left = sum(1 for state in still.values() if state == "no")
    if len(still) == left == 1:
        return sentence(
            _("{people} signed it,| and has left office since.", people=people),
            proof,
            by(mark="computed"),
        )
    if len(still) == left == 2:
        return sentence(
            _("{people} signed it,| and both have left office since.", people=people),
            proof,
            by(mark="computed"),
        )
    if len(still) == left:
        return sentence(
            _("{people} signed it,| and all have left office since.", people=people),
            proof,
            by(mark="computed"),
        )
    if left:
        return sentence(
            _n(
                "{people} signed it;| {number} of them has left office since.",
                "{people} signed it;| {number} of them have left office since.",
                left,
                people=people,
                number=number(left),
            ),
            proof,
            by(mark="computed"),
        )
    return sentence(_("{people} signed it.", people=people), proof)


def _fields(one: Agreement) -> Paragraph:
    names = list(dict.fromkeys(word(each.value.name) for each in one.fields))
    if not names:
        return ()
    proof = by_all(one.fields)
    if len(names) > MANY:
        return sentence(
            _(
                "It names {number} fields of cooperation, among them {fields}.",
                number=number(len(names)),
                fields=listing(names[:FIRST]),
            ),
            proof,
        )
    return sentence(
        _n("Its field is {fields}.", "Its fields are {fields}.", len(names), fields=listing(names)),
        proof,
    )


FIRST = 3


def _end(measures: Measures, one: Agreement) -> Paragraph:
    until = fullest_date(one.valid_until)
    if not until:
        return sentence(_("No source names its end."), by(mark="unknown"))
    if differing := differing_dates(one.valid_until):
        return sentence(
            _("The sources differ on its end: {dates}.", dates=exact_dates(differing)),
            by_all(differing, "differ"),
        )
    first, last = span(until.value)
    values = {"when": when(until.value), "date": date(until.value)}
    proof = by(until.sources)
    if not last or not first or first <= measures.today <= last:
        return sentence(_("It ends {when}.", **values), proof)
    if last > measures.today:
        return sentence(_("It is in force until {date}.", **values), proof)
    if one.key in measures.succeeded:
        return sentence(_("It ended {when}.", **values), proof)
    return sentence(
        _("**It ended {when}**,| and none is known to follow it.", **values),
        proof,
        by(mark="computed"),
    )


def _chain(measures: Measures, one: Agreement) -> Paragraph:
    """Return the documents that it renews or follows, and those that came after it."""
    agreements = measures.facts.agreements
    renewed = [document_of(agreements[key]) for key in one.renews if key in agreements]
    followed = [
        document_of(agreements[key])
        for key in one.follows
        if key in agreements and key not in one.renews
    ]
    later = [document_of(each) for each in measures.successors.get(one.key, ())]
    proof = by(one.sources)
    return paragraph(
        sentence(_("It renews {documents}.", documents=listing(renewed)), proof) if renewed else (),
        sentence(_("It follows {documents}.", documents=listing(followed)), proof)
        if followed
        else (),
        sentence(_("{documents} came after it.", documents=listing(later)), by(mark="computed"))
        if later
        else (),
    )
