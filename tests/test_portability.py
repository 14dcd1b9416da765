"""Each saved question has the same answer on rdflib, unchanged.

Questions avoid what rdflib 7.6 cannot do, though SPARQL can:

- GROUP_CONCAT(DISTINCT ?x) with an unbound ?x fails: STR(?x) does not;
- MIN and MAX of expressions with errors fail (STR(?x) with an unbound ?x), and of IRIs return
  texts: take MIN and MAX of a variable with a text or no value;
- ORDER BY fails on two unbound values: use COALESCE(?x, "");
- each part of a group is evaluated by itself and then joined, solution by solution: a part whose
  patterns are connected only through another part takes minutes. Connected patterns stand side by
  side, with no VALUES, UNION or OPTIONAL between; each branch of a UNION is connected by itself;
- only two parts in braces of their own, such as a VALUES and a GRAPH, are evaluated one for each
  solution of the other; an OPTIONAL always is: SELECT DISTINCT before it saves time;
- a FILTER is evaluated at the end of its braces, so that names in other languages are dropped late;
- an OPTIONAL without a match drops the solution if only VALUES binds a variable of its patterns:
  a pattern before it must have that variable too.

Oxigraph gives no value to a GROUP_CONCAT, MIN or MAX with an error in one part, where rdflib omits
that part; and may evaluate an OPTIONAL around a SELECT again for each solution. More that makes
Oxigraph slow on a large graph:

- it estimates the results of each pattern (a million triples of a property, a thousand with their
  object, ten with their subject, multiplied), and above 10^19 it evaluates an OPTIONAL not for each
  solution but as a whole: OPTIONAL parts come before large ones, and parameters and names within
  the SELECT that finds the things;
- a SELECT in braces is evaluated by itself: a parameter belongs into it, not outside;
- it takes `a status` for rare: with a parameter before it, a variable and a FILTER are faster;
- the language of each label is read from the store: group by the concept first, add names last.
"""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat
from rdflib import Dataset

from kembar.queries.saved import find_questions
from kembar.rdf.engine import Engine
from kembar.workspace.layout import Workspace
from tests.rows import comparable

# rdflib calls its own deprecated methods.
pytestmark = [
    pytest.mark.integration,
    pytest.mark.xdist_group("portability"),
    pytest.mark.filterwarnings(r"ignore:Dataset\.\w+ is deprecated:DeprecationWarning"),
]
QUESTIONS = find_questions(Workspace())


@pytest.fixture(scope="module")
def dataset(engine: Engine) -> Dataset:
    """The default graph and the named graphs, in rdflib's memory."""
    dataset = Dataset()
    dataset.parse(data=engine.native.dump(format=RdfFormat.N_QUADS).decode(), format="nquads")
    assert len(dataset.default_graph) == len(engine)
    assert len(list(dataset.graphs())) == len(engine.graphs()) + 1
    return dataset


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_has_the_same_answer_on_rdflib(
    engine: Engine, dataset: Dataset, name: str
) -> None:
    question = QUESTIONS[name]
    expected, result = engine.select(question.sparql), dataset.query(question.sparql)
    assert tuple(map(str, result.vars or ())) == expected.columns
    assert comparable(question, result) == comparable(question, expected.rows)
