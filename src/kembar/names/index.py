"""The index of names: for each name of a thing its folded form, by which it is looked up.

It stands in a graph of its own that questions do not read, and `lookup` looks there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kembar.names.normalize import fold, fold_in_any_order
from kembar.rdf.engine import Engine, GraphPatch, batches
from kembar.rdf.namespaces import NAME_KEYS, PREFIXES, in_default_graph, term
from kembar.rdf.nquads_stream import NamedGraphs
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.terms import Term, Triple, literal, parse_term

CLASSES = {
    "city": "TerritorialUnit",
    "country": "Country",
    "agency": "Agency",
    "partnership": "Partnership",
    "agreement": "Agreement",
    "activity": "Activity",
    "study": "Study",
    "finding": "Finding",
    "obstacle": "Obstacle",
    "event": "Event",
    "observation": "Observation",
    "tenure": "Tenure",
    "source": "Source",
}
"""Kinds of value that name a thing of the graph, and the class of those things."""

NAMES_OF_THINGS = (
    "rdfs:label|skos:prefLabel|skos:altLabel|dcterms:title|kb:statement|kb:key|kb:isoCode"
)
NAMES_OF_CONCEPTS = "skos:notation|skos:prefLabel|skos:altLabel"

_NAMING = tuple(dict.fromkeys(f"{NAMES_OF_THINGS}|{NAMES_OF_CONCEPTS}".split("|")))

# Each class and each property is read from end to end, and put together here: asking for the names
# of the things of some classes took the engine four times as long.
_OF_CLASSES = " UNION ".join(
    [f"{{ %(place)s ?thing a kb:{name} BIND(kb:{name} AS ?class) }}" for name in CLASSES.values()]
    + ["{ %(place)s ?thing skos:inScheme ?class }"]
)
_THINGS = f"{PREFIXES}SELECT ?thing ?class WHERE {{ {_OF_CLASSES} }}"
_ALL_THINGS = f"{PREFIXES}CONSTRUCT {{ ?thing a ?class }} WHERE {{ {_OF_CLASSES} }}" % {"place": ""}
_NAMES = (
    PREFIXES
    + "SELECT ?thing ?name WHERE {"
    + " UNION ".join(f"{{ %(place)s ?thing {name} ?name }}" for name in _NAMING)
    + " }"
)

_TYPE, _IN_SCHEME, _NAME_KEY = term("rdf:type"), term("skos:inScheme"), term("kb:nameKey")
_PARTNERSHIP = term("kb:Partnership")
_NAMED_BY = frozenset(map(term, _NAMING))
_INDEXED = frozenset(term(f"kb:{name}") for name in CLASSES.values())
_PASSED_OVER = frozenset({term("kb:Person"), term("kb:SourceGraph")})
"""Classes of many things with names, by which nobody looks them up."""

_CLASS_LINE = re.compile(r"^(<\S+) \S+ (\S+) \.$", re.MULTILINE)
_NAME_LINE = re.compile(
    rf"^(<\S+) (?:{'|'.join(map(re.escape, _NAMED_BY))}) (.*) \.$", re.MULTILINE
)
"""In N-Triples: a thing and its class, a thing and its name."""

Pair = tuple[Term, Term]
"""A thing with its class, or with its name."""


def name_index_patch(engine: Engine, touched: set[Term] | None) -> GraphPatch:
    """What must change so that the index holds the names of all things.

    Args:
        engine: the store, with all that is said and computed.
        touched: the things whose names may differ; all where None.
    """
    if touched is None:
        places, old = [""], set(engine.triples(NAME_KEYS))
    else:
        things = {thing for thing in touched if thing.startswith("<")}
        places = [f"VALUES ?thing {{ {' '.join(few)} }}" for few in batches(things)]
        old = set(engine.triples_about(things, NAME_KEYS))
    new = {key for place in places for key in _keys_held(engine, place)}
    return NAME_KEYS, old - new, new - old


def keys_of_graphs(graphs: NamedGraphs) -> tuple[set[Triple], set[Term]]:
    """The index of what one file says, and the things whose class it may leave to another file.

    Found while files are read, it takes a quarter of the time that it takes from a store.
    """
    classes, names, others = set[Pair](), set[Pair](), set[Term]()
    for graph, triples in graphs:
        if in_default_graph(graph):
            for subject, predicate, value in triples:
                if predicate in _NAMED_BY:
                    names.add((subject, value))
                elif predicate == _IN_SCHEME or (predicate == _TYPE and value in _INDEXED):
                    classes.add((subject, value))
                elif predicate == _TYPE and value in _PASSED_OVER:
                    others.add(subject)
    unclear = {thing for thing, _ in names} - {thing for thing, _ in classes} - others
    return set(_keys(classes, names)), unclear


def keys_of_ntriples(engine: OxigraphEngine, made: Iterable[bytes]) -> set[Triple]:
    """The index of what rules made, given as N-Triples, of things whose classes a store holds."""
    names = {pair for told in made for pair in _pairs(_NAME_LINE, told)}
    named = {thing for thing, _ in names}
    classes = _pairs(_CLASS_LINE, engine.construct_ntriples(_ALL_THINGS))
    return set(_keys((pair for pair in classes if pair[0] in named), names))


def _keys_held(engine: Engine, place: str) -> Iterator[Triple]:
    classes, names = (
        [
            (thing.term, value.term)
            for thing, value in engine.select(query % {"place": place}).rows
            if thing and value
        ]
        for query in (_THINGS, _NAMES)
    )
    return _keys(classes, names)


def _keys(classes: Iterable[Pair], names: Iterable[Pair]) -> Iterator[Triple]:
    """The names of what has a class, folded; a partnership's also in any order of its partners."""
    things, pairs = set(), set()
    for thing, its in classes:
        things.add(thing)
        if its == _PARTNERSHIP:
            pairs.add(thing)
    for thing, name in names:
        if thing in things and thing.startswith("<"):
            called = parse_term(name).text
            yield thing, _NAME_KEY, literal(fold(called))
            if thing in pairs:
                yield thing, _NAME_KEY, literal(fold_in_any_order(called))


def _pairs(line: re.Pattern[str], written: bytes) -> Iterator[Pair]:
    for found in line.finditer(written.decode()):
        yield Term(found[1]), Term(found[2])
