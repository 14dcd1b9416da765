"""The facts of the shipped graph, read once, and what is counted from them."""

from __future__ import annotations

import pytest

from kembar.profiles.facts import GraphFacts
from kembar.profiles.measures import Measures
from kembar.profiles.reading import read_graph_facts
from kembar.rdf.engine import Engine


@pytest.fixture(scope="session")
def facts(engine: Engine) -> GraphFacts:
    return read_graph_facts(engine, "Shipped")


@pytest.fixture(scope="session")
def measures(engine: Engine) -> Measures:
    """Figures as of one day, on which tests may rely."""
    return Measures(read_graph_facts(engine, "Shipped", "2026-11-30"))
