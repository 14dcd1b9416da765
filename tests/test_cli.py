"""Whole journeys with the real command in a fresh folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run


def test_explore_writes_answers_index_and_network(kembar: Run, tmp_path: Path) -> None:
    ran = kembar("explore", "--output", "out")
    assert ran.returncode == 0, ran.stderr
    assert len(ran.stdout.splitlines()) < 25
    assert ran.stderr == ""
    assert "Seoul" in (tmp_path / "out" / "network.html").read_text("utf-8")
    assert "Bandung" in (tmp_path / "out" / "answers" / "network.csv").read_text("utf-8")
    assert "<table>" in (tmp_path / "out" / "index.html").read_text("utf-8")


def test_a_partnership_is_added_and_seen(kembar: Run, tmp_path: Path) -> None:
    assert kembar("init", "office").returncode == 0
    office = tmp_path / "office"
    add = ["add", "partnership", "--city", "Bandung", "--city", "Utrecht", "--since", "2026-05"]
    add += ["--source", "https://example.org/news", "--by", "Ani"]
    dry = kembar(*add, "--dry-run", cwd=office)
    assert dry.returncode == 0
    assert list((office / "data").iterdir()) == []
    ran = kembar(*add, cwd=office)
    assert ran.returncode == 0, ran.stderr
    assert "taken as Utrecht, NL" in ran.stderr
    asked = kembar("query", "city-partners", "-p", "city=Utrecht", "--format", "json", cwd=office)
    assert [(row["partner"], row["since"]) for row in json.loads(asked.stdout)] == [
        ("Bandung", "2026-05")
    ]
    kembar("network", "--city", "Bandung", "-o", "n.html", cwd=office)
    assert "Utrecht" in (office / "n.html").read_text("utf-8")
    again = kembar(*add, cwd=office)
    assert (again.returncode, again.stdout.count("kb:Partnership")) == (2, 1)
    assert "already" in again.stderr
    assert kembar("check", cwd=office).returncode == 0


def test_a_violation_is_one_sentence_and_nothing_is_written(kembar: Run, tmp_path: Path) -> None:
    kembar("init", "office")
    office = tmp_path / "office"
    ran = kembar("add", "partnership", "--city", "Bandung", "--city", "bandung", cwd=office)
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
    assert "at least two different partners" in ran.stderr
    assert list((office / "data").iterdir()) == []


@pytest.mark.parametrize("suffix", ["csv", "ttl"])
def test_a_file_is_added(kembar: Run, tmp_path: Path, suffix: str) -> None:
    kembar("init", "office")
    text = {
        "csv": "partnership,cities,kind,source\n"
        "id-bandung--id-medan,id-bandung; id-medan,project-partnership,unverified\n",
        "ttl": "@prefix kb: <https://w3id.org/kembar/> .\n@prefix id: <https://w3id.org/kembar/id/> .\n"
        'id:id-bandung--id-medan a kb:Partnership ; kb:key "id-bandung--id-medan" ;\n'
        "  kb:hasPartner id:id-bandung, id:id-medan .\n"
        "<> a kb:SourceGraph ; kb:verification\n"
        "  <https://w3id.org/kembar/concept/verification/unverified> .\n",
    }
    file = tmp_path / f"partnerships.{suffix}"
    file.write_text(text[suffix])
    ran = kembar("add", f"../{file.name}", cwd=tmp_path / "office")
    assert ran.returncode == 0, ran.stderr
    asked = kembar("query", "unverified", "--format", "csv", cwd=tmp_path / "office")
    assert "id-bandung--id-medan" in asked.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["query", "nope"], 2, "no question is called 'nope'"),
        (["query", "city-partners", "-p", "city"], 2, "write name=value"),
        (["query", "city-partners", "-p", "city=Atlantis"], 2, "no city is called"),
        (["sparql", "SELECT * { ?s ?p "], 2, "not a SPARQL query"),
        (["sparql", "nowhere.rq"], 2, "cannot be read"),
        (["network", "--kind", "sister"], 2, "Did you mean"),
        (["-w", "nowhere", "queries"], 2, "is not a workspace"),
        (["add", "partnership", "--city", "Bandung", "--city", "Seoul"], 2, "kembar init"),
        (["network", "-o", "/proc/no/n.html"], 2, "cannot be written"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    kembar: Run, arguments: list[str], code: int, said: str
) -> None:
    ran = kembar(*arguments)
    assert ran.returncode == code
    assert said in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert "Traceback" not in ran.stderr


def test_sparql_reads_a_file_and_standard_input(kembar: Run, tmp_path: Path) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/kembar/Country> }"
    (tmp_path / "n.rq").write_text(query)
    told = {kembar("sparql", "n.rq", "--format", "csv").stdout}
    told.add(kembar("sparql", "--format", "csv", stdin=query).stdout)
    assert told == {"n\n249\n"}


def test_all_formats_say_the_same_rows(kembar: Run, tmp_path: Path) -> None:
    rows = json.loads(kembar("query", "network", "--format", "json").stdout)
    lines = kembar("query", "network", "--format", "csv").stdout.splitlines()
    assert len(rows) == len(lines) - 1 > 100
    assert kembar("query", "network", "--format", "markdown").stdout.count("\n") == len(rows) + 2
    assert kembar("query", "network", "--format", "turtle").stdout.count("rs:solution") >= 1
    kembar("query", "network", "-o", "n.csv")
    assert (tmp_path / "n.csv").read_text("utf-8").splitlines() == lines
