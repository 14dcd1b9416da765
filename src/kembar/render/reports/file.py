"""A report as a file: HTML, Markdown, PDF, Word, or its references alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path

from kembar.exports.citations import as_bibtex, as_csl_json
from kembar.model.to_rdf import slug
from kembar.render.notebook import notebook_frame
from kembar.render.reports.markdown import report_markdown
from kembar.render.reports.page import report_page
from kembar.render.reports.pdf import print_pdf
from kembar.render.reports.word import report_document
from kembar.reports.report import Report
from kembar.workspace.output_file import ending_of, write_bytes, write_text

REPORT_SUFFIXES = {
    "html": ".html",
    "markdown": ".md",
    "pdf": ".pdf",
    "docx": ".docx",
    "biblatex": ".bib",
    "bibtex": ".bib",
    "csl-json": ".json",
}
"""The suffix of the files of each format."""


_TEXTS: dict[str, Callable[[Report], str]] = {
    "html": report_page,
    "markdown": report_markdown,
    "biblatex": lambda report: as_bibtex(report.references),
    "bibtex": lambda report: as_bibtex(report.references, "bibtex"),
    "csl-json": lambda report: as_csl_json(report.references),
}


@dataclass(frozen=True)
class ReportDocument(Report):
    """A report that can be written to a file and shows itself in a notebook."""

    @classmethod
    def of(cls, report: Report) -> ReportDocument:
        """Return the document of a report."""
        return cls(**{field.name: getattr(report, field.name) for field in fields(report)})

    def write(
        self,
        path: str | Path | None = None,
        format: str = "",  # noqa: A002
        *,
        force: bool = False,
    ) -> Path:
        """Write the report to a file, whole or not at all, and return its path.

        Args:
            path: the file; without one, a file in the current folder named after the report.
            format: a key of `REPORT_SUFFIXES`; without one, the suffix of the path decides, else
                HTML.
            force: replace also a file of a workspace.

        Raises:
            InputError: a suffix of no format, or of another; a file of a workspace stands there.
            KembarError: no browser for a PDF, or the file cannot be written.
        """
        path = Path(path) if path else None
        format = _format_of(path, format)  # noqa: A001
        path = path or Path(f"{slug(' '.join((self.kind, *self.names)))}{REPORT_SUFFIXES[format]}")
        if format == "pdf":
            return print_pdf(report_page(self), path, force=force)
        if format == "docx":
            return write_bytes(path, report_document(self), force=force)
        return write_text(path, _TEXTS[format](self), force=force)

    def _repr_html_(self) -> str:
        return notebook_frame(report_page(self), self.title)


def _format_of(path: Path | None, format: str) -> str:  # noqa: A002
    """Return the format, or the one that the suffix of the path tells."""
    endings = [*((suffix, name) for name, suffix in REPORT_SUFFIXES.items()), (".htm", "html")]
    suffixes = dict.fromkeys(suffix for suffix, name in endings if format in ("", name))
    suffix = ending_of(path, tuple(suffixes)) if path else ""
    return format or next((name for s, name in endings if s == suffix), "html")
