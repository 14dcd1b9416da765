"""What people said, as RDF: Turtle, TriG, N-Quads and JSON-LD, without what the rules compute."""

from __future__ import annotations

import json
from typing import Any

from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, is_asserted, prefixed_name
from kembar.rdf.syntax import serialize_quads, to_turtle
from kembar.rdf.terms import Term


def asserted_graphs(engine: Engine) -> list[Term]:
    """The named graphs of data that are held: neither the model, nor computed, nor retired."""
    return [graph for graph in engine.graphs() if is_asserted(graph)]


def as_turtle(engine: Engine) -> str:
    """Every statement once, whoever says it."""
    triples = {triple for graph in asserted_graphs(engine) for triple in engine.triples(graph)}
    return to_turtle(sorted(triples), NAMESPACES)


def as_trig(engine: Engine) -> str:
    """Graph by graph, so that it stays known who says what."""
    return serialize_quads(_quads(engine), "trig", NAMESPACES)


def as_n_quads(engine: Engine) -> str:
    """One statement a line, with its graph."""
    return serialize_quads(_quads(engine), "nquads", NAMESPACES)


def as_json_ld(engine: Engine) -> str:
    """Graph by graph, with a context of the prefixes; names are compact IRIs."""
    expanded = json.loads(serialize_quads(_quads(engine), "jsonld", {}))
    told = {"@context": NAMESPACES, "@graph": _compact(expanded)}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _quads(engine: Engine) -> list[tuple[Term, Term, Term, Term]]:
    return sorted(
        (*triple, graph) for graph in asserted_graphs(engine) for triple in engine.triples(graph)
    )


def _compact(node: Any) -> Any:
    """Expanded JSON-LD with its IRIs as compact ones, and lists of one value as that value."""
    if isinstance(node, list):
        return [_compact(part) for part in node]
    if not isinstance(node, dict):
        return node
    made: dict[str, Any] = {}
    for name, value in node.items():
        if name in ("@id", "@type"):
            made[name] = (
                [prefixed_name(v) for v in value]
                if isinstance(value, list)
                else prefixed_name(value)
            )
        elif name.startswith("@"):
            made[name] = _compact(value)
        else:
            values = _compact(value)
            made[prefixed_name(name)] = values[0] if len(values) == 1 else values
    return made
