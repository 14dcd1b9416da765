from __future__ import annotations

import inspect
from importlib import import_module

import click

from kembar.cli.program import COMMANDS, main


def test_each_command_is_found_by_its_name_where_the_table_says() -> None:
    ctx = click.Context(main)
    for home, names in COMMANDS.items():
        for name in names:
            command = main.get_command(ctx, name)
            assert command is not None
            assert command.name == name
            assert command in vars(import_module(f"kembar.cli.{home}")).values()


def test_no_command_is_missing_from_the_table() -> None:
    for home, names in COMMANDS.items():
        told = {
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
        assert told - below == set(names)


def test_the_table_tells_of_each_command_what_it_says_of_itself() -> None:
    ctx = click.Context(main)
    for names in COMMANDS.values():
        for name, said in names.items():
            command = main.get_command(ctx, name)
            assert command is not None
            assert command.help is not None
            assert inspect.cleandoc(command.help).partition("\n\n")[0] == said


def test_the_list_of_commands_is_the_one_that_click_makes() -> None:
    for width in (60, 80, 200):
        ctx = click.Context(main, info_name="kembar", terminal_width=width)
        ours, theirs = ctx.make_formatter(), ctx.make_formatter()
        main.format_commands(ctx, ours)
        click.Group.format_commands(main, ctx, theirs)
        assert ours.getvalue() == theirs.getvalue()
        assert "Answer a saved question" in ours.getvalue()
