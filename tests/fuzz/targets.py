"""The targets of fuzzing: each takes any bytes, and may refuse them with one line, no more.

A target reads its bytes as a stranger's file or text. Where reading has an inverse, or an order of
its own (escape and restore, parse and write), the target asserts that too.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kembar.editing.history import records_in
from kembar.editing.yaml_entries import read_yaml
from kembar.errors import KembarError
from kembar.importers import read_network_links, read_review, read_table_links, read_wikidata_links
from kembar.importers.wikidata.resume_file import ResumeFile
from kembar.model.amounts import read_amount
from kembar.model.dates import PartialDate, read_date
from kembar.model.formula_escape import escape_formula, unescape_formula
from kembar.model.keys import host_of, source_key
from kembar.model.records import KINDS
from kembar.model.tables import read_table
from kembar.model.to_rdf import slug
from kembar.names.countries import country_code
from kembar.names.normalize import fold, fold_in_any_order
from kembar.queries.saved import find_question, find_topics
from kembar.rdf.remote.http_login import Login
from kembar.rdf.results import parse_tsv, read_results, read_triples
from kembar.rdf.sparql_text import check_query
from kembar.rdf.syntax import RDF_FORMATS, parse_quads, read_external_rdf, to_turtle
from kembar.rdf.terms import iri, literal, parse_term
from kembar.reports.plan import find_plans
from kembar.store.load import read_graphs
from kembar.visible_text import marks, on_one_line, visible
from kembar.workspace.layout import CARD, File, Workspace, files_below, open_workspace
from kembar.workspace.month_files import read_month
from tests.fuzz import seeds


@dataclass(frozen=True)
class Target:
    """A call that takes any bytes.

    Attributes:
        call: takes any bytes.
        seeds: inputs to begin with.
        tokens: words that the inputs are made of.
        refusals: the errors by which the program refuses a text, as its docstring says.
    """

    call: Callable[[bytes], object]
    seeds: Callable[[], Iterable[bytes]]
    tokens: Sequence[str] = ()
    refusals: tuple[type[Exception], ...] = (KembarError,)

    def attempt(self, content: bytes) -> bool:
        """Call the target; false where it refused the bytes, in one line."""
        try:
            self.call(content)
        except self.refusals as refusal:
            if isinstance(refusal, KembarError):
                text = str(refusal)
                assert text, "a refusal says why"
                assert "\n" not in text, f"a refusal of several lines: {text!r}"
            return False
        return True


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="fuzz-")


def scratch() -> Path:
    """A folder of this process."""
    return Path(_folder().name)


def written(name: str, content: bytes) -> Path:
    """A file with some bytes, in the folder of this process."""
    path = scratch() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def of_file(name: str, read: Callable[[Path], object]) -> Callable[[bytes], object]:
    """The call that reads its bytes from a file of a name."""
    return lambda content: read(written(name, content))


def of_text(read: Callable[[str], object]) -> Callable[[bytes], object]:
    """The call that reads its bytes as a text."""
    return lambda content: read(content.decode("utf-8", "replace"))


def chosen(options: Sequence[Any], content: bytes) -> tuple[Any, bytes]:
    """The option that the first byte names, and the rest."""
    return (options[content[0] % len(options)], content[1:]) if content else (options[0], b"")


class _OwnFiles(Workspace):
    """A workspace without the shipped questions, which would be read for each input."""

    def files(self, folder: str, *suffixes: str) -> list[File]:
        return list(files_below(scratch() / folder, f"workspace/{folder}", suffixes))


def _workspace() -> Workspace:
    return _OwnFiles(scratch(), shipped=False)


# Lists and networks ------------------------------------------------------------------------------


def _table(path: Path) -> None:
    list(read_table_links(path))


def _workbook(content: bytes) -> None:
    """A workbook, one part of which is replaced: bytes that are no ZIP would end there."""
    part, text = chosen(seeds.WORKBOOK_PARTS, content)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, usual in seeds.workbook().items():
            archive.writestr(name, text if name == part else usual)
    _table(written("list.xlsx", out.getvalue()))


def _network(path: Path) -> None:
    list(read_network_links(path))


def _wikidata(name: str) -> Callable[[bytes], object]:
    return of_file(name, lambda path: list(read_wikidata_links(path)))


def _resume(path: Path) -> None:
    list(ResumeFile(path, "https://example.org/sparql", "").pages())


# Files of a workspace ----------------------------------------------------------------------------


def _records(content: bytes) -> None:
    kind, text = chosen(tuple(KINDS), content)
    path = written(f"{kind}.csv", text)
    read_table(path)
    read_graphs(File(path, f"workspace/data/office/{kind}.csv"))


def _question(content: bytes) -> None:
    written("queries/fuzzed.rq", content)
    _ = find_question(_workspace(), "fuzzed").body


def _beside_questions(stem: str, find: Callable[[Workspace], object]) -> Callable[[bytes], object]:
    def call(content: bytes) -> None:
        path = written(f"queries/{stem}.yaml", content)
        try:
            find(_workspace())
        finally:
            path.unlink()

    return call


def _card(path: Path) -> None:
    read_graphs(File(path, f"workspace/data/office/{CARD}"))


def _change(path: Path) -> None:
    list(records_in(path))
    read_graphs(File(path, f"workspace/data/added/2026/{path.name}"))


# RDF and SPARQL ----------------------------------------------------------------------------------


def _rdf(content: bytes) -> None:
    suffix, text = chosen(tuple(RDF_FORMATS), content)
    path = written(f"others{suffix}", text)
    parse_quads(path, "https://example.org/others", path.name)
    triples = {triple for triple in read_external_rdf(path) if "_:" not in "".join(triple)}
    turtle = written("again.ttl", to_turtle(sorted(triples), {}).encode())
    assert {triple for triple, _ in parse_quads(turtle, "https://example.org/x", "")} == triples


def _results(media: str) -> Callable[[bytes], object]:
    return lambda content: list(read_results(io.BytesIO(content), media)[1])


def _graph_results(content: bytes) -> None:
    media, text = chosen(("application/n-triples", "text/turtle"), content)
    list(read_triples(io.BytesIO(text), media))


def _tsv(text: str) -> None:
    parse_tsv(text, len(text.partition("\n")[0].split("\t")))


def _terms(text: str) -> None:
    assert parse_term(literal(text)).text == text
    assert parse_term(literal(text, "id")).text == text
    try:
        address = iri(text)
    except ValueError:
        return
    assert parse_term(address).text == text


# Values and names --------------------------------------------------------------------------------


def _date(text: str) -> None:
    date = read_date(text)
    assert read_date(date.text) == date == PartialDate(date.text)


def _amount(text: str) -> None:
    amount = read_amount(text)
    assert amount.is_finite()
    assert read_amount(f"{amount:f}".partition(".")[0] or "0").is_finite()


def _names(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert fold_in_any_order(folded) == fold_in_any_order(text)
    assert slug(slug(text)) == slug(text)
    assert slug(source_key("", text)) == source_key("", text)
    country_code(text)
    host_of(text)
    source_key(text, text)


def _formula(text: str) -> None:
    assert unescape_formula(escape_formula(text)) == text
    assert escape_formula(text)[:1] not in "=@\t\r" or not text


HIDDEN = frozenset(marks())
"""The characters that a terminal obeys or hides."""


def _terminal(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert HIDDEN.isdisjoint(shown.replace("\r\n", ""))
    assert len(on_one_line(text).splitlines()) <= 1


def _challenge(content: bytes) -> None:
    """The challenge of a server: the answer is one header, whatever the server says."""
    text = content.decode("latin-1").replace("\r", " ").replace("\n", " ")
    login = Login("Ani:a secret", "https://example.org/sparql")
    login.accept(text.split("\x1f"))
    headers = login.headers("POST", "/sparql")
    for header in headers.values():
        assert not set(header) & set("\r\n")


_NOT_A_VALUE = (ValueError,)
_MALFORMED = (SyntaxError,)

TARGETS: dict[str, Target] = {
    "delimited": Target(of_file("list.csv", _table), seeds.tables, seeds.CELLS),
    "xlsx": Target(of_file("list.xlsx", _table), seeds.workbooks),
    "workbook": Target(_workbook, seeds.workbook_parts, seeds.SHEET_WORDS),
    "network": Target(of_file("list.gexf", _network), seeds.networks, seeds.NETWORK_WORDS),
    "review": Target(of_file("review.csv", read_review), seeds.reviews, seeds.CELLS),
    "wikidata_results": Target(_wikidata("results.json"), seeds.wikidata_results, seeds.JSON_WORDS),
    "wikidata_dump": Target(_wikidata("dump.nt"), seeds.wikidata_dumps, seeds.RDF_WORDS),
    "resume": Target(of_file("wikidata.resume", _resume), seeds.resumed, seeds.JSON_WORDS),
    "records": Target(_records, seeds.records, seeds.CELLS),
    "question": Target(_question, seeds.questions, seeds.YAML_WORDS),
    "topics": Target(_beside_questions("topics", find_topics), seeds.topics, seeds.YAML_WORDS),
    "reports": Target(_beside_questions("reports", find_plans), seeds.plans, seeds.YAML_WORDS),
    "entries": Target(of_file("entries.yaml", read_yaml), seeds.entries, seeds.YAML_WORDS),
    "configuration": Target(
        of_file("kembar.toml", lambda path: open_workspace(path.parent)),
        seeds.configurations,
        seeds.TOML_WORDS,
    ),
    "card": Target(of_file(CARD, _card), seeds.cards, seeds.TOML_WORDS),
    "change": Target(of_file("20260524T120000-ani.trig", _change), seeds.changes, seeds.RDF_WORDS),
    "month": Target(of_file("2026-05.trig", read_month), seeds.changes, seeds.RDF_WORDS),
    "rdf": Target(_rdf, seeds.rdf, seeds.RDF_WORDS),
    "results_json": Target(
        _results("application/sparql-results+json"),
        seeds.results_json,
        seeds.JSON_WORDS,
        _MALFORMED,
    ),
    "results_xml": Target(
        _results("application/sparql-results+xml"), seeds.results_xml, seeds.XML_WORDS, _MALFORMED
    ),
    "results_graph": Target(_graph_results, seeds.graph_results, seeds.RDF_WORDS, _MALFORMED),
    "results_tsv": Target(of_text(_tsv), seeds.results_tsv, seeds.RDF_WORDS, _NOT_A_VALUE),
    "terms": Target(of_text(_terms), seeds.names, seeds.RDF_WORDS),
    "date": Target(of_text(_date), seeds.dates, seeds.DATE_WORDS, _NOT_A_VALUE),
    "amount": Target(of_text(_amount), seeds.amounts, seeds.AMOUNT_WORDS, _NOT_A_VALUE),
    "names": Target(of_text(_names), seeds.names, (), _NOT_A_VALUE),
    "formula": Target(of_text(_formula), seeds.formulas, ("'", "=", "+", "-", "@")),
    "terminal": Target(of_text(_terminal), seeds.terminal),
    "sparql": Target(of_text(check_query), seeds.queries, seeds.SPARQL_WORDS),
    "challenge": Target(_challenge, seeds.challenges, seeds.CHALLENGE_WORDS),
}
