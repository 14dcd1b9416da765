"""HTTP authentication: Basic, Digest (RFC 7616), or a whole Authorization header."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
import secrets
from collections.abc import Callable, Iterable, Mapping

from kembar.errors import InputError
from kembar.language import _

_DIGEST = re.compile(r"\bDigest\s+(.*)", re.IGNORECASE | re.DOTALL)
_BASIC = re.compile(r"\bBasic\b", re.IGNORECASE)
_FIELD = re.compile(r'\b(\w++)\s*+=\s*+(?:"([^"]*)"|([^\s,"]++))')
_LONGEST_CHALLENGE = 8_192
_ALGORITHMS = {"MD5": "md5", "SHA": "sha1", "SHA-256": "sha256"}

Authorize = Callable[[str, str], str]
"""Return the Authorization header for a method and a request target."""


class Login:
    """Credentials for one origin; a password goes there only after a challenge.

    Args:
        secret: "user:password", sent after a Basic or Digest challenge; or a whole Authorization
            header such as "Bearer TOKEN", sent with each request. Empty for none.
        address: an address of the origin, for messages.
        private: nobody can read along on the way there.
    """

    def __init__(self, secret: str, address: str = "", private: bool = True) -> None:
        user, colon, self._password = secret.partition(":")
        self._user = user if colon and " " not in user else ""
        self._header = "" if self._user else secret
        self._address, self._private = address, private
        self._authorize: Authorize | None = None

    def headers(self, method: str, target: str) -> dict[str, str]:
        """Return the headers that authorise a request, as far as the server asked for them.

        Args:
            method: of the request.
            target: path and query, as in the request line.

        Raises:
            InputError: a whole header would go over plain HTTP.
        """
        header = self._authorize(method, target) if self._authorize else self._header
        if header:
            self._require_private()
        return {"Authorization": header} if header else {}

    def accept(self, challenges: Iterable[str]) -> bool:
        """Store a challenge, for later requests.

        Args:
            challenges: the WWW-Authenticate headers of the refusal.

        Returns:
            True if another try can succeed.

        Raises:
            InputError: the answer would go over plain HTTP.
        """
        challenge = ", ".join(challenges)
        if not self._user or len(challenge) > _LONGEST_CHALLENGE:
            return False
        digest = self._digest(challenge)
        if not digest and (self._authorize or not _BASIC.search(challenge)):
            return False
        self._require_private()
        self._authorize = digest or self._basic
        return True

    def _require_private(self) -> None:
        if not self._private:
            fault = _(
                "gets no login, because others on the way could read it; give its https address"
            )
            raise InputError(fault, file=self._address)

    def _basic(self, *_: str) -> str:
        pair = base64.b64encode(f"{self._user}:{self._password}".encode()).decode()
        return f"Basic {pair}"

    def _digest(self, challenge: str) -> Authorize | None:
        fields = _digest_fields(challenge)
        if not fields:
            return None
        counter = itertools.count(1)
        return lambda method, target: digest_header(
            fields, (self._user, self._password), (method, target), next(counter)
        )


def _digest_fields(challenge: str) -> dict[str, str]:
    """Return the fields of a Digest challenge; empty where none can be answered."""
    match = _DIGEST.search(challenge)
    fields: dict[str, str] = {}
    for name, quoted, token in _FIELD.findall(match[1] if match else ""):
        fields.setdefault(name.lower(), quoted or token)
    methods = [method.strip() for method in fields.get("qop", "auth").split(",")]
    algorithm = fields.get("algorithm", "MD5").upper()
    if {"realm", "nonce"} <= fields.keys() and "auth" in methods and algorithm in _ALGORITHMS:
        return fields
    return {}


def digest_header(
    fields: Mapping[str, str],
    login: tuple[str, str],
    request: tuple[str, str],
    count: int,
    nonce: str = "",
) -> str:
    """Return the Authorization header that answers a Digest challenge.

    Args:
        fields: of the challenge.
        login: user and password.
        request: method and request target.
        count: of the requests that answer this challenge, from 1.
        nonce: the client's; a random one where empty.
    """
    algorithm = _ALGORITHMS[fields.get("algorithm", "MD5").upper()]

    def digest(*parts: str) -> str:
        return hashlib.new(algorithm, ":".join(parts).encode()).hexdigest()

    user, password = login
    secret, action = digest(user, fields["realm"], password), digest(*request)
    answer = {"username": user, "realm": fields["realm"], "nonce": fields["nonce"]}
    answer |= {"uri": request[1]} | {k: fields[k] for k in ("opaque",) if k in fields}
    header = ", ".join(f'{name}="{value}"' for name, value in answer.items())
    if "algorithm" in fields:
        header += f", algorithm={fields['algorithm']}"
    if "qop" not in fields:
        return f'Digest {header}, response="{digest(secret, fields["nonce"], action)}"'
    nonce = nonce or secrets.token_hex(8)
    response = digest(secret, fields["nonce"], f"{count:08x}", nonce, "auth", action)
    return f'Digest {header}, qop=auth, nc={count:08x}, cnonce="{nonce}", response="{response}"'
