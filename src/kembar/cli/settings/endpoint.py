"""--endpoint and the related options: the SPARQL service of a graph that is not on this machine."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from kembar.cli.console import ask_yes_or_no, is_terminal, progress, say
from kembar.cli.settings.remembered import remembered_option, remembered_values

if TYPE_CHECKING:
    from kembar import Workspace

_SETTINGS = "kembar.endpoint"
_OPTIONS = (
    ("endpoint", "URL", str, "Ask a SPARQL service there; empty: the store on this machine."),
    ("update-endpoint", "URL", str, "Where it takes updates, for push and add."),
    ("graph-store", "URL", str, "Where it takes whole graphs, for push."),
    ("auth", "VARIABLE", str, "Variable with user:password: KEMBAR_AUTH, or KEMBAR_AUTH_..."),
    ("timeout", "SECONDS", float, "How long an answer may take (60); ten times that for a graph."),
    ("max-megabytes", "MB", float, "How large an answer may be (250); ten times that for a graph."),
)


def service_options(*, hidden: bool) -> list[click.Option]:
    """Return the options; visible in help before a command, hidden behind it."""
    return [
        remembered_option(_SETTINGS, name, metavar=metavar, type=type_, hidden=hidden, help=text)
        for name, metavar, type_, text in _OPTIONS
    ]


def endpoint_settings() -> dict[str, object] | None:
    """Return the options of this call, as the table [store] of kembar.toml; None where none is."""
    return remembered_values(_SETTINGS) or None


def is_on_terminal() -> bool:
    """Return whether a person can be asked."""
    completes = "_KEMBAR_COMPLETE" in os.environ
    return is_terminal(sys.stdin) and is_terminal(sys.stderr) and not completes


def show_endpoint(workspace: Workspace) -> None:
    """Show the SPARQL service that a workspace names, and the logins that would go there."""
    from kembar.workspace.trust import description

    assert workspace.named_endpoint
    progress("")
    say(f"{workspace.root} names a SPARQL service, where questions and changes go:", err=True)
    for line in description(workspace.named_endpoint):
        say(f"  {line}", err=True)


def ask_about_endpoint(workspace: Workspace) -> None:
    """Ask the person on a terminal, once, about the SPARQL service that a workspace names.

    Raises:
        InputError: the person does not agree.
    """
    if workspace.named_endpoint is None or workspace.endpoint is None or not is_on_terminal():
        return
    from kembar.workspace.trust import confirm, is_confirmed, require_confirmed

    if is_confirmed(workspace):
        return
    show_endpoint(workspace)
    if ask_yes_or_no("Is that right?", err=True):
        confirm(workspace)
    require_confirmed(workspace)
