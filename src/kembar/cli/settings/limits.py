"""--time-limit, --memory-limit and --allow-service: the limits of a query."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from kembar.cli.settings.help import Number
from kembar.cli.settings.remembered import remembered_option, remembered_values
from kembar.language import N_

if TYPE_CHECKING:
    from kembar import Limits

_SETTINGS = "kembar.limits"
_OPTIONS = (
    ("time-limit", "SECONDS", N_("Longest time for one query (default: 60).")),
    ("memory-limit", "MB", N_("Most memory for one query (default: 2048).")),
)
_SERVICE_HELP = N_("Let questions, rules and queries ask other servers (SERVICE).")
_FIELDS = {"time_limit": "seconds", "memory_limit": "megabytes"}


def limit_options(*, hidden: bool) -> list[click.Option]:
    """Return the options; visible in help before a command, hidden behind it."""
    options = [
        remembered_option(_SETTINGS, name, metavar=metavar, type=Number(), hidden=hidden, help=text)
        for name, metavar, text in _OPTIONS
    ]
    attributes = {"is_flag": True, "default": None, "help": _SERVICE_HELP}
    return [*options, remembered_option(_SETTINGS, "allow-service", hidden=hidden, **attributes)]


def allows_service() -> bool:
    """Return whether this call has --allow-service."""
    return bool(remembered_values(_SETTINGS).get("allow_service"))


def limits() -> Limits | None:
    """Return the limits of this call's options; None where none is.

    Raises:
        InputError: a value is not a limit.
    """
    values = remembered_values(_SETTINGS)
    settings = {_FIELDS[k]: v for k, v in values.items() if k in _FIELDS}
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
