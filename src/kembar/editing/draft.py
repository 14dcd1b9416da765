"""Drafts of changes: entries are interpreted, described and checked; nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from kembar.editing.change import Change, RetiredStatements, new_id, now
from kembar.editing.describe import RecordDescriber
from kembar.editing.entry import Entry
from kembar.editing.interpret import InterpretedEntries, interpret_entries
from kembar.editing.plausibility import plausibility_warnings, records_of
from kembar.editing.replacement.contradictions import Contradiction, contradictions
from kembar.editing.yaml_entries import read_yaml
from kembar.errors import InputError, KembarError
from kembar.language import _, _n, listing, numeral
from kembar.model.limits import check_text
from kembar.model.records import UNVERIFIED, Key, Record, Source
from kembar.model.tables import read_table
from kembar.model.to_rdf import record_triples, source_iri
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES, graph_address, local_name
from kembar.rdf.syntax import RDF_FORMATS, read_external_rdf
from kembar.rdf.terms import Term, Triple
from kembar.validation.impact import check_change
from kembar.workspace.change_files import ADDED
from kembar.workspace.layout import Workspace
from kembar.workspace.transaction import IMPORTED

_STATEMENTS = """SELECT DISTINCT ?s ?p ?o ?source {
  VALUES ?s { %s } GRAPH ?graph { ?s ?p ?o }
  ?graph a kb:SourceGraph OPTIONAL { ?graph prov:hadPrimarySource ?source }
}"""

_DESCRIBED_IN = """SELECT DISTINCT ?source ?graph {
  VALUES ?source { %s } GRAPH ?graph { ?source a kb:Source }
}"""

_CHANGES = tuple(graph_address(f"workspace/data/{folder}/") for folder in (ADDED, IMPORTED))
"""Beginnings of the graphs that an undo takes away."""

_MAX_SENTENCES = 30
"""Sentences in a preview; the rest is counted."""

TriplesBySource = Mapping[str, Sequence[Triple]]
"""Triples by the key of their source."""


@dataclass(frozen=True)
class ChangeRequest:
    """A requested change; it can be drafted again after other processes have written.

    Attributes:
        entries: the things to add, as a person writes them, or as records.
        triples: to add, of a file of RDF.
        source: of all of it; None where there is none.
        author: the person who makes the change.
        reason: why.
        action: add, edit, renew or retire.
        replaces: true if new values replace earlier ones of the same source.
        retired: statements to retire.
        removed: the triples of the statements in `retired`, by graph.
        sentences: that describe the change, besides those about the entries.
    """

    entries: tuple[Entry | Record, ...] = ()
    triples: tuple[Triple, ...] = ()
    source: Entry | None = None
    author: str = ""
    reason: str = ""
    action: str = "add"
    replaces: bool = False
    retired: tuple[RetiredStatements, ...] = ()
    removed: Mapping[Term, Sequence[Triple]] = field(default_factory=dict)
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChangePreview:
    """A drafted change, ready to be written, with its description and warnings.

    Attributes:
        request: the request that was drafted.
        change: the change to be written.
        sentences: that describe it.
        notes: how names were interpreted.
        warnings: plausibility warnings, a sentence each.
        base: digest of the store that it was drafted on.
        contradictions: differences from earlier statements of the same source, a sentence each,
            which are among the warnings too. Empty where the request replaces them.
    """

    request: ChangeRequest
    change: Change
    sentences: tuple[str, ...]
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    base: str = ""
    contradictions: tuple[str, ...] = ()

    @property
    def trig(self) -> str:
        """The triples of the change, as TriG."""
        return self.change.trig()


def draft(
    engine: Engine,
    workspace: Workspace,
    request: ChangeRequest,
    language: str = "en",
    choices: Mapping[str, str] = MappingProxyType({}),
) -> ChangePreview:
    """Return a change that was interpreted and checked; nothing is written.

    Args:
        engine: the graph before the change.
        workspace: its folders.
        request: the change.
        language: of names of the graph.
        choices: for names that fit several things, which of the candidates each means.

    Raises:
        UnknownName, AmbiguousName: a name that fits nothing, or several things.
        InputError: a value that cannot be read, with its field and, in a file, its line.
        ShapeViolation: it breaks a shape, in a sentence for each.
        KembarError: the graph has all the statements already, or the revised ones have changed.
    """
    if not (request.entries or request.triples or request.retired):
        raise KembarError(_("there is no record, so there is nothing to add"))
    _check_texts(request)
    _refuse_stale(engine, request)
    entries = interpret_entries(engine, request.entries, request.source, language, choices)
    original, retired = request, {one.thing for one in request.retired}
    differing = contradictions(engine, entries.records, retired)
    if request.replaces and differing:
        request = _replacing(request, entries, differing)
    statements = _by_source(entries, request)
    _refuse_known(engine, statements, request)
    records = [*entries.records, *records_of(request.triples, entries.own)]
    sentences = [
        *request.sentences,
        *_sentences(RecordDescriber(engine, language, records), records),
    ]
    sources = [*entries.sources, *_sources_of_changes(engine, statements)]
    change = _change(request, statements, sources, sentences)
    check_change(engine, workspace, change.graphs(), request.removed)
    things = {statement.thing for statement in request.retired}
    warnings = plausibility_warnings(engine, records, language, replaced_things=things)
    doubts = list(_doubts(engine, differing, entries, language))
    warnings += [] if original.replaces else [". ".join(doubt) for doubt in doubts]
    differences = [sentence for sentence, _ in doubts]
    return ChangePreview(
        original,
        change,
        tuple(sentences),
        (*entries.notes, *(differences if original.replaces else ())),
        tuple(warnings),
        contradictions=() if original.replaces else tuple(differences),
    )


def read_file(path: Path, source: Entry | None = None, author: str = "") -> ChangeRequest:
    """Return the request to add a file: YAML as the template, a table (CSV), or RDF.

    Args:
        path: the file.
        source: of its statements, where the file names none.
        author: of the change, where the file has none.

    Raises:
        InputError: it cannot be read, with its line.
    """
    suffix = path.suffix.lower()
    if suffix in (".yaml", ".yml"):
        content = read_yaml(path)
        return ChangeRequest(
            content.entries, source=content.source or source, author=content.author or author
        )
    if suffix == ".csv":
        rows = tuple(row.record for row in read_table(path))
        return ChangeRequest(rows, source=source, author=author)
    if suffix in RDF_FORMATS:
        triples = tuple(sorted(read_external_rdf(path)))
        return ChangeRequest(triples=triples, source=source, author=author)
    endings = listing([".yaml", ".csv", *RDF_FORMATS], "or")
    raise InputError(_("must end in {endings}", endings=endings), file=path)


def _replacing(
    request: ChangeRequest, entries: InterpretedEntries, differing: Sequence[Contradiction]
) -> ChangeRequest:
    """Return a request that retires contradicted statements; the records take over the rest."""
    merged = {one.record: one.merged for one in differing}
    entries.records = [merged.get(record, record) for record in entries.records]
    removed: dict[Term, list[Triple]] = {g: list(triples) for g, triples in request.removed.items()}
    for one in differing:
        for earlier in one.statements:
            removed.setdefault(earlier.graph, []).extend(earlier.triples)
    retired = tuple(
        RetiredStatements(one.thing, earlier.graph)
        for one in differing
        for earlier in one.statements
    )
    return replace(request, retired=(*request.retired, *retired), removed=removed)


def _doubts(
    engine: Engine,
    differing: Sequence[Contradiction],
    entries: InterpretedEntries,
    language: str,
) -> Iterator[tuple[str, str]]:
    """Yield sentences on contradictions with the same source, each with its remedy."""
    describer = RecordDescriber(engine, language, entries.records)
    for one in differing:
        who = describer.name(source_iri(one.record.source))
        yield from one.sentences(describer, who)


def _check_texts(request: ChangeRequest) -> None:
    for column, text in (("by", request.author), ("reason", request.reason)):
        try:
            check_text(text)
        except ValueError as bad:
            raise InputError(str(bad), column=column) from None


def _change(
    request: ChangeRequest,
    statements: TriplesBySource,
    sources: Sequence[Source],
    sentences: Sequence[str],
) -> Change:
    at = now()
    return Change(
        id=new_id(at),
        at=at.replace(microsecond=0),
        action=request.action,
        label=" ".join(sentences)
        or _n("{count} statement", "{count} statements", len(request.triples)),
        author=request.author,
        reason=request.reason,
        statements={Key(source): tuple(triples) for source, triples in statements.items()},
        sources=tuple(sources),
        retired=request.retired,
    )


def _sentences(describer: RecordDescriber, records: Sequence[Record]) -> list[str]:
    """Return the sentences of records; of many, the number of the rest."""
    sentences = [
        describer.sentence(record)
        for record in records[:_MAX_SENTENCES]
        if describer.can_describe(record)
    ]
    return (
        [*sentences, f"+ {numeral(len(records) - _MAX_SENTENCES)}"]
        if len(records) > _MAX_SENTENCES
        else sentences
    )


def _by_source(entries: InterpretedEntries, request: ChangeRequest) -> TriplesBySource:
    """Return the triples to add, by the key of their source."""
    statements: defaultdict[str, list[Triple]] = defaultdict(list)
    for record in entries.records:
        try:
            statements[record.source].extend(record_triples(record))
        except ValueError as bad:
            raise InputError(str(bad)) from None
    if request.triples:
        statements[entries.own].extend(request.triples)
    return dict(statements)


def _sources_of_changes(engine: Engine, statements: TriplesBySource) -> list[Source]:
    """Return the sources of statements that only other changes describe.

    This change describes them too, because the others may be undone.
    """
    places: defaultdict[Term, set[Term]] = defaultdict(set)
    sources = sorted(source_iri(source) for source in statements if source != UNVERIFIED)
    rows = engine.select(PREFIXES + _DESCRIBED_IN % " ".join(sources)).rows if sources else []
    for source, graph in rows:
        if source and graph:
            places[source.term].add(graph.term)
    lent = [s for s, graphs in places.items() if all(g[1:].startswith(_CHANGES) for g in graphs)]
    records = records_of(list(engine.triples_about(lent)), UNVERIFIED) if lent else []
    return [record for record in records if isinstance(record, Source)]


def _refuse_stale(engine: Engine, request: ChangeRequest) -> None:
    """Refuse to revise statements that were revised meanwhile."""
    for graph, triples in request.removed.items():
        things = {thing for thing, _, _ in triples}
        current = {triple for thing in things for triple in engine.triples(graph, subject=thing)}
        if not set(triples) <= current:
            raise KembarError(_("somebody has changed this in the meantime: look at it again"))


def _refuse_known(engine: Engine, statements: TriplesBySource, request: ChangeRequest) -> None:
    """Refuse to add only statements that the graph has of the same source."""
    if request.retired or not statements:
        return
    subjects = sorted({s for triples in statements.values() for s, _, _ in triples if s[0] == "<"})
    existing = {
        ((s.term, p.term, o.term), local_name(source.text) if source else UNVERIFIED)
        for s, p, o, source in engine.select(PREFIXES + _STATEMENTS % " ".join(subjects)).rows
        if s and p and o
    }
    if all(
        (triple, source) in existing for source, triples in statements.items() for triple in triples
    ):
        raise KembarError(
            _("the graph says this already, by the same source: there is nothing to add")
        )
