"""Options that limit queries, and that let them ask other servers."""

from __future__ import annotations

from pathlib import Path

import pytest

import kembar as program
from kembar.errors import KembarError
from kembar.rdf.limits import Limits
from kembar.workspace.layout import Workspace
from tests.conftest import Run

ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(9)) + " }"
SERVICE = "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
pytestmark = pytest.mark.integration

HEAD = """#+ summary: mine
#+ tags: [network]
#+ question: {en: Mine?, id: Milik?}
#+ columns: {s: {en: it, id: itu}}
"""


@pytest.mark.parametrize("place", ["before", "behind"])
def test_a_limit_of_time_ends_a_query(kembar: Run, place: str) -> None:
    option, command = ["--time-limit", "0.5"], ["sparql", ENDLESS]
    ran = kembar(*(option + command if place == "before" else command + option))
    assert ran.stderr.startswith("kembar: the query takes longer than 0.5 s; ask for less")
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("value", ["0", "-1", "nan"])
def test_a_wrong_limit_is_named(kembar: Run, value: str) -> None:
    ran = kembar("sparql", "--memory-limit", value, "ASK {}")
    assert ran.stderr.startswith("kembar: -- [memory-limit]: ")
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)


def test_a_question_does_not_ask_servers(kembar: Run, empty: Workspace) -> None:
    own = empty
    assert own.root
    (own.root / "queries" / "mine.rq").write_text(HEAD + SERVICE.replace("*", "?s"))
    ran = kembar("-w", str(own.root), "query", "mine")
    assert ran.stderr.startswith("kembar: mine: SERVICE at 5:13 would ask")
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    site = own.root / "site"
    ran = kembar("-w", str(own.root), "explore", "-o", str(site))
    assert ran.stderr == "kembar: mine has no answer; `kembar query mine` shows why\n"
    assert ran.returncode == 1
    assert "SERVICE at 5:13 would ask" in (site / "en/questions/index.html").read_text("utf-8")


def test_a_rule_does_not_ask_servers(kembar: Run, own: Workspace) -> None:
    rule = own.root / "ontology" / "rules" / "mine.rq"
    rule.parent.mkdir(parents=True)
    rule.write_text("CONSTRUCT { ?s ?p ?o } " + SERVICE.removeprefix("SELECT *"))
    ran = kembar("-w", str(own.root), "build")
    assert f"{rule.name}: SERVICE at 1:27 would ask another server" in ran.stderr
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)


def test_a_rule_is_limited(kembar: Run, own: Workspace) -> None:
    rule = own.root / "ontology" / "rules" / "mine.rq"
    rule.parent.mkdir(parents=True)
    rule.write_text(f"CONSTRUCT {{ <urn:a> <urn:n> ?n }} WHERE {{ {{ {ENDLESS} }} }}")
    ran = kembar("-w", str(own.root), "--time-limit", "2", "build")
    assert f"{rule.name}: the query takes longer than 2 s" in ran.stderr
    assert ran.returncode == 2
    rule.write_text("CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p 2 }")
    assert kembar("-w", str(own.root), "build").returncode == 0


def test_a_shape_does_not_ask_servers(kembar: Run, own: Workspace) -> None:
    shapes = own.root / "ontology" / "shapes.ttl"
    shapes.parent.mkdir(exist_ok=True)
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; "
        f'sh:targetNode <urn:t> ; sh:sparql [ sh:select "{SERVICE}" ] .'
    )
    ran = kembar("-w", str(own.root), "check")
    assert "shapes.ttl: SERVICE at 1:12 would ask another server" in ran.stderr
    assert ran.returncode == 2
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:o> sh:declare [ sh:prefix 'x' ; "
        "sh:namespace 'urn:x> SELECT * { SERVICE <http://127.0.0.1:9/> {} } #' ] ."
    )
    assert "is not a prefix or namespace" in kembar("-w", str(own.root), "check").stderr


def test_no_file_of_a_workspace_raises_limits(own: Workspace) -> None:
    assert own.root
    config = own.root / "kembar.toml"
    text = config.read_text("utf-8")
    config.write_text(
        f"time_limit = 9e9\nallow_service = true\n{text}\n[limits]\nseconds = 9e5\n[query]\nx = 1\n"
    )
    try:
        graph = program.open(own.root, limits=Limits(seconds=0.5))
    except KembarError:
        return  # unknown settings are refused as a whole
    with pytest.raises(KembarError, match=r"longer than 0\.5 s"):
        graph.sparql(ENDLESS)
    with pytest.raises(KembarError, match="SERVICE at"):
        graph.sparql(SERVICE)


def test_service_is_allowed_by_the_person(kembar: Run, own: Workspace) -> None:
    graph = program.open(own.root, allow_service=True)
    silent = SERVICE.replace("SERVICE", "SERVICE SILENT").replace("?s ?p ?o", "")
    assert graph.sparql(silent.replace("*", "(1 AS ?one)"))
    assert (
        "SERVICE"
        not in kembar("--allow-service", "sparql", silent, cwd=Path(own.root or "")).stderr
    )


def test_an_endpoint_gets_no_service(kembar: Run) -> None:
    ran = kembar("--endpoint", "http://127.0.0.1:9/", "sparql", SERVICE)
    assert ran.stderr.startswith("kembar: SERVICE at 1:12 would ask another server")
