"""Bond of partners: of which kind, since when, and if it holds."""

from __future__ import annotations

from kembar.language import _, listing
from kembar.profiles.differing import fullest_date
from kembar.profiles.facts import Partnership
from kembar.profiles.figures import PartnershipFigures
from kembar.profiles.measures import Measures
from kembar.profiles.sentences.clauses import Paragraph
from kembar.profiles.sentences.kinds import in_plural
from kembar.profiles.sentences.names import names_of
from kembar.profiles.sentences.wording import (
    by,
    by_all,
    date,
    paragraph,
    sentence,
    spoken_dates,
    word,
)


def bond(measures: Measures, one: Partnership) -> Paragraph:
    """Return the kind of a partnership and its beginning, with all that differs."""
    figures = measures.figures(one.key)
    names = names_of(measures, one)
    match one.present:
        case "prospective":
            proof = by(figures.prospects or one.sources)
            return sentence(
                _(
                    "A partnership of {names} is **in view only**: no source tells that it was "
                    "concluded.",
                    names=names,
                ),
                proof,
            )
        case "cancelled":
            return sentence(
                _(
                    "A partnership of {names} was planned and **given up before it was "
                    "concluded**.",
                    names=names,
                ),
                by(one.sources),
            )
        case "ended":
            return _ended(names, one, figures)
    begun = _differing_bond(names, figures) or _certain_bond(names, one, figures)
    if one.present == "suspended":
        return paragraph(
            begun, sentence(_("The partnership is **suspended**."), by_all(one.status))
        )
    return begun


def _ended(names: str, one: Partnership, figures: PartnershipFigures) -> Paragraph:
    until = fullest_date(one.until)
    kinds = in_plural(figures.kinds)
    values = {"names": names, "kinds": kinds}
    if figures.since and until:
        text = _(
            "{names} were {kinds} from {since} **until {until}**.",
            **values,
            since=date(figures.since.value),
            until=date(until.value),
        )
    elif until:
        text = _("{names} were {kinds} **until {until}**.", **values, until=date(until.value))
    else:
        text = _("{names} were {kinds}; **the partnership has ended**.", **values)
    return sentence(text, by_all([*one.until, *one.status]) if until else by_all(one.status))


def _differing_bond(names: str, figures: PartnershipFigures) -> Paragraph:
    """Return the sentence where sources differ on the year, the kind, or both."""
    kinds = (
        listing([word(kind.value.name) for kind in figures.kinds], "or") if figures.kinds else ""
    )
    if figures.since_differs:
        proof = by_all(
            [*figures.since_differs, *(figures.kinds if figures.kinds_differ else ())], "differ"
        )
        values = {"names": names, "dates": spoken_dates(figures.since_differs)}
        on_years = len({each.value[:4] for each in figures.since_differs}) > 1
        if figures.kinds_differ:
            text = _(
                "{names} have been bound since {dates}: **the sources differ on the date and on "
                "the kind**, {kinds}.",
                **values,
                kinds=kinds,
            )
            if on_years:
                text = _(
                    "{names} have been bound since {dates}: **the sources differ on the year "
                    "and on the kind**, {kinds}.",
                    **values,
                    kinds=kinds,
                )
            return sentence(text, proof)
        values["kinds"] = in_plural(figures.kinds)
        if on_years:
            return sentence(
                _(
                    "{names} have been {kinds} since {dates}: **the sources differ on the year**.",
                    **values,
                ),
                proof,
            )
        return sentence(
            _(
                "{names} have been {kinds} since {dates}: **the sources differ on the date**.",
                **values,
            ),
            proof,
        )
    if not figures.kinds_differ:
        return ()
    if figures.since:
        return sentence(
            _(
                "{names} have been bound since {date}; **the sources differ on the kind**, "
                "{kinds}.",
                names=names,
                date=date(figures.since.value),
                kinds=kinds,
            ),
            by_all(figures.kinds, "differ"),
        )
    return sentence(
        _(
            "{names} are bound, no source tells since when; **the sources differ on the kind**, "
            "{kinds}.",
            names=names,
            kinds=kinds,
        ),
        by_all(figures.kinds, "differ"),
    )


def _certain_bond(names: str, one: Partnership, figures: PartnershipFigures) -> Paragraph:
    mark = "" if one.sources else "unverified"
    if figures.kinds and figures.since:
        return sentence(
            _(
                "{names} have been **{kinds} since {date}**.",
                names=names,
                kinds=in_plural(figures.kinds),
                date=date(figures.since.value),
            ),
            by_all([figures.since, *figures.kinds], mark),
        )
    if figures.kinds:
        return sentence(
            _(
                "{names} are **{kinds}**;| no source tells since when.",
                names=names,
                kinds=in_plural(figures.kinds),
            ),
            by_all(figures.kinds, mark),
            by(mark="unknown"),
        )
    if figures.since:
        return sentence(
            _(
                "{names} have been **partners since {date}**;| no source tells the kind.",
                names=names,
                date=date(figures.since.value),
            ),
            by_all([figures.since], mark),
            by(mark="unknown"),
        )
    return sentence(
        _(
            "{names} are named as **partners**;| neither the kind nor the beginning is known.",
            names=names,
        ),
        by(one.sources, mark),
        by(mark="unknown"),
    )
