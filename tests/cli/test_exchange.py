"""Commands that import and export, as a user runs them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.importers.wikidata.server import sparql_service

LIST = (
    "Kota;Negara;Kota kembar;Negara mitra;Tahun;Jenis\n"
    "Kota Bandung;Indonesia;Utrecht;Belanda;1997;kota kembar\n"
    "Kota Bandung;Indonesia;Springfield;Amerika Serikat;1999;kota kembar\n"
    ";Indonesia;Seoul;Korea Selatan;2001;\n"
)


@pytest.fixture
def office(kembar: Run, tmp_path: Path) -> Path:
    kembar("init", "office")
    (tmp_path / "office" / "list.csv").write_text(LIST, "cp1252")
    return tmp_path / "office"


def test_a_list_is_imported_reviewed_and_seen(kembar: Run, office: Path) -> None:
    described = ("import", "table", "list.csv", "--title", "Our list", "--by", "Ani")
    ran = kembar(*described, cwd=office)
    assert ran.returncode == 0, ran.stderr
    assert "2 links read, 1 partnership\n" in ran.stdout
    assert "1 link set aside" in ran.stdout
    assert "left out, line 4" in ran.stdout
    review = office / "list.review.csv"
    rows = review.read_text().splitlines()
    assert rows[1].startswith("Springfield,Amerika Serikat,,,3,ambiguous,,")
    number = rows[1].split("ambiguous,,")[1].split(" =")[0].strip('"')
    review.write_text(review.read_text().replace(",ambiguous,,", f",ambiguous,{number},"))
    forgotten = kembar(*described, cwd=office)
    assert (forgotten.returncode, "read it with --review list.review.csv" in forgotten.stderr) == (
        2,
        True,
    )
    again = kembar(*described, "--review", "list.review.csv", cwd=office)
    assert "2 links read, 2 partnerships" in again.stdout
    answer = kembar(
        "query", "city-partners", "-p", "city=Springfield", "--format", "json", cwd=office
    )
    assert [(row["partner"], row["sources"]) for row in json.loads(answer.stdout)] == [
        ("Bandung", "Our list")
    ]
    third = kembar(*described, "--review", "list.review.csv", cwd=office)
    assert "has all of this already" in third.stdout
    assert "store opened" in third.stdout


def test_a_dry_run_writes_nothing(kembar: Run, office: Path) -> None:
    ran = kembar("import", "table", "list.csv", "--dry-run", cwd=office)
    assert "nothing was written" in ran.stdout
    assert list((office / "data").iterdir()) == []
    assert not (office / "list.review.csv").exists()


def test_an_import_without_a_workspace_fails_first(
    kembar: Run, office: Path, tmp_path: Path
) -> None:
    ran = kembar("import", "table", str(office / "list.csv"), cwd=tmp_path)
    assert (ran.returncode, "kembar init FOLDER" in ran.stderr) == (2, True)
    assert not (tmp_path / "list.review.csv").exists()


def test_columns_may_be_named(kembar: Run, office: Path) -> None:
    (office / "odd.csv").write_text("hier,dort\nBandung,Utrecht\n")
    refused = kembar("import", "table", "odd.csv", cwd=office)
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    ran = kembar("import", "table", "odd.csv", "--map", "city=hier,partner=dort", cwd=office)
    assert "1 link read" in ran.stdout
    several = ("--map", "city=hier", "--map", "partner=dort")
    again = kembar("import", "table", "odd.csv", *several, "--dry-run", cwd=office)
    assert "1 link read" in again.stdout
    twice = kembar("import", "table", "odd.csv", *several, "--map", "city=dort", cwd=office)
    assert (twice.returncode, "city has two columns, hier and dort" in twice.stderr) == (2, True)
    broken = kembar("import", "table", "odd.csv", "--map", "city", cwd=office)
    assert "city=Kota" in broken.stderr


def test_wikidata_is_imported_live(kembar: Run, office: Path, tmp_path: Path) -> None:
    with sparql_service(tmp_path) as address:
        ran = kembar("import", "wikidata", "--endpoint", address, "--country", "ID", cwd=office)
    assert ran.returncode == 0, ran.stderr
    assert "links read" in ran.stdout
    sources = (office / "data" / "imported" / "wikidata-id" / "sources.csv").read_text()
    assert "Wikidata" in sources
    answer = kembar("query", "one-sided-partnerships", "--format", "csv", cwd=office).stdout
    assert any("Wikidata" in line for line in answer.splitlines())


@pytest.mark.parametrize(
    ("kind", "name", "content", "message"),
    [
        ("table", "x.csv", b'Kota,Mitra\n"Bandung,Utrecht\n', "x.csv:2"),
        ("table", "x.csv", b"Kota,Kota,Mitra\na,b,c\n", "twice"),
        ("table", "x.csv", b"Kota,Mitra\nBand\0ung,Utrecht\n", "NUL"),
        ("table", "x.csv", b"Kota,Mitra\nBandung,M\xfcnchen\nK\xc3\xb6ln,\x81\n", "x.csv"),
        ("table", "x.xlsx", b"PK not a workbook", "x.xlsx"),
        ("network", "x.gexf", b'<!DOCTYPE x [<!ENTITY a "a">]><gexf></gexf>', "x.gexf:1"),
        ("network", "x.gexf", b"<gexf><graph><nodes>", "x.gexf:1"),
        ("wikidata", "x.nt.gz", gzip.compress(b"<a> <b> <c> .\n" * 9999, mtime=0)[:60], "x.nt.gz"),
        ("wikidata", "x.json", b"<html>Too many requests</html>", "x.json"),
        ("rdf", "x.ttl", b"<urn:a> <urn:b> <urn:c> .\n" * 899 + b"<a> b c .", "x.ttl:900"),
        ("rdf", "x.jsonld", b'{"@id": ', "x.jsonld"),
    ],
)
def test_bad_input_is_one_line_and_changes_nothing(
    kembar: Run, office: Path, kind: str, name: str, content: bytes, message: str
) -> None:
    (office / name).write_bytes(content)
    ran = kembar("import", kind, name, cwd=office)
    assert ran.returncode == 2, ran.stdout
    assert message in ran.stderr
    assert ran.stderr.startswith("kembar: ")
    assert ran.stderr.count("\n") == 1
    assert list((office / "data").iterdir()) == []


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("turtle", "kembar.ttl"),
        ("jsonld", "kembar.jsonld"),
        ("xlsx", "kembar.xlsx"),
        ("geojson", "kembar.geojson"),
        ("csv", "kembar/cities.csv"),
        ("grlc", "kembar-grlc/network.rq"),
        ("sparql-examples", "kembar-sparql-examples.ttl"),
    ],
)
def test_an_export_is_a_file_by_its_format(
    kembar: Run, tmp_path: Path, form: str, name: str
) -> None:
    ran = kembar("export", form)
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / name).exists()


def test_a_map_says_which_partnerships_it_lacks(kembar: Run, tmp_path: Path) -> None:
    ran = kembar("export", "geojson", "-o", "x.geojson")
    missing = json.loads((tmp_path / "x.geojson").read_text("utf-8"))["left_out"]["partnerships"]
    assert ran.stderr.startswith(f"{len(missing)} of ")
    assert "no coordinates" in ran.stderr
    assert ran.stdout == "Written to x.geojson\n"


def test_a_complete_file_is_asked_for(kembar: Run, tmp_path: Path) -> None:
    plain = kembar("export", "turtle", "-o", "-").stdout.splitlines()
    assert plain[1].startswith("# Plain: only the statements of the sources")
    complete = kembar("export", "turtle", "--complete", "-o", "-").stdout.splitlines()
    assert complete[1].startswith("# Complete, as one graph")
    ran = kembar("export", "xlsx", "--complete")
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert "xlsx has no complete form" in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_quickstatements_without_statements_are_refused(kembar: Run, tmp_path: Path) -> None:
    ran = kembar("export", "quickstatements")
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert "nothing to write" in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_endpoint_is_for_questions_alone(kembar: Run, tmp_path: Path) -> None:
    assert kembar("export", "grlc", "--endpoint", "http://localhost:7878/query").returncode == 0
    assert "7878" in (tmp_path / "kembar-grlc" / "endpoint.txt").read_text()
    for form, endpoint in [("turtle", "http://localhost/"), ("grlc", "not an address")]:
        ran = kembar("export", form, "--endpoint", endpoint)
        assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
        assert "endpoint" in ran.stderr


def test_an_exported_network_can_be_imported(kembar: Run, office: Path) -> None:
    kembar("export", "gexf", "-o", "n.gexf", cwd=office)
    ran = kembar("import", "network", "n.gexf", "--dry-run", cwd=office)
    assert ran.returncode == 0, ran.stderr
    assert "links read" in ran.stdout
