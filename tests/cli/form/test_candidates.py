"""A name of several cities is chosen by number on a terminal; a script gets names to type back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kembar.workspace.layout import Workspace
from tests.cli.form.conftest import Person, written
from tests.conftest import Run

if sys.platform == "win32":
    pytest.skip("there is no pty", allow_module_level=True)

TWINS = ["add", "partnership", "--city", "Bandung", "--kind", "sister-city", "--city"]


def test_an_option_is_chosen_by_number(person: Callable[..., Person], own: Workspace) -> None:
    sari = person(*TWINS, "Springfield")
    sari.sees("'Springfield' may be:")
    sari.sees("5  Springfield, Ohio, United States (population 59,680)")
    sari.process.sendline("9")
    sari.sees("! '9' is not a number from 1 to 5.")
    sari.process.sendline("5")
    sari.sees("taken as Springfield, Ohio, United States (population 59,680)")
    sari.sees("Written: change")
    sari.leaves(0)
    assert len(written(own)) == 1


def test_a_form_and_a_changed_figure_are_asked(
    person: Callable[..., Person],
    own: Workspace,
    kembar: Run,
) -> None:
    form = person("add", "partnership", "--lang", "id")
    form.answers("Kota mana saja yang bermitra? *", "Springfield; Bandung")
    form.sees("1 Springfield, Missouri")
    form.answers("Yang mana? Nomornya", "3")
    form.sees("= Springfield, Illinois")
    form.process.send("\x03")
    form.leaves(130)
    figure = ["add", "observation", "--city", "Bandung", "--indicator", "own-source-revenue"]
    figure += ["--period", "2020", "--source", "https://example.org/a", "--value"]
    assert kembar(*figure, "412.5 million", cwd=own.root).returncode == 0
    sari = person(*figure, "425 million")
    sari.sees("412,500,000, your change 425,000,000")
    sari.sees("Replace the earlier statements?")
    sari.process.sendline("y")
    sari.sees("Written: change")
    sari.leaves(0)
    assert "kb:retiredFrom" in written(own)[-1].read_text("utf-8")


def test_a_script_gets_names_to_type_back(kembar: Run, own: Workspace) -> None:
    assert own.root
    path = Path(own.root) / "twins.yaml"
    path.write_text("partnership:\n  kind: sister-city\n  cities: [Bandung, Springfield]\n")
    ran = kembar("add", "twins.yaml", cwd=own.root)
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert "twins.yaml:3 [cities]: 'Springfield' fits more than one city" in ran.stderr
    assert 'Write one of them, for example "Springfield, Missouri, United States"' in ran.stderr
    path.write_text(path.read_text().replace("Springfield", "'Springfield, Ohio, United States'"))
    assert kembar("add", "twins.yaml", cwd=own.root).returncode == 0
    answer = kembar("query", "city-partners", "-p", "city=Springfield, Ohio", cwd=own.root)
    assert "Bandung" in answer.stdout
