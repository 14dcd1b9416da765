"""Obstacles that studies name, with how many the data bear out, and how studies judge."""

from __future__ import annotations

from collections.abc import Sequence

from kembar.language import _, _n, language, language_name, listing
from kembar.profiles.facts import Finding, Obstacle
from kembar.profiles.measures import Measures
from kembar.profiles.sentences.clauses import Paragraph
from kembar.profiles.sentences.wording import by, number, sentence, word


def obstacles_of(measures: Measures, partnership: str) -> list[Obstacle]:
    """Return the obstacles that studies name for a partnership."""
    return [
        each
        for study in measures.studies_of.get(partnership, ())
        for each in study.obstacles
        if each.partnership in ("", partnership)
    ]


def obstacle_data(measures: Measures, one: Obstacle, partnership: str) -> str:
    """Return what the data say of an obstacle to a partnership; languages by name, not by code.

    Args:
        measures: of the facts.
        one: the obstacle.
        partnership: the key of the partnership; "" for none in particular.
    """
    text = one.data.in_language(language())
    is_of_language = one.type is not None and one.type.notation == "language"
    if not text or not partnership or not is_of_language:
        return text
    facts = measures.facts
    cities = [facts.cities[partner] for partner in facts.partnerships[partnership].partners]
    spoken = [
        _(
            "{city}: {languages}",
            city=word(city.name),
            languages=listing(sorted(map(language_name, city.languages))),
        )
        for city in cities
        if city.languages
    ]
    shared = _("none in common") if one.seen == "yes" else _("one in common")
    return "; ".join([*spoken, shared])


def counts(obstacles: Sequence[Obstacle]) -> tuple[int, int]:
    """Return how many obstacles the data show, and how many perhaps."""
    seen = [each.seen for each in obstacles]
    return seen.count("yes"), seen.count("perhaps")


def obstacles_named(obstacles: Sequence[Obstacle]) -> Paragraph:
    """Return how many obstacles studies name, and how many the data show."""
    if not obstacles:
        return ()
    seen, perhaps = counts(obstacles)
    values = _values(obstacles)
    if len({each.study for each in obstacles}) == 1:
        if seen and perhaps:
            text = _(
                "One study names {obstacles}:| the data bear out {seen}, perhaps {perhaps} more.",
                **values,
            )
        elif seen:
            text = _("One study names {obstacles}:| the data bear out {seen}.", **values)
        elif perhaps:
            text = _("One study names {obstacles}:| the data perhaps bear out {perhaps}.", **values)
        else:
            text = _("One study names {obstacles}.", **values)
    elif seen and perhaps:
        text = _(
            "Studies name {obstacles}:| the data bear out {seen}, perhaps {perhaps} more.", **values
        )
    elif seen:
        text = _("Studies name {obstacles}:| the data bear out {seen}.", **values)
    elif perhaps:
        text = _("Studies name {obstacles}:| the data perhaps bear out {perhaps}.", **values)
    else:
        text = _("Studies name {obstacles}.", **values)
    return _with_proof(text, obstacles)


def obstacles_of_study(obstacles: Sequence[Obstacle]) -> Paragraph:
    """Return how many obstacles a study names, and how many the data show."""
    if not obstacles:
        return ()
    seen, perhaps = counts(obstacles)
    values = _values(obstacles)
    if seen and perhaps:
        text = _(
            "It names {obstacles}:| the data bear out {seen}, perhaps {perhaps} more.", **values
        )
    elif seen:
        text = _("It names {obstacles}:| the data bear out {seen}.", **values)
    elif perhaps:
        text = _("It names {obstacles}:| the data perhaps bear out {perhaps}.", **values)
    else:
        text = _("It names {obstacles}.", **values)
    return _with_proof(text, obstacles)


def _values(obstacles: Sequence[Obstacle]) -> dict[str, str]:
    seen, perhaps = counts(obstacles)
    count = len(obstacles)
    return {
        "obstacles": _n("{number} obstacle", "{number} obstacles", count, number=number(count)),
        "seen": number(seen),
        "perhaps": number(perhaps),
    }


def _with_proof(text: str, obstacles: Sequence[Obstacle]) -> Paragraph:
    sources = by(source for each in obstacles for source in each.sources)
    return sentence(text, sources, by(mark="computed"))


def judgements(findings: Sequence[Finding]) -> list[str]:
    """Return how findings judge, each judgement once, the best first."""
    concepts = {each.assessment.notation: each.assessment for each in findings if each.assessment}
    order = ("achieved", "partly-achieved", "less-than-optimal", "not-achieved")
    return [word(concepts[notation].name) for notation in order if notation in concepts]
