"""The browser that the tests of pages share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

from tests.render.chromium import SOFTWARE_WEBGL, Browser, browsing


@pytest.fixture(scope="session")
def chromedriver() -> str:
    """Where chromedriver is; what needs it is skipped without, except in CI."""
    driver = shutil.which("chromedriver")
    if driver is None:
        if os.environ.get("CI"):
            pytest.fail("chromedriver is missing, and in CI no test may skip")
        pytest.skip("needs chromium and chromedriver (Debian: chromium chromium-driver)")
    return driver


@pytest.fixture(scope="module")
def browser(chromedriver: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browsing(chromedriver, tmp_path_factory.mktemp("profile"), *SOFTWARE_WEBGL) as session:
        yield session
