"""--endpoint and its kin: where a graph is asked when it is not on this machine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kembar.workspace.layout import Workspace

_TOLD = "kembar.endpoint"
_OPTIONS = (
    ("endpoint", "URL", str, "Ask a SPARQL service there; empty: the store on this machine."),
    ("update-endpoint", "URL", str, "Where it takes updates, for push and add."),
    ("graph-store", "URL", str, "Where it takes whole graphs, for push."),
    ("auth", "VARIABLE", str, "Environment variable with user:password; KEMBAR_AUTH if not told."),
    ("timeout", "SECONDS", float, "How long one answer of it may take; 60 if not told."),
)


def _remember(ctx: click.Context, option: click.Parameter, value: object) -> object:
    if value is not None:
        ctx.meta.setdefault(_TOLD, {})[str(option.name)] = value
    return value


def service_options(*, hidden: bool) -> list[click.Option]:
    """The options, which stand before a command, where help shows them, or behind it."""
    return [
        click.Option(
            [f"--{name}"],
            metavar=shown,
            type=kind,
            expose_value=False,
            callback=_remember,
            hidden=hidden,
            help=told,
        )
        for name, shown, kind, told in _OPTIONS
    ]


def at_service(workspace: Workspace) -> Workspace:
    """A workspace with the endpoint that was told, or with its own.

    Raises:
        InputError: an address that is none.
    """
    ctx = click.get_current_context(silent=True)
    told = ctx.meta.get(_TOLD, {}) if ctx else {}
    if not told:
        return workspace
    from kembar.rdf.endpoint import read_endpoint

    return replace(workspace, endpoint=read_endpoint(told, "--", workspace.endpoint))
