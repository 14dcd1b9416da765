"""Export of the asserted statements as Turtle, TriG, N-Quads and JSON-LD."""

from __future__ import annotations

import json
from typing import Any

from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, is_asserted, prefixed_name
from kembar.rdf.syntax import serialize_quads, to_turtle
from kembar.rdf.terms import Term


def asserted_graphs(engine: Engine) -> list[Term]:
    """The named graphs of asserted data: neither the ontology, nor inferred, nor retired."""
    return [graph for graph in engine.graphs() if is_asserted(graph)]


def as_turtle(engine: Engine) -> str:
    """Turtle with every statement once, whatever its sources."""
    triples = {triple for graph in asserted_graphs(engine) for triple in engine.triples(graph)}
    return to_turtle(sorted(triples), NAMESPACES)


def as_trig(engine: Engine) -> str:
    """TriG with one graph for each source, so that provenance is preserved."""
    return serialize_quads(_quads(engine), "trig", NAMESPACES)


def as_n_quads(engine: Engine) -> str:
    """N-Quads, one statement a line with its graph."""
    return serialize_quads(_quads(engine), "nquads", NAMESPACES)


def as_json_ld(engine: Engine) -> str:
    """JSON-LD with the named graphs, and compact IRIs by a context of the prefixes."""
    objects = json.loads(serialize_quads(_quads(engine), "jsonld", {}))
    document = {"@context": NAMESPACES, "@graph": _compact(objects)}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _quads(engine: Engine) -> list[tuple[Term, Term, Term, Term]]:
    return sorted(
        (*triple, graph) for graph in asserted_graphs(engine) for triple in engine.triples(graph)
    )


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
