"""A remote graph in step with the files: pushed whole, or patched after each change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from kembar.errors import InputError, KembarError
from kembar.language import _, _n
from kembar.rdf.namespaces import PUSH_LEDGER
from kembar.rdf.oxigraph import canonical_triples
from kembar.rdf.remote.endpoint import Endpoint
from kembar.rdf.remote.sparql_client import RemoteEngine
from kembar.store.open_store import OpenedStore, Patches, open_store, store_fingerprints
from kembar.store.push import PushSummary, close_ledger, ledger_of, ledger_steps, push
from kembar.store.push_state import UNFINISHED_MARK, PushLedger
from kembar.workspace.fingerprints import digest_of, hashes
from kembar.workspace.layout import Workspace
from kembar.workspace.trust import require_confirmed

_ROUNDS = 5
"""Times that files are read again that change while they are pushed."""


def open_remote(workspace: Workspace, endpoint: Endpoint) -> OpenedStore:
    """Return the graph at an endpoint, as it is; nothing is sent.

    Raises:
        KembarError: there is no login in the variable that the settings name, or the workspace
            names an endpoint that was not confirmed.
    """
    require_confirmed(workspace)
    workspace.cache.create()
    digest = digest_of(store_fingerprints(workspace))
    return OpenedStore(RemoteEngine(endpoint), digest, _("at {address}", address=endpoint.query))


def push_workspace(
    workspace: Workspace,
    progress: Callable[[str], None] = lambda __: None,
    *,
    full: bool = False,
) -> PushSummary:
    """Make the endpoint of a workspace equal to its files; send only the differences.

    Args:
        workspace: of the files; it has an endpoint.
        progress: is called with a line for each step.
        full: compare every graph, even if these same files were pushed before.

    Raises:
        KembarError: there is no endpoint, it was not confirmed, or it takes no updates; a file
            cannot be read.
    """
    if workspace.endpoint is None:
        raise KembarError(
            _("there is no endpoint to push to: name one with --endpoint or in kembar.toml")
        )
    require_confirmed(workspace)
    remote = RemoteEngine(workspace.endpoint)
    remote.require_updates()
    for __ in range(_ROUNDS):
        local = open_store(replace(workspace, endpoint=None))
        fingerprints = store_fingerprints(workspace)
        if digest_of(fingerprints) == local.digest:
            return push(local.engine, hashes(fingerprints), remote, progress, full=full)
    raise KembarError(_("the files change faster than they can be read; try again"))


def require_in_sync(remote: RemoteEngine, workspace: Workspace) -> None:
    """Check that an endpoint is in step with the files, before a change.

    Raises:
        KembarError: it is not; the message has the remedy.
    """
    remote.require_updates()
    ledger = ledger_of(remote)
    open_store(replace(workspace, endpoint=None))
    problem = _out_of_sync(ledger, hashes(store_fingerprints(workspace)))
    if problem:
        fault = _("{problem}; run `kembar push`, then add", problem=problem)
        raise InputError(fault, file=remote.endpoint.query)


def _out_of_sync(ledger: PushLedger, file_hashes: dict[str, str]) -> str:
    """Return the difference of an endpoint from the files, in words; empty without one."""
    file_names = {name for name, __ in ledger.file_hashes.items() ^ file_hashes.items()}
    if not ledger.file_hashes:
        return _("nothing was pushed to it yet")
    if ledger.unfinished:
        return _("a push or a change was cut off")
    if file_names:
        return _n(
            "{count} file differs from what was pushed: {name}",
            "{count} files differ from what was pushed, for example {name}",
            len(file_names),
            name=min(file_names)[:200],
        )
    return ""


def sync_remote(remote: RemoteEngine, workspace: Workspace) -> None:
    """Bring an endpoint into step with changed files of data, graph by graph.

    Rules are computed in the store on this machine, and their results are sent like other triples:
    so an engine need not support the rules, and two engines never differ. That costs the same in a
    graph of any size.

    Raises:
        KembarError: the endpoint cannot be patched; the files stay as they were written.
    """
    patches: Patches = []
    try:
        local = open_store(replace(workspace, endpoint=None), patches=patches)
        file_hashes = hashes(store_fingerprints(workspace))
        ledger = ledger_of(remote)
        is_in_step = ledger.file_hashes == local.previous_hashes and not ledger.unfinished
        if patches and is_in_step:
            _send(remote, patches)
            close_ledger(remote, ledger, file_hashes)
        else:
            push(local.engine, file_hashes, remote)
    except KembarError as error:
        fault = _(
            "it is written, but not yet at the endpoint: run `kembar push` ({reason})", reason=error
        )
        raise KembarError(fault) from None


def _send(remote: RemoteEngine, patches: Patches) -> None:
    remote.update([("INSERT", PUSH_LEDGER, [UNFINISHED_MARK])])
    for graph, removed, added in patches:
        remote.patch(
            graph,
            canonical_triples(removed),
            canonical_triples(added),
            partial(ledger_steps, remote, graph),
        )
