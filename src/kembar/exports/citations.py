"""Export of references for reference managers: BibTeX, in two dialects, and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from kembar.exports.person_names import is_eastern, name_parts
from kembar.language import N_, _
from kembar.reports.references import Publication, Reference

DIALECTS = ("biblatex", "bibtex")
"""Of BibTeX files: biblatex with biber, and the classical styles of bibtex."""

_BIBLATEX = {
    "article": "article",
    "book": "book",
    "dataset": "dataset",
    "encyclopedia": "inreference",
    "law": "legislation",
    "report": "report",
    "thesis": "thesis",
}
"""Entry types of biblatex by the notation of a source's type; the others become `online`."""

_BIBTEX = {"article": "article", "book": "book", "report": "techreport", "thesis": "mastersthesis"}
"""Entry types of the classical styles (btxdoc, 1988); the others become `misc`."""

_HOMES = {
    "biblatex": {"article": "journaltitle", "thesis": "institution", "report": "institution"},
    "bibtex": {"article": "journal", "thesis": "school", "report": "institution"},
}
"""The field that names the house of a publication; the others' is `publisher`."""

_DEGREES = (
    (re.compile(r"\b(?:disertasi|dissertation|doctoral|phd)\b|박사", re.I), "phdthesis", ""),
    (
        re.compile(r"\b(?:skripsi|bachelor|undergraduate)\b", re.I),
        "bathesis",
        N_("Bachelor's thesis"),
    ),
    (re.compile(r"\b(?:tesis|master|magister)\b|석사", re.I), "mathesis", ""),
)
"""Words for a degree; the `type` of a thesis in biblatex, and in BibTeX where it is not plain."""

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip

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


def as_bibtex(references: Iterable[Reference], dialect: str = "biblatex") -> str:
    """Return one entry for each publication, keyed by its source's key.

    The text is UTF-8; characters that LaTeX treats as special are escaped.

    Args:
        references: what is cited.
        dialect: one of `DIALECTS`.
    """
    return entries_of(_publications(references), dialect)


def entries_of(publications: Iterable[Publication], dialect: str = "biblatex") -> str:
    """Return the entries of publications, as `as_bibtex` does."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Block, Entry, Field
    from bibtexparser.writer import BibtexFormat

    entries: list[Block] = [
        Entry(
            _entry_type(publication, dialect),
            publication.key,
            [Field(name, value) for name, value in _fields(publication, dialect)],
        )
        for publication in publications
    ]
    layout = BibtexFormat()  # type: ignore[no-untyped-call]  # its __init__ has no types
    layout.indent = "  "
    layout.value_column = 0
    layout.trailing_comma = True
    return write_string(Library(entries), bibtex_format=layout)


def _entry_type(publication: Publication, dialect: str) -> str:
    if dialect == "biblatex":
        return _BIBLATEX.get(publication.type, "online")
    if publication.type == "thesis" and _degree(publication)[0] == "phdthesis":
        return "phdthesis"
    return _BIBTEX.get(publication.type, "misc")


def _degree(publication: Publication) -> tuple[str, str]:
    """Return the type of a thesis in biblatex and in BibTeX, as far as the source tells it."""
    text = f"{publication.title} {publication.note}"
    for word, biblatex, bibtex in _DEGREES:
        if word.search(text):
            return biblatex, _(bibtex)
    return _("Thesis"), _("Thesis")


def as_csl_json(references: Iterable[Reference]) -> str:
    """CSL-JSON with one item for each publication, for Zotero, Pandoc and citeproc."""
    return csl_items_of(_publications(references))


def csl_items_of(publications: Iterable[Publication]) -> str:
    """Return the items of publications, as `as_csl_json` does."""
    items = [_csl_item(publication) for publication in publications]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _publications(references: Iterable[Reference]) -> Iterable[Publication]:
    """The publications of all references, each key once."""
    by_key: dict[str, Publication] = {}
    for reference in references:
        for publication in reference.publications:
            by_key.setdefault(publication.key, publication)
    return by_key.values()


def _fields(publication: Publication, dialect: str) -> Iterator[tuple[str, str]]:
    if publication.authors:
        yield "author", " and ".join(map(_author, publication.authors))
    yield "title", f"{{{_latex(publication.title)}}}"
    if publication.publisher:
        yield _HOMES[dialect].get(publication.type, "publisher"), _latex(publication.publisher)
    if publication.type == "thesis":
        degree = _degree(publication)[dialect == "bibtex"]
        yield from [("type", degree)] if degree else ()
    yield from _date_fields(publication, dialect)
    if publication.address:
        address = publication.address.translate(_URL_ESCAPES)
        if _entry_type(publication, dialect) == "misc":  # the classical styles print no url
            yield "howpublished", f"\\url{{{address}}}"
        yield "url", address
    if publication.language:
        yield "language", _latex(publication.language)
    if publication.version and dialect == "biblatex":
        yield "version", _latex(publication.version)
    note = "; ".join(filter(None, (publication.note, _version_note(publication, dialect))))
    if note:
        yield "note", _latex(note)


def _version_note(publication: Publication, dialect: str) -> str:
    is_note = publication.version and dialect == "bibtex"
    return _("Version {version}", version=publication.version) if is_note else ""


def _date_fields(publication: Publication, dialect: str) -> Iterator[tuple[str, str]]:
    year, *rest = publication.date.split("-")
    if dialect == "biblatex" or not year.isdecimal():
        yield from [("date", publication.date)] if publication.date else ()
        return
    yield "year", year
    if rest and rest[0].isdecimal() and 1 <= int(rest[0]) <= len(_MONTHS):
        yield "month", _MONTHS[int(rest[0]) - 1]


def _author(name: str) -> str:
    """Return an author as "Family, Given"; what has no parts is held together by braces."""
    family, forenames, whole, is_body = name_parts(name)
    if is_eastern(name) and not is_body:  # a style would print the parts in Western order
        return f"{{{name}}}"
    if whole:
        return f"{{{_latex(whole)}}}" if " " in whole else _latex(whole)
    return f"{_latex(family)}, {_latex(forenames)}"


def _latex(text: str) -> str:
    return text.translate(_LATEX)


def _csl_item(publication: Publication) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": publication.key,
        "type": _CSL.get(publication.type, "webpage"),
        "title": publication.title,
    }
    if publication.authors:
        item["author"] = [_csl_name(author) for author in publication.authors]
    if publication.publisher:
        contained = publication.type in ("article", "news", "encyclopedia")
        item["container-title" if contained else "publisher"] = publication.publisher
    if publication.date:
        item["issued"] = _csl_date(publication.date)
    if publication.address:
        item["URL"] = publication.address
    if publication.language:
        item["language"] = publication.language
    if publication.version:
        item["version"] = publication.version
    if publication.note:
        item["note"] = publication.note
    return item


def _csl_name(name: str) -> dict[str, str]:
    family, forenames, whole, __ = name_parts(name)
    return {"literal": whole} if whole else {"family": family, "given": forenames}


def _csl_date(date: str) -> dict[str, Any]:
    parts = date.split("-")
    if not all(part.isdecimal() for part in parts):
        return {"raw": date}
    return {"date-parts": [[int(part) for part in parts]]}
