"""--endpoint and the related options: the SPARQL service of a graph that is not on this machine."""

from __future__ import annotations

import click

_SETTINGS = "kembar.endpoint"
_OPTIONS = (
    ("endpoint", "URL", str, "Ask a SPARQL service there; empty: the store on this machine."),
    ("update-endpoint", "URL", str, "Where it takes updates, for push and add."),
    ("graph-store", "URL", str, "Where it takes whole graphs, for push."),
    ("auth", "VARIABLE", str, "Environment variable with user:password; KEMBAR_AUTH if not told."),
    ("timeout", "SECONDS", float, "How long one answer of it may take; 60 if not told."),
)


def _remember(ctx: click.Context, option: click.Parameter, value: object) -> object:
    if value is not None:
        ctx.meta.setdefault(_SETTINGS, {})[str(option.name)] = value
    return value


def service_options(*, hidden: bool) -> list[click.Option]:
    """Return the options; visible in help before a command, hidden behind it."""
    return [
        click.Option(
            [f"--{name}"],
            metavar=metavar,
            type=type_,
            expose_value=False,
            callback=_remember,
            hidden=hidden,
            help=text,
        )
        for name, metavar, type_, text in _OPTIONS
    ]


def endpoint_settings() -> dict[str, object] | None:
    """Return the options of this call, as the table [store] of kembar.toml; None where none is."""
    ctx = click.get_current_context(silent=True)
    return (ctx.meta.get(_SETTINGS) if ctx else None) or None
