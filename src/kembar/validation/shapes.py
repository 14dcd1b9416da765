"""The shapes: what they ask of a graph, and parts of them that can be checked side by side.

An engine spends most of its time and memory on reading a graph, so that it is given what its
shapes ask for and no more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kembar.rdf.namespaces import BASE, term
from kembar.rdf.nquads_stream import NamedGraphs
from kembar.rdf.syntax import parse_rdf
from kembar.rdf.terms import Term, Triple, to_nquads
from kembar.workspace.layout import SHAPES, Workspace

_OF_ANY = re.compile(
    r"""(?:[?$]\w+|\w*:[\w.-]+|>|;)\s+[?$](?!PATH\b)\w+\s+(?:[?$<"]|\w*:)|;\s*[?$](?!PATH\b)\w+\s"""
    r"""|!\s*(?:[<^(]|a\b|\w*:)|\\\\[uU]|shacl\#closed""",
    re.VERBOSE,
)
"""In shapes: what looks at every property of a thing, or may name one in a way not seen here."""

_ESCAPED = re.compile(r"\\[nrtbf\"']")
_WORD = re.compile(r"\w+")
_TARGET = term("sh:target")[:-1]
_CLASSES = frozenset({term("rdfs:Class"), term("owl:Class")})
_ALWAYS = frozenset({term("rdf:type"), term("rdfs:subClassOf")})
"""What every shape may ask of: it is how a thing's class is known."""


Places = tuple[int, ...]
"""Some of the parts of the shapes, by their numbers."""


@dataclass(frozen=True)
class PropertyFilter:
    """The properties of which a statement can make a difference to what shapes find.

    A property is among them where the words of its local name occur anywhere in the shapes; each
    is, where `words` is None.
    """

    words: frozenset[str] | None

    def __contains__(self, predicate: Term) -> bool:
        if self.words is None or predicate in _ALWAYS:
            return True
        return self.words.issuperset(_words(re.split("[/#]", predicate[1:-1])[-1]))


@dataclass(frozen=True)
class Shapes:
    """Some shapes, as triples."""

    triples: tuple[Triple, ...]

    @property
    def text(self) -> str:
        """They as N-Triples."""
        return to_nquads(self.triples)

    @cached_property
    def asked(self) -> PropertyFilter:
        """What they ask of."""
        said = to_nquads(triple for triple in self.triples if triple[1] != term("sh:message"))
        plain = _ESCAPED.sub(" ", said)
        return PropertyFilter(None if _OF_ANY.search(plain) else _words(plain))

    def split_into(self, number: int) -> list[Shapes]:
        """At most so many parts that together find what all of them find.

        What has a target goes with all that it speaks of, to where fewest properties are asked of
        then, as far as words progress: so each part needs about its share of a graph.
        """
        said = defaultdict(list)
        for triple in self.triples:
            said[triple[0]].append(triple)
        wholes = [frozenset(_reached(said, root)) for root in _targeted(said)]
        wholes.sort(key=lambda things: (-len(_paths(said, things)), min(things)))
        parts: list[frozenset[Term]] = [frozenset()] * max(number, 1)
        for whole in wholes:
            grown = [part | whole for part in parts]
            asked = [len(_paths(said, things)) for things in grown]
            more = [n - len(_paths(said, part)) for n, part in zip(asked, parts, strict=True)]
            best = min(range(len(parts)), key=lambda n: (more[n] > 0, asked[n]))
            parts[best] = grown[best]
        return [
            Shapes(tuple(triple for triple in self.triples if triple[0] in part))
            for part in parts
            if part
        ]


class _Asking(dict[Term, Places]):
    """The parts of the shapes that ask of a property, found when it is first looked up."""

    def __init__(self, parts: Iterable[PropertyFilter]) -> None:
        self._parts = tuple(parts)

    def __missing__(self, predicate: Term) -> Places:
        self[predicate] = tuple(n for n, part in enumerate(self._parts) if predicate in part)
        return self[predicate]


class TripleSieve:
    """Writes what parts of the shapes ask for: texts of N-Triples, each with who is to have it.

    Args:
        parts: of the shapes.
        without: graphs that are passed over.
    """

    def __init__(self, parts: Sequence[Shapes], without: Iterable[Term] = ()) -> None:
        self.places = _Asking(part.asked for part in parts)
        self._without = frozenset(without)

    def __call__(self, graphs: NamedGraphs) -> Iterator[tuple[Places, bytes]]:
        """Write what is asked for of named graphs, all of which are held meanwhile."""
        places = self.places
        found: defaultdict[Places, list[Triple]] = defaultdict(list)
        for graph, triples in graphs:
            if graph not in self._without:
                for triple in triples:
                    found[places[triple[1]]].append(triple)
        for asking, some in found.items():
            if asking:
                yield asking, to_nquads(some).encode()


def load_shapes(workspace: Workspace) -> Shapes:
    """The shipped shapes and the workspace's own.

    Raises:
        InputError: a file of shapes cannot be read.
    """
    return Shapes(
        tuple(
            triple
            for file in workspace.files("ontology", ".ttl")
            if file.path.name == SHAPES
            for triple in parse_rdf(file.path, BASE + "shape/", file.shown)
        )
    )


def _targeted(said: dict[Term, list[Triple]]) -> Iterator[Term]:
    """The shapes that look at something by themselves."""
    for thing, triples in said.items():
        if any(
            p.startswith(_TARGET) or (p == term("rdf:type") and o in _CLASSES)
            for _, p, o in triples
        ):
            yield thing


def _reached(said: dict[Term, list[Triple]], root: Term) -> Iterator[Term]:
    """A thing, what it speaks of, what that speaks of, and so on."""
    found, new = set(), [root]
    while new:
        thing = new.pop()
        if thing in said and thing not in found:
            found.add(thing)
            yield thing
            new += [value for _, _, value in said[thing]]


def _paths(said: dict[Term, list[Triple]], things: Iterable[Term]) -> set[Term]:
    return {o for thing in things for _, p, o in said[thing] if p == term("sh:path")}


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))
