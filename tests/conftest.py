"""Fixtures for all tests: the shipped graph, built once into a folder of its own; the real command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from tools.catalogues import compile_all

from kembar import language
from kembar.language import set_language
from kembar.rdf.engine import Engine
from kembar.store.open_store import open_store
from kembar.workspace.layout import Workspace, init_workspace, open_workspace
from tests.workspaces import BareWorkspace, copy_workspace


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept",
        action="store_true",
        help="write today's answers to tests/answers; review them with git diff",
    )


PROCESSES = {"kembar", "person", "endpoint", "browser", "chromedriver"}
"""Fixtures that start a process, a server or a browser."""


LONGEST = (
    "test_crashes.py",
    "test_pages.py",
    "test_portability.py",
    "test_explore.py",
    "test_engines.py",
    "test_no_network.py",
    "test_sql.py",
    "test_report.py",
    "test_journeys.py",
    "test_journey_languages.py",
    "test_house.py",
    "test_build.py",
    "test_public_types.py",
)
"""Files of tests that take longest: each file is one worker's, and these come first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as `integration` each test that needs one of `PROCESSES`: `make check` leaves it out."""
    for item in items:
        if PROCESSES & set(getattr(item, "fixturenames", ())) or item.get_closest_marker("browser"):
            item.add_marker("integration")
    ranks = {name: rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(item.path.name, len(ranks)))


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of the tests' own."""
    folder = tmp_path_factory.mktemp("cache")
    os.environ["XDG_CACHE_HOME"] = str(folder)
    os.environ["XDG_CONFIG_HOME"] = str(folder / "config")
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    for name in ("KEMBAR_WORKSPACE", "KEMBAR_AUTH"):
        os.environ.pop(name, None)
    os.environ["KEMBAR_LANG"] = "en"
    compile_all()
    return folder


@pytest.fixture(scope="session", autouse=True)
def all_languages() -> Iterator[None]:
    """Word each message in the other languages too, once: no place may lack its value."""
    worded = language._worded
    seen = set()

    def worded_in_all(translation: Callable[[Any], str], values: Mapping[str, object]) -> str:
        cells = (cell.cell_contents for cell in translation.__closure__ or ())
        message = (translation.__code__, *cells, *values)
        if message not in seen:
            for code in language.LANGUAGES:
                with language.speaking(code):
                    worded(translation, values)
            seen.add(message)
        return worded(translation, values)

    language._worded = worded_in_all
    yield
    language._worded = worded


@pytest.fixture(autouse=True)
def english() -> None:
    """Each test begins in English, whatever a command before it spoke."""
    set_language("en")


@pytest.fixture(autouse=True)
def config(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of each test's own for what Kembar remembers of a person, and no keyring."""
    with tempfile.TemporaryDirectory(prefix="kembar-config-", ignore_cleanup_errors=True) as folder:
        monkeypatch.setenv("XDG_CONFIG_HOME", folder)
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        yield Path(folder)


@pytest.fixture(autouse=True)
def small_cache(request: pytest.FixtureRequest) -> Iterator[None]:
    """Remove the stores of the workspaces that a test made: all together they fill a disk."""
    yield
    own = request.node.funcargs.get("tmp_path")
    caches = Path(os.environ["XDG_CACHE_HOME"], "kembar")
    for note in caches.glob("*/workspace.txt") if own else ():
        if Path(os.fsdecode(note.read_bytes()).strip()).is_relative_to(own):
            shutil.rmtree(note.parent, ignore_errors=True)


@pytest.fixture(scope="session")
def engine(cache: Path) -> Engine:
    assert cache.is_dir()
    return open_store(Workspace()).engine


@pytest.fixture(scope="session")
def built(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new workspace with its store, to be copied."""
    assert cache.is_dir()
    own = init_workspace(tmp_path_factory.mktemp("built") / "office")
    open_store(own)
    assert own.root
    return own.root


@pytest.fixture
def own(tmp_path: Path, built: Path) -> Workspace:
    """A new workspace over the shipped data."""
    return open_workspace(copy_workspace(built, tmp_path / "office"))


@pytest.fixture
def empty(tmp_path: Path) -> Workspace:
    """A workspace without the shipped data, not even what is always there."""
    init_workspace(tmp_path / "empty")
    config = 'title = "empty"\nshipped = false\nformat = 2\n'
    (tmp_path / "empty" / "kembar.toml").write_text(config)
    own = init_workspace(tmp_path / "empty")
    return BareWorkspace(own.root, own.title, own.shipped, own.endpoint)


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def kembar(tmp_path: Path) -> Run:
    """The real command, run in a fresh folder."""

    def run(
        *arguments: str, cwd: Path = tmp_path, stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kembar", *arguments],
            cwd=cwd,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run
