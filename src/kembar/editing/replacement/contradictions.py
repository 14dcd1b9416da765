"""Contradictions of a source with itself: the graph has one value of it, the change another."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kembar.editing.describe import RecordDescriber
from kembar.editing.replacement.statements import SourceStatements, statements
from kembar.errors import InputError
from kembar.language import _
from kembar.model.forms import TABLES, forms
from kembar.model.from_rdf import table_rows
from kembar.model.records import UNVERIFIED, Record
from kembar.model.tables import record_from
from kembar.model.to_rdf import key_of, record_iri
from kembar.rdf.engine import Engine
from kembar.rdf.terms import Term

_BY_DAY = ("status", "status_on")
"""Fields that one source may state as of several days."""


@dataclass(frozen=True)
class Contradiction:
    """A record that says otherwise than its source did before.

    Attributes:
        record: the new one.
        before: the earlier ones of the same thing and source.
        fields: that have one value, and another one before.
        statements: the earlier ones, as the graph holds them.
    """

    record: Record
    before: Record
    fields: tuple[str, ...]
    statements: tuple[SourceStatements, ...]

    @property
    def thing(self) -> Term:
        """The IRI of the thing."""
        return record_iri(self.record)

    @property
    def merged(self) -> Record:
        """The new record, with the earlier value of each field that it leaves empty."""
        own = {name: value for name, value in vars(self.record).items() if value not in _EMPTY}
        return type(self.record)(**{**vars(self.before), **own})

    def sentences(self, describer: RecordDescriber, who: str) -> Iterator[tuple[str, str]]:
        """Yield a sentence for each field, and one with the remedy.

        Args:
            describer: names things and values.
            who: the name of the source.
        """
        form = forms()[type(self.record).__name__.lower()]
        for name in self.fields:
            field = form.field(name)
            assert field is not None
            before, after = (
                describer.value_in_words(field, getattr(record, name))
                for record in (self.before, self.record)
            )
            sentence = _(
                "{source}, {field} of {name}: the graph has {before}, your change {after}",
                source=who if self.record.source != UNVERIFIED else _("unverified"),
                name=describer.name(self.thing),
                before=before,
                after=after,
                field=name,
            )
            remedy = _(
                "To replace the earlier value, give --replace, or run "
                "kembar edit {key} --set {field}=...; with --yes both values stand side by side",
                field=name,
                key=key_of(self.record),
            )
            yield sentence, remedy


_EMPTY: tuple[object, ...] = (None, "", ())


def contradictions(
    engine: Engine, records: Iterable[Record], replaced: Container[Term] = ()
) -> list[Contradiction]:
    """Return the contradictions of new records with what the same source says of the same things.

    Args:
        engine: the graph before.
        records: the new ones.
        replaced: things whose earlier statements the change retires anyway.
    """
    candidates = (
        _contradiction(engine, record)
        for record in records
        if RecordDescriber.can_describe(record) and record_iri(record) not in replaced
    )
    return [one for one in candidates if one]


def _contradiction(engine: Engine, record: Record) -> Contradiction | None:
    earlier = tuple(
        one for one in statements(engine, record_iri(record)) if one.source == record.source
    )
    before = _record(record, earlier) if earlier else None
    if before is None:
        return None
    fields = tuple(_differing(vars(record), vars(before), type(record).__name__.lower()))
    return Contradiction(record, before, fields, earlier) if fields else None


def _record(record: Record, earlier: Sequence[SourceStatements]) -> Record | None:
    """Return the earlier record; None where the graph holds no whole one, or several."""
    kind = TABLES[type(record).__name__.lower()]
    triples = [triple for one in earlier for triple in one.triples]
    rows = table_rows(triples, record.source).get(kind, [])
    try:
        return record_from(kind, rows[0]) if len(rows) == 1 else None
    except InputError:
        return None


def _differing(new: Mapping[str, object], old: Mapping[str, object], kind: str) -> Iterator[str]:
    """Yield the fields of one value that differ where both have one."""
    of_other_days = new.get("status_on") != old.get("status_on")
    for field in forms()[kind].fields:
        values = new[field.name], old[field.name]
        if field.is_list or field.name == "note" or any(value in _EMPTY for value in values):
            continue
        if values[0] != values[1] and not (of_other_days and field.name in _BY_DAY):
            yield field.name
