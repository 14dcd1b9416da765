"""Commands for what belongs to the person: logins of hosts, and endpoints that are agreed to."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kembar.cli.console import ask_yes_or_no, is_terminal, say
from kembar.cli.options import Command
from kembar.cli.settings.endpoint import is_on_terminal, show_endpoint
from kembar.errors import InputError


@click.command("login", cls=Command)
@click.argument("host", required=False)
def login(host: str | None) -> None:
    """Tell the login of a SPARQL service's HOST; without HOST, list those that have one.

    The login is asked for, or read from standard input: user:password, or Bearer TOKEN. It is sent
    to that host alone.
    """
    from kembar.rdf.remote import logins

    if host is None:
        for name in logins.hosts():
            say(name)
        return
    name = logins.host_of(host)
    place = logins.store_login(name, _read_login(name))
    say(f"The login of {name} is kept in {place}", err=True)


@click.command("logout", cls=Command)
@click.argument("host")
def logout(host: str) -> None:
    """Forget the login of a HOST."""
    from kembar.rdf.remote import logins

    logins.remove_login(logins.host_of(host))
    say(f"The login of {host} is forgotten", err=True)


@click.command("trust", cls=Command)
@click.option("--yes", is_flag=True, help="Agree without being asked.")
@click.pass_obj
def trust(folder: Path | None, yes: bool) -> None:
    """Agree that questions go to the SPARQL service that a workspace names."""
    from kembar.workspace.layout import open_workspace
    from kembar.workspace.trust import confirm, is_confirmed

    workspace = open_workspace(folder)
    if workspace.named_endpoint is None:
        say("This workspace names no SPARQL service.")
        return
    show_endpoint(workspace)
    if is_confirmed(workspace):
        say("You have agreed to it.")
        return
    if not yes and not is_on_terminal():
        raise InputError("there is nobody to ask; agree with --yes", file="kembar trust")
    if yes or ask_yes_or_no("Is that right?", err=True):
        confirm(workspace)
        say("You have agreed to it.")
    else:
        say("Nothing will be sent there.")


def _read_login(host: str) -> str:
    """Return the login that a person types unseen, or the line of standard input."""
    if is_terminal(sys.stdin):
        return str(click.prompt(f"Login of {host}", hide_input=True, err=True)).strip()
    line = sys.stdin.buffer.readline(16_384) if sys.stdin else b""
    try:
        return line.decode().strip()
    except UnicodeDecodeError:
        raise InputError("is not UTF-8; save the login as UTF-8", file="standard input") from None
