"""Twinnings from files of Wikidata: results that its query service saved, and truthy dumps."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from kembar.errors import InputError
from kembar.importers.links import Link, Rejected
from kembar.importers.wikidata.dump import read_dump
from kembar.importers.wikidata.statements import Binding, links_of, rows_of
from kembar.model.tables import LARGEST_CELL

__all__ = ["read_dump", "read_results"]

# Columns as people name them in queries of their own, without case, spaces and underscores.
_PLACES = {
    "item": "item city town place municipality subject city1 item1 place1 citya itema",
    "twin": (
        "twin twincity twintown twinnedcity twinnedtown twinned sister sistercity partner "
        "partnercity other othercity object city2 item2 place2 cityb itemb"
    ),
}
_OF_A_PLACE = {
    "Label": "label name labelen",
    "LabelId": "labelid",
    "LabelKo": "labelko",
    "Country": "country",
    "CountryLabel": "countrylabel countryname",
    "CountryCode": "countrycode countryiso iso",
    "Geonames": "geonames geonamesid",
    "Coordinates": "coordinates coordinate coords coord location geo",
}
_OF_A_STATEMENT = {
    "statement": "statement",
    "rank": "rank",
    "start": "start startdate starttime since begin",
    "startPrecision": "startprecision",
    "end": "end enddate endtime until",
    "endPrecision": "endprecision",
    "ended": "ended",
    "point": "point pointintime date year",
    "pointPrecision": "pointprecision",
    "reference": "reference referenceurl ref refurl url",
}


def read_results(path: Path) -> Iterator[Link | Rejected]:
    """The twinnings in results of a SPARQL query, as the query service saves them.

    Args:
        path: SPARQL results in JSON, the service's plain JSON, or CSV. The columns are those of
            our own query, or the usual ones: item, itemLabel, twin, twinLabel, start, end,
            country, countryLabel, twinCountry, coord, ... Two places are needed in each row, by
            QID or by name. Where no precision of a date is told, a first of January is a year.

    Raises:
        InputError: with file and line: it cannot be read, or names no two places.
    """
    try:
        raw = path.read_bytes()
    except OSError as bad:
        raise InputError(f"cannot be read: {bad.strerror}", file=path) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line = raw[: bad.start].count(b"\n") + 1
        raise InputError("is not UTF-8; download it again", file=path, line=line) from None
    if not text.strip():
        raise InputError("is empty; download it again", file=path)
    if text.lstrip()[0] == "<":
        raise InputError("is a page or XML; download JSON or CSV", file=path, line=1)
    rows = _json_rows(text, path) if text.lstrip()[0] in "{[" else _csv_rows(text, path)
    return links_of(rows)


def _json_rows(text: str, path: Path) -> Iterator[tuple[int | None, Binding]]:
    try:
        rows = list(rows_of(json.loads(text)))
    except json.JSONDecodeError as bad:
        fault = f"is not whole JSON ({bad.msg}); download it again"
        raise InputError(fault, file=path, line=bad.lineno) from None
    except (ValueError, RecursionError):
        raise InputError("is JSON without SPARQL results", file=path) from None
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = _columns(names, path) if rows else {}
    return ((number, _renamed(row, columns)) for number, row in enumerate(rows, start=1))


def _csv_rows(text: str, path: Path) -> Iterator[tuple[int | None, Binding]]:
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise InputError("holds a NUL byte; download it again", file=path, line=line)
    csv.field_size_limit(LARGEST_CELL)
    delimiter = max(",", ";", "\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int | None, Binding]] = []
    try:
        header = next(reader)
        columns = _columns(header, path)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if len(cells) != len(header):
                    fault = f"has {len(cells)} cells where the header names {len(header)}"
                    raise InputError(fault, file=path, line=reader.line_num)
                row = {name: cell for name, cell in zip(header, cells, strict=True) if cell.strip()}
                rows.append((reader.line_num, _renamed(row, columns)))
    except csv.Error as bad:
        fault = f"is not well-formed CSV ({bad}); look for a stray quote"
        raise InputError(fault, file=path, line=reader.line_num) from None
    return iter(rows)


def _columns(header: list[str], path: Path) -> dict[str, str]:
    """By our name of a column, the name that it has in the file.

    Raises:
        InputError: a column is named twice, or two places are not named.
    """
    theirs = {re.sub(r"[\s_]", "", name).lower(): name for name in header}
    if len(set(header)) < len(header):
        twice = next(name for name in header if header.count(name) > 1)
        raise InputError("this column is named twice", file=path, line=1, column=twice)
    forms = {ours: words.split() for ours, words in _OF_A_STATEMENT.items()}
    for side, stems in _PLACES.items():
        stem = next((s for s in stems.split() if {s, f"{s}label", f"{s}name"} & set(theirs)), None)
        if stem is None:
            fault = "no column names the two places; call them item and twin"
            raise InputError(fault, file=path, line=1, column=side)
        forms[side] = [stem]
        for part, words in _OF_A_PLACE.items():
            forms[side + part] = [f for word in words.split() for f in _forms(stem, word)]
            forms[side + part] += words.split() if side == "item" else []
    return {
        ours: next(theirs[form] for form in told if form in theirs)
        for ours, told in forms.items()
        if any(form in theirs for form in told)
    }


def _forms(stem: str, word: str) -> list[str]:
    """What a column may be called: twinCountry, sisterCountry of a sisterCity, country2."""
    short = stem.removesuffix("city").removesuffix("town")
    forms = [stem + word, *([short + word] if short else [])]
    if stem[-1] in "12":
        forms += [word + stem[-1], word.replace("country", f"country{stem[-1]}")]
    return forms


def _renamed(row: Binding, columns: Mapping[str, str]) -> Binding:
    return {ours: row[name] for ours, name in columns.items() if name in row}
