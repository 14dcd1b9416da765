"""Whole journeys with the real command in a fresh folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run


def test_a_partnership_is_added_and_seen(kembar: Run, tmp_path: Path) -> None:
    assert kembar("init", "office").returncode == 0
    office = tmp_path / "office"
    add = ["add", "partnership", "--city", "Bandung", "--city", "Utrecht", "--since", "2026-05"]
    add += ["--source", "https://example.org/news", "--by", "Ani"]
    dry = kembar(*add, "--dry-run", cwd=office)
    assert dry.returncode == 0
    assert list((office / "data").iterdir()) == []
    result = kembar(*add, cwd=office)
    assert result.returncode == 0, result.stderr
    assert "taken as Utrecht, Netherlands" in result.stdout
    answer = kembar("query", "city-partners", "-p", "city=Utrecht", "--format", "json", cwd=office)
    assert [(row["partner"], row["since"]) for row in json.loads(answer.stdout)] == [
        ("Bandung", "2026-05")
    ]
    kembar("network", "--city", "Bandung", "-o", "n.html", cwd=office)
    assert "Utrecht" in (office / "n.html").read_text("utf-8")
    again = kembar(*add, cwd=office)
    assert (again.returncode, again.stdout) == (2, "")
    assert "says this already, by the same source" in again.stderr
    assert kembar("check", cwd=office).returncode == 0


def test_a_violation_is_a_sentence_and_writes_nothing(kembar: Run, tmp_path: Path) -> None:
    kembar("init", "office")
    office = tmp_path / "office"
    result = kembar("add", "partnership", "--city", "Bandung", "--city", "bandung", cwd=office)
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert "at least two different partners" in result.stderr
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
    result = kembar("add", f"../{file.name}", cwd=tmp_path / "office")
    assert result.returncode == 0, result.stderr
    answer = kembar("query", "unverified", "--format", "csv", cwd=tmp_path / "office")
    assert "id-bandung--id-medan" in answer.stdout


def test_a_city_without_shipped_data_brings_its_source(kembar: Run, tmp_path: Path) -> None:
    kembar("init", "office")
    office = tmp_path / "office"
    (office / "kembar.toml").write_text('title = "Alone"\nshipped = false\n')
    (office / "data" / "mine").mkdir()
    (office / "data" / "mine" / "countries.csv").write_text(
        "country,name_en,source\nid,Indonesia,unverified\nnl,Netherlands,unverified\n"
    )
    result = kembar(
        "add",
        "partnership",
        "--city",
        "Bandung",
        "--city",
        "Utrecht, NL",
        "--kind",
        "sister-city",
        cwd=office,
    )
    assert result.returncode == 0, result.stderr
    answer = kembar("query", "city-partners", "-p", "city=Utrecht", "--format", "csv", cwd=office)
    assert answer.stdout.splitlines()[1] == "Bandung,Indonesia,sister city,active,,,unverified"
    assert kembar("check", cwd=office).returncode == 0


def test_own_questions_and_classes_are_used(kembar: Run, tmp_path: Path) -> None:
    kembar("init", "office")
    office = tmp_path / "office"
    (office / "ontology").mkdir()
    (office / "ontology" / "mine.ttl").write_text(
        "@prefix kb: <https://w3id.org/kembar/> .\n"
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'kb:Festival a owl:Class ; rdfs:subClassOf kb:Activity ; rdfs:label "festival"@en .\n'
    )
    (office / "queries" / "classes.rq").write_text(
        "#+ summary: Classes\n#+ tags: [mine]\n"
        "#+ question: {en: 'Which kinds of activity?', id: 'Jenis apa?'}\n"
        "#+ columns: {name: {en: name, id: nama}}\n"
        "PREFIX kb: <https://w3id.org/kembar/>\n"
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        "SELECT ?name { ?class rdfs:subClassOf kb:Activity ; rdfs:label ?name }\n"
    )
    assert "classes" in kembar("queries", "--topic", "mine", cwd=office).stdout
    answer = kembar("query", "classes", "--format", "csv", cwd=office)
    assert answer.stdout == "name\nfestival\n"
