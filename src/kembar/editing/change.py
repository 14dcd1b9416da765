"""A change of a workspace as a block of text: what it says, on what source, by whom, when.

A month's changes stand in one TriG file, each as a block that only its marker begins. The file's
default graph tells of the changes (PROV-O); what one source says in a change is a named graph.
"""

from __future__ import annotations

import datetime
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kembar._version import __version__
from kembar.model.records import Key, Source
from kembar.model.to_rdf import attribution, record_triples
from kembar.rdf.namespaces import NAMESPACES, concept, graph_address, term
from kembar.rdf.syntax import serialize_quads
from kembar.rdf.terms import Term, Triple, iri, literal, typed_literal
from kembar.store.load import source_graph_facts

ACTIONS = ("add", "edit", "import", "renew", "retire")

_MARK = "### "
_HEAD = """\
# What was added here, by month: each block is one change. Kembar writes below; you may edit what it
# says, and `kembar undo` takes the last block away as long as its line with ### stands.
"""


@dataclass(frozen=True)
class RetiredStatements:
    """What one graph says of one thing, no longer held."""

    thing: Term
    graph: Term


@dataclass(frozen=True)
class Change:
    """One change: who made it, when (UTC), what it says by source, and what it retires.

    `label` tells it in a sentence; `about` are the things that it is about.
    """

    id: str
    at: datetime.datetime
    action: str
    label: str
    by: str = ""
    reason: str = ""
    said: Mapping[Key, tuple[Triple, ...]] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    retired: tuple[RetiredStatements, ...] = ()
    about: tuple[Term, ...] = ()

    @property
    def file(self) -> str:
        """The name of its month's file below data/ of the workspace."""
        return f"added/{self.at:%Y-%m}.trig"

    def address(self, home: str = "") -> Term:
        """Its IRI, in its month's file or in another file of the graph."""
        return iri(f"{graph_address(home or f'workspace/data/{self.file}')}#{self.id}")

    def graph(self, source: str) -> Term:
        """The named graph of what a source says in it."""
        return iri(f"{self.address()[1:-1]}.{source}")

    def facts(self, home: str = "") -> list[Triple]:
        """What is said of the change itself (PROV-O)."""
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
        if self.by:
            (_, _, person), *told = attribution(me, self.by)
            facts += [(me, term("prov:wasAssociatedWith"), person), *told]
        if self.reason:
            facts.append((me, term("kb:reason"), literal(self.reason)))
        return facts + list(self._retirements())

    def graphs(self) -> dict[Term, list[Triple]]:
        """Its statements by named graph; under "" what tells of the change and its sources."""
        own = self.facts()
        own += [triple for source in self.sources for triple in record_triples(source)]
        said: dict[Term, list[Triple]] = {}
        for source, triples in self.said.items():
            graph = self.graph(source)
            said[graph] = list(triples)
            own += source_graph_facts(graph, source)
            own.append((graph, term("prov:wasGeneratedBy"), self.address()))
        return {Term(""): own, **said}

    def trig(self, known: Iterable[str] = ()) -> tuple[list[str], str]:
        """Its statements as TriG: declarations of the prefixes that are not `known`, the rest."""
        return trig(self.graphs(), self.address()[1 : -len(self.id) - 1], known)

    def block(self, before: str = "") -> str:
        """Its text, to stand at the end of what its month's file says before it."""
        known = re.findall(r"^@prefix (\w+):", before, re.MULTILINE)
        when = f"{self.at:%Y-%m-%d %H:%M:%S} UTC" + (f", {self.by}" if self.by else "")
        # A remark ends with its line, whatever a name or a sentence holds.
        remark = "".join(f"# {line}\n" for line in re.split(r"[\r\n]+", f"{when}\n{self.label}"))
        heads, body = self.trig(known)
        begin = "\n".join([(before or _HEAD).rstrip("\n"), *heads])
        return f"{begin}\n\n{_MARK}{self.id}\n{remark}{body}"

    def _retirements(self) -> Iterator[Triple]:
        for number, retired in enumerate(self.retired, 1):
            me = iri(f"{self.address()[1:-1]}.retired.{number}")
            yield me, term("rdf:type"), term("kb:Retirement")
            yield me, term("prov:activity"), self.address()
            yield me, term("kb:retiredThing"), retired.thing
            yield me, term("kb:retiredFrom"), retired.graph


def new_id(at: datetime.datetime) -> str:
    """A name for a change: its second, and four digits so that two in one second differ."""
    return f"{at:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"


def now() -> datetime.datetime:
    """The time of a change: UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0)


def trig(
    graphs: Mapping[Term, Iterable[Triple]], base: str, known: Iterable[str] = ()
) -> tuple[list[str], str]:
    """Statements by named graph as TriG, in stable order: declarations of prefixes, and the rest.

    Args:
        graphs: "" is the name of the default graph.
        base: names below it are written short, with the prefix `change`.
        known: prefixes that are declared already.
    """
    quads = [
        (s, p, o, graph)
        for graph, triples in sorted(graphs.items())
        for s, p, o in sorted(set(triples))
    ]
    prefixes = NAMESPACES | {"change": base}
    # Not splitlines: it also breaks at characters that may stand in a literal.
    made = serialize_quads(quads, "trig", prefixes).replace("\t", "    ").split("\n")
    body = [line for line in made if not line.startswith("@prefix")]
    used = {name for line in body for name in re.findall(r"(?<![\w:])(\w+):", line)}
    heads = [
        f"@prefix {name}: <{prefixes[name]}> ."
        for name in sorted(used & set(prefixes) - set(known))
    ]
    return heads, "\n".join(body)


def ids_of(month: str) -> list[str]:
    """The names of the changes in a month's text, in its order."""
    return [line[len(_MARK) :].strip() for line in month.split("\n") if line.startswith(_MARK)]


def block_of(month: str, change: str) -> str:
    """The block of a change in a month's text; empty where there is none."""
    begin = _begin(month, change)
    return "" if begin < 0 else month[begin : _end(month, begin)]


def without(month: str, change: str) -> str:
    """A month's text without the block of a change; empty where nothing else is said in it.

    Declarations of prefixes stay: what stands behind may use them.
    """
    begin = _begin(month, change)
    left = month[:begin] + declared(block_of(month, change)) + month[_end(month, begin) :]
    said = any(line.strip() and not line.startswith(("#", "@prefix")) for line in left.split("\n"))
    return left.rstrip("\n") + "\n" if said or ids_of(left) else ""


def declared(text: str) -> str:
    """The declarations of prefixes in a text, a line for each."""
    return "".join(f"{line}\n" for line in text.split("\n") if line.startswith("@prefix"))


def _begin(month: str, change: str) -> int:
    found = re.search(rf"^{re.escape(_MARK + change)}[ \t]*$", month, re.MULTILINE)
    return found.start() if found else -1


def _end(month: str, begin: int) -> int:
    found = re.compile(rf"^{re.escape(_MARK)}", re.MULTILINE).search(month, begin + len(_MARK))
    return found.start() if found else len(month)
