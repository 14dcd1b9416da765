"""Compile the catalogues of messages when a wheel or an editable installation is built."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogues(BuildHookInterface[Any]):
    """Makes each .mo file beside its .po file, and puts it into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and name the files as part of what is built."""
        del version
        sys.path.insert(0, self.root)
        from tools.catalogues import compile_all

        build_data["artifacts"] += [
            path.relative_to(Path(self.root)).as_posix() for path in compile_all()
        ]
