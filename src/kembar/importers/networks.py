"""Networks (GEXF, GraphML) -> links: an edge is a link of two places, which are its nodes.

The file is read in blocks; memory holds its nodes, and the edges that come before their nodes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kembar.errors import quoted
from kembar.importers.cells import CITY, read_link, read_mention
from kembar.importers.links import Link, Mention, Rejected, qid
from kembar.importers.network_xml import Element, Schema, read_elements
from kembar.language import _

_CLAIMANTS = {"directed": 1, "mutual": 2}
"""The number of an edge's places that claim it: its source, or both; an undirected one has none."""


@dataclass(frozen=True)
class _Node:
    """A place, with notes of the cells that could not be parsed."""

    mention: Mention
    notes: tuple[str, ...]


def read_network_links(path: Path) -> Iterator[Link | Rejected]:
    """Read a network edge by edge.

    A node's name is its label, or an attribute with a title such as label, name or city; country,
    position and Wikidata identifier are attributes too, and an id that is a QID is one. An edge's
    kind, dates, reference and note are attributes; in GEXF its dates are also `start` and `end`. A
    directed edge is claimed by its source, a mutual one by both; an undirected one has no claimant.

    Args:
        path: a file of GEXF (1.1 to 1.3) or GraphML.

    Yields:
        A link for each edge, or the reason why it is none: an unknown node, a node with itself, no
        ends; and what else of the network is no link (a second node of one id, a hyperedge).

    Raises:
        InputError: with the line: not well-formed or cut off, neither of the two formats, a
            document type (which could hold an entity bomb), a value that is too long. Links before
            the fault are yielded first.
    """
    schema = Schema()
    nodes: dict[str, _Node] = {}
    waiting: list[Element] = []
    for element in read_elements(path, schema):
        if problem := _problem(element, nodes):
            yield Rejected(problem, element.line)
        elif element.tag == "node":
            nodes[element.xml["id"]] = _node(element, schema)
        elif all(end in nodes for end in _ends(element)):
            yield _link(element, nodes, schema)
        else:
            waiting.append(element)
    for edge in waiting:
        unknown = [end for end in _ends(edge) if end not in nodes]
        if unknown:
            fault = _(
                "no node has the id {unknown}; add the node or leave out the edge",
                unknown=quoted(unknown[0][:60]),
            )
            yield Rejected(fault, edge.line)
        else:
            yield _link(edge, nodes, schema)


def _problem(element: Element, nodes: Mapping[str, _Node]) -> str:
    """Return the reason why an element is neither a node nor an edge of two nodes, or ""."""
    if element.tag == "hyperedge":
        return _("is a hyperedge, which Kembar does not read; write an edge for each pair")
    if element.tag == "node":
        key = element.xml.get("id", "")
        if not key:
            return _("is a node without id")
        is_second = key in nodes
        return _("is a second node with the id {id}", id=quoted(key[:60])) if is_second else ""
    source, target = _ends(element)
    if not (source and target):
        return _("is an edge without source or target")
    is_loop = source == target
    return _("links the node {id} with itself", id=quoted(source[:60])) if is_loop else ""


def _ends(edge: Element) -> tuple[str, str]:
    return edge.xml.get("source", ""), edge.xml.get("target", "")


def _node(element: Element, schema: Schema) -> _Node:
    key, values = element.xml["id"], schema.values(element)
    titles = [element.xml.get("label", ""), *(v for meaning, v in values if meaning == "city")]
    names = list(dict.fromkeys(title for title in titles if title)) or [key]
    # The first value of a meaning counts, so later ones are put in before it.
    cells = {"city_wikidata": qid(key)} | dict(reversed(values)) | {"city": names[0]}
    notes: list[str] = []
    mention = replace(read_mention(cells, CITY, notes), other_names=tuple(names[1:]))
    return _Node(mention, tuple(f"{mention.name}, {note}" for note in notes))


def _link(edge: Element, nodes: Mapping[str, _Node], schema: Schema) -> Link:
    one, other = (nodes[end] for end in _ends(edge))
    cells = _edge_cells(edge) | dict(reversed(schema.values(edge)))
    notes = [*one.notes, *other.notes]
    if edge.xml.get("label"):
        notes.append(f"label: {edge.xml['label']}")
    if len(edge.spells) > 1:
        spells = ", ".join(f"{start or '?'} to {end or '?'}" for start, end in edge.spells)
        notes.append(f"held {spells}")
    claimants = (one.mention, other.mention)[: _CLAIMANTS.get(_direction(edge), 0)]
    return read_link(one.mention, other.mention, cells, notes, claimed_by=claimants, line=edge.line)


def _direction(edge: Element) -> str:
    """The direction of an edge: `type` in GEXF, `directed` in GraphML, or its graph's default."""
    declared = {"true": "directed", "false": "undirected"}.get(edge.xml.get("directed", ""))
    return (edge.xml.get("type") or declared or edge.default_direction).casefold()


def _edge_cells(edge: Element) -> dict[str, str]:
    """The kind and the dates that an edge of GEXF has outside its attributes."""
    cells = {
        "kind": edge.xml.get("kind", ""),
        "since": edge.xml.get("start") or edge.xml.get("startopen", ""),
        "until": edge.xml.get("end") or edge.xml.get("endopen", ""),
    }
    if edge.spells:
        cells |= {"since": edge.spells[0][0], "until": edge.spells[-1][1]}
    return cells
