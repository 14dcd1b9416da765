"""Reference managers read the exported references."""

from __future__ import annotations

import json
from pathlib import Path

import bibtexparser
import jsonschema
import pytest
from bibtexparser.middlewares import NameParts, SeparateCoAuthors, SplitNameParts

from kembar.exports.citations import DIALECTS, as_bibtex, as_csl_json
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


def parsed(text: str) -> list[tuple[str, dict[str, str]]]:
    """The entries as bibtexparser reads them: the type, and the fields."""
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    return [(e.entry_type, {f.key: str(f.value) for f in e.fields}) for e in library.entries]


def authors_of(*names: str) -> list[NameParts]:
    """The authors of an entry as bibtexparser splits them by the rules of BibTeX."""
    text = as_bibtex(cited(Publication("x", "T", authors=names)))
    middlewares = [SeparateCoAuthors(), SplitNameParts()]
    (entry,) = bibtexparser.parse_string(text, append_middleware=middlewares).entries
    return list(entry["author"])


def test_biblatex_escapes_latex_and_reads_back() -> None:
    ((kind, fields),) = parsed(as_bibtex(cited(HOSTILE)))
    assert kind == "thesis"
    assert fields["author"] == "{Stadt Braunschweig} and Purbaningrum, Dewi"
    assert fields["title"] == (
        r"{100\% \{of\} A \& B\_c \#1 \$x\$ \textasciitilde{} \textasciicircum{} "
        r"\textbackslash{}end 반둥}"
    )
    assert fields["url"] == "https://example.org/a_b?c=%20&d=%7Be%7D"
    assert fields["date"] == "2015-05"
    assert fields["institution"] == r"R\&D"
    assert fields["type"] == "Thesis"


def test_bibtex_has_a_school_year_and_month() -> None:
    ((kind, fields),) = parsed(as_bibtex(cited(HOSTILE), "bibtex"))
    assert kind == "mastersthesis"
    assert (fields["school"], fields["year"], fields["month"]) == (r"R\&D", "2015", "May")
    assert not {"date", "institution", "publisher"} & {*fields}


@pytest.mark.parametrize(
    ("publication", "biblatex", "bibtex"),
    [
        (Publication("a", "Disertasi", "thesis"), ("thesis", "phdthesis"), ("phdthesis", None)),
        (Publication("a", "T", "thesis", note="Skripsi"), ("thesis", "bathesis"),
         ("mastersthesis", "Bachelor's thesis")),
        (Publication("a", "석사학위", "thesis"), ("thesis", "mathesis"), ("mastersthesis", None)),
        (Publication("a", "T", "report", publisher="P"), ("report", None), ("techreport", None)),
        (Publication("a", "T", "law"), ("legislation", None), ("misc", None)),
        (Publication("a", "T", "news", date="1997~"), ("online", None), ("misc", None)),
    ],
)  # fmt: skip
def test_each_dialect_has_its_types(
    publication: Publication, biblatex: tuple[str, str | None], bibtex: tuple[str, str | None]
) -> None:
    for dialect, expected in (("biblatex", biblatex), ("bibtex", bibtex)):
        ((kind, fields),) = parsed(as_bibtex(cited(publication), dialect))
        assert (kind, fields.get("type")) == expected
    assert json.loads(as_csl_json(cited(publication)))


@pytest.mark.parametrize(
    ("name", "von", "last", "first"),
    [
        ("Dewi Purbaningrum", "", "Purbaningrum", "Dewi"),
        ("Rizky", "", "Rizky", ""),
        ("Kim Dong-hwa", "", "Kim", "Dong-hwa"),
        ("Ino Kim", "", "Kim", "Ino"),
        ("송영현", "", "{송영현}", ""),
        ("Jan van der Berg", "van der", "Berg", "Jan"),
        ("Purbaningrum, Dewi", "", "Purbaningrum", "Dewi"),
        ("Daniel H.T.", "", "{Daniel H.T.}", ""),
        ("Stadt Braunschweig", "", "{Stadt Braunschweig}", ""),
        ("Dinas Pariwisata dan Kebudayaan", "", "{Dinas Pariwisata dan Kebudayaan}", ""),
        ("Smith and Sons", "", "{Smith and Sons}", ""),
        ("서울시", "", "서울시", ""),
    ],
)
def test_persons_are_sorted_by_the_family_name(name: str, von: str, last: str, first: str) -> None:
    (parts, other) = authors_of(name, "Dewi Suci Rahayu")
    assert [" ".join(part) for part in (parts.von, parts.last, parts.first)] == [von, last, first]
    assert other.last == ["Rahayu"]


def test_csl_json_keeps_whole_names_and_partial_dates() -> None:
    (item,) = json.loads(as_csl_json(cited(HOSTILE)))
    person = {"family": "Purbaningrum", "given": "Dewi"}
    assert item["author"] == [{"literal": "Stadt Braunschweig"}, person]
    (korean,) = json.loads(as_csl_json(cited(Publication("x", "T", authors=("송영현",)))))
    assert korean["author"] == [{"family": "송", "given": "영현"}]
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
    for dialect in DIALECTS:
        entries = parsed(as_bibtex(all_references, dialect))
        assert len(entries) == len(items)
        homes = {"biblatex": "institution", "bibtex": "school"}
        theses = [f for kind, f in entries if kind in ("thesis", "mastersthesis", "phdthesis")]
        assert len(theses) > 40
        assert any(homes[dialect] in fields for fields in theses)
        names = [n for _, f in entries for n in f.get("author", "").split(" and ") if n]
        assert sum(", " in name for name in names) > 200


def test_a_publication_cited_twice_is_one_item() -> None:
    assert len(json.loads(as_csl_json([*cited(HOSTILE), *cited(HOSTILE)]))) == 1
    assert as_bibtex([]) == ""
    assert as_csl_json([]) == "[]\n"
