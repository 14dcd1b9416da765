"""First sentences about a study."""

from __future__ import annotations

from kembar.language import _, _n, listing
from kembar.profiles.facts import Study
from kembar.profiles.measures import Measures
from kembar.profiles.sentences.clauses import Paragraph
from kembar.profiles.sentences.names import names_of
from kembar.profiles.sentences.obstacles import judgements, obstacles_of_study
from kembar.profiles.sentences.wording import (
    by,
    date,
    number,
    paragraph,
    paragraphs,
    safe,
    sentence,
    word,
)

MANY = 3
"""So many partnerships or fields are named at most."""


def study_summary(measures: Measures, key: str) -> list[Paragraph]:
    """Return the first sentences about a study, by its key, in the language spoken."""
    one = measures.facts.studies[key]
    return paragraphs(
        paragraph(_work(measures, one), _fields(one), _rests_on(one)),
        paragraph(_judges(one), obstacles_of_study(one.obstacles)),
    )


def _work(measures: Measures, one: Study) -> Paragraph:
    """Return who examined which partnership, and when it was published."""
    examined = [
        names_of(measures, measures.facts.partnerships[key])
        for key in one.partnerships
        if key in measures.facts.partnerships
    ]
    values = {
        "authors": listing([safe(name) for name in one.authors]) if one.authors else "",
        "date": date(one.published) if one.published else "",
    }
    proof = by(one.sources)
    if not examined:
        return _work_alone(one, values)
    if len(examined) > MANY:
        values["number"] = number(len(examined))
        if one.authors and one.published:
            text = _(
                "{authors} examined **{number} partnerships**; the study is of {date}.", **values
            )
        elif one.authors:
            text = _("{authors} examined **{number} partnerships**.", **values)
        else:
            text = _("The study examines **{number} partnerships**.", **values)
        return sentence(text, proof)
    values["partnerships"] = listing(examined) if len(examined) == 1 else "; ".join(examined)
    count = len(examined)
    if one.authors and one.published:
        text = _n(
            "{authors} examined **the partnership of {partnerships}**; the study is of {date}.",
            "{authors} examined **the partnerships of {partnerships}**; the study is of {date}.",
            count,
            **values,
        )
    elif one.authors:
        text = _n(
            "{authors} examined **the partnership of {partnerships}**.",
            "{authors} examined **the partnerships of {partnerships}**.",
            count,
            **values,
        )
    elif one.published:
        text = _n(
            "A study of {date} examines **the partnership of {partnerships}**.",
            "A study of {date} examines **the partnerships of {partnerships}**.",
            count,
            **values,
        )
    else:
        text = _n(
            "The study examines **the partnership of {partnerships}**.",
            "The study examines **the partnerships of {partnerships}**.",
            count,
            **values,
        )
    return sentence(text, proof)


def _work_alone(one: Study, values: dict[str, str]) -> Paragraph:
    proof = by(one.sources)
    if one.authors and one.published:
        return sentence(
            _("The study is by {authors}, of {date}; it examines no single partnership.", **values),
            proof,
        )
    if one.authors:
        return sentence(
            _("The study is by {authors}; it examines no single partnership.", **values), proof
        )
    return sentence(_("The study examines no single partnership."), proof)


def _fields(one: Study) -> Paragraph:
    if not one.fields:
        return ()
    fields = listing([word(each.name) for each in one.fields])
    return sentence(_("It looks at {fields}.", fields=fields), by(one.sources))


def _rests_on(one: Study) -> Paragraph:
    """Return the method of the study and its evidence."""
    methods = listing([word(each.name) for each in one.methods]) if one.methods else ""
    evidence = listing([word(each.name) for each in one.evidence]) if one.evidence else ""
    proof = by(one.sources)
    if methods and evidence:
        return sentence(
            _(
                "Its method is {methods}; it rests on {evidence}.",
                methods=methods,
                evidence=evidence,
            ),
            proof,
        )
    if methods:
        return sentence(_("Its method is {methods}.", methods=methods), proof)
    if evidence:
        return sentence(_("It rests on {evidence}.", evidence=evidence), proof)
    return ()


def _judges(one: Study) -> Paragraph:
    """Return how many findings are known, and how they judge."""
    if not one.findings:
        return (
            () if one.obstacles else sentence(_("No finding of it is known."), by(mark="unknown"))
        )
    proof = by(source for each in one.findings for source in each.sources)
    judged = judgements(one.findings)
    count = len(one.findings)
    values = {"number": number(count)}
    if judged:
        return sentence(
            _n(
                "{number} finding is known; it judges: **{judgements}**.",
                "{number} findings are known; they judge: **{judgements}**.",
                count,
                **values,
                judgements=listing(judged),
            ),
            proof,
        )
    return sentence(
        _n(
            "{number} finding is known; it does not judge.",
            "{number} findings are known; they do not judge.",
            count,
            **values,
        ),
        proof,
    )
