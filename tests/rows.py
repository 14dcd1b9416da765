"""Rows of answers, so that those of different engines can be compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from kembar.queries.saved import Question

Rows = Counter[tuple[object, ...]]


def comparable(question: Question, rows: Iterable[Iterable[object]]) -> Rows:
    """Return rows without order, as texts; a list is compared as the set of its parts.

    SPARQL does not define the order of GROUP_CONCAT, nor its result for a group without values: no
    value in Oxigraph, an empty text in rdflib.
    """
    lists = {c.name for c in question.columns if _is_joined(question, c.name)}
    return Counter(
        tuple(
            _parts(value) if column.name in lists else None if value is None else str(value)
            for column, value in zip(question.columns, row, strict=True)
        )
        for row in rows
    )


def _is_joined(question: Question, column: str) -> bool:
    return re.search(rf'SEPARATOR\s*=\s*"; "\)\s+AS\s+\?{column}\)', question.body) is not None


def _parts(value: object) -> frozenset[str]:
    return frozenset(filter(None, str("" if value is None else value).split("; ")))
