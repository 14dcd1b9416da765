"""The browser and the facts that the tests of pages share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

from kembar.profiles.measures import Measures
from kembar.profiles.reading import read_graph_facts
from kembar.rdf.engine import Engine
from tests.render.chromium import WITHOUT_GPU, Browser, browsing


@pytest.fixture(scope="session")
def chromedriver() -> str:
    """Return the path of chromedriver; without it tests are skipped, but fail in CI."""
    driver = shutil.which("chromedriver")
    if driver is None:
        if os.environ.get("CI"):
            pytest.fail("chromedriver is missing, and in CI no test may skip")
        pytest.skip("needs chromium and chromedriver (Debian: chromium chromium-driver)")
    return driver


@pytest.fixture(scope="session")
def browser(chromedriver: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browsing(chromedriver, tmp_path_factory.mktemp("profile"), *WITHOUT_GPU) as session:
        yield session


@pytest.fixture(scope="session")
def measures(engine: Engine) -> Measures:
    """The facts of the shipped graph, read once for all tests of pages."""
    return Measures(read_graph_facts(engine, "Kembar", "2026-11-30"))
