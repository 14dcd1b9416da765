"""Where commands write: the endings they can write, and what stays without --force."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kembar.workspace.layout import Workspace
from tests.conftest import Run


@pytest.mark.parametrize(
    ("command", "endings"),
    [
        (
            "query trios -o x.ods",
            ".txt, .csv, .json, .md, .markdown, .ttl, .turtle, .xlsx, .svg, .png",
        ),
        ("query trios --format csv -o x.json", ".csv"),
        ("queries -o x.html", ".md, .markdown"),
        ("network -o x.pdf", ".html, .htm, .svg, .png"),
        ("ontology -o x.ttl", ".html, .htm, .md"),
        ("report city Bandung -o x.doc", ".html, .md, .pdf, .docx, .bib, .json, .htm"),
        ("report city Bandung --format markdown -o x.pdf", ".md"),
        ("template city -o x.csv", ".yaml, .yml"),
        ("export turtle -o x.nt", ".ttl"),
        ("export xlsx -o x.csv", ".xlsx"),
    ],
)
def test_an_ending_that_is_not_written_is_refused(
    kembar: Run, tmp_path: Path, command: str, endings: str
) -> None:
    ran = kembar(*command.split())
    name = command.split()[-1]
    ending = Path(name).suffix
    assert ran.returncode == 2
    assert ran.stderr == f"kembar: {name}: {ending} does not fit the format; use {endings}\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("command", "fault"),
    [
        ("export csv -o x.csv", "x.csv: csv writes several files: name a folder"),
        ("export csv -o -", "/dev/stdout: several files are written: name a folder for them"),
        ("explore -o file", "file: is a file; name a folder, several files are written"),
        ("network -o folder", "folder: is a folder; name a file in it"),
        ("query trios -o loop.csv", "loop.csv: cannot be written: Too many levels"),
    ],
)
def test_a_folder_is_no_file(kembar: Run, tmp_path: Path, command: str, fault: str) -> None:
    (tmp_path / "file").write_text("old")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    ran = kembar(*command.split())
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert fault in ran.stderr
    assert (tmp_path / "file").read_text() == "old"


def test_a_form_that_was_filled_in_is_not_replaced(kembar: Run, tmp_path: Path) -> None:
    form = tmp_path / "mou.yaml"
    for _ in range(2):
        assert kembar("template", "agreement", "-o", "mou.yaml").returncode == 0
    blank = form.read_text()
    form.write_text(f"{blank}# mine\n")
    ran = kembar("template", "agreement", "-o", "mou.yaml")
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert "--force" in ran.stderr
    assert form.read_text() == f"{blank}# mine\n"
    assert kembar("template", "agreement", "-o", "mou.yaml", "--force").returncode == 0
    assert form.read_text() == blank


def test_a_file_of_the_workspace_is_not_replaced(kembar: Run, own: Workspace) -> None:
    assert own.root
    (own.root / "queries" / "mine.csv").write_text("mine")
    ran = kembar("query", "trios", "-o", "queries/mine.csv", cwd=own.root)
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert (own.root / "queries" / "mine.csv").read_text() == "mine"


def test_choices_in_a_review_file_stay(kembar: Run, own: Workspace) -> None:
    assert own.root
    (own.root / "list.csv").write_text("Kota,Mitra\nBandung,Xqzzt\n")
    (own.root / "list.review.csv").write_text("my choices")
    ran = kembar("import", "table", "list.csv", cwd=own.root)
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert "--force" in ran.stderr
    assert (own.root / "list.review.csv").read_text() == "my choices"
    assert not (own.root / "data" / "imported").exists()


def test_a_file_keeps_its_mode(kembar: Run, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").touch(mode=0o600)
    (tmp_path / "link.csv").symlink_to("secret.csv")
    assert kembar("query", "trios", "-o", "link.csv").returncode == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert os.stat(tmp_path / "secret.csv").st_mode & 0o777 == 0o600  # noqa: PTH116
    assert kembar("query", "trios", "-o", "/dev/null").returncode == 0
    assert Path("/dev/null").is_char_device()
