"""The files for contributors name what exists, and the examples of CONTRIBUTING.md work."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

import kembar
from kembar.workspace.layout import init_workspace

ROOT = Path(__file__).parents[1]
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/tests.yml").read_text("utf-8"))
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
FILE = re.compile(r"`((?:data|queries)/[\w./-]+)`(?::)?\n\n```\w+\n(.*?)```", re.S)
EXAMPLES = dict(FILE.findall(CONTRIBUTING))
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", CONTRIBUTING, re.S)
    for line in block.splitlines()
]


def targets() -> set[str]:
    """The targets of the Makefile."""
    return set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.M))


def steps() -> list[dict[str, Any]]:
    return [step for job in WORKFLOW["jobs"].values() for step in job["steps"]]


def test_the_commands_are_of_this_project() -> None:
    assert len(COMMANDS) > 15
    for command in COMMANDS:
        words = [word for word in command.split() if "=" not in word]
        if words[0] == "make":
            assert set(words[1:]) <= targets(), command
        for path in re.findall(r"\b(?:tests|tools)/[\w/.]*", command):
            assert (ROOT / path).exists(), command


def test_each_link_leads_to_a_file() -> None:
    for name in ("CONTRIBUTING.md", "CODE_OF_CONDUCT.md"):
        for link in re.findall(r"\]\(([^)]+)\)", (ROOT / name).read_text("utf-8")):
            assert link.startswith("https://") or (ROOT / link).is_file(), (name, link)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kembar.KnowledgeGraph:
    """A workspace with the files that CONTRIBUTING.md shows, and no other cities."""
    root = tmp_path_factory.mktemp("contributing") / "office"
    init_workspace(root)
    (root / "kembar.toml").write_text('title = "office"\nshipped = false\nformat = 2\n')
    for name, text in EXAMPLES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return kembar.open(root)


@pytest.mark.integration
def test_the_source_of_the_example_is_read(graph: kembar.KnowledgeGraph) -> None:
    assert graph.validate() == []
    rows = graph.query("city-partners", city="Bogor").rows
    assert [str(row[0]) for row in rows] == ["Delft"]


@pytest.mark.integration
def test_the_question_of_the_example_is_asked(graph: kembar.KnowledgeGraph) -> None:
    memorandum = kembar.entry(
        "agreement", partnership="Bogor - Delft", type="MoU", signed_in="Delft", signed_on="2026"
    )
    graph.add([memorandum], ignore_warnings=True)
    rows = graph.query("places-of-signing").rows
    assert [tuple(map(str, row)) for row in rows] == [("Delft", "1")]


def test_the_workflow_covers_each_python_and_system() -> None:
    matrix = WORKFLOW["jobs"]["tests"]["strategy"]["matrix"]
    classified = [name.rpartition(" ")[2] for name in PYPROJECT["project"]["classifiers"]]
    assert matrix["python"] == [name for name in classified if name.startswith("3.")]
    assert {name.partition("-")[0] for name in matrix["os"]} == {"ubuntu", "macos", "windows"}
    lowest = SpecifierSet(PYPROJECT["project"]["requires-python"])
    assert min(matrix["python"], key=lambda text: int(text[2:])) in lowest
    (lowest_python,) = (
        step["with"]["python-version"]
        for step in WORKFLOW["jobs"]["lowest"]["steps"]
        if step.get("with")
    )
    assert lowest_python == matrix["python"][0]


def test_the_workflow_runs_what_exists() -> None:
    for step in steps():
        command = step.get("run", "")
        if command.startswith("make "):
            assert set(command.split()[1:]) <= targets(), command
        for group in re.findall(r"--group (\w+)", command):
            assert group in PYPROJECT["dependency-groups"], command
        for script in re.findall(r"bash (\S+)", command):
            assert (ROOT / script).is_file(), command
        assert re.fullmatch(r"actions/[a-z-]+@v\d+", step.get("uses", "actions/checkout@v7"))


def test_a_commit_is_checked_by_tools_of_lint() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    recipe = (ROOT / "Makefile").read_text("utf-8")
    for hook in config["repos"][0]["hooks"]:
        tool = hook["entry"].split()[0].removeprefix(".venv/bin/")
        assert f"$(BIN)/{tool}" in recipe, hook


def test_the_citation_has_the_version() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["version"] == kembar.__version__ == PYPROJECT["project"]["version"]
    assert citation["license"] == PYPROJECT["project"]["license"]
    names = [author["name"] for author in PYPROJECT["project"]["authors"]]
    assert [author["name"] for author in citation["authors"]] == names
    assert citation["url"] in PYPROJECT["project"]["urls"].values()


def test_each_library_has_a_lowest_version() -> None:
    """`make lowest` installs these and runs the fast lane."""
    texts = [*PYPROJECT["project"]["dependencies"]]
    for extra in PYPROJECT["project"]["optional-dependencies"].values():
        texts += extra
    for text in texts:
        operators = {specifier.operator for specifier in Requirement(text).specifier}
        assert ">=" in operators, text
