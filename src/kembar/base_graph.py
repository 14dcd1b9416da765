"""The store behind the public object: opened, kept in step with the files, and cached."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from kembar.errors import DamagedStore, UnknownName
from kembar.language import LANGUAGES, in_its_language
from kembar.store.open_store import OpenedStore, open_store
from kembar.workspace.layout import Workspace

if TYPE_CHECKING:
    from kembar.profiles.facts import GraphFacts
    from kembar.queries.answer import Answer
    from kembar.queries.run import AnswerFunction
    from kembar.queries.saved import Question
    from kembar.queries.sql import AnswerRouter
    from kembar.rdf.engine import Engine
    from kembar.render.site.source import Access
    from kembar.workspace.cache import Cache

T = TypeVar("T")


class StoreStatus(NamedTuple):
    """The number of statements in the store, and how it was brought into step with the files.

    `store` is "opened", "updated", "built", "in memory", or "at ADDRESS" for an endpoint.
    """

    statements: int
    store: str


@in_its_language
class BaseGraph:
    """A workspace, its store, and its cache of answers.

    Args:
        workspace: the folders that make up the graph.
        language: of labels, sentences and messages: "en", "id" or "ko".
        backend: what answers saved questions: "sparql", "duckdb", or "auto", the quicker of both.

    Attributes:
        choices: for names that fit several things, which of an `AmbiguousName`'s candidates each
            means from now on: `graph.choices["Springfield"] = "Springfield, Ohio"`.

    Raises:
        UnknownName: there is no such language or backend.
    """

    def __init__(
        self, workspace: Workspace, language: str = "en", *, backend: str = "auto"
    ) -> None:
        require_language(language)
        self.workspace = workspace
        self.language = language
        self.choices: dict[str, str] = {}
        self._backend = "auto"
        if backend != "auto":
            self.backend = backend
        self._opened: OpenedStore | None = None
        self._router: AnswerRouter | None = None
        self._facts: tuple[tuple[str, str, str], GraphFacts] | None = None

    @property
    def backend(self) -> str:
        """The backend for saved questions: "sparql", "duckdb", or "auto", the quicker of both.

        Raises:
            UnknownName: set to another.
        """
        return self._backend

    @backend.setter
    def backend(self, name: str) -> None:
        from kembar.queries.sql import BACKENDS

        if name not in BACKENDS:
            raise UnknownName("backend", name, BACKENDS)
        self._backend = name

    @property
    def engine(self) -> Engine:
        """The store, opened at its first use.

        Raises:
            InputError: a file cannot be read, with its line.
        """
        return self._store.engine

    @property
    def status(self) -> StoreStatus:
        """The size of the store, and how it was brought into step with the files."""
        return StoreStatus(len(self.engine), self._store.status)

    def refresh(self, *, rebuild: bool = False) -> None:
        """Bring the store into step with the files; `rebuild` builds all of it again."""
        if self.workspace.endpoint is not None:
            from kembar.store.remote_sync import open_remote

            self._opened = open_remote(self.workspace, self.workspace.endpoint)
        else:
            from kembar.workspace.transaction import read_consistently

            self._opened = read_consistently(
                self.workspace, lambda: open_store(self.workspace, rebuild=rebuild)
            )
        self._opened.engine.policy = self.workspace.policy

    def facts(self, as_of: str | datetime.date = "") -> GraphFacts:
        """Return all facts as plain objects, each with its sources; they are read once for a state.

        Args:
            as_of: the day whose statuses count, a date or ISO 8601; today by default.

        Raises:
            InputError: a wrong day.
        """
        from kembar.profiles.reading import read_graph_facts

        title, day = self.workspace.title, str(as_of)
        state = self._store.digest, day, datetime.date.today().isoformat()
        if self._facts is None or self._facts[0] != state or self._cache() is None:
            facts = self._with_engine(lambda engine: read_graph_facts(engine, title, day))
            self._facts = state, facts
        return self._facts[1]

    @property
    def _store(self) -> OpenedStore:
        if self._opened is None:
            self.refresh()
        assert self._opened is not None
        return self._opened

    def _with_engine(self, task: Callable[[Engine], T]) -> T:
        """Run a task on the store; a damaged store is rebuilt from the files, once."""
        try:
            return task(self.engine)
        except DamagedStore:
            self.refresh(rebuild=True)
            return task(self.engine)

    def _answer(
        self, engine: Engine, question: Question, values: Mapping[str, str], backend: str = ""
    ) -> Answer:
        """Answer a question by a backend, by default that of this object."""
        from kembar.queries.sql import AnswerRouter

        if self._router is None or not self._router.serves(engine):
            self._router = AnswerRouter(self.workspace, engine, self._store.digest)
        return self._router.answer(question, values, backend or self.backend)

    def _cached(
        self,
        answer: AnswerFunction,
        engine: Engine,
        question: Question,
        values: Mapping[str, str],
    ) -> Answer:
        """Return the cached answer, or compute one and cache it."""
        from kembar.queries.answer_cache import cache_answer, cached_answer

        cache, digest = self._cache(), self._store.digest
        # A named backend computes, so that one can compare the backends.
        if cache and self.backend == "auto":
            cached = cached_answer(cache.answers, question, values, digest)
            if cached is not None:
                return cached
        engine.warm_up()
        fresh = answer(engine, question, values)
        if cache:
            cache_answer(cache.answers, question, values, digest, fresh)
        return fresh

    def _access(self) -> Access:
        """Return the store, and the function that answers questions from it or from the cache."""
        from kembar.render.site.source import Access

        # Few questions have SQL, so a named backend could not answer them all.
        ask = partial(self._cached, partial(self._answer, backend="auto"))
        return Access(self.engine, ask, self._store.digest if self._cache() else "")

    def _is_on_disk(self) -> bool:
        """Return whether another process can open the store at once."""
        return bool(self._cache()) and self.status.store in ("opened", "updated", "built")

    def _cache(self) -> Cache | None:
        """Return the cache; None for an endpoint, whose graph may change at any moment."""
        return self.workspace.cache if self.workspace.endpoint is None else None


def reopened(workspace: Workspace, language: str) -> Access:
    """Open the store of a workspace again, as another process does."""
    return BaseGraph(workspace, language)._access()


def require_language(code: str) -> None:
    """Raise UnknownName for a language that the program does not speak."""
    if code not in LANGUAGES:
        raise UnknownName("language", code, LANGUAGES)


def require_known(options: Mapping[str, object], declared: type) -> None:
    """Raise UnknownName for an option that a TypedDict does not declare."""
    for name in options:
        if name not in declared.__annotations__:
            raise UnknownName("option", name, tuple(declared.__annotations__))
