"""Statements are edited, renewed and retired; earlier ones stay on record."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.workspace.layout import Workspace
from tests.conftest import Run

NEWS = ["--source", "https://example.org/news", "--by", "Ani"]


@pytest.fixture
def office(own: Workspace) -> Path:
    assert own.root
    return own.root


def test_edit_renew_and_retire(kembar: Run, office: Path) -> None:
    loi = ["--partnership", "Bandung – Seoul", "--type", "LoI", "--signed-on", "2022-05-24"]
    assert (
        kembar("add", "agreement", *loi, "--valid-until", "2024", *NEWS, cwd=office).returncode == 0
    )
    key = "id-bandung--kr-seoul--2022-loi"
    edited = kembar("edit", key, "--set", "valid-until=2025", "--reason", "misread", cwd=office)
    assert edited.returncode == 0, edited.stderr
    renewed = kembar("renew", key, "--set", "signed_on=2025-12", *NEWS, cwd=office)
    assert "in force from 2026, until 2028" in renewed.stdout
    newer = key.replace("2022", "2025")
    gone = kembar("retire", newer, "--reason", "never signed", "--by", "Budi", cwd=office)
    assert gone.returncode == 0, gone.stderr
    log = kembar("log", cwd=office).stdout
    assert [line.split()[-1] for line in log.splitlines() if line.startswith("20")] == [
        "add",
        "edit",
        "renew",
        "retire",
    ]
    assert "never signed" in log
    assert kembar("check", cwd=office).stdout.endswith("no problems found\n")


def test_a_field_is_emptied(kembar: Run, office: Path) -> None:
    twins = ["add", "partnership", "--city", "Bandung", "--city", "Medan", "--until", "2020"]
    assert kembar(*twins, *NEWS, cwd=office).returncode == 0
    ran = kembar("edit", "id-bandung--id-medan", "--clear", "until", "--lang", "id", cwd=office)
    assert ran.returncode == 0, ran.stderr
    assert "Bandung, Indonesia dan Medan, Indonesia." in ran.stdout
    answer = kembar("query", "city-partners", "-p", "city=Medan", "--format", "csv", cwd=office)
    assert "2020" not in answer.stdout


def test_the_source_of_a_statement_is_corrected(kembar: Run, office: Path) -> None:
    twins = ["add", "partnership", "--city", "Bandung", "--city", "Medan"]
    assert kembar(*twins, cwd=office).returncode == 0
    ran = kembar("edit", "id-bandung--id-medan", *NEWS, cwd=office)
    assert ran.returncode == 0, ran.stderr
    answer = kembar("query", "city-partners", "-p", "city=Medan", "--format", "csv", cwd=office)
    row = next(line for line in answer.stdout.splitlines() if line.startswith("Bandung"))
    assert row.endswith(",https://example.org/news")


def test_a_guessed_renewal_is_not_written_unasked(kembar: Run, office: Path) -> None:
    loi = ["--partnership", "Bandung – Seoul", "--type", "LoI", "--signed-on", "2022-05-24"]
    until = ["--valid-until", "2024"]
    assert kembar("add", "agreement", *loi, *until, *NEWS, cwd=office).returncode == 0
    key = "id-bandung--kr-seoul--2022-loi"
    guessed = kembar("renew", key, *NEWS, cwd=office)
    assert guessed.returncode == 2
    assert "Nothing was written; if all is right, add --yes" in guessed.stderr
    agreed = kembar("renew", key, "--yes", *NEWS, cwd=office)
    assert agreed.returncode == 0, agreed.stderr
