"""--time-limit, --memory-limit and --allow-service: what a query may use and do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kembar import Limits

_SETTINGS = "kembar.limits"
_OPTIONS = (
    ("time-limit", "SECONDS", "How long one query may take; 60 if not told."),
    ("memory-limit", "MB", "How much memory one query may use; 2048 if not told."),
)
_SERVICE_HELP = "Let the questions, rules and queries ask other servers (SERVICE)."
_FIELDS = {"time_limit": "seconds", "memory_limit": "megabytes"}


def _remember(ctx: click.Context, option: click.Parameter, value: object) -> object:
    if value is not None:
        ctx.meta.setdefault(_SETTINGS, {})[str(option.name)] = value
    return value


def limit_options(*, hidden: bool) -> list[click.Option]:
    """Return the options; visible in help before a command, hidden behind it."""
    options = [
        click.Option(
            [f"--{name}"],
            metavar=metavar,
            type=float,
            expose_value=False,
            callback=_remember,
            hidden=hidden,
            help=text,
        )
        for name, metavar, text in _OPTIONS
    ]
    service = click.Option(
        ["--allow-service"],
        is_flag=True,
        default=None,
        expose_value=False,
        callback=_remember,
        hidden=hidden,
        help=_SERVICE_HELP,
    )
    return [*options, service]


def allows_service() -> bool:
    """Return whether this call has --allow-service."""
    return bool(_settings().get("allow_service"))


def limits() -> Limits | None:
    """Return the limits of this call's options; None where none is.

    Raises:
        InputError: a limit is none.
    """
    settings = {_FIELDS[k]: v for k, v in _settings().items() if k in _FIELDS}
    if not settings:
        return None
    from kembar.errors import InputError
    from kembar.rdf.limits import read_limits

    try:
        return replace(read_limits(), **settings)
    except InputError as bad:
        if not bad.column:
            raise
        option = next(name for name, field in _FIELDS.items() if field == bad.column)
        raise InputError(bad.fault, file="--", column=option.replace("_", "-")) from None


def _settings() -> dict[str, float]:
    ctx = click.get_current_context(silent=True)
    return ctx.meta.get(_SETTINGS, {}) if ctx else {}
