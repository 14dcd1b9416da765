"""The main job in one go: every saved question answered, the network drawn, an index of both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from kembar.files import write_whole
from kembar.network import network
from kembar.ontology import model
from kembar.oxigraph import Engine
from kembar.questions import ask, find_questions, find_topics
from kembar.views.index_page import index_page
from kembar.views.network_page import network_page
from kembar.views.ontology_page import ontology_page
from kembar.views.tables import as_csv
from kembar.workspace import Workspace


def explore(
    workspace: Workspace,
    engine: Engine,
    folder: Path,
    faults: Sequence[str] = (),
    language: str = "en",
    tell: Callable[[str], None] = lambda _: None,
) -> list[Path]:
    """Write the pages index, network and ontology and `answers/*.csv`; the files written.

    `faults` are what is to be mended in the data; `tell` hears what is being done. Each file is
    written whole or not at all.

    Raises:
        KembarError: the folder cannot be written.
    """
    made: list[Path] = []
    answers = []
    for name, question in sorted(find_questions(workspace).items()):
        tell(f"answering {name}")
        answer = ask(engine, question, question.in_language(language))
        answers.append(answer)
        made.append(write_whole(folder / "answers" / f"{name}.csv", as_csv(answer)))
    tell("drawing the network")
    graph = network(engine, language)
    page = network_page(graph, workspace.title, language)
    made.append(write_whole(folder / "network.html", page))
    page = ontology_page(model(engine, language), language)
    made.append(write_whole(folder / "ontology.html", page))
    index = index_page(workspace.title, answers, find_topics(workspace), faults, language)
    made.append(write_whole(folder / "index.html", index))
    return made
