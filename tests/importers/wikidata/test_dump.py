"""A truthy dump, plain or compressed, yields the twinnings with their places."""

from __future__ import annotations

import bz2
import gzip
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kembar.errors import InputError
from kembar.importers.links import Link, Mention, Rejected
from kembar.importers.wikidata.dump import read_dump
from kembar.inputs.limits import LONGEST_RECORD
from tests.importers.wikidata.server import PLACES, PREFIXES, STATEMENTS
from tests.servers import OXIGRAPH

Q = "<http://www.wikidata.org/entity/Q"
P = "<http://www.wikidata.org/prop/direct/P"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
LINE = f"{Q}1> {P}190> {Q}2> .\n"


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("dump")
    turtle, lines = folder / "wikidata.ttl", folder / "wikidata.nt"
    turtle.write_text(PREFIXES + PLACES + STATEMENTS, "utf-8")
    convert = [OXIGRAPH, "convert", "--from-file", str(turtle), "--to-file", str(lines)]
    subprocess.run(convert, check=True, capture_output=True)
    return lines.read_bytes()


def saved(folder: Path, content: bytes | str) -> Path:
    path = folder / "truthy"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress])
def test_a_dump_yields_twinnings_with_their_places(
    tmp_path: Path, dump: bytes, pack: Callable[[bytes], bytes]
) -> None:
    results = list(read_dump(saved(tmp_path, pack(dump))))
    links = {(t.one.name, t.other.name): t for t in results if isinstance(t, Link)}
    assert set(links) == {
        ("Bandung", "Seoul"),
        ("Seoul", "Bandung"),
        ("Bandung", "Liuzhou"),
        ("Bandung", "Utrecht"),
        ("Bandung", "Q99999"),
        ("Leipzig", "Kyrenia"),
        ("Sevastopol", "Kota Baru"),
    }
    link = links["Bandung", "Seoul"]
    assert link.one == Mention("Bandung", "ID", "Q10389", -6.912, 107.609444444, ("반둥",))
    assert link.other == Mention("Seoul", "KR", "Q8684", 37.56, 126.99, ("서울특별시",), "1835848")
    assert link.claimed_by == (link.one,)
    assert (link.since, link.until) == (None, None)
    assert f"{Q}8684>".encode() in dump.split(b"\n")[(link.line or 0) - 1]
    assert links["Leipzig", "Kyrenia"].one.country == "DE"
    assert links["Leipzig", "Kyrenia"].other.country == "", "its state has no code"
    assert links["Sevastopol", "Kota Baru"].other.latitude is None


def test_a_dump_rejects_statements_with_the_reason(tmp_path: Path, dump: bytes) -> None:
    results = list(read_dump(saved(tmp_path, dump)))
    reasons = sorted(t.reason.split(";")[0] for t in results if isinstance(t, Rejected))
    assert reasons == [
        "Utrecht (Q803) has an unknown value as its twin, so there is no link",
        "Utrecht (Q803) has an unknown value as its twin, so there is no link",
        "Utrecht (Q803) has no value as its twin, so there is no link",
        "Utrecht (Q803) is its own twin",
    ]


def test_a_repeated_line_is_one_link(tmp_path: Path) -> None:
    results = list(read_dump(saved(tmp_path, LINE * 3 + LINE.replace("Q2>", "Q3>").rstrip("\n"))))
    assert [(type(one), one.line) for one in results] == [(Link, 1), (Link, 4)]


def test_any_layout_of_a_line_is_read(tmp_path: Path) -> None:
    text = (
        "# a comment\n\n \t\r\n"
        f"{Q}1>{P}190>{Q}2>. # twins\r\n"
        f'_:b {LABEL} "x" .\n'
        f'{Q}1>\t{LABEL}\t"A \\"quoted\\" \\u00e9\\\\"@en\t.\n'
        f'{Q}2> {LABEL} "ohne"@de .\n'
        f"<http://example.org/3> {P}190> {Q}1> .\n"
    )
    results = list(read_dump(saved(tmp_path, text)))
    assert isinstance(results[0], Link)
    assert (results[0].one.name, results[0].other.name) == ('A "quoted" é\\', "Q2")
    assert isinstance(results[1], Rejected)
    assert results[1].reason.startswith("names no item")


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "<html><body>",
        "item,twin",
        f"{Q}1> {P}190>",
        f"{Q}1> {P}190> {Q}2>",
        f"{Q}1> {P}190> {Q}2> ; .",
        f"{Q}1> wdt:P190 {Q}2> .",
        f'{Q}1> {LABEL} "open .',
        f'{Q}1> {LABEL} "{"x" * 10_000_000}',
    ],
)
def test_a_line_that_is_no_n_triples_raises(tmp_path: Path, line: str) -> None:
    with pytest.raises(InputError) as error:
        list(read_dump(saved(tmp_path, f"{LINE}{line}\n{LINE}")))
    assert str(error.value).startswith(f"{tmp_path}/truthy:2: is ")
    assert len(str(error.value)) < 300


def test_a_cut_off_last_line_raises(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="truthy:2: is not N-Triples; take"):
        list(read_dump(saved(tmp_path, LINE + LINE[:50])))


def test_an_endless_line_does_not_fill_the_memory(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"truthy:2: is longer than {LONGEST_RECORD:,} bytes"):
        list(read_dump(saved(tmp_path, LINE + "<" + "x" * 3 * LONGEST_RECORD)))


def test_a_label_that_is_no_utf_8_raises(tmp_path: Path) -> None:
    label = f'{Q}1> {LABEL} "caf\xe9"@en .\n'.encode("latin-1")
    with pytest.raises(InputError, match="truthy:2: is not UTF-8"):
        list(read_dump(saved(tmp_path, LINE.encode() + label)))


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_a_damaged_compressed_dump_raises(
    tmp_path: Path, dump: bytes, pack: Callable[[bytes], bytes]
) -> None:
    packed = pack(dump)
    with pytest.raises(InputError, match=r"truthy:\d+: is cut off"):
        list(read_dump(saved(tmp_path, packed[:-20])))
    with pytest.raises(InputError, match=r"truthy:\d+: is damaged"):
        list(read_dump(saved(tmp_path, packed[:200] + b"\xff" * 40 + packed[240:])))
    with pytest.raises(InputError, match=r"truthy:1: is cut off"):
        list(read_dump(saved(tmp_path, packed[:5])))


def test_an_empty_or_missing_file_raises(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is empty"):
        list(read_dump(saved(tmp_path, "")))
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(InputError, match="cannot be read"):
            list(read_dump(path))


def test_a_dump_without_twinnings_yields_none(tmp_path: Path) -> None:
    assert list(read_dump(saved(tmp_path, f'{Q}1> {LABEL} "A"@en .\n'))) == []
