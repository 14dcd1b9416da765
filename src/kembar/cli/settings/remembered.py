"""Options that may come before a command or behind it: their values are kept with the call."""

from __future__ import annotations

from typing import Any

import click


def remembered_option(table: str, name: str, **attributes: Any) -> click.Option:
    """Return an option whose value `remembered_values` returns.

    Args:
        table: groups the options that belong together.
        name: of the option, as "time-limit".
        attributes: of click.Option.
    """

    def remember(ctx: click.Context, option: click.Parameter, value: object) -> object:
        if value is not None:
            ctx.meta.setdefault(table, {})[str(option.name)] = value
        return value

    return click.Option([f"--{name}"], expose_value=False, callback=remember, **attributes)


def remembered_values(table: str) -> dict[str, Any]:
    """Return the values of a table's options that this call has, by name, as "time_limit"."""
    ctx = click.get_current_context(silent=True)
    return ctx.meta.get(table, {}) if ctx else {}
