"""A source's reconciliations and claims -> the texts of its folder: curated tables and a card."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable, Mapping
from itertools import zip_longest

from kembar.importers.claims import PartnershipClaims
from kembar.importers.origin import Origin
from kembar.importers.reconcile import Reconciliation, mention_key
from kembar.model.formula_escape import escape_formula
from kembar.model.from_rdf import TableRow, table_columns
from kembar.model.to_rdf import slug
from kembar.names.new_cities import GEONAMES_SOURCE
from kembar.workspace.layout import CARD

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]+")


def folder_files(
    origin: Origin,
    reconciliations: Iterable[Reconciliation],
    claims: Mapping[tuple[str, str], PartnershipClaims],
) -> dict[str, str]:
    """The texts of a source's folder by file name; the same input makes the same texts.

    Args:
        origin: the source.
        reconciliations: its mentions, each with a city.
        claims: its claims about each partnership, by the keys of the cities.
    """
    matches = list(reconciliations)
    return _texts(
        origin,
        {
            "sources": _source_rows(origin, matches),
            "cities": _city_rows(origin, matches),
            "partnerships": [row for key in sorted(claims) for row in _rows(origin, claims[key])],
            "matches": _match_rows(origin, matches),
        },
    )


def source_files(origin: Origin) -> dict[str, str]:
    """The texts of a folder that describes the source alone."""
    return _texts(origin, {"sources": _source_rows(origin, [])})


def _texts(origin: Origin, rows: Mapping[str, list[TableRow]]) -> dict[str, str]:
    files = {f"{kind}.csv": _table(kind, records) for kind, records in rows.items() if records}
    return files | {CARD: _card(origin, rows)}


def _source_rows(origin: Origin, matches: Iterable[Reconciliation]) -> list[TableRow]:
    own = {
        "source": origin.key,
        "type": "dataset",
        "title": origin.title,
        "publisher": origin.publisher,
        "url": origin.url,
    }
    rows = [own]
    if any(map(_is_from_geonames, matches)):
        rows.append(
            {
                "source": GEONAMES_SOURCE.source,
                "type": str(GEONAMES_SOURCE.type),
                "title": GEONAMES_SOURCE.title,
                "publisher": GEONAMES_SOURCE.publisher,
                "url": str(GEONAMES_SOURCE.url),
                "language": GEONAMES_SOURCE.language,
                "note": GEONAMES_SOURCE.note,
            }
        )
    return sorted(rows, key=lambda row: row["source"])


def _is_from_geonames(match: Reconciliation) -> bool:
    """True for a city that the graph lacks and the gazetteer has."""
    return bool(match.place and match.place.geonames and not match.place.key)


def _city_rows(origin: Origin, matches: Iterable[Reconciliation]) -> list[TableRow]:
    """A row of the source for each city, and one of GeoNames for each city that the graph lacks."""
    rows: dict[tuple[str, str], TableRow] = {}
    for match in matches:
        row = rows.setdefault((str(match.city), origin.key), {})
        row |= _city_row(origin, match, row)
        if _is_from_geonames(match):
            rows[str(match.city), GEONAMES_SOURCE.source] = _geonames_row(match)
    return [rows[key] for key in sorted(rows)]


def _city_row(origin: Origin, match: Reconciliation, earlier: TableRow) -> TableRow:
    """The row of a city, merged with that of an earlier mention of the same city."""
    mention, place = match.mention, match.place
    name = place.name if place else mention.name
    names = {mention.name, *mention.other_names, *_list(earlier.get("other_names", ""))}
    other_names = {other.replace(";", ",") for other in names} - {name}
    row = {
        "city": str(match.city),
        "name_en": name,
        "other_names": "; ".join(sorted(other_names)),
        "country": place.country if place else str(match.city).partition("-")[0],
        "wikidata": (mention.wikidata if match.id_believed else "") or earlier.get("wikidata", ""),
        "source": origin.key,
    }
    if mention.latitude is not None and mention.longitude is not None:
        row |= {"latitude": str(mention.latitude), "longitude": str(mention.longitude)}
    return row


def _geonames_row(match: Reconciliation) -> TableRow:
    place = match.place
    assert place
    return {
        "city": str(match.city),
        "name_en": place.name,
        "country": place.country,
        "latitude": str(place.latitude),
        "longitude": str(place.longitude),
        "geonames": place.geonames,
        "source": GEONAMES_SOURCE.source,
    }


def _rows(origin: Origin, claims: PartnershipClaims) -> Iterable[TableRow]:
    """The rows of a partnership: one, and more where the source has a second kind or date."""
    values = zip_longest(*map(sorted, (claims.kinds, claims.since, claims.until)), fillvalue="")
    for number, (kind, since, until) in enumerate(list(values) or [("", "", "")]):
        row = {
            "partnership": "--".join(claims.cities),
            "cities": "; ".join(claims.cities),
            "kind": kind,
            "since": since,
            "until": until,
            "source": origin.key,
        }
        if number == 0:
            row |= {
                "claimed_by": "; ".join(sorted(claims.claimed_by)),
                "references": "; ".join(sorted(claims.references)),
                "note": " / ".join(sorted(claims.notes)),
            }
        yield row


def _match_rows(origin: Origin, matches: Iterable[Reconciliation]) -> list[TableRow]:
    rows: dict[str, TableRow] = {}
    for match in sorted(matches, key=lambda match: mention_key(match.mention)):
        mention = match.mention
        parts = filter(None, (mention.name, mention.country, mention.wikidata))
        key = "--".join((origin.key, *map(slug, parts)))
        while key in rows:
            key += "-x"
        rows[key] = {
            "match": key,
            "name": mention.name,
            "written_country": mention.country,
            "city": str(match.city),
            "how": match.how,
            "score": f"{match.score:.2f}",
            "source": origin.key,
        }
    return [rows[key] for key in sorted(rows)]


def _table(kind: str, rows: list[TableRow]) -> str:
    """The CSV of a curated table: the columns that are filled, in the order of the record."""
    clean = [{name: _clean(cell) for name, cell in row.items()} for row in rows]
    filled_rows = [{name: cell for name, cell in row.items() if cell} for row in clean]
    out = io.StringIO()
    writer = csv.DictWriter(out, table_columns(kind, filled_rows), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {name: escape_formula(cell) for name, cell in row.items()} for row in filled_rows
    )
    return out.getvalue()


def _card(origin: Origin, rows: Mapping[str, list[TableRow]]) -> str:
    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'

    values = {
        "title": origin.title,
        "publisher": origin.publisher,
        "licence": origin.licence,
        "address": origin.url,
        "by": origin.author,
        "retrieved": datetime.date.today().isoformat(),
    }
    lines = [f"{name} = {quoted(text)}" for name, text in values.items() if text]
    least = [
        f"{kind} = {len({row[next(iter(row))] for row in records})}"
        for kind, records in rows.items()
        if records and kind != "matches"
    ]
    return "\n".join([*lines, "", "[least]", *least, ""])


def _clean(cell: str) -> str:
    """A cell on one line, without control characters."""
    return " ".join(_UNPRINTABLE.sub(" ", cell).split())


def _list(cell: str) -> list[str]:
    return [part for part in cell.split("; ") if part]
