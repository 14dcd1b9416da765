"""A graph of a few folders of the shipped data: most questions have answers, and it loads fast."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import pytest

from kembar.exports.formats import Export
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.store.open_store import open_store
from tests.workspaces import office_of

FOLDERS = ("reference", "bandung-seoul", "bandung")
NAMES = {"turtle": "x.ttl", "trig": "x.trig", "nquads": "x.nq", "jsonld": "x.jsonld"}

Files = Callable[[str, bool], Path]
"""Gives an export of the graph by its format, plain or complete."""


@pytest.fixture(scope="session")
def few(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> OxigraphEngine:
    assert cache.is_dir()
    return open_store(office_of(tmp_path_factory.mktemp("few") / "office", FOLDERS)).engine


@pytest.fixture(scope="session")
def files(few: OxigraphEngine, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Exports of that graph, each written once."""
    folder = tmp_path_factory.mktemp("files")

    @functools.cache
    def written(form: str, complete: bool) -> Path:
        path = folder / ("complete" if complete else "plain") / NAMES[form]
        return Export(few, form, complete=complete).write(path)

    return written
