"""The records of changes: when each was made, by whom, and where its file is."""

from __future__ import annotations

import datetime
import os
import sys
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kembar.errors import InputError
from kembar.language import _
from kembar.rdf.namespaces import graph_address, local_name, term
from kembar.rdf.syntax import parse_rdf
from kembar.rdf.terms import Term, Triple, parse_term
from kembar.workspace.change_files import CHANGE
from kembar.workspace.month_files import is_month_file

RECORD = "change.ttl"
"""In the folder of an import: its author, time and program."""


@dataclass(frozen=True)
class ChangeRecord:
    """A change on record.

    Attributes:
        id: its ID.
        at: when it was made, in UTC.
        action: add, edit, import, renew or retire.
        label: a sentence about it.
        author: of the change; several are joined by a comma.
        program: name and version of the program.
        reason: why it was made.
        place: its file, or the folder of its import.
        iri: its IRI in the graph.
    """

    id: str
    at: datetime.datetime
    action: str
    label: str
    author: str
    program: str
    reason: str
    place: Path
    iri: str = ""

    @property
    def of_import(self) -> bool:
        """True for the import of a source."""
        return self.action == "import"

    @property
    def by_month(self) -> bool:
        """True if its file holds the other changes of its month too."""
        return is_month_file(self.place)


def records_in(path: Path) -> Iterator[ChangeRecord]:
    """Yield the records of the changes that a file describes.

    Raises:
        InputError: it is no RDF, or a change lacks its time or its action.
    """
    triples: dict[Term, list[Triple]] = {}
    for triple in parse_rdf(path, graph_address(path.name), str(path)):
        triples.setdefault(triple[0], []).append(triple)
    for change, facts in triples.items():
        if (change, term("rdf:type"), term("kb:Change")) in facts:
            try:
                yield _record(change, triples, path)
            except (LookupError, ValueError):
                fault = _(
                    "the change {change} lacks its time or its action; undo your edit",
                    change=change,
                )
                raise InputError(fault, file=path) from None


def _record(change: Term, triples: dict[Term, list[Triple]], path: Path) -> ChangeRecord:
    """Return the record of a change, from the triples of its file by subject.

    Raises:
        LookupError, ValueError: its time or its action is missing, or is no time.
    """

    def values(subject: Term, predicate: str) -> list[Term]:
        return [o for _, p, o in triples.get(subject, ()) if p == term(predicate)]

    def texts(subjects: Iterable[Term], predicate: str) -> list[str]:
        return [parse_term(value).text for s in subjects for value in values(s, predicate)]

    agents = values(change, "prov:wasAssociatedWith")
    programs = [agent for agent in agents if "/program/" in agent]
    people = [agent for agent in agents if "/program/" not in agent]
    id_ = change[1:-1].rpartition("#")[2]
    return ChangeRecord(
        id=path.stem if id_ == CHANGE else id_,
        at=_utc(texts([change], "prov:endedAtTime")[0]),
        action=local_name(values(change, "kb:changeAction")[0]),
        label="".join(texts([change], "rdfs:label")[-1:]),
        author=", ".join(sorted(set(texts(people, "rdfs:label")))),
        program=", ".join(texts(programs, "rdfs:label")),
        reason="; ".join(texts([change], "kb:reason")),
        place=path.parent if path.name == RECORD else path,
        iri=change[1:-1],
    )


def _utc(text: str) -> datetime.datetime:
    """Return the time of an ISO 8601 text, in UTC; one without a zone is UTC."""
    at = datetime.datetime.fromisoformat(text)
    return at.astimezone(datetime.UTC) if at.tzinfo else at.replace(tzinfo=datetime.UTC)


def sentence_of_another(record: ChangeRecord, asker: str, authors: Collection[str]) -> str:
    """Return a sentence about a change that somebody else made; empty for the asker's own.

    Without a name, the asker is taken for the only author there is, and for the owner of a file.

    Args:
        record: of the change.
        asker: the name of the person who asks; may be empty.
        authors: the names in all records.
    """
    author = record.author if asker or len(authors) > 1 else ""
    if author and _same_person(author, asker):
        return ""
    if not author and not (author := _owner_of(record.place)):
        return ""
    at = f"{record.at:%Y-%m-%d %H:%M} UTC"
    sentence = _(
        "{change} was made by {author} on {time}: {label}",
        change=record.id,
        author=author,
        time=at,
        label=" ".join(record.label.split()).rstrip("."),
    )
    hint = _("If you are {author}, say so with --by", author=author)
    return sentence if asker else f"{sentence}. {hint}"


def _same_person(one: str, other: str) -> bool:
    """Return True for names that differ in spaces and capitals only."""
    first, second = (
        " ".join(unicodedata.normalize("NFC", n).casefold().split()) for n in (one, other)
    )
    return first == second


def _owner_of(path: Path) -> str:
    """Return the login of another person who owns a file; empty if it is the asker's own."""
    if sys.platform == "win32" or (uid := path.lstat().st_uid) == os.getuid():
        return ""
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
