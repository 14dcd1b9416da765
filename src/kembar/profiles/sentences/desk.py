"""First sentences of a desk in the morning: what ends, what is silent, what is past its date."""

from __future__ import annotations

from kembar.profiles.measures import Measures
from kembar.profiles.sentences.clauses import Paragraph


def desk_summary(measures: Measures, city: str = "") -> list[Paragraph]:  # noqa: ARG001
    """Return the first sentences of the desk of a city, or of the whole graph."""
    return []
