"""Limits and permissions of queries: settings of the person, never of a workspace's files."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from kembar.errors import InputError, quoted
from kembar.language import N_, _

_NO_LIMIT = N_("{value} is not a limit; write a number between 0 and a million, for example 60")


@dataclass(frozen=True)
class Limits:
    """The limits of one query.

    Args:
        seconds: from its start to the end of its answer.
        megabytes: of memory.
        answer_megabytes: of its answer as text; rows in Python take about ten times as much.
    """

    seconds: float = 60
    megabytes: float = 2048
    answer_megabytes: float = 100

    def __post_init__(self) -> None:
        """Raise InputError for a value that is no limit."""
        for one in fields(self):
            value = getattr(self, one.name)
            is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
            if not is_number or not math.isfinite(value) or not 0 < value < 1e6:
                raise InputError(_(_NO_LIMIT, value=quoted(value)), column=one.name)


@dataclass(frozen=True)
class QueryPolicy:
    """The limits and permissions of the queries of others.

    Attributes:
        limits: of each.
        allow_service: they may speak to other SPARQL services, by SERVICE.
    """

    limits: Limits = field(default_factory=Limits)
    allow_service: bool = False


VARIABLES = {
    "KEMBAR_TIME_LIMIT": "seconds",
    "KEMBAR_MEMORY_LIMIT": "megabytes",
    "KEMBAR_ANSWER_LIMIT": "answer_megabytes",
}
"""Environment variables, and the limits that they set."""


def read_limits(environment: Mapping[str, str] | None = None) -> Limits:
    """Return the limits that the environment sets; others have their defaults.

    Raises:
        InputError: a value is no number.
    """
    values = os.environ if environment is None else environment
    limits = Limits()
    for variable, name in VARIABLES.items():
        text = values.get(variable, "").strip()
        if text:
            try:
                limits = replace(limits, **{name: float(text)})
            except (ValueError, InputError):
                raise InputError(_(_NO_LIMIT, value=quoted(text)), file=variable) from None
    return limits
