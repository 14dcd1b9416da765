from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kembar.workspace.layout import Workspace

ASKED = ("query", "city-partners", "--format", "csv")


@pytest.fixture
def old(own: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A workspace that nobody changed for a while, and a memory of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "cache" / "kembar").mkdir(parents=True)
    assert own.root
    settle()
    return own.root


def settle() -> None:
    time.sleep(2.1)


def run(
    folder: Path, *arguments: str, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "kembar", *arguments],
        cwd=folder,
        text=True,
        capture_output=True,
        env=env,
    )


def afresh(ran: subprocess.CompletedProcess[str]) -> bool:
    """Whether the command was done, and not only printed again."""
    return "click" in ran.stderr


def test_what_was_printed_is_printed_again_and_nothing_is_imported(old: Path) -> None:
    first, second = run(old, *ASKED), run(old, *ASKED)
    assert afresh(first) and not afresh(second)
    assert first.stdout == second.stdout
    assert "Braunschweig" in second.stdout
    assert {"dataclasses", "typing", "pathlib", "pyoxigraph"}.isdisjoint(
        line.rpartition("|")[2].strip() for line in second.stderr.splitlines()
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is full")
@pytest.mark.parametrize("asked", [ASKED, ("--help",)], ids=" ".join)
def test_a_full_disk_is_told_in_one_line_each_time(old: Path, asked: tuple[str, ...]) -> None:
    program = str(Path(sys.executable).parent / "kembar")
    for _ in range(2):
        with Path("/dev/full").open("wb") as full:
            ran = subprocess.run(
                [program, *asked], cwd=old, text=True, stdout=full, stderr=subprocess.PIPE
            )
        assert (ran.returncode, ran.stderr) == (2, "kembar: the disk: No space left on device\n")
        run(old, *asked)


@pytest.mark.parametrize(
    "told", [("--format", "json"), ("--lang", "id"), ("-p", "city=Seoul")], ids=" ".join
)
def test_other_words_are_answered_by_themselves(old: Path, told: tuple[str, str]) -> None:
    run(old, *ASKED)
    assert afresh(run(old, *ASKED, *told))


def test_a_setting_counts(old: Path) -> None:
    run(old, "query", "holdings")
    ran = run(old, "query", "holdings", env=os.environ | {"KEMBAR_LANG": "id"})
    assert afresh(ran)
    assert "kegiatan" in ran.stdout


def test_a_changed_a_new_and_a_removed_file_are_seen(old: Path) -> None:
    run(old, *ASKED)
    added = run(old, "add", "partnership", "--city", "Bandung", "--city", "Utrecht", "--yes")
    assert added.returncode == 0, added.stderr
    settle()
    told = run(old, *ASKED)
    assert "Utrecht" in told.stdout
    assert not afresh(run(old, *ASKED))
    for path in (old / "data" / "added").iterdir():
        path.unlink()
    settle()
    assert "Utrecht" not in run(old, *ASKED).stdout


def test_what_was_changed_this_moment_is_not_trusted(old: Path) -> None:
    run(old, *ASKED)
    (old / "data" / "note.toml").write_text("")
    assert afresh(run(old, *ASKED))
    assert afresh(run(old, *ASKED))


def test_the_workspace_that_is_named_counts_wherever_one_stands(old: Path, tmp_path: Path) -> None:
    named = ("--workspace", str(old), *ASKED)
    run(tmp_path, *named)
    assert not afresh(run(tmp_path, *named))
    (old / "kembar.toml").write_text("shipped = 1")
    ran = run(tmp_path, *named)
    assert ran.returncode == 2
    assert "must be true or false" in ran.stderr


def test_a_mistake_and_a_word_to_the_person_are_told_each_time(old: Path) -> None:
    for _ in range(2):
        assert "no question is called" in run(old, "query", "city-partner").stderr
        said = run(old, "query", "city-offices", "-p", "city=Bari").stderr
        assert "nothing in the graph fits" in said


def test_what_writes_is_done_each_time(old: Path) -> None:
    for _ in range(2):
        assert run(old, *ASKED, "-o", "answer.csv").returncode == 0
        (old / "answer.csv").unlink()


def test_a_command_that_is_named_like_a_value_is_no_question(old: Path) -> None:
    words = ("add", "partnership", "--city", "query", "--city", "Seoul")
    assert [run(old, *words).returncode for _ in range(2)] == [2, 2]


def test_a_graph_behind_an_address_is_asked_each_time(old: Path) -> None:
    with (old / "kembar.toml").open("a") as mark:
        mark.write("# [store] endpoint\n")
    settle()
    assert all(afresh(run(old, *ASKED)) for _ in range(2))
    assert all(afresh(run(old, *ASKED, "--endpoint", "")) for _ in range(2))


def test_help_is_printed_again(old: Path) -> None:
    first = run(old, "--help")
    second = run(old, "--help")
    assert afresh(first) and not afresh(second)
    assert first.stdout == second.stdout
    assert "sister-city" in second.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of the shell")
def test_somebody_who_read_enough_is_no_fault(old: Path) -> None:
    run(old, "query", "network")
    command = f"{sys.executable} -m kembar query network | head -1"
    ran = subprocess.run(command, shell=True, cwd=old, text=True, capture_output=True)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_memory_that_cannot_be_written_costs_nothing(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (old / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(old / "file"))
    settle()
    ran = [run(old, "--help") for _ in range(2)]
    assert all(map(afresh, ran))
    assert ran[0].returncode == 0
