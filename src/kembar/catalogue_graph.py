"""The graph as far as it tells what can be asked and said: the questions, and the model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kembar.base_graph import BaseGraph
from kembar.errors import AmbiguousName, InputError, UnknownName
from kembar.language import _, in_its_language
from kembar.workspace.config import CONFIG_FILE

if TYPE_CHECKING:
    from kembar.model.ontology import Model
    from kembar.queries.catalogue import CatalogueEntry
    from kembar.queries.saved import Question, Text
    from kembar.rdf.engine import Engine


@in_its_language
class CatalogueGraph(BaseGraph):
    """A graph that lists its saved questions and the terms of its model."""

    def question(self, name: str) -> Question:
        """Return a saved question.

        Raises:
            UnknownName: nothing has that name.
            InputError: its head cannot be read.
        """
        from kembar.queries.saved import find_question

        return find_question(self.workspace, name)

    def questions(self) -> dict[str, Question]:
        """Return the saved questions that can be read, by name; see `question_faults`."""
        from kembar.queries.saved import find_questions

        return find_questions(self.workspace)

    def question_faults(self) -> list[InputError]:
        """Return the faults of the files of questions, charts, topics and research."""
        from kembar.queries.chart_spec import chart_faults
        from kembar.queries.saved import question_faults

        return [*question_faults(self.workspace), *chart_faults(self.workspace)]

    def topics(self) -> dict[str, Text]:
        """Return the titles of the topics by tag; what cannot be read is left out."""
        from kembar.queries.saved import find_topics

        return find_topics(self.workspace)

    def catalogue(self, words: str = "", topic: str = "") -> list[CatalogueEntry]:
        """Return the saved questions with their topic, the works they serve and their terms.

        Args:
            words: only questions whose titles hold all of these, in English or Indonesian.
            topic: only questions of this topic.

        Raises:
            UnknownName: there is no such topic.
        """
        from kembar.queries.catalogue import catalogue, search
        from kembar.queries.saved import find_works

        works = find_works(self.workspace)
        entries = catalogue(self.questions().values(), self.topics(), works, self.model())
        return search(entries, words, topic)

    def similar_questions(self, words: str, topic: str = "") -> list[CatalogueEntry]:
        """Return the few questions whose titles come closest to some words."""
        from kembar.queries.catalogue import nearest_entries

        return nearest_entries(self.catalogue(topic=topic), words)

    def write_catalogue(
        self, path: str | Path, words: str = "", topic: str = "", *, force: bool = False
    ) -> Path:
        """Write the catalogue, or what a search finds of it, as Markdown; return the path.

        Args:
            path: the file, `*.md`.
            words: as `catalogue` takes them.
            topic: as `catalogue` takes it.
            force: replace also a file of a workspace.

        Raises:
            UnknownName, InputError: as `catalogue`; or the path has another ending, or is that of
                a file of a workspace.
            KembarError: the file cannot be written.
        """
        from kembar.queries.catalogue import unused_terms
        from kembar.render.pages.catalogue_markdown import catalogue_markdown
        from kembar.workspace.output_file import ending_of, write_text

        path = Path(path)
        ending_of(path, (".md", ".markdown"))
        entries = self.catalogue(words, topic)
        terms = [] if words or topic else unused_terms(entries, self.model())
        return write_text(path, catalogue_markdown(entries, terms, self.language), force=force)

    def city_key(self, name: str) -> str:
        """Return the key of a city of the graph, as kembar.toml has it.

        Raises:
            UnknownName, AmbiguousName: a name that fits nothing, or several cities.
        """
        from kembar.names.lookup import ANY, resolve
        from kembar.rdf.namespaces import local_name

        chosen = self.choices.get(name, name)
        city = self._with_engine(lambda engine: resolve(engine, "city", chosen))
        if city == ANY:
            raise UnknownName("city", name)
        return local_name(city)

    def _own_city(self) -> str:
        """Return the key of the city of kembar.toml; "" where it names none.

        Raises:
            InputError, AmbiguousName: its name fits nothing, or several cities; with the place.
        """
        name, root = self.workspace.city, self.workspace.root
        if not name or root is None:
            return ""
        file = root / CONFIG_FILE
        try:
            return self.city_key(name)
        except AmbiguousName as error:
            raise error.at(f"{file} [city]") from None
        except UnknownName as error:
            remedy = "" if error.nearest else _("Write a city of the graph, or delete the line.")
            raise InputError(f"{error} {remedy}".rstrip(), file=file, column="city") from None

    def city_name(self, key: str) -> str:
        """Return the name of a city with its country: "Bandung, Indonesia"."""
        from kembar.rdf.namespaces import NAMESPACES, PREFIXES
        from kembar.rdf.terms import iri
        from kembar.reports.subjects import name_of

        def name(engine: Engine) -> str:
            city = iri(f"{NAMESPACES['id']}{key}")
            query = f"SELECT DISTINCT ?country {{ GRAPH ?any {{ {city} kb:country ?country }} }}"
            whole = name_of(engine, city, self.language)
            for (term,) in engine.select(PREFIXES + query).rows[:1]:
                country = name_of(engine, term.term, self.language) if term else ""
                # A city with namesakes bears its country already.
                whole = whole if country in whole else f"{whole}, {country}"
            return whole

        return self._with_engine(name)

    def model(self) -> Model:
        """Return the ontology for people: classes, properties and concepts."""
        from kembar.model.ontology import model

        return self._with_engine(lambda engine: model(engine, self.language))

    def write_model(self, path: str | Path, *, force: bool = False) -> Path:
        """Write the ontology as a page in HTML, or as Markdown (`*.md`); return the path.

        Args:
            path: the file.
            force: replace also a file of a workspace.

        Raises:
            InputError: the path has another ending, or is that of a file of a workspace.
            KembarError: the file cannot be written.
        """
        from kembar.render.pages import ontology_markdown, ontology_page
        from kembar.workspace.output_file import ending_of, write_text

        path = Path(path)
        is_markdown = ending_of(path, (".html", ".htm", ".md")) == ".md"
        page = ontology_markdown.model_markdown if is_markdown else ontology_page.ontology_page
        return write_text(path, page(self.model(), self.language), force=force)
