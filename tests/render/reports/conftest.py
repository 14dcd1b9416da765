"""Facts of the shipped graph, read once for all tests of pages and reports."""

from __future__ import annotations

import pytest

from kembar.profiles.facts import GraphFacts
from kembar.profiles.measures import Measures


@pytest.fixture(scope="session")
def facts(measures: Measures) -> GraphFacts:
    return measures.facts
