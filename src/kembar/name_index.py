"""The index of names: for each name of a thing its folded form, by which it is looked up.

It stands in a graph of its own that questions do not read, and `names` looks there.
"""

from __future__ import annotations

from collections.abc import Iterator

from kembar.engine import Engine, few_by_few
from kembar.folding import fold, fold_in_any_order
from kembar.retirement import Change
from kembar.terms import Term, Triple, Value, text
from kembar.vocabulary import NAME_KEYS, PREFIXES, term

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

# Each class and each property is read from end to end, and put together here: asking for the names
# of the things of some classes took the engine four times as long.
_THINGS = (
    PREFIXES
    + "SELECT ?thing ?class WHERE {"
    + " UNION ".join(
        f"{{ %(place)s ?thing a kb:{name} BIND(kb:{name} AS ?class) }}" for name in CLASSES.values()
    )
    + " UNION { %(place)s ?thing skos:inScheme ?class } }"
)
_NAMES = (
    PREFIXES
    + "SELECT ?thing ?name WHERE {"
    + " UNION ".join(
        f"{{ %(place)s ?thing {name} ?name }}"
        for name in dict.fromkeys(f"{NAMES_OF_THINGS}|{NAMES_OF_CONCEPTS}".split("|"))
    )
    + " }"
)


def indexed(engine: Engine, touched: set[Term] | None) -> Change:
    """What must change so that the index holds the names of all things.

    Args:
        engine: the store, with all that is said and computed.
        touched: the things whose names may differ; all where None.
    """
    if touched is None:
        old = set(engine.triples(NAME_KEYS))
        new = set(name_keys(engine))
    else:
        old = set(engine.about(touched, NAME_KEYS))
        places = [f"VALUES ?thing {{ {' '.join(few)} }}" for few in few_by_few(touched)]
        new = {key for place in places for key in _keys(engine, place)}
    return NAME_KEYS, old - new, new - old


def name_keys(engine: Engine) -> Iterator[Triple]:
    """The folded names of all things."""
    return _keys(engine, "")


def _keys(engine: Engine, place: str) -> Iterator[Triple]:
    name_key, partnership = term("kb:nameKey"), term("kb:Partnership")
    things: dict[Value | None, Term] = {}
    pairs = set()
    for thing, cls in engine.select(_THINGS % {"place": place}).rows:
        if thing and cls and thing.kind == "iri":
            things[thing] = thing.term
            if cls.term == partnership:
                pairs.add(thing)
    for thing, name in engine.select(_NAMES % {"place": place}).rows:
        if name is None or thing not in things:
            continue
        yield things[thing], name_key, text(fold(name.text))
        if thing in pairs:
            yield things[thing], name_key, text(fold_in_any_order(name.text))
