"""References for programs that manage them: BibTeX (as biblatex reads it) and CSL-JSON."""

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
"""Types of biblatex by the notation of a source's type; others are pages on the web."""

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
"""Types of CSL 1.0.2 (https://docs.citationstyles.org); others are web pages."""

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
_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
"""What would end an address between braces, as addresses write it."""


def as_bibtex(references: Iterable[Reference]) -> str:
    """One entry for each publication, its key the source's; UTF-8, LaTeX's own signs escaped."""
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
    form = BibtexFormat()  # type: ignore[no-untyped-call]  # its __init__ has no types
    form.indent = "  "
    form.value_column = 0
    form.trailing_comma = True
    return write_string(Library(entries), bibtex_format=form)


def as_csl_json(references: Iterable[Reference]) -> str:
    """A list of items of CSL-JSON, as Zotero, Pandoc and citeproc read it."""
    items = [_csl_item(publication) for publication in _publications(references)]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _publications(references: Iterable[Reference]) -> Iterator[Publication]:
    seen = set()
    for reference in references:
        for publication in reference.publications:
            if publication.key not in seen:
                seen.add(publication.key)
                yield publication


def _bibtex_fields(told: Publication) -> Iterator[tuple[str, str]]:
    # A name between braces is taken as it stands: not every name has a family name at its end.
    if told.authors:
        yield "author", " and ".join(f"{{{_latex(author)}}}" for author in told.authors)
    yield "title", f"{{{_latex(told.title)}}}"
    if told.publisher:
        home = {"article": "journaltitle", "thesis": "institution", "report": "institution"}
        yield home.get(told.type, "publisher"), _latex(told.publisher)
    if told.date:
        yield "date", told.date
    if told.address:
        yield "url", told.address.translate(_ADDRESS)
    if told.language:
        yield "language", _latex(told.language)
    if told.note:
        yield "note", _latex(told.note)


def _latex(text: str) -> str:
    return text.translate(_LATEX)


def _csl_item(told: Publication) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": told.key,
        "type": _CSL.get(told.type, "webpage"),
        "title": told.title,
    }
    if told.authors:
        item["author"] = [{"literal": author} for author in told.authors]
    if told.publisher:
        place = (
            "container-title" if told.type in ("article", "news", "encyclopedia") else "publisher"
        )
        item[place] = told.publisher
    if told.date:
        item["issued"] = {"date-parts": [[int(part) for part in told.date.split("-")]]}
    if told.address:
        item["URL"] = told.address
    if told.language:
        item["language"] = told.language
    if told.note:
        item["note"] = told.note
    return item
