"""An OPTIONAL of a question shares a variable with a part that always binds it.

If all variables that it shares with the rest may be unbound, as those of another OPTIONAL, it
matches everything of its kind in the graph: the evidence of all studies for an obstacle that has
none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Variable

from kembar.queries.saved import find_questions
from kembar.shipped_folder import SHIPPED
from kembar.workspace.layout import Workspace

pytestmark = pytest.mark.integration

QUERIES = {name: question.sparql for name, question in find_questions(Workspace()).items()}


def certain(part: Any) -> set[Variable]:
    """The variables that every solution of a part binds."""
    match part.name:
        case "BGP":
            return {
                term for triple in part.triples for term in triple if isinstance(term, Variable)
            }
        case "Join":
            return certain(part.p1) | certain(part.p2)
        case "Union":
            return certain(part.p1) & certain(part.p2)
        case "LeftJoin" | "Minus":
            return certain(part.p1)
        case "Graph":
            named = {part.term} if isinstance(part.term, Variable) else set()
            return certain(part.p) | named
        case "Group":
            keys = {key for key in part.expr or () if isinstance(key, Variable)}
            return certain(part.p) & keys
        case "Extend":
            bound = certain(part.p)
            return bound | ({part.var} if needed(part.expr) <= bound else set())
        case "Project" | "SelectQuery":
            return certain(part.p) & set(part.PV)
        case "values":
            rows = [{name for name, value in row.items() if value != "UNDEF"} for row in part.res]
            return set.intersection(*rows) if rows else set()
        case _:
            return certain(part.p) if isinstance(part.get("p"), CompValue) else set()


def needed(expression: Any) -> set[Variable]:
    """The variables without which an expression has no value, whichever way it takes."""
    if isinstance(expression, Variable):
        return {expression}
    if isinstance(expression, list):
        return set().union(*map(needed, expression))
    if not isinstance(expression, CompValue):
        return set()
    if expression.name == "Builtin_COALESCE":
        return set.intersection(*map(needed, expression.arg))
    if expression.name == "Builtin_IF":
        return needed(expression.arg2) & needed(expression.arg3)
    return set().union(*(needed(part) for key, part in expression.items() if key != "_vars"))


def variables(part: Any) -> set[Variable]:
    """All variables of the patterns of a part."""
    if isinstance(part, Variable):
        return {part}
    if isinstance(part, CompValue):
        return set().union(
            *(variables(value) for key, value in part.items() if key not in ("expr", "_vars"))
        )
    if isinstance(part, list | tuple | set):
        return set().union(*map(variables, part))
    return set()


def adrift(part: Any) -> Iterator[Any]:
    """The OPTIONAL parts that share no variable with the parts that always bind."""
    if not isinstance(part, CompValue):
        return
    if part.name == "LeftJoin" and not certain(part.p1) & variables(part.p2):
        yield part.p2
    for value in part.values():
        yield from adrift(value)


def adrift_in(query: str) -> list[Any]:
    return list(adrift(translateQuery(parseQuery(query)).algebra))


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_no_optional_part_of_a_question_is_adrift(name: str) -> None:
    assert adrift_in(QUERIES[name]) == []


@pytest.mark.parametrize("rule", sorted(path.name for path in SHIPPED.glob("ontology/rules/*.rq")))
def test_no_optional_part_of_a_rule_is_adrift(rule: str) -> None:
    assert adrift_in((SHIPPED / "ontology/rules" / rule).read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("adrift", "query"),
    [
        (0, "?a ?b ?c OPTIONAL { ?c ?d ?e }"),
        (0, "VALUES ?c { 1 } OPTIONAL { ?c ?d ?e }"),
        (0, "{ SELECT ?c (MAX(?b) AS ?m) { ?a ?b ?c } GROUP BY ?c } OPTIONAL { ?c ?d ?e }"),
        (1, "VALUES ?c { UNDEF } OPTIONAL { ?c ?d ?e }"),
        (1, "?a <p:1> 1 OPTIONAL { ?a <p:2> ?c } OPTIONAL { ?c <p:3> ?e }"),
        (1, "?a <p:1> 1 OPTIONAL { ?a <p:2> ?c } OPTIONAL { ?c <p:3> ?e FILTER(?a = ?e) }"),
        (1, "?a <p:1> 1 OPTIONAL { ?a <p:2> ?c } BIND(COALESCE(?c) AS ?y) OPTIONAL { ?y <p:3> ?e }"),
        (1, "{ ?a <p:1> ?c } UNION { ?a <p:2> ?d } OPTIONAL { ?c <p:3> ?e }"),
    ],
)  # fmt: skip
def test_only_what_is_adrift_is_reported(adrift: int, query: str) -> None:
    assert len(adrift_in(f"SELECT * {{ {query} }}")) == adrift
