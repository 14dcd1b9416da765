"""Facts of the shipped graph, read once."""

from __future__ import annotations

import pytest

from kembar.profiles.facts import GraphFacts
from kembar.profiles.reading import read_graph_facts
from kembar.rdf.engine import Engine


@pytest.fixture(scope="session")
def facts(engine: Engine) -> GraphFacts:
    return read_graph_facts(engine, "Shipped", "2026-11-24")
