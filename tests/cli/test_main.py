from __future__ import annotations

from importlib import import_module

import click

from kembar.cli.main import COMMANDS, main


def test_each_command_is_in_the_module_of_the_table() -> None:
    ctx = click.Context(main)
    for home, names in COMMANDS.items():
        for name in names:
            command = main.get_command(ctx, name)
            assert command is not None
            assert command.name == name
            assert command in vars(import_module(f"kembar.cli.{home}")).values()


def test_no_command_is_missing_from_the_table() -> None:
    for home, names in COMMANDS.items():
        names_in_module = {
            value.name
            for value in vars(import_module(f"kembar.cli.{home}")).values()
            if isinstance(value, click.Command) and not value.hidden
        }
        below = {
            name
            for value in vars(import_module(f"kembar.cli.{home}")).values()
            if isinstance(value, click.Group)
            for name in value.commands
        }
        assert names_in_module - below == set(names)
