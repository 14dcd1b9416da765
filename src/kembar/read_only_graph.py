"""The graph of a workspace as one object that can be asked, in step with its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kembar.errors import DamagedStore
from kembar.store.open_store import OpenedStore, open_store
from kembar.workspace.layout import Workspace

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kembar.model.ontology import Model
    from kembar.queries.catalogue import CatalogueEntry
    from kembar.queries.saved import Answer, Question, Text
    from kembar.queries.sql import AnswerRouter
    from kembar.rdf.engine import Engine
    from kembar.rdf.results import Table
    from kembar.rdf.terms import Triple
    from kembar.reports.report import Answering, Report
    from kembar.workspace.cache import DiskCache

T = TypeVar("T")


class ReadOnlyGraph:
    """What a workspace and the shipped data say, in step with their files, to be asked.

    Args:
        workspace: the folders that make up the graph.
        language: of sentences and messages, "en" or "id".
        answer_by: how saved questions are answered, one of `twins.WAYS`.
    """

    def __init__(
        self, workspace: Workspace, language: str = "en", *, backend: str = "auto"
    ) -> None:
        self.workspace = workspace
        self.language = language
        self.backend = backend
        self._opened: OpenedStore | None = None
        self._twins: AnswerRouter | None = None

    @property
    def engine(self) -> Engine:
        """The store, opened when it is first needed.

        Raises:
            InputError: a file that cannot be read, with its line.
        """
        return self.built.engine

    @property
    def built(self) -> OpenedStore:
        """The store, and how it came to be."""
        if self._opened is None:
            self.refresh()
        assert self._opened is not None
        return self._opened

    def refresh(self, *, rebuild: bool = False) -> OpenedStore:
        """Bring the graph into step with its files; `rebuild` builds all of it."""
        from kembar.workspace.transaction import read_consistently

        if self.workspace.endpoint is not None:
            from kembar.store.remote_sync import open_remote

            self._opened = open_remote(self.workspace, self.workspace.endpoint)
            return self._opened
        self._opened = read_consistently(
            self.workspace, lambda: open_store(self.workspace, rebuild=rebuild)
        )
        return self._opened

    def query(self, name: str, **parameters: object) -> Answer:
        """Answer a saved question; parameters are as people write them.

        An answer is kept as long as nothing that it may depend on has changed.

        Raises:
            UnknownName, AmbiguousName: no such question or parameter, or a name that fits nothing.
            InputError: a value that is not of the parameter's kind.
            KembarError: columns are to answer and cannot; see `twins.AnswerRouter.answer`.
        """
        question = self.question(name)
        given = question.in_language(self.language) | {n: str(v) for n, v in parameters.items()}
        return self.asking(lambda engine: self._kept(self._answer, engine, question, given))

    def _memory(self) -> DiskCache | None:
        """Where answers are kept; nowhere for an endpoint: there they may change at any moment."""
        from kembar.queries.answer_cache import ANSWERS
        from kembar.workspace.cache import DiskCache

        here = self.workspace.endpoint is None
        return DiskCache(self.workspace.cache / ANSWERS) if here else None

    def _kept(
        self, answered: Answering, engine: Engine, question: Question, given: Mapping[str, str]
    ) -> Answer:
        """The answer that was kept, or one that is found, and kept."""
        from kembar.queries.answer_cache import cache_answer, cached_answer

        memory, digest = self._memory(), self.built.digest
        # Who names a way wants to see that way.
        known = memory if self.backend == "auto" else None
        answer = cached_answer(known, question, given, digest) if known else None
        if answer is None:
            answer = answered(engine, question, given)
            if memory:
                cache_answer(memory, question, given, digest, answer)
        return answer

    def _answer(self, engine: Engine, question: Question, given: Mapping[str, str]) -> Answer:
        """Answer in the way that was named, or in the quicker one."""
        from kembar.queries.sql import AnswerRouter

        if self._twins is None or not self._twins.serves(engine):
            self._twins = AnswerRouter(self.workspace, engine, self.built.digest)
        return self._twins.answer(question, given, self.backend)

    def question(self, name: str) -> Question:
        """A saved question, as its file tells it.

        Raises:
            UnknownName: there is none of that name.
        """
        from kembar.queries.saved import find_question

        return find_question(self.workspace, name)

    def questions(self) -> dict[str, Question]:
        """All saved questions by name.

        Raises:
            InputError: a file whose head cannot be read.
        """
        from kembar.queries.saved import find_questions

        return find_questions(self.workspace)

    def topics(self) -> dict[str, Text]:
        """What each topic of questions is called.

        Raises:
            InputError: a topics.yaml that cannot be read.
        """
        from kembar.queries.saved import find_topics

        return find_topics(self.workspace)

    def catalogue(self, words: str = "", topic: str = "") -> list[CatalogueEntry]:
        """The saved questions with their topic, the works they serve and the terms they ask.

        Args:
            words: only questions whose titles hold all of these, in English or Indonesian.
            topic: only questions of this topic.

        Raises:
            UnknownName: there is no such topic, or a question cites a work that nobody lists.
            InputError: a file that cannot be read.
        """
        from kembar.queries.catalogue import catalogue, search
        from kembar.queries.saved import find_works

        works = find_works(self.workspace)
        entries = catalogue(self.questions().values(), self.topics(), works, self.model())
        return search(entries, words, topic)

    def model(self) -> Model:
        """The ontology for people: classes, properties and concepts."""
        from kembar.model.ontology import model

        return self.asking(lambda engine: model(engine, self.language))

    def explore(
        self,
        folder: Path,
        faults: Sequence[str] = (),
        progress: Callable[[str], None] = lambda _: None,
    ) -> list[Path]:
        """Answer every question and draw network and model; see `explore.explore`."""
        from kembar.render.pages.site import explore

        return self.asking(
            lambda engine: explore(
                self.workspace, engine, folder, faults, self.language, progress, self._answer
            )
        )

    def sparql(self, query: str) -> Table | list[Triple]:
        """Answer a query in SPARQL: a table, or the triples of CONSTRUCT and DESCRIBE.

        Raises:
            KembarError: the query cannot be read or answered.
        """
        return self.asking(lambda engine: engine.query(query))

    def graph(self) -> rdflib.Graph:
        """All that is held as an rdflib graph, over the store itself; it can be read only."""
        from kembar.exports.rdflib_graph import rdflib_graph

        return rdflib_graph(self.engine)

    def network(
        self, *, city: str = "", depth: int = 1, country: str = "", kind: str = ""
    ) -> networkx.MultiGraph[str]:
        """The network of partnerships, or the part around a city, of a country, or of a kind.

        Raises:
            UnknownName, AmbiguousName: a name that fits nothing, or several things.
        """
        from kembar.names.lookup import resolve
        from kembar.queries import network as networks
        from kembar.queries.network_facts import read_facts

        def part(engine: Engine) -> networkx.MultiGraph[str]:
            facts = read_facts(engine, self.language, self._memory(), self.built.digest)
            return networks.part_of(
                networks.network(engine, self.language, facts),
                city=resolve(engine, "city", city) if city else None,
                depth=depth,
                country=resolve(engine, "country", country) if country else None,
                kind=resolve(engine, "partnership-kind", kind) if kind else None,
            )

        return self.asking(part)

    def report(self, kind: str, *names: str, as_of: str = "") -> Report:
        """What the graph holds on a city, a partnership (two cities), a case (a study), a country.

        Args:
            kind: one that `queries/reports.yaml` tells of.
            names: of what it is about, as people write them.
            as_of: the day to which it holds, ISO 8601; today without.

        Raises:
            UnknownName, AmbiguousName: a kind or a name that fits nothing, or several things.
            InputError: too few or too many names, or a day that is none.
        """
        from functools import partial

        from kembar.queries.run import answer_question
        from kembar.reports.report import make_report

        kept = partial(self._kept, answer_question)
        return self.asking(
            lambda engine: make_report(
                engine, self.workspace, kind, names, self.language, as_of, kept
            )
        )

    def export(self, form: str, path: Path | None = None, *, endpoint: str = "") -> Path:
        """Write the graph or its questions for others; see `exports.formats.write_export`."""
        from kembar.exports.formats import write_export

        return self.asking(
            lambda engine: write_export(
                engine, form, path, self.language, workspace=self.workspace, endpoint=endpoint
            )
        )

    def check(self, *, with_pyshacl: bool = False) -> list[str]:
        """What is to be mended, a line for each; `with_pyshacl` lets pySHACL check."""
        from kembar.validation.check import data_problems

        return self.asking(
            lambda engine: data_problems(
                self.workspace, engine, self.language, with_pyshacl=with_pyshacl
            )
        )

    def asking(self, task: Callable[[Engine], T]) -> T:
        """Do something with the store; a damaged one is built again from the files, once."""
        try:
            return task(self.engine)
        except DamagedStore:
            return task(self.refresh(rebuild=True).engine)
