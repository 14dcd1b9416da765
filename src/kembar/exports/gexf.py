"""Export of the network as GEXF 1.3, with time: Gephi's timeline shows it year by year.

https://gexf.net/schema.html. An edge lasts from the first to the last day that its dates allow,
whichever source says so; where none says when it began or ended, it is open on that side. A node
lasts as its edges do.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from kembar.exports.networks import ATTRIBUTION, plain_network
from kembar.language import _
from kembar.model.dates import PartialDate

if TYPE_CHECKING:
    import networkx as nx

_TYPES = {str: "string", int: "integer", float: "double"}
_SCHEMA = "http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd"

Lifetime = tuple[datetime.date | None, datetime.date | None]
"""The first and the last day of a node or an edge; None where it is open."""


def as_gexf(graph: nx.MultiGraph[str]) -> str:
    """GEXF 1.3 with the attributes of `plain_network`, and with time.

    Args:
        graph: as `kembar.queries.network.network` makes it.
    """
    plain: Any = plain_network(graph)
    root = ET.Element(
        "gexf",
        {
            "xmlns": "http://gexf.net/1.3",
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": _SCHEMA,
            "version": "1.3",
        },
    )
    meta = ET.SubElement(root, "meta", lastmodifieddate=datetime.date.today().isoformat())
    ET.SubElement(meta, "creator").text = "Kembar"
    ET.SubElement(meta, "description").text = _(ATTRIBUTION)
    time = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    tree = ET.SubElement(root, "graph", {"defaultedgetype": "undirected", **time})
    edges = list(plain.edges(data=True))
    lifetimes = [_lifetime(values["since"], values["until"]) for _, _, values in edges]
    node_types = _declare(tree, "node", (values for _, values in plain.nodes(data=True)), "label")
    edge_types = _declare(tree, "edge", (values for *_, values in edges), "id", "label", "weight")
    spans = _node_lifetimes(edges, lifetimes)
    nodes = ET.SubElement(tree, "nodes")
    for node, values in plain.nodes(data=True):
        head = {"id": node, "label": values["label"], **_days(spans.get(node, (None, None)))}
        _describe(ET.SubElement(nodes, "node", head), values, node_types)
    links = ET.SubElement(tree, "edges")
    for (one, other, values), days in zip(edges, lifetimes, strict=True):
        head = {name: str(values[name]) for name in ("id", "label", "weight")}
        head |= {"source": one, "target": other, **_days(days)}
        _describe(ET.SubElement(links, "edge", head), values, edge_types)
    ET.indent(root)
    return ET.tostring(root, "unicode", xml_declaration=True) + "\n"


def _declare(
    tree: ET.Element, kind: str, items: Iterable[Mapping[str, Any]], *elsewhere: str
) -> dict[str, str]:
    """Declare the attributes of nodes or edges; return their numbers by name."""
    types = {name: type(value) for values in items for name, value in values.items()}
    declared = ET.SubElement(tree, "attributes", {"class": kind, "mode": "static"})
    numbers: dict[str, str] = {}
    for name in sorted(set(types) - set(elsewhere)):
        numbers[name] = str(len(numbers))
        form = _TYPES[types[name]]
        ET.SubElement(declared, "attribute", id=numbers[name], title=name, type=form)
    return numbers


def _describe(element: ET.Element, values: Mapping[str, Any], numbers: Mapping[str, str]) -> None:
    cells = ET.SubElement(element, "attvalues")
    for name, number in numbers.items():
        if values.get(name, "") != "":
            ET.SubElement(cells, "attvalue", {"for": number, "value": str(values[name])})


def _lifetime(since: str, until: str) -> Lifetime:
    begins, ends = (
        [date for date in map(_date, texts.split("; ")) if date] for texts in (since, until)
    )
    start = min(_known(date.earliest for date in begins), default=None)
    end = max(_known(date.latest for date in ends), default=None)
    # Where sources contradict one another so, no program can show an interval.
    return (start, None) if start and end and start > end else (start, end)


def _node_lifetimes(
    edges: Iterable[tuple[str, str, Any]], lifetimes: Iterable[Lifetime]
) -> dict[str, Lifetime]:
    """A node's, which must hold those of its edges: open where one of them is."""
    by_node: defaultdict[str, list[Lifetime]] = defaultdict(list)
    for (one, other, __), days in zip(edges, lifetimes, strict=True):
        for node in {one, other}:
            by_node[node].append(days)
    return {node: _hull(spans) for node, spans in by_node.items()}


def _hull(spans: list[Lifetime]) -> Lifetime:
    starts, ends = (list(days) for days in zip(*spans, strict=True))
    start = None if None in starts else min(_known(starts))
    return start, None if None in ends else max(_known(ends))


def _known(days: Iterable[datetime.date | None]) -> Iterator[datetime.date]:
    return (day for day in days if day)


def _days(days: Lifetime) -> dict[str, str]:
    named = zip(("start", "end"), days, strict=True)
    return {name: day.isoformat() for name, day in named if day}


def _date(text: str) -> PartialDate | None:
    """A date of a source; None for a text that is not a date."""
    with suppress(ValueError):
        return PartialDate(text)
    return None
