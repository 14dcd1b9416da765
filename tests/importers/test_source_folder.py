"""Reconciliations and claims become tables that can be loaded, for all texts of the source."""

from __future__ import annotations

from pathlib import Path

from kembar.importers.claims import PartnershipClaims
from kembar.importers.links import Mention
from kembar.importers.origin import Origin
from kembar.importers.reconcile import Reconciliation
from kembar.importers.source_folder import folder_files
from kembar.model.tables import read_table
from kembar.names.gazetteer import Place
from kembar.store.load import read_card

ORIGIN = Origin("list", 'A "list"\nwith \\ signs', author="Ani")
PLACE = Place("2745912", "Utrecht", "nl", 52.09, 5.12, 290529)


def match(name: str, city: str, place: Place | None = None, qid: str = "") -> Reconciliation:
    return Reconciliation(Mention(name, "NL", qid), city, "exact", 0.98, place)


def load(files: dict[str, str], folder: Path) -> dict[str, list[object]]:
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8", newline="\n")
    read_card(folder / "source.toml", "source.toml")
    return {
        name: [row.record for row in read_table(folder / name)]
        for name in files
        if name.endswith(".csv")
    }


def test_hostile_texts_are_read_back_as_texts(tmp_path: Path) -> None:
    nasty = '=cmd|"x";\ny\0z\x1b <b>'
    matches = [match(nasty, "nl-x", qid="Q5"), match("Utrecht", "nl-utrecht", PLACE)]
    claims = PartnershipClaims(("nl-utrecht", "nl-x"), notes={nasty})
    tables = load(folder_files(ORIGIN, matches, {claims.cities: claims}), tmp_path)
    (partnership,) = tables["partnerships.csv"]
    assert partnership.note == '=cmd|"x"; y z <b>'
    names = {record.name for record in tables["matches.csv"]}
    assert names == {"Utrecht", '=cmd|"x"; y z <b>'}


def test_a_new_city_has_rows_of_source_and_geonames(tmp_path: Path) -> None:
    tables = load(folder_files(ORIGIN, [match("Utrecht", "nl-utrecht", PLACE)], {}), tmp_path)
    cities = {(c.source, str(c.latitude), c.geonames) for c in tables["cities.csv"]}
    assert cities == {("list", "None", ""), ("geonames", "52.09", "2745912")}
    assert {s.source for s in tables["sources.csv"]} == {"list", "geonames"}


def test_each_contradicting_date_has_its_row(tmp_path: Path) -> None:
    claims = PartnershipClaims(
        ("a", "b"), kinds={"sister-city"}, since={"1997", "1998"}, claimed_by={"a", "b"}
    )
    rows = load(folder_files(ORIGIN, [], {claims.cities: claims}), tmp_path)["partnerships.csv"]
    assert [str(row.since) for row in rows] == ["1997", "1998"]
    assert rows[0].claimed_by == ("a", "b")
