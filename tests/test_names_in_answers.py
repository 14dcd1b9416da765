"""A partnership is called after all its partners, and namesakes are told apart, in every answer."""

from __future__ import annotations

from pathlib import Path

import pytest

import kembar
from kembar.errors import AmbiguousName
from kembar.exports.geojson import as_geojson
from kembar.names.lookup import find_thing
from kembar.queries.network import network, part_of
from kembar.rdf.namespaces import local_name
from kembar.rdf.terms import iri
from tests.workspaces import copy_workspace

TRIO = "fr-toulouse--id-bandung--nl-utrecht"
TRIO_NAME = "Bandung – Toulouse – Utrecht"
TABLES = {
    "cities": """\
city,name_en,name_id,country,unit_type,latitude,longitude,source
fr-toulouse,Toulouse,,fr,city,43.6,1.44,unverified
nl-utrecht,Utrecht,,nl,city,52.09,5.12,unverified
es-merida,Mérida,,es,city,,,unverified
mx-merida,Mérida,,mx,city,,,unverified
de-lancaster,Lancaster,,de,city,,,unverified
us-lancaster,Lancaster,,us,city,,,unverified
""",
    "partnerships": f"""\
partnership,cities,kind,source
{TRIO},id-bandung; fr-toulouse; nl-utrecht,sister-city,unverified
es-merida--id-bandung,es-merida; id-bandung,sister-city,unverified
es-merida--mx-merida,es-merida; mx-merida,sister-city,unverified
""",
}


@pytest.fixture(scope="module")
def graph(built: Path, tmp_path_factory: pytest.TempPathFactory) -> kembar.KnowledgeGraph:
    folder = copy_workspace(built, tmp_path_factory.mktemp("names") / "office")
    for name, text in TABLES.items():
        (folder / "data" / "more").mkdir(parents=True, exist_ok=True)
        (folder / "data" / "more" / f"{name}.csv").write_text(text, "utf-8")
    return kembar.open(folder)


@pytest.mark.parametrize(
    "name",
    [
        TRIO_NAME,
        "Utrecht dan Toulouse dan Bandung",
        "Bandung, Toulouse and Utrecht",
        "Bandung – Utrecht",
        "Toulouse-Bandung",
        "Utrecht, Netherlands & nowhere",
    ],
)
def test_a_partnership_of_three_is_looked_up(graph: kembar.KnowledgeGraph, name: str) -> None:
    thing = find_thing(graph.engine, "partnership", name)
    assert thing is None if "nowhere" in name else thing and local_name(thing) == TRIO


def test_a_partnership_of_two_goes_before_that_of_three(graph: kembar.KnowledgeGraph) -> None:
    thing = find_thing(graph.engine, "partnership", "Mérida – Bandung")
    assert thing and local_name(thing) == "es-merida--id-bandung"
    thing = find_thing(graph.engine, "partnership", "Mérida – Mérida")
    assert thing and local_name(thing) == "es-merida--mx-merida"
    assert find_thing(graph.engine, "partnership", "Mérida, Mexico – Bandung") is None


def test_a_partnership_has_the_names_of_all_partners(graph: kembar.KnowledgeGraph) -> None:
    names = ("Bandung", "Toulouse", "Utrecht")
    for words in (names, (TRIO_NAME,), ("Bandung", "Utrecht")):
        report = graph.report("partnership", *words)
        assert set(report.names) == set(names)
    assert report.title == "Bandung – Utrecht – Toulouse"
    answer = graph.query("partnership-profile", partnership=TRIO_NAME)
    assert "Toulouse" in str(answer.rows)
    part = part_of(network(graph.engine), city=iri("https://w3id.org/kembar/id/nl-utrecht"))
    assert {name for *_, name in part.edges(data="name")} == {TRIO_NAME}
    assert as_geojson(part).count(f'"label": "{TRIO_NAME}"') == 3


@pytest.mark.parametrize("language", ["en", "id"])
def test_namesakes_are_told_apart(graph: kembar.KnowledgeGraph, language: str) -> None:
    answer = graph.query("city-partners", city="Mérida, Spain", lang=language)
    names = {str(value) for row in answer.rows for value in row}
    country = {"en": "Mexico", "id": "Meksiko"}[language]
    assert {"Bandung", f"Mérida, {country}"} <= names
    assert "Mérida" not in names
    nodes = network(graph.engine, language).nodes(data="label")
    assert dict(nodes)["https://w3id.org/kembar/id/mx-merida"] == f"Mérida, {country}"
    title = graph.report("city", "mx-merida").title
    assert title.startswith("Mérida, Mexico: ")


def test_the_advice_names_one_of_the_namesakes(graph: kembar.KnowledgeGraph) -> None:
    with pytest.raises(
        AmbiguousName, match=r'Write one of them, for example "Lancaster, Germany"$'
    ):
        find_thing(graph.engine, "city", "Lancaster")
