"""The site of `kembar explore`: answers to all questions, the network, the model, a catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kembar.errors import KembarError
from kembar.language import _
from kembar.model.ontology import model
from kembar.queries.answer import Answer
from kembar.queries.catalogue import catalogue
from kembar.queries.network import network
from kembar.queries.run import answer_question
from kembar.queries.saved import Question, find_questions, find_topics, find_works
from kembar.rdf.engine import Engine
from kembar.render.answers import as_csv
from kembar.render.network.page import network_page
from kembar.render.pages.index_page import index_page
from kembar.render.pages.ontology_page import ontology_page
from kembar.reports.report import dated_events
from kembar.workspace.layout import Workspace
from kembar.workspace.output_file import require_folder, require_unread, write_folder


def explore(
    workspace: Workspace,
    engine: Engine,
    folder: Path,
    faults: Sequence[str] = (),
    language: str = "en",
    progress: Callable[[str], None] = lambda _step: None,
    answer_function: Callable[[Engine, Question, Mapping[str, str]], Answer] = answer_question,
    *,
    force: bool = False,
) -> list[Path]:
    """Write the pages index, network and ontology and `answers/*.csv`; return their paths.

    They are written together once all are made, or none of them. A question that has no answer
    is listed among the faults, and the others stay.

    Args:
        workspace: its title and its questions.
        engine: the graph.
        folder: the folder of the site.
        faults: problems of the data, a line each.
        language: "en" or "id".
        progress: called with each step.
        answer_function: the function that answers a question.
        force: replace also files of a workspace.

    Raises:
        InputError: a file stands at `folder`, a workspace reads it, or a file of a workspace would
            be replaced.
        KembarError: the folder cannot be written.
    """
    require_folder(folder)
    require_unread(folder)
    pages: dict[str, str] = {}
    answers = {}
    faults = list(faults)
    questions = find_questions(workspace)
    for name, question in sorted(questions.items()):
        progress(_("answering {question}", question=name))
        try:
            answer = answer_function(engine, question, question.in_language(language))
        except KembarError as bad:
            faults.append(f"{name}: {bad}")
            continue
        answers[name] = answer
        pages[f"answers/{name}.csv"] = as_csv(answer)
    progress(_("drawing the network"))
    graph = network(engine, language)
    page = network_page(graph, workspace.title, language, cache=workspace.cache.derived)
    pages["network.html"] = page.html
    ontology = model(engine, language)
    pages["ontology.html"] = ontology_page(ontology, language)
    progress(_("drawing the catalogue"))
    answered = [question for name, question in questions.items() if name in answers]
    entries = catalogue(answered, find_topics(workspace), find_works(workspace), ontology)
    bands = dated_events(engine, language)
    index = index_page(workspace.title, entries, answers, faults, language, bands)
    pages["index.html"] = index
    write_folder(folder, pages, force=force)
    return [folder / name for name in pages]
