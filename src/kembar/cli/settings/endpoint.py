"""--endpoint and the related options: the SPARQL service of a graph that is not on this machine."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from kembar.cli.console import ask_yes_or_no, is_terminal, progress, say
from kembar.cli.settings.help import Number
from kembar.cli.settings.remembered import remembered_option, remembered_values
from kembar.language import N_, _

if TYPE_CHECKING:
    from kembar import Workspace

_SETTINGS = "kembar.endpoint"
_OPTIONS = (
    (
        "endpoint",
        "URL",
        str,
        N_("SPARQL service to ask, by its address; empty: the store on this machine."),
    ),
    ("update-endpoint", "URL", str, N_("Address for updates, for push and add.")),
    ("graph-store", "URL", str, N_("Address for whole graphs, for push.")),
    (
        "auth",
        "VARIABLE",
        str,
        N_(
            "Name of the environment variable with user:password: KEMBAR_AUTH, or one that begins "
            "with KEMBAR_AUTH_."
        ),
    ),
    (
        "timeout",
        "SECONDS",
        Number(),
        N_("Longest wait for an answer (default: 60); ten times as long for a graph."),
    ),
    (
        "max-megabytes",
        "MB",
        Number(),
        N_("Largest answer (default: 250); ten times as large for a graph."),
    ),
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
    say(
        _(
            "{folder} names a SPARQL service. Questions and changes will go there:",
            folder=workspace.root,
        ),
        err=True,
    )
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
    if ask_yes_or_no(_("Is that right?"), err=True):
        confirm(workspace)
    require_confirmed(workspace)
