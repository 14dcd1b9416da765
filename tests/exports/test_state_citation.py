"""The citation of a graph: the digest is that of its files, and can be found again."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import bibtexparser
import pytest
import yaml

import kembar
from kembar.cli.query import CITATION_FORMS as OFFERED
from kembar.cli.query import cite
from kembar.errors import UnknownName
from kembar.exports.state_citation import CITATION_FORMS
from kembar.shipped_folder import SHIPPED
from kembar.workspace.layout import Workspace
from tests.conftest import Run


def digest(folder: Path | None) -> str:
    return hashlib.sha256(kembar.open(folder).cite("files").encode()).hexdigest()


def test_the_digest_changes_with_the_files_alone(empty: Workspace, tmp_path: Path) -> None:
    assert empty.root
    table = empty.root / "data" / "countries.csv"
    sources = empty.root / "data" / "sources.csv"
    sources.write_text("source,title\ns,S\n")
    table.write_text("country,name_en,source\nxx,X,s\n")
    first = digest(empty.root)
    moved = empty.root.rename(tmp_path / "moved")
    assert digest(moved) == first
    table = moved / "data" / "countries.csv"
    table.write_text("country,name_en,source\nxx,Y,s\n")
    assert digest(moved) != first
    table.write_text("country,name_en,source\nxx,X,s\n")
    assert digest(moved) == first
    (moved / "data" / "x").mkdir()
    table.rename(moved / "data" / "x" / "countries.csv")
    assert digest(moved) != first


def test_each_file_has_its_own_hash() -> None:
    lines = [line.split("  ", 1) for line in kembar.open().cite("files").splitlines()]
    assert len(lines) > 30
    assert [name for _, name in lines] == sorted(name for _, name in lines)
    for expected, name in lines:
        assert hashlib.sha256((SHIPPED / name).read_bytes()).hexdigest() == expected
    names = {name for _, name in lines}
    assert {"data/bandung/partnerships.csv", "ontology/model.ttl"} <= names
    assert any(name.endswith(".rq") for name in names)


def test_all_forms_name_the_same_state() -> None:
    graph, expected = kembar.open(), digest(None)
    for form in set(CITATION_FORMS) - {"files"}:
        text = graph.cite(form)
        assert expected in text, form
        assert kembar.__version__ in text
        assert "https://w3id.org/kembar/" in text
    for form in ("biblatex", "bibtex"):
        library = bibtexparser.parse_string(graph.cite(form))
        assert library.failed_blocks == []
        assert library.entries[0]["author"] == "{Kembar contributors}"
    (item,) = json.loads(graph.cite("csl-json"))
    cff = yaml.safe_load(graph.cite("cff"))
    day = "-".join(f"{part:02}" for part in item["issued"]["date-parts"][0])
    assert cff["date-released"] == day
    assert {"cff-version", "message", "title", "authors"} <= set(cff)
    with pytest.raises(UnknownName):
        graph.cite("word")


def test_a_workspace_is_cited_as_its_own(empty: Workspace) -> None:
    """Its data are not at the address of Kembar, and its publisher comes first."""
    assert empty.root
    graph = kembar.open(empty.root)
    assert "https://w3id.org/kembar/" in graph.cite()
    folder = empty.root / "data" / "office"
    folder.mkdir()
    (folder / "sources.csv").write_text("source,title\ns,S\n")
    (folder / "source.toml").write_text('title = "Office"\npublisher = "Office of Bandung"\n')
    graph = kembar.open(empty.root)
    assert graph.cite().startswith("Office of Bandung; Kembar contributors: ")
    assert yaml.safe_load(graph.cite("cff"))["authors"][0] == {"name": "Office of Bandung"}
    for form in set(CITATION_FORMS) - {"files"}:
        assert "https://w3id.org/kembar/" not in graph.cite(form), form
    for form in ("biblatex", "bibtex"):
        (entry,) = bibtexparser.parse_string(graph.cite(form)).entries
        assert entry["author"] == "{Office of Bandung} and {Kembar contributors}"


def test_a_citation_is_written_by_its_ending(kembar: Run, tmp_path: Path) -> None:
    assert kembar("cite", "-o", "CITATION.cff").returncode == 0
    assert (tmp_path / "CITATION.cff").read_text().startswith("cff-version: 1.2.0\n")
    assert kembar("cite", "--format", "bibtex", "-o", "k.bib").returncode == 0
    assert (tmp_path / "k.bib").read_text().startswith("@misc{kembar-")
    assert kembar("cite", "-o", "k.docx").returncode == 2


def test_the_forms_offered_are_those_that_are_written() -> None:
    assert tuple(CITATION_FORMS) == OFFERED
    assert cite.name == "cite"
