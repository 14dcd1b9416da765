"""The folder of what ships with the program: ontology/, data/, queries/ and locale/."""

from pathlib import Path

_PACKAGE = Path(__file__).parent

SHIPPED = _PACKAGE / "shipped" if (_PACKAGE / "shipped").is_dir() else _PACKAGE.parents[1]
"""The folder: `shipped/` when installed, else the repository."""
