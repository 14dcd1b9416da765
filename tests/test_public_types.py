"""A user's script sees real types for every public name and for the results of every method."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import kembar

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[1]
CALLS = {
    "query": 'graph.query("city-partners", city="Bandung")',
    "sparql": 'graph.sparql("ASK {}")',
    "to_turtle": "graph.to_turtle([])",
    "to_rdf": 'graph.to_rdf([], "jsonld")',
    "cite": 'graph.cite("bibtex")',
    "question": 'graph.question("tier-gap")',
    "questions": "graph.questions()",
    "question_faults": "graph.question_faults()",
    "topics": "graph.topics()",
    "catalogue": 'graph.catalogue("tiers")',
    "similar_questions": 'graph.similar_questions("tears")',
    "write_catalogue": 'graph.write_catalogue(Path("q.md"))',
    "model": "graph.model()",
    "write_model": 'graph.write_model(Path("m.html"))',
    "city_key": 'graph.city_key("Bandung")',
    "city_name": 'graph.city_name("id-bandung")',
    "explore": 'graph.explore(Path("out"), graph.validate(), print)',
    "to_rdflib": "graph.to_rdflib()",
    "to_networkx": 'graph.to_networkx(city="Bandung", depth=2)',
    "network_page": 'graph.network_page(layout="map", kind="sister-city")',
    "facts": 'graph.facts().cities["id-bandung"].name',
    "report": 'graph.report("city", "Bandung", as_of="2026-11-24")',
    "export": 'graph.export("turtle")',
    "validate": "graph.validate(with_pyshacl=True)",
    "refresh": "graph.refresh",
    "status": "graph.status",
    "backend": "graph.backend",
    "engine": "graph.engine",
    "preview": "graph.preview([entry], source=entry)",
    "preview_file": 'graph.preview_file(Path("mine.yaml"))',
    "preview_edit": 'graph.preview_edit("x", {"since": ["2021"]}, of_source="y")',
    "preview_retirement": 'graph.preview_retirement("x", reason="y")',
    "preview_renewal": 'graph.preview_renewal("x")',
    "preview_change": "graph.preview_change(request)",
    "import_table": 'graph.import_table(Path("x.csv"), title="Ours", progress=print)',
    "import_network": 'graph.import_network(Path("x.gexf"), key="x")',
    "import_wikidata": 'graph.import_wikidata(country="ID")',
    "import_rdf": 'graph.import_rdf(Path("x.ttl"), author="Ani")',
    "add": "graph.add([entry], ignore_warnings=True)",
    "commit": "graph.commit(graph.preview([entry]))",
    "entry_of": 'graph.entry_of("x", source="y")',
    "sources_of": 'graph.sources_of("x")',
    "template": 'graph.template("city")',
    "completions": "graph.completions",
    "require_workspace": "graph.require_workspace",
    "log": "graph.log()",
    "diff": "graph.diff()",
    "change": 'graph.change("2026")',
    "undo": 'graph.undo(author="Ani", ignore_warnings=True)',
    "undone": "graph.undone()[0].undone_at",
    "undone_faults": "graph.undone_faults()",
    "redo": "graph.redo()",
    "migrate": "graph.migrate()",
    "push": "graph.push(print, full=True)",
}
"""An expression for each member of `KnowledgeGraph`."""

RESULTS = (
    'graph.commit(graph.import_rdf(Path("x.ttl")))',
    "graph.validate()[0].places[0].line",
    'graph.query("x").rows',
    'graph.query("x").to_polars',
    'graph.report("city", "x").write()',
    "graph.network_page().html",
    "graph.preview([entry]).warnings",
    "graph.log()[0].at",
    "graph.diff().added",
    "violation.exit_code",
    "review.warnings",
)


def _mypy(script: Path, *lines: str) -> str:
    script.write_text("\n".join(lines) + "\n")
    command = [sys.executable, "-m", "mypy", "--strict", str(script)]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return process.stdout + process.stderr


def test_every_public_name_and_result_has_a_type(tmp_path: Path) -> None:
    members = {name for name, _ in inspect.getmembers(kembar.KnowledgeGraph) if name[0] != "_"}
    assert members == set(CALLS)
    expressions = [*(f"kembar.{name}" for name in kembar.__all__), *CALLS.values(), *RESULTS]
    output = _mypy(
        tmp_path / "script.py",
        "from pathlib import Path",
        "import kembar",
        "def show(violation: kembar.ShapeViolation, review: kembar.ReviewRequired) -> None:",
        '    graph = kembar.open("office", language="id")',
        '    entry = kembar.entry("partnership", cities=["Bandung", "Utrecht"], since=2021)',
        "    request = kembar.ChangeRequest((entry,))",
        *(f"    reveal_type({expression})" for expression in expressions),
    )
    assert "error:" not in output
    # The attributes of a networkx graph have no types of their own.
    types = re.findall(r'Revealed type is "(.*)"', output.replace("dict[str, Any]", "dict"))
    assert len(types) == len(expressions)
    untyped = [pair for pair in zip(expressions, types, strict=True) if "Any" in pair[1]]
    assert untyped == []


def test_a_wrong_name_is_a_type_error(tmp_path: Path) -> None:
    output = _mypy(
        tmp_path / "script.py",
        "import kembar",
        "kembar.Partnerschip",
        "try:",
        '    kembar.open("office").preview([], by="Ani")',
        "except kembar.ShapeViolation as violation:",
        "    violation.nope",
    )
    for message in (
        'Module has no attribute "Partnerschip"',
        'Unexpected keyword argument "by"',
        '"ShapeViolation" has no attribute "nope"',
    ):
        assert message in output
