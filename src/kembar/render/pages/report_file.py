"""A report as a file: HTML, Markdown, PDF, or its references alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kembar.errors import InputError
from kembar.exports.citations import as_bibtex, as_csl_json
from kembar.model.to_rdf import slug
from kembar.render.pages.pdf import print_pdf
from kembar.render.pages.report_markdown import report_text
from kembar.render.pages.report_page import report_page
from kembar.reports.report import Report
from kembar.workspace.atomic_write import write_text
from kembar.workspace.cache import DiskCache

FORMS = {"html": ".html", "markdown": ".md", "pdf": ".pdf", "bibtex": ".bib", "csl-json": ".json"}
"""The ending of each form's files."""


def write_report(
    report: Report, path: Path | None = None, form: str = "", cache: DiskCache | None = None
) -> Path:
    """Write a report, whole or not at all.

    Args:
        report: what to write.
        path: the file; named after the report without.
        form: one of `FORMS`; told by the ending of the path without, else HTML.
        cache: where charts are kept, if anywhere.

    Raises:
        InputError: an ending that tells no form.
        KembarError: no browser for a PDF; the disk says no.
    """
    form = form or _form_of(path)
    path = path or Path(f"{slug(' '.join((report.kind, *report.names)))}{FORMS[form]}")
    if form == "pdf":
        return print_pdf(report_page(report, cache), path)
    writers: dict[str, Callable[[], str]] = {
        "html": lambda: report_page(report, cache),
        "markdown": lambda: report_text(report),
        "bibtex": lambda: as_bibtex(report.references),
        "csl-json": lambda: as_csl_json(report.references),
    }
    return write_text(path, writers[form]())


def _form_of(path: Path | None) -> str:
    if path is None or not path.suffix:
        return "html"
    forms = [form for form, ending in FORMS.items() if ending == path.suffix.lower()]
    if not forms:
        endings = ", ".join(FORMS.values())
        raise InputError(f"what to write is told by the ending: use {endings}", file=path)
    return forms[0]
