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
from kembar.model.to_rdf import slug
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import BASE, PREFIXES
from kembar.rdf.terms import row_texts
from kembar.reports.references import Publication
from kembar.workspace.layout import Workspace

_AUTHOR = "Kembar contributors"
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
        version: of the program with which its model comes.
        date: the newest day that its files name, as ISO 8601; "" where none names one.
        files: a line for each, as `sha256sum` prints it.
    """

    title: str
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
            authors=(_AUTHOR,),
            date=self.date,
            address=BASE,
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
    return StateCitation(workspace.title, __version__, row_texts(row)[0], "".join(lines))


def as_text(citation: StateCitation) -> str:
    """Return a line for a list of references, and a line that says how to check the digest."""
    date = f", {citation.date}" if citation.date else ""
    return (
        f"{_AUTHOR}: {citation.title}. Version {citation.version}{date}. {BASE}. "
        f"sha256:{citation.digest}\n"
        "Check the digest: kembar cite --format files | sha256sum\n"
    )


def as_cff(citation: StateCitation) -> str:
    """Return CITATION.cff 1.2.0 (https://citation-file-format.github.io)."""
    import yaml

    fields: dict[str, object] = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": citation.title,
        "authors": [{"name": _AUTHOR}],
        "version": citation.version,
        "url": BASE,
        "identifiers": [
            {
                "type": "other",
                "value": f"sha256:{citation.digest}",
                "description": "of the list that `kembar cite --format files` prints",
            }
        ],
    }
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
