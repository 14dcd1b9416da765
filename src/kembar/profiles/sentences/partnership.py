"""First sentences about a partnership."""

from __future__ import annotations

import datetime

from kembar.language import _, _n, listing
from kembar.profiles.days import span
from kembar.profiles.differing import fullest_date
from kembar.profiles.facts import Activity, Partnership, Stated
from kembar.profiles.figures import Dated, PartnershipFigures
from kembar.profiles.measures import Measures
from kembar.profiles.sentences.bond import bond
from kembar.profiles.sentences.clauses import Paragraph
from kembar.profiles.sentences.names import document_of
from kembar.profiles.sentences.obstacles import judgements, obstacles_named, obstacles_of
from kembar.profiles.sentences.wording import (
    by,
    by_all,
    date,
    number,
    paragraph,
    paragraphs,
    sentence,
    title,
    when,
    years,
)

SILENT = 3
"""Full years without a sign of life after which the silence is told."""

MANY_DOCUMENTS = 4


def partnership_summary(measures: Measures, key: str) -> list[Paragraph]:
    """Return the first sentences about a partnership, by its key, in the language spoken."""
    one = measures.facts.partnerships[key]
    figures = measures.figures(key)
    return paragraphs(
        paragraph(bond(measures, one), _documents(one, figures)),
        paragraph(
            _done(figures),
            _last(measures, one, figures),
            _signers(figures),
        ),
        paragraph(_judged(measures, key), obstacles_named(obstacles_of(measures, key))),
    )


def _documents(one: Partnership, figures: PartnershipFigures) -> Paragraph:
    documents = figures.documents
    if not documents:
        if one.present != "active" or not figures.activities:
            return ()
        return sentence(_("No document between them is known."), by(mark="unknown"))
    proof = by_all(
        [date for each in documents for date in each.signed]
        or [Stated("", each.sources) for each in documents]
    )
    values = {"number": number(len(documents))}
    if len(documents) < MANY_DOCUMENTS:
        listed = listing([document_of(each) for each in documents])
        return sentence(
            _n(
                "{number} document is known, {documents}.",
                "{number} documents are known, {documents}.",
                len(documents),
                **values,
                documents=listed,
            ),
            proof,
        )
    return sentence(
        _(
            "{number} documents are known, the last of them {document}.",
            **values,
            document=document_of(documents[-1]),
        ),
        by(documents[-1].sources),
    )


def _done(figures: PartnershipFigures) -> Paragraph:
    all_of_them, done = len(figures.activities), len(figures.done)
    if not all_of_them:
        if figures.is_established and figures.documents:
            return sentence(_("No activity is known."), by(mark="unknown"))
        return ()
    if all_of_them == 1:
        only = figures.activities[0]
        values = {"activity": title(only.title), "when": _when_of(only)}
        proof = by(only.sources)
        if done:
            return (
                sentence(
                    _("One activity is known, carried out {when}: {activity}.", **values), proof
                )
                if values["when"]
                else sentence(
                    _(
                        "One activity is known, carried out on a day not known: {activity}.",
                        **values,
                    ),
                    proof,
                )
            )
        return sentence(
            _(
                "One activity is known, {activity}; no source tells that it was carried out.",
                **values,
            ),
            proof,
        )
    values = {"count": number(all_of_them), "done": number(done)}
    proof = by(mark="computed")
    if done == all_of_them == 2:
        return sentence(_("Both known activities were carried out."), proof)
    if done == all_of_them:
        return sentence(_("All {count} known activities were carried out.", **values), proof)
    if not done:
        return sentence(
            _("{count} activities are known; no source tells that any was carried out.", **values),
            proof,
        )
    return sentence(
        _n(
            "Of {all} activities {done} was carried out.",
            "Of {all} activities {done} were carried out.",
            done,
            all=number(all_of_them),
            done=number(done),
        ),
        proof,
    )


def _when_of(activity: Activity) -> str:
    fullest = fullest_date(activity.start) or fullest_date(activity.end)
    return when(fullest.value) if fullest else ""


def _last(measures: Measures, one: Partnership, figures: PartnershipFigures) -> Paragraph:
    """Return the last dated activity, and the silence since."""
    if not figures.last or not figures.last_sign:
        return _silence(one, figures) if figures.last_sign else ()
    activity = measures.facts.activities[figures.last.key]
    values = {"activity": title(activity.title), "when": when(figures.last.date)}
    proof = by(figures.last.sources or activity.sources)
    if len(figures.activities) == 1:
        return _silence(one, figures)
    if is_silent(one, figures) and not _is_before(figures.last, figures.last_sign):
        return sentence(
            _(
                "The last that bears a date is {activity}, {when};| **since then, {years}, no "
                "sign of life is known.**",
                **values,
                years=years(figures.silence or 0),
            ),
            proof,
            by(mark="computed"),
        )
    return paragraph(
        sentence(_("The last that bears a date is {activity}, {when}.", **values), proof),
        _silence(one, figures),
    )


def _silence(one: Partnership, figures: PartnershipFigures) -> Paragraph:
    sign = figures.last_sign
    if not sign or not is_silent(one, figures):
        return ()
    return sentence(
        _(
            "**Since {date}, for {years}, no sign of life is known.**",
            date=date(sign.date),
            years=years(figures.silence or 0),
        ),
        by(sign.sources, "computed"),
    )


def _is_before(one: Dated, other: Dated) -> bool:
    """Tell whether one may be before the other: "2017-10" is not before "2017-10-09"."""
    return (span(one.date)[1] or datetime.date.max) < (span(other.date)[1] or datetime.date.max)


def is_silent(one: Partnership, figures: PartnershipFigures) -> bool:
    """Tell whether an active partnership has been silent for years."""
    return one.present == "active" and (figures.silence or 0) >= SILENT


def _signers(figures: PartnershipFigures) -> Paragraph:
    """Return how many of those who signed have left office, if any has."""
    still: dict[str, str] = {}
    for document in figures.documents:
        for signature in document.signatures:
            still[signature.person] = signature.still
    left = sum(1 for state in still.values() if state == "no")
    proof = by(mark="computed")
    if not left:
        return ()
    if left < len(still):
        return sentence(
            _n(
                "Of {all} who signed {left} has left office.",
                "Of {all} who signed {left} have left office.",
                left,
                all=number(len(still)),
                left=number(left),
            ),
            proof,
        )
    match left:
        case 1:
            return sentence(
                _("{person}, the only known signer, has left office.", person=next(iter(still))),
                proof,
            )
        case 2:
            return sentence(_("Both who signed have left office."), proof)
    return sentence(_("All {number} who signed have left office.", number=number(left)), proof)


def _judged(measures: Measures, key: str) -> Paragraph:
    """Return how studies judge a partnership: each judgement once, as they come."""
    studies = measures.studies_of.get(key, ())
    findings = [
        each for study in studies for each in study.findings if each.partnership in ("", key)
    ]
    judged = judgements(findings)
    proof = by(source for each in findings for source in each.sources)
    if not studies:
        return ()
    values = {"number": number(len(studies))}
    if not judged:
        return sentence(
            _n(
                "{number} study examines it.",
                "{number} studies examine it.",
                len(studies),
                **values,
            ),
            by(source for study in studies for source in study.sources),
        )
    if len(judged) == 1:
        text = _n(
            "{number} study examines it and judges it {judgement}.",
            "{number} studies examine it and judge it {judgement}.",
            len(studies),
            **values,
            judgement=judged[0],
        )
    else:
        text = _n(
            "{number} study examines it; its judgements run from {best} to {worst}.",
            "{number} studies examine it; their judgements run from {best} to {worst}.",
            len(studies),
            **values,
            best=judged[0],
            worst=judged[-1],
        )
    return sentence(text, proof)
