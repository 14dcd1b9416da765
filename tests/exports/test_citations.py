"""Reference managers read the exported references."""

from __future__ import annotations

import json
from pathlib import Path

import bibtexparser
import jsonschema

from kembar.exports.citations import as_bibtex, as_csl_json
from kembar.rdf.engine import Engine
from kembar.reports.references import Publication, Reference, references

SCHEMA = Path(__file__).parents[1] / "data" / "csl-data.json"
HOSTILE = Publication(
    key="x-1",
    title="100% {of} A & B_c #1 $x$ ~ ^ \\end 반둥",
    type="thesis",
    authors=("Stadt Braunschweig", "Dewi Purbaningrum"),
    publisher="R&D",
    date="2015-05",
    address="https://example.org/a_b?c=%20&d={e}",
    language="id",
    note="}",
)


def cited(*publications: Publication) -> list[Reference]:
    return [Reference(1, "x", publications)]


def test_bibtex_escapes_latex_and_reads_back() -> None:
    library = bibtexparser.parse_string(as_bibtex(cited(HOSTILE)))
    assert library.failed_blocks == []
    (entry,) = library.entries
    assert (entry.entry_type, entry.key) == ("thesis", "x-1")
    fields = {field.key: field.value for field in entry.fields}
    assert fields["author"] == "{Stadt Braunschweig} and {Dewi Purbaningrum}"
    assert fields["title"] == (
        r"{100\% \{of\} A \& B\_c \#1 \$x\$ \textasciitilde{} \textasciicircum{} "
        r"\textbackslash{}end 반둥}"
    )
    assert fields["url"] == "https://example.org/a_b?c=%20&d=%7Be%7D"
    assert fields["date"] == "2015-05"
    assert fields["institution"] == r"R\&D"


def test_csl_json_keeps_whole_names_and_partial_dates() -> None:
    (item,) = json.loads(as_csl_json(cited(HOSTILE)))
    assert item["author"] == [{"literal": "Stadt Braunschweig"}, {"literal": "Dewi Purbaningrum"}]
    assert item["issued"] == {"date-parts": [[2015, 5]]}
    assert (item["type"], item["title"]) == ("thesis", HOSTILE.title)


def test_all_sources_conform_to_the_csl_schema(engine: Engine) -> None:
    rows = engine.select(
        "SELECT DISTINCT ?l { ?s a <https://w3id.org/kembar/Source> ;"
        " <http://www.w3.org/2000/01/rdf-schema#label> ?l }"
    ).rows
    all_references = references(engine, [row[0].text for row in rows if row[0]])
    items = json.loads(as_csl_json(all_references))
    jsonschema.Draft7Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(items)
    assert len(items) > 600
    library = bibtexparser.parse_string(as_bibtex(all_references))
    assert library.failed_blocks == []
    assert len(library.entries) == len(items)


def test_a_publication_cited_twice_is_one_item() -> None:
    assert len(json.loads(as_csl_json([*cited(HOSTILE), *cited(HOSTILE)]))) == 1
    assert as_bibtex([]) == ""
    assert as_csl_json([]) == "[]\n"
