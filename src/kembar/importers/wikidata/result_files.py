"""Twinnings from files of Wikidata: saved results of its query service, and truthy dumps."""

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
from kembar.importers.wikidata.statements import Binding, bindings_of, links_of
from kembar.inputs.files import read_bytes
from kembar.inputs.limits import LARGEST_CELL, LARGEST_RESULTS
from kembar.language import _, numeral

# Names of variables in queries that people write, without case, spaces and underscores.
_PLACE_STEMS = {
    "item": "item city town place municipality subject city1 item1 place1 citya itema",
    "twin": (
        "twin twincity twintown twinnedcity twinnedtown twinned sister sistercity partner "
        "partnercity other othercity object city2 item2 place2 cityb itemb"
    ),
}
_PLACE_PARTS = {
    "Label": "label name labelen",
    "LabelId": "labelid",
    "LabelKo": "labelko",
    "Country": "country",
    "CountryLabel": "countrylabel countryname",
    "CountryCode": "countrycode countryiso iso",
    "Geonames": "geonames geonamesid",
    "Coordinates": "coordinates coordinate coords coord location geo",
}
_STATEMENT_NAMES = {
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


def read_wikidata_links(path: Path) -> Iterator[Link | Rejected]:
    """The twinnings in a truthy dump (.nt, .nt.gz, .nt.bz2) or in saved query results.

    Raises:
        InputError: as `read_dump` and `read_results` raise it.
    """
    is_dump = any(suffix in (".nt", ".ntriples") for suffix in path.suffixes)
    return read_dump(path) if is_dump else read_saved_results(path)


def read_saved_results(path: Path) -> Iterator[Link | Rejected]:
    """The twinnings in results of a SPARQL query, as the query service saves them.

    Args:
        path: SPARQL results in JSON, the service's plain JSON, or CSV. The variables are those of
            our own query, or the usual ones: item, itemLabel, twin, twinLabel, start, end,
            country, countryLabel, twinCountry, coord, ... Each row needs two places, by QID or by
            name. A first of January without a precision is a year.

    Raises:
        InputError: with file and line: the file cannot be read, or names no two places.
    """
    raw = read_bytes(path, LARGEST_RESULTS)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line = raw[: bad.start].count(b"\n") + 1
        raise InputError(_("is not UTF-8; download it again"), file=path, line=line) from None
    if not text.strip():
        raise InputError(_("is empty; download it again"), file=path)
    if text.lstrip()[0] == "<":
        raise InputError(_("is a web page or XML; download JSON or CSV"), file=path, line=1)
    rows = _json_rows(text, path) if text.lstrip()[0] in "{[" else _csv_rows(text, path)
    return links_of(rows)


def _json_rows(text: str, path: Path) -> Iterator[tuple[int | None, Binding]]:
    try:
        rows = list(bindings_of(json.loads(text)))
    except json.JSONDecodeError as bad:
        fault = _("is not complete JSON ({fault}); download it again", fault=bad.msg)
        raise InputError(fault, file=path, line=bad.lineno) from None
    except (ValueError, RecursionError):
        raise InputError(_("is JSON without SPARQL results"), file=path) from None
    names = list(dict.fromkeys(name for row in rows for name in row))
    names_by_variable = _variables(names, path) if rows else {}
    return ((number, _renamed(row, names_by_variable)) for number, row in enumerate(rows, start=1))


def _csv_rows(text: str, path: Path) -> Iterator[tuple[int | None, Binding]]:
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise InputError(_("holds a NUL byte; download it again"), file=path, line=line)
    csv.field_size_limit(LARGEST_CELL)
    delimiter = max(",", ";", "\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int | None, Binding]] = []
    try:
        header = next(reader)
        names_by_variable = _variables(header, path)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if len(cells) != len(header):
                    fault = _(
                        "has {cells} cells, but the header names {columns} columns; "
                        "look for a missing or an extra separator",
                        cells=numeral(len(cells)),
                        columns=numeral(len(header)),
                    )
                    raise InputError(fault, file=path, line=reader.line_num)
                row = {name: cell for name, cell in zip(header, cells, strict=True) if cell.strip()}
                rows.append((reader.line_num, _renamed(row, names_by_variable)))
    except csv.Error as bad:
        fault = _("is not well-formed CSV ({fault}); look for a stray quote", fault=bad)
        raise InputError(fault, file=path, line=reader.line_num) from None
    return iter(rows)


def _variables(header: list[str], path: Path) -> dict[str, str]:
    """The names of the columns of a file by our variables.

    Raises:
        InputError: two columns have the same name, or one of the two places has no column.
    """
    columns = {re.sub(r"[\s_]", "", name).lower(): name for name in header}
    if len(set(header)) < len(header):
        twice = next(name for name in header if header.count(name) > 1)
        raise InputError(_("this column is named twice"), file=path, line=1, column=twice)
    forms = {variable: names.split() for variable, names in _STATEMENT_NAMES.items()}
    for side, stems in _PLACE_STEMS.items():
        stem = next((s for s in stems.split() if {s, f"{s}label", f"{s}name"} & set(columns)), None)
        if stem is None:
            fault = _("no column names the two places; call them item and twin")
            raise InputError(fault, file=path, line=1, column=side)
        forms[side] = [stem]
        for part, names in _PLACE_PARTS.items():
            forms[side + part] = [f for name in names.split() for f in _forms(stem, name)]
            forms[side + part] += names.split() if side == "item" else []
    return {
        variable: next(columns[name] for name in names if name in columns)
        for variable, names in forms.items()
        if any(name in columns for name in names)
    }


def _forms(stem: str, word: str) -> list[str]:
    """Possible names of a part of a place: twinCountry, country2, sisterCountry for sisterCity."""
    short = stem.removesuffix("city").removesuffix("town")
    forms = [stem + word, *([short + word] if short else [])]
    if stem[-1] in "12":
        forms += [word + stem[-1], word.replace("country", f"country{stem[-1]}")]
    return forms


def _renamed(row: Binding, names: Mapping[str, str]) -> Binding:
    return {variable: row[name] for variable, name in names.items() if name in row}
