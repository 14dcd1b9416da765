"""What a user adds: understood, told back in sentences, checked, and written as one change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kembar.editing.change import Change, RetiredStatements, new_id, now
from kembar.editing.describe import RecordDescriber
from kembar.editing.entry import Entry
from kembar.editing.interpret import InterpretedEntries, interpret_entries
from kembar.editing.plausibility import plausibility_warnings
from kembar.editing.yaml_entries import read_yaml
from kembar.errors import InputError, KembarError
from kembar.model.from_rdf import table_rows
from kembar.model.records import UNVERIFIED, Key, Record
from kembar.model.tables import read_table, record_from
from kembar.model.to_rdf import record_triples
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES
from kembar.rdf.syntax import FORMATS, read_external_rdf
from kembar.rdf.terms import Term, Triple
from kembar.validation.impact import check_change
from kembar.workspace.layout import Workspace

_SAID = """SELECT DISTINCT ?s ?p ?o ?source {
  VALUES ?s { %s } GRAPH ?graph { ?s ?p ?o }
  ?graph a kb:SourceGraph OPTIONAL { ?graph prov:hadPrimarySource ?source }
}"""

_MANY = 30
"""Sentences that are shown; of more, the number is told."""


@dataclass(frozen=True)
class ChangeRequest:
    """What is to be changed, as it was told: it can be understood again after others wrote.

    `triples` are statements of a file of RDF; `retired` is what is no longer held, and `removed`
    the statements that go with it, by graph.
    """

    entries: tuple[Entry | Record, ...] = ()
    triples: tuple[Triple, ...] = ()
    source: Entry | None = None
    author: str = ""
    reason: str = ""
    action: str = "add"
    retired: tuple[RetiredStatements, ...] = ()
    removed: Mapping[Term, Sequence[Triple]] = field(default_factory=dict)
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChangePreview:
    """A change that is ready to be written, and what a person should see before.

    `sentences` say what it says, `notes` how names were taken, `warnings` what to look at again;
    `base` is the digest of the store that it was drafted on.
    """

    request: ChangeRequest
    change: Change
    sentences: tuple[str, ...]
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    base: str = ""

    @property
    def turtle(self) -> str:
        """What will be written, as TriG, a named graph for each source."""
        return self.change.trig()


def draft(
    engine: Engine, workspace: Workspace, request: ChangeRequest, language: str = "en"
) -> ChangePreview:
    """A change, understood and checked; nothing is written.

    Raises:
        UnknownName, AmbiguousName: a name that fits nothing, or several things.
        InputError: a value that cannot be read, with its field and, in a file, its line.
        Violation: it breaks a shape, in a sentence for each.
        KembarError: the graph says all of it already.
    """
    _refuse_stale(engine, request)
    made = interpret_entries(engine, request.entries, request.source, language)
    said = _by_source(made, request)
    _refuse_what_is_said(engine, said, request)
    records = [*made.records, *_records_of(request.triples, made.own)]
    sentences = [*request.words, *_told(RecordDescriber(engine, language, records), records)]
    at = now()
    change = Change(
        id=new_id(at),
        at=at,
        action=request.action,
        label=" ".join(sentences) or f"{len(request.triples)} statements",
        by=request.author,
        reason=request.reason,
        said={Key(source): tuple(triples) for source, triples in said.items()},
        sources=tuple(made.sources),
        retired=request.retired,
    )
    check_change(engine, workspace, change.graphs(), request.removed, language)
    revised = {retired.thing for retired in request.retired}
    odd = plausibility_warnings(engine, records, language, revised=revised)
    return ChangePreview(request, change, tuple(sentences), tuple(made.notes), tuple(odd))


def read_file(path: Path, source: Entry | None = None, author: str = "") -> ChangeRequest:
    """What a file adds: YAML as the template, a curated table (CSV), or RDF (Turtle and others).

    Args:
        path: the file.
        source: who says so, where the file does not tell.
        author: who adds it, where the file does not tell.

    Raises:
        InputError: it cannot be read, with its line.
    """
    ending = path.suffix.lower()
    if ending in (".yaml", ".yml"):
        told = read_yaml(path)
        return ChangeRequest(told.entries, source=told.source or source, author=told.by or author)
    if ending == ".csv":
        rows = tuple(row.record for row in read_table(path))
        return ChangeRequest(rows, source=source, author=author)
    if ending in FORMATS:
        return ChangeRequest(
            triples=tuple(sorted(read_external_rdf(path))), source=source, author=author
        )
    raise InputError(f"is none of .yaml, .csv, {', '.join(FORMATS)}", file=path)


def _told(teller: RecordDescriber, records: Sequence[Record]) -> list[str]:
    """The sentences of records; of many, the number of the rest."""
    told = [teller.sentence(record) for record in records[:_MANY] if teller.can_say(record)]
    return [*told, f"+ {len(records) - _MANY}"] if len(records) > _MANY else told


def _records_of(triples: Sequence[Triple], source: str) -> list[Record]:
    """What a person can be told of statements: those that make whole records."""
    records = []
    for kind, rows in table_rows(triples, source).items():
        for row in rows:
            with suppress(InputError):
                records.append(record_from(kind, row))
    return records


def _by_source(made: InterpretedEntries, request: ChangeRequest) -> dict[str, list[Triple]]:
    """What is said, by the key of the source that says it."""
    said: defaultdict[str, list[Triple]] = defaultdict(list)
    for record in made.records:
        said[record.source].extend(record_triples(record))
    if request.triples:
        said[made.own].extend(request.triples)
    return dict(said)


def _refuse_stale(engine: Engine, request: ChangeRequest) -> None:
    """Refuse to revise what somebody else revised meanwhile."""
    for graph, triples in request.removed.items():
        things = {thing for thing, _, _ in triples}
        held = {held for thing in things for held in engine.triples(graph, subject=thing)}
        if not set(triples) <= held:
            raise KembarError("somebody has changed this meanwhile: look at it again")


def _refuse_what_is_said(
    engine: Engine, said: Mapping[str, Sequence[Triple]], request: ChangeRequest
) -> None:
    """Refuse to say again what the same source says already."""
    if request.retired or not said:
        return
    subjects = sorted({s for triples in said.values() for s, _, _ in triples if s[0] == "<"})
    known = {
        ((s.term, p.term, o.term), source.text.rpartition("/")[2] if source else UNVERIFIED)
        for s, p, o, source in engine.select(PREFIXES + _SAID % " ".join(subjects)).rows
        if s and p and o
    }
    if all((triple, source) in known for source, triples in said.items() for triple in triples):
        raise KembarError("the graph says this already, by the same source: nothing is to be added")
