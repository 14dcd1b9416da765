"""The rules of the house: who imports whom, what is shipped, what the README lists."""

from __future__ import annotations

import ast
import csv
import os
import re
import subprocess
import sys
import venv
import zipfile
from functools import cache
from pathlib import Path

import pytest

import kembar
from kembar.queries.saved import find_questions, find_topics
from kembar.rdf.namespaces import NAMESPACES
from kembar.shipped_folder import SHIPPED
from kembar.workspace.layout import Workspace

PACKAGE = Path(kembar.__file__).parent
ROOT = Path(__file__).parents[1]
ONLY_IN = {
    "pyoxigraph": (
        "rdf.oxigraph",
        "rdf.syntax",
        "rdf.results",
        "rdf.terms",
        "rdf.query_child",
        "rdf.query_form",
        "rdf.query_process",
    ),
    "duckdb": "queries.edge_tables",
    "pyshacl": "validation.engines",
    "shacl": "validation.engines",
    "filelock": "workspace.lock",
    "keyring": "rdf.remote.logins",
    "platformdirs": ("workspace.cache", "rdf.remote.logins", "cli.fault_log"),
    "oxrdflib": "exports.rdflib_graph",
    "prompt_toolkit": "cli.form.prompts",
    "vl_convert": ("render.charts.drawing_child", "render.network.picture"),
    "jinja2": "render.templates",
    "wcwidth": "render.terminal_table",
    "bibtexparser": "exports.citations",
    "click": "cli",
    "pycountry": "names.countries",
    "igraph": "render.network.part_layout",
    "urllib3": ("rdf.remote.http_client", "rdf.remote.http_response", "rdf.remote.deadline"),
}


@cache
def modules() -> dict[str, ast.Module]:
    """The syntax trees of the package's modules by dotted name, private ones left out."""
    trees = {}
    for path in PACKAGE.rglob("*.py"):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        if not name.startswith("_") and not name.endswith("__init__"):
            trees[name] = ast.parse(path.read_text("utf-8"))
    return trees


def imports(tree: ast.Module) -> set[str]:
    """The dotted names that a module imports anywhere."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_each_heavy_library_is_imported_in_one_place() -> None:
    libraries = {
        module: {name.partition(".")[0] for name in imports(tree)}
        for module, tree in modules().items()
    }
    for library, home in ONLY_IN.items():
        homes = {home} if isinstance(home, str) else {*home}
        users = {module for module, names in libraries.items() if library in names}
        assert {user for user in users if not {user, user.split(".")[0]} & homes} == set()
        assert users, f"nothing imports {library}"


PRINTS = {"print", "click.echo", "click.secho", "click.echo_via_pager", "pprint.pprint"}


def test_only_the_console_prints() -> None:
    """So that nothing in a text of others reaches a terminal unseen."""
    for module, tree in modules().items():
        calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        printing = {
            call for call in calls if re.match(r"sys\.std(out|err)\.write|traceback.print", call)
        }
        assert not (calls & PRINTS) | printing or module == "cli.console", module


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from kembar.cli.main import main; main(['--help'], standalone_mode=False);"
        "print(sorted({m.split('.')[0] for m in sys.modules} & "
        "{'rdflib','networkx','jinja2','pyshacl','pyoxigraph','duckdb','yaml','igraph','vl_convert'}), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr.strip() == "[]"


@pytest.mark.parametrize(
    "table", sorted(SHIPPED.glob("data/*/*.csv")), ids=lambda p: "/".join(p.parts[-2:])
)
def test_a_curated_table_is_sorted_and_clean(table: Path) -> None:
    raw = table.read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(raw.decode("utf-8").splitlines()))
    source = rows[0].index("source")
    keys = [(row[0] if source else "", row[source]) for row in rows[1:]]
    assert keys == sorted(set(keys))
    assert all(cell == cell.strip() for row in rows for cell in row)


def test_no_source_stands_unused() -> None:
    for table in SHIPPED.glob("data/*/sources.csv"):
        with table.open(encoding="utf-8") as file:
            keys = {row["source"] for row in csv.DictReader(file)}
        used = set()
        for other in table.parent.glob("*.csv"):
            if other != table:
                with other.open(encoding="utf-8") as file:
                    used |= {row["source"] for row in csv.DictReader(file)}
        assert keys - used == set(), table


def test_every_term_that_is_used_is_in_the_ontology() -> None:
    declared = set(
        re.findall(r"^kb:(\w+) a ", (SHIPPED / "ontology/model.ttl").read_text("utf-8"), re.M)
    )
    texts = [path.read_text("utf-8") for path in SHIPPED.glob("queries/*.rq")]
    texts += [path.read_text("utf-8") for path in SHIPPED.glob("ontology/**/*.*")]
    texts += [path.read_text("utf-8") for path in PACKAGE.rglob("*.py")]
    used = {name for text in texts for name in re.findall(r"\bkb:(\w+)", text)}
    assert used - declared == set()
    assert NAMESPACES["kb"] == "https://w3id.org/kembar/"


def test_every_topic_has_words_and_questions() -> None:
    tags = {question.topic for question in find_questions(Workspace()).values()}
    assert set(find_topics(Workspace())) == tags


def test_tests_mirror_packages() -> None:
    """Each package has its folder of tests; each folder of tests, but fuzz, its package."""
    packages = {path.parent.relative_to(PACKAGE) for path in PACKAGE.rglob("__init__.py")}
    folders = {path.parent.relative_to(ROOT / "tests") for path in ROOT.glob("tests/**/test_*.py")}
    assert packages == folders - {Path("fuzz")}


def test_packages_have_a_purpose_and_few_modules() -> None:
    for init in PACKAGE.rglob("__init__.py"):
        assert ast.get_docstring(ast.parse(init.read_text("utf-8"))), init
        modules_beside = [path for path in init.parent.glob("*.py") if path != init]
        assert len(modules_beside) <= 15, init.parent


def test_no_module_is_long_or_called_a_drawer() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert len(path.read_text("utf-8").splitlines()) <= 360, path
        assert not re.search(r"util|helper|manager|common|misc", path.stem), path


def test_no_saved_question_uses_not_exists() -> None:
    """FILTER NOT EXISTS took over 60 s in Oxigraph at 15 thousand partnerships, MINUS 0.2 s."""
    for path in [*SHIPPED.glob("queries/*.rq"), *SHIPPED.glob("ontology/rules/*.rq")]:
        assert "NOT EXISTS" not in path.read_text("utf-8").upper(), path


@pytest.mark.integration
def test_the_wheel_works_from_elsewhere(tmp_path: Path) -> None:
    build = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "-o",
        str(tmp_path),
        str(ROOT),
    ]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    for wanted in (
        "kembar/shipped/ontology/model.ttl",
        "kembar/shipped/queries/network.rq",
        "kembar/shipped/queries/country-pairs.sql",
        "kembar/render/network/network.html",
        "kembar/render/network/vis-network.min.js",
        "kembar/render/network/vis-network.LICENSE",
        "kembar/render/network/webgl.min.js",
        "kembar/render/network/webgl.LICENSE",
        "kembar/render/land-110m.json",
        "kembar/render/land-110m.LICENSE",
    ):
        assert wanted in names
    assert any(name.startswith("kembar/shipped/data/bandung-seoul/") for name in names)
    place = tmp_path / "elsewhere"
    venv.create(place, with_pip=False, system_site_packages=False)
    site = next(place.glob("lib/python3*/site-packages"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    # Dependencies come from here, so that the test needs no network; the program from the wheel.
    here = [path for path in sys.path if path.endswith("site-packages")]
    (site / "dependencies.pth").write_text("\n".join(here))
    code = "import kembar; print(kembar.__file__); from kembar.cli import run; run()"

    def run(*arguments: str, cwd: Path = tmp_path) -> str:
        ran = subprocess.run(
            [str(place / "bin" / "python"), "-c", code, *arguments],
            cwd=cwd,
            env={**os.environ, "PYTHONNOUSERSITE": "1"},
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 0, ran.stderr
        assert str(site) in ran.stdout.splitlines()[0]
        return ran.stdout

    assert "Seoul" in run("query", "city-partners", "-p", "city=Bandung", "--format", "csv")
    assert "no problems found" in run("check")
    office = tmp_path / "office"
    run("init", "office")
    (office / "kembar.toml").write_text('title = "office"\nshipped = false\nformat = 2\n')
    run("explore", cwd=office)
    assert (office / "out" / "ko" / "network.html").exists()
