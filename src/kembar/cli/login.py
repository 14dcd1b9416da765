"""Commands for the person's own settings: logins of hosts, and services that the person trusts."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kembar.cli.console import ask_yes_or_no, is_terminal, say
from kembar.cli.options import Command
from kembar.cli.settings.endpoint import is_on_terminal, show_endpoint
from kembar.errors import InputError
from kembar.language import N_, _


@click.command("login", cls=Command)
@click.argument("host", required=False)
def login(host: str | None) -> None:
    """Save the login of a SPARQL service at HOST; without HOST, list the hosts with a login.

    The command asks for the login, or reads it from standard input: user:password, or Bearer TOKEN.
    Kembar sends it to that host only.
    """
    from kembar.rdf.remote import logins

    if host is None:
        for name in logins.hosts():
            say(name)
        return
    name = logins.host_of(host)
    place = logins.store_login(name, _read_login(name))
    say(_("The login of {host} is saved in {place}", host=name, place=place), err=True)


@click.command("logout", cls=Command)
@click.argument("host")
def logout(host: str) -> None:
    """Delete the login of a HOST."""
    from kembar.rdf.remote import logins

    logins.remove_login(logins.host_of(host))
    say(_("The login of {host} is deleted", host=host), err=True)


@click.command("trust", cls=Command)
@click.option("--yes", is_flag=True, help=N_("Agree without a question."))
@click.pass_obj
def trust(folder: Path | None, yes: bool) -> None:
    """Agree that questions go to the SPARQL service that the workspace names."""
    from kembar.workspace.layout import open_workspace
    from kembar.workspace.trust import confirm, is_confirmed

    workspace = open_workspace(folder)
    if workspace.named_endpoint is None:
        say(_("This workspace names no SPARQL service."))
        return
    show_endpoint(workspace)
    if is_confirmed(workspace):
        say(_("You have agreed to it."))
        return
    if not yes and not is_on_terminal():
        raise InputError(_("there is nobody to ask; agree with --yes"), file="kembar trust")
    if yes or ask_yes_or_no(_("Is that right?"), err=True):
        confirm(workspace)
        say(_("You have agreed to it."))
    else:
        say(_("Nothing will be sent there."))


def _read_login(host: str) -> str:
    """Return the login that a person types unseen, or the line of standard input."""
    if is_terminal(sys.stdin):
        question = _("Login of {host}", host=host)
        return str(click.prompt(question, hide_input=True, err=True)).strip()
    line = sys.stdin.buffer.readline(16_384) if sys.stdin else b""
    try:
        return line.decode().strip()
    except UnicodeDecodeError:
        raise InputError(
            _("is not UTF-8; save the login as UTF-8"), file=_("standard input")
        ) from None
