"""The graph as far as it tells what can be asked and said: the questions, and the model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kembar.base_graph import BaseGraph
from kembar.errors import UnknownName
from kembar.language import in_its_language

if TYPE_CHECKING:
    from kembar.errors import InputError
    from kembar.model.ontology import Model
    from kembar.queries.catalogue import CatalogueEntry
    from kembar.queries.saved import Question, Text


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
