"""The meaning of the columns of a table: by their usual names, or as mapped by the user."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kembar.errors import InputError, quoted
from kembar.language import _, listing, numeral

COLUMN_NAMES: dict[str, tuple[str, ...]] = {
    "city": (
        "city", "city name", "city 1", "city a", "first city", "home city", "local city",
        "own city", "our city", "city label", "municipality", "town", "town 1", "place", "place 1",
        "sister city 1", "sister city a", "kota", "nama kota", "kota 1", "kota a", "kota pertama",
        "kota asal", "kota/kabupaten", "kabupaten/kota", "kota kembar 1", "daerah",
        "pemerintah daerah",
        "도시", "도시명", "우리 도시", "자치단체", "지자체",
    ),
    "country": (
        "country", "country name", "country code", "nation", "country 1", "country a",
        "city country", "country of city", "home country", "negara", "nama negara", "negara 1",
        "negara a", "negara kota", "negara asal",
        "국가", "국가명", "나라",
    ),
    "partner": (
        "partner", "partner city", "partner name", "city 2", "city b", "second city", "other city",
        "foreign city", "sister", "sister city", "sister city 2", "sister city b", "sister cities",
        "twin", "twin city", "twin town", "twinned city", "twinned with", "friendship city",
        "counterpart", "town 2", "place 2", "partner label", "kota 2", "kota b", "kota kedua",
        "mitra", "kota mitra", "kota kembar", "kota kembar 2", "kota saudara", "kota bersaudara",
        "kota tujuan", "kota luar negeri", "mitra luar negeri", "mitra kerja sama",
        "상대 도시", "자매도시", "우호도시", "교류 도시", "결연 도시",
    ),
    "partner_country": (
        "partner country", "partner's country", "country of partner", "partner country code",
        "partner nation", "country 2", "country b", "foreign country", "sister city country",
        "country of sister city", "twin country", "negara mitra", "negara 2", "negara b",
        "negara kota mitra", "negara kota kembar", "negara tujuan",
        "상대 국가", "상대국", "자매도시 국가",
    ),
    "since": (
        "since", "year", "date", "start", "start date", "start year", "begin", "established",
        "year established", "date established", "founded", "inception", "signed", "signed on",
        "date signed", "year signed", "agreement date", "agreement year", "date of agreement",
        "year of agreement", "partnership year", "sejak", "tahun", "tanggal", "mulai",
        "tahun mulai", "tanggal mulai", "tahun berdiri", "ditandatangani", "penandatanganan",
        "tahun penandatanganan", "tanggal penandatanganan", "tahun kerja sama",
        "tahun mou", "tanggal mou",
        "체결일", "체결 연도", "결연일", "결연 연도", "연도", "날짜", "시작일",
    ),
    "until": (
        "until", "end", "end date", "end year", "ended", "expires", "expiry", "expiry date",
        "valid until", "terminated", "sampai", "hingga", "berakhir", "akhir", "selesai",
        "tahun berakhir", "tanggal berakhir", "berlaku sampai", "berlaku hingga",
        "종료일", "만료일", "종료 연도",
    ),
    "kind": (
        "kind", "type", "relation", "relation type", "relationship", "relationship type",
        "type of relationship", "partnership type", "type of partnership", "category", "jenis",
        "tipe", "bentuk", "kategori", "jenis hubungan", "jenis kerja sama",
        "bentuk kerja sama",
        "종류", "유형", "구분", "교류 유형",
    ),
    "reference": (
        "reference", "references", "reference url", "source", "sources", "source url", "url",
        "link", "web", "website", "web address", "citation", "sumber", "referensi", "rujukan",
        "tautan", "pranala", "alamat web",
        "출처", "참고 자료", "링크", "웹 주소",
    ),
    "note": (
        "note", "notes", "remark", "remarks", "comment", "comments", "description", "keterangan",
        "ket", "catatan", "deskripsi",
        "비고", "참고", "설명",
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
"""The usual names of a column, in English and Indonesian, by its meaning."""

REPEATABLE = frozenset({"reference", "note"})
"""Meanings that several columns of a table may share."""

_OF_PARTNER = {
    "country": "partner_country",
    "city_wikidata": "partner_wikidata",
    "city_geonames": "partner_geonames",
    "latitude": "partner_latitude",
    "longitude": "partner_longitude",
    "coordinates": "partner_coordinates",
}
"""The meanings of columns of the partner by those of the city."""

_OF_EITHER = frozenset(
    {
        "country", "countryname", "countrycode", "nation", "negara", "namanegara", "wikidata",
        "wikidataid", "qid", "geonames", "geonamesid", "latitude", "lat", "lintang", "longitude",
        "lon", "long", "lng", "bujur", "coordinates", "coordinate", "coord", "koordinat",
    }
)  # fmt: skip
"""Names of columns (as `plain_name` returns them) that fit the city and the partner."""


@dataclass(frozen=True)
class ColumnMapping:
    """The header of a table and the meanings of its columns.

    `positions` are the positions of the columns, from 0, by a key of `COLUMN_NAMES`.
    """

    header: tuple[str, ...]
    positions: Mapping[str, tuple[int, ...]]

    @property
    def unread(self) -> tuple[str, ...]:
        """The columns without a meaning, from which nothing is read."""
        used = {i for indices in self.positions.values() for i in indices}
        return tuple(name for i, name in enumerate(self.header) if name and i not in used)


def plain_name(name: str) -> str:
    """A column's name without case, diacritics, spaces and punctuation.

    >>> plain_name("City_1 ")
    'city1'
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def meaning_of(name: str) -> str:
    """The meaning of a column of this name, a key of `COLUMN_NAMES`, or ""."""
    return _meanings().get(plain_name(name), "")


def is_header(row: Sequence[str], mapping: Mapping[str, str]) -> bool:
    """True if a row names the city and the partner, by usual names or by those of the mapping."""
    meanings = {meaning_of(cell) for cell in row}
    cells = {plain_name(cell) for cell in row}
    meanings |= {meaning for meaning, name in mapping.items() if plain_name(name) in cells}
    return {"city", "partner"} <= meanings


def map_columns(
    header: Sequence[str], mapping: Mapping[str, str], *, file: object = "", line: int | None = None
) -> ColumnMapping:
    """The meaning of each column of a header.

    Args:
        header: the names of the columns.
        mapping: the names of columns by their meaning (a key of `COLUMN_NAMES`), from the user.
        file: the table, for messages.
        line: the line of the header, for messages.

    Raises:
        InputError: the city or the partner has no column; two columns have the same name or the
            same meaning; a column such as the country fits the city and the partner; the mapping
            names no meaning or no column. The message lists the columns, and the remedy.
    """
    names = tuple(name.strip() for name in header)
    columns = _Header(names, file, line)
    positions = columns.mapped_positions(mapping)
    used = {i for indices in positions.values() for i in indices}
    for i, name in enumerate(names):
        meaning = meaning_of(name)
        if meaning and meaning not in mapping and i not in used:
            positions.setdefault(meaning, []).append(i)
    columns.check_meanings(positions)
    columns.check_both_places(positions)
    columns.check_owners(positions, mapping)
    return ColumnMapping(names, {meaning: tuple(indices) for meaning, indices in positions.items()})


@cache
def _meanings() -> dict[str, str]:
    return {plain_name(name): meaning for meaning, names in COLUMN_NAMES.items() for name in names}


@dataclass(frozen=True)
class _Header:
    """A header; its checks raise an InputError with the file and the line."""

    header: tuple[str, ...]
    file: object
    line: int | None

    def mapped_positions(self, mapping: Mapping[str, str]) -> dict[str, list[int]]:
        """The positions of the columns that the user mapped, each once, by their meaning."""
        positions: dict[str, list[int]] = {}
        for meaning, name in mapping.items():
            position = self._position(meaning, name)
            if [position] in positions.values():
                raise self._error(_("is mapped twice; map each column once"), name)
            positions[meaning] = [position]
        return positions

    def check_meanings(self, positions: Mapping[str, list[int]]) -> None:
        """Refuse two columns of one name, or of one meaning that is not repeatable."""
        for meaning, indices in positions.items():
            names = [self.header[i] for i in indices]
            if len({plain_name(name) for name in names}) < len(names):
                example = "City, Country, Partner, Partner country"
                raise self._error(
                    _("this column is named twice; rename one: {example}", example=example),
                    names[0],
                )
            if len(names) > 1 and meaning not in REPEATABLE:
                option = f"--map {meaning}={names[0]}"
                fault = _(
                    "several columns could be {meaning}: {names}; say which: {option}",
                    meaning=meaning,
                    names=_listed(names),
                    option=option,
                )
                raise self._error(fault)

    def check_both_places(self, positions: Mapping[str, list[int]]) -> None:
        """Refuse a header without a column for the city or for the partner."""
        lacking = [meaning for meaning in ("city", "partner") if meaning not in positions]
        if lacking:
            remedy = " ".join(f"--map {meaning}=COLUMN" for meaning in lacking)
            fault = _(
                "no column holds the {lacking}; the columns are {columns}; name it: {remedy}",
                lacking=listing(lacking),
                columns=_listed(self.header),
                remedy=remedy,
            )
            raise self._error(fault)

    def check_owners(self, positions: Mapping[str, list[int]], mapping: Mapping[str, str]) -> None:
        """Refuse "City, Sister city, Country": the country can be that of either."""
        for own, partners in _OF_PARTNER.items():
            if own not in positions or own in mapping or partners in positions:
                continue
            i = positions[own][0]
            name = self.header[i]
            beside_partner = positions["city"][0] < positions["partner"][0] < i
            if beside_partner and plain_name(name) in _OF_EITHER:
                remedy = f"--map {own}={name} / --map {partners}={name}"
                raise self._error(
                    _(
                        "it is not clear which of the two cities this column describes: {remedy}",
                        remedy=remedy,
                    ),
                    name,
                )

    def _position(self, meaning: str, name: str) -> int:
        """The position of the column with this very name, or else with this plain name."""
        if meaning not in COLUMN_NAMES:
            raise self._error(
                _(
                    "{meaning} cannot be mapped; use one of {columns}",
                    meaning=quoted(meaning),
                    columns=", ".join(COLUMN_NAMES),
                )
            )
        same = [i for i, cell in enumerate(self.header) if cell == name.strip()]
        alike = [i for i, cell in enumerate(self.header) if plain_name(cell) == plain_name(name)]
        matches = same or alike
        if not matches:
            raise self._error(
                _(
                    "there is no such column to map {meaning} to; the columns are {columns}",
                    meaning=meaning,
                    columns=_listed(self.header),
                ),
                name,
            )
        if len(matches) > 1:
            raise self._error(_("this column is named twice; rename one"), name)
        return matches[0]

    def _error(self, fault: str, column: str = "") -> InputError:
        return InputError(fault, file=self.file, line=self.line, column=column)


def _listed(names: Sequence[str]) -> str:
    texts = [name[:40] for name in names if name]
    more = [f"+{numeral(len(texts) - 20)}"] if len(texts) > 20 else []
    return ", ".join([*texts[:20], *more]) or "-"
