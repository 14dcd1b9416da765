"""What was understood becomes tables that are read again, whatever characters the source holds."""

from __future__ import annotations

from pathlib import Path

from kembar.importers.links import Mention
from kembar.importers.reconcile import Reconciliation
from kembar.importers.rows import Origin, PartnershipClaims, folder_files
from kembar.model.tables import read_table
from kembar.names.gazetteer import Place
from kembar.store.load import read_card

ORIGIN = Origin("list", 'A "list"\nwith \\ signs', by="Ani")
PLACE = Place("2745912", "Utrecht", "nl", 52.09, 5.12, 290529)


def understood(name: str, city: str, place: Place | None = None, qid: str = "") -> Reconciliation:
    return Reconciliation(Mention(name, "NL", qid), city, "exact", 0.98, place)


def read(files: dict[str, str], folder: Path) -> dict[str, list[object]]:
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8", newline="\n")
    read_card(folder / "source.toml", "source.toml")
    return {
        name: [row.record for row in read_table(folder / name)]
        for name in files
        if name.endswith(".csv")
    }


def test_hostile_texts_come_back_as_texts(tmp_path: Path) -> None:
    nasty = '=cmd|"x";\ny\0z\x1b <b>'
    found = [understood(nasty, "nl-x", qid="Q5"), understood("Utrecht", "nl-utrecht", PLACE)]
    pair = PartnershipClaims(("nl-utrecht", "nl-x"), notes={nasty})
    tables = read(folder_files(ORIGIN, found, {pair.cities: pair}), tmp_path)
    (partnership,) = tables["partnerships.csv"]
    assert partnership.note == '=cmd|"x"; y z <b>'
    names = {match.name for match in tables["matches.csv"]}
    assert names == {"Utrecht", '=cmd|"x"; y z <b>'}


def test_a_new_city_is_told_of_by_the_source_and_by_geonames(tmp_path: Path) -> None:
    tables = read(folder_files(ORIGIN, [understood("Utrecht", "nl-utrecht", PLACE)], {}), tmp_path)
    told = {(c.source, str(c.latitude), c.geonames) for c in tables["cities.csv"]}
    assert told == {("list", "None", ""), ("geonames", "52.09", "2745912")}
    assert {s.source for s in tables["sources.csv"]} == {"list", "geonames"}


def test_a_source_that_contradicts_itself_has_a_row_for_each_date(tmp_path: Path) -> None:
    pair = PartnershipClaims(
        ("a", "b"), kinds={"sister-city"}, since={"1997", "1998"}, claimed_by={"a", "b"}
    )
    rows = read(folder_files(ORIGIN, [], {pair.cities: pair}), tmp_path)["partnerships.csv"]
    assert [str(row.since) for row in rows] == ["1997", "1998"]
    assert rows[0].claimed_by == ("a", "b")
