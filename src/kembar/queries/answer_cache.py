"""Answers on disk: the same question to the same graph is answered once."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from contextlib import suppress

from kembar.language import language as spoken
from kembar.queries.answer import Answer
from kembar.queries.saved import Question
from kembar.rdf.terms import Value
from kembar.workspace.cache import DiskCache


def cached_answer(
    cache: DiskCache, question: Question, parameters: Mapping[str, str], digest: str
) -> Answer | None:
    """Return the cached answer, or None.

    Args:
        cache: of a workspace.
        question: the question.
        parameters: by name, as people write them.
        digest: of all that the graph is made from, and of the program.
    """
    content = cache.get(*_key(question, parameters, digest))
    if content is not None:
        # A damaged answer is computed again.
        with suppress(ValueError, TypeError, KeyError):
            fields = json.loads(content)
            return Answer(
                tuple(fields["columns"]),
                [tuple(Value(*cell) if cell else None for cell in row) for row in fields["rows"]],
                question,
                tuple((name, value) for name, value in fields["parameters"]),
            )
    return None


def cache_answer(
    cache: DiskCache, question: Question, parameters: Mapping[str, str], digest: str, answer: Answer
) -> None:
    """Cache an answer; the arguments are those of `cached_answer`."""
    fields = {"columns": answer.columns, "rows": answer.rows, "parameters": answer.parameters}
    content = json.dumps(fields, ensure_ascii=False).encode()
    cache.put(content, *_key(question, parameters, digest))


def _key(question: Question, parameters: Mapping[str, str], digest: str) -> tuple[object, ...]:
    """All that an answer depends on; an answer as of today is one of today."""
    has_date = any(parameter.kind == "date" for parameter in question.parameters)
    today = datetime.date.today().isoformat() if has_date else ""
    return question.sparql, sorted(parameters.items()), spoken(), today, digest
