"""Shapes: the properties that they need, and parts of them that can be validated in parallel.

A SHACL engine spends most of its time and memory on parsing the data, so that it gets only the
triples that its shapes need.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kembar.errors import InputError, KembarError
from kembar.language import _
from kembar.rdf.namespaces import BASE, term
from kembar.rdf.nquads_stream import NamedGraphs
from kembar.rdf.sparql_text import check_query
from kembar.rdf.syntax import parse_rdf
from kembar.rdf.terms import Term, Triple, parse_term, to_nquads
from kembar.workspace.layout import SHAPES, Workspace

_ANY_PROPERTY = re.compile(
    r"""(?:[?$]\w+|\w*:[\w.-]+|>|;)\s+[?$](?!PATH\b)\w+\s+(?:[?$<"]|\w*:)|;\s*[?$](?!PATH\b)\w+\s"""
    r"""|!\s*(?:[<^(]|a\b|\w*:)|\\\\[uU]|shacl\#closed""",
    re.VERBOSE,
)
"""Parts of shapes that match every property, or may name one in a way that `_words` misses."""

_ESCAPE = re.compile(r"\\[nrtbf\"']")
_WORD = re.compile(r"\w+")
_TARGET = term("sh:target")[:-1]
_CLASS_TYPES = frozenset({term("rdfs:Class"), term("owl:Class")})
_FOR_PEOPLE = frozenset({term("sh:message"), term("sh:name")})
_ALWAYS = frozenset({term("rdf:type"), term("rdfs:subClassOf")})
"""Properties that every shape may need, as they decide the class of a thing."""

_QUERIES = {term(f"sh:{name}") for name in ("select", "ask", "construct", "update")}
"""Properties whose values are SPARQL."""

_PREFIX_PARTS = {term("sh:prefix"), term("sh:namespace")}
_NO_PREFIX_PART = re.compile(r"[\s<>\"{}|^`\\]")

PartNumbers = tuple[int, ...]
"""Numbers of parts of the shapes."""


@dataclass(frozen=True)
class PropertyFilter:
    """The properties whose triples can affect validation.

    A property is one of them if the words of its local name occur anywhere in the shapes, or if
    `words` is None.
    """

    words: frozenset[str] | None

    def __contains__(self, predicate: Term) -> bool:
        if self.words is None or predicate in _ALWAYS:
            return True
        return self.words.issuperset(_words(re.split("[/#]", predicate[1:-1])[-1]))


@dataclass(frozen=True)
class Shapes:
    """A shapes graph, or a part of one."""

    triples: tuple[Triple, ...]

    @property
    def text(self) -> str:
        """The shapes as N-Triples."""
        return to_nquads(self.triples)

    @cached_property
    def properties(self) -> PropertyFilter:
        """The properties that the shapes need."""
        text = to_nquads(triple for triple in self.triples if triple[1] not in _FOR_PEOPLE)
        plain = _ESCAPE.sub(" ", text)
        return PropertyFilter(None if _ANY_PROPERTY.search(plain) else _words(plain))

    def split_into(self, number: int) -> list[Shapes]:
        """Return at most `number` parts, whose problems together are those of the whole.

        Each shape with a target goes, with all that it refers to, to the part that then has fewest
        paths, so that each part needs about its share of the data.
        """
        by_subject = defaultdict(list)
        for triple in self.triples:
            by_subject[triple[0]].append(triple)
        units = [frozenset(_reachable(by_subject, root)) for root in _with_target(by_subject)]
        units.sort(key=lambda nodes: (-len(_paths(by_subject, nodes)), min(nodes)))
        parts: list[frozenset[Term]] = [frozenset()] * max(number, 1)
        for unit in units:
            candidates = [part | unit for part in parts]
            sizes = [len(_paths(by_subject, nodes)) for nodes in candidates]
            more = [n - len(_paths(by_subject, part)) for n, part in zip(sizes, parts, strict=True)]
            best = min(range(len(parts)), key=lambda n: (more[n] > 0, sizes[n]))
            parts[best] = candidates[best]
        return [
            Shapes(tuple(triple for triple in self.triples if triple[0] in part))
            for part in parts
            if part
        ]


class _PartsByProperty(dict[Term, PartNumbers]):
    """The parts of the shapes that need a property, computed at its first lookup."""

    def __init__(self, filters: Iterable[PropertyFilter]) -> None:
        self._filters = tuple(filters)

    def __missing__(self, predicate: Term) -> PartNumbers:
        self[predicate] = tuple(n for n, one in enumerate(self._filters) if predicate in one)
        return self[predicate]


class TripleSieve:
    """Selects the triples that parts of the shapes need, and serialises them.

    Args:
        parts: of the shapes.
        excluded: named graphs to skip.
    """

    def __init__(self, parts: Sequence[Shapes], excluded: Iterable[Term] = ()) -> None:
        self.parts_by_property = _PartsByProperty(part.properties for part in parts)
        self._excluded = frozenset(excluded)

    def __call__(self, graphs: NamedGraphs) -> Iterator[tuple[PartNumbers, bytes]]:
        """Yield N-Triples of named graphs, with the numbers of the parts that need them."""
        parts = self.parts_by_property
        by_parts: defaultdict[PartNumbers, list[Triple]] = defaultdict(list)
        for graph, triples in graphs:
            if graph not in self._excluded:
                for triple in triples:
                    by_parts[parts[triple[1]]].append(triple)
        for numbers, selection in by_parts.items():
            if numbers:
                yield numbers, to_nquads(selection).encode()


def load_shapes(workspace: Workspace) -> Shapes:
    """Return the shipped shapes and those of the workspace.

    Raises:
        InputError: a file of shapes cannot be read or parsed, or a query in it is not allowed.
    """
    triples: list[Triple] = []
    for file in workspace.files("ontology", ".ttl"):
        if file.path.name == SHAPES:
            own = list(parse_rdf(file.path, BASE + "shape/", file.display_path))
            _check_queries(own, file.display_path, allow_service=workspace.policy.allow_service)
            triples += own
    return Shapes(tuple(triples))


def _check_queries(triples: Iterable[Triple], file: str, *, allow_service: bool) -> None:
    """Check the SPARQL of shapes, and the namespaces that an engine writes in front of it."""
    for __, predicate, value in triples:
        if predicate in _QUERIES:
            try:
                check_query(parse_term(value).text, allow_service=allow_service)
            except KembarError as error:
                raise InputError(str(error), file=file) from None
        if predicate in _PREFIX_PARTS and _NO_PREFIX_PART.search(parse_term(value).text):
            fault = _("{value} is not a prefix or namespace; write it without <>", value=value)
            raise InputError(fault, file=file)


def _with_target(by_subject: dict[Term, list[Triple]]) -> Iterator[Term]:
    """Yield the shapes that have a target, or are a class."""
    for node, triples in by_subject.items():
        if any(
            p.startswith(_TARGET) or (p == term("rdf:type") and o in _CLASS_TYPES)
            for _, p, o in triples
        ):
            yield node


def _reachable(by_subject: dict[Term, list[Triple]], root: Term) -> Iterator[Term]:
    """Yield a node and those that its triples lead to."""
    nodes, new = set(), [root]
    while new:
        node = new.pop()
        if node in by_subject and node not in nodes:
            nodes.add(node)
            yield node
            new += [value for _, _, value in by_subject[node]]


def _paths(by_subject: dict[Term, list[Triple]], nodes: Iterable[Term]) -> set[Term]:
    return {o for node in nodes for _, p, o in by_subject[node] if p == term("sh:path")}


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))
