"""Commands that query."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from openpyxl import load_workbook

from kembar.cli.query import BACKENDS as OFFERED
from kembar.cli.query import query
from kembar.queries.sql import BACKENDS
from kembar.shipped_folder import SHIPPED
from kembar.workspace.layout import Workspace
from tests.conftest import Run


def test_questions_are_listed_by_topic(kembar: Run) -> None:
    english = kembar("queries").stdout
    assert "Obstacles and findings (obstacles)" in english
    assert "  tier-gap\n      Which partnerships join governments of different tiers?" in english
    assert "-p city=...  the city (city)" in english
    one = kembar("queries", "--topic", "network", "--lang", "id").stdout
    assert "Kota mana yang saling bermitra dalam kemitraan yang terjalin?" in one
    assert "tier-gap" not in one


def test_questions_are_searched_in_either_language(kembar: Run) -> None:
    output = kembar("queries", "tingkat", "BERBEDA", "--topic", "obstacles").stdout
    assert output.count("?") == 1
    assert "  tier-gap\n" in output
    assert "      serves: Purbaningrum\n" in output
    assert "berguna untuk: Purbaningrum" in kembar("queries", "tiers", "--lang", "id").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["tears", "goverments"], "all of these words: tears goverments. Close to it: "),
        (["qqqqqqq", "--lang", "id"], "semua kata ini: qqqqqqq. Topik (--topic): agreements, "),
    ],
)
def test_a_search_without_a_hit_names_similar_ones(
    kembar: Run, tmp_path: Path, arguments: list[str], message: str
) -> None:
    ran = kembar("queries", *arguments, "-o", "q.md")
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (0, "", 1)
    assert message in ran.stderr
    assert not (tmp_path / "q.md").exists()
    assert kembar("queries", "--topic", "obstacle").returncode == 2


def test_the_catalogue_is_written_whole_or_in_part(kembar: Run, tmp_path: Path) -> None:
    kembar("queries", "-o", "all.md")
    kembar("queries", "--topic", "network", "--lang", "id", "-o", "few.md")
    output, few = ((tmp_path / name).read_text("utf-8") for name in ("all.md", "few.md"))
    assert "[tier-gap](../queries/tier-gap.rq)" in output
    assert "## Terms that no question names" in output
    assert "Kota mana yang saling bermitra dalam kemitraan yang terjalin?" in few
    assert "tier-gap" not in few
    assert "Istilah" not in few


def test_all_formats_say_the_same_rows(kembar: Run, tmp_path: Path) -> None:
    rows = json.loads(kembar("query", "network", "--format", "json").stdout)
    lines = kembar("query", "network", "--format", "csv").stdout.splitlines()
    assert len(rows) == len(lines) - 1 > 100
    assert kembar("query", "network", "--format", "markdown").stdout.count("\n") == len(rows) + 2
    turtle = kembar("query", "network", "--format", "turtle").stdout
    assert turtle.count('rs:variable "source"') == len(rows)
    kembar("query", "network", "-o", "n.csv")
    assert (tmp_path / "n.csv").read_text("utf-8").splitlines() == lines


def test_a_table_has_headings_and_parameters(kembar: Run) -> None:
    output = kembar("query", "document-chain", "-p", "other=서울", "--lang", "id").stdout
    assert "penanda tangan" in output
    assert "city: Bandung, other: Seoul" in output


def test_an_empty_answer_prints_a_note(kembar: Run) -> None:
    ran = kembar("query", "agreements-ending", "-p", "asOf=1900", "-p", "months=1")
    assert ran.returncode == 0
    assert "nothing in the graph fits" in ran.stderr


def test_a_file_needs_an_ending_that_names_a_format(kembar: Run, tmp_path: Path) -> None:
    for name, fault in (("n.dat", ".dat names no format; use .txt, .csv"), ("n", "has no ending")):
        refused = kembar("query", "network", "-o", name)
        assert (refused.returncode, fault in refused.stderr) == (2, True)
        assert kembar("query", "network", "--format", "csv", "-o", name).returncode == 0
        assert (tmp_path / name).read_bytes().startswith(b"source,")


@pytest.mark.parametrize("begun", ["tier", "city-pa"])
def test_names_of_questions_are_completed(begun: str, tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "from kembar.cli.main import main; main(prog_name='kembar')"],
        cwd=tmp_path,
        env={
            **os.environ,
            "_KEMBAR_COMPLETE": "bash_complete",
            "COMP_WORDS": f"kembar query {begun}",
            "COMP_CWORD": "2",
        },
        capture_output=True,
        text=True,
    )
    assert ran.stdout.splitlines() == [
        f"plain,{'tier-gap' if begun == 'tier' else 'city-partners'}"
    ]


def test_a_name_that_would_deceive_a_shell_is_not_completed(own: Workspace) -> None:
    """The completion script reads a line for each name."""
    assert own.root
    text = (SHIPPED / "queries" / "trios.rq").read_text("utf-8")
    for name in ("mine", "mine\x1b[31m", "mine\nplain,rm"):
        (own.root / "queries" / f"{name}.rq").write_text(text)
    context = click.Context(query, obj=own.root)
    (parameter,) = (each for each in query.params if each.name == "name")
    items = parameter.shell_complete(context, "")
    values = {item.value for item in items}
    assert "mine" in values
    assert not [value for value in values if not value.isprintable()]


def test_the_backend_is_chosen(kembar: Run) -> None:
    """`--engine columns` is the older name of `--backend duckdb`."""
    pytest.importorskip("duckdb")
    chosen = [("--backend", "sparql"), ("--backend", "duckdb"), ("--engine", "columns")]
    by_sparql, by_duckdb, by_older_name = (
        kembar("query", "coverage", "--lang", "id", *option, "--format", "csv") for option in chosen
    )
    assert by_duckdb.stdout == by_sparql.stdout == by_older_name.stdout
    assert "Indonesia" in by_duckdb.stdout
    for option in chosen[1:]:
        refused = kembar("query", "city-partners", "-p", "city=Bandung", *option)
        assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
        assert "write city-partners.sql beside its .rq file" in refused.stderr
    for option in ("--backend", "--engine"):
        assert kembar("query", "coverage", option, "row").returncode == 2


def test_help_shows_the_backends_alone(kembar: Run) -> None:
    shown = kembar("query", "--help").stdout
    assert "--backend [auto|sparql|duckdb]" in shown
    assert "--engine" not in shown


def test_the_backends_offered_are_those_of_the_queries() -> None:
    assert OFFERED == BACKENDS


def test_conflicts_show_what_sources_disagree_on(kembar: Run) -> None:
    output = kembar("conflicts").stdout
    for name in ("single-source-partnerships", "one-sided-partnerships", "differing-dates"):
        assert f": kembar query {name}" in output
    assert "25 August 1997" in kembar("conflicts", "--rows", "50").stdout
    assert "hanya diketahui dari satu sumber" in kembar("conflicts", "--lang", "id").stdout


def test_a_workbook_has_the_rows_of_the_answer(kembar: Run, tmp_path: Path) -> None:
    path = tmp_path / "cities.xlsx"
    assert kembar("query", "most-connected", "-o", str(path)).returncode == 0
    sheet = load_workbook(path)["most-connected"]
    rows = list(sheet.values)
    assert rows[0][0] == "city or other unit"
    table = csv.reader(kembar("query", "most-connected", "--format", "csv").stdout.splitlines())
    assert [list(map(str, row)) for row in rows[1:]] == list(table)[1:]
    assert isinstance(rows[1][2], int)
    wrong = kembar("query", "most-connected", "-o", str(tmp_path / "cities.ods"))
    assert wrong.returncode == 2
    assert ".xlsx" in wrong.stderr
