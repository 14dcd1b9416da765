"""Entries are interpreted, described, checked and drafted as one change; nothing is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kembar.editing.draft import ChangePreview, ChangeRequest, draft, read_file
from kembar.editing.entry import entry
from kembar.errors import InputError, KembarError, ShapeViolation
from kembar.language import speaking
from kembar.model.tables import read_table
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import term
from kembar.rdf.terms import Term
from kembar.workspace.layout import Workspace

NEWS = entry("source", {"url": "https://example.org/news"})


def partnership(
    engine: Engine, own: Workspace, language: str = "en", **fields: Any
) -> ChangePreview:
    values = {"cities": ["Bandung", "Utrecht"], "kind": "sister-city", "since": "2026-05"} | fields
    return draft(
        engine,
        own,
        ChangeRequest((entry("partnership", values),), source=NEWS, author="Ani"),
        language,
    )


def test_a_preview_has_sentences(engine: Engine, own: Workspace) -> None:
    preview = partnership(engine, own)
    assert preview.sentences == (
        "Utrecht: a city of Netherlands, part of Utrecht, latitude 52.09083, longitude 5.12222, "
        "GeoNames 2745912.",
        "Bandung, Indonesia and Utrecht, Netherlands: sister city, since May 2026.",
    )
    assert preview.change.label == " ".join(preview.sentences)
    assert preview.warnings == ()
    with speaking("id"):
        assert "sejak Mei 2026" in partnership(engine, own, "id").sentences[1]


def test_each_source_has_a_graph_of_its_own(engine: Engine, own: Workspace) -> None:
    preview = partnership(engine, own)
    assert set(preview.change.statements) == {"geonames", "example-org-news"}
    assert "example-org-news {" in preview.trig
    assert preview.trig.count("kb:Partnership") == 1


def test_without_a_source_it_is_marked_unverified(engine: Engine, own: Workspace) -> None:
    preview = draft(
        engine, own, ChangeRequest((entry("partnership", {"cities": ["Bandung", "Medan"]}),))
    )
    own_facts = preview.change.graphs()[Term("")]
    assert any(o.endswith("verification/unverified>") for _, _, o in own_facts)
    assert not any(p == term("prov:hadPrimarySource") for _, p, _ in own_facts)


def test_a_violation_raises(engine: Engine, own: Workspace) -> None:
    with pytest.raises(ShapeViolation, match="two different partners"):
        partnership(engine, own, cities=["Bandung", "bandung"])
    with pytest.raises(ShapeViolation, match=r"\[until\].*cannot end before it begins"):
        partnership(engine, own, until="2019")


def test_statements_that_the_source_has_already_raise(own: Workspace, engine: Engine) -> None:
    row = next(row for row in read_table(SEOUL) if row.record.source != "unverified")
    with pytest.raises(KembarError, match="says this already, by the same source"):
        draft(engine, own, ChangeRequest((row.record,)))


SEOUL = Path(__file__).parents[2] / "data" / "bandung-seoul" / "partnerships.csv"


def test_a_yaml_file_names_its_source_and_author(
    tmp_path: Path, engine: Engine, own: Workspace
) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("partnership:\n  cities: [Bandung, Medan]\nsource: https://x.org/a\nby: Budi\n")
    preview = draft(engine, own, read_file(path, NEWS, "Ani"))
    assert (preview.change.author, set(preview.change.statements)) == ("Budi", {"x-org-a"})
    path.write_text("partnership:\n  cities: [Bandung, Medan]\n")
    preview = draft(engine, own, read_file(path, NEWS, "Ani"))
    assert (preview.change.author, set(preview.change.statements)) == ("Ani", {"example-org-news"})


def test_a_table_keeps_its_sources(tmp_path: Path, engine: Engine, own: Workspace) -> None:
    path = tmp_path / "partnerships.csv"
    path.write_text(
        "partnership,cities,kind,source\n"
        "id-bandung--id-medan,id-bandung; id-medan,project-partnership,unverified\n"
        "id-bandung--id-surabaya,id-bandung; id-surabaya,project-partnership,geonames\n"
    )
    preview = draft(engine, own, read_file(path))
    assert set(preview.change.statements) == {"unverified", "geonames"}
    path.write_text("partnership,cities,source\na,id-bandung; xx-nowhere,unverified\n")
    with pytest.raises(ShapeViolation, match="The unit is not in the graph"):
        draft(engine, own, read_file(path))


TURTLE = (
    "@prefix kb: <https://w3id.org/kembar/> .\n@prefix id: <https://w3id.org/kembar/id/> .\n"
    'id:id-bandung--id-medan a kb:Partnership ; kb:key "id-bandung--id-medan" ;\n'
    "  kb:hasPartner id:id-bandung, id:id-medan .\n"
)


def test_turtle_becomes_statements_of_the_named_source(
    tmp_path: Path, engine: Engine, own: Workspace
) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(TURTLE)
    preview = draft(engine, own, read_file(path, NEWS))
    assert len(preview.change.statements["example-org-news"]) == 4
    assert preview.sentences == ("Bandung, Indonesia and Medan, Indonesia.",)
    path.write_text(TURTLE + 'id:x kb:note "only a remark" .\n')
    more = draft(engine, own, read_file(path, NEWS))
    assert (len(more.change.statements["example-org-news"]), more.sentences) == (
        5,
        preview.sentences,
    )


def test_of_many_things_the_rest_are_counted(
    tmp_path: Path, engine: Engine, own: Workspace
) -> None:
    lines = "".join(f"  - {{name_en: Newtown {n}, country: Indonesia}}\n" for n in range(35))
    path = tmp_path / "x.yaml"
    path.write_text(f"city:\n{lines}")
    preview = draft(engine, own, read_file(path))
    assert len(preview.sentences) == 31
    assert preview.sentences[-1] == "+ 5"


@pytest.mark.parametrize(
    ("name", "message"),
    [("x.docx", "must end in .yaml, .csv"), ("x.yaml", "cannot be read"), ("cities.csv", "cannot be read"), ("x.ttl", "cannot be read")],
)  # fmt: skip
def test_an_unreadable_file_raises(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_file(tmp_path / name)
