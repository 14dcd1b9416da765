"""Names of sources become numbered references to their publications."""

from __future__ import annotations

from kembar.rdf.engine import Engine
from kembar.reports.references import Publication, references

GEONAMES = "GeoNames cities over 15,000 inhabitants"


def test_sources_are_numbered_in_their_order(engine: Engine) -> None:
    numbered = references(engine, [GEONAMES, "unverified", "Dewi Purbaningrum", GEONAMES])
    assert [(one.number, one.name) for one in numbered] == [(1, GEONAMES), (2, "Dewi Purbaningrum")]
    (thesis,) = numbered[1].publications
    assert thesis.key == "purbaningrum-thesis"
    assert thesis.type == "thesis"
    assert thesis.authors == ("Dewi Purbaningrum",)
    assert references(engine, []) == []


def test_a_publication_has_all_known_fields(engine: Engine) -> None:
    ((letter,),) = [one.publications for one in references(engine, ["Republika, 2015-05-24"])]
    assert letter == Publication(
        key="republika-2015-05-24-little-bandung",
        title="Ridwan Kamil Bakal Invasi Korea dengan Little Bandung",
        type="news",
        publisher="Republika",
        date="2015-05-24",
        address=letter.address,
        language="id",
        note=letter.note,
    )
    assert letter.address.startswith("https://")


def test_publications_of_one_name_share_a_number(engine: Engine) -> None:
    (both,) = references(engine, ["Busan Metropolitan City, 2022-01"])
    assert len(both.publications) == 2
    assert len({one.title for one in both.publications}) == 2


def test_a_hostile_name_is_a_name(engine: Engine) -> None:
    assert references(engine, ['") } DROP ALL #', "\\"]) == []
