"""The README and the pages show what the program prints.

An answer stands below a line `<!-- kembar query ... : N rows -->`, or `all rows`; `pytest --accept` writes it anew.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import click
import pytest

from kembar.cli.main import main
from kembar.names.lookup import resolve
from kembar.queries.network import network, partnerships
from kembar.queries.run import answer_question
from kembar.queries.saved import find_questions, find_topics
from kembar.rdf.engine import Engine
from kembar.render.answers import as_markdown
from kembar.workspace.layout import Workspace
from tests.pages import DOCS, ROOT, pages

README, COMMANDS, ASK = ROOT / "README.md", DOCS / "commands.md", DOCS / "howto/ask.md"
BLOCK = re.compile(r"(<!-- kembar query (.+?): (\d+|all) rows -->\n\n)((?:\|.*\n)+)")
SMALLEST, LARGEST = 4500, 7000
"""Bytes of a README that one reads to the end."""


def _text(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def _table(engine: Engine, command: str, rows: str) -> str:
    """The head of an answer as Markdown."""
    name, *options = shlex.split(command)
    flags = dict(zip(options[::2], options[1::2], strict=True))
    language = flags.pop("--lang", "en")
    parameters = dict(value.split("=", 1) for value in flags.values())
    question = find_questions(Workspace())[name]
    if any(parameter.name == "lang" for parameter in question.parameters):
        parameters["lang"] = language
    table = as_markdown(answer_question(engine, question, parameters), language)
    return "".join(table.splitlines(keepends=True)[: None if rows == "all" else int(rows) + 2])


@pytest.mark.parametrize("page", [page for page in pages() if BLOCK.search(_text(page))])
def test_its_answers_are_those_of_a_run(
    page: str, engine: Engine, request: pytest.FixtureRequest
) -> None:
    text = _text(page)
    updated = BLOCK.sub(lambda b: b[1] + _table(engine, b[2], b[3]), text)
    if request.config.getoption("--accept"):
        (ROOT / page).write_text(updated, "utf-8")
    assert len(BLOCK.findall(text)) == text.count("<!-- kembar query ")
    assert _text(page) == updated


FIGURES = re.compile(
    r"(\d+)(\s+cities\s+and\s+provinces\s+in\s+)(\d+)(\s+partnerships,\s+)(\d+)(\s+agreements,\s+)(\d+)"
    r"(\s+activities,\s+)(\d+)(\s+agencies\s+and\s+)(\d+)(\s+studies,\s+from\s+)(\d+)(\s+sources)"
)


def test_the_figures_are_those_of_the_graph(engine: Engine, request: pytest.FixtureRequest) -> None:
    holdings = {
        str(row[0]): str(row[1])
        for row in answer_question(engine, find_questions(Workspace())["holdings"]).rows
    }
    sources = engine.select(
        "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a <https://w3id.org/kembar/Source> }"
    )
    graph = network(engine)
    counts = [str(len(graph)), str(partnerships(graph))]
    counts += [holdings[kind] for kind in ("agreement", "activity", "agency", "study")]
    counts.append(str(sources.rows[0][0]))
    if request.config.getoption("--accept"):
        figures = iter(counts)
        text = FIGURES.sub(
            lambda m: "".join(g if n % 2 else next(figures) for n, g in enumerate(m.groups())),
            README.read_text("utf-8"),
        )
        README.write_text(text, "utf-8")
    match = FIGURES.search(README.read_text("utf-8"))
    assert match
    assert list(match.groups()[::2]) == counts


def test_it_is_short() -> None:
    assert SMALLEST < len(README.read_bytes()) < LARGEST


def test_the_page_of_commands_has_every_command() -> None:
    lines = COMMANDS.read_text("utf-8").splitlines()
    assert [
        name
        for name in main.list_commands(click.Context(main))
        if not any(f"`kembar {name}" in line for line in lines)
    ] == []


def _commands(command: click.Command) -> Iterator[click.Command]:
    """The command, and the commands below it."""
    yield command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            if (below := command.get_command(context, name)) is not None:
                yield from _commands(below)


def test_each_option_of_the_page_of_commands_exists() -> None:
    context, unknown = click.Context(main), []
    for row in COMMANDS.read_text("utf-8").splitlines():
        if not row.startswith("| `kembar "):
            continue
        known = {"--help"}
        for name in re.findall(r"`kembar (\w+)", row):
            if (named := main.get_command(context, name)) is not None:
                known |= {o for c in _commands(named) for p in c.params for o in p.opts}
        unknown += [(row, o) for o in re.findall(r"(?<=[\s`])--?\w[\w-]*", row) if o not in known]
    assert unknown == []


def test_the_page_on_asking_has_every_question(request: pytest.FixtureRequest) -> None:
    topics = find_topics(Workspace())
    rows = sorted(
        f"| {topics[question.topic].en} | {question.title.en} | `{name}` |\n"
        for name, question in find_questions(Workspace()).items()
    )
    head = "| topic | question | name |\n| --- | --- | --- |\n"
    text = ASK.read_text("utf-8")
    if request.config.getoption("--accept"):
        text = re.sub(re.escape(head) + r"(\|.*\n)*", lambda _: head + "".join(rows), text)
        ASK.write_text(text, "utf-8")
    assert text.endswith(head + "".join(rows))


def test_every_package_has_a_line_in_the_architecture() -> None:
    package, text = ROOT / "src" / "kembar", _text("docs/architecture.md")
    for path in [*package.glob("[a-z]*.py"), *package.glob("[a-z]*/__init__.py")]:
        name = path.stem if path.stem != "__init__" else path.parent.name
        assert f"\n| `{name}` |" in text, name


def test_a_city_is_found_by_its_korean_name(engine: Engine) -> None:
    assert resolve(engine, "city", "반둥") == resolve(engine, "city", "Bandung")
