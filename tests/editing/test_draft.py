"""What a user adds is understood, told back, checked, and drafted as one change; nothing is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kembar.editing import draft as additions
from kembar.editing.draft import ChangePreview, ChangeRequest, draft
from kembar.editing.entry import entry
from kembar.errors import InputError, KembarError, ShapeViolation
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import term
from kembar.workspace.layout import Workspace

NEWS = entry("source", {"url": "https://example.org/news"})


def partnership(engine: Engine, own: Workspace, language: str = "en", **told: Any) -> ChangePreview:
    values = {"cities": ["Bandung", "Utrecht"], "since": "2026-05"} | told
    return draft(
        engine,
        own,
        ChangeRequest((entry("partnership", values),), source=NEWS, author="Ani"),
        language,
    )


def test_it_is_told_back_in_sentences(engine: Engine, own: Workspace) -> None:
    made = partnership(engine, own)
    assert made.sentences == (
        "Utrecht: a city of Netherlands, latitude 52.09083, longitude 5.12222, GeoNames 2745912.",
        "Bandung, Indonesia and Utrecht, Netherlands: sister city, since May 2026.",
    )
    assert made.change.label == " ".join(made.sentences)
    assert made.warnings == ()
    assert "sejak Mei 2026" in partnership(engine, own, "id").sentences[1]


def test_each_source_speaks_in_a_graph_of_its_own(engine: Engine, own: Workspace) -> None:
    made = partnership(engine, own)
    assert set(made.change.said) == {"geonames", "example-org-news"}
    assert "example-org-news {" in made.turtle
    assert made.turtle.count("kb:Partnership") == 1


def test_without_a_source_it_is_marked_unverified(engine: Engine, own: Workspace) -> None:
    made = draft(
        engine, own, ChangeRequest((entry("partnership", {"cities": ["Bandung", "Medan"]}),))
    )
    own_facts = made.change.graphs()[term("kb:x").__class__("")]
    assert any(o.endswith("verification/unverified>") for _, _, o in own_facts)
    assert not any(p == term("prov:hadPrimarySource") for _, p, _ in own_facts)


def test_a_violation_stops_it(engine: Engine, own: Workspace) -> None:
    with pytest.raises(ShapeViolation, match="two different partners"):
        partnership(engine, own, cities=["Bandung", "bandung"])
    with pytest.raises(ShapeViolation, match=r"\[until\].*cannot end before it begins"):
        partnership(engine, own, until="2019")


def test_what_a_source_says_already_is_not_said_again(own: Workspace, engine: Engine) -> None:
    row = next(row for row in additions.read_table(SEOUL) if row.record.source != "unverified")
    with pytest.raises(KembarError, match="says this already, by the same source"):
        draft(engine, own, ChangeRequest((row.record,)))


SEOUL = Path(__file__).parents[2] / "data" / "bandung-seoul" / "partnerships.csv"


def test_a_yaml_file_tells_its_source_and_who(
    tmp_path: Path, engine: Engine, own: Workspace
) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("partnership:\n  cities: [Bandung, Medan]\nsource: https://x.org/a\nby: Budi\n")
    made = draft(engine, own, additions.read_file(path, NEWS, "Ani"))
    assert (made.change.by, set(made.change.said)) == ("Budi", {"x-org-a"})
    path.write_text("partnership:\n  cities: [Bandung, Medan]\n")
    made = draft(engine, own, additions.read_file(path, NEWS, "Ani"))
    assert (made.change.by, set(made.change.said)) == ("Ani", {"example-org-news"})


def test_a_table_keeps_its_sources(tmp_path: Path, engine: Engine, own: Workspace) -> None:
    path = tmp_path / "partnerships.csv"
    path.write_text(
        "partnership,cities,kind,source\n"
        "id-bandung--id-medan,id-bandung; id-medan,project-partnership,unverified\n"
        "id-bandung--id-surabaya,id-bandung; id-surabaya,project-partnership,geonames\n"
    )
    made = draft(engine, own, additions.read_file(path))
    assert set(made.change.said) == {"unverified", "geonames"}
    path.write_text("partnership,cities,source\na,id-bandung; xx-nowhere,unverified\n")
    with pytest.raises(ShapeViolation, match="The unit is not in the graph"):
        draft(engine, own, additions.read_file(path))


TURTLE = (
    "@prefix kb: <https://w3id.org/kembar/> .\n@prefix id: <https://w3id.org/kembar/id/> .\n"
    'id:id-bandung--id-medan a kb:Partnership ; kb:key "id-bandung--id-medan" ;\n'
    "  kb:hasPartner id:id-bandung, id:id-medan .\n"
)


def test_turtle_is_what_the_named_source_says(
    tmp_path: Path, engine: Engine, own: Workspace
) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(TURTLE)
    made = draft(engine, own, additions.read_file(path, NEWS))
    assert len(made.change.said["example-org-news"]) == 4
    assert made.sentences == ("Bandung, Indonesia and Medan, Indonesia.",)
    path.write_text(TURTLE + 'id:x kb:note "only a remark" .\n')
    more = draft(engine, own, additions.read_file(path, NEWS))
    assert (len(more.change.said["example-org-news"]), more.sentences) == (5, made.sentences)


def test_many_things_are_told_by_their_number(
    tmp_path: Path, engine: Engine, own: Workspace
) -> None:
    lines = "".join(f"  - {{name_en: Newtown {n}, country: Indonesia}}\n" for n in range(35))
    path = tmp_path / "x.yaml"
    path.write_text(f"city:\n{lines}")
    made = draft(engine, own, additions.read_file(path))
    assert len(made.sentences) == 31
    assert made.sentences[-1] == "+ 5"


@pytest.mark.parametrize(
    ("name", "said"),
    [("x.docx", "is none of .yaml, .csv"), ("x.yaml", "cannot be read"), ("cities.csv", "cannot be read"), ("x.ttl", "cannot be read")],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        additions.read_file(tmp_path / name)
