"""Endpoints: settings are checked before anything is sent."""

from __future__ import annotations

import pytest

from kembar.errors import InputError, KembarError
from kembar.rdf.remote.endpoint import LOGIN_VARIABLE, Endpoint, read_endpoint

HERE = "http://127.0.0.1:7878/query"


def test_every_setting_is_read() -> None:
    settings = {
        "endpoint": HERE,
        "update_endpoint": "http://127.0.0.1:7878/update",
        "graph_store": "http://127.0.0.1:7878/store",
        "auth": "OFFICE_LOGIN",
        "engine": "standard",
        "timeout": 5,
    }
    assert read_endpoint(settings, "kembar.toml") == Endpoint(
        HERE,
        "http://127.0.0.1:7878/update",
        "http://127.0.0.1:7878/store",
        "OFFICE_LOGIN",
        "standard",
        5.0,
    )


def test_no_endpoint_means_the_local_store() -> None:
    assert read_endpoint({}, "kembar.toml") is None
    assert read_endpoint({"endpoint": ""}, "--", Endpoint(HERE)) is None


def test_addresses_of_two_endpoints_are_not_mixed() -> None:
    before = Endpoint(HERE, "http://127.0.0.1:7878/update", timeout=5)
    assert read_endpoint({"endpoint": "http://x.org/q"}, "--", before) == Endpoint("http://x.org/q")
    assert read_endpoint({"timeout": 9}, "--", before) == Endpoint(HERE, before.update, timeout=9)


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ({"endpont": HERE}, "is unknown; known are endpoint"),
        ({"endpoint": 7}, "must be a text"),
        ({"endpoint": "127.0.0.1:7878"}, "is no web address"),
        ({"endpoint": "ftp://x.org/"}, "is no web address"),
        ({"endpoint": "http:///query"}, "is no web address"),
        ({"endpoint": "http://x.org:port/"}, "is no web address"),
        ({"endpoint": "http://x.org/a b"}, "is no web address"),
        ({"endpoint": "http://me:secret@x.org/"}, "holds a login; put that into the environment"),
        ({"update_endpoint": HERE}, "needs an endpoint too"),
        ({"endpoint": HERE, "timeout": 0}, "must be a number of seconds"),
        ({"endpoint": HERE, "timeout": "soon"}, "must be a number of seconds"),
        ({"endpoint": HERE, "timeout": True}, "must be a number of seconds"),
        ({"endpoint": HERE, "timeout": float("nan")}, "must be a number of seconds"),
    ],
)
def test_an_invalid_setting_is_reported_with_its_place(
    settings: dict[str, object], fault: str
) -> None:
    with pytest.raises(InputError, match=fault) as caught:
        read_endpoint(settings, "kembar.toml [store]")
    assert str(caught.value).startswith(f"kembar.toml [store] [{next(reversed(settings))}]")


def test_the_login_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(LOGIN_VARIABLE, raising=False)
    assert Endpoint(HERE).login == ""
    monkeypatch.setenv("OFFICE_LOGIN", "me:secret")
    assert Endpoint(HERE, auth="OFFICE_LOGIN").login == "me:secret"
    with pytest.raises(KembarError, match="OTHER_LOGIN holds no login"):
        _ = Endpoint(HERE, auth="OTHER_LOGIN").login
