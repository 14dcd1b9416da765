"""Networks (GEXF, GraphML) -> links: an edge is a link, its nodes are the two places.

The file is read in blocks; kept are its nodes, and the edges that come before them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from xml.parsers import expat

from kembar.errors import InputError
from kembar.importers.cells import CITY, read_link, read_mention
from kembar.importers.columns import COLUMNS, plain_name
from kembar.importers.links import Link, Mention, Rejected, qid
from kembar.model.tables import LARGEST_CELL

NODE_TITLES: dict[str, tuple[str, ...]] = {
    "city": ("label", "name", "title", *COLUMNS["city"]),
    "country": COLUMNS["country"],
    **{
        meaning: COLUMNS[meaning]
        for meaning in ("city_wikidata", "city_geonames", "latitude", "longitude", "coordinates")
    },
}
"""What an attribute of a node can progress, and the titles by which it is known, the best first."""

EDGE_TITLES: dict[str, tuple[str, ...]] = {
    meaning: COLUMNS[meaning] for meaning in ("kind", "since", "until", "reference", "note")
}
"""The same for an edge."""

_BLOCK = 1 << 16
_CLAIMED = {"directed": 1, "mutual": 2}
"""How many of an edge's places say so: its source, both; of an undirected one it is not told."""


@dataclass
class _Item:
    """A node or an edge while it is read: its attributes in XML, then in the network's terms."""

    tag: str
    line: int
    xml: dict[str, str]
    told: dict[str, str] = field(default_factory=dict)
    spells: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Node:
    """A place, and what could not be read of it."""

    mention: Mention
    notes: tuple[str, ...]


def read_network_links(path: Path) -> Iterator[Link | Rejected]:
    """Read a network edge by edge.

    A node's name is its label, or an attribute with a title as label, name or city; country,
    position and Wikidata identifier are attributes too, and an id that is a QID is one. An edge's
    kind, dates, reference and note are attributes, its dates also `start` and `end` of GEXF. A
    directed edge is claimed by its source, a mutual one by both, an undirected one by nobody.

    Args:
        path: a file of GEXF (1.1 to 1.3) or GraphML.

    Yields:
        A link for each edge, or why it tells none: an unknown node, a node with itself, no ends;
        and what else of the network is no link (a node named twice, a hyperedge).

    Raises:
        InputError: with the line: not well-formed or cut off, neither of the two formats, a
            document type (which could hold an entity bomb), a value that is too long. Edges
            before the fault have been given by then.
    """
    network = _Network(path)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, xml: network.start(tag, xml, parser.CurrentLineNumber)
    parser.EndElementHandler = network.end
    parser.CharacterDataHandler = lambda text: network.text(text, parser.CurrentLineNumber)
    parser.StartDoctypeDeclHandler = lambda *_: network.refuse(parser.CurrentLineNumber)
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                parser.Parse(block, False)
                yield from network.taken()
        parser.Parse(b"", True)
    except OSError as bad:
        raise InputError(f"cannot be read: {bad.strerror}", file=path) from None
    except expat.ExpatError as bad:
        told = expat.ErrorString(bad.code)
        fault = f"is not well-formed XML, or cut off ({told}); export or fetch it again"
        raise InputError(fault, file=path, line=bad.lineno) from None
    except (LookupError, ValueError) as bad:
        fault = f"has an encoding that is not known ({bad}); export it as UTF-8"
        raise InputError(fault, file=path, line=1) from None
    yield from network.taken()
    yield from network.postponed()


class _Network:
    """What was read so far, fed by the parser element by element."""

    def __init__(self, path: Path) -> None:
        self._path = path
        # By node or edge, by the id of an attribute: its rank and what it tells; its default value.
        self._titles: dict[str, dict[str, tuple[int, str]]] = {"node": {}, "edge": {}}
        self._defaults: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
        self._nodes: dict[str, _Node] = {}
        self._open: list[_Item] = []
        self._waiting: list[_Item] = []
        self._found: list[Link | Rejected] = []
        self._direction = "undirected"
        self._class = ""
        self._key = ""
        self._declared: tuple[str, str] = "", ""
        self._text: str | None = None
        self._begun = False

    def taken(self) -> list[Link | Rejected]:
        """What was found since this was last asked."""
        found, self._found = self._found, []
        return found

    def postponed(self) -> Iterator[Link | Rejected]:
        """The edges that came before their nodes, now that all nodes are known."""
        for edge in self._waiting:
            ends = [edge.xml[end] for end in ("source", "target")]
            unknown = [end for end in ends if end not in self._nodes]
            if unknown:
                fault = (
                    f"no node has the id {unknown[0][:60]!r}; add the node or leave out the edge"
                )
                yield Rejected(fault, edge.line)
            else:
                yield self._link(edge)

    def refuse(self, line: int) -> None:
        """A document type: entities that it declares can fill the memory or read other files."""
        fault = "holds a document type (<!DOCTYPE>), which is not read; take it out"
        raise InputError(fault, file=self._path, line=line)

    def start(self, tag: str, xml: dict[str, str], line: int) -> None:
        """An element begins."""
        tag = tag.rpartition(" ")[2]
        if not self._begun:
            self._begun = True
            if tag not in ("gexf", "graphml"):
                fault = f"is neither GEXF nor GraphML, it begins with <{tag[:40]}>"
                raise InputError(fault, file=self._path, line=line)
        for name, value in xml.items():
            if len(value) > LARGEST_CELL:
                self._too_long(line, name)
        match tag:
            case "node" | "edge":
                self._open.append(_Item(tag, line, xml))
            case "attvalue":
                self._tell(xml.get("for") or xml.get("id", ""), xml.get("value", ""))
            case "data":
                self._key, self._text = xml.get("key", ""), ""
            case "default":
                self._text = ""
            case "attribute":
                self._declare(self._class, xml.get("id", ""), xml.get("title", ""))
            case "key":
                self._declare(xml.get("for", "all"), xml.get("id", ""), xml.get("attr.name", ""))
            case "attributes":
                self._class = xml.get("class", "")
            case "spell" if self._open:
                start = xml.get("start") or xml.get("startopen", "")
                self._open[-1].spells.append((start, xml.get("end") or xml.get("endopen", "")))
            case "graph":
                self._direction = xml.get("defaultedgetype") or xml.get("edgedefault", "undirected")
            case "hyperedge":
                fault = "is a hyperedge, which is not read; write an edge for each pair"
                self._found.append(Rejected(fault, line))

    def text(self, text: str, line: int) -> None:
        """Text within an element."""
        if self._text is not None:
            self._text += text
            if len(self._text) > LARGEST_CELL:
                self._too_long(line, self._key)

    def end(self, tag: str) -> None:
        """An element ends."""
        tag = tag.rpartition(" ")[2]
        match tag:
            case "node":
                self._end_node(self._open.pop())
            case "edge":
                self._end_edge(self._open.pop())
            case "data" if self._text is not None:
                self._tell(self._key, self._text)
                self._text = None
            case "default" if self._text is not None:
                kind, key = self._declared
                for tag in _tags(kind):
                    self._defaults[tag][key] = " ".join(self._text.split())
                self._text = None

    def _too_long(self, line: int, name: str) -> None:
        fault = f"holds a value of more than {LARGEST_CELL:,} characters"
        raise InputError(fault, file=self._path, line=line, column=name)

    def _declare(self, kind: str, key: str, title: str) -> None:
        self._declared = kind, key
        for tag in _tags(kind):
            known = _titles(tag).get(plain_name(title or key))
            if known:
                self._titles[tag][key] = known

    def _tell(self, key: str, value: str) -> None:
        """An attribute of the node or the edge that is open."""
        if self._open:
            self._open[-1].told[key] = " ".join(value.split())

    def _values(self, item: _Item) -> list[tuple[str, str]]:
        """What is told of an item, by its meaning; what has the best title stands first."""
        told = self._defaults[item.tag] | item.told
        titles = self._titles[item.tag].items()
        ranked = sorted((rank, meaning, told.get(key, "")) for key, (rank, meaning) in titles)
        return [(meaning, value) for _, meaning, value in ranked if value]

    def _end_node(self, node: _Item) -> None:
        key = node.xml.get("id", "")
        if not key or key in self._nodes:
            fault = f"is a second node with the id {key[:60]!r}" if key else "is a node without id"
            self._found.append(Rejected(fault, node.line))
            return
        values = self._values(node)
        names = [node.xml.get("label", ""), *(v for meaning, v in values if meaning == "city")]
        names = list(dict.fromkeys(name for name in names if name)) or [key]
        # The first of several stays, so they are taken in reverse.
        cells = {"city_wikidata": qid(key)} | dict(reversed(values)) | {"city": names[0]}
        notes: list[str] = []
        mention = replace(read_mention(cells, CITY, notes), other_names=tuple(names[1:]))
        told = tuple(f"{mention.name}, {note}" for note in notes)
        self._nodes[key] = _Node(mention, told)

    def _end_edge(self, edge: _Item) -> None:
        ends = [edge.xml.get("source", ""), edge.xml.get("target", "")]
        if not all(ends):
            self._found.append(Rejected("is an edge without source or target", edge.line))
        elif ends[0] == ends[1]:
            self._found.append(Rejected(f"links the node {ends[0][:60]!r} with itself", edge.line))
        elif all(end in self._nodes for end in ends):
            self._found.append(self._link(edge))
        else:
            self._waiting.append(edge)

    def _link(self, edge: _Item) -> Link:
        one, other = self._nodes[edge.xml["source"]], self._nodes[edge.xml["target"]]
        cells = _edge_cells(edge) | dict(reversed(self._values(edge)))
        notes = [*one.notes, *other.notes]
        if edge.xml.get("label"):
            notes.append(f"label: {edge.xml['label']}")
        if len(edge.spells) > 1:
            notes += [
                "held " + ", ".join(f"{start or '?'} to {end or '?'}" for start, end in edge.spells)
            ]
        declared = {"true": "directed", "false": "undirected"}.get(edge.xml.get("directed", ""))
        direction = edge.xml.get("type") or declared or self._direction
        claimed_by = (one.mention, other.mention)[: _CLAIMED.get(direction.casefold(), 0)]
        return read_link(
            one.mention, other.mention, cells, notes, claimed_by=claimed_by, line=edge.line
        )


def _edge_cells(edge: _Item) -> dict[str, str]:
    """What an edge of GEXF tells outside its attributes: its kind, and when it held."""
    cells = {
        "kind": edge.xml.get("kind", ""),
        "since": edge.xml.get("start") or edge.xml.get("startopen", ""),
        "until": edge.xml.get("end") or edge.xml.get("endopen", ""),
    }
    if edge.spells:
        cells |= {"since": edge.spells[0][0], "until": edge.spells[-1][1]}
    return cells


def _tags(kind: str) -> tuple[str, ...]:
    """Of which items an attribute of this kind tells; GraphML has keys for all of them."""
    return ("node", "edge") if kind == "all" else (kind,) if kind in ("node", "edge") else ()


@cache
def _titles(tag: str) -> Mapping[str, tuple[int, str]]:
    """What a title tells of a node or an edge, and how good a title it is for that (0 is best)."""
    known = NODE_TITLES if tag == "node" else EDGE_TITLES
    return {
        plain_name(title): (rank, meaning)
        for meaning, titles in known.items()
        for rank, title in reversed(list(enumerate(titles)))
    }
