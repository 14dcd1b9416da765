"""The office's own city, about which questions are unless a person names another subject."""

from __future__ import annotations

from collections.abc import Mapping

from kembar.queries.saved import Question

PARAMETER = "city"
"""The parameter that the city fills."""

_SUBJECTS = ("partnership", "country", "study")
"""Kinds of parameters that say what a question is about: with one of them, no city narrows it."""


def with_own_city(question: Question, values: Mapping[str, str], city: str) -> dict[str, str]:
    """Return values of parameters, with the office's own city where they leave it open.

    A question without a parameter `city` stays as it is, and so does one that is given a city
    (also "any"), a partnership, a country or a study.

    Args:
        question: the question.
        values: by name, as people write them.
        city: by key or name; "" for none.
    """
    kinds = {parameter.name: parameter.kind for parameter in question.parameters}
    is_open = kinds.get(PARAMETER) == "city" and not values.get(PARAMETER)
    if not city or not is_open or any(kinds.get(n) in _SUBJECTS for n, v in values.items() if v):
        return dict(values)
    return {**values, PARAMETER: city}
