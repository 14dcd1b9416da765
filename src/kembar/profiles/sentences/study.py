"""First sentences about a study."""

from __future__ import annotations

from kembar.profiles.measures import Measures
from kembar.profiles.sentences.clauses import Paragraph


def study_summary(measures: Measures, key: str) -> list[Paragraph]:  # noqa: ARG001
    """Return the first sentences about a study, by its key, in the language spoken."""
    return []
