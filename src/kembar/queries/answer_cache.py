"""Answers to saved questions, kept: what was asked of the same graph is not computed twice."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from contextlib import suppress

from kembar.queries.answer import Answer
from kembar.queries.saved import Question
from kembar.rdf.terms import Value
from kembar.workspace.cache import DiskCache


def cached_answer(
    cache: DiskCache, question: Question, given: Mapping[str, str], digest: str
) -> Answer | None:
    """The answer that was kept; None where there is none.

    Args:
        cache: of a workspace.
        question: what is asked.
        given: parameters by name, as people write them.
        digest: of all that the graph is made from, and of the program.
    """
    kept = cache.get(*_key(question, given, digest))
    if kept is not None:
        # What is no answer is computed again.
        with suppress(ValueError, TypeError, KeyError):
            told = json.loads(kept)
            return Answer(
                tuple(told["columns"]),
                [tuple(Value(*cell) if cell else None for cell in row) for row in told["rows"]],
                question,
                tuple((name, value) for name, value in told["asked"]),
            )
    return None


def cache_answer(
    cache: DiskCache, question: Question, given: Mapping[str, str], digest: str, answer: Answer
) -> None:
    """Keep an answer; the arguments are those of `cached_answer`."""
    told = {"columns": answer.columns, "rows": answer.rows, "asked": answer.parameters}
    cache.put(json.dumps(told, ensure_ascii=False).encode(), *_key(question, given, digest))


def _key(question: Question, given: Mapping[str, str], digest: str) -> tuple[object, ...]:
    """All that an answer depends on; what holds today may not hold tomorrow."""
    dated = any(parameter.kind == "date" for parameter in question.parameters)
    today = datetime.date.today().isoformat() if dated else ""
    return question.sparql, sorted(given.items()), today, digest
