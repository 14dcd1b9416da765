"""Copies of workspaces."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from kembar.shipped_folder import SHIPPED
from kembar.workspace.layout import File, Workspace, init_workspace, open_workspace
from kembar.workspace.trust import confirm


def copy_workspace(folder: Path, place: Path) -> Path:
    """Copy a workspace together with its cache, so that no store is built; return its folder."""
    shutil.copytree(folder, place)
    cache = open_workspace(folder).cache.folder
    if cache.is_dir():
        own = open_workspace(place).cache
        shutil.copytree(cache, own.folder, ignore=shutil.ignore_patterns("workspace.txt"))
        own.create()
    return place


def name_endpoint(folder: Path, *, confirmed: bool = True, **settings: object) -> Workspace:
    """Let a workspace name a SPARQL service by the settings of [store]; return the workspace."""
    lines = [f"{key} = {json.dumps(value)}\n" for key, value in settings.items()]
    with (folder / "kembar.toml").open("a", encoding="utf-8") as file:
        file.writelines(["\n[store]\n", *lines])
    workspace = open_workspace(folder)
    if confirmed:
        confirm(workspace)
    return workspace


def office_of(place: Path, folders: Iterable[str]) -> BareWorkspace:
    """Return a new workspace with some folders of the shipped data alone."""
    root = init_workspace(place).root
    assert root
    for folder in folders:
        shutil.copytree(SHIPPED / "data" / folder, root / "data" / folder)
    return BareWorkspace(root)


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
