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

from kembar.rdf_text import parse_rdf
from kembar.streams import Said
from kembar.terms import Term, Triple, n_quads
from kembar.vocabulary import BASE, term
from kembar.workspace import SHAPES, Workspace

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
class Shapes:
    """Some shapes, as triples."""

    triples: tuple[Triple, ...]

    @property
    def text(self) -> str:
        """They as N-Triples."""
        return n_quads(self.triples)

    def ask_of(self, predicate: Term) -> bool:
        """Whether a statement with this property can make a difference to what is found.

        A property counts as asked of where the words of its local name occur anywhere.
        """
        local = re.split("[/#]", predicate[1:-1])[-1]
        return predicate in _ALWAYS or self._ask_of_any or self._words.issuperset(_words(local))

    def parted(self, number: int) -> list[Shapes]:
        """At most so many parts that together find what all of them find.

        What has a target goes with all that it speaks of, to where fewest properties are asked of
        then, as far as words tell: so each part needs about its share of a graph.
        """
        said = defaultdict(list)
        for triple in self.triples:
            said[triple[0]].append(triple)
        wholes = [frozenset(_reached(said, root)) for root in _targeted(said)]
        wholes.sort(key=lambda things: (-len(_paths(said, things)), min(things)))
        parts: list[frozenset[Term]] = [frozenset()] * max(number, 1)
        for whole in wholes:
            grown = [part | whole for part in parts]
            sizes = [len(_paths(said, things)) for things in grown]
            best = sizes.index(min(sizes))
            parts[best] = grown[best]
        return [
            Shapes(tuple(triple for triple in self.triples if triple[0] in part))
            for part in parts
            if part
        ]

    @cached_property
    def _plain(self) -> str:
        said = n_quads(triple for triple in self.triples if triple[1] != term("sh:message"))
        return _ESCAPED.sub(" ", said)

    @cached_property
    def _words(self) -> frozenset[str]:
        return _words(self._plain)

    @cached_property
    def _ask_of_any(self) -> bool:
        return _OF_ANY.search(self._plain) is not None


class Sieve:
    """Writes what parts of the shapes ask for: texts of N-Triples, each with who is to have it.

    Args:
        parts: of the shapes.
        without: graphs that are passed over.
    """

    def __init__(self, parts: Sequence[Shapes], without: Iterable[Term] = ()) -> None:
        self._parts = parts
        self._without = frozenset(without)
        self._places: dict[Term, Places] = {}

    def places(self, predicate: Term) -> Places:
        """The parts that ask of a property."""
        if predicate not in self._places:
            asking = (n for n, part in enumerate(self._parts) if part.ask_of(predicate))
            self._places[predicate] = tuple(asking)
        return self._places[predicate]

    def __call__(self, graphs: Said) -> Iterator[tuple[Places, bytes]]:
        """Write what is asked for of named graphs."""
        for graph, triples in graphs:
            if graph in self._without:
                continue
            found: defaultdict[Places, list[Triple]] = defaultdict(list)
            for triple in triples:
                found[self.places(triple[1])].append(triple)
            for places, some in found.items():
                if places:
                    yield places, n_quads(some).encode()


def shapes_of(workspace: Workspace) -> Shapes:
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
