"""Endpoints: settings are checked before anything is sent."""

from __future__ import annotations

import pytest

from kembar.errors import InputError
from kembar.rdf.remote.endpoint import Endpoint, read_endpoint

HERE = "http://127.0.0.1:7878/query"


def test_every_setting_is_read() -> None:
    settings = {
        "endpoint": HERE,
        "update_endpoint": "http://127.0.0.1:7878/update",
        "graph_store": "http://127.0.0.1:7878/store",
        "auth": "KEMBAR_AUTH_OFFICE",
        "engine": "standard",
        "timeout": 5,
        "max_megabytes": 9.5,
    }
    assert read_endpoint(settings, "kembar.toml") == Endpoint(
        HERE,
        "http://127.0.0.1:7878/update",
        "http://127.0.0.1:7878/store",
        "KEMBAR_AUTH_OFFICE",
        "standard",
        5.0,
        9.5,
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
        ({"endpont": HERE}, "is not a setting; use endpoint"),
        ({"endpoint": 7}, "must be a text"),
        ({"endpoint": "127.0.0.1:7878"}, "is not a web address"),
        ({"endpoint": "ftp://x.org/"}, "is not a web address"),
        ({"endpoint": "http:///query"}, "is not a web address"),
        ({"endpoint": "http://x.org:port/"}, "is not a web address"),
        ({"endpoint": "http://x.org/a b"}, "is not a web address"),
        (
            {"endpoint": "http://me:secret@x.org/"},
            "holds a login; give it with: kembar login x.org",
        ),
        ({"update_endpoint": HERE}, "needs an endpoint too"),
        ({"endpoint": HERE, "auth": "MY_CLOUD_TOKEN"}, "must be KEMBAR_AUTH, or KEMBAR_AUTH_ and"),
        ({"endpoint": HERE, "auth": "KEMBAR_AUTHORITY"}, "must be KEMBAR_AUTH"),
        ({"endpoint": HERE, "auth": "KEMBAR_AUTH_x"}, "must be KEMBAR_AUTH"),
        ({"endpoint": HERE, "auth": "KEMBAR_AUTH_A\n"}, "must be KEMBAR_AUTH"),
        ({"endpoint": HERE, "auth": ""}, "must be KEMBAR_AUTH"),
        ({"endpoint": HERE, "max_megabytes": -1}, "must be a number of megabytes"),
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
