"""The graph as a network, and its parts."""

from __future__ import annotations

from collections import Counter

import networkx as nx
import pytest

from kembar.names.lookup import resolve
from kembar.queries.network import network, part_of, partnerships
from kembar.rdf.engine import Engine
from kembar.rdf.terms import iri
from kembar.store.open_store import open_store
from kembar.workspace.layout import Workspace

BANDUNG = "https://w3id.org/kembar/id/id-bandung"
SEOUL = "https://w3id.org/kembar/id/kr-seoul"


@pytest.fixture(scope="module")
def graph(engine: Engine) -> nx.MultiGraph[str]:
    return network(engine)


def test_nodes_are_units_and_edges_are_partnerships(
    graph: nx.MultiGraph[str], engine: Engine
) -> None:
    count = engine.select(
        "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?p a <https://w3id.org/kembar/Partnership> }"
    )
    assert len({key for *_, key in graph.edges(keys=True)}) == int(str(count.rows[0][0]))
    assert graph.nodes[BANDUNG]["label"] == "Bandung"
    assert "반둥" in graph.nodes[BANDUNG]["names"]
    (edge,) = graph.get_edge_data(BANDUNG, SEOUL).values()
    assert edge["since"] == sorted(edge["since"])
    assert any("Letter of intent" in text for text, _ in edge["agreements"])
    assert all(address.startswith("http") for _, address, _ in edge["sources"] if address)
    dates = {since for *_, since in edge["sources"] if since}
    assert dates == set(edge["since"]), "who says since when"


def test_parts_by_city_country_and_kind(graph: nx.MultiGraph[str], engine: Engine) -> None:
    around = part_of(graph, city=resolve(engine, "city", "Bandung"))
    assert set(around) == {BANDUNG, *graph.neighbors(BANDUNG)}
    korea = part_of(graph, country=resolve(engine, "country", "Korea Selatan"))
    assert all(
        "kr" in (korea.nodes[one]["country_id"][-2:], korea.nodes[other]["country_id"][-2:])
        for one, other in korea.edges()
    )
    friends = part_of(graph, kind=resolve(engine, "partnership-kind", "friendship city"))
    assert len(friends.edges) > 10
    assert all("friendship-city" in kinds for _, _, kinds in friends.edges(data="kinds"))


def test_labels_are_in_the_language(engine: Engine) -> None:
    graph = network(engine, "id")
    assert graph.nodes[SEOUL]["country"] == "Korea Selatan"
    assert graph.graph["kinds"]["sister-city"] == "kota kembar"


def test_unverified_partnerships_are_marked(own: Workspace) -> None:
    assert own.root
    (own.root / "data" / "partnerships.csv").write_text(
        "partnership,cities,until,source\n"
        "id-bandung--id-medan,id-bandung; id-medan,1999,unverified\n"
        "id-bandung--xx-no,id-bandung; xx-no,,unverified\n"
    )
    graph = network(open_store(own).engine)
    (edge,) = graph.get_edge_data(BANDUNG, BANDUNG.replace("bandung", "medan")).values()
    assert (edge["sources"], edge["status"]) == ([["unverified", "", ""]], "ended")
    assert graph.nodes["https://w3id.org/kembar/id/xx-no"]["label"] == "xx-no"


def test_a_prospect_is_drawn_and_not_counted(own: Workspace) -> None:
    assert own.root
    (own.root / "data" / "partnerships.csv").write_text(
        "partnership,cities,kind,status,source\n"
        "id-ambon--id-medan,id-ambon; id-medan,prospective,,unverified\n"
        "id-bandung--id-medan,id-bandung; id-medan,,prospective,news\n"
        "id-bandung--id-medan,id-bandung; id-medan,sister-city,,unverified\n"
    )
    graph = network(open_store(own).engine)
    medan = BANDUNG.replace("bandung", "medan")
    for city, kinds, status in (
        ("bandung", ["sister-city"], "active"),
        ("ambon", [], "prospective"),
    ):
        (edge,) = graph.get_edge_data(BANDUNG.replace("bandung", city), medan).values()
        assert (edge["kinds"], edge["status"]) == (kinds, status)
    assert (
        partnerships(part_of(graph, city=iri(medan)))
        == partnerships(part_of(network(open_store(Workspace()).engine), city=iri(medan))) + 1
    )


def test_prospects_of_the_shipped_data(graph: nx.MultiGraph[str]) -> None:
    statuses = {key: status for _, _, key, status in graph.edges(keys=True, data="status")}
    assert Counter(statuses.values())["prospective"] == 26
    assert partnerships(graph) == len(statuses) - 26


def test_nodes_are_labelled_in_the_language(engine: Engine) -> None:
    labels = dict(network(engine, "ko").nodes(data="label"))
    assert labels["https://w3id.org/kembar/id/id-bandung"] == "반둥"
    assert labels["https://w3id.org/kembar/id/id-west-java"] == "자와바랏주"
    names = {name for *_, name in network(engine, "id").edges(data="name")}
    assert "Chongqing – Jawa Barat" in names
