"""Commands that exchange, as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run

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
    ran = kembar("import", "table", "list.csv", "--title", "Our list", "--by", "Ani", cwd=office)
    assert ran.returncode == 0, ran.stderr
    assert "2 links read, 1 partnerships" in ran.stdout
    assert "1 links set aside" in ran.stdout
    assert "left out, line 4" in ran.stdout
    review = office / "list.review.csv"
    rows = review.read_text().splitlines()
    assert rows[1].startswith("Springfield,Amerika Serikat,,,3,ambiguous,,")
    number = rows[1].split("ambiguous,,")[1].split(" =")[0].strip('"')
    review.write_text(review.read_text().replace(",ambiguous,,", f",ambiguous,{number},"))
    again = kembar(
        "import",
        "table",
        "list.csv",
        "--title",
        "Our list",
        "--by",
        "Ani",
        "--review",
        "list.review.csv",
        cwd=office,
    )
    assert "2 links read, 2 partnerships" in again.stdout
    asked = kembar(
        "query", "city-partners", "-p", "city=Springfield", "--format", "json", cwd=office
    )
    assert [(row["partner"], row["sources"]) for row in json.loads(asked.stdout)] == [
        ("Bandung", "Our list")
    ]
    third = kembar(
        "import",
        "table",
        "list.csv",
        "--title",
        "Our list",
        "--by",
        "Ani",
        "--review",
        "list.review.csv",
        cwd=office,
    )
    assert "says this already" in third.stdout
    assert "store opened" in third.stdout


def test_a_dry_run_writes_nothing(kembar: Run, office: Path) -> None:
    ran = kembar("import", "table", "list.csv", "--dry-run", cwd=office)
    assert "nothing was written" in ran.stdout
    assert list((office / "data").iterdir()) == []


def test_columns_may_be_named(kembar: Run, office: Path) -> None:
    (office / "odd.csv").write_text("hier,dort\nBandung,Utrecht\n")
    refused = kembar("import", "table", "odd.csv", cwd=office)
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    ran = kembar("import", "table", "odd.csv", "--map", "city=hier,partner=dort", cwd=office)
    assert "1 links read" in ran.stdout
    broken = kembar("import", "table", "odd.csv", "--map", "city", cwd=office)
    assert "write city=Kota" in broken.stderr


def test_conflicts_show_what_sources_disagree_on(kembar: Run, office: Path) -> None:
    told = kembar("conflicts", cwd=office).stdout
    for name in ("single-source-partnerships", "one-sided-partnerships", "differing-dates"):
        assert f": kembar query {name}" in told
    assert "1997-08-25" in kembar("conflicts", "--rows", "50", cwd=office).stdout
    assert "Kemitraan mana" in kembar("conflicts", "--lang", "id", cwd=office).stdout


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("turtle", "kembar.ttl"),
        ("jsonld", "kembar.jsonld"),
        ("xlsx", "kembar.xlsx"),
        ("geojson", "kembar.geojson"),
        ("quickstatements", "kembar.tsv"),
        ("csv", "kembar/cities.csv"),
    ],
)
def test_an_export_is_a_file_by_its_format(
    kembar: Run, tmp_path: Path, form: str, name: str
) -> None:
    ran = kembar("export", form)
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / name).exists()


def test_what_is_exported_as_a_network_is_imported_again(kembar: Run, office: Path) -> None:
    kembar("export", "gexf", "-o", "n.gexf", cwd=office)
    ran = kembar("import", "network", "n.gexf", "--dry-run", cwd=office)
    assert ran.returncode == 0, ran.stderr
    assert "links read" in ran.stdout
