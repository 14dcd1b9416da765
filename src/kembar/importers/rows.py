"""What was understood of a source -> the tables and the card of its folder, as text."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from kembar.importers.reconcile import Reconciliation, review_key
from kembar.model.formula_escape import escape_formula
from kembar.model.from_rdf import TableRow, table_columns
from kembar.model.to_rdf import slug
from kembar.names.new_cities import GEONAMES
from kembar.workspace.layout import CARD

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True)
class Origin:
    """What a user says of the source: its key names its folder and its named graphs."""

    key: str
    title: str
    url: str = ""
    publisher: str = ""
    licence: str = ""
    by: str = ""


@dataclass
class PartnershipClaims:
    """What a source says of one partnership; more than one value where it contradicts itself."""

    cities: tuple[str, str]
    kinds: set[str] = field(default_factory=set)
    since: set[str] = field(default_factory=set)
    until: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)
    claimed_by: set[str] = field(default_factory=set)
    references: set[str] = field(default_factory=set)


def folder_files(
    origin: Origin,
    found: Iterable[Reconciliation],
    pairs: Mapping[tuple[str, str], PartnershipClaims],
) -> dict[str, str]:
    """The texts of a source's folder by file name; the same input makes the same texts.

    Args:
        origin: what the source is.
        found: its names, each understood as a city.
        pairs: what it says of each partnership, by the keys of the cities.
    """
    understood = list(found)
    told = [row for key in sorted(pairs) for row in _pair_rows(origin, pairs[key])]
    return _texts(
        origin,
        {
            "sources": _source_rows(origin, understood),
            "cities": _city_rows(origin, understood),
            "partnerships": told,
            "matches": _match_rows(origin, understood),
        },
    )


def source_files(origin: Origin) -> dict[str, str]:
    """The texts that tell of a source alone."""
    return _texts(origin, {"sources": _source_rows(origin, [])})


def _texts(origin: Origin, rows: Mapping[str, list[TableRow]]) -> dict[str, str]:
    files = {f"{kind}.csv": _table(kind, told) for kind, told in rows.items() if told}
    return files | {CARD: _card(origin, rows)}


def _source_rows(origin: Origin, found: Iterable[Reconciliation]) -> list[TableRow]:
    own = {
        "source": origin.key,
        "type": "dataset",
        "title": origin.title,
        "publisher": origin.publisher,
        "url": origin.url,
    }
    rows = [own]
    if any(one.place and one.place.geonames and not one.place.key for one in found):
        rows.append(
            {
                "source": GEONAMES.source,
                "type": str(GEONAMES.type),
                "title": GEONAMES.title,
                "publisher": GEONAMES.publisher,
                "url": str(GEONAMES.url),
                "language": GEONAMES.language,
                "note": GEONAMES.note,
            }
        )
    return sorted(rows, key=lambda row: row["source"])


def _city_rows(origin: Origin, found: Iterable[Reconciliation]) -> list[TableRow]:
    """What the source says of each city, and what GeoNames says of one that the graph lacks."""
    rows: dict[tuple[str, str], TableRow] = {}
    for one in found:
        mention, place = one.mention, one.place
        name = place.name if place else mention.name
        row = rows.setdefault((str(one.city), origin.key), {})
        told = {mention.name, *mention.other_names, *_list(row.get("other_names", ""))}
        names = {part.replace(";", ",") for part in told} - {name}
        row |= {
            "city": str(one.city),
            "name_en": name,
            "other_names": "; ".join(sorted(names)),
            "country": place.country if place else str(one.city).partition("-")[0],
            "wikidata": mention.wikidata or row.get("wikidata", ""),
            "source": origin.key,
        }
        if mention.latitude is not None and mention.longitude is not None:
            row |= {"latitude": str(mention.latitude), "longitude": str(mention.longitude)}
        if place and place.geonames and not place.key:
            rows[str(one.city), GEONAMES.source] = {
                "city": str(one.city),
                "name_en": place.name,
                "country": place.country,
                "latitude": str(place.latitude),
                "longitude": str(place.longitude),
                "geonames": place.geonames,
                "source": GEONAMES.source,
            }
    return [rows[key] for key in sorted(rows)]


def _pair_rows(origin: Origin, pair: PartnershipClaims) -> Iterable[TableRow]:
    """One row, and more where the source gives a second kind or date."""
    told = zip_longest(*map(sorted, (pair.kinds, pair.since, pair.until)), fillvalue="")
    for number, (kind, since, until) in enumerate(list(told) or [("", "", "")]):
        row = {
            "partnership": "--".join(pair.cities),
            "cities": "; ".join(pair.cities),
            "kind": kind,
            "since": since,
            "until": until,
            "source": origin.key,
        }
        if number == 0:
            row |= {
                "claimed_by": "; ".join(sorted(pair.claimed_by)),
                "references": "; ".join(sorted(pair.references)),
                "note": " / ".join(sorted(pair.notes)),
            }
        yield row


def _match_rows(origin: Origin, found: Iterable[Reconciliation]) -> list[TableRow]:
    rows: dict[str, TableRow] = {}
    for one in sorted(found, key=lambda one: review_key(one.mention)):
        told = (one.mention.name, one.mention.country, one.mention.wikidata)
        key = "--".join((origin.key, *(slug(part) for part in told if part)))
        while key in rows:
            key += "-x"
        rows[key] = {
            "match": key,
            "name": one.mention.name,
            "written_country": one.mention.country,
            "city": str(one.city),
            "how": one.how,
            "score": f"{one.score:.2f}",
            "source": origin.key,
        }
    return [rows[key] for key in sorted(rows)]


def _table(kind: str, rows: list[TableRow]) -> str:
    """Rows as a curated table: the columns that are used, in the order of the record."""
    clean = [{name: _clean(cell) for name, cell in row.items()} for row in rows]
    filled = [{name: cell for name, cell in row.items() if cell} for row in clean]
    out = io.StringIO()
    writer = csv.DictWriter(out, table_columns(kind, filled), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: escape_formula(cell) for name, cell in row.items()} for row in filled)
    return out.getvalue()


def _card(origin: Origin, rows: Mapping[str, list[TableRow]]) -> str:
    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'

    told = {
        "title": origin.title,
        "publisher": origin.publisher,
        "licence": origin.licence,
        "address": origin.url,
        "by": origin.by,
        "retrieved": datetime.date.today().isoformat(),
    }
    lines = [f"{name} = {quoted(text)}" for name, text in told.items() if text]
    least = [
        f"{kind} = {len({row[next(iter(row))] for row in told})}"
        for kind, told in rows.items()
        if told and kind != "matches"
    ]
    return "\n".join([*lines, "", "[least]", *least, ""])


def _clean(cell: str) -> str:
    """A cell on one line, without what no text file should hold."""
    return " ".join(_UNPRINTABLE.sub(" ", cell).split())


def _list(cell: str) -> list[str]:
    return [part for part in cell.split("; ") if part]
