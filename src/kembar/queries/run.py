"""Answering saved questions: terms for what people write, the query with them, and its rows."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from kembar.errors import InputError, UnknownName
from kembar.names.lookup import ANY, nearest, resolve
from kembar.queries.answer import Answer
from kembar.queries.ordering import sort_rows
from kembar.queries.saved import PLACE, Parameter, Question, split_list
from kembar.rdf.engine import Engine
from kembar.rdf.results import Table
from kembar.rdf.terms import Term, Value, literal, parse_term

_LABELS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing (MIN(STR(?label)) AS ?shown) {
  VALUES ?thing { %s }
  ?thing skos:prefLabel|rdfs:label ?label
  FILTER(LANG(?label) IN ("", %s))
} GROUP BY ?thing
"""


AnswerFunction = Callable[[Engine, Question, Mapping[str, str]], Answer]
"""Answers a question whose parameters are as people write them, like `answer_question`."""

SelectFunction = Callable[[Engine, Question, Mapping[str, Term]], Table]
"""Returns the rows of a question whose parameters are terms, like `select`."""


def select(engine: Engine, question: Question, terms: Mapping[str, Term]) -> Table:
    """Return the rows of a saved question from SPARQL; parameters left out have their defaults.

    Raises:
        UnknownName: a column of the question's order that its query does not select.
    """
    table = engine.select(bind(question, terms))
    for key in question.order:
        if key.column not in table.columns:
            near = nearest(key.column, table.columns)
            raise UnknownName(f"column of {question.name}", key.column, near)
    return Table(table.columns, sort_rows(table.rows, table.columns, question.order))


def answer_question(
    engine: Engine,
    question: Question,
    given: Mapping[str, str] | None = None,
    select_rows: SelectFunction = select,
) -> Answer:
    """Answer a saved question.

    Args:
        engine: the graph.
        question: what to ask.
        given: parameters by name, as people write them; what is left out has its default.
        select_rows: returns the rows.

    Raises:
        UnknownName: a parameter that the question lacks, or a name that fits nothing.
        InputError: a value that is not of the parameter's kind.
    """
    terms = values_of(engine, question, given or {})
    table = select_rows(engine, question, terms)
    lists = {column.name for column in question.columns if column.is_list}
    rows = table.rows
    if lists:
        several = [name in lists for name in table.columns]
        rows = [
            tuple(_sorted_list(v) if s else v for v, s in zip(row, several, strict=True))
            for row in rows
        ]
    return Answer(table.columns, rows, question, _asked(engine, question, terms))


def bind(question: Question, terms: Mapping[str, Term]) -> str:
    """The query with terms put in for its parameters; the others keep their defaults.

    All go in at one pass, so that nothing within a value can be taken for a parameter's place.
    """
    if not terms:
        return question.sparql

    def put(place: re.Match[str]) -> str:
        return f"{place[1]} {terms[place[2]]} }}" if place[2] in terms else place[0]

    return PLACE.sub(put, question.sparql)


def defaults(question: Question) -> Mapping[str, Term]:
    """What stands in the query for each parameter that is not given."""
    return _defaults(question.sparql)


@lru_cache(200)
def _defaults(sparql: str) -> dict[str, Term]:
    return {place[2]: Term(place[3].strip()) for place in PLACE.finditer(sparql)}


def values_of(engine: Engine, question: Question, given: Mapping[str, str]) -> dict[str, Term]:
    """The values of parameters as people write them, as terms, for `bind`; raises as `ask` does."""
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in given:
        if name not in known:
            raise UnknownName(f"parameter of {question.name}", name, nearest(name, known))
    terms = {}
    for name, parameter in known.items():
        value = given.get(name, "today" if parameter.kind == "date" else "")
        if value:
            terms[name] = _term(engine, parameter, value)
    return terms


def _term(engine: Engine, parameter: Parameter, value: str) -> Term:
    if parameter.kind == "date" and value == "today":
        value = datetime.date.today().isoformat()
    try:
        return resolve(engine, parameter.kind, value)
    except ValueError as bad:
        raise InputError(str(bad), column=parameter.name) from None


def _asked(
    engine: Engine, question: Question, terms: Mapping[str, Term]
) -> tuple[tuple[str, str], ...]:
    """The parameters with their values: the label of a thing, else the value's text."""
    names = [parameter.name for parameter in question.parameters if parameter.kind != "language"]
    if not names:
        return ()
    known = {**defaults(question), **terms}
    values = {name: known.get(name, ANY) for name in names}
    things = {value for value in values.values() if value.startswith("<")}
    shown = {}
    if things:
        query = _LABELS % (" ".join(sorted(things)), terms.get("lang", literal("en")))
        shown = {thing.term: str(label) for thing, label in engine.select(query).rows if thing}
    return tuple(
        (name, shown.get(value) or _bare(value)) for name, value in values.items() if value != ANY
    )


def _bare(value: Term) -> str:
    """The text of a value; a number stands without quotes."""
    return parse_term(value).text if value[0] in '"<' else value


def _sorted_list(value: Value | None) -> Value | None:
    """Engines join a group in any order: put it into one, with each part once."""
    if value is None or "; " not in value.text:
        return value
    return value._replace(text="; ".join(sorted({*split_list(value)})))
