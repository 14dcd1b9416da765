"""The graph of a workspace as one object to query; its methods import what they need."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from kembar.base_graph import reopened, require_known
from kembar.catalogue_graph import CatalogueGraph
from kembar.errors import UnknownName
from kembar.language import in_its_language

if TYPE_CHECKING:
    import datetime

    import networkx
    import rdflib

    from kembar.errors import InputError
    from kembar.queries.answer import Answer
    from kembar.rdf.engine import Engine
    from kembar.rdf.terms import Triple
    from kembar.render.network.page import NetworkPage
    from kembar.render.reports.file import ReportDocument
    from kembar.render.site.explore import Site
    from kembar.validation.problem import Problem


class NetworkPart(TypedDict, total=False):
    """A part of the network of partnerships, by names as people write them.

    Attributes:
        city: the part around this city.
        depth: how many steps from the city; 1 by default.
        country: partnerships of this country.
        kind: partnerships of this kind, as "sister-city".
    """

    city: str
    depth: int
    country: str
    kind: str


@in_its_language
class ReadOnlyGraph(CatalogueGraph):
    """The graph of a workspace and the shipped data, in step with their files.

    Args:
        workspace: the folders that make up the graph.
        language: of labels, sentences and messages: "en", "id" or "ko".
        backend: what answers saved questions: "sparql", "duckdb", or "auto", the quicker of both.
    """

    def query(self, name: str, /, **parameters: object) -> Answer:
        """Answer a saved question; the answer is cached until the graph changes.

        Args:
            name: of the question.
            parameters: by name, as people write them; None counts as not given. The city of
                kembar.toml stands for a `city` that is not given, unless a partnership, a country
                or a study is; "any" asks of all.

        Raises:
            UnknownName, AmbiguousName: no such question or parameter, or a name that fits nothing.
            InputError: a value that is not of the parameter's kind.
            KembarError: the backend "duckdb" cannot answer this question.
        """
        from kembar.queries.own_city import PARAMETER, with_own_city
        from kembar.queries.run import parameter_texts

        question = self.question(name)
        written = parameter_texts(parameters)
        chosen = with_own_city(question, written, self.workspace.city)
        if chosen != written:
            chosen[PARAMETER] = self._own_city()
        values = question.in_language(self.language) | self._chosen(chosen)
        answer = self._with_engine(
            lambda engine: self._cached(self._answer, engine, question, values)
        )
        return answer._replace(language=values.get("lang", self.language))

    def sparql(self, query: str) -> Answer | list[Triple]:
        """Answer a SPARQL query: SELECT and ASK as rows, CONSTRUCT and DESCRIBE as triples.

        Args:
            query: the prefixes of the graph need no declaration; one in the query prevails.

        Raises:
            KembarError: the query is not SPARQL, or cannot be answered.
        """
        from kembar.queries.answer import Answer
        from kembar.rdf.namespaces import NAMESPACES
        from kembar.rdf.sparql_text import with_prefixes

        text = with_prefixes(query, NAMESPACES)
        result = self._with_engine(lambda engine: engine.query_of_others(text))
        if isinstance(result, list):
            return result
        return Answer(
            result.columns, result.rows, language=self.language, is_boolean=result.is_boolean
        )

    def to_turtle(self, triples: Sequence[Triple]) -> str:
        """Return triples, as `sparql` constructs them, as Turtle with the graph's prefixes."""
        return self.to_rdf(triples)

    def to_rdf(self, triples: Sequence[Triple], form: str = "turtle") -> str:
        """Return triples, as `sparql` constructs them, in a format of RDF.

        Args:
            triples: of the default graph.
            form: "turtle", "ntriples", "nquads", "trig", "jsonld" or "rdfxml".

        Raises:
            UnknownName: there is no such form.
            KembarError: RDF/XML cannot hold a property or a character.
        """
        from kembar.rdf.namespaces import NAMESPACES
        from kembar.rdf.syntax import GRAPH_FORMATS, serialize_triples

        if form not in GRAPH_FORMATS:
            raise UnknownName("format", form, tuple(GRAPH_FORMATS))
        return serialize_triples(triples, form, NAMESPACES)

    def explore(
        self,
        folder: str | Path,
        problems: Sequence[Problem | InputError] = (),
        progress: Callable[[str], None] = lambda _: None,
        *,
        address: str = "",
        force: bool = False,
    ) -> Site:
        """Write a site: a page for each thing and each question, in three languages, and the data.

        Args:
            folder: new, empty, or that of an earlier site, of which the unchanged files stay.
            problems: shown with the questions; as `validate` and `question_faults` return them.
            progress: receives a line on each step.
            address: of the site on the web; "" for none.
            force: write also into a folder that has files of others, and replace them.

        Raises:
            InputError: a file or files of others stand there, or a wrong address.
            KembarError: the folder cannot be written.
        """
        from kembar.render.site.explore import write_site
        from kembar.render.site.source import SiteSource, web_address

        source = SiteSource(
            self.workspace,
            self.language,
            self._own_city(),
            tuple(map(str, problems)),
            web_address(address),
        )
        # Only what is on the disk can be opened twice.
        reopen = partial(reopened, self.workspace, self.language) if self._is_on_disk() else None
        return self._with_engine(
            lambda _: write_site(
                source, self._access(), Path(folder), progress, force=force, reopen=reopen
            )
        )

    def to_rdflib(self) -> rdflib.Graph:
        """Return the whole graph as a read-only rdflib graph over the store itself.

        Raises:
            KembarError: the graph is at an endpoint.
        """
        from kembar.exports.rdflib_graph import rdflib_graph

        return rdflib_graph(self.engine)

    def to_networkx(self, **part: Unpack[NetworkPart]) -> networkx.MultiGraph[str]:
        """Return the network of partnerships, with attributes of plain text and numbers.

        `networkx.write_gexf` and `networkx.write_graphml` take it as it is.

        Args:
            part: as `NetworkPart`; the whole network by default.

        Raises:
            UnknownName, AmbiguousName: a name that fits nothing, or several things.
        """
        from kembar.exports.networks import plain_network

        return plain_network(self._network(part))

    def network_page(self, *, layout: str = "", **part: Unpack[NetworkPart]) -> NetworkPage:
        """Return the network, or a part of it, as one page in HTML that needs no network.

        Args:
            layout: the first view, "force" (by partnership; the default) or "map".
            part: as `NetworkPart`; the whole network by default.

        Raises:
            UnknownName, AmbiguousName: a name that fits nothing, or several things.
        """
        from kembar.render.network.page import LAYOUTS, network_page

        if layout and layout not in LAYOUTS:
            raise UnknownName("layout", layout, LAYOUTS)
        is_part = any(part.get(name) for name in ("city", "country", "kind"))
        return network_page(
            self._network(part),
            self.workspace.title,
            self.language,
            layout=layout,
            cache=self.workspace.cache.derived,
            part=repr(sorted(part.items())) if is_part else "",
        )

    def report(self, kind: str, *names: str, as_of: str | datetime.date = "") -> ReportDocument:
        """Return a report on a city, a partnership (two cities), a case (a study) or a country.

        Args:
            kind: a key of `queries/reports.yaml`.
            names: of the subject, as people write them; the office's own city may be left out.
            as_of: the day to which it holds, a date or ISO 8601; today by default.

        Raises:
            UnknownName, AmbiguousName: a kind or a name that fits nothing, or several things.
            InputError: too few or too many names, or a wrong day.
        """
        from kembar.queries.run import answer_question
        from kembar.render.reports.file import ReportDocument
        from kembar.reports.report import ReportContext, make_report

        answer, city = partial(self._cached, answer_question), self._own_city()
        report = self._with_engine(
            lambda engine: make_report(
                ReportContext(
                    engine, self.workspace, self.language, str(as_of), answer, own_city=city
                ),
                kind,
                [self.choices.get(name, name) for name in names],
            )
        )
        return ReportDocument.of(report)

    def export(
        self,
        form: str,
        path: str | Path | None = None,
        *,
        endpoint: str = "",
        complete: bool = False,
        force: bool = False,
        notify: Callable[[str], None] | None = None,
    ) -> Path:
        """Write the graph or its questions for other programs; return the file or the folder.

        Args:
            form: as `kembar export --help` lists them.
            path: a file or a folder; by default in the current folder, named after the form.
            endpoint: for "grlc" and "sparql-examples": the SPARQL service that they name.
            complete: for "turtle", "trig", "nquads" and "jsonld": also the model, the labels of
                concepts, the results of rules and a default graph of all, so that another engine
                answers the saved questions; else the statements of the sources alone.
            force: replace also files of a workspace.
            notify: takes a sentence on what the file leaves out, if it leaves out anything.

        Raises:
            UnknownName: there is no such form.
            InputError: a wrong endpoint, or one that the form has no place for; no complete
                form; an ending that the form has not; a file of a workspace would be replaced.
            KembarError: the file cannot be written.
        """
        from kembar.exports.formats import EXPORT_FORMATS, Export

        if form not in EXPORT_FORMATS:
            raise UnknownName("format", form, EXPORT_FORMATS)
        return self._with_engine(
            lambda engine: Export(
                engine,
                form,
                self.language,
                self.workspace,
                endpoint,
                complete=complete,
                version=self._store.digest,
                force=force,
                notify=notify or (lambda _: None),
            ).write(Path(path) if path else None)
        )

    def cite(self, form: str = "text") -> str:
        """Return the citation of the graph in its present state.

        Args:
            form: "text", "biblatex", "bibtex", "csl-json", "cff", or "files": the list of files
                with their SHA-256, whose own SHA-256 is the digest of the graph.

        Raises:
            UnknownName: there is no such form.
            KembarError: a file cannot be read.
        """
        from kembar.exports.state_citation import CITATION_FORMS, state_citation

        if form not in CITATION_FORMS:
            raise UnknownName("format", form, tuple(CITATION_FORMS))
        citation = self._with_engine(lambda engine: state_citation(engine, self.workspace))
        return CITATION_FORMS[form](citation)

    def validate(self, *, with_pyshacl: bool = False) -> list[Problem]:
        """Check the data by the SHACL shapes, and each folder by its card.

        Args:
            with_pyshacl: let pySHACL check the shapes: the same problems, slower.

        Returns:
            The problems in stable order; `str()` of each is a line that says what to do.

        Raises:
            InputError: a file of shapes cannot be used.
        """
        from kembar.validation.check import data_problems

        # The check reads the files too: an earlier state of the store would not fit them.
        self.refresh()
        return self._with_engine(
            lambda engine: data_problems(self.workspace, engine, with_pyshacl=with_pyshacl)
        )

    def _chosen(self, values: Mapping[str, str]) -> dict[str, str]:
        """Return values with what was chosen for the names that fit several things."""
        return {name: self.choices.get(value, value) for name, value in values.items()}

    def _network(self, part: NetworkPart) -> networkx.MultiGraph[str]:
        """Return the network, or a part of it, with the attributes that the page shows."""
        from kembar.names.lookup import resolve
        from kembar.queries.network import network, part_of
        from kembar.queries.network_facts import read_facts

        require_known(part, NetworkPart)
        city, country, kind = part.get("city"), part.get("country"), part.get("kind")
        city = self.choices.get(city, city) if city else None

        cache = self._cache()
        derived = cache.derived if cache else None

        def network_part(engine: Engine) -> networkx.MultiGraph[str]:
            facts = read_facts(engine, self.language, derived, self._store.digest)
            return part_of(
                network(engine, self.language, facts),
                city=resolve(engine, "city", city) if city else None,
                depth=part.get("depth", 1),
                country=resolve(engine, "country", country) if country else None,
                kind=resolve(engine, "partnership-kind", kind) if kind else None,
            )

        return self._with_engine(network_part)
