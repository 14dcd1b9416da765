"""Write the bill of materials (CycloneDX): the packages installed here, and the vendored files.

    python tools/bill.py dist/kembar.cdx.json

It holds what this environment has, with the tools of the developers; so it is not committed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
MANIFEST = ROOT / "src" / "kembar" / "vendored.toml"


def with_vendored(bill: dict[str, Any], files: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a bill with a component for each package that the vendored files hold."""
    components = [
        {
            "type": "library",
            "bom-ref": f"vendored-{package.replace(' ', '@')}",
            "name": package.split()[0],
            "version": package.split()[1],
            "purl": f"pkg:npm/{package.replace(' ', '@')}",
            "licenses": [{"license": {"id": file["licence"]}}],
            "hashes": [{"alg": "SHA-256", "content": file["sha256"]}],
            "properties": [{"name": "kembar:file", "value": file["path"]}],
        }
        for file in files
        for package in file["holds"]
    ]
    return bill | {"components": [*bill.get("components", ()), *components]}


def main(path: Path) -> None:
    """Write the bill to a file."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible"]
    options = ["--pyproject", str(ROOT / "pyproject.toml"), "--of", "JSON", sys.executable]
    bill = subprocess.run([*command, *options], capture_output=True, text=True, check=True).stdout
    files = tomllib.loads(MANIFEST.read_text("utf-8"))["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(with_vendored(json.loads(bill), files), indent=1), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    print(f"{sys.argv[1]}: the bill of materials")
