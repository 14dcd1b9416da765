"""Requests to edit, retire and renew statements; the earlier ones stay on record, retired."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from kembar.editing.change import RetiredStatements
from kembar.editing.describe import RecordDescriber
from kembar.editing.draft import ChangeRequest
from kembar.editing.entry import Entry, field_of, form_of, texts_of
from kembar.editing.replacement.statements import SourceStatements, statements
from kembar.errors import AmbiguousName, InputError, KembarError, UnknownName
from kembar.language import _, listing
from kembar.model.dates import PartialDate
from kembar.model.forms import TABLES, addable
from kembar.model.from_rdf import table_rows
from kembar.model.limits import check_text
from kembar.model.mapping import CLASSES
from kembar.model.records import UNVERIFIED
from kembar.model.to_rdf import entity_iri
from kembar.names.lookup import find_thing, nearest, nearest_names, resolve
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import NAMESPACES, PREFIXES, local_name, term
from kembar.rdf.terms import Term, literal

_BY_KEY = "SELECT DISTINCT ?thing ?class { ?thing kb:key %s ; a ?class }"
_PEOPLE = """CONSTRUCT { ?s ?p ?o } WHERE {
  GRAPH %s {
    ?node kb:signer|kb:holder ?s . ?s ?p ?o
    FILTER(STR(?node) = "%s" || STRSTARTS(STR(?node), "%s/"))
  }
}"""


@dataclass(frozen=True)
class Edit:
    """New values of some fields in a source's statements about a thing.

    Attributes:
        name: of the thing.
        values: the new values by field; the others stay.
        clear: fields to empty.
        of_source: key of the source, where several have statements about the thing.
        source: of the new statements, where it is another.
        reason: why.
    """

    name: str
    values: Mapping[str, Sequence[str]]
    clear: tuple[str, ...] = ()
    of_source: str = ""
    source: Entry | None = None
    reason: str = ""


def resolve_thing(engine: Engine, name: str) -> tuple[str, Term]:
    """Return the kind and the IRI of a thing, by its key, its IRI, or a name of it alone.

    Raises:
        UnknownName: there is none.
        AmbiguousName: several have that name, or it is several kinds of thing.
        InputError: the name is too long, or is not a text.
    """
    try:
        check_text(name)
    except ValueError as bad:
        raise InputError(str(bad), column="name") from None
    address = name.strip("<>").removeprefix(NAMESPACES["id"])
    kinds = {term(CLASSES[form_of(kind).record]): kind for kind in addable()}
    matches = {
        thing.term: kinds[cls.term]
        for thing, cls in engine.select(PREFIXES + _BY_KEY % literal(address)).rows
        if thing and cls and cls.term in kinds
    }
    if not matches:
        matches = _by_name(engine, name)
    if len(matches) > 1:
        raise AmbiguousName("thing", name, sorted(map(local_name, matches)))
    thing, kind = matches.popitem()
    return kind, thing


def _by_name(engine: Engine, name: str) -> dict[Term, str]:
    matches = {
        thing: kind for kind in addable() if (thing := find_thing(engine, kind, name)) is not None
    }
    if not matches:
        names = nearest_names(engine, addable(), name)
        raise UnknownName("thing", name, nearest(name, dict.fromkeys(names)))
    return matches


def retirement_request(
    engine: Engine, name: str, language: str = "en", source: str = "", reason: str = ""
) -> ChangeRequest:
    """Return the request to retire the statements about a thing, of one source or of all.

    Args:
        engine: the graph as it is.
        name: of the thing.
        language: of the name of the thing.
        source: key of the source; empty for all.
        reason: why.

    Raises:
        UnknownName, AmbiguousName: no such thing, or several.
        InputError: no reason is given.
        KembarError: that source has no statements about it.
    """
    if not reason:
        raise InputError(_("is needed: say why you withdraw the statement"), column="reason")
    thing = resolve_thing(engine, name)[1]
    retired = _statements_of(engine, thing, source, name)
    sentence = _(
        "{name} ({key}): the statement of {sources} is withdrawn: {reason}.",
        name=RecordDescriber(engine, language).name(thing),
        key=local_name(thing),
        sources=listing(sorted({statement.source for statement in retired})),
        reason=reason,
    )
    request = ChangeRequest(reason=reason, action="retire", sentences=(sentence,))
    return _retiring(request, thing, retired)


def entry_of(
    engine: Engine, name: str, source: str = ""
) -> tuple[Entry, Sequence[SourceStatements]]:
    """Return a source's statements about a thing as an entry, and the statements.

    Args:
        engine: the graph as it is.
        name: of the thing.
        source: key of the source, where several have statements about it.

    Raises:
        UnknownName, AmbiguousName: no such thing, or several.
        InputError: several sources have statements about it and none is named, or the source
            contradicts itself.
    """
    kind, thing = resolve_thing(engine, name)
    current = _statements_of(engine, thing, source, name)
    sources = sorted({statement.source for statement in current})
    if len(sources) > 1:
        fault = _(
            "several sources have statements about {name}; name one of {sources}",
            name=name,
            sources=", ".join(sources),
        )
        raise InputError(fault, column="said-by")
    triples = [triple for statement in current for triple in statement.triples]
    for statement in current:
        triples += engine.construct(
            PREFIXES + _PEOPLE % (statement.graph, thing[1:-1], thing[1:-1])
        )
    rows = table_rows(triples, sources[0]).get(TABLES[kind], [])
    if len(rows) != 1:
        fault = _(
            "{source} has several statements about {name}: retire them and add it again",
            source=sources[0],
            name=name,
        )
        raise InputError(fault, column="said-by")
    return _entry(kind, rows[0]), current


def edit_request(engine: Engine, edit: Edit) -> ChangeRequest:
    """Return the request to edit a source's statements about a thing.

    Raises:
        UnknownName, AmbiguousName, InputError: as `entry_of`; or no such field.
        KembarError: nothing differs.
    """
    before, current = entry_of(engine, edit.name, edit.of_source)
    form = form_of(before.kind)
    for field in (*edit.values, *edit.clear):
        field_of(form, field)
    values = {**before.values, **_texts(edit.values)}
    after = {field: texts for field, texts in values.items() if field not in edit.clear}
    if after == before.values and edit.source is None:
        raise KembarError(
            _("{name} has these values already: there is nothing to change", name=edit.name)
        )
    own = None if current[0].source == UNVERIFIED else _source(current[0].source)
    request = ChangeRequest(
        (replace(before, values=after),),
        source=edit.source or own,
        reason=edit.reason,
        action="edit",
    )
    return _retiring(request, entity_iri(before.key), current)


def renewal_request(
    engine: Engine, name: str, values: Mapping[str, Sequence[str]]
) -> ChangeRequest:
    """Return the request to add the next agreement of a chain: as the last, but for `values`.

    It begins on the day after the last one's end and lasts as long, where these are known.

    Raises:
        UnknownName, AmbiguousName: no such agreement, or several.
    """
    thing = resolve(engine, "agreement", name)
    last: dict[str, Sequence[str]] = {}
    for statement in statements(engine, thing):
        for row in table_rows(statement.triples, statement.source).get("agreements", []):
            last = {**_entry("agreement", row).values, **last}
    inherited_fields = ("partnership", "type", "fields", "agencies")
    following = {field: last[field] for field in inherited_fields if field in last}
    following |= {"renews": [local_name(thing)], **_term_after(last), **_texts(values)}
    for field in values:
        field_of(form_of("agreement"), field)
    return ChangeRequest((Entry("agreement", following),), action="renew")


def _texts(values: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    return {field: texts_of(field, value) for field, value in values.items()}


def _statements_of(engine: Engine, thing: Term, source: str, name: str) -> list[SourceStatements]:
    """Return the statements of a source about a thing, or of all sources; `name` is for errors."""
    current = statements(engine, thing)
    if not current:
        raise KembarError(
            _("the graph has no statement about {name} that could be changed", name=name)
        )
    matches = [statement for statement in current if source in ("", statement.source)]
    if not matches:
        sources = sorted({statement.source for statement in current})
        raise UnknownName(_("source of a statement about it"), source, sources)
    return matches


def _retiring(
    request: ChangeRequest, thing: Term, retired: Sequence[SourceStatements]
) -> ChangeRequest:
    """Return a request that also retires statements about a thing."""
    return replace(
        request,
        retired=tuple(RetiredStatements(thing, statement.graph) for statement in retired),
        removed={statement.graph: statement.triples for statement in retired},
    )


def _entry(kind: str, row: Mapping[str, str]) -> Entry:
    """Return a row of a table as an entry of the same values."""
    values = {
        field.name: [part.strip() for part in row[field.name].split(";")]
        if field.is_list
        else [row[field.name]]
        for field in form_of(kind).fields
        if row.get(field.name)
    }
    return Entry(kind, values, key=row[kind])


def _source(key: str) -> Entry:
    return Entry("source", {}, key=key)


def _term_after(last: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Return the beginning and the end of the agreement after another, by its fields."""
    until = _date_of(last.get("valid_until", ()))
    begin = _date_of(last.get("valid_from", last.get("signed_on", ())))
    if not until or until >= f"{datetime.MAXYEAR}":
        return {}
    years = int(until[:4]) - int(begin[:4]) if begin else 0
    term_after: dict[str, Sequence[str]] = {"valid_from": [_day_after(until)]}
    if not years:
        return term_after
    year = int(until[:4]) + years
    try:
        return term_after | {"valid_until": [PartialDate(f"{year}{until[4:]}").text]}
    except ValueError:
        # 29 February of a year that has none: only the month is certain.
        return term_after | {"valid_until": [f"{year}{until[4:7]}"]}


def _date_of(values: Sequence[str]) -> str:
    """Return the first value where it is a certain date, else ""; a file may state any text."""
    with suppress(ValueError):
        date = PartialDate(next(iter(values), ""))
        return date.text if date.is_certain else ""
    return ""


def _day_after(until: str) -> str:
    """Return the first day after a date, with its precision."""
    if len(until) == 10:
        return (datetime.date.fromisoformat(until) + datetime.timedelta(days=1)).isoformat()
    if len(until) == 7:
        year, month = map(int, until.split("-"))
        return f"{year + month // 12}-{month % 12 + 1:02d}"
    return str(int(until) + 1)
