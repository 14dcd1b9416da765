"""A graph behind an address in step with the files: sent whole, or following what was added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from kembar.errors import InputError, KembarError
from kembar.rdf.endpoint import Endpoint
from kembar.rdf.namespaces import PUSH_LEDGER
from kembar.rdf.oxigraph import canonical_triples
from kembar.rdf.sparql_client import RemoteEngine
from kembar.store.open_store import Noted, OpenedStore, open_store, store_fingerprints
from kembar.store.push import PushSummary, close_ledger, ledger_of, ledger_steps, push
from kembar.store.push_state import UNFINISHED
from kembar.workspace.fingerprints import digest_of, hashes
from kembar.workspace.layout import Workspace

_ROUNDS = 5
"""How often files that change while they are sent are looked at again."""


def open_remote(workspace: Workspace, endpoint: Endpoint) -> OpenedStore:
    """The graph at an endpoint, as it is there; nothing is sent yet.

    Raises:
        KembarError: the login is not in the environment.
    """
    workspace.cache.create()
    return OpenedStore(
        RemoteEngine(endpoint), digest_of(store_fingerprints(workspace)), f"at {endpoint.query}"
    )


def push_workspace(
    workspace: Workspace,
    progress: Callable[[str], None] = lambda _: None,
    *,
    full: bool = False,
) -> PushSummary:
    """Make the endpoint of a workspace hold what its files say; only what differs is sent.

    Args:
        workspace: of the files; it has an endpoint.
        progress: is told of progress, a line each.
        full: compare every graph, though the endpoint was sent what these same files say.

    Raises:
        KembarError: there is no endpoint, or it takes no updates; a file cannot be read.
    """
    if workspace.endpoint is None:
        raise KembarError(
            "there is nowhere to push to: name it with --endpoint, or below [store] in kembar.toml"
        )
    remote = RemoteEngine(workspace.endpoint)
    remote.must_take_updates()
    for _ in range(_ROUNDS):
        local = open_store(replace(workspace, endpoint=None))
        inputs = store_fingerprints(workspace)
        if digest_of(inputs) == local.digest:
            return push(local.engine, hashes(inputs), remote, progress, full=full)
    raise KembarError("the files change faster than they can be read; try again")


def require_in_sync(remote: RemoteEngine, workspace: Workspace) -> None:
    """Look whether an endpoint holds what the files say, before something is added.

    Raises:
        KembarError: it does not, and what to do.
    """
    remote.must_take_updates()
    books = ledger_of(remote)
    open_store(replace(workspace, endpoint=None))
    differing = {
        name for name, _ in books.files.items() ^ hashes(store_fingerprints(workspace)).items()
    }
    if not books.files:
        fault = "nothing was pushed to it yet"
    elif books.unfinished:
        fault = "a push or a change was cut off"
    elif differing:
        fault = f"{len(differing)} files differ from what it was sent, as {min(differing)}"
    else:
        return
    raise InputError(f"{fault}; run `kembar push`, then add", file=remote.endpoint.query)


def sync_remote(remote: RemoteEngine, workspace: Workspace) -> None:
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
        files = hashes(store_fingerprints(workspace))
        known = ledger_of(remote)
        if not noted or known.unfinished or known.files != local.before:
            push(local.engine, files, remote)
            return
        remote.update([("INSERT", PUSH_LEDGER, [UNFINISHED])])
        for graph, removed, added in noted:
            remote.patch(
                graph,
                canonical_triples(removed),
                canonical_triples(added),
                partial(ledger_steps, remote, graph),
            )
        close_ledger(remote, known, files)
    except KembarError as bad:
        fault = f"it is written, but not yet at the endpoint: run `kembar push` ({bad})"
        raise KembarError(fault) from None
