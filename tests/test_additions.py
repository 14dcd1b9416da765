"""What a user adds is understood, shown, checked, and written with provenance or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar import additions
from kembar.errors import AmbiguousName, InputError, KembarError, UnknownName, Violation
from kembar.loaders.tables import read_table
from kembar.oxigraph import Engine
from kembar.store import open_store
from kembar.vocabulary import short
from kembar.workspace import SHIPPED, File, Workspace


def partnership(own: Workspace, engine: Engine, **told: str) -> additions.Addition:
    given = {"kind": "sister-city", "source": "https://example.org/news", "by": "Ani"} | told
    cities = ["Bandung", given.pop("city", "Utrecht")]
    return additions.new_partnership(own, engine, cities=cities, **given)


def test_names_are_understood_and_a_new_city_is_told(own: Workspace, engine: Engine) -> None:
    addition = partnership(own, engine, kind="kota kembar", since="2026-05")
    assert [line for line in addition.said if "taken as Utrecht, NL (GeoNames " in line]
    said = {(short(p[1:-1]), o) for _, p, o in addition.triples}
    assert ("kb:since", '"2026-05"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>') in said
    assert any(p == "kb:partnershipKind" and o.endswith("/sister-city>") for p, o in said)


def test_geonames_is_told_of_as_the_shipped_data_do() -> None:
    sources = read_table(SHIPPED / "data" / "reference" / "sources.csv")
    assert additions.GEONAMES in [row.record for row in sources]


def test_who_when_and_by_which_program_is_told(own: Workspace, engine: Engine) -> None:
    part = partnership(own, engine, city="Seoul").parts[-1]
    by_graph = {short(p[1:-1]) for s, p, _ in part.triples if "/graph/" in s}
    assert {"prov:generatedAtTime", "prov:hadPrimarySource", "prov:wasAttributedTo"} <= by_graph
    assert '"Ani"' in {o for _, _, o in part.triples}
    assert "a prov:SoftwareAgent" in part.turtle


def test_without_a_source_it_is_marked_unverified(own: Workspace, engine: Engine) -> None:
    addition = partnership(own, engine, city="Seoul", source="")
    assert any(o.endswith("verification/unverified>") for _, _, o in addition.triples)
    assert not any("hadPrimarySource" in p for _, p, _ in addition.triples)


@pytest.mark.parametrize(
    ("told", "error", "said"),
    [
        ({"city": "Atlantis of nowhere"}, UnknownName, "no city is called"),
        ({"city": "Springfield"}, AmbiguousName, "more than one city: Springfield, US"),
        ({"kind": "sister-citi"}, UnknownName, "Did you mean sister-city"),
        ({"since": "May 2026"}, InputError, r"\[since\]: 'May 2026' is not a date"),
        ({"source": "example.org"}, InputError, r"\[source\]: .* must begin with http"),
        ({"source": "https://["}, InputError, r"\[source\]: .* is not a web address"),
        ({"source": 'https://x.org/"><b>'}, InputError, r"\[source\]: .* is not a web address"),
    ],
)
def test_what_cannot_be_understood_is_told(
    own: Workspace, engine: Engine, told: dict[str, str], error: type[KembarError], said: str
) -> None:
    with pytest.raises(error, match=said):
        partnership(own, engine, **told)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"city": "bandung"}, "at least two different partners"),
        ({"city": "Seoul", "since": "2020", "until": "2019"}, "cannot end before it begins"),
    ],
)
def test_a_violation_is_a_sentence(
    own: Workspace, engine: Engine, told: dict[str, str], said: str
) -> None:
    with pytest.raises(Violation, match=said) as raised:
        additions.check(partnership(own, engine, **told), engine, own)
    assert str(raised.value).endswith("Nothing was written.")


def test_a_fault_that_was_there_before_does_not_stop_an_addition(own: Workspace) -> None:
    assert own.root
    (own.root / "data" / "partnerships.csv").write_text(
        "partnership,cities,source\nid-bandung--xx-no,id-bandung; xx-no,unverified\n"
    )
    engine = open_store(own).engine
    additions.check(partnership(own, engine, city="Seoul"), engine, own)


def test_what_is_written_is_read_again_and_nothing_is_overwritten(
    own: Workspace, engine: Engine
) -> None:
    addition = partnership(own, engine)
    written = additions.write(addition)
    assert [path.name for path in written] == [
        "nl-utrecht-geonames.ttl",
        "id-bandung--nl-utrecht-example-org-news.ttl",
    ]
    stored = set(open_store(own).engine.triples())
    assert {t for t in addition.triples if not t[0].startswith("_:")} <= stored
    with pytest.raises(KembarError, match="in the workspace already"):
        additions.write(addition)


def test_when_one_file_cannot_be_written_none_is(own: Workspace, engine: Engine) -> None:
    addition = partnership(own, engine)
    assert own.root
    (own.root / "data" / "blocked").write_text("a file where a folder should be")
    place = File(own.root / "data" / "blocked" / "x.ttl", "workspace/data/blocked/x.ttl")
    second = additions.Part(place, addition.parts[1].triples)
    with pytest.raises(KembarError, match="cannot be written"):
        additions.write(additions.Addition((addition.parts[0], second)))
    assert list((own.root / "data").rglob("*.ttl")) == []


def test_a_file_of_another_kind_is_refused(own: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"is neither Turtle \(\.ttl\) nor a table \(\.csv\)"):
        additions.from_file(own, tmp_path / "x.docx")


def test_a_table_that_breaks_a_shape_is_told(
    own: Workspace, engine: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "agreements.csv"
    path.write_text("agreement,partnership,source\na,id-bandung--xx-nowhere,unverified\n")
    with pytest.raises(Violation, match="The partnership is not in the graph"):
        additions.check(additions.from_file(own, path), engine, own)
