"""Files that others made are listed with version, source, licence and hash, and are unchanged."""

from __future__ import annotations

import hashlib
import json
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tools.bill import with_vendored

ROOT = Path(__file__).parents[1]
FILES: list[dict[str, Any]] = tomllib.loads((ROOT / "src/kembar/vendored.toml").read_text())["file"]

_PACKED = (".gz", ".xz", ".zip", ".woff", ".woff2", ".ttf", ".otf", ".wasm", ".so", ".dll", ".jar")
_TEXTS = (".js", ".css", ".json", ".html", ".svg", ".py")
_LONGEST_LINE = 2_000
"""Nobody writes a line of so many signs by hand."""


def tracked_files() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "-z", "src", "tests", "tools", "docs"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    paths = [ROOT / name for name in names if name]
    return [path for path in paths or (ROOT / "src").rglob("*") if path.is_file()]


def is_of_others(path: Path) -> bool:
    """Return True for a file that looks packed, or made by a machine."""
    if ".min." in path.name or path.suffix in _PACKED:
        return True
    if path.suffix not in _TEXTS:
        return False
    return max(map(len, path.read_text("utf-8").splitlines()), default=0) > _LONGEST_LINE


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file["path"]))
def test_each_file_is_as_it_came(file: dict[str, Any]) -> None:
    content = (ROOT / file["path"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == file["sha256"]
    assert (ROOT / file["licence_file"]).is_file()
    assert file["source"].startswith("https://")
    assert all(file[field] for field in ("name", "version", "licence"))


def test_no_file_of_others_is_unlisted() -> None:
    listed = {ROOT / file["path"] for file in FILES}
    assert {path for path in tracked_files() if is_of_others(path)} <= listed
    licences = {ROOT / file["licence_file"] for file in FILES}
    assert {path for path in tracked_files() if path.name.endswith(".LICENSE")} <= licences


def test_the_bill_names_the_javascript() -> None:
    bill = with_vendored({"components": [{"name": "click"}]}, FILES)
    components = {component["name"]: component for component in bill["components"]}
    assert {"click", "vis-network", "sigma", "graphology", "events"} <= set(components)
    assert components["vis-network"]["version"] == "9.1.2"
    assert components["vis-network"]["purl"] == "pkg:npm/vis-network@9.1.2"
    assert components["vis-network"]["licenses"] == [{"license": {"id": "MIT"}}]
    assert components["vis-network"]["hashes"][0]["content"] == FILES[0]["sha256"]
    json.dumps(bill)
