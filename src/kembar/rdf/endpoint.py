"""Where a graph is asked when it is not within this program: addresses, and what they need."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from kembar.errors import InputError, KembarError

LOGIN_VARIABLE = "KEMBAR_AUTH"
"""The environment variable that holds a login, where no other is named."""

TIMEOUT = 60.0
"""Seconds that an answer may take, where no other limit is told."""

KEYS = {
    "endpoint": "query",
    "update_endpoint": "update",
    "graph_store": "graph_store",
    "auth": "auth",
    "engine": "engine",
    "timeout": "timeout",
}
"""What the table [store] of kembar.toml may hold, and what that is called here."""

_ADDRESSES = ("query", "update", "graph_store")


@dataclass(frozen=True)
class Endpoint:
    """A service that speaks SPARQL.

    Args:
        query: the address of its SPARQL 1.1 Protocol, for queries.
        update: the same, for updates. Empty: nothing can be pushed or added.
        graph_store: the address of its SPARQL 1.1 Graph Store HTTP Protocol, which takes large
            graphs quickest. Empty: updates do.
        auth: the environment variable that holds "user:password" or "Bearer ...".
        engine: which dialect it speaks; as it calls itself where empty.
        timeout: seconds that one answer may take.
    """

    query: str
    update: str = ""
    graph_store: str = ""
    auth: str = LOGIN_VARIABLE
    engine: str = ""
    timeout: float = TIMEOUT

    @property
    def login(self) -> str:
        """The login, from the environment; empty for none.

        Raises:
            KembarError: a variable was named that is not set.
        """
        found = os.environ.get(self.auth, "")
        if not found and self.auth != LOGIN_VARIABLE:
            raise KembarError(
                f"the environment variable {self.auth} holds no login; set it to user:password,"
                " or to a whole header, as Bearer TOKEN"
            )
        return found


def read_endpoint(
    told: Mapping[str, object], place: str | Path, before: Endpoint | None = None
) -> Endpoint | None:
    """The endpoint that somebody tells of; None where the store on this machine is meant.

    Args:
        told: by the keys of `KEYS`. Another `endpoint` than before begins anew: the addresses of
            one server are never mixed with those of another.
        place: who tells, for messages.
        before: what was told so far.

    Raises:
        InputError: a key that there is not, or a value that cannot be.
    """
    for key in told:
        if key not in KEYS:
            raise InputError(f"is unknown; known are {', '.join(KEYS)}", file=place, column=key)
    if "endpoint" in told:
        before = None
        if not told["endpoint"]:
            return None
    elif before is None:
        if not told:
            return None
        raise InputError("needs an endpoint too", file=place, column=next(iter(told)))
    made: dict[str, object] = dict(vars(before)) if before else {}
    for key, value in told.items():
        name = KEYS[key]
        if name == "timeout":
            made[name] = _seconds(value, place)
        elif not isinstance(value, str):
            raise InputError("must be a text", file=place, column=key)
        elif name in _ADDRESSES and value:
            made[name] = _address(value, place, key)
        else:
            made[name] = value
    return Endpoint(**made)  # type: ignore[arg-type]  # each was looked at above


def _seconds(value: object, place: str | Path) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 1e6:
        raise InputError("must be a number of seconds, as 60", file=place, column="timeout")
    return float(value)


def _address(value: str, place: str | Path, key: str) -> str:
    try:
        parts = urlsplit(value)
        right = re.fullmatch("https?://[!-~]+", value) and parts.hostname and (parts.port or True)
    except ValueError:
        right = False
    if not right:
        fault = f"{value!r} is no web address; write it as http://127.0.0.1:7878/query"
        raise InputError(fault, file=place, column=key)
    if parts.username is not None:
        fault = f"holds a login; put that into the environment, {LOGIN_VARIABLE}=user:password"
        raise InputError(fault, file=place, column=key)
    return value
