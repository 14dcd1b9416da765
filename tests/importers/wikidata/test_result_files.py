"""Saved results of the query service are read, of our query and of those that people write."""

from __future__ import annotations

import dataclasses
import json
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from kembar.errors import InputError
from kembar.importers.links import Link, Mention, Rejected
from kembar.importers.wikidata.endpoint import fetch_links
from kembar.importers.wikidata.query import twinnings_query
from kembar.importers.wikidata.result_files import read_saved_results, read_wikidata_links
from kembar.importers.wikidata.service import WikidataService
from kembar.model.dates import PartialDate
from tests.importers.wikidata.server import sparql_service

Q = "http://www.wikidata.org/entity/Q"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with sparql_service(tmp_path_factory.mktemp("sparql")) as address:
        yield address


def saved(folder: Path, text: str | bytes, name: str = "query.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def without_line(link: Link | Rejected) -> Link | Rejected:
    return dataclasses.replace(link, line=None)


@pytest.mark.parametrize("form", ["application/sparql-results+json", "text/csv"])
def test_saved_results_give_the_links_of_the_service(
    service: str, tmp_path: Path, form: str
) -> None:
    body = urllib.parse.urlencode({"query": twinnings_query()}).encode()
    request = urllib.request.Request(service, body, {"Accept": form})
    with urllib.request.urlopen(request, timeout=30) as answer:
        path = saved(tmp_path, answer.read())
    links = list(read_saved_results(path))
    assert [without_line(link) for link in links] == list(fetch_links(WikidataService(service)))
    lines = [link.line for link in links]
    assert lines == sorted(lines, key=lambda line: line or 0)
    assert len(set(lines)) == len(lines) == 11


@pytest.mark.parametrize(
    "header",
    [
        "item,itemLabel,countryLabel,coord,twin,twinLabel,twinCountryLabel,start",
        "city,cityLabel,cityCountry,cityCoord,sisterCity,sisterCityLabel,sisterCountry,since",
        "city1,city1Label,country1Label,coord1,city2,city2Label,country2Label,start_date",
        "Place,Place Label,Place Country,Place Location,Partner,Partner Label,Partner Country,Start Time",
        "Item,item_name,country,location,twinTown,twinTownName,twinCountryName,pointInTime",
    ],
)
def test_usual_names_of_variables_are_recognised(tmp_path: Path, header: str) -> None:
    row = f"{Q}10389,Bandung,Indonesia,Point(107.6 -6.9),{Q}8684,Seoul,South Korea,1997-01-01T00:00:00Z"
    (link,) = read_saved_results(saved(tmp_path, f"\ufeff{header}\r\n{row}\r\n"))
    assert isinstance(link, Link)
    assert link.one == Mention("Bandung", "Indonesia", "Q10389", -6.9, 107.6)
    assert link.other == Mention("Seoul", "South Korea", "Q8684")
    assert link.since == PartialDate("1997")
    assert link.claimed_by == (link.one,)
    assert link.line == 2


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_detected(tmp_path: Path, separator: str) -> None:
    text = "itemLabel,twinLabel,until\nBandung,Seoul,2001\n\n,,\nBandung,,\n".replace(
        ",", separator
    )
    link, rejected = read_saved_results(saved(tmp_path, text))
    assert isinstance(link, Link)
    assert (link.one, link.other, link.until) == (
        Mention("Bandung"),
        Mention("Seoul"),
        PartialDate("2001"),
    )
    assert isinstance(rejected, Rejected)
    assert rejected.line == 5


def test_the_plain_json_of_the_service_is_read(tmp_path: Path) -> None:
    rows = [{"item": f"{Q}1", "itemLabel": "A", "twin": f"{Q}2", "twinLabel": "B"}] * 2
    (link,) = read_saved_results(saved(tmp_path, json.dumps(rows), "query.json"))
    assert isinstance(link, Link)
    assert (link.one.name, link.other.name, link.line) == ("A", "B", 1)
    assert list(read_saved_results(saved(tmp_path, "[]", "query.json"))) == []


def test_the_suffix_distinguishes_dumps_from_results(tmp_path: Path) -> None:
    dump = f"<{Q}1> <http://www.wikidata.org/prop/direct/P190> <{Q}2> .\n"
    for name, text in (
        ("truthy.nt", dump),
        ("truthy.nt.bz2", dump),
        ("a.csv", "item,twin\nQ1,Q2\n"),
    ):
        (link,) = read_wikidata_links(saved(tmp_path, text, name))
        assert isinstance(link, Link)
        assert (link.one.wikidata, link.other.wikidata) == ("Q1", "Q2")


def test_labels_stay_data(tmp_path: Path) -> None:
    text = f'item,itemLabel,twin\n{Q}1,"=cmd|""x""<script>",{Q}2\n'
    (link,) = read_saved_results(saved(tmp_path, text))
    assert isinstance(link, Link)
    assert link.one.name == '=cmd|"x"<script>'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "query.csv: is empty"),
        (" \n\n", "query.csv: is empty"),
        ("<!DOCTYPE html>", "query.csv:1: is a web page or XML"),
        ("item,twin\nQ1,Q2\n\xff".encode("latin-1"), "query.csv:3: is not UTF-8"),
        ("item,twin\nQ1,\0\n", "query.csv:2: holds a NUL byte"),
        ("item,start\nQ1,2001\n", "query.csv:1 [twin]: no column names the two places"),
        ("a,twin\nQ1,2001\n", "query.csv:1 [item]: no column names the two places"),
        ("item,twin,item\nQ1,Q2,Q3\n", "query.csv:1 [item]: this column is named twice"),
        ("item,twin\nQ1,Q2\nQ1\n", "query.csv:3: has 1 cells, but the header names 2 columns"),
        ('item,twin\nQ1,"Q2\nQ1,Q3\n', "query.csv:3: is not well-formed CSV"),
        (f"item,twin\nQ1,{'x' * 10_000_000}\n", "query.csv:2: is not well-formed CSV"),
        ('{"results": {"bindings": [', "query.csv:1: is not complete JSON"),
        ('{"error": 1}', "query.csv: is JSON without SPARQL results"),
        ("[" * 100_000, "query.csv: is JSON without SPARQL results"),
        ("[" + "9" * 5000 + "]", "query.csv: is JSON without SPARQL results"),
        ('[{"a": "Q1", "b": "Q2"}]', "query.csv:1 [item]: no column names the two places"),
    ],
)
def test_a_broken_file_raises_with_its_line(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    with pytest.raises(InputError) as error:
        list(read_saved_results(saved(tmp_path, text)))
    assert str(error.value).startswith(f"{tmp_path}/{message}")
    assert "\n" not in str(error.value)


def test_a_missing_file_raises(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(InputError, match="cannot be read"):
            list(read_saved_results(path))
