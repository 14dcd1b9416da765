"""The commands that change a workspace, run as a person or a script runs them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from kembar.workspace.layout import Workspace
from tests.conftest import Run

KIND = ["--kind", "sister-city", "--since", "Mei 2026"]
TWINS = ["add", "partnership", "--city", "Bandung", "--city", "Utrecht", *KIND]
NEWS = ["--source", "https://example.org/news", "--by", "Ani"]


@pytest.fixture
def office(own: Workspace) -> Path:
    assert own.root
    return own.root


def files(office: Path) -> list[str]:
    data = office / "data"
    paths = [path.relative_to(data) for path in data.rglob("*") if path.is_file()]
    return sorted(str(path) for path in paths if not any(p.startswith(".") for p in path.parts))


def one_line(ran: subprocess.CompletedProcess[str], code: int, message: str) -> None:
    assert ran.returncode == code, ran.stderr
    assert ran.stderr.count("\n") == 1
    assert "Traceback" not in ran.stderr
    assert message in ran.stderr


def test_a_partnership_is_shown_and_written(kembar: Run, office: Path) -> None:
    ran = kembar(*TWINS, *NEWS, cwd=office)
    assert ran.returncode == 0, ran.stderr
    assert "Bandung, Indonesia and Utrecht, Netherlands: sister city, since May 2026." in ran.stdout
    assert "Utrecht is new to the graph: taken as Utrecht, Netherlands" in ran.stdout
    assert "kb:hasPartner id:id-bandung , id:nl-utrecht" in ran.stdout
    assert "Written: change " in ran.stderr
    (name,) = files(office)
    assert name.startswith("added/20")


def test_a_dry_run_writes_nothing(kembar: Run, office: Path) -> None:
    ran = kembar(*TWINS, *NEWS, "--dry-run", "--lang", "id", cwd=office)
    assert ran.returncode == 0
    assert "kota kembar, sejak Mei 2026." in ran.stdout
    assert ran.stderr == "Uji coba: tidak ada yang ditulis.\n"
    assert files(office) == []


def test_a_warning_stops_a_script_without_yes(kembar: Run, office: Path) -> None:
    slip = ["add", "partnership", "--city", "Bandung", "--city", "Medan", "--since", "2062"]
    ran = kembar(*slip, cwd=office)
    one_line(ran, 1, "look again: since: 2062 lies ahead; do you mean 2026?")
    assert "--yes" in ran.stderr
    assert files(office) == []
    assert kembar(*slip, "--yes", cwd=office).returncode == 0
    assert len(files(office)) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["add", "partnership", "--city", "Bandung", "--city", "bandung"], 1, "at least two different partners"),
        (["add", "partnership", "--city", "Bandung", "--city", "Atlantis of old"], 2, "no city is called"),
        (["add", "partnership", "--city", "Bandung", "--city", "Medan", "--since", "soon"], 2, "[since]: 'soon' is not a date"),
        (["add", "partnership", "--city", "Bandung", "--city", "Medan", "--source", "x"], 2, "[source]: 'x' is no source"),
        (["add", "partnership", "--city", "Bandung", "--city", "Medan", "--source-publisher", "x"], 2, "[source]: is missing"),
        (["add", "partnership", "--kind", "sister-city"], 2, "[cities]: needs a value"),
        (["add", "partnership"], 2, "a form needs a terminal; kembar add partnership --help"),
        (["add", "partnership", "--citty", "x"], 2, "No such option '--citty'"),
        (["add", "partnerschip"], 2, "Did you mean partnership"),
        (["add", "nothing.yaml"], 2, "nothing.yaml: cannot be read"),
        (["add", "x.docx"], 2, "must end in .yaml, .csv"),
        (["template", "citty"], 2, "Did you mean city"),
        (["edit", "id-bandung--kr-seoul", "--set", "since"], 2, "[set]: 'since' sets nothing"),
        (["edit", "id-bandung--kr-seoul", "--set", "since=2016"], 2, "several sources have statements about"),
        (["edit", "Bandungg", "--set", "since=2016"], 2, "no thing is called"),
        (["retire", "id-bandung--kr-seoul"], 2, "[reason]: is needed"),
        (["retire", "id-bandung--kr-seoul", "--reason", "x"], 1, "The partnership is not in the graph"),
        (["renew", "x"], 2, "no agreement is called 'x'"),
        (["undo"], 2, "nothing was added to this workspace yet"),
        (["diff", "2026"], 2, "nothing was added to this workspace yet"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_and_nothing_is_written(
    kembar: Run, office: Path, arguments: list[str], code: int, message: str
) -> None:
    one_line(kembar(*arguments, cwd=office), code, message)
    assert files(office) == []


def test_adding_needs_a_workspace(kembar: Run) -> None:
    one_line(kembar(*TWINS), 2, "kembar init FOLDER")


def test_every_kind_has_its_options(kembar: Run) -> None:
    shown = kembar("add", "--help").stdout
    for kind in (
        "partnership",
        "agreement",
        "activity",
        "agency",
        "city",
        "study",
        "finding",
        "obstacle",
    ):
        assert f"  {kind}" in shown
    activity = kembar("add", "activity", "--help").stdout
    assert "--participants-from" in activity
    assert "Repeat it for several" in " ".join(activity.split())


def test_a_filled_in_template_is_added(kembar: Run, office: Path) -> None:
    template_text = kembar("template", "agreement", "--lang", "id", cwd=office).stdout
    filled = (
        template_text.replace("  partnership:\n", "  partnership: Bandung – Seoul\n")
        .replace("  type:\n", "  type: LoI\n", 1)
        .replace("  signed_on:\n", "  signed_on: 24 Mei 2022\n", 1)
        .replace("  url:\n", "  url: https://example.org/loi\n")
        .replace("by:\n", "by: Ani\n")
    )
    (office / "mine.yaml").write_text(filled, "utf-8")
    ran = kembar("add", "mine.yaml", cwd=office)
    assert ran.returncode == 0, ran.stderr
    assert "Bandung – Seoul: letter of intent, signed 24 May 2022." in ran.stdout
    answer = kembar(
        "query", "document-chain", "-p", "city=Bandung", "-p", "other=Seoul", cwd=office
    )
    assert "2022-05-24" in answer.stdout


def test_the_author_may_come_from_the_environment(
    kembar: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEMBAR_BY", "Budi")
    assert kembar(*TWINS, cwd=office).returncode == 0
    assert "  Budi  add" in kembar("log", cwd=office).stdout
