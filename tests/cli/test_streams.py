"""Output and messages: the same bytes by every way, nothing hidden on a terminal, no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kembar.workspace.layout import Workspace
from tests.terminals import on_terminal

pytestmark = pytest.mark.integration

HOSTILE = "\x1b]0;x\x07\x9b31mred\u202egpj"
SHOWN = "<U+001B>]0;x<U+0007><U+009B>31mred<U+202E>gpj"
QUERY = f'SELECT ?x {{ VALUES ?x {{ "{HOSTILE}" "서울" }} }}'


def shell(command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of bash, in which $K is the program."""
    return subprocess.run(
        ["bash", "-c", command],
        cwd=cwd,
        env={**os.environ, "K": f"{sys.executable} -m kembar", "Q": QUERY, **environment},
        capture_output=True,
        timeout=120,
    )


TERMINAL = {"TERM": "xterm", "NO_COLOR": "1", "COLUMNS": "200"}


@pytest.mark.parametrize("form", ["csv", "table"])
def test_the_same_bytes_come_by_every_way(tmp_path: Path, form: str) -> None:
    ways = (
        "> 1",
        "| cat > 2",
        "-o 3",
        "-o - > 4",
        "-o /dev/stdout | cat > 5",
        "-o >(cat > 6; touch done); until [ -e done ]; do sleep 0.02; done",
    )
    for way in ways:
        ran = shell(f'$K sparql "$Q" --format {form} {way}', tmp_path)
        assert ran.returncode == 0, ran.stderr
    contents = {(tmp_path / str(number)).read_bytes() for number in range(1, 7)}
    assert len(contents) == 1
    text = contents.pop().decode()
    assert (HOSTILE in text) == (form == "csv")
    assert (SHOWN in text) == (form == "table")  # drawn for eyes, wherever they read it


@pytest.mark.parametrize("form", ["csv", "json", "markdown", "turtle", "table"])
def test_a_terminal_shows_what_an_answer_hides(tmp_path: Path, form: str) -> None:
    shown = on_terminal(["sparql", QUERY, "--format", form], tmp_path, **TERMINAL)
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & {*shown}
    assert "red<U+202E>gpj" in shown
    assert "서울" in shown


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["query", HOSTILE], "no question is called"),
        ([f"--{HOSTILE}"], "gpj"),
        (["sparql", f"{HOSTILE}.rq"], "gpj.rq': is not a query"),
        (["-w", f"{HOSTILE}\n2", "check"], f"{SHOWN} 2: is not a workspace"),
        (["-w", b"\xff", "check"], "<U+DCFF>: is not a workspace"),
        (["query", "trios", "-o", f"{HOSTILE}\n.csv"], f"{SHOWN} .csv: "),
        (["query", "trios", "-o", b"\xff.csv"], "<U+DCFF>.csv: "),
    ],
)
def test_a_terminal_shows_what_a_name_hides(
    tmp_path: Path, arguments: list[str | bytes], shown: str
) -> None:
    output = on_terminal(arguments, tmp_path, **TERMINAL)
    assert shown in output
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & {*output}
    assert output.count("\n") == 1


def test_an_imported_list_moves_no_terminal(own: Workspace, tmp_path: Path) -> None:
    text = f"Kota,Mitra,{HOSTILE},Tahun\nBandung,Fort Worth,x,\x1b[2J{HOSTILE}\n"
    (tmp_path / "list.csv").write_text(text, "utf-8")
    output = on_terminal(
        ["import", "table", "list.csv", "-w", "office", "--dry-run"], tmp_path, **TERMINAL
    )
    assert own.root
    assert "gpj' was not read" in output
    assert "\x1b" not in output.replace("\x1b[K", "")
    assert "\u202e" not in output


@pytest.mark.parametrize(
    ("line", "code", "fault"),
    [
        ("$K query trios >&-", 2, b"kembar: standard output: is closed\n"),
        ("$K --help >&-", 2, b"kembar: standard output: is closed\n"),
        ("$K query trios -o x.csv >&-", 0, b"x.csv: "),
        ("$K sparql <&-", 2, b"kembar: standard input: is closed\n"),
        ("$K query nosuch 2>&-", 2, b""),
        ("$K query trios <&- >&- 2>&-", 2, b""),
        ("$K query trios > /dev/full", 2, b"kembar: standard output: cannot be written: No space"),
        ("$K network -o - > /dev/full", 2, b"kembar: /dev/stdout: cannot be written: No space"),
        ("$K --version > /dev/full", 2, b"kembar: standard output: cannot be written: No space"),
    ],
)
def test_a_closed_or_full_stream_is_an_error(
    tmp_path: Path, line: str, code: int, fault: bytes
) -> None:
    ran = shell(line, tmp_path)
    assert ran.returncode == code
    assert ran.stderr.startswith(fault)
    assert ran.stderr.count(b"\n") == bool(fault)


def test_a_closed_stream_leaves_its_place_to_no_file(own: Workspace, tmp_path: Path) -> None:
    """The first file that is opened would become standard output, and receive what is printed."""
    assert own.root
    add = "$K add city --name Kuta --country Indonesia --yes -w office >&- 2>&-"
    assert shell(add, tmp_path).returncode == 2
    assert list((own.root / "data").rglob("*.trig")) == []


@pytest.mark.parametrize(
    "command", ["--help", "queries", "ontology", "query network", "export turtle -o -"]
)
def test_a_reader_that_leaves_is_no_error(tmp_path: Path, command: str) -> None:
    """`:` reads nothing at all, so that the pipe is always closed too early."""
    ran = shell(f"(sleep 0.05; $K {command}; echo $? >&2) | :", tmp_path)
    assert ran.stderr == b"0\n"


ENCODINGS = [
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"PYTHONIOENCODING": "cp1252:strict"},
    {"PYTHONIOENCODING": "utf-16-le"},
]


@pytest.mark.parametrize("environment", ENCODINGS)
def test_a_pipe_is_utf_8_under_any_encoding(tmp_path: Path, environment: dict[str, str]) -> None:
    query = 'SELECT ?x { VALUES ?x { "S\\u00e3o \\uc11c\\uc6b8" } }'
    (tmp_path / "q.rq").write_text('SELECT ("São 서울" AS ?x) {}', "utf-8")
    for command in ('$K sparql "$Q" --format csv', "$K sparql --format csv -o - < q.rq"):
        ran = shell(command, tmp_path, Q=query, **environment)
        assert (ran.stdout, ran.stderr) == ("x\r\nSão 서울\r\n".encode(), b"")
    table = shell('$K sparql "$Q"', tmp_path, Q=query, **environment)
    assert (table.returncode, table.stderr) == (0, b"")


def test_a_mark_before_a_query_is_no_part_of_it(tmp_path: Path) -> None:
    query = 'SELECT ("서울" AS ?x) {}'
    (tmp_path / "q.rq").write_text(query, "utf-8-sig")
    for source in ("< q.rq", "q.rq"):
        ran = shell(f"LC_ALL=C $K sparql --format csv {source}", tmp_path)
        assert (ran.stdout.decode(), ran.stderr) == ("x\r\n서울\r\n", b"")


def test_a_query_of_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_bytes(b'SELECT ("\xff" AS ?x) {}')
    ran = shell("$K sparql < q.rq", tmp_path)
    assert (ran.returncode, ran.stderr) == (2, b"kembar: standard input: is not UTF-8\n")
