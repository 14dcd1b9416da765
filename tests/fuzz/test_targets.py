"""Any bytes are read, or refused in one line: seeds, changed seeds, and inputs that once failed."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir

from kembar.errors import InputError
from tests.fuzz import __main__ as driver
from tests.fuzz.targets import TARGETS, Target

pytestmark = pytest.mark.integration

CRASHERS = sorted((Path(__file__).parent / "crashers").glob("*/*"))

QUIET = settings(
    max_examples=200,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
"""The same inputs at each run, and no files of hypothesis's own."""


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    set_hypothesis_home_dir(tmp_path_factory.mktemp("hypothesis"))
    yield
    set_hypothesis_home_dir(None)


@st.composite
def inputs(draw: st.DrawFn, target: Target) -> bytes:
    """Bytes, texts, and seeds some places of which were replaced."""
    content = draw(st.sampled_from(sorted(target.seeds())))
    words = [word.encode() for word in target.tokens] or [b"\0"]
    part = st.sampled_from(words) | st.binary(max_size=4) | st.text(max_size=6).map(str.encode)
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 40)))
        times = draw(st.sampled_from((1, 1, 1, 2, 50)))
        content = content[:start] + draw(part) * times + content[end:]
    return content


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_are_read(name: str) -> None:
    """At least one is accepted: a target that refuses all of them tries nothing."""
    accepted = [TARGETS[name].attempt(seed) for seed in TARGETS[name].seeds()]
    assert any(accepted)


@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes_are_read_or_refused_in_one_line(name: str) -> None:
    target = TARGETS[name]

    @QUIET
    @given(st.one_of(inputs(target), st.binary(max_size=200), st.text().map(str.encode)))
    def attempt(content: bytes) -> None:
        target.attempt(content)

    attempt()


@pytest.mark.parametrize("path", CRASHERS, ids=lambda path: "/".join(path.parts[-2:]))
def test_an_input_that_once_failed_fails_no_more(path: Path) -> None:
    TARGETS[path.parent.name].attempt(path.read_bytes())


def test_crashers_are_small_and_have_a_target() -> None:
    for path in CRASHERS:
        assert path.parent.name in TARGETS, path
        assert path.stat().st_size <= 10_000, path


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris has no wheel here")
def test_the_driver_tries_and_counts_inputs(tmp_path: Path) -> None:
    trial = driver.fuzz("formula", 1, tmp_path / "corpus", tmp_path / "crashers")
    assert trial.faults == []
    assert trial.inputs > len(list(TARGETS["formula"].seeds()))
    assert list((tmp_path / "corpus" / "formula").iterdir())


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris has no wheel here")
def test_the_driver_keeps_one_input_for_each_fault(tmp_path: Path) -> None:
    from tests.fuzz.one import Probe

    def read(content: bytes) -> None:
        if content.startswith(b"a"):
            raise RecursionError
        raise InputError("" if content == b"b" else "a line")

    probe = Probe(Target(read, lambda: []), tmp_path)
    for content in (b"a1", b"a2", b"b", b"b", b"c"):
        probe(content)
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {b"a1", b"b"}
