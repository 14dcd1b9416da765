"""The log of changes, the diff of one, and undoing it, an import too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kembar import KnowledgeGraph, entry
from kembar.cli.main import main
from kembar.workspace.layout import Workspace
from tests.conftest import Run

DATA = Path(__file__).parents[1] / "data"
TWINS = ["add", "partnership", "--city", "Bandung", "--city", "Medan", "--by", "Ani"]


@pytest.fixture
def office(kembar: Run, own: Workspace) -> Path:
    office = own.root
    assert office
    assert kembar(*TWINS, "--kind", "project-partnership", cwd=office).returncode == 0
    return office


def test_the_log_prints_who_when_and_what(kembar: Run, office: Path) -> None:
    output = kembar("log", cwd=office).stdout
    assert output.splitlines()[0].endswith(" UTC  Ani  add")
    assert "Bandung, Indonesia and Medan, Indonesia: project partnership." in output
    kembar(*TWINS, "--source", "https://x.org/a", "--yes", cwd=office)
    assert len(kembar("log", "-n", "1", cwd=office).stdout.splitlines()) == 2
    assert len(kembar("log", cwd=office).stdout.splitlines()) == 4


def test_an_empty_log_says_so(kembar: Run, tmp_path: Path) -> None:
    kembar("init", "new")
    ran = kembar("log", "--lang", "id", cwd=tmp_path / "new")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "Belum ada perubahan.\n")


def test_a_diff_prints_the_added_statements(kembar: Run, office: Path) -> None:
    lines = kembar("diff", cwd=office).stdout.splitlines()
    assert "+ id:id-bandung--id-medan kb:hasPartner id:id-medan" in lines
    assert all(line.startswith("+ id:") for line in lines)


def test_undo_undoes_the_last_change(kembar: Run, office: Path) -> None:
    ran = kembar("undo", "--lang", "id", cwd=office)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("Dibatalkan: 20")
    assert kembar("log", cwd=office).stdout == ""
    answer = kembar("query", "city-partners", "-p", "city=Medan", "--format", "csv", cwd=office)
    assert "project partnership" not in answer.stdout


def test_redo_brings_the_last_undone_back(kembar: Run, office: Path) -> None:
    before = kembar("log", cwd=office).stdout
    ran = kembar("redo", cwd=office)
    assert (ran.returncode, ran.stderr) == (2, "kembar: nothing was undone in this workspace\n")
    assert kembar("log", "--undone", cwd=office).stderr == "There are no undone changes.\n"
    assert kembar("undo", "--by", "Ani", cwd=office).returncode == 0
    assert "undone on 20" in kembar("log", "--undone", cwd=office).stdout
    ran = kembar("redo", cwd=office)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("Redone: 20")
    assert kembar("log", cwd=office).stdout == before


def test_an_undone_change_of_a_month_file_hides_no_other(kembar: Run, office: Path) -> None:
    name = "20260602-070000-0007.trig"
    kembar("undo", cwd=office)
    shutil.copy(DATA / "by-month/data/.undone" / name, office / "data/.undone" / name)
    ran = kembar("log", "--undone", cwd=office)
    assert (ran.returncode, "Ani  add" in ran.stdout) == (0, True)
    assert f"{name}: its address is not one that Kembar writes" in ran.stderr


def test_undo_asks_before_another_persons_change(kembar: Run, office: Path) -> None:
    ran = kembar("undo", "--by", "Budi", cwd=office)
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
    assert "was made by Ani on" in ran.stderr
    assert "--yes" in ran.stderr
    assert kembar("log", cwd=office).stdout
    assert kembar("undo", "--by", "Budi", "--yes", cwd=office).returncode == 0


def test_a_person_is_shown_and_asked(own: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kembar.cli.history.on_terminal", lambda: True)
    graph = KnowledgeGraph(own)
    graph.add([entry("partnership", cities=["Bandung", "Breda"])], author="Ani")
    undo = ["undo", "--by", "Budi", "-w", str(own.root)]
    ran = CliRunner().invoke(main, undo, input="n\n")
    assert ran.exit_code == 1
    assert "was made by Ani on" in ran.output
    assert "Undo it? [y/N]" in ran.output
    assert len(graph.log()) == 1
    assert CliRunner().invoke(main, undo, input="y\n").exit_code == 0
    assert graph.log() == []


def test_migrating_says_where_the_copy_is(kembar: Run, office: Path) -> None:
    config = office / "kembar.toml"
    config.write_text('# ours\ntitle = "Ours"\n')
    ran = kembar("undo", cwd=office)
    assert ran.returncode == 0
    assert "kept in " in ran.stderr.splitlines()[0]
    assert config.read_text().endswith('\n# ours\ntitle = "Ours"\n')
    assert kembar("migrate", cwd=office).stderr == ""


def test_an_import_is_logged_compared_and_undone(kembar: Run, office: Path) -> None:
    (office / "list.csv").write_text("city,partner,since\nBandung,Breda,2001\n")
    assert kembar("import", "table", "list.csv", "--by", "Budi", cwd=office).returncode == 0
    output = kembar("log", cwd=office).stdout.splitlines()
    assert output[-2].endswith("Budi  import")
    assert "Imported list: 1 partnership." in output[-1]
    assert 'kb:since "2001"^^xsd:gYear' in kembar("diff", cwd=office).stdout
    (office / "list.csv").write_text("city,partner,since\nBandung,Breda,2002\n")
    assert kembar("import", "table", "list.csv", cwd=office).returncode == 0
    changed = kembar("diff", cwd=office).stdout
    assert '- id:id-bandung--nl-breda kb:since "2001"' in changed
    assert '+ id:id-bandung--nl-breda kb:since "2002"' in changed

    def since() -> str:
        command = ("query", "city-partners", "-p", "city=Breda", "--format", "csv")
        return kembar(*command, cwd=office).stdout

    assert "2002" in since()
    assert kembar("undo", cwd=office).returncode == 0
    assert "2001" in since()
    assert kembar("undo", "--by", "Budi", cwd=office).returncode == 0
    assert not (office / "data" / "imported" / "list").exists()
    assert (
        "no city of the graph is called"
        in kembar("query", "city-partners", "-p", "city=Breda", cwd=office).stderr
    )
