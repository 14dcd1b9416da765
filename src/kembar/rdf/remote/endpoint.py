"""SPARQL services: their addresses, and the settings that reach them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from kembar.errors import InputError, quoted
from kembar.language import _, listing
from kembar.rdf.remote.request_limits import RequestLimits

LOGIN_VARIABLE = "KEMBAR_AUTH"
"""The environment variable of the login, unless the settings name another."""

_VARIABLE = re.compile(rf"{LOGIN_VARIABLE}(_[A-Z0-9_]+)?")
"""The variables that settings may name: a stranger's could name one that holds another secret."""

_TRANSFER = 10
"""Times the limits of an answer that a whole graph may take: nobody waits for it."""

KEYS = {
    "endpoint": "query",
    "update_endpoint": "update",
    "graph_store": "graph_store",
    "auth": "auth",
    "engine": "engine",
    "timeout": "timeout",
    "max_megabytes": "max_megabytes",
}
"""Keys of the table [store] of kembar.toml, with the fields of `Endpoint` that they set."""

_ADDRESSES = ("query", "update", "graph_store")


@dataclass(frozen=True)
class Endpoint:
    """A SPARQL service.

    Args:
        query: address of the SPARQL 1.1 Protocol for queries.
        update: address of the SPARQL 1.1 Protocol for updates. Empty: the service is read-only.
        graph_store: address of the SPARQL 1.1 Graph Store HTTP Protocol, the fastest way for large
            graphs. Empty: updates carry them.
        auth: the environment variable that holds "user:password" or "Bearer ...".
        engine: name of the dialect. Empty: the header Server decides.
        timeout: seconds that an answer may take, from the request to its last byte.
        max_megabytes: the largest answer, unpacked.
    """

    query: str
    update: str = ""
    graph_store: str = ""
    auth: str = LOGIN_VARIABLE
    engine: str = ""
    timeout: float = RequestLimits().seconds
    max_megabytes: float = RequestLimits().megabytes

    @property
    def addresses(self) -> dict[str, str]:
        """The addresses by their keys in kembar.toml; the query's first."""
        addresses = {
            key: str(getattr(self, name)) for key, name in KEYS.items() if name in _ADDRESSES
        }
        return {key: address for key, address in addresses.items() if address}

    @property
    def limits(self) -> RequestLimits:
        """RequestLimits of a request for an answer."""
        return RequestLimits(self.timeout, self.max_megabytes)

    @property
    def transfer_limits(self) -> RequestLimits:
        """RequestLimits of a request that carries much of a graph, there or back."""
        return self.limits.times(_TRANSFER)


def read_endpoint(
    settings: Mapping[str, object], place: str | Path, before: Endpoint | None = None
) -> Endpoint | None:
    """Return the endpoint that settings describe; None for the store on this machine.

    Args:
        settings: values by the keys of `KEYS`. A setting `endpoint` discards `before`, so that the
            addresses of two servers are never mixed.
        place: where the settings come from, for messages.
        before: the endpoint that the settings change.

    Raises:
        InputError: a key is unknown, or a value is invalid.
    """
    for key in settings:
        if key not in KEYS:
            fault = _("is not a setting; use {names}", names=listing(list(KEYS), "or"))
            raise InputError(fault, file=place, column=key)
    if "endpoint" in settings:
        before = None
        if not settings["endpoint"]:
            return None
    elif before is None:
        if not settings:
            return None
        raise InputError(_("needs an endpoint too"), file=place, column=next(iter(settings)))
    fields: dict[str, object] = dict(vars(before)) if before else {}
    fields |= {KEYS[key]: _field(key, value, place) for key, value in settings.items()}
    return Endpoint(**fields)  # type: ignore[arg-type]  # `_field` checked each


def _field(key: str, value: object, place: str | Path) -> object:
    if key in ("timeout", "max_megabytes"):
        return _number(value, place, key)
    if not isinstance(value, str):
        raise InputError(_("must be a text"), file=place, column=key)
    if key == "auth" and not _VARIABLE.fullmatch(value):
        fault = _("must be {name}, or {name}_ and capital letters", name=LOGIN_VARIABLE)
        raise InputError(fault, file=place, column=key)
    return _address(value, place, key) if value and KEYS[key] in _ADDRESSES else value


def _number(value: object, place: str | Path, key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 1e6:
        fault = (
            _("must be a number of seconds, for example 60")
            if key == "timeout"
            else _("must be a number of megabytes, for example 250")
        )
        raise InputError(fault, file=place, column=key)
    return float(value)


def _address(value: str, place: str | Path, key: str) -> str:
    try:
        parts = urlsplit(value)
        valid = re.fullmatch("https?://[!-~]+", value) and parts.hostname and (parts.port or True)
    except ValueError:
        valid = False
    if not valid:
        fault = _(
            "{value} is not a web address; write it like http://127.0.0.1:7878/query",
            value=quoted(value),
        )
        raise InputError(fault, file=place, column=key)
    if parts.username is not None:
        fault = _("holds a login; give it with: kembar login {host}", host=parts.hostname)
        raise InputError(fault, file=place, column=key)
    return value
