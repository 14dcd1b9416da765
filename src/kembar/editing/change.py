"""A change of a workspace: statements by source, with author, time and program.

Its file is TriG. The default graph describes the change (PROV-O), its sources and its retirements;
the statements of each source are a named graph.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kembar._version import __version__
from kembar.model.records import Key, Source
from kembar.model.to_rdf import attribution, record_triples
from kembar.rdf.namespaces import NAMESPACES, concept, graph_address, term
from kembar.rdf.terms import Term, Triple, iri, literal, typed_literal
from kembar.store.load import source_graph_facts
from kembar.workspace.change_files import (
    CHANGE,
    added_address,
    change_file,
    change_text,
    source_fragment,
    to_trig,
)

_ID = "%Y%m%d-%H%M%S-%f"


@dataclass(frozen=True)
class RetiredStatements:
    """The statements of one graph about one thing, retired."""

    thing: Term
    graph: Term


@dataclass(frozen=True)
class Change:
    """One change of a workspace.

    Attributes:
        id: name, in order of time.
        at: time, in UTC, to the second.
        action: add, edit, import, renew or retire.
        label: a sentence about it.
        author: the person who made it.
        reason: why it was made.
        statements: triples by the key of their source.
        sources: records of sources that are new.
        retired: statements that it retires.
    """

    id: str
    at: datetime.datetime
    action: str
    label: str
    author: str = ""
    reason: str = ""
    statements: Mapping[Key, tuple[Triple, ...]] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    retired: tuple[RetiredStatements, ...] = ()

    @property
    def file(self) -> str:
        """Path of its file below data/ of the workspace."""
        return change_file(self.id, self.at.year)

    def address(self, home: str = "") -> Term:
        """Return its IRI.

        Args:
            home: name in the graph of the file that describes it, where that is another than
                its own, as for an import.
        """
        if home:
            return iri(f"{graph_address(home)}#{self.id}")
        return self._named(CHANGE)

    def graph(self, source: str) -> Term:
        """Return the named graph of a source's statements in it."""
        return self._named(source_fragment(source))

    def facts(self, home: str = "") -> list[Triple]:
        """Return the triples that describe the change itself (PROV-O)."""
        me = self.address(home)
        program = iri(f"{NAMESPACES['id']}program/kembar-{__version__}")
        facts = [
            (me, term("rdf:type"), term("kb:Change")),
            (me, term("kb:changeAction"), concept("change-action", self.action)),
            (
                me,
                term("prov:endedAtTime"),
                typed_literal(f"{self.at:%Y-%m-%dT%H:%M:%SZ}", "dateTime"),
            ),
            (me, term("rdfs:label"), literal(self.label)),
            (me, term("prov:wasAssociatedWith"), program),
            (program, term("rdf:type"), term("prov:SoftwareAgent")),
            (program, term("rdfs:label"), literal(f"Kembar {__version__}")),
        ]
        if self.author:
            (_, _, person), *description = attribution(me, self.author)
            facts += [(me, term("prov:wasAssociatedWith"), person), *description]
        if self.reason:
            facts.append((me, term("kb:reason"), literal(self.reason)))
        return facts + list(self._retirements())

    def graphs(self) -> dict[Term, list[Triple]]:
        """Return its triples by named graph; "" names the default graph."""
        default = self.facts()
        default += [triple for source in self.sources for triple in record_triples(source)]
        graphs: dict[Term, list[Triple]] = {}
        for source, triples in self.statements.items():
            graph = self.graph(source)
            graphs[graph] = list(triples)
            default += source_graph_facts(graph, source)
            default.append((graph, term("prov:wasGeneratedBy"), self.address()))
        return {Term(""): default, **graphs}

    def trig(self) -> str:
        """Return its triples as TriG."""
        return to_trig(self.graphs(), self._file_address)

    def text(self) -> str:
        """Return the text of its file: when, by whom and what as comments, then its triples."""
        when = f"{self.at:%Y-%m-%d %H:%M:%S} UTC" + (f", {self.author}" if self.author else "")
        # A line break in a name or a sentence would end the comment.
        head = [" ".join(line.split()) for line in (when, self.label)]
        return change_text(head, self.graphs(), self._file_address)

    @property
    def _file_address(self) -> str:
        return added_address(self.file)

    def _named(self, fragment: str) -> Term:
        return iri(f"{self._file_address}#{fragment}")

    def _retirements(self) -> Iterator[Triple]:
        for number, retired in enumerate(self.retired, 1):
            me = self._named(f"retired.{number}")
            yield me, term("rdf:type"), term("kb:Retirement")
            yield me, term("prov:activity"), self.address()
            yield me, term("kb:retiredThing"), retired.thing
            yield me, term("kb:retiredFrom"), retired.graph


def new_id(at: datetime.datetime) -> str:
    """Return the ID of a change at a time, to the microsecond, so that IDs keep the order."""
    return at.strftime(_ID)


def next_id(id_: str) -> str:
    """Return the ID of a microsecond later."""
    at = datetime.datetime.strptime(id_, _ID).replace(tzinfo=datetime.UTC)
    return new_id(at + datetime.timedelta(microseconds=1))


def now() -> datetime.datetime:
    """Return the time of a change, in UTC."""
    return datetime.datetime.now(datetime.UTC)
