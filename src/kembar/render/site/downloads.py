"""The data of a site to download: the graph as RDF, its tables as CSV, and their description."""

from __future__ import annotations

from collections.abc import Iterable

from kembar.exports.rdf.description import Description
from kembar.exports.rdf.graph_files import rdf_parts
from kembar.exports.tables import as_csv_tables
from kembar.language import N_
from kembar.render.site.feeds import Download, dcat
from kembar.render.site.folder import SiteWriter
from kembar.render.site.source import Maker, SiteSource

RDF = (
    ("trig", "data/kembar.trig", "application/trig", N_("All statements by source (TriG)")),
    (
        "jsonld",
        "data/kembar.jsonld",
        "application/ld+json",
        N_("All statements by source (JSON-LD)"),
    ),
)
_TABLES = "data/tables/"
_DCAT = "data/dcat.jsonld"


def write_downloads(maker: Maker, writer: SiteWriter) -> None:
    """Write the files of data, unless they hold this state of the graph already."""
    source, (engine, __, version) = maker.source, maker.access
    if version and writer.site.notes == download_notes(source, version):
        old = [path for path in writer.site.files if _is_data(path)]
        if old and all(map(writer.keep, old)):
            return
    description = Description.of(
        engine, "trig", title=source.workspace.title, version=version, complete=False
    )
    for form, path, *_rest in RDF:
        writer.write_parts(path, rdf_parts(engine, form, description.in_form(form)))
    for name, text in as_csv_tables(engine, description.in_form("csv")).items():
        writer.write(f"{_TABLES}{name}", text)
    writer.write(_DCAT, dcat(description, downloads(writer.seals), source.address))


def downloads(paths: Iterable[str]) -> list[Download]:
    """Return the files of data among the paths of a site; their words are yet to be translated."""
    tables = sorted(path for path in paths if path.startswith(_TABLES))
    return [
        *(Download(path, media, words) for _form, path, media, words in RDF),
        *(Download(path, _media(path), path.removeprefix(_TABLES)) for path in tables),
    ]


def download_notes(source: SiteSource, version: str) -> dict[str, str]:
    """Return the notes by which a later run knows whether its data are in the files already."""
    return {"data": f"{version} {source.as_of} {source.address}"}


def _is_data(path: str) -> bool:
    return path == _DCAT or path.startswith(_TABLES) or path in {path for _, path, *_ in RDF}


def _media(path: str) -> str:
    return "application/csvm+json" if path.endswith(".json") else "text/csv"
