"""The twin of a saved question: the same asked in SQL over columns, where that is quicker.

A twin stands beside its question, `NAME.sql` beside `NAME.rq`, and takes the same parameters.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from kembar.errors import DamagedStore, InputError, KembarError, UnknownName
from kembar.queries.answer import Answer
from kembar.queries.run import answer_question, defaults, select
from kembar.queries.saved import Question
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.results import Table
from kembar.rdf.terms import Term
from kembar.workspace.layout import File, Workspace, read_text

if TYPE_CHECKING:
    from kembar.queries.edge_tables import EdgeTables

BACKENDS = ("auto", "sparql", "duckdb")
"""How a question may be answered; "auto" is by its twin where it has one and that pays."""

LARGE = 5_000
"""Partners in partnerships from which columns pay: those of two thousand cities or so. There a
process that makes its tables takes about as long as with SPARQL, and the next one less."""

_REACHES = PREFIXES + "ASK { SELECT ?r { ?r kb:hasPartner ?c } OFFSET %d LIMIT 1 }"


class AnswerRouter:
    """Answers to saved questions for one state of a graph, from columns where that pays.

    Args:
        workspace: whose questions.
        engine: the store.
        digest: of all that the graph is made from.
    """

    def __init__(self, workspace: Workspace, engine: Engine, digest: str) -> None:
        self._workspace = workspace
        self._engine = engine
        self._digest = digest

    def serves(self, engine: Engine) -> bool:
        """Whether they answer from this store."""
        return self._engine is engine

    def answer(self, question: Question, given: Mapping[str, str], backend: str = "auto") -> Answer:
        """Answer a saved question.

        Args:
            question: what to ask.
            given: parameters by name, as people write them.
            backend: one of `BACKENDS`.

        Raises:
            As `asks.ask`; and where columns are asked for,
            KembarError: the question has no twin, or DuckDB is not installed.
            InputError: its twin cannot be answered.
        """
        if backend not in BACKENDS:
            raise UnknownName("way to answer", backend, BACKENDS)
        twin = find_sql(self._workspace, question) if backend != "sparql" else None
        if backend == "duckdb" and twin is None:
            raise KembarError(
                f"{question.name} has no twin for columns; let SPARQL answer it, or write "
                f"{question.name}.sql beside its .rq file"
            )
        if twin is None or (backend == "auto" and not self._pays):
            return answer_question(self._engine, question, given)

        def answered(engine: Engine, question: Question, terms: Mapping[str, Term]) -> Table:
            try:
                parameters = {**defaults(question), **terms}
                return self._columns.select(read_text(twin), parameters, question.order)
            except DamagedStore:
                raise
            except KembarError as bad:
                if backend == "duckdb":
                    raise InputError(str(bad), file=twin.shown) from None
                return select(engine, question, terms)

        return answer_question(self._engine, question, given, answered)

    @cached_property
    def _pays(self) -> bool:
        """Whether DuckDB is there, and the graph large enough for it to be worth its start."""
        from importlib.util import find_spec

        if not isinstance(self._engine, OxigraphEngine) or find_spec("duckdb") is None:
            return False
        # It stops there, so that it costs a millisecond in a graph of any size.
        ((reached,),) = self._engine.select(_REACHES % (LARGE - 1)).rows
        return str(reached) == "true"

    @cached_property
    def _columns(self) -> EdgeTables:
        from kembar.queries.edge_tables import EdgeTables

        if not isinstance(self._engine, OxigraphEngine):
            raise KembarError("columns are made of the store on this machine, not of an endpoint")
        return EdgeTables(self._engine, self._workspace.cache.derived, self._digest)


def find_sql(workspace: Workspace, question: Question) -> File | None:
    """The twin of a question, which stands beside it; None where it has none.

    A question of a workspace that stands in for a shipped one has not the twin of that.
    """
    files = workspace.files("queries", ".rq", ".sql")
    asked = {file.path.stem: file for file in files if file.path.suffix == ".rq"}
    twins = {file.path: file for file in files}
    file = asked.get(question.name)
    return twins.get(file.path.with_suffix(".sql")) if file else None
