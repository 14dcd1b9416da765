"""Nanopublications are well-formed by the guidelines, and assert what each source says.

https://nanopub.net/guidelines/working_draft/, "Well-formed nanopublications".
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from kembar.exports.formats import Export
from kembar.exports.rdf.statements import graph_triples
from kembar.rdf.namespaces import term
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.terms import Term, Triple

pytestmark = pytest.mark.integration

NP = "http://www.nanopub.org/nschema#"
TYPE, PUBLICATION = term("rdf:type"), f"<{NP}Nanopublication>"


@pytest.fixture(scope="module")
def graphs(few: OxigraphEngine, tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[Triple]]:
    """The triples of the file by graph."""
    path = Export(few, "nanopublications").write(tmp_path_factory.mktemp("np") / "x.trig")
    by_graph: defaultdict[str, set[Triple]] = defaultdict(set)
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.TRIG):
        triple = Term(str(quad.subject)), Term(str(quad.predicate)), Term(str(quad.object))
        by_graph[str(quad.graph_name)].add(triple)
    return by_graph


def heads(graphs: dict[str, set[Triple]]) -> dict[str, tuple[str, dict[str, str]]]:
    """The address and the parts of each nanopublication, by its head."""
    found_heads = {}
    for graph, triples in graphs.items():
        publications = [s for s, p, o in triples if (p, o) == (TYPE, PUBLICATION)]
        if publications:
            (me,) = publications
            parts = {p[1:-1].removeprefix(NP): o for s, p, o in triples if p != TYPE and s == me}
            found_heads[graph] = me, parts
    return found_heads


def test_each_is_well_formed(graphs: dict[str, set[Triple]]) -> None:
    names = {"hasAssertion", "hasProvenance", "hasPublicationInfo"}
    used = []
    for head, (me, parts) in heads(graphs).items():
        assert parts.keys() == names
        assert len(graphs[head]) == 4
        used += [me, head, *parts.values()]
        assertion, provenance, about = (parts[name] for name in sorted(names))
        assert graphs[assertion]
        assert any(assertion in (s, o) for s, _, o in graphs[provenance])
        assert any(me in (s, o) for s, _, o in graphs[about])
    assert len(set(used)) == len(used)
    assert graphs.keys() <= set(used)
    assert not [t for triples in graphs.values() for t in triples if "_:" in (t[0][:2], t[2][:2])]


def test_one_is_there_for_each_graph_of_a_source(
    few: OxigraphEngine, graphs: dict[str, set[Triple]]
) -> None:
    rows = few.select(
        "SELECT ?graph ?source { ?graph a <https://w3id.org/kembar/SourceGraph> "
        "OPTIONAL { ?graph <http://www.w3.org/ns/prov#hadPrimarySource> ?source } }"
    ).rows
    sources = {graph.term: source and source.term for graph, source in rows if graph}
    assert len(heads(graphs)) == len(sources) > 100
    derived = term("prov:wasDerivedFrom")
    for _, parts in heads(graphs).values():
        assertion, provenance = parts["hasAssertion"], graphs[parts["hasProvenance"]]
        (graph,) = (o for s, p, o in provenance if (s, p) == (assertion, derived))
        assert graphs[assertion] == set(graph_triples(few, graph))
        primary = [o for s, p, o in provenance if p == term("prov:hadPrimarySource")]
        assert primary == ([sources[graph]] if sources[graph] else [])


def test_the_publication_has_time_and_licence(graphs: dict[str, set[Triple]]) -> None:
    (me, parts), *_ = heads(graphs).values()
    about = {p: o for s, p, o in graphs[parts["hasPublicationInfo"]] if s == me}
    assert about[term("dcterms:created")].endswith("dateTime>")
    assert about[term("dcterms:license")] == "<https://creativecommons.org/licenses/by/4.0/>"


def test_it_is_written_by_its_name(few: OxigraphEngine, tmp_path: Path) -> None:
    text = Export(few, "nanopublications").write(tmp_path / "x.trig").read_text("utf-8")
    assert "Nanopublications, unsigned" in text.splitlines()[1]
