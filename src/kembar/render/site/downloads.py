"""The data of a site to download: the graph as RDF and CSV, its sources, and the answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kembar.exports.citations import entries_of
from kembar.exports.rdf.description import Description
from kembar.exports.rdf.graph_files import rdf_parts
from kembar.exports.tables import as_csv_tables
from kembar.language import LANGUAGES, N_
from kembar.queries.answer import Answer
from kembar.queries.saved import Question
from kembar.render.answers import as_csv, as_sparql_results, as_workbook
from kembar.render.site.description import Answered, Download, dcat
from kembar.render.site.folder import SiteWriter
from kembar.render.site.source import Maker, SiteSource
from kembar.reports.references import all_publications

RDF = (
    ("trig", "data/kembar.trig", "application/trig", N_("All statements by source (TriG)")),
    (
        "jsonld",
        "data/kembar.jsonld",
        "application/ld+json",
        N_("All statements by source (JSON-LD)"),
    ),
)
_SOURCES = Download("data/sources.bib", "application/x-bibtex", N_("All sources (BibTeX)"))
_TABLES = "data/tables/"
_DCAT = "data/dcat.jsonld"

_FORMS = {
    "csv": ("CSV", "text/csv"),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": ("JSON", "application/sparql-results+json"),
}
"""Words and media type of an answer's files by their ending."""

MOST_SHEET_ROWS = 10_000
"""Rows of an answer that is also a workbook: larger ones cost seconds, and are for programs."""


def write_answer(writer: SiteWriter, answer: Answer, name: str, language: str) -> list[Download]:
    """Write the files of an answer in a language, and return them."""
    texts: dict[str, str | bytes] = {"csv": as_csv(answer)}
    if len(answer.rows) <= MOST_SHEET_ROWS:
        texts["xlsx"] = as_workbook(answer, language)
    texts["json"] = as_sparql_results(answer, "json")
    for ending, text in texts.items():
        writer.write(_answer_path(name, language, ending), text)
    return [_answer_file(name, language, ending) for ending in texts]


def answer_files(paths: Collection[str], questions: Iterable[Question]) -> list[Answered]:
    """Return the questions whose answers are among the paths of a site, with their files."""
    answers = []
    for question in sorted(questions, key=lambda one: one.name):
        files = {
            code: [
                _answer_file(question.name, code, ending)
                for ending in _FORMS
                if _answer_path(question.name, code, ending) in paths
            ]
            for code in LANGUAGES
        }
        if any(files.values()):
            answers.append(Answered(question, files))
    return answers


def write_downloads(maker: Maker, writer: SiteWriter) -> None:
    """Write the files of data, unless they hold this state of the graph already."""
    source, (engine, __, version) = maker.source, maker.access
    if version and writer.site.notes == download_notes(source, version):
        old = [path for path in writer.site.files if _is_data(path)]
        if old and all(map(writer.keep, old)):
            return
    description = _description(maker)
    for form, path, *_rest in RDF:
        writer.write_parts(path, rdf_parts(engine, form, description.in_form(form)))
    for name, text in as_csv_tables(engine, description.in_form("csv")).items():
        writer.write(f"{_TABLES}{name}", text)
    writer.write(_SOURCES.path, entries_of(all_publications(engine)))


def write_description(maker: Maker, writer: SiteWriter, answers: Iterable[Answered]) -> None:
    """Write the description of all files of data, when they are there."""
    address = maker.source.address
    writer.write(_DCAT, dcat(_description(maker), downloads(writer.seals), answers, address))


def _description(maker: Maker) -> Description:
    source, (engine, __, version) = maker.source, maker.access
    title = source.workspace.title
    return Description.of(engine, "trig", title=title, version=version, complete=False)


def downloads(paths: Iterable[str]) -> list[Download]:
    """Return the files of the graph among the paths of a site; their words are English."""
    tables = sorted(path for path in paths if path.startswith(_TABLES))
    return [
        *(Download(path, media, words) for _form, path, media, words in RDF),
        _SOURCES,
        *(Download(path, _media(path), path.removeprefix(_TABLES)) for path in tables),
    ]


def download_notes(source: SiteSource, version: str) -> dict[str, str]:
    """Return the notes by which a later run knows whether its data are in the files already."""
    return {"data": f"{version} {source.as_of} {source.address}"}


def _answer_path(name: str, language: str, ending: str) -> str:
    return f"data/{language}/{name}.{ending}"


def _answer_file(name: str, language: str, ending: str) -> Download:
    words, media = _FORMS[ending]
    return Download(_answer_path(name, language, ending), media, words)


def _is_data(path: str) -> bool:
    return path.startswith(_TABLES) or path in {_SOURCES.path, *(path for _, path, *_ in RDF)}


def _media(path: str) -> str:
    return "application/csvm+json" if path.endswith(".json") else "text/csv"
