"""Every form in which the graph is written for other programs, by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kembar.exports import networks, quickstatements, rdf, tables
from kembar.files import write_whole
from kembar.network import network
from kembar.oxigraph import Engine

FORMATS = (
    "turtle",
    "trig",
    "nquads",
    "jsonld",
    "csv",
    "xlsx",
    "gexf",
    "graphml",
    "geojson",
    "quickstatements",
)
_ENDINGS = {"turtle": "ttl", "nquads": "nq", "quickstatements": "tsv"}


def write_export(engine: Engine, form: str, path: Path | None = None, language: str = "en") -> Path:
    """Write the graph in one of `FORMATS`; csv makes a folder of tables.

    Args:
        engine: the graph.
        form: one of `FORMATS`.
        path: a file, or the folder of the tables; named after the form without.
        language: of labels in networks.

    Raises:
        KembarError: the disk says no.
    """
    path = path or Path("kembar" if form == "csv" else f"kembar.{_ENDINGS.get(form, form)}")
    if form == "csv":
        for name, text in tables.as_csv_tables(engine).items():
            write_whole(path / name, text)
        return path
    if form == "xlsx":
        return tables.write_xlsx(engine, path)
    texts: dict[str, Callable[[], str]] = {
        "turtle": lambda: rdf.as_turtle(engine),
        "trig": lambda: rdf.as_trig(engine),
        "nquads": lambda: rdf.as_n_quads(engine),
        "jsonld": lambda: rdf.as_json_ld(engine),
        "gexf": lambda: networks.as_gexf(network(engine, language)),
        "graphml": lambda: networks.as_graphml(network(engine, language)),
        "geojson": lambda: networks.as_geojson(network(engine, language)),
        "quickstatements": lambda: quickstatements.as_quickstatements(engine),
    }
    return write_whole(path, texts[form]())
