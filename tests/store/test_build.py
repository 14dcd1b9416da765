"""An updated store equals a store built from nothing, graph by graph."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import derived_graph, graph_address, retired_graph, term
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.terms import Triple, iri
from kembar.shipped_folder import SHIPPED
from kembar.store.affected import affected_things
from kembar.store.build import build_contents
from kembar.store.open_store import open_store
from kembar.workspace.layout import Workspace

pytestmark = pytest.mark.integration

ID = "https://w3id.org/kembar/id/"
PAIR = iri(f"{ID}id-bandung--kr-seoul")
LOI = iri(f"{ID}id-bandung--kr-seoul--2015-loi")
TABLE = "workspace/data/bandung-seoul/agreements.csv"
RETIRE = """@prefix kb: <https://w3id.org/kembar/> .
<#r> a kb:Retirement ; kb:retiredThing <%s> ; kb:retiredFrom <%s> .
"""


@pytest.fixture
def copied(empty: Workspace) -> Workspace:
    """A workspace whose own data are copies of some shipped folders."""
    assert empty.root
    for name in ("reference", "bandung-seoul", "korea"):
        shutil.copytree(SHIPPED / "data" / name, empty.root / "data" / name)
    open_store(empty)
    return empty


def path(workspace: Workspace, name: str) -> Path:
    assert workspace.root
    return workspace.root / "data" / name


def graphs(engine: Engine) -> dict[str, set[Triple]]:
    named = {str(graph): set(engine.triples(graph)) for graph in engine.graphs()}
    return named | {"default": set(engine.triples())}


def update(workspace: Workspace) -> Engine:
    """Update the store, compare it with one built from nothing, and return its engine."""
    built = open_store(workspace)
    assert built.status != "built"
    after_update = graphs(built.engine)
    engine = OxigraphEngine.in_memory()
    build_contents(engine, workspace)
    after_build = graphs(engine)
    assert after_update.keys() == after_build.keys()
    for graph, triples in after_build.items():
        assert after_update[graph] == triples, graph
    return built.engine


def rewrite(workspace: Workspace, name: str, change: Callable[[str], str]) -> None:
    file = path(workspace, name)
    before = file.read_text("utf-8")
    assert change(before) != before
    file.write_text(change(before), "utf-8")


def source_of(workspace: Workspace, key: str) -> str:
    """Return the first source of an agreement."""
    lines = path(workspace, "bandung-seoul/agreements.csv").read_text("utf-8").splitlines()
    place = lines[0].split(",").index("source")
    (line, *_) = [line for line in lines if line.startswith(f"{key},")]
    names = {
        row.split(",")[0]
        for row in path(workspace, "bandung-seoul/sources.csv").read_text().splitlines()
    }
    return next(cell for cell in line.split(",")[place:] if cell in names)


def test_rows_are_added_and_removed(copied: Workspace) -> None:
    rewrite(
        copied,
        "korea/cities.csv",
        lambda text: (
            text + f"kr-x,X-ville,kr,city{',' * (text.splitlines()[0].count(',') - 4)},unverified\n"
        ),
    )
    assert any(o == '"x ville"' for _, _, o in update(copied).triples(derived_graph("name-keys")))
    rewrite(copied, "korea/partnerships.csv", lambda text: "".join(text.splitlines(True)[:-3]))
    update(copied)
    rewrite(copied, "bandung-seoul/partnerships.csv", lambda text: text.splitlines(True)[0])
    assert not list(update(copied).triples(iri(graph_address("nowhere"))))


def test_a_city_gets_another_tier_and_another_name(copied: Workspace) -> None:
    rewrite(
        copied,
        "reference/cities.csv",
        lambda text: text.replace("id-bandung,Bandung", "id-bandung,Bandang"),
    )
    labels = {o for _, _, o in update(copied).triples(subject=PAIR)}
    assert '"Bandang – Seoul"' in labels
    rewrite(
        copied, "reference/cities.csv", lambda text: text.replace(",second-level,", ",third-level,")
    )
    gaps = {o for _, p, o in update(copied).triples(subject=PAIR) if p == term("kb:tierGap")}
    assert {gap[1] for gap in gaps} == {"2"}


def test_an_event_gets_other_dates(copied: Workspace) -> None:
    overlaps = derived_graph("overlaps-event")
    before = {s for s, _, _ in open_store(copied).engine.triples(overlaps)}
    rewrite(copied, "reference/events.csv", lambda text: text.replace("2020-01-30", "2015-01-30"))
    assert {s for s, _, _ in update(copied).triples(overlaps)} > before


def test_a_third_partner_is_twinned_with_the_first_two(copied: Workspace) -> None:
    path(copied, "third.ttl").write_text(
        f"{PAIR} <https://w3id.org/kembar/hasPartner> <{ID}kr-busan> ."
    )
    engine = update(copied)
    twins = {
        s for s, p, _ in engine.triples(value=iri(f"{ID}kr-busan")) if p == term("kb:twinnedWith")
    }
    assert names_of(engine, "id-bandung--kr-seoul") == ['"Bandung – Busan – Seoul"']
    assert {iri(f"{ID}id-bandung"), iri(f"{ID}kr-seoul")} <= twins
    path(copied, "third.ttl").unlink()
    update(copied)


def test_a_source_and_a_nameless_activity_are_added(copied: Workspace) -> None:
    path(copied, "more.trig").write_text(
        "@prefix kb: <https://w3id.org/kembar/> . @prefix prov: <http://www.w3.org/ns/prov#> .\n"
        "<#news> a kb:SourceGraph ; prov:hadPrimarySource <https://w3id.org/kembar/id/source/news> .\n"
        f"<#news> {{ {PAIR} a kb:Partnership . [] a kb:Activity ; kb:startDate '2021-05-01' }}"
    )
    sources = {o for _, p, o in update(copied).triples(subject=PAIR) if p == term("kb:toldBy")}
    assert iri(f"{ID}source/news") in sources
    rewrite(copied, "more.trig", lambda text: text.replace("source/news", "source/times"))
    sources = {o for _, p, o in update(copied).triples(subject=PAIR) if p == term("kb:toldBy")}
    assert iri(f"{ID}source/times") in sources
    assert iri(f"{ID}source/news") not in sources


def test_a_retired_thing_leaves_its_graph_and_returns(copied: Workspace) -> None:
    key = LOI[1:-1].rpartition("/")[2]
    graph = iri(graph_address(TABLE, source_of(copied, key)))
    statements = set(open_store(copied).engine.triples(graph, subject=LOI))
    parts = {o for _, p, o in statements if p == term("kb:hasSignature")}
    assert statements
    path(copied, "change.ttl").write_text(RETIRE % (LOI[1:-1], graph[1:-1]))
    engine = update(copied)
    assert list(engine.triples(graph, subject=LOI)) == []
    assert statements <= set(engine.triples(retired_graph(graph)))
    assert all(list(engine.triples(graph, subject=part)) == [] for part in parts)
    # The file of the graph changes, and the thing is still retired.
    rewrite(
        copied,
        "bandung-seoul/agreements.csv",
        lambda text: text.replace("-loi,", "-loi,", 1) + "\n",
    )
    engine = update(copied)
    assert list(engine.triples(graph, subject=LOI)) == []
    path(copied, "change.ttl").unlink()
    engine = update(copied)
    assert statements == set(engine.triples(graph, subject=LOI))
    assert retired_graph(graph) not in engine.graphs()


def test_a_retirement_of_nothing_changes_nothing(copied: Workspace) -> None:
    nowhere = graph_address("workspace/data/none.csv", "news")
    path(copied, "change.ttl").write_text(RETIRE % (LOI[1:-1], nowhere))
    assert list(update(copied).triples(subject=LOI))


def test_many_changes_at_once_are_followed(copied: Workspace) -> None:
    rewrite(
        copied, "reference/cities.csv", lambda text: text.replace(",first-level,", ",second-level,")
    )
    update(copied)
    shutil.rmtree(path(copied, "korea"))
    update(copied)


def test_only_differing_rows_of_a_file_are_affected(
    own: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert own.root
    table = own.root / "data" / "mine" / "activities.csv"
    table.parent.mkdir()
    (table.parent / "source.toml").write_text('title = "Mine"\n')
    rows = [f"mine-{n},id-bandung--kr-seoul,carried-out,{n},unverified\n" for n in range(9)]
    table.write_text("activity,partnerships,status,participants,source\n" + "".join(rows))
    open_store(own)
    table.write_text("activity,partnerships,status,participants,source\n" + "".join(rows[:-1]))
    seen: list[set[Triple]] = []

    def watching(*arguments: Any) -> Any:
        seen.append({triple for triples in arguments[1].values() for triple in triples})
        return affected_things(*arguments)

    monkeypatch.setattr("kembar.store.build.affected_things", watching)
    assert open_store(own).status == "updated"
    assert seen
    assert {s for s, _, _ in seen[0]} == {iri("https://w3id.org/kembar/id/mine-8")}


def names_of(engine: Engine, *things: str) -> list[str]:
    """Return the names in answers of a unit and the labels of partnerships."""
    wanted = term("skos:prefLabel"), term("rdfs:label")
    texts = (
        (o for _, p, o in engine.triples(subject=iri(ID + it)) if p in wanted) for it in things
    )
    return [min(text for text in names if not text.endswith("@en")) for names in texts]


def test_a_namesake_renames_the_old_one(copied: Workspace) -> None:
    pair, header = "id-bandung--kr-seoul", "city,name_en,country,subdivision,unit_type,source\n"
    assert names_of(open_store(copied).engine, pair) == ['"Bandung – Seoul"']
    namesakes = path(copied, "namesakes/cities.csv")
    namesakes.parent.mkdir()
    namesakes.write_text(f"{header}nl-bandung,Bandung,nl,,city,unverified\n", "utf-8")
    assert names_of(update(copied), "id-bandung", pair, "nl-bandung") == [
        '"Bandung, Indonesia"',
        '"Bandung, Indonesia – Seoul"',
        '"Bandung, Netherlands"',
    ]
    # Within a country: by the subdivision, else by the kind of unit, and at last by the key.
    row = "{},Springfield,us,{},{},unverified\n"
    units = [
        ("a", "Ohio", "city"),
        ("b", "Maine", "city"),
        ("c", "Maine", "regency"),
        ("d", "", ""),
    ]
    more = [row.format(f"us-{key}", *cells) for key, *cells in units]
    namesakes.write_text(header + "".join(more), "utf-8")
    engine = update(copied)
    assert names_of(engine, "id-bandung", pair) == ['"Bandung"', '"Bandung – Seoul"']
    assert names_of(engine, *(f"us-{key}" for key, *_ in units)) == [
        '"Springfield, Ohio, United States"',
        '"Springfield (city), Maine, United States"',
        '"Springfield (regency), Maine, United States"',
        '"Springfield, United States"',
    ]
    namesakes.write_text(header + more[3] + more[3].replace("us-d", "us-e"), "utf-8")
    assert names_of(update(copied), "us-d") == ['"Springfield (us-d), United States"']
