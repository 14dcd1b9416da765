"""Look up the installed packages in the public list of vulnerabilities, by pip-audit.

    python tools/audit.py

It fails where one is vulnerable. Where the list cannot be reached it says so, and goes on.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

_SECONDS = 90
"""In which all must be looked up."""

_COMMAND = ("pip_audit", "--format", "json", "--timeout", "5", "--skip-editable")
_UNREACHABLE = "audit: NOTHING WAS CHECKED, the list of vulnerabilities cannot be reached"


def verdict(report: dict[str, Any]) -> tuple[list[str], int]:
    """Return lines on a report of pip-audit, and the exit code."""
    packages = report["dependencies"]
    checked = [package for package in packages if "skip_reason" not in package]
    faults = [
        f"audit: {package['name']} {package['version']}: {fault['id']}, mended in "
        f"{', '.join(fault['fix_versions']) or 'no version yet'}"
        for package in checked
        for fault in package["vulns"]
    ]
    if not checked:
        return [_UNREACHABLE], 0
    counts = f"audit: {len(checked)} of {len(packages)} packages checked, {len(faults)} faults"
    return [*faults, counts], 1 if faults else 0


def main() -> int:
    """Run pip-audit, print the verdict and return the exit code."""
    command = [sys.executable, "-m", *_COMMAND, "--progress-spinner", "off"]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS)
        lines, code = verdict(json.loads(ran.stdout))
    except (subprocess.TimeoutExpired, ValueError):
        lines, code = [_UNREACHABLE], 0
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
