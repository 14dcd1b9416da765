"""Write names of first-level subdivisions in three languages, from the Unicode CLDR.

    python tools/subdivision_names.py CLDR

reads `common/subdivisions` in a copy of the CLDR and writes
src/kembar/names/data/subdivision_names.csv. The npm package `cldr` has a copy in `3rdparty/cldr`;
Babel lacks these files. A name stands only where it differs from that in subdivisions.csv.
"""

from __future__ import annotations

import csv
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from kembar.names import countries
from kembar.names.place_names import name_key

DATA = Path(countries.__file__).parent / "data"
LANGUAGES = countries.SUBDIVISION_LANGUAGES

RENUMBERED = ("ir", "ma")
"""Countries whose provinces have other numbers in the CLDR than in ISO 3166-2 of today."""

_COUNTER = re.compile("[²³⁴]|, [^,]+$| \\([^)]*\\)$")
"""Marks that tell namesakes apart in the CLDR: "Washington²", "Centre, Perancis"."""

_APART = re.compile(r"(?<=[가-힣]) (주|성|현|부|도|시|군|구)$")
"""Korean words for a unit, which the orthography of 2017 writes together with the name."""


def names(cldr: Path, language: str) -> dict[str, str]:
    """The names by code ("idjb"), without marks."""
    tree = ElementTree.parse(cldr / f"common/subdivisions/{language}.xml")
    pairs = {one.get("type", ""): one.text or "" for one in tree.iter("subdivision")}
    plain = {code: _COUNTER.sub("", name).strip() for code, name in pairs.items()}
    return {c: _APART.sub(r"\1", n) for c, n in plain.items() if not c.startswith(RENUMBERED)}


def main() -> None:
    """Write the table."""
    tables = {language: names(Path(sys.argv[1]), language) for language in LANGUAGES}
    rows = []
    with (DATA / "subdivisions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = f"{row['country']}{row['iso'].lower()}" if row["iso"] else ""
            own = [tables[language].get(code, "") for language in LANGUAGES]
            own = ["" if name_key(name) == name_key(row["name"]) else name for name in own]
            if any(own):
                rows.append([row["country"], row["subdivision"], *own])
    with (DATA / "subdivision_names.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["country", "subdivision", *LANGUAGES])
        writer.writerows(rows)


if __name__ == "__main__":
    main()
