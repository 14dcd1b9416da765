"""SECURITY.md names tests that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from kembar.rdf.limits import Limits
from kembar.rdf.remote.request_limits import RequestLimits
from kembar.workspace.lock import LOCK_TIMEOUT

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "SECURITY.md").read_text("utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)


@pytest.mark.parametrize(("path", "name"), sorted(set(NAMED)))
def test_a_named_test_exists(path: str, name: str) -> None:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_each_claim_names_a_test() -> None:
    claims = TEXT.partition("## Possible attackers")[2].partition("## Limits")[0]
    rows = [line for line in claims.splitlines() if line.startswith("| ") and "---" not in line]
    assert len(rows) > 20
    assert all("::" in row or row == "| what holds | test |" for row in rows)


def test_the_limits_are_those_of_the_program() -> None:
    limits, request = Limits(), RequestLimits()
    for value, unit in (
        (limits.seconds, "s"),
        (limits.megabytes, "MB"),
        (limits.answer_megabytes, "MB"),
        (request.seconds, "s"),
        (request.megabytes, "MB"),
        (LOCK_TIMEOUT, "s"),
    ):
        assert f"| {value:g} {unit} |" in TEXT
