"""Run saved questions: parameters as people write them -> terms -> the bound query -> rows."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from kembar.errors import InputError, KembarError, UnknownName
from kembar.language import _
from kembar.language import language as spoken
from kembar.model.limits import text_of
from kembar.names.local_names import local_names, local_rows
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
SELECT ?thing (MIN(STR(?label)) AS ?name) {
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
    table = _table(engine, question, terms)
    for key in question.order:
        if key.column not in table.columns:
            near = nearest(key.column, table.columns)
            kind = _("column of the question {question}", question=question.name)
            raise UnknownName(kind, key.column, near)
    return Table(table.columns, sort_rows(table.rows, table.columns, question.order))


def _table(engine: Engine, question: Question, terms: Mapping[str, Term]) -> Table:
    try:
        return engine.select_of_others(bind(question, terms))
    except KembarError as error:
        if type(error) is not KembarError:
            raise
        raise InputError(str(error), file=question.name) from None


def answer_question(
    engine: Engine,
    question: Question,
    parameters: Mapping[str, str] | None = None,
    select_rows: SelectFunction = select,
) -> Answer:
    """Answer a saved question.

    Args:
        engine: the graph.
        question: the question.
        parameters: values by name, as people write them; others have their defaults.
        select_rows: returns the rows.

    Raises:
        UnknownName: a parameter that the question lacks, or a name that fits nothing.
        InputError: a value that is not of the parameter's kind.
    """
    terms = parameter_terms(engine, question, parameters or {})
    table = select_rows(engine, question, terms)
    lists = {column.name for column in question.columns if column.is_list}
    language = parameters.get("lang", spoken()) if parameters else spoken()
    rows = local_rows(engine, table.columns, table.rows, language)
    if rows is not table.rows:
        rows = sort_rows(rows, table.columns, question.order)
    if lists:
        is_list = [name in lists for name in table.columns]
        rows = [
            tuple(_sorted_list(v) if li else v for v, li in zip(row, is_list, strict=True))
            for row in rows
        ]
    return Answer(table.columns, rows, question, _labelled(engine, question, terms))


def parameter_texts(values: Mapping[str, object]) -> dict[str, str]:
    """Return values of a program as people write them; None counts as not given.

    Raises:
        InputError: a value is no text, number or date, or passes a limit of `model.limits`.
    """
    texts = {}
    for name, value in values.items():
        try:
            if value is not None:
                texts[name] = text_of(value)
        except ValueError as bad:
            raise InputError(str(bad), column=name) from None
    return texts


def bind(question: Question, terms: Mapping[str, Term]) -> str:
    """Return the query with terms in the places of its parameters; others keep their defaults.

    One pass inserts all of them, so that no text in a value is mistaken for the place of a
    parameter.
    """
    if not terms:
        return question.sparql

    def replace(place: re.Match[str]) -> str:
        return f"{place[1]} {terms[place[2]]} }}" if place[2] in terms else place[0]

    return PLACE.sub(replace, question.sparql)


def default_terms(question: Question) -> Mapping[str, Term]:
    """Return the terms that the query has in the places of its parameters."""
    return _defaults(question.sparql)


@lru_cache(200)
def _defaults(sparql: str) -> dict[str, Term]:
    return {place[2]: Term(place[3].strip()) for place in PLACE.finditer(sparql)}


def parameter_terms(
    engine: Engine, question: Question, parameters: Mapping[str, str]
) -> dict[str, Term]:
    """Return parameters as terms, for `bind`; raises as `answer_question` does."""
    declared = {parameter.name: parameter for parameter in question.parameters}
    for name in parameters:
        if name not in declared:
            kind = _("parameter of the question {question}", question=question.name)
            raise UnknownName(kind, name, nearest(name, declared))
    terms = {}
    for name, parameter in declared.items():
        value = parameters.get(name, "today" if parameter.kind == "date" else "")
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


def _labelled(
    engine: Engine, question: Question, terms: Mapping[str, Term]
) -> tuple[tuple[str, str], ...]:
    """The parameters with the labels of things and the texts of other values."""
    names = [parameter.name for parameter in question.parameters if parameter.kind != "language"]
    if not names:
        return ()
    bound = {**default_terms(question), **terms}
    values = {name: bound.get(name, ANY) for name in names}
    things = {value for value in values.values() if value.startswith("<")}
    labels = {}
    if things:
        language = terms.get("lang") or literal(spoken())
        query = _LABELS % (" ".join(sorted(things)), language)
        labels = {thing.term: str(label) for thing, label in engine.select(query).rows if thing}
        own = local_names(engine, labels.values(), parse_term(language).text)
        labels = {thing: own.get(label, label) for thing, label in labels.items()}
    return tuple(
        (name, labels.get(value) or _text(value)) for name, value in values.items() if value != ANY
    )


def _text(value: Term) -> str:
    """The text of a term; a number has no quotes."""
    return parse_term(value).text if value[0] in '"<' else value


def _sorted_list(value: Value | None) -> Value | None:
    """A list with its parts sorted and each once: engines join a group in any order."""
    if value is None or "; " not in value.text:
        return value
    return value._replace(text="; ".join(sorted({*split_list(value)})))
