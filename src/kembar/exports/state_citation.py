"""The citation of a graph in its present state: title, version, date, and a digest of its files.

The digest is the SHA-256 of the list of files that `sha256sum` would print: the names in the
graph, sorted, each with the SHA-256 of its content. Whoever has the files finds it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from kembar._version import __version__
from kembar.exports.citations import csl_items_of, entries_of
from kembar.language import _
from kembar.model.to_rdf import slug
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import BASE, PREFIXES
from kembar.rdf.terms import row_texts
from kembar.reports.references import Publication
from kembar.workspace.layout import Workspace

_AUTHOR = "Kembar contributors"
_PUBLISHERS = """
SELECT DISTINCT ?own ?publisher WHERE {
  ?collection a kb:Collection ; kb:publisher ?publisher .
  BIND(STRSTARTS(STR(?collection), STR(graph:workspace)) AS ?own)
} ORDER BY DESC(?own) ?publisher
"""
"""Those who publish the collections, a workspace's own first."""
_DATE = """
SELECT (MAX(?day) AS ?last) WHERE {
  { ?thing dcterms:issued ?date } UNION { ?thing prov:endedAtTime ?date }
  BIND(SUBSTR(STR(?date), 1, 10) AS ?day)
}
"""
"""The newest day on which a collection was retrieved or a change was made."""


@dataclass(frozen=True)
class StateCitation:
    """The names of a graph in one state.

    Attributes:
        title: of the graph.
        authors: who publish its collections.
        address: of the graph on the web; "" for one with a workspace's own data, which has none.
        version: of the program with which its model comes.
        date: the newest day that its files name, as ISO 8601; "" where none names one.
        files: a line for each, as `sha256sum` prints it.
    """

    title: str
    authors: tuple[str, ...]
    address: str
    version: str
    date: str
    files: str

    @property
    def digest(self) -> str:
        """SHA-256 of `files`, in 64 hexadecimal digits."""
        return hashlib.sha256(self.files.encode()).hexdigest()

    @property
    def publication(self) -> Publication:
        """The state as a publication, for reference managers."""
        return Publication(
            key=f"{slug(self.title)}-{self.digest[:8]}",
            title=self.title,
            type="dataset",
            authors=self.authors,
            date=self.date,
            address=self.address,
            version=self.version,
            note=f"sha256:{self.digest}",
        )


def state_citation(engine: Engine, workspace: Workspace) -> StateCitation:
    """Return the citation of a workspace's graph.

    Raises:
        KembarError: a file cannot be read.
    """
    (row,) = engine.select(PREFIXES + _DATE).rows
    files = {file.name: file.path for file in workspace.graph_files()}
    files |= {file.name: file.path for file in workspace.files("ontology", ".ttl", ".rq")}
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n"
        for name, path in sorted(files.items())
    ]
    publishers = (row_texts(row)[1] for row in engine.select(PREFIXES + _PUBLISHERS).rows)
    return StateCitation(
        title=workspace.title,
        authors=tuple(dict.fromkeys(publishers)) or (_AUTHOR,),
        address="" if any(not file.is_shipped for file in workspace.graph_files()) else BASE,
        version=__version__,
        date=row_texts(row)[0],
        files="".join(lines),
    )


def as_text(citation: StateCitation) -> str:
    """Return a line for a list of references, and a line that says how to check the digest."""
    version = _("Version {version}", version=citation.version)
    date = f", {citation.date}" if citation.date else ""
    address = f"{citation.address}. " if citation.address else ""
    check = _("Check the digest: {command}", command="kembar cite --format files | sha256sum")
    return (
        f"{'; '.join(citation.authors)}: {citation.title}. {version}{date}. "
        f"{address}sha256:{citation.digest}\n{check}\n"
    )


def as_cff(citation: StateCitation) -> str:
    """Return CITATION.cff 1.2.0 (https://citation-file-format.github.io)."""
    import yaml

    fields: dict[str, object] = {
        "cff-version": "1.2.0",
        "message": _("If you use these data, please cite them as below."),
        "type": "dataset",
        "title": citation.title,
        "authors": [{"name": author} for author in citation.authors],
        "version": citation.version,
        "identifiers": [
            {
                "type": "other",
                "value": f"sha256:{citation.digest}",
                "description": _("of the list that `kembar cite --format files` prints"),
            }
        ],
    }
    if citation.address:
        fields["url"] = citation.address
    if citation.date:
        fields["date-released"] = citation.date
    return yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)


CITATION_FORMS: dict[str, Callable[[StateCitation], str]] = {
    "text": as_text,
    "biblatex": lambda citation: entries_of([citation.publication], "biblatex"),
    "bibtex": lambda citation: entries_of([citation.publication], "bibtex"),
    "csl-json": lambda citation: csl_items_of([citation.publication]),
    "cff": as_cff,
    "files": lambda citation: citation.files,
}
"""Writers of a citation by the name of the form."""
