"""An audit tells faults, and that nothing could be checked."""

from __future__ import annotations

from tools.audit import verdict

CLEAN = {"name": "click", "version": "8.1", "vulns": []}
SKIPPED = {"name": "numpy", "skip_reason": "not there"}
FAULTY = {
    "name": "jinja2",
    "version": "3.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["3.1"], "aliases": [], "description": ""}],
}


def test_a_vulnerable_package_fails() -> None:
    lines, code = verdict({"dependencies": [CLEAN, FAULTY, SKIPPED]})
    assert code == 1
    assert lines == [
        "audit: jinja2 3.0: PYSEC-1, mended in 3.1",
        "audit: 2 of 3 packages checked, 1 faults",
    ]


def test_clean_packages_pass() -> None:
    assert verdict({"dependencies": [CLEAN]}) == (["audit: 1 of 1 packages checked, 0 faults"], 0)


def test_a_list_out_of_reach_is_told() -> None:
    (line,), code = verdict({"dependencies": [SKIPPED]})
    assert code == 0
    assert "NOTHING WAS CHECKED" in line
