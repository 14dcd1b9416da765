"""A source is reconciled, merged, validated, and written as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.errors import InputError, KembarError, ShapeViolation
from kembar.importers import (
    ImportPreview,
    Link,
    Mention,
    Origin,
    Rejected,
    commit_import,
    origin_of,
    preview_import,
    preview_rdf_import,
)
from kembar.model.dates import PartialDate
from kembar.names.lookup import resolve
from kembar.queries.run import answer_question
from kembar.queries.saved import find_question
from kembar.rdf.engine import Engine
from kembar.store.open_store import open_store
from kembar.workspace.layout import Workspace

pytestmark = pytest.mark.integration

ORIGIN = Origin("list", "A list", "https://example.org/list", "Herald", author="Ani")
BANDUNG = Mention("Kota Bandung", "Indonesia", "Q10389")
UTRECHT = Mention("Utrecht", "Netherlands", "Q803")
SEOUL = Mention("Seoul", "South Korea", "Q8684")
LINKS = [
    Link(BANDUNG, UTRECHT, "sister city", PartialDate("1997"), claimed_by=(BANDUNG,), line=2),
    Link(UTRECHT, BANDUNG, "Kota Kembar", PartialDate("1998-05"), claimed_by=(UTRECHT,), line=3),
    Link(BANDUNG, SEOUL, "blood brothers", reference="https://x.org/a;b", note="=1", line=4),
    Link(BANDUNG, Mention("Springfield", "United States"), line=5),
    Link(BANDUNG, Mention("Bandung", "Indonesia"), line=6),
    Rejected("has no city", 7, "city"),
]


@pytest.fixture
def preview(engine: Engine) -> ImportPreview:
    return preview_import(engine, LINKS, ORIGIN)


def test_the_summary_counts_what_came_of_each_link(preview: ImportPreview) -> None:
    summary = preview.summary
    assert (summary.links, summary.partnerships, summary.set_aside, summary.new_cities) == (
        5,
        2,
        1,
        1,
    )
    assert summary.names["ambiguous"] == 1
    assert summary.unknown_kinds == {"blood brothers": 1}
    assert [(r.line, r.reason) for r in summary.rejected] == [
        (6, "'Kota Bandung' and 'Bandung' are the same city"),
        (7, "has no city"),
    ]
    assert "Springfield,United States,,,5,ambiguous" in preview.review


def test_claims_join_those_of_other_sources(
    preview: ImportPreview, engine: Engine, own: Workspace
) -> None:
    assert commit_import(preview, engine, own)
    built = open_store(own).engine
    rows = answer_question(built, find_question(own, "city-partners"), {"city": "Bandung"}).rows
    by_partner = {str(row[0]): [str(cell) for cell in row] for row in rows}
    assert by_partner["Utrecht"][2:5] == ["sister city", "active", "1997; 1998-05"]
    assert "Herald: A list" in by_partner["Seoul"][6].split("; ")
    assert len(by_partner["Seoul"][6].split("; ")) > 5
    differing = answer_question(built, find_question(own, "differing-dates"))
    assert "Bandung – Utrecht" in {str(row[0]) for row in differing.rows}


def test_the_method_of_each_match_is_in_the_graph(
    preview: ImportPreview, engine: Engine, own: Workspace
) -> None:
    commit_import(preview, engine, own)
    built = open_store(own).engine
    query = """PREFIX kb: <https://w3id.org/kembar/> SELECT ?city ?how ?score {
      ?m kb:writtenName "Kota Bandung" ; kb:understoodAs ?city ; kb:matchMethod ?how ; kb:score ?score }"""
    ((city, how, score),) = built.select(query).rows
    assert str(city).endswith("/id-bandung")
    assert str(how).endswith("/exact")
    assert 0.8 < float(str(score)) <= 1
    assert resolve(built, "city", "Kota Bandung").endswith("/id-bandung>")


def test_a_city_of_links_set_aside_is_not_imported(engine: Engine) -> None:
    links = [Link(UTRECHT, Mention("Springfield", "United States"))]
    preview = preview_import(engine, links, ORIGIN)
    assert set(preview.files) == {"sources.csv", "source.toml"}
    assert preview.summary.set_aside == 1


@pytest.mark.parametrize(
    ("properties", "message"),
    [
        ({"url": "x.org"}, r"\[url\]: .* begin it with http"),
        ({"licence": "free"}, r"\[licence\]"),
    ],
)
def test_an_origin_with_a_wrong_address_raises(properties: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        origin_of("My list", title="My list", **properties)
    assert origin_of("Daftar 2024!", title="x").key == "daftar-2024"


def test_many_violations_are_summarised(engine: Engine, own: Workspace) -> None:
    cities = ["Bandung", "Seoul", "Busan", "Medan", "Surabaya", "Jakarta", "Utrecht"]
    links = [
        Link(Mention(one), Mention("Suwon"), since=PartialDate("2020"), until=PartialDate("2019"))
        for one in cities
    ]
    with pytest.raises(ShapeViolation, match=r"And \d more\. Nothing was written\."):
        commit_import(preview_import(engine, links, ORIGIN), engine, own)


def test_importing_twice_changes_nothing(engine: Engine, own: Workspace) -> None:
    assert own.root
    assert commit_import(preview_import(engine, LINKS, ORIGIN), engine, own)
    folder = own.root / "data" / "imported" / "list"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    built = open_store(own).engine
    assert not commit_import(preview_import(built, LINKS, ORIGIN), built, own)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_smaller_second_import_replaces_the_first(engine: Engine, own: Workspace) -> None:
    commit_import(preview_import(engine, LINKS, ORIGIN), engine, own)
    built = open_store(own).engine
    assert commit_import(preview_import(built, LINKS[2:3], ORIGIN), built, own)
    rows = answer_question(
        open_store(own).engine, find_question(own, "city-partners"), {"city": "Bandung"}
    ).rows
    assert "Utrecht" not in {str(row[0]) for row in rows}


def test_a_violation_leaves_the_workspace_unchanged(engine: Engine, own: Workspace) -> None:
    assert own.root
    backwards = Link(BANDUNG, SEOUL, since=PartialDate("2020"), until=PartialDate("2019"))
    with pytest.raises(ShapeViolation, match="cannot end before it begins"):
        commit_import(preview_import(engine, [backwards], ORIGIN), engine, own)
    assert list((own.root / "data").rglob("*.*")) == []


def test_a_read_only_workspace_raises(engine: Engine, own: Workspace) -> None:
    assert own.root
    (own.root / "data" / "imported").write_text("a file where a folder should be")
    with pytest.raises(KembarError, match="cannot be written"):
        commit_import(preview_import(engine, LINKS, ORIGIN), engine, own)


RDF = {
    "x.ttl": "@prefix kb: <https://w3id.org/kembar/> . @prefix id: <https://w3id.org/kembar/id/> .\n"
    'id:id-bandung--id-medan a kb:Partnership ; kb:key "id-bandung--id-medan" ;\n'
    "  kb:hasPartner id:id-bandung, id:id-medan .\n",
    "x.jsonld": '{"@context": {"kb": "https://w3id.org/kembar/", "id": "https://w3id.org/kembar/id/"},'
    '"@id": "id:id-bandung--id-medan", "@type": "kb:Partnership", "kb:key": "id-bandung--id-medan",'
    '"kb:hasPartner": [{"@id": "id:id-bandung"}, {"@id": "id:id-medan"}]}',
}


@pytest.mark.parametrize("name", sorted(RDF))
def test_rdf_is_one_source_with_its_provenance(
    engine: Engine, own: Workspace, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text(RDF[name])
    assert commit_import(preview_rdf_import(tmp_path / name, ORIGIN), engine, own)
    built = open_store(own).engine
    rows = answer_question(built, find_question(own, "city-partners"), {"city": "Medan"}).rows
    assert ["Bandung", "Herald: A list"] in [[str(row[0]), str(row[6])] for row in rows]
    assert not commit_import(preview_rdf_import(tmp_path / name, ORIGIN), built, own)


def test_invalid_or_unreadable_rdf_raises(engine: Engine, own: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(RDF["x.ttl"].replace(", id:id-medan", ""))
    with pytest.raises(ShapeViolation, match="at least two different partners"):
        commit_import(preview_rdf_import(path, ORIGIN), engine, own)
    path.write_text("<urn:a> <urn:b> <urn:c> .\n" * 899 + "<a> b c .\n")
    with pytest.raises(InputError, match=r"x\.ttl:900: is not Turtle"):
        preview_rdf_import(path, ORIGIN)
    path.write_text("")
    with pytest.raises(InputError, match="holds no statement"):
        preview_rdf_import(path, ORIGIN)
    (tmp_path / "x.docx").write_text("")
    with pytest.raises(InputError, match=r"has an ending that is not of RDF; use \.ttl"):
        preview_rdf_import(tmp_path / "x.docx", ORIGIN)
