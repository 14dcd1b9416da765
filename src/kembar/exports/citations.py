"""Export of references for reference managers: BibTeX in the dialect of biblatex, and CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kembar.reports.references import Publication, Reference

_BIBTEX = {
    "article": "article",
    "book": "book",
    "dataset": "dataset",
    "encyclopedia": "inreference",
    "law": "legislation",
    "report": "report",
    "thesis": "thesis",
}
"""Entry types of biblatex by the notation of a source's type; the others become `online`."""

_CSL = {
    "article": "article-journal",
    "book": "book",
    "dataset": "dataset",
    "encyclopedia": "entry-encyclopedia",
    "law": "legislation",
    "news": "article-newspaper",
    "report": "report",
    "thesis": "thesis",
}
"""Item types of CSL 1.0.2 (https://docs.citationstyles.org); the others become `webpage`."""

_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_URL_ESCAPES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
"""Percent encoding of the characters that would end a value between braces."""


def as_bibtex(references: Iterable[Reference]) -> str:
    """BibTeX with one entry for each publication, keyed by its source's key.

    The text is UTF-8; characters that LaTeX treats as special are escaped.
    """
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Block, Entry, Field
    from bibtexparser.writer import BibtexFormat

    entries: list[Block] = [
        Entry(
            _BIBTEX.get(publication.type, "online"),
            publication.key,
            [Field(name, value) for name, value in _bibtex_fields(publication)],
        )
        for publication in _publications(references)
    ]
    layout = BibtexFormat()  # type: ignore[no-untyped-call]  # its __init__ has no types
    layout.indent = "  "
    layout.value_column = 0
    layout.trailing_comma = True
    return write_string(Library(entries), bibtex_format=layout)


def as_csl_json(references: Iterable[Reference]) -> str:
    """CSL-JSON with one item for each publication, for Zotero, Pandoc and citeproc."""
    items = [_csl_item(publication) for publication in _publications(references)]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _publications(references: Iterable[Reference]) -> Iterable[Publication]:
    """The publications of all references, each key once."""
    by_key: dict[str, Publication] = {}
    for reference in references:
        for publication in reference.publications:
            by_key.setdefault(publication.key, publication)
    return by_key.values()


def _bibtex_fields(publication: Publication) -> Iterator[tuple[str, str]]:
    # Braces keep a name whole: not every name ends with a family name.
    if publication.authors:
        yield "author", " and ".join(f"{{{_latex(author)}}}" for author in publication.authors)
    yield "title", f"{{{_latex(publication.title)}}}"
    if publication.publisher:
        home = {"article": "journaltitle", "thesis": "institution", "report": "institution"}
        yield home.get(publication.type, "publisher"), _latex(publication.publisher)
    if publication.date:
        yield "date", publication.date
    if publication.address:
        yield "url", publication.address.translate(_URL_ESCAPES)
    if publication.language:
        yield "language", _latex(publication.language)
    if publication.note:
        yield "note", _latex(publication.note)


def _latex(text: str) -> str:
    return text.translate(_LATEX)


def _csl_item(publication: Publication) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": publication.key,
        "type": _CSL.get(publication.type, "webpage"),
        "title": publication.title,
    }
    if publication.authors:
        item["author"] = [{"literal": author} for author in publication.authors]
    if publication.publisher:
        contained = publication.type in ("article", "news", "encyclopedia")
        item["container-title" if contained else "publisher"] = publication.publisher
    if publication.date:
        item["issued"] = {"date-parts": [[int(part) for part in publication.date.split("-")]]}
    if publication.address:
        item["URL"] = publication.address
    if publication.language:
        item["language"] = publication.language
    if publication.note:
        item["note"] = publication.note
    return item
