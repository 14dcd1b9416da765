"""An answer is a table in a notebook and a data frame with typed columns."""

from __future__ import annotations

import datetime
import sys
from html.parser import HTMLParser

import pytest

from kembar.errors import KembarError
from kembar.queries.answer import Answer
from kembar.queries.run import answer_question
from kembar.queries.saved import find_questions
from kembar.rdf.engine import Engine
from kembar.rdf.terms import XSD, Value
from kembar.read_only_graph import ReadOnlyGraph
from kembar.workspace.layout import Workspace

QUESTIONS = find_questions(Workspace())
HOSTILE = "<script>alert('1')</script>&amp;"


class Cells(HTMLParser):
    """The texts of a table's cells, by the name of their element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: dict[str, list[str]] = {}
        self.tag = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.tag = tag
        self.texts.setdefault(tag, []).append("")

    def handle_data(self, data: str) -> None:
        self.texts[self.tag][-1] += data


def typed(text: str, datatype: str) -> Value:
    return Value(text, "literal", XSD + datatype)


def column(*values: Value | None) -> Answer:
    return Answer(("a",), [(value,) for value in values])


def test_columns_of_real_answers_are_typed(engine: Engine) -> None:
    frame = answer_question(engine, QUESTIONS["activities"], {}).to_polars()
    types = {name: str(kind) for name, kind in zip(frame.columns, frame.dtypes, strict=True)}
    assert (types["activity"], types["start"], types["end"]) == ("String", "String", "String")
    assert types["amount"] == "Float64"

    pairs = answer_question(engine, QUESTIONS["single-source-partnerships"])
    assert pairs.to_polars()["own"].sum() == sum(str(row[2]) == "true" for row in pairs.rows)
    assert str(pairs.to_pandas()["own"].dtype) == "boolean"
    holdings = answer_question(engine, QUESTIONS["holdings"]).to_pandas()
    assert [str(kind) for kind in holdings.dtypes] == ["string", "Int64", "Int64"]
    assert holdings["count"].max() == holdings["count"].iloc[0]


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_every_answer_becomes_a_data_frame(engine: Engine, name: str) -> None:
    answer = answer_question(engine, QUESTIONS[name])
    pandas, polars = answer.to_pandas(), answer.to_polars()
    assert tuple(pandas.columns) == tuple(polars.columns) == answer.columns
    assert pandas.shape == polars.shape == (len(answer.rows), len(answer.columns))
    missing = [[not (value and value.text) for value in row] for row in answer.rows]
    assert pandas.isna().to_numpy().tolist() == missing
    assert [[value is None for value in row] for row in polars.rows()] == missing


@pytest.mark.parametrize(
    ("values", "pandas", "polars", "expected"),
    [
        ([typed("2", "integer"), None], "Int64", "Int64", [2, None]),
        ([typed("2", "integer"), typed("0.50", "decimal")], "Float64", "Float64", [2.0, 0.5]),
        ([typed("1e3", "double"), typed("", "string")], "Float64", "Float64", [1000.0, None]),
        ([typed(str(2**63), "integer")], "Float64", "Float64", [float(2**63)]),
        ([typed("2", "integer"), typed("two", "integer")], "string", "String", ["2", "two"]),
        ([typed("2", "integer"), typed("2", "string")], "string", "String", ["2", "2"]),
        ([typed("true", "boolean"), typed("0", "boolean"), None], "boolean", "Boolean", [True, False, None]),
        ([typed("2015-05-24", "string"), None], "datetime64[s]", "Date", [datetime.date(2015, 5, 24), None]),
        ([typed("0983-01-01", "date")], "datetime64[s]", "Date", [datetime.date(983, 1, 1)]),
        ([typed("2015-05-24", "string"), typed("2015", "string")], "string", "String", ["2015-05-24", "2015"]),
        ([typed("2015-05-24; 2016-01-01", "string")], "string", "String", ["2015-05-24; 2016-01-01"]),
        ([typed("2015-02-30", "string")], "string", "String", ["2015-02-30"]),
        ([Value("https://example.org/x", "iri"), Value("b0", "blank")], "string", "String", ["https://example.org/x", "b0"]),
        ([None, None], "string", "String", [None, None]),
        ([], "string", "String", []),
    ],
)  # fmt: skip
def test_a_column_has_the_type_of_all_its_values(
    values: list[Value | None], pandas: str, polars: str, expected: list[object]
) -> None:
    answer = column(*values)
    frame = answer.to_pandas()
    assert str(frame["a"].dtype) == pandas
    plain = frame["a"].dt.date if "datetime" in pandas else frame["a"]
    assert [
        None if gap else value for value, gap in zip(plain, frame["a"].isna(), strict=True)
    ] == expected
    series = answer.to_polars()["a"]
    assert (str(series.dtype), series.to_list()) == (polars, expected)


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_missing_library_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(KembarError, match=f"pip install {name}$") as error:
        getattr(column(), f"to_{name}")()
    assert "\n" not in str(error.value)


def test_a_notebook_shows_a_table(engine: Engine) -> None:
    answer = answer_question(engine, QUESTIONS["holdings"])
    html = answer._repr_html_()
    cells = Cells(html).texts
    assert cells["caption"] == [QUESTIONS["holdings"].title.en]
    assert cells["th"] == ["kind of thing", "number", "number of sources"]
    assert cells["td"] == [str(value) for row in answer.rows for value in row]
    assert html.count("text-align: right") == 2 * len(answer.rows)
    assert "p" not in cells


def test_a_view_in_a_notebook_is_escaped() -> None:
    html = Answer((HOSTILE,), [(Value(HOSTILE),), (None,)])._repr_html_()
    assert "<script" not in html
    cells = Cells(html).texts
    assert (cells["th"], cells["td"], "caption" in cells) == ([HOSTILE], [HOSTILE, ""], False)


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_long_answer_is_cut_with_a_line_that_says_so(own: Workspace, language: str) -> None:
    answer = ReadOnlyGraph(own, language).query("trios")
    more = ReadOnlyGraph(own, language).query("single-source-partnerships")
    cells = Cells(more._repr_html_()).texts
    assert len(cells["tr"]) == 61
    assert cells["p"][0].startswith(str(len(more.rows) - 60))
    assert "to_pandas()" in cells["p"][0]
    columns = answer.question.columns if answer.question else ()
    headings = [column.words.in_language(language) for column in columns]
    assert Cells(answer._repr_html_()).texts["th"] == headings


@pytest.mark.parametrize("rows", [["1990"], ["1990", "1991; 1992"], [], [""]])
def test_a_list_is_text_in_every_answer(rows: list[str]) -> None:
    question = next(q for q in QUESTIONS.values() if any(c.is_list for c in q.columns))
    column = next(c.name for c in question.columns if c.is_list)
    values: list[tuple[Value | None, ...]] = [
        (Value(row, datatype=f"{XSD}integer"),) for row in rows
    ]
    frame = Answer((column,), values, question).to_pandas()
    assert str(frame[column].dtype) == "string"


def test_the_answer_of_ask_is_a_boolean(engine: Engine) -> None:
    (row,) = engine.select("ASK { ?s ?p ?o }").rows
    assert row == (Value("true", datatype=f"{XSD}boolean"),)
    assert Answer(("answer",), [row]).to_pandas()["answer"].tolist() == [True]
