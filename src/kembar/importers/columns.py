"""Which column of a table tells what of a link: known by its name, or named by the user."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kembar.errors import InputError

COLUMNS: dict[str, tuple[str, ...]] = {
    "city": (
        "city", "city name", "city 1", "city a", "first city", "home city", "local city",
        "own city", "our city", "city label", "municipality", "town", "town 1", "place", "place 1",
        "sister city 1", "sister city a", "kota", "nama kota", "kota 1", "kota a", "kota pertama",
        "kota asal", "kota/kabupaten", "kabupaten/kota", "kota kembar 1", "daerah",
        "pemerintah daerah",
    ),
    "country": (
        "country", "country name", "country code", "nation", "country 1", "country a",
        "city country", "country of city", "home country", "negara", "nama negara", "negara 1",
        "negara a", "negara kota", "negara asal",
    ),
    "partner": (
        "partner", "partner city", "partner name", "city 2", "city b", "second city", "other city",
        "foreign city", "sister", "sister city", "sister city 2", "sister city b", "sister cities",
        "twin", "twin city", "twin town", "twinned city", "twinned with", "friendship city",
        "counterpart", "town 2", "place 2", "partner label", "kota 2", "kota b", "kota kedua",
        "mitra", "kota mitra", "kota kembar", "kota kembar 2", "kota saudara", "kota bersaudara",
        "kota tujuan", "kota luar negeri", "mitra luar negeri", "mitra kerja sama",
    ),
    "partner_country": (
        "partner country", "partner's country", "country of partner", "partner country code",
        "partner nation", "country 2", "country b", "foreign country", "sister city country",
        "country of sister city", "twin country", "negara mitra", "negara 2", "negara b",
        "negara kota mitra", "negara kota kembar", "negara tujuan",
    ),
    "since": (
        "since", "year", "date", "start", "start date", "start year", "begin", "established",
        "year established", "date established", "founded", "inception", "signed", "signed on",
        "date signed", "year signed", "agreement date", "agreement year", "date of agreement",
        "year of agreement", "partnership year", "sejak", "tahun", "tanggal", "mulai",
        "tahun mulai", "tanggal mulai", "tahun berdiri", "ditandatangani", "penandatanganan",
        "tahun penandatanganan", "tanggal penandatanganan", "tahun kerja sama",
        "tahun mou", "tanggal mou",
    ),
    "until": (
        "until", "end", "end date", "end year", "ended", "expires", "expiry", "expiry date",
        "valid until", "terminated", "sampai", "hingga", "berakhir", "akhir", "selesai",
        "tahun berakhir", "tanggal berakhir", "berlaku sampai", "berlaku hingga",
    ),
    "kind": (
        "kind", "type", "relation", "relation type", "relationship", "relationship type",
        "type of relationship", "partnership type", "type of partnership", "category", "jenis",
        "tipe", "bentuk", "kategori", "jenis hubungan", "jenis kerja sama",
        "bentuk kerja sama",
    ),
    "reference": (
        "reference", "references", "reference url", "source", "sources", "source url", "url",
        "link", "web", "website", "web address", "citation", "sumber", "referensi", "rujukan",
        "tautan", "pranala", "alamat web",
    ),
    "note": (
        "note", "notes", "remark", "remarks", "comment", "comments", "description", "keterangan",
        "ket", "catatan", "deskripsi",
    ),
    "city_wikidata": (
        "wikidata", "wikidata id", "qid", "city wikidata", "city wikidata id", "city qid",
        "city 1 wikidata", "wikidata 1", "qid 1", "wikidata kota", "qid kota",
    ),
    "partner_wikidata": (
        "partner wikidata", "partner wikidata id", "partner qid", "city 2 wikidata", "wikidata 2",
        "qid 2", "wikidata mitra", "qid mitra",
    ),
    "city_geonames": ("geonames", "geonames id", "city geonames", "city geonames id", "geonames 1"),
    "partner_geonames": (
        "partner geonames", "partner geonames id", "geonames 2", "geonames mitra",
    ),
    "latitude": ("latitude", "lat", "city latitude", "city lat", "latitude 1", "lat 1", "lintang"),
    "longitude": (
        "longitude", "lon", "long", "lng", "city longitude", "city lon", "longitude 1", "lon 1",
        "bujur",
    ),
    "coordinates": ("coordinates", "coordinate", "coord", "city coordinates", "koordinat"),
    "partner_latitude": ("partner latitude", "partner lat", "latitude 2", "lat 2", "lintang mitra"),
    "partner_longitude": (
        "partner longitude", "partner lon", "longitude 2", "lon 2", "bujur mitra",
    ),
    "partner_coordinates": ("partner coordinates", "koordinat mitra"),
}  # fmt: skip
"""What a column can progress, and the names, in English and Indonesian, by which it is known."""

SEVERAL = frozenset({"reference", "note"})
"""What more than one column of a table may tell."""

_WHOSE = {
    "country": "partner_country",
    "city_wikidata": "partner_wikidata",
    "city_geonames": "partner_geonames",
    "latitude": "partner_latitude",
    "longitude": "partner_longitude",
    "coordinates": "partner_coordinates",
}
"""What is told of the city, and its like of the partner."""

_SAYS_NOT_WHOSE = frozenset(
    {
        "country", "countryname", "countrycode", "nation", "negara", "namanegara", "wikidata",
        "wikidataid", "qid", "geonames", "geonamesid", "latitude", "lat", "lintang", "longitude",
        "lon", "long", "lng", "bujur", "coordinates", "coordinate", "coord", "koordinat",
    }
)  # fmt: skip
"""Names of columns (as `plain_name` gives them) that could be told of either place."""


@dataclass(frozen=True)
class ColumnMapping:
    """The columns of a table: the header as it stands, and for what each is read.

    `places` has the positions of the columns, from 0, by what they tell (a key of `COLUMNS`).
    """

    header: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]

    @property
    def unread(self) -> tuple[str, ...]:
        """The columns that nothing is read from."""
        used = {place for places in self.places.values() for place in places}
        return tuple(name for i, name in enumerate(self.header) if name and i not in used)


def plain_name(name: str) -> str:
    """A column's name without case, diacritics, spaces and punctuation.

    >>> plain_name("City_1 ")
    'city1'
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def meaning_of(name: str) -> str:
    """What a column of this name tells: a key of `COLUMNS`, "" where the name is not known."""
    return _meanings().get(plain_name(name), "")


def is_header(row: Sequence[str], named: Mapping[str, str]) -> bool:
    """Whether a row names the city and the partner, by known names or by those the user gave."""
    told = {meaning_of(cell) for cell in row}
    cells = {plain_name(cell) for cell in row}
    told |= {meaning for meaning, name in named.items() if plain_name(name) in cells}
    return {"city", "partner"} <= told


def map_columns(
    header: Sequence[str], named: Mapping[str, str], *, file: object = "", line: int | None = None
) -> ColumnMapping:
    """Tell what each column of a header is read for.

    Args:
        header: the names of the columns as they stand.
        named: what the user says, a key of `COLUMNS` -> the name of a column.
        file: the table, for messages.
        line: the line of the header.

    Raises:
        InputError: city or partner lack; a column is named twice, or two columns tell the same; it
            is open whose country a column tells; `named` fits nothing. The message says which
            columns there are, and how to name them.
    """
    names = tuple(name.strip() for name in header)
    places: dict[str, list[int]] = {}
    taken = set()
    for meaning, name in named.items():
        place = _place(meaning, name, names, file, line)
        if place in taken:
            fault = "is mapped twice; map each column once"
            raise InputError(fault, file=file, line=line, column=name)
        taken.add(place)
        places[meaning] = [place]
    for place, name in enumerate(names):
        meaning = meaning_of(name)
        if meaning and meaning not in named and place not in taken:
            places.setdefault(meaning, []).append(place)
    for meaning, found in places.items():
        if len(found) > 1:
            _check_several(meaning, [names[place] for place in found], file, line)
    _check_both(places, names, file, line)
    _check_whose(places, named, names, file, line)
    return ColumnMapping(names, {meaning: tuple(found) for meaning, found in places.items()})


@cache
def _meanings() -> dict[str, str]:
    return {plain_name(name): meaning for meaning, names in COLUMNS.items() for name in names}


def _place(meaning: str, name: str, header: tuple[str, ...], file: object, line: int | None) -> int:
    if meaning not in COLUMNS:
        fault = f"{meaning!r} cannot be mapped; use {', '.join(COLUMNS)}"
        raise InputError(fault, file=file, line=line)
    found = [i for i, cell in enumerate(header) if cell == name.strip()]
    found = found or [i for i, cell in enumerate(header) if plain_name(cell) == plain_name(name)]
    if not found:
        fault = f"no such column to map {meaning} to; the columns are {_listed(header)}"
        raise InputError(fault, file=file, line=line, column=name)
    if len(found) > 1:
        raise InputError(
            "this column is named twice; rename one", file=file, line=line, column=name
        )
    return found[0]


def _check_several(meaning: str, found: list[str], file: object, line: int | None) -> None:
    if len({plain_name(name) for name in found}) < len(found):
        fault = "this column is named twice; rename one: City, Country, Partner, Partner country"
        raise InputError(fault, file=file, line=line, column=found[0])
    if meaning not in SEVERAL:
        fault = f"could each be {meaning}: {_listed(found)}; say which: --map {meaning}={found[0]}"
        raise InputError(fault, file=file, line=line)


def _check_both(
    places: Mapping[str, list[int]], header: tuple[str, ...], file: object, line: int | None
) -> None:
    lacking = [meaning for meaning in ("city", "partner") if meaning not in places]
    if lacking:
        which = " and ".join(lacking)
        how = " ".join(f"--map {meaning}=COLUMN" for meaning in lacking)
        fault = f"no column tells the {which}; the columns are {_listed(header)}; name it: {how}"
        raise InputError(fault, file=file, line=line)


def _check_whose(
    places: Mapping[str, list[int]],
    named: Mapping[str, str],
    header: tuple[str, ...],
    file: object,
    line: int | None,
) -> None:
    """Refuse "City, Sister city, Country": nothing says whose country it is."""
    for own, partners in _WHOSE.items():
        if own not in places or own in named or partners in places:
            continue
        place = places[own][0]
        stands_with_partner = places["city"][0] < places["partner"][0] < place
        if stands_with_partner and plain_name(header[place]) in _SAYS_NOT_WHOSE:
            name = header[place]
            fault = f"says not whose it is: --map {own}={name} or --map {partners}={name}"
            raise InputError(fault, file=file, line=line, column=name)


def _listed(names: Sequence[str]) -> str:
    shown = [name[:40] for name in names if name]
    more = f" and {len(shown) - 20} more" if len(shown) > 20 else ""
    return (", ".join(shown[:20]) or "none") + more
