"""A graph behind an address in step with the files: sent whole, or following what was added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from kembar.errors import InputError, KembarError
from kembar.rdf.endpoint import Endpoint
from kembar.rdf.namespaces import BOOKS
from kembar.rdf.oxigraph import as_kept
from kembar.rdf.sparql_client import Remote
from kembar.store.open import Built, Noted, inputs_of, open_store
from kembar.store.push import Pushed, books_of, close, notes, push
from kembar.store.push_state import UNFINISHED
from kembar.workspace.fingerprints import digest_of, hashes
from kembar.workspace.layout import Workspace

_ROUNDS = 5
"""How often files that change while they are sent are looked at again."""


def open_remote(workspace: Workspace, endpoint: Endpoint) -> Built:
    """The graph at an endpoint, as it is there; nothing is sent yet.

    Raises:
        KembarError: the login is not in the environment.
    """
    return Built(Remote(endpoint), digest_of(inputs_of(workspace)), f"at {endpoint.query}")


def send(
    workspace: Workspace,
    tell: Callable[[str], None] = lambda _: None,
    *,
    thorough: bool = False,
) -> Pushed:
    """Make the endpoint of a workspace hold what its files say; only what differs is sent.

    Args:
        workspace: of the files; it has an endpoint.
        tell: is told of progress, a line each.
        thorough: compare every graph, though the endpoint was sent what these same files say.

    Raises:
        KembarError: there is no endpoint, or it takes no updates; a file cannot be read.
    """
    if workspace.endpoint is None:
        raise KembarError(
            "there is nowhere to push to: name it with --endpoint, or below [store] in kembar.toml"
        )
    remote = Remote(workspace.endpoint)
    remote.must_take_updates()
    for _ in range(_ROUNDS):
        local = open_store(replace(workspace, endpoint=None))
        inputs = inputs_of(workspace)
        if digest_of(inputs) == local.digest:
            return push(local.engine, hashes(inputs), remote, tell, thorough=thorough)
    raise KembarError("the files change faster than they can be read; try again")


def must_be_in_step(remote: Remote, workspace: Workspace) -> None:
    """Look whether an endpoint holds what the files say, before something is added.

    Raises:
        KembarError: it does not, and what to do.
    """
    remote.must_take_updates()
    books = books_of(remote)
    open_store(replace(workspace, endpoint=None))
    differing = {name for name, _ in books.files.items() ^ hashes(inputs_of(workspace)).items()}
    if not books.files:
        fault = "nothing was pushed to it yet"
    elif books.unfinished:
        fault = "a push or a change was cut off"
    elif differing:
        fault = f"{len(differing)} files differ from what it was sent, as {min(differing)}"
    else:
        return
    raise InputError(f"{fault}; run `kembar push`, then add", file=remote.endpoint.query)


def follow(remote: Remote, workspace: Workspace) -> None:
    """Bring an endpoint into step with files of data that changed, graph by graph.

    What the rules compute is computed in the store on this machine, and sent as all else is: so
    an engine need not understand the rules, and two engines never hold two truths. That costs the
    same in a graph of any size.

    Raises:
        KembarError: it does not follow; the files are as they were written.
    """
    noted: Noted = []
    try:
        local = open_store(replace(workspace, endpoint=None), noted=noted)
        files = hashes(inputs_of(workspace))
        known = books_of(remote)
        if not noted or known.unfinished or known.files != local.before:
            push(local.engine, files, remote)
            return
        remote.update([("INSERT", BOOKS, [UNFINISHED])])
        for graph, removed, added in noted:
            remote.change(graph, as_kept(removed), as_kept(added), partial(notes, remote, graph))
        close(remote, known, files)
    except KembarError as bad:
        fault = f"it is written, but not yet at the endpoint: run `kembar push` ({bad})"
        raise KembarError(fault) from None
