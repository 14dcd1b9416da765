"""Each saved question, its file as it stands, answers alike on an engine that is not ours: rdflib.

What rdflib 7.6 cannot do, though SPARQL can, a question does without:

- GROUP_CONCAT(DISTINCT ?x) where ?x is unbound stops with an error: STR(?x) does not;
- MIN and MAX of what cannot be computed stop with an error (of STR(?x), where ?x is unbound), and
  of IRIs give texts: take MIN and MAX of a variable that holds a text or nothing;
- ORDER BY compares nothing with nothing and stops: it wants COALESCE(?x, "");
- each part of a group is computed by itself and then compared with the others, solution by
  solution: a part whose patterns hang together only by way of another part takes minutes. Patterns
  that hang together stand side by side, with no VALUES, UNION or OPTIONAL between; each branch of a
  UNION is whole by itself;
- only two parts within braces of their own, such as a VALUES and a GRAPH, are computed one by way
  of the other; an OPTIONAL always is, once for each solution: SELECT DISTINCT before it saves time;
- a FILTER waits for the end of its braces, so names in other languages are dropped late;
- an OPTIONAL that finds nothing drops the solution where only VALUES binds a variable of its
  patterns: a pattern before it must name that variable too.

Oxigraph in its turn gives no value to a GROUP_CONCAT, MIN or MAX of which one part cannot be
computed, where rdflib leaves that part out; and may answer an OPTIONAL around a SELECT anew for
each solution. What else makes it slow on a large graph:

- it guesses how much each part brings (a million triples of a property, a thousand with their object,
  ten with their subject, multiplied), and where that grows beyond 10^19 it no longer follows an
  OPTIONAL from each solution but reads all that it could match: OPTIONAL parts come before what is
  vast, and parameters and names within the SELECT that finds the things;
- a SELECT within braces is computed by itself: a parameter has its place in it, not outside;
- `a status` is guessed to be rare: with a parameter before it, a variable and a FILTER do better;
- each label is read to learn its language: group by the concept first, and name it afterwards.
"""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat
from rdflib import Dataset

from kembar.queries.saved import find_questions
from kembar.rdf.engine import Engine
from kembar.workspace.layout import Workspace
from tests.rows import comparable

# rdflib itself calls what it has declared old.
pytestmark = pytest.mark.filterwarnings(r"ignore:Dataset\.\w+ is deprecated:DeprecationWarning")
QUESTIONS = find_questions(Workspace())


@pytest.fixture(scope="module")
def dataset(engine: Engine) -> Dataset:
    """The same default graph and the same named graphs, in rdflib's own memory."""
    held = Dataset()
    held.parse(data=engine.native.dump(format=RdfFormat.N_QUADS).decode(), format="nquads")
    assert len(held.default_graph) == len(engine)
    assert len(list(held.graphs())) == len(engine.graphs()) + 1
    return held


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_answers_alike_on_rdflib(engine: Engine, dataset: Dataset, name: str) -> None:
    question = QUESTIONS[name]
    expected, told = engine.select(question.sparql), dataset.query(question.sparql)
    assert tuple(map(str, told.vars or ())) == expected.columns
    assert comparable(question, told) == comparable(question, expected.rows)
