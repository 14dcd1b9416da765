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

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat
from rdflib import Dataset

from kembar.queries.saved import find_questions
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.store.open_store import open_store
from kembar.workspace.layout import Workspace
from tests.rows import comparable
from tests.workspaces import office_of

# rdflib calls its own deprecated methods.
pytestmark = [
    pytest.mark.integration,
    pytest.mark.filterwarnings(r"ignore:Dataset\.\w+ is deprecated:DeprecationWarning"),
]
QUESTIONS = find_questions(Workspace())


FOLDERS = ("reference", "bandung", "bandung-seoul", "jakarta-surabaya", "studies")
"""Of the shipped data: every question has an answer from them, and rdflib is slow on more."""
NO_ANSWER = {"ended-and-alive", "unverified"}
"""Questions without an answer from any of the shipped data."""


@pytest.fixture(scope="module")
def some(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> OxigraphEngine:
    assert cache.is_dir()
    return open_store(office_of(tmp_path_factory.mktemp("some") / "office", FOLDERS)).engine


@pytest.fixture(scope="module")
def dataset(some: OxigraphEngine) -> Dataset:
    """The default graph and the named graphs, in rdflib's memory."""
    dataset = Dataset()
    dataset.parse(data=some.native.dump(format=RdfFormat.N_QUADS).decode(), format="nquads")
    assert len(dataset.default_graph) == len(some)
    assert len(list(dataset.graphs())) == len(some.graphs()) + 1
    return dataset


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_has_the_same_answer_on_rdflib(
    some: OxigraphEngine, dataset: Dataset, name: str
) -> None:
    question = QUESTIONS[name]
    expected, result = some.select(question.sparql), dataset.query(question.sparql)
    assert bool(expected.rows) == (name not in NO_ANSWER)
    assert tuple(map(str, result.vars or ())) == expected.columns
    assert comparable(question, result) == comparable(question, expected.rows)
