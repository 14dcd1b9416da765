"""GEXF and GraphML files -> their nodes and edges, read in blocks and in little memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from kembar.errors import InputError, system_reason
from kembar.importers.columns import COLUMN_NAMES, plain_name
from kembar.inputs.files import require_regular
from kembar.inputs.limits import LARGEST_CELL, MOST_COLUMNS, MOST_LINKS
from kembar.inputs.xml_guard import XmlFault, XmlGuard
from kembar.language import N_, _, numeral

NODE_TITLES: dict[str, tuple[str, ...]] = {
    "city": ("label", "name", "title", *COLUMN_NAMES["city"]),
    "country": COLUMN_NAMES["country"],
    **{
        meaning: COLUMN_NAMES[meaning]
        for meaning in ("city_wikidata", "city_geonames", "latitude", "longitude", "coordinates")
    },
}
"""Titles of a node's attributes by their meaning, the best first."""

EDGE_TITLES: dict[str, tuple[str, ...]] = {
    meaning: COLUMN_NAMES[meaning] for meaning in ("kind", "since", "until", "reference", "note")
}
"""Titles of an edge's attributes by their meaning, the best first."""

_BLOCK = 1 << 16
_MOST_ATTRIBUTES = N_("has more than {most} attributes; remove some")
_MOST_TIMES = N_("has an element of more than {most} periods; remove some")
_MOST_VALUES = N_("has an element of more than {most} values; remove some")


@dataclass
class Element:
    """A node, an edge or a hyperedge of a network.

    `xml` are its XML attributes, `values` its other attributes by their ids, and `spells` its times
    as (start, end). `default_direction` is that of edges in its graph: "directed", "undirected" or
    "mutual".
    """

    tag: str
    line: int
    xml: Mapping[str, str]
    default_direction: str = "undirected"
    values: dict[str, str] = field(default_factory=dict)
    spells: list[tuple[str, str]] = field(default_factory=list)


class Schema:
    """The attributes that a network declares for nodes and edges, with their default values."""

    def __init__(self) -> None:
        self._meanings: dict[str, dict[str, tuple[int, str]]] = {"node": {}, "edge": {}}
        self._defaults: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
        self._last: tuple[str, str] = "", ""

    def declare(self, domain: str, key: str, title: str) -> None:
        """Add an attribute.

        Args:
            domain: "node", "edge" or "all"; other domains are ignored.
            key: the id of the attribute.
            title: its title; without one the id is its title.
        """
        self._last = domain, key
        for tag in _tags(domain):
            meaning = _meanings(tag).get(plain_name(title or key))
            if meaning:
                self._meanings[tag][key] = meaning

    def set_default(self, value: str) -> None:
        """Set the default value of the attribute that was declared last."""
        domain, key = self._last
        for tag in _tags(domain):
            self._defaults[tag][key] = value

    def values(self, element: Element) -> list[tuple[str, str]]:
        """The attributes of a node or an edge as (meaning, value), those of the best title first.

        A meaning is a key of `NODE_TITLES` or `EDGE_TITLES`; empty values are left out.
        """
        values = self._defaults[element.tag] | element.values
        meanings = self._meanings[element.tag].items()
        ranked = sorted((rank, meaning, values.get(key, "")) for key, (rank, meaning) in meanings)
        return [(meaning, value) for _, meaning, value in ranked if value]


def read_elements(path: Path, schema: Schema) -> Iterator[Element]:
    """Read the nodes, edges and hyperedges of a network, each when it ends.

    Args:
        path: a file of GEXF (1.1 to 1.3) or GraphML.
        schema: receives the attributes that the file declares.

    Raises:
        InputError: with the line: not well-formed or cut off, neither of the two formats, a
            document type (which could hold an entity bomb), a value that is too long. Elements
            before the fault are yielded first.
    """
    reader = _ElementReader(path, schema)
    for number, element in enumerate(_elements(reader, path)):
        if number == 2 * MOST_LINKS:
            fault = _(
                "has more than {number} nodes and edges; divide it into several files",
                number=numeral(number),
            )
            raise InputError(fault, file=path, line=element.line)
        yield element


def _elements(reader: _ElementReader, path: Path) -> Iterator[Element]:
    for event in _events(path):
        if event.type == "start":
            yield from reader.start(event)
        elif event.type == "text":
            reader.text(event)
        else:
            yield from reader.end(event.name)


class _Event(NamedTuple):
    """The start of an element with its XML attributes, its end, or a text within it.

    `name` is the local name of the element, or the text.
    """

    type: Literal["start", "text", "end"]
    name: str
    xml: dict[str, str]
    line: int


def _events(path: Path) -> Iterator[_Event]:
    events: list[_Event] = []
    guard = _guard(events)
    require_regular(path)
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                guard.feed(block)
                yield from events
                events.clear()
        guard.feed(b"", final=True)
    except OSError as bad:
        raise InputError(
            _("cannot be read: {reason}", reason=system_reason(bad)), file=path
        ) from None
    except XmlFault as bad:
        yield from events
        raise InputError(bad.fault, file=path, line=bad.line) from None
    yield from events


def _guard(events: list[_Event]) -> XmlGuard:
    """A guard whose parser appends to `events`."""
    guard = XmlGuard(doctype=False)
    parser = guard.parser

    def add(type_: Literal["start", "text", "end"], name: str, xml: dict[str, str]) -> None:
        events.append(_Event(type_, name, xml, parser.CurrentLineNumber))

    def start(tag: str, xml: dict[str, str]) -> None:
        guard.start(tag, xml)
        add("start", tag.rpartition(" ")[2], xml)

    def end(tag: str) -> None:
        guard.end(tag)
        add("end", tag.rpartition(" ")[2], {})

    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda text: add("text", text, {})
    return guard


class _ElementReader:
    """Builds nodes and edges from the events of a file."""

    def __init__(self, path: Path, schema: Schema) -> None:
        self._path = path
        self._schema = schema
        self._open: list[Element] = []
        self._direction = "undirected"
        self._domain = ""
        self._key = ""
        self._text: str | None = None
        self._in_root = False
        self._declared = 0

    def start(self, event: _Event) -> Iterator[Element]:
        """Handle the start of an element; yields a hyperedge, of which nothing else is read."""
        _, tag, xml, line = event
        self._check_start(event)
        match tag:
            case "node" | "edge":
                self._open.append(Element(tag, line, xml, self._direction))
            case "hyperedge":
                yield Element(tag, line, xml)
            case "attvalue":
                self._set_value(xml.get("for") or xml.get("id", ""), xml.get("value", ""))
            case "data":
                self._key, self._text = xml.get("key", ""), ""
            case "default":
                self._text = ""
            case "attributes":
                self._domain = xml.get("class", "")
            case "attribute":
                self._declare(self._domain, xml.get("id", ""), xml.get("title", ""), line)
            case "key":
                domain = xml.get("for", "all")
                self._declare(domain, xml.get("id", ""), xml.get("attr.name", ""), line)
            case "spell" if self._open:
                start = xml.get("start") or xml.get("startopen", "")
                self._open[-1].spells.append((start, xml.get("end") or xml.get("endopen", "")))
                self._check_count(len(self._open[-1].spells), _MOST_TIMES, line)
            case "graph":
                self._direction = xml.get("defaultedgetype") or xml.get("edgedefault", "undirected")

    def text(self, event: _Event) -> None:
        """Add to the text of the value that is open, if any."""
        if self._text is not None:
            self._text += event.name
            if len(self._text) > LARGEST_CELL:
                self._raise_too_long(event.line, self._key)

    def end(self, tag: str) -> Iterator[Element]:
        """Handle the end of an element; yields a node or an edge that is complete."""
        if tag in ("node", "edge"):
            yield self._open.pop()
        elif tag in ("data", "default") and self._text is not None:
            if tag == "data":
                self._set_value(self._key, self._text)
            else:
                self._schema.set_default(_one_line(self._text))
            self._text = None

    def _check_start(self, event: _Event) -> None:
        if not self._in_root and event.name not in ("gexf", "graphml"):
            fault = _("is neither GEXF nor GraphML: it begins with <{name}>", name=event.name[:40])
            raise InputError(fault, file=self._path, line=event.line)
        self._in_root = True
        for name, value in event.xml.items():
            if len(value) > LARGEST_CELL:
                self._raise_too_long(event.line, name)

    def _declare(self, domain: str, key: str, title: str, line: int) -> None:
        self._declared += 1
        self._check_count(self._declared, _MOST_ATTRIBUTES, line)
        self._schema.declare(domain, key, title)

    def _check_count(self, count: int, fault: str, line: int) -> None:
        if count > MOST_COLUMNS:
            fault = _(fault, most=numeral(MOST_COLUMNS))
            raise InputError(fault, file=self._path, line=line)

    def _raise_too_long(self, line: int, name: str) -> None:
        fault = _(
            "holds a value of more than {most} characters",
            most=numeral(LARGEST_CELL),
        )
        raise InputError(fault, file=self._path, line=line, column=name)

    def _set_value(self, key: str, value: str) -> None:
        if self._open:
            values = self._open[-1].values
            values[key] = _one_line(value)
            self._check_count(len(values), _MOST_VALUES, self._open[-1].line)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _tags(domain: str) -> tuple[str, ...]:
    """The elements that have an attribute of this domain; GraphML declares some for all."""
    return ("node", "edge") if domain == "all" else (domain,) if domain in ("node", "edge") else ()


@cache
def _meanings(tag: str) -> Mapping[str, tuple[int, str]]:
    """The rank (0 is best) and the meaning of each title of a node or an edge."""
    titles = NODE_TITLES if tag == "node" else EDGE_TITLES
    return {
        plain_name(title): (rank, meaning)
        for meaning, names in titles.items()
        for rank, title in reversed(list(enumerate(names)))
    }
