"""The statements of a graph, by thing and property, each value with the sources that state it.

One query for each class selects plain rows, and they are grouped here: the engine takes longer to
group them than to find them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kembar.profiles.facts import Concept, Stated
from kembar.queries.saved import Text
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, PREFIXES, is_asserted, local_name, prefixed_name
from kembar.rdf.results import Table
from kembar.rdf.terms import Term, Value, row_texts

CLASSES = (
    *("Activity", "Partnership", "TerritorialUnit", "Agreement", "Budget", "Signature", "Person"),
    *("Observation", "Tenure", "PartnershipStatus", "Agency", "Source", "Country", "ExchangeRate"),
    *("Study", "StudyElement", "Finding", "Obstacle"),
)
"""Classes of things that facts tell of: first those of most rows, while memory is free."""

_STATEMENTS = """SELECT ?said ?thing ?property ?value {
  ?thing a kb:%s . GRAPH ?said { ?thing ?property ?value }
  FILTER(?property NOT IN (
    kb:key, kb:nameKey, kb:ofKind, kb:toldBy, kb:twinnedWith, kb:overlapsEvent, kb:mayOverlapEvent
  ))
}"""
_GRAPHS = "SELECT ?said ?source { ?said prov:hadPrimarySource ?source }"
_CONCEPTS = """SELECT ?concept ?notation ?name {
  ?concept skos:inScheme ?scheme ; skos:notation ?notation ; skos:prefLabel ?name
}"""
_KINDS_OF_UNITS = """SELECT ?class ?name {
  { ?class rdfs:label ?name FILTER(?class = kb:TerritorialUnit) }
  UNION { ?class rdfs:subClassOf kb:TerritorialUnit ; rdfs:label ?name }
}"""
_DERIVED = f"{NAMESPACES['graph']}derived/"

Sources = tuple[str, ...]
"""Keys of sources, sorted."""


class Thing:
    """All that is stated of one thing, and what rules derive."""

    __slots__ = ("_derived", "_stated", "iri")

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self._stated: dict[str, list[tuple[Value, Sources]]] = {}
        self._derived: dict[str, list[Value]] = {}

    @property
    def key(self) -> str:
        """The part of its IRI after the last slash."""
        return local_name(self.iri)

    @property
    def sources(self) -> Sources:
        """Keys of the sources that state the thing; none where it is unverified."""
        return joined(sources for _, sources in self.values("rdf:type"))

    def add(self, name: str, value: Value, sources: Sources | None) -> None:
        """Add a value of a property, with the sources of a graph; None where a rule derives it."""
        if sources is None:
            self._derived.setdefault(name, []).append(value)
        elif name in self._stated:
            self._stated[name].append((value, sources))
        else:
            self._stated[name] = [(value, sources)]

    def values(self, name: str) -> Sequence[tuple[Value, Sources]]:
        """Return the stated values of a property, sorted, each with its sources."""
        pairs = self._stated.get(name, ())
        if len(pairs) < 2:
            return pairs
        values: dict[Value, Sources] = {}
        for value, sources in pairs:
            values[value] = joined((values[value], sources)) if value in values else sources
        # Of one text in two datatypes or languages each is a value; their order is that of texts.
        return [(value, values[value]) for value in sorted(values)]

    def texts(self, name: str) -> list[str]:
        """Return the texts of the stated values of a property, sorted, each once."""
        return list(dict.fromkeys(value.text for value, _ in self.values(name)))

    def first(self, name: str) -> str:
        """Return the least text of a property, or "" where none is stated."""
        return next(iter(self.texts(name)), "")

    def keys(self, name: str) -> tuple[str, ...]:
        """Return the keys of the things that a property names, sorted."""
        return tuple(local_name(text) for text in self.texts(name))

    def first_key(self, name: str) -> str:
        """Return the key of the first thing that a property names, or ""."""
        return local_name(self.first(name))

    def stated(self, name: str) -> tuple[Stated[str], ...]:
        """Return the texts of a property with their sources."""
        return tuple(Stated(text, sources) for text, sources in self._by_text(name))

    def stated_keys(self, name: str) -> tuple[Stated[str], ...]:
        """Return the keys of the things that a property names, with their sources."""
        return tuple(Stated(local_name(text), sources) for text, sources in self._by_text(name))

    def by_language(self, name: str) -> Text:
        """Return the least text of a property in each language.

        A text without a language counts as English; where there is no English one, any does.
        """
        own: dict[str, str] = {}
        for value, _ in self.values(name):
            own.setdefault(value.language or "en", value.text)
        return Text(
            own.get("en") or min(own.values(), default=""), own.get("id", ""), own.get("ko", "")
        )

    def derived(self, name: str) -> list[str]:
        """Return the texts that rules derive for a property, sorted."""
        return sorted(value.text for value in self._derived.get(name, ()))

    def derived_text(self, name: str) -> str:
        """Return the first text that rules derive for a property, or ""."""
        return next(iter(self.derived(name)), "")

    def _by_text(self, name: str) -> Iterator[tuple[str, Sources]]:
        texts: dict[str, Sources] = {}
        for value, sources in self.values(name):
            known = texts.get(value.text)
            texts[value.text] = sources if known is None else joined((known, sources))
        yield from texts.items()


class Statements:
    """The statements on all things of a graph, read once.

    Attributes:
        sources: the keys of all sources of graphs.
    """

    def __init__(self, engine: Engine) -> None:
        graphs = _sources_of_graphs(engine.select(PREFIXES + _GRAPHS))
        self.sources = joined(graphs.values())
        # One after the other: at the same time their rows would take three times the memory.
        self._things = {
            name: _things(engine.select(PREFIXES + _STATEMENTS % name), graphs) for name in CLASSES
        }
        self._concepts = _concepts(engine.select(PREFIXES + _CONCEPTS))
        self._kinds_of_units = {
            local_name(iri): text
            for iri, text in _names(engine.select(PREFIXES + _KINDS_OF_UNITS)).items()
        }

    def of(self, name: str) -> Mapping[str, Thing]:
        """Return all things of a class of the ontology, by IRI, sorted."""
        return self._things[name]

    def source(self, key: str) -> Thing | None:
        """Return a source by key; None where no table describes it."""
        return self._things["Source"].get(f"{NAMESPACES['id']}source/{key}")

    def concept(self, iri: str) -> Concept:
        """Return a concept; one that no scheme has is named by its key."""
        known = self._concepts.get(iri)
        return known or Concept(local_name(iri), Text(local_name(iri)))

    def concepts(self, thing: Thing, name: str) -> tuple[Concept, ...]:
        """Return the concepts that a property of a thing names."""
        return tuple(map(self.concept, thing.texts(name)))

    def first_concept(self, thing: Thing, name: str) -> Concept | None:
        """Return the first concept that a property of a thing names, or None."""
        return next(iter(self.concepts(thing, name)), None)

    def stated_concepts(self, thing: Thing, name: str) -> tuple[Stated[Concept], ...]:
        """Return the concepts that a property of a thing names, with their sources."""
        return tuple(Stated(self.concept(one.value), one.sources) for one in thing.stated(name))

    def kind_of_unit(self, unit: Thing) -> Concept:
        """Return the narrowest class of a unit that a source states: its local name and words."""
        classes = [key for key in unit.keys("rdf:type") if key in self._kinds_of_units]
        kind = next((key for key in classes if key != "TerritorialUnit"), "TerritorialUnit")
        return Concept(kind, self._kinds_of_units.get(kind, Text(kind)))


def joined(groups: Iterable[Iterable[str]]) -> Sources:
    """Return the keys of all groups, sorted, each once."""
    return tuple(sorted({key for group in groups for key in group}))


def _sources_of_graphs(table: Table) -> dict[str, Sources]:
    """The keys of the sources of each graph; one without any is unverified."""
    graphs: dict[str, set[str]] = defaultdict(set)
    for graph, source in map(row_texts, table.rows):
        if is_asserted(Term(f"<{graph}>")):
            graphs[graph].add(local_name(source))
    return {graph: joined([sources]) for graph, sources in graphs.items()}


def _things(table: Table, graphs: Mapping[str, Sources]) -> dict[str, Thing]:
    """The things of a table with what sources state and rules derive; not what is retired."""
    things: dict[str, Thing] = {}
    names: dict[str, str] = {}
    known: dict[str, Sources | None] = {}
    retired = set[str]()
    for graph, thing, name, value in table.rows:
        assert graph and thing and name and value
        if graph.text not in known:
            is_stated = is_asserted(Term(f"<{graph.text}>"))
            known[graph.text] = graphs.get(graph.text, ()) if is_stated else None
            if not is_stated and not graph.text.startswith(_DERIVED):
                retired.add(graph.text)
        if graph.text in retired:
            continue
        if name.text not in names:
            names[name.text] = prefixed_name(name.text)
        if thing.text not in things:
            things[thing.text] = Thing(thing.text)
        things[thing.text].add(names[name.text], value, known[graph.text])
    return dict(sorted(things.items()))


def _concepts(table: Table) -> dict[str, Concept]:
    notations = {str(concept): str(notation) for concept, notation, _ in table.rows}
    names = _names(Table(("concept", "name"), [(row[0], row[2]) for row in table.rows]))
    return {iri: Concept(notation, names[iri]) for iri, notation in notations.items()}


def _names(table: Table) -> dict[str, Text]:
    """The names of things by language; the least of several."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for thing, name in table.rows:
        if thing and name:
            own = names[thing.text]
            own[name.language] = min(own.get(name.language, name.text), name.text)
    return {
        iri: Text(own.get("en") or min(own.values()), own.get("id", ""), own.get("ko", ""))
        for iri, own in names.items()
    }
