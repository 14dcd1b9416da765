"""Logins: each belongs to a host, and nobody else can read it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from kembar.errors import InputError, KembarError
from kembar.rdf.remote import logins
from kembar.rdf.remote.endpoint import Endpoint
from kembar.rdf.remote.logins import (
    host_of,
    hosts,
    login_for,
    login_source,
    read_login,
    remove_login,
    require_login,
    store_login,
)

HERE = "https://example.org/sparql"
posix = pytest.mark.skipif(os.name != "posix", reason="modes of files are those of POSIX")


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("example.org", "example.org"),
        ("EXAMPLE.org:8443", "example.org:8443"),
        ("https://example.org/sparql?x=1", "example.org"),
        ("https://example.org:8443/sparql", "example.org:8443"),
        ("http://127.0.0.1:7878/query", "127.0.0.1:7878"),
        ("[::1]:7878", "[::1]:7878"),
    ],
)
def test_a_host_is_read_in_each_form(text: str, host: str) -> None:
    assert host_of(text) == host


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a b",
        "me:secret@example.org",
        "https://me:x@a.org/",
        "ftp://a.org",
        "a.org:x",
        "../x",
        "http://example.org/sparql",
        "a\x1b[31m.org",
        "münchen.de",
    ],
)
def test_a_text_that_is_no_host_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        host_of(text)
    assert "secret" not in str(caught.value)


def test_a_login_is_stored_listed_and_removed(config: Path) -> None:
    assert hosts() == []
    place = store_login("example.org", "me:se:cret")
    assert Path(place).is_relative_to(config)
    store_login("[::1]:7878", "Bearer token")
    assert hosts() == ["[::1]:7878", "example.org"]
    assert read_login("example.org") == "me:se:cret"
    remove_login("example.org")
    assert hosts() == ["[::1]:7878"]
    with pytest.raises(KembarError, match=r"there is no login of example.org"):
        remove_login("example.org")


@pytest.mark.parametrize(
    "text", ["", "secret", "me:", "Bearer", "me:x\ny", "Bearer a\x1b", "me:\ud800"]
)
def test_a_text_that_is_no_login_is_not_stored(text: str) -> None:
    with pytest.raises(InputError, match="is not a login; write user:password, or Bearer TOKEN"):
        store_login("example.org", text)
    assert hosts() == []


@posix
def test_only_the_owner_can_read_a_login(config: Path) -> None:
    umask = os.umask(0)
    try:
        path = Path(store_login("example.org", "me:secret"))
    finally:
        os.umask(umask)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [entry.name for entry in path.parent.iterdir()] == ["example.org"]
    for mode in (0o640, 0o604, 0o620):
        path.chmod(mode)
        with pytest.raises(KembarError, match="can be read by others; run: chmod 600") as caught:
            read_login("example.org")
        assert "secret" not in str(caught.value)
    assert config.is_dir()


@posix
def test_a_file_of_others_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(store_login("example.org", "me:secret"))
    with monkeypatch.context() as patch:
        patch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
        with pytest.raises(KembarError, match="belongs to another user"):
            read_login("example.org")
    path.unlink()
    os.mkfifo(path, 0o600)
    with pytest.raises(KembarError, match="is not a file"):
        read_login("example.org")
    path.unlink()
    path.mkdir()
    with pytest.raises(KembarError, match=r"cannot be read|is no file"):
        read_login("example.org")


def test_a_login_goes_to_its_host_alone() -> None:
    store_login("example.org", "me:wide")
    store_login("example.org:8443", "me:narrow")
    endpoint = Endpoint(HERE)
    assert login_for(endpoint, HERE) == "me:wide"
    assert login_for(endpoint, "https://example.org:9/") == "me:wide"
    assert login_for(endpoint, "https://EXAMPLE.org:8443/update") == "me:narrow"
    for other in ("example.org.evil.net", "sub.example.org", "example.org.", "127.0.0.1"):
        assert login_for(endpoint, f"https://{other}/") == ""
    store_login("example.net:443", "me:default")
    assert login_for(endpoint, "https://example.net/") == "me:default"
    assert login_for(endpoint, "http://example.net/") == ""


def test_the_variable_goes_to_the_host_of_the_queries(monkeypatch: pytest.MonkeyPatch) -> None:
    """And wins there over a stored login."""
    store_login("example.org", "me:stored")
    store_login("example.net", "me:other")
    monkeypatch.setenv("KEMBAR_AUTH", "me:variable")
    endpoint = Endpoint(HERE, "https://example.org:8443/u", "https://example.net/g")
    assert login_for(endpoint, endpoint.query) == "me:variable"
    assert login_for(endpoint, endpoint.update) == "me:variable"
    assert login_for(endpoint, endpoint.graph_store) == "me:other"
    assert login_source(endpoint, endpoint.query) == "the login in KEMBAR_AUTH"
    assert login_source(endpoint, endpoint.graph_store) == "your login of example.net"
    assert login_source(endpoint, "https://example.com/") == ""
    monkeypatch.delenv("KEMBAR_AUTH")
    assert login_for(endpoint, endpoint.query) == "me:stored"


def test_a_named_variable_must_hold_a_login(monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint = Endpoint(HERE, auth="KEMBAR_AUTH_OFFICE")
    with pytest.raises(KembarError, match=r"KEMBAR_AUTH_OFFICE holds no login.*login example.org"):
        require_login(endpoint)
    monkeypatch.setenv("KEMBAR_AUTH_OFFICE", "me:secret")
    require_login(endpoint)
    assert login_for(endpoint, HERE) == "me:secret"
    monkeypatch.delenv("KEMBAR_AUTH_OFFICE")
    store_login("example.org", "me:stored")
    require_login(endpoint)
    require_login(Endpoint(HERE))


@pytest.mark.parametrize("login", ["Bearer a\r\nX-Evil: 1", "Bearer ü", "me:\x1b[31m", "tökén"])
def test_a_login_that_no_header_holds_is_refused(
    login: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEMBAR_AUTH", login)
    with pytest.raises(InputError, match="holds characters that no login has") as caught:
        login_for(Endpoint(HERE), HERE)
    assert str(caught.value) == "KEMBAR_AUTH: holds characters that no login has"


KEYRING = """
import keyring.backend

class Memory(keyring.backend.KeyringBackend):
    priority = 9
    kept_logins = {}

    def set_password(self, service, user, password):
        self.kept_logins[service, user] = password

    def get_password(self, service, user):
        return self.kept_logins.get((service, user))

    def delete_password(self, service, user):
        del self.kept_logins[service, user]
"""


def test_a_keyring_keeps_the_login_where_one_works(
    tmp_path: Path, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring = pytest.importorskip("keyring")
    (tmp_path / "memory_of_a_test.py").write_text(KEYRING)
    monkeypatch.syspath_prepend(tmp_path)
    import memory_of_a_test  # type: ignore[import-not-found]

    before = keyring.get_keyring()
    keyring.set_keyring(memory_of_a_test.Memory())
    try:
        assert store_login("example.org", "me:secret") == "the keyring"
        assert login_for(Endpoint(HERE), HERE) == "me:secret"
        texts = [path.read_bytes() for path in config.rglob("*") if path.is_file()]
        assert texts == [b""]
        memory_of_a_test.Memory.kept_logins.clear()
        with pytest.raises(
            KembarError, match=r"the keyring no longer holds .*: kembar login example"
        ):
            read_login("example.org")
        store_login("example.org", "me:secret")
        remove_login("example.org")
        assert memory_of_a_test.Memory.kept_logins == {}
    finally:
        keyring.set_keyring(before)


def test_without_a_keyring_a_file_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    place = store_login("example.org", "me:secret")
    assert Path(place).read_text() == "me:secret"
    assert read_login("example.org") == "me:secret"
    remove_login("example.org")
    assert not list(logins.config_folder().rglob("example.org"))
