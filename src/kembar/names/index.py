"""The index of names: the folded form of each name of a thing, for lookup.

A graph of its own holds the index; `lookup` reads it, and saved questions do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kembar.names.normalize import fold, fold_in_any_order
from kembar.rdf.engine import Engine, GraphPatch, batches
from kembar.rdf.namespaces import NAME_KEYS, NAMESPACES, PREFIXES, in_default_graph, term
from kembar.rdf.nquads_stream import NamedGraphs
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.terms import Term, Triple, literal, parse_term

KIND_CLASSES = {
    "city": "TerritorialUnit",
    "country": "Country",
    "agency": "Agency",
    "partnership": "Partnership",
    "agreement": "Agreement",
    "activity": "Activity",
    "study": "Study",
    "element": "StudyElement",
    "finding": "Finding",
    "obstacle": "Obstacle",
    "event": "Event",
    "observation": "Observation",
    "person": "Person",
    "tenure": "Tenure",
    "source": "Source",
}
"""The class of the things of each kind that a name can stand for."""

NAMES_OF_THINGS = (
    "rdfs:label|skos:prefLabel|skos:altLabel|dcterms:title|kb:statement|kb:key|kb:isoCode"
)
NAMES_OF_CONCEPTS = "skos:notation|skos:prefLabel|skos:altLabel|skos:hiddenLabel"

_NAMING = tuple(dict.fromkeys(f"{NAMES_OF_THINGS}|{NAMES_OF_CONCEPTS}".split("|")))

# Each class and each property is read as a whole and joined here: a query for the names of the
# things of some classes took the engine four times as long.
_OF_CLASSES = " UNION ".join(
    [
        f"{{ %(place)s ?thing a kb:{name} BIND(kb:{name} AS ?class) }}"
        for name in KIND_CLASSES.values()
    ]
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
_NAME_PROPERTIES = frozenset(map(term, _NAMING))
_INDEXED = frozenset(term(f"kb:{name}") for name in KIND_CLASSES.values())
_UNINDEXED = frozenset({term("kb:SourceGraph")})
"""Classes whose things have names that no lookup needs."""

_MERELY_NAMED = f"<{NAMESPACES['id']}person/"
"""How the address of a person without a key begins; several may be one who has a key."""

_CLASS_LINE = re.compile(r"^(<\S+) \S+ (\S+) \.$", re.MULTILINE)
_NAME_LINE = re.compile(
    rf"^(<\S+) (?:{'|'.join(map(re.escape, _NAME_PROPERTIES))}) (.*) \.$", re.MULTILINE
)
"""N-Triples with a thing and its class, and with a thing and its name."""

Pair = tuple[Term, Term]
"""A thing with its class, or with its name."""


def name_index_patch(engine: Engine, changed_things: set[Term] | None) -> GraphPatch:
    """Return the patch that brings the index up to date.

    Args:
        engine: the store, with all asserted and computed triples.
        changed_things: the things whose names may have changed; all things where None.
    """
    if changed_things is None:
        places, old = [""], set(engine.triples(NAME_KEYS))
    else:
        things = {thing for thing in changed_things if thing.startswith("<")}
        places = [f"VALUES ?thing {{ {' '.join(few)} }}" for few in batches(things)]
        old = set(engine.triples_about(things, NAME_KEYS))
    new = {key for place in places for key in _index_triples(engine, place)}
    return NAME_KEYS, old - new, new - old


def keys_of_graphs(graphs: NamedGraphs) -> tuple[set[Triple], set[Term]]:
    """Return the index of one file, and the things whose class another file may have.

    Made while files are parsed, the index takes a quarter of the time that it takes from a store.
    """
    classes, names, others = set[Pair](), set[Pair](), set[Term]()
    for graph, triples in graphs:
        if in_default_graph(graph):
            for subject, predicate, value in triples:
                if predicate in _NAME_PROPERTIES:
                    names.add((subject, value))
                elif predicate == _IN_SCHEME or (predicate == _TYPE and value in _INDEXED):
                    classes.add((subject, value))
                elif predicate == _TYPE and value in _UNINDEXED:
                    others.add(subject)
    unclear = {thing for thing, _ in names} - {thing for thing, _ in classes} - others
    return set(_key_triples(classes, names)), unclear


def keys_of_ntriples(engine: OxigraphEngine, documents: Iterable[bytes]) -> set[Triple]:
    """Return the index of computed triples, as N-Triples; the store has the things' classes."""
    names = {pair for document in documents for pair in _pairs(_NAME_LINE, document)}
    things = {thing for thing, _ in names}
    classes = _pairs(_CLASS_LINE, engine.construct_ntriples(_ALL_THINGS))
    return set(_key_triples((pair for pair in classes if pair[0] in things), names))


def _index_triples(engine: Engine, place: str) -> Iterator[Triple]:
    classes, names = (
        [
            (thing.term, value.term)
            for thing, value in engine.select(query % {"place": place}).rows
            if thing and value
        ]
        for query in (_THINGS, _NAMES)
    )
    return _key_triples(classes, names)


def _key_triples(classes: Iterable[Pair], names: Iterable[Pair]) -> Iterator[Triple]:
    """The folded names of things with a class; of partnerships also with their words sorted."""
    things, partnerships = set(), set()
    for thing, cls in classes:
        if not thing.startswith(_MERELY_NAMED):
            things.add(thing)
        if cls == _PARTNERSHIP:
            partnerships.add(thing)
    for thing, name in names:
        if thing in things and thing.startswith("<"):
            text = parse_term(name).text
            keys = {fold(text), fold_in_any_order(text)} if thing in partnerships else {fold(text)}
            # A name of signs alone would be that of every other such name.
            for key in keys - {""}:
                yield thing, _NAME_KEY, literal(key)


def _pairs(line: re.Pattern[str], ntriples: bytes) -> Iterator[Pair]:
    for match in line.finditer(ntriples.decode()):
        yield Term(match[1]), Term(match[2])
