"""SQL variants of saved questions: the same answers from edge tables, where that is quicker.

A variant stands beside its question, `NAME.sql` beside `NAME.rq`, and takes the same parameters.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from importlib.util import find_spec

from kembar.errors import DamagedStore, InputError, KembarError, UnknownName
from kembar.language import _
from kembar.queries.answer import Answer
from kembar.queries.edge_tables import EdgeTables
from kembar.queries.run import SelectFunction, answer_question, default_terms, select
from kembar.queries.saved import Question
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.results import Table
from kembar.rdf.terms import Term
from kembar.workspace.layout import File, Workspace, read_text

BACKENDS = ("auto", "sparql", "duckdb")
"""The backends for saved questions; "auto" is DuckDB for a question with SQL and a large graph."""

LARGE = 5_000
"""Partners in partnerships from which DuckDB is quicker: those of about two thousand cities. There
the process that makes the edge tables takes as long as with SPARQL, and the next one less."""

_HAS_PARTNERS = PREFIXES + "ASK { SELECT ?r { ?r kb:hasPartner ?c } OFFSET %d LIMIT 1 }"


class AnswerRouter:
    """Answers saved questions of one state of a graph, each by the quicker backend.

    Args:
        workspace: the folders of the questions.
        engine: the store.
        digest: of all that the graph is made from.
    """

    def __init__(self, workspace: Workspace, engine: Engine, digest: str) -> None:
        self._workspace = workspace
        self._engine = engine
        self._digest = digest

    def serves(self, engine: Engine) -> bool:
        """Return whether it answers from this store."""
        return self._engine is engine

    def answer(
        self, question: Question, parameters: Mapping[str, str], backend: str = "auto"
    ) -> Answer:
        """Answer a saved question.

        Args:
            question: the question.
            parameters: by name, as people write them.
            backend: one of `BACKENDS`.

        Raises:
            UnknownName, AmbiguousName: no such backend or parameter, or a name that fits nothing.
            InputError: a value that is not of the parameter's kind; with "duckdb" a SQL variant
                that fails.
            KembarError: with "duckdb" no SQL variant, or no DuckDB.
        """
        if backend not in BACKENDS:
            raise UnknownName("backend", backend, BACKENDS)
        file = find_sql(self._workspace, question) if backend != "sparql" else None
        if backend == "duckdb" and file is None:
            raise KembarError(
                _(
                    "{question} has no variant in SQL; let SPARQL answer it, or write "
                    "{question}.sql beside its .rq file",
                    question=question.name,
                )
            )
        if file is None or (backend == "auto" and not self._is_large):
            return answer_question(self._engine, question, parameters)
        fallback = select if backend == "auto" else None
        return answer_question(
            self._engine, question, parameters, partial(self._select, file, fallback)
        )

    def _select(
        self,
        file: File,
        fallback: SelectFunction | None,
        engine: Engine,
        question: Question,
        terms: Mapping[str, Term],
    ) -> Table:
        """The rows from edge tables; where that fails, those of the fallback."""
        try:
            bound = {**default_terms(question), **terms}
            return self._edge_tables.select(
                read_text(file), bound, question.order, is_shipped=file.is_shipped
            )
        except DamagedStore:
            raise
        except KembarError as bad:
            if fallback is None:
                raise InputError(str(bad), file=file.display_path) from None
            return fallback(engine, question, terms)

    @cached_property
    def _is_large(self) -> bool:
        """True where DuckDB is installed and the graph is large enough to be worth its start."""
        if not isinstance(self._engine, OxigraphEngine) or find_spec("duckdb") is None:
            return False
        # The query stops at that number, so it takes a millisecond in a graph of any size.
        ((answer,),) = self._engine.select(_HAS_PARTNERS % (LARGE - 1)).rows
        return str(answer) == "true"

    @cached_property
    def _edge_tables(self) -> EdgeTables:
        if not isinstance(self._engine, OxigraphEngine):
            raise KembarError(
                _("the edge tables are made from the store on this machine, not from an endpoint")
            )
        return EdgeTables(self._engine, self._workspace.cache.derived, self._digest)


def find_sql(workspace: Workspace, question: Question) -> File | None:
    """Return the SQL variant beside a question; None where it has none.

    A workspace's question that replaces a shipped one does not get the variant of that.
    """
    files = workspace.files("queries", ".rq", ".sql")
    questions = {file.path.stem: file for file in files if file.path.suffix == ".rq"}
    by_path = {file.path: file for file in files}
    file = questions.get(question.name)
    return by_path.get(file.path.with_suffix(".sql")) if file else None
