"""Logins of hosts: from the environment, or as the person gave them to `kembar login`.

Each login is a file named by its host, in a folder that only its owner can read; the file is empty
where the system's keyring keeps the login.
"""

from __future__ import annotations

import os
import re
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from kembar.errors import InputError, KembarError, quoted, system_reason
from kembar.language import N_, _
from kembar.rdf.remote.endpoint import LOGIN_VARIABLE, Endpoint
from kembar.rdf.remote.http_client import is_private

_SERVICE = "kembar"
"""The name of Kembar in the keyring."""

_LOGIN = re.compile(r"[^:\s]+:[ -~\u00a0-\U0010ffff]+|[A-Za-z]+ [!-~]+(?: [!-~]+)*")
_HOST = re.compile(r"(?!\.)[a-z0-9._-]+|[0-9a-f:.]*:[0-9a-f:.]*")
_LONGEST = 16_384
"""Bytes: more than any token has."""


def host_of(text: str) -> str:
    """Return the host, or host:port, that a person means.

    Args:
        text: as "example.org", "example.org:8443" or a whole address.

    Raises:
        InputError: it is not a host, holds a password, or no login may go there.
    """
    if "@" in text:
        fault = _("give the host without a login; Kembar asks for the login")
        raise InputError(fault, column="HOST")
    scheme, separator, rest = text.partition("://")
    try:
        parts = urlsplit(f"//{rest if separator else text}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not _HOST.fullmatch(host) or (separator and scheme.lower() not in ("http", "https")):
        fault = _("{text} is not a host; write it like example.org", text=quoted(text))
        raise InputError(fault, column="HOST")
    if separator and not is_private(text):
        fault = _("Kembar sends no login over plain HTTP; give its https address")
        raise InputError(fault, file=text, column="HOST")
    name = f"[{host}]" if ":" in host else host
    return f"{name}:{port}" if port else name


def login_for(endpoint: Endpoint, address: str) -> str:
    """Return the login for an address of an endpoint; empty for none.

    The variable of the endpoint goes to the host of its queries alone, and before a stored login.

    Raises:
        KembarError: the login cannot be read, or has a form that no header can have.
    """
    if _host(address) == _host(endpoint.query) and (login := os.environ.get(endpoint.auth, "")):
        return _checked(login, endpoint.auth)
    host = _stored_host(address)
    return _checked(read_login(host), _("the login of {host}", host=host)) if host else ""


def login_source(endpoint: Endpoint, address: str) -> str:
    """Return the name of the login for an address, in words; empty for none."""
    if _host(address) == _host(endpoint.query) and os.environ.get(endpoint.auth):
        return _("the login in {variable}", variable=endpoint.auth)
    return _("your login of {host}", host=host) if (host := _stored_host(address)) else ""


def require_login(endpoint: Endpoint) -> None:
    """Check that an endpoint whose settings name a variable of their own has a login.

    Raises:
        KembarError: it has none.
    """
    if endpoint.auth != LOGIN_VARIABLE and not login_source(endpoint, endpoint.query):
        raise KembarError(
            _(
                "the environment variable {variable} holds no login; set it to user:password or "
                "Bearer TOKEN, or give the login with: kembar login {host}",
                variable=endpoint.auth,
                host=_host(endpoint.query),
            )
        )


def hosts() -> list[str]:
    """Return the hosts that have a login, sorted."""
    try:
        names = [path.name for path in (config_folder() / "logins").iterdir()]
    except OSError:
        return []
    return sorted(unquote(name) for name in names if not name.startswith("."))


def read_login(host: str) -> str:
    """Return the stored login of a host.

    Raises:
        KembarError: it cannot be read, or others could read it.
    """
    path = _path(host)
    try:
        login = _read_private(path)
    except OSError as error:
        fault = _("cannot be read: {reason}", reason=system_reason(error))
        raise InputError(fault, file=path) from None
    if login or (login := _in_keyring(host)):
        return login
    fault = N_(
        "the keyring no longer holds the login of {host}; give it again: kembar login {host}"
    )
    raise KembarError(_(fault, host=host))


def store_login(host: str, login: str) -> str:
    """Store the login of a host, and return where: in the keyring if there is one that works.

    Raises:
        KembarError: it is no login, or the disk cannot be written.
    """
    if not _LOGIN.fullmatch(login) or not login.isprintable():
        raise InputError(_("is not a login; write user:password, or Bearer TOKEN"), file=host)
    in_keyring = _put_into_keyring(host, login)
    path = _path(host)
    try:
        _write_private(path, "" if in_keyring else login)
    except OSError as error:
        fault = _("cannot be written: {reason}", reason=system_reason(error))
        raise InputError(fault, file=path) from None
    return _("the keyring") if in_keyring else str(path)


def remove_login(host: str) -> None:
    """Forget the login of a host.

    Raises:
        KembarError: there is none, or it cannot be removed.
    """
    if host not in hosts():
        fault = _("there is no login of {host}; `kembar login` lists the hosts", host=host)
        raise KembarError(fault)
    _remove_from_keyring(host)
    try:
        _path(host).unlink(missing_ok=True)
    except OSError as error:
        fault = _("cannot be removed: {reason}", reason=system_reason(error))
        raise InputError(fault, file=_path(host)) from None


def _host(address: str) -> str:
    return urlsplit(address).hostname or ""


def _stored_host(address: str) -> str:
    """Return the name below which the login for an address is stored: host:port, then host."""
    parts, host = urlsplit(address), _host(address)
    if not _HOST.fullmatch(host):
        return ""
    host = f"[{host}]" if ":" in host else host
    port = parts.port or {"https": 443, "http": 80}[parts.scheme]
    names = (name for name in (f"{host}:{port}", host) if os.path.lexists(_path(name)))
    return next(names, "")


def _checked(login: str, place: str) -> str:
    """Return a login; refuse one that could end its header, without repeating it."""
    user, colon, __ = login.partition(":")
    is_header = not colon or " " in user
    if not login.isprintable() or (is_header and not login.isascii()):
        raise InputError(_("holds characters that no login has"), file=place)
    return login


def config_folder() -> Path:
    """Return the folder of what Kembar remembers for this user, in all workspaces."""
    from platformdirs import user_config_path

    return user_config_path("kembar")


def _path(host: str) -> Path:
    return config_folder() / "logins" / quote(host, safe="")


def _read_private(path: Path) -> str:
    """Return the line of a file; refuse one that others may read, or that is another's.

    Raises:
        KembarError: it is refused.
        OSError: it cannot be read.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            raise InputError(_("is not a file; remove it, and give the login again"), file=path)
        if os.name == "posix" and state.st_uid != os.geteuid():
            raise InputError(_("belongs to another user; remove it"), file=path)
        if os.name == "posix" and state.st_mode & 0o077:
            fault = _("can be read by others; run: chmod 600 {path}", path=path)
            raise InputError(fault, file=path)
        return file.read(_LONGEST).decode("utf-8", "replace").strip("\r\n")


def _write_private(path: Path, login: str) -> None:
    """Write a file that only its owner can read, from its first byte on, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.parent.chmod(0o700)
    handle, temporary = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(login)
            file.flush()
            os.fsync(handle)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _put_into_keyring(host: str, login: str) -> bool:
    """Return whether the keyring keeps a login; it does not where there is none, or none works."""
    with suppress(Exception):  # backends raise errors of their own kinds
        import keyring

        keyring.set_password(_SERVICE, host, login)
        return keyring.get_password(_SERVICE, host) == login
    return False


def _in_keyring(host: str) -> str:
    with suppress(Exception):
        import keyring

        return keyring.get_password(_SERVICE, host) or ""
    return ""


def _remove_from_keyring(host: str) -> None:
    with suppress(Exception):
        import keyring

        keyring.delete_password(_SERVICE, host)
