"""Export of the graph as Turtle, TriG, N-Quads and JSON-LD: plain, or complete for an engine.

The plain files have the statements of the sources, each in the graph of its source. The complete
ones have the model, the labels of concepts and the results of rules too, and a default graph with
each statement once, as the store has it: another engine answers the saved questions from it.
Each begins with a description of itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from kembar.exports.rdf.description import DESCRIPTION_GRAPH, FILE_NAMESPACES, Description
from kembar.exports.rdf.statements import belongs, graph_triples, statements
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, prefixed_name
from kembar.rdf.syntax import QuadTerms, json_ld_parts, serialized_parts


def rdf_parts(
    engine: Engine, form: str, description: Description, *, complete: bool = False
) -> Iterator[str]:
    """Yield a file of the graph in parts.

    Args:
        engine: the graph.
        form: "turtle", "trig", "nquads" or "jsonld".
        description: of the file, which begins with it.
        complete: all that an engine needs to answer the saved questions.
    """
    quads = _turtle if form == "turtle" else _quads
    all_quads = quads(engine, description, complete)
    if form == "jsonld":
        yield from _json_ld(all_quads)
        return
    yield description.comment
    yield from serialized_parts(all_quads, form, FILE_NAMESPACES)


def _turtle(engine: Engine, description: Description, complete: bool) -> Iterator[QuadTerms]:
    """Every statement once, whatever its sources."""
    for triple in description.triples():
        yield *triple, None
    for triple, _ in statements(engine, complete=complete):
        yield *triple, None


def _quads(engine: Engine, description: Description, complete: bool) -> Iterator[QuadTerms]:
    """Each named graph, so that it stays known who says what; if complete the default graph too."""
    homes = (DESCRIPTION_GRAPH, None) if complete else (DESCRIPTION_GRAPH,)
    for home in homes:
        for triple in description.triples():
            yield *triple, home
    if complete:
        for triple, _ in statements(engine, complete=True):
            yield *triple, None
    for graph in engine.graphs():
        if belongs(graph, complete=complete):
            for triple in graph_triples(engine, graph, complete=complete):
                yield *triple, graph


def _json_ld(quads: Iterable[QuadTerms]) -> Iterator[str]:
    """JSON-LD with the named graphs, and compact IRIs by a context of the prefixes."""
    yield f'{{\n "@context": {json.dumps(NAMESPACES, indent=1)},\n "@graph": ['
    nodes = chain.from_iterable(json.loads(part) for part in json_ld_parts(quads))
    for node in islice(nodes, 1):
        yield f"\n{_json_text(node)}"
    for node in nodes:
        yield f",\n{_json_text(node)}"
    yield "\n ]\n}\n"


def _json_text(node: Any) -> str:
    # A line each: with more of them JSON is written ten times as slowly.
    return json.dumps(_compact(node), ensure_ascii=False, separators=(",", ":"))


def _compact(node: Any) -> Any:
    """Expanded JSON-LD with compact IRIs, and with lists of one value replaced by the value."""
    if isinstance(node, list):
        return [_compact(part) for part in node]
    if isinstance(node, dict):
        return dict(_compact_entry(name, value) for name, value in node.items())
    return node


def _compact_entry(name: str, value: Any) -> tuple[str, Any]:
    if name == "@id":
        return name, prefixed_name(value)
    if name == "@type" and isinstance(value, list):
        return name, [prefixed_name(address) for address in value]
    if name == "@type":
        return name, prefixed_name(value)
    if name.startswith("@"):
        return name, _compact(value)
    values = _compact(value)
    return prefixed_name(name), values[0] if len(values) == 1 else values
