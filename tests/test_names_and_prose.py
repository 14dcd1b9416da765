"""The house's rules of words: nouns for what is bound, plain openings for docstrings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(
    path
    for folder in ("src", "tests", "benchmarks", "tools")
    for path in (ROOT / folder).rglob("*.py")
)
PARTICIPLES = frozenset(
    {"told", "said", "made", "kept", "asked", "given", "held", "taken", "found"}
)
OPENING = re.compile(r"(?:What|Whether|Who|How|They|It is)\b")
SENTENCE = re.compile(
    r"(?:^|\n|[.!:] |\| )[ \t>*#-]*((?:What|Whether|Who) [a-z](?:[^.?|\n]|\n(?!\n)|\.\w)*[.?]?)"
)
"""A sentence that begins with What, Whether or Who, in a text, a list, a table or a heading."""

DOCUMENTS = sorted(
    path
    for path in (*ROOT.glob("*.md"), *ROOT.glob("*/**/*.md"))
    if not {".venv", "site", "out"} & set(path.relative_to(ROOT).parts)
)
QUOTES = {
    "tests/test_names_and_prose.py",  # its own examples
    "src/kembar/workspace/month_files.py",  # the head of files that an earlier version wrote
}
LONGEST_TEST_NAME = 55


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in FILES:
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def bound_names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The names that a module binds to values, with their lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg


def openings(tree: ast.Module) -> Iterator[str]:
    """The first lines of the docstrings of a module, its classes and its functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield (ast.get_docstring(node) or "").partition("\n")[0]


def roundabout(text: str) -> list[str]:
    """The sentences of a text that begin with What, Whether or Who, and do not ask."""
    sentences = (" ".join(sentence.split()) for sentence in SENTENCE.findall(text))
    return [sentence for sentence in sentences if not sentence.endswith("?")]


def texts(tree: ast.Module) -> Iterator[str]:
    """The texts of a module: docstrings, messages, descriptions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_sentences_begin_with_their_subject() -> None:
    """In docstrings, messages, documents and names of tests."""
    wrong = [
        f"{path}: {sentence}"
        for path, tree in trees()
        if path not in QUOTES
        for text in texts(tree)
        for sentence in roundabout(text)
    ]
    wrong += [
        f"{path.relative_to(ROOT).as_posix()}: {sentence}"
        for path in DOCUMENTS
        for sentence in roundabout(path.read_text("utf-8"))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        (1, "What is read waits."),
        (1, "It ends. Whether it is whole\nis seen later."),
        (1, "# Who says so\n"),
        (1, "| What ends | `test` |"),
        (0, "Who says so? A service: what it does."),
        (0, "Somebody who asks what is there."),
    ],
)
def test_a_roundabout_sentence_is_seen(wrong: int, text: str) -> None:
    assert len(roundabout(text)) == wrong


def test_no_participle_is_bound() -> None:
    bound = [
        f"{path}:{line} {name}"
        for path, tree in trees()
        for line, name in bound_names(tree)
        if name in PARTICIPLES
    ]
    assert bound == []


def test_docstrings_open_plainly() -> None:
    wrong = [
        f"{path}: {line}"
        for path, tree in trees()
        for line in openings(tree)
        if OPENING.match(line)
    ]
    assert wrong == []


def test_names_of_tests_are_short() -> None:
    names = {
        node.name
        for path, tree in trees()
        if path.startswith("tests/")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    assert {name for name in names if len(name) > LONGEST_TEST_NAME} == set()
    assert {name for name in names if re.match(r"test_(what|whether|who)_", name)} == set()


@pytest.mark.parametrize("line", ["What a file says.", "Whether it is one.", "It is."])
def test_an_opening_that_is_not_plain_is_seen(line: str) -> None:
    assert OPENING.match(line)


def test_a_bound_participle_is_seen() -> None:
    tree = ast.parse("def read(told):\n    found = told\n    return [said for said in found]")
    assert {name for _, name in bound_names(tree)} == {"told", "found", "said"}
