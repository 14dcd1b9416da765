"""Copies of workspaces."""

from __future__ import annotations

import shutil
from pathlib import Path

from kembar.workspace.layout import File, Workspace, open_workspace


def copy_workspace(folder: Path, place: Path) -> Path:
    """Copy a workspace together with its cache, so that no store is built; return its folder."""
    shutil.copytree(folder, place)
    cache = open_workspace(folder).cache.folder
    if cache.is_dir():
        # The copy's own name is noted when it is opened.
        unnamed = shutil.ignore_patterns("workspace.txt")
        shutil.copytree(cache, open_workspace(place).cache.folder, ignore=unnamed)
    return place


def remove_workspace(folder: Path) -> None:
    """Delete a workspace and its cache."""
    shutil.rmtree(open_workspace(folder).cache.folder, ignore_errors=True)
    shutil.rmtree(folder)


class BareWorkspace(Workspace):
    """A workspace without any shipped data: its tests know each statement that there is."""

    def files(self, folder: str, *suffixes: str) -> list[File]:
        """Return its own files, and the shipped ontology and queries."""
        own = super().files(folder, *suffixes)
        return [file for file in own if not file.name.startswith("data/")]
