"""Endpoints that a workspace names: nothing is sent there before the person has confirmed them.

A folder from somebody else may name any address. A confirmation stands in the folder of the
user's settings, not in the workspace: its path, addresses, variable of the login and limits.
"""

from __future__ import annotations

import hashlib
import json
import shlex
from pathlib import Path

from kembar.errors import InputError
from kembar.language import _, listing, numeral
from kembar.rdf.remote.endpoint import Endpoint
from kembar.rdf.remote.logins import config_folder, login_source
from kembar.workspace.atomic_write import write_text
from kembar.workspace.config import CONFIG_FILE
from kembar.workspace.layout import Workspace


def is_confirmed(workspace: Workspace) -> bool:
    """Return whether the person named the endpoint, or confirmed that of the workspace."""
    if workspace.endpoint is None or workspace.named_endpoint is None:
        return True
    try:
        text = _path(workspace).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return text == _record(workspace)


def require_confirmed(workspace: Workspace) -> None:
    """Check that the person agrees with the endpoint of a workspace, before anything is sent.

    Raises:
        InputError: the workspace names an endpoint that was not confirmed, with the remedy.
    """
    if not is_confirmed(workspace):
        assert workspace.named_endpoint and workspace.root
        fault = _(
            "names {addresses}; nothing is sent there before you agree: {command}",
            addresses=listing(sorted(set(workspace.named_endpoint.addresses.values()))),
            command="kembar trust -w " + shlex.quote(str(workspace.root)),
        )
        raise InputError(fault, file=workspace.root / CONFIG_FILE)


def confirm(workspace: Workspace) -> None:
    """Remember for this user that the endpoint that a workspace names is right.

    Raises:
        KembarError: the disk cannot be written.
    """
    if workspace.named_endpoint is not None:
        write_text(_path(workspace), _record(workspace))


def description(endpoint: Endpoint) -> list[str]:
    """Return a line for each address of an endpoint, with the login that would go there."""
    lines = []
    for key, address in endpoint.addresses.items():
        login = login_source(endpoint, address)
        lines.append(
            _("{key}: {address}, with {login}", key=key, address=address, login=login)
            if login
            else _("{key}: {address}, without a login", key=key, address=address)
        )
    limits = _(
        "an answer may take {seconds} s and {megabytes} MB",
        seconds=numeral(endpoint.timeout),
        megabytes=numeral(endpoint.max_megabytes),
    )
    return [*lines, limits]


def _path(workspace: Workspace) -> Path:
    name = hashlib.sha256(str(_root(workspace)).encode("utf-8", "surrogateescape")).hexdigest()
    return config_folder() / "endpoints" / f"{name[:32]}.json"


def _root(workspace: Workspace) -> Path:
    assert workspace.root
    return workspace.root.resolve()


def _record(workspace: Workspace) -> str:
    """Return the text that stands for the confirmed endpoint of a workspace."""
    record = {"workspace": str(_root(workspace)), **vars(workspace.named_endpoint)}
    return json.dumps(record, indent=1) + "\n"
