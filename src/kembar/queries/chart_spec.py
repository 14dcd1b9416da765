"""The specification of a question's own chart: Vega-Lite, and nothing that reads from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kembar.errors import InputError
from kembar.language import _
from kembar.queries.saved import Question

_FOREIGN = {"url", "href", "usermeta", "sequence", "graticule", "sphere", "datasets", "lookup"}
"""Properties that read from elsewhere, lead there, or make rows out of nothing."""


def spec_of(question: Question) -> dict[str, Any]:
    """Return the specification of a question.

    Raises:
        InputError: it is no JSON object, or has what is refused.
    """
    place = spec_place(question)
    try:
        spec = json.loads(question.chart)
    except (ValueError, RecursionError) as bad:
        fault = _("is no JSON: {fault}", fault=str(bad))
        raise InputError(fault, file=place) from None
    if not isinstance(spec, dict):
        raise InputError(_("must be one object of Vega-Lite"), file=place)
    foreign = sorted({key for key in _keys(spec) if key in _FOREIGN} | ({"data"} & set(spec)))
    if foreign:
        raise InputError(
            _(
                "must not have {key}: the data are the rows of the answer, and nothing is read "
                "from elsewhere",
                key=foreign[0],
            ),
            file=place,
        )
    return spec


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for part in value.values():
            yield from _keys(part)
    elif isinstance(value, list):
        for part in value:
            yield from _keys(part)


def spec_place(question: Question) -> str:
    """Return the name of the file beside a question that holds its specification."""
    return f"{question.name}.vl.json"
