"""What the graph says, revised: mended, retired, renewed; what was said stays on record."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kembar.editing.change import RetiredStatements
from kembar.editing.describe import RecordDescriber
from kembar.editing.draft import ChangeRequest
from kembar.editing.entry import Entry, field_of, form_of
from kembar.errors import AmbiguousName, InputError, KembarError, UnknownName
from kembar.model.dates import PartialDate
from kembar.model.forms import TABLES, addable
from kembar.model.from_rdf import table_rows
from kembar.model.mapping import CLASSES
from kembar.model.records import UNVERIFIED
from kembar.model.to_rdf import entity_iri
from kembar.names.lookup import find_thing, nearest, resolve
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, PREFIXES, term
from kembar.rdf.terms import Term, Triple, literal

_RETIRED = {
    "en": "{name} ({key}), as {who} told of it, is no longer held: {reason}.",
    "id": "{name} ({key}), menurut {who}, tidak lagi dipegang: {reason}.",
}
_KEYED = "SELECT DISTINCT ?thing ?class { ?thing kb:key %s ; a ?class }"
_GRAPHS = """SELECT DISTINCT ?graph ?source ?how {
  GRAPH ?graph { %s ?p ?o } ?graph kb:verification ?how
  OPTIONAL { ?graph prov:hadPrimarySource ?source }
} ORDER BY ?graph"""
_ABOUT = """CONSTRUCT { ?s ?p ?o } WHERE {
  GRAPH %s { ?s ?p ?o FILTER(?s = %s || STRSTARTS(STR(?s), "%s/")) }
}"""
_PEOPLE = """CONSTRUCT { ?s ?p ?o } WHERE {
  GRAPH %s { ?signature kb:signer ?s . ?s ?p ?o FILTER(STRSTARTS(STR(?signature), "%s/")) }
}"""


@dataclass(frozen=True)
class Statement:
    """What one source says of one thing in one graph; `source` is its key."""

    graph: Term
    source: str
    triples: tuple[Triple, ...]


def thing_named(engine: Engine, name: str) -> tuple[str, Term]:
    """The kind and the IRI of a thing, by its key, its IRI, or a name that only one thing has.

    Raises:
        UnknownName: there is none.
        AmbiguousName: several have that name, or it is several kinds of thing.
    """
    address = name.strip("<>").removeprefix(NAMESPACES["id"])
    kinds = {term(CLASSES[form_of(kind).record]): kind for kind in addable()}
    found = {
        thing.term: kinds[cls.term]
        for thing, cls in engine.select(PREFIXES + _KEYED % literal(address)).rows
        if thing and cls and cls.term in kinds
    }
    if not found:
        found = _by_name(engine, name)
    if len(found) > 1:
        keys = [thing[1:-1].rpartition("/")[2] for thing in found]
        raise AmbiguousName("thing", name, sorted(keys))
    thing, kind = found.popitem()
    return kind, thing


def _by_name(engine: Engine, name: str) -> dict[Term, str]:
    found = {
        thing: kind for kind in addable() if (thing := find_thing(engine, kind, name)) is not None
    }
    if not found:
        raise UnknownName("thing", name, _nearest(engine, name))
    return found


def _nearest(engine: Engine, name: str) -> list[str]:
    """The names of any kind of thing that are spelt most like one."""
    names: list[str] = []
    for kind in addable():
        try:
            resolve(engine, kind, name)
        except UnknownName as bad:
            names += bad.nearest
    return nearest(name, dict.fromkeys(names))


def statements(engine: Engine, thing: Term) -> list[Statement]:
    """What each source says of a thing now, graph by graph."""
    address = thing[1:-1]
    said = []
    for graph, source, _ in engine.select(PREFIXES + _GRAPHS % thing).rows:
        if graph is None:
            continue
        triples = engine.construct(_ABOUT % (graph.term, thing, address))
        key = source.text.rpartition("/")[2] if source else UNVERIFIED
        said.append(Statement(graph.term, key, tuple(triples)))
    return said


def retirement_request(
    engine: Engine, name: str, language: str = "en", said_by: str = "", reason: str = ""
) -> ChangeRequest:
    """The wish to hold no longer what is said of a thing, by one source or by all.

    Raises:
        UnknownName, AmbiguousName: no such thing, or several.
        InputError: no reason is given, or that source says nothing of it.
    """
    if not reason:
        raise InputError("is needed: say why it is no longer held", column="reason")
    _, thing = thing_named(engine, name)
    gone = _said_by(statements(engine, thing), said_by, name)
    words = _RETIRED[language].format(
        name=RecordDescriber(engine, language).name(thing),
        key=thing[1:-1].rpartition("/")[2],
        who=", ".join(sorted({one.source for one in gone})),
        reason=reason,
    )
    return _without(gone, thing, ChangeRequest(reason=reason, action="retire", words=(words,)))


def entry_of(engine: Engine, name: str, said_by: str = "") -> tuple[Entry, Sequence[Statement]]:
    """What a source says of a thing, as an entry to be mended, and where it says so.

    Raises:
        UnknownName, AmbiguousName: no such thing, or several.
        InputError: several sources tell of it and none is named, or it says several things.
    """
    kind, thing = thing_named(engine, name)
    said = _said_by(statements(engine, thing), said_by, name)
    sources = sorted({one.source for one in said})
    if len(sources) > 1:
        fault = f"several tell of {name}; name one of {', '.join(sources)}"
        raise InputError(fault, column="said-by")
    triples = [triple for one in said for triple in one.triples]
    for one in said:
        triples += engine.construct(PREFIXES + _PEOPLE % (one.graph, thing[1:-1]))
    rows = table_rows(triples, sources[0]).get(TABLES[kind], [])
    if len(rows) != 1:
        fault = f"{sources[0]} says several things of {name}: retire them and add it anew"
        raise InputError(fault, column="said-by")
    return _entry(kind, rows[0]), said


def edit_request(
    engine: Engine,
    name: str,
    values: Mapping[str, Sequence[str]],
    clear: Iterable[str] = (),
    said_by: str = "",
    source: Entry | None = None,
    reason: str = "",
) -> ChangeRequest:
    """The wish to mend what a source says of a thing; the earlier reading stays on record.

    Args:
        engine: the graph as it is.
        name: of the thing.
        values: the new values by field; the others stay.
        clear: fields that are to be empty.
        said_by: the key of the source whose statement it is, where several tell of the thing.
        source: the source of the mended statement, where it is another.
        reason: why.

    Raises:
        UnknownName, AmbiguousName, InputError: as `current`; or no such field, or nothing to mend.
    """
    before, said = entry_of(engine, name, said_by)
    form = form_of(before.kind)
    for field in (*values, *clear):
        field_of(form, field)
    after = {**before.values, **values}
    after = {field: told for field, told in after.items() if field not in set(clear)}
    if after == before.values and source is None:
        raise KembarError(f"{name} says so already: there is nothing to mend")
    own = source or (None if said[0].source == UNVERIFIED else _source(said[0].source))
    thing = entity_iri(before.key)
    wanted = ChangeRequest(
        (replace(before, values=after),), source=own, reason=reason, action="edit"
    )
    return _without(said, thing, wanted)


def renewal_request(
    engine: Engine, name: str, values: Mapping[str, Sequence[str]]
) -> ChangeRequest:
    """The wish to add the next agreement of a chain: as the one that it renews, but for `values`.

    It begins on the day after the last one's end and lasts as long, where these are known.

    Raises:
        UnknownName, AmbiguousName: no such agreement, or several.
    """
    thing = resolve(engine, "agreement", name)
    key = thing[1:-1].rpartition("/")[2]
    told: dict[str, Sequence[str]] = {}
    for one in statements(engine, thing):
        for row in table_rows(one.triples, one.source).get("agreements", []):
            told = {**_entry("agreement", row).values, **told}
    kept = ("partnership", "type", "fields", "agencies")
    next_one = {field: told[field] for field in kept if field in told}
    next_one |= {"renews": [key], **_following(told)}
    return ChangeRequest((Entry("agreement", {**next_one, **values}),), action="renew")


def _said_by(said: Sequence[Statement], source: str, name: str) -> list[Statement]:
    if not said:
        raise KembarError(f"nobody says anything of {name} that could be revised")
    fits = [one for one in said if source in ("", one.source)]
    if not fits:
        raise UnknownName("source that tells of it", source, sorted({one.source for one in said}))
    return fits


def _without(said: Iterable[Statement], thing: Term, wanted: ChangeRequest) -> ChangeRequest:
    said = list(said)
    return replace(
        wanted,
        retired=tuple(RetiredStatements(thing, one.graph) for one in said),
        removed={one.graph: one.triples for one in said},
    )


def _entry(kind: str, row: Mapping[str, str]) -> Entry:
    """A row of a table as an entry of the same values."""
    form = form_of(kind)
    values = {
        ask.name: [part.strip() for part in row[ask.name].split(";")]
        if ask.several
        else [row[ask.name]]
        for ask in form.fields
        if row.get(ask.name)
    }
    return Entry(kind, values, key=row[kind])


def _source(key: str) -> Entry:
    return Entry("source", {}, key=key)


def _following(told: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """When the next agreement begins and ends, by the last one's dates."""
    until = next(iter(told.get("valid_until", ())), "")
    begun = next(iter(told.get("valid_from", told.get("signed_on", ()))), "")
    if not until:
        return {}
    years = int(until[:4]) - int(begun[:4]) if begun else 0
    begins: dict[str, Sequence[str]] = {"valid_from": [_day_after(until)]}
    if not years:
        return begins
    try:
        return begins | {"valid_until": [PartialDate(f"{int(until[:4]) + years}{until[4:]}").text]}
    except ValueError:
        # 29 February of a year that has none: the month is what is sure.
        return begins | {"valid_until": [f"{int(until[:4]) + years}{until[4:7]}"]}


def _day_after(until: str) -> str:
    """The first day after a date, with its precision."""
    if len(until) == 10:
        return (datetime.date.fromisoformat(until) + datetime.timedelta(days=1)).isoformat()
    if len(until) == 7:
        year, month = map(int, until.split("-"))
        return f"{year + month // 12}-{month % 12 + 1:02d}"
    return str(int(until) + 1)
