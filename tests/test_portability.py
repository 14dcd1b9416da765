"""Each saved question, its file as it stands, answers alike on an engine that is not ours: rdflib.

What rdflib 7.6 cannot do, though SPARQL can, a question does without:

- GROUP_CONCAT(DISTINCT ?x) where ?x is unbound stops with an error: STR(?x) does not;
- MIN and MAX of what cannot be computed stop with an error (of STR(?x), where ?x is unbound), and
  of IRIs give texts: take MIN and MAX of a variable that holds a text or nothing;
- each part of a group is computed by itself and then compared with the others, solution by
  solution: a part whose patterns hang together only by way of another part takes minutes.
"""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat
from rdflib import Dataset

from kembar.oxigraph import Engine
from kembar.questions import find_questions
from kembar.workspace import Workspace
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
