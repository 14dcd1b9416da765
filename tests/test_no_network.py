"""No command sends a packet or opens a port by itself.

Each runs in a network namespace with a way out and nothing behind it, beside a recorder.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kembar.cli.main import COMMANDS
from kembar.exports.formats import EXPORT_FORMATS
from kembar.workspace.layout import Workspace, init_workspace

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[1]

PARTNERSHIP = ("--city", "Bandung", "--city", "Utrecht", "--since", "2001")
AGREEMENT = ("--partnership", "Bandung - Utrecht", "--type", "MoU", "--signed-on", "2001")
PROVENANCE = ("--source", "https://example.org/1", "--by", "Ani")

RUNS: dict[str, list[tuple[str, ...]]] = {
    "add": [
        ("partnership", *PARTNERSHIP, *PROVENANCE),
        ("agreement", *AGREEMENT, *PROVENANCE, "--yes"),
    ],
    "template": [("city", "-o", "city.yaml")],
    "queries": [(), ("bandung",)],
    "query": [
        ("city-partners", "-p", "city=Bandung"),
        ("most-connected", "--backend", "duckdb"),
        ("holdings", "--format", "csv", "-o", "holdings.csv"),
    ],
    "cite": [(), ("--format", "cff")],
    "sparql": [("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",)],
    "conflicts": [()],
    "export": [(form, "-o", f"exported-{form}") for form in EXPORT_FORMATS],
    "import": [
        (
            "table",
            "list.csv",
            "--title",
            "A list",
            "--url",
            "https://example.org/list",
            "--by",
            "A",
        ),
        ("network", "exported-gexf", "--dry-run"),
        ("rdf", "list.ttl", "--dry-run"),
        ("wikidata", "wikidata.csv", "--dry-run"),
    ],
    "diff": [()],
    "log": [()],
    "explore": [("-o", "site", "--no-open")],
    "publish": [("public", "--address", "https://example.org/kembar/")],
    "network": [("-o", "network.html"), ("--city", "Bandung", "-o", "bandung.html")],
    "ontology": [("-o", "ontology.html")],
    "report": [
        ("city", "Bandung", "-o", f"report.{suffix}")
        for suffix in ("html", "md", "bib", "json", "pdf")
        if suffix != "pdf" or shutil.which("chromium")
    ],
    "edit": [("Bandung - Utrecht", "--set", "since=2002", "--yes")],
    "renew": [("id-bandung--nl-utrecht--2001-mou", "--set", "signed_on=2031", "--yes")],
    "retire": [("id-bandung--nl-utrecht--2031-mou", "--reason", "an error", "--yes")],
    "undo": [()],
    "redo": [()],
    "login": [("endpoint.example",)],
    "logout": [("endpoint.example",)],
    "trust": [("--yes",)],
    "migrate": [()],
    "build": [()],
    "check": [(), ("--referee",)],
    "completion": [("bash",)],
    "init": [("other",)],
    "cache": [("show",), ("clear", "answers")],
}
"""Arguments with which each command does its work, on a small graph that they make themselves."""

LARGE = [("build",), ("check",), ("export", "csv", "-o", "tables")]
"""Commands that start more processes where the graph is large."""

ENDPOINT = ("--endpoint", "http://192.0.2.1/sparql")

ASKING = {
    "an endpoint": (*ENDPOINT, "query", "holdings"),
    "a name": ("--endpoint", "http://endpoint.example/sparql", "query", "holdings"),
    "a push": (*ENDPOINT, "--update-endpoint", "http://192.0.2.1/update", "push"),
    "Wikidata": ("import", "wikidata", "--endpoint", "http://192.0.2.1/sparql", "--dry-run"),
}
"""Calls that do ask somebody, since a person says so."""

MAY_FAIL = {
    "import network",
    "import rdf",
    "export quickstatements",
    "redo",
    "login endpoint.example",
    "logout endpoint.example",
    "trust --yes",
}
"""Calls that have nothing to do here; they are refused in a line."""

FILES = {
    "list.csv": "city,partner,since\nBandung,Delft,1999\n",
    "list.ttl": "@prefix kb: <https://w3id.org/kembar/> .\n"
    "<urn:x> a kb:Note ; <http://example.org/p> <http://example.org/o> .\n",
    "wikidata.csv": "city,cityLabel,partner,partnerLabel\n"
    "http://www.wikidata.org/entity/Q10389,Bandung,"
    "http://www.wikidata.org/entity/Q690,Delft\n",
}


@cache
def separate() -> tuple[str, ...]:
    """The start of a command line that runs the rest without a network."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    start = ("unshare", "-n") if root else ("unshare", "-rn")
    command = [*start, "ip", "link", "add", "way-out", "type", "veth"]
    if not shutil.which("unshare") or not shutil.which("ip"):
        pytest.skip("needs Linux with unshare and ip (Debian: util-linux, iproute2)")
    ran = subprocess.run(command, capture_output=True, text=True)
    if ran.returncode:
        pytest.skip(f"this machine makes no network namespace: {ran.stderr.strip()[:200]}")
    return start


def recorded(commands: list[list[str]], cwd: Path, *options: str) -> list[dict[str, Any]]:
    """Run commands without a network; return the exit code, packets and open ports of each."""
    ran = subprocess.run(
        [*separate(), sys.executable, str(ROOT / "tests" / "recorder.py"), *options],
        input=json.dumps(commands),
        capture_output=True,
        text=True,
        cwd=cwd,
        timeout=500,
    )
    assert ran.returncode == 0, ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]


def kembar_command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "kembar", *arguments]


def test_every_command_is_run() -> None:
    """A new command is named in `RUNS`, with arguments that make it work."""
    names = {name for home in COMMANDS.values() for name in home}
    assert names - {"push"} <= set(RUNS)


def assert_silent(calls: list[tuple[str, ...]], folder: Path) -> None:
    """Run commands of Kembar in a folder; none sends, listens or fails."""
    results = recorded([kembar_command(*call) for call in calls], folder)
    for call, result in zip(calls, results, strict=True):
        assert result["packets"] == [], call
        assert result["listening"] == [], call
        allowed = (0, 1, 2) if " ".join(call[:2]) in MAY_FAIL else (0,)
        assert result["code"] in allowed, (call, result["stderr"])


def test_no_command_sends_or_listens(tmp_path: Path) -> None:
    office = tmp_path / "office"
    init_workspace(office)
    (office / "kembar.toml").write_text('title = "office"\nshipped = false\nformat = 2\n')
    for name, text in FILES.items():
        (office / name).write_text(text, "utf-8")
    names = {name for home in COMMANDS.values() for name in home}
    calls = [(name, *run) for name, runs in RUNS.items() if name in names for run in runs]
    assert_silent(calls, office)


def test_no_command_on_a_large_graph_does(own: Workspace) -> None:
    assert own.root
    assert_silent(LARGE, own.root)


@pytest.mark.parametrize("kind", ASKING)
def test_the_recorder_sees_who_asks(own: Workspace, kind: str) -> None:
    assert own.root
    # Nobody answers, so it would wait for its own limit.
    (result,) = recorded([kembar_command(*ASKING[kind])], own.root, "--until-packet")
    assert result["packets"], result


def test_the_recorder_sees_who_listens(tmp_path: Path) -> None:
    code = "import socket, time; s = socket.create_server(('127.0.0.1', 0)); time.sleep(0.5)"
    (result,) = recorded([[sys.executable, "-c", code]], tmp_path)
    assert result["listening"]
