"""What the README shows is what the program prints.

An answer stands below a line `<!-- kembar query ... : N rows -->`; `pytest --accept` writes it anew.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from kembar.cli import main
from kembar.names import resolve
from kembar.network import network, partnerships
from kembar.oxigraph import Engine
from kembar.questions import ask, find_questions, find_topics
from kembar.views.tables import as_markdown
from kembar.workspace import Workspace

README = Path(__file__).parents[1] / "README.md"
BLOCK = re.compile(r"(<!-- kembar query (.+?): (\d+) rows -->\n\n)((?:\|.*\n)+)")


def _table(engine: Engine, asked: str, rows: int) -> str:
    """The head of an answer as Markdown."""
    name, *options = shlex.split(asked)
    given = dict(zip(options[::2], options[1::2], strict=True))
    language = given.pop("--lang", "en")
    parameters = dict(value.split("=", 1) for value in given.values())
    question = find_questions(Workspace())[name]
    if any(parameter.name == "lang" for parameter in question.parameters):
        parameters["lang"] = language
    told = as_markdown(ask(engine, question, parameters), language)
    return "".join(told.splitlines(keepends=True)[: rows + 2])


def test_the_answers_are_those_of_a_run(engine: Engine, request: pytest.FixtureRequest) -> None:
    text = README.read_text("utf-8")
    made = BLOCK.sub(lambda b: b[1] + _table(engine, b[2], int(b[3])), text)
    if request.config.getoption("--accept"):
        README.write_text(made, "utf-8")
    assert len(BLOCK.findall(text)) == 3
    assert README.read_text("utf-8") == made


def test_the_figures_are_those_of_the_graph(engine: Engine) -> None:
    held = {
        str(row[0]): str(row[1])
        for row in ask(engine, find_questions(Workspace())["holdings"]).rows
    }
    sources = engine.select(
        "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a <https://w3id.org/kembar/Source> }"
    )
    graph = network(engine)
    text = " ".join(README.read_text("utf-8").split())
    assert (
        f"{len(graph)} cities and provinces in {partnerships(graph)} partnerships, "
        f"{held['agreement']} agreements, {held['activity']} activities, {held['agency']} agencies "
        f"and {held['study']} studies, from {sources.rows[0][0]} sources"
    ) in text


def test_it_lists_every_command_and_question() -> None:
    lines = README.read_text("utf-8").splitlines()
    assert [
        name for name in main.commands if not any(f"`kembar {name}" in line for line in lines)
    ] == []
    topics = find_topics(Workspace())
    told = {
        f"| {topics[question.topic].en} | {question.words.en} | `{name}` |"
        for name, question in find_questions(Workspace()).items()
    }
    assert {line for line in lines if re.match(r"\| [A-Z].* \| .*\? \| `", line)} == told


def test_every_module_has_its_line_in_the_architecture() -> None:
    package = Path(__file__).parents[1] / "src" / "kembar"
    text = README.read_text("utf-8")
    for path in [*package.glob("[a-z]*.py"), *package.glob("[a-z]*/__init__.py")]:
        name = path.stem if path.stem != "__init__" else path.parent.name
        assert f"`{name}`" in text, name


def test_the_city_of_the_first_answer_is_found_in_any_language(engine: Engine) -> None:
    assert resolve(engine, "city", "반둥") == resolve(engine, "city", "Bandung")
