"""A report as a document of Word: real headings, tables with head rows, charts as pictures."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kembar.language import _, speaking, translated
from kembar.model.dates import PartialDate, in_words
from kembar.render.charts.texts import clean
from kembar.render.pages.things.partnership import claimant
from kembar.render.reports.messages import SIGNS, WORDS, as_of_line, signs_line, unknown_line
from kembar.render.reports.page import Cell, cited, heads, panel_chart, row_cells
from kembar.render.reports.pictures import lanes_picture, panel_picture
from kembar.reports.briefing import Briefing
from kembar.reports.report import Report, ReportPanel

if TYPE_CHECKING:
    from docx.document import Document

TAGS = {"en": "en-GB", "id": "id-ID", "ko": "ko-KR"}
"""Languages as Word names them."""

_LATIN, _HANGUL = "Arial", "Malgun Gothic"
"""Fonts that Word has on all systems; others put their own in their place."""

_WIDTH, _HEIGHT, _MARGIN = 210, 297, 18
"""A4 in millimetres."""


def report_document(report: Report) -> bytes:
    """Return the report as the bytes of a .docx."""
    with speaking(report.language):
        return _Writer(report).written()


class _Writer:
    """A report as it is being written."""

    def __init__(self, report: Report) -> None:
        import docx

        self.report = report
        self.words = translated(WORDS, report.language)
        self.document: Document = docx.Document()
        _set_up(self.document, report)

    def written(self) -> bytes:
        from docx.enum.text import WD_BREAK

        report, words = self.report, self.words
        self.document.add_heading(clean(report.title), 0)
        day = in_words(PartialDate(report.as_of), report.language)
        self._line(words["briefing"].format(day=day), "Subtitle")
        if report.briefing:
            self._first_page(report.briefing)
            self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        self._line(as_of_line(report))
        if not report.sections:
            self._line(words["nothing"])
        for section in report.sections:
            self._heading(section.heading.in_language(report.language), 1)
            for panel in section.panels:
                self._panel(panel)
        if report.unanswered_questions:
            self._heading(words["unanswered"], 1)
            for question in report.unanswered_questions:
                self._line(question.title.in_language(report.language), "List Bullet")
        self._references()
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _first_page(self, first: Briefing) -> None:
        words = self.words
        for each in first.paragraphs:
            paragraph = self.document.add_paragraph()
            for clause in each:
                text = clause.text.rstrip()
                paragraph.add_run(clean(text)).bold = clause.strong
                self._cite(paragraph, clause.sources)
                sign = f" {SIGNS[clause.mark]}" if clause.mark else ""
                paragraph.add_run(sign + clause.text[len(text) :])
        if first.numbers:
            table = self.document.add_table(rows=1, cols=len(first.numbers))
            for cell, one in zip(table.rows[0].cells, first.numbers, strict=True):
                number = cell.paragraphs[0].add_run(clean(one.number))
                number.bold, number.font.size = True, _points(16)
                cell.add_paragraph(clean(one.words))
        marks = _marks(first)
        if picture := lanes_picture(marks):
            self._heading(words["time"], 2)
            alternative = "; ".join(
                f"{one.dates[0]} {one.title}"
                for one in first.entries
                if one.dates and not one.lane.startswith("office")
            )
            self._picture(picture, alternative)
        if first.decisions:
            self._heading(words["decide"], 2)
            for decision in first.decisions:
                paragraph = self.document.add_paragraph(style="List Number")
                paragraph.add_run(clean(decision.title)).bold = True
                paragraph.add_run(clean(f" {decision.text}"))
                self._cite(paragraph, decision.sources)
        if first.claims:
            self._heading(words["obstacles"], 2)
            names = [words[key] for key in ("obstacle", "claimed", "data", "seen")]
            rows = [
                (
                    claim.obstacle.label.in_language(self.report.language),
                    f"{claimant(claim.study)} {_brackets(self.report.numbers_of(claim.sources))}",
                    claim.data or words["unstated"],
                    words.get(claim.obstacle.seen, words[""]),
                )
                for claim in first.claims
            ]
            self._table(names, rows, set())
        if gaps := unknown_line(self.report):
            self._heading(words["unknown"], 2)
            self._line(gaps)
        if key := signs_line(clause.mark for each in first.paragraphs for clause in each):
            self._line(key)

    def _panel(self, panel: ReportPanel) -> None:
        report = self.report
        self._heading(panel.heading.in_language(report.language), 2)
        drawn = panel_chart(panel, report)
        picture = panel_picture(panel, report) if drawn else None
        if drawn and picture:
            self._picture(picture, drawn.alternative)
            sources = report.citations(panel.source_names)[0] if panel.show == "chart" else []
            self._line(f"{drawn.alternative} {_brackets(sources)}".strip(), "Caption")
        if not picture or panel.show != "chart":
            columns = heads(panel, report.language)
            rows = [
                tuple(_cell_text(cell) for cell in row_cells(panel, row, report))
                for row in panel.rows
            ]
            numbers = {place for place, (_name, is_number) in enumerate(columns) if is_number}
            self._table([name for name, _is_number in columns], rows, numbers)
            if panel.more_rows:
                self._line(self.words["more"].format(count=panel.more_rows))

    def _references(self) -> None:
        report, words = self.report, self.words
        if report.references:
            self._heading(words["references"], 1)
            self._line(words["described"])
        for reference in report.references:
            lines = [
                " ".join(filter(None, (cited(one), one.address))) for one in reference.publications
            ]
            self._line(f"{reference.number}. {' / '.join(lines)}", "Reference")
        if report.works:
            self._heading(words["research"], 1)
            for work in report.works:
                self._line(work, "List Bullet")

    def _heading(self, text: str, level: int) -> None:
        self.document.add_heading(clean(text), level)

    def _line(self, text: str, style: str | None = None) -> None:
        self.document.add_paragraph(clean(text), style)

    def _cite(self, paragraph: Any, keys: Iterable[str]) -> None:
        numbers = _brackets(self.report.numbers_of(keys))
        if numbers:
            paragraph.add_run(numbers).font.superscript = True

    def _picture(self, picture: bytes, alternative: str) -> None:
        shape = self.document.add_picture(io.BytesIO(picture))
        widest = _millimetres(_WIDTH - 2 * _MARGIN)
        if shape.width > widest:
            shape.height = round(shape.height * widest / shape.width)
            shape.width = widest
        named: Any = shape._inline.docPr
        named.set("descr", clean(alternative))

    def _table(self, names: list[str], rows: Sequence[Sequence[str]], numbers: set[int]) -> None:
        """Write a table whose head row is repeated on each page, and whose rows are not broken."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        table = self.document.add_table(rows=1, cols=len(names))
        table.style = "Table Grid"
        head = table.rows[0]
        _row_property(head, "tblHeader")
        for cell, name in zip(head.cells, names, strict=True):
            cell.paragraphs[0].style = "Cell"
            cell.paragraphs[0].add_run(clean(name)).bold = True
        for row in rows:
            new = table.add_row()
            _row_property(new, "cantSplit")
            for place, (cell, text) in enumerate(zip(new.cells, row, strict=True)):
                paragraph = cell.paragraphs[0]
                paragraph.style = "Cell"
                paragraph.add_run(clean(text))
                if place in numbers:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self.document.add_paragraph()


def _set_up(document: Document, report: Report) -> None:
    """Set the page, the styles, the language and what the file tells of itself."""
    from docx.enum.style import WD_STYLE_TYPE

    section = document.sections[0]
    section.page_width, section.page_height = _millimetres(_WIDTH), _millimetres(_HEIGHT)
    section.left_margin = section.right_margin = _millimetres(_MARGIN)
    section.top_margin = section.bottom_margin = _millimetres(_MARGIN)
    _page_number(section.footer.paragraphs[0])
    for name, size in (("Normal", 10), ("Cell", 8), ("Reference", 8), ("Caption", 8)):
        style: Any = (
            document.styles[name]
            if name in document.styles
            else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        )
        style.font.size = _points(size)
        style.paragraph_format.space_after = _points(1 if name == "Cell" else 4)
    for name in ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2"):
        _fonts(document.styles[name], TAGS[report.language])
    properties = document.core_properties
    properties.title, properties.language = clean(report.title), TAGS[report.language]
    properties.author, properties.comments = "Kembar", clean(as_of_line(report))
    day = datetime.datetime.fromisoformat(report.as_of)
    properties.created = properties.modified = day


def _fonts(style: Any, tag: str) -> None:
    """Set the fonts of a style, that of Korean letters too, and its language."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    style.font.name = _LATIN
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), _HANGUL)
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), tag)
    language.set(qn("w:eastAsia"), "ko-KR")


def _row_property(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(f"w:{name}"))


def _page_number(paragraph: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text or None
        run._r.append(element)


def _marks(first: Briefing) -> list[tuple[str, datetime.date]]:
    lanes: Mapping[str, str] = {
        "document": _("Documents"),
        "done": _("Carried out"),
        "planned": _("Planned only"),
    }
    return [
        (words, one.start)
        for lane, words in lanes.items()
        for one in first.entries
        if one.lane == lane and one.start
    ]


def _cell_text(cell: Cell) -> str:
    runs = (f"[{a}]" if a == b else f"[{a}]–[{b}]" for a, b in cell.runs)
    return " ".join(filter(None, (cell.text, *runs, *cell.names)))


def _brackets(numbers: Iterable[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)


def _millimetres(length: float) -> Any:
    from docx.shared import Mm

    return Mm(length)
