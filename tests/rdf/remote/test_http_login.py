"""Login: passwords answer challenges, and go nowhere else."""

from __future__ import annotations

import base64

import pytest

from kembar.errors import InputError
from kembar.rdf.remote.http_login import Login, digest_header

HERE = "http://example.org/query"
BASIC = "Basic " + base64.b64encode(b"me:se:cret").decode()
DIGEST = 'Digest realm="office", nonce="n1", qop="auth,auth-int", algorithm=MD5'


def authorization(login: Login) -> str:
    return login.headers("POST", "/query").get("Authorization", "")


def test_a_whole_header_is_sent_at_once() -> None:
    assert authorization(Login("Bearer token")) == "Bearer token"
    assert authorization(Login("opaque-token")) == "opaque-token"
    assert authorization(Login("")) == ""
    assert not Login("Bearer token").accept([DIGEST])


def test_a_password_is_sent_after_a_challenge() -> None:
    login = Login("me:se:cret")
    assert authorization(login) == ""
    assert login.accept(['Basic realm="office"'])
    assert authorization(login) == BASIC


def test_nothing_is_sent_where_others_read_along() -> None:
    for challenge in ("Basic", DIGEST):
        with pytest.raises(InputError, match=r"^http://example.org/query: gets no login"):
            Login("me:secret", HERE, private=False).accept([challenge])
    with pytest.raises(InputError, match="give its https address"):
        authorization(Login("Bearer token", HERE, private=False))
    assert authorization(Login("", HERE, private=False)) == ""


def test_a_challenge_of_any_length_is_read_quickly() -> None:
    login = Login("me:secret")
    for challenge in ("Digest " + "a" * 8_000, "Digest " + 'a="' * 2_500, DIGEST + " " * 9_000):
        assert not login.accept([challenge])


def test_a_refused_password_is_not_tried_again() -> None:
    login = Login("me:wrong")
    assert login.accept(["Basic"])
    assert not login.accept(["Basic"])


@pytest.mark.parametrize(
    "challenge",
    [
        "",
        "Negotiate",
        'Digest realm="office", nonce="n1", qop="auth-int"',
        'Digest realm="office", nonce="n1", algorithm=SHA-512-256',
        'Digest realm="office"',
    ],
)
def test_an_unknown_challenge_is_not_answered(challenge: str) -> None:
    login = Login("me:secret")
    assert not login.accept([challenge])
    assert authorization(login) == ""


@pytest.mark.parametrize(
    "challenges", [[DIGEST], [DIGEST, 'Basic realm="b"'], ['Basic realm="b"', DIGEST]]
)
def test_digest_is_preferred_to_basic(challenges: list[str]) -> None:
    """The password itself is not sent; requests that answer one challenge are counted."""
    login = Login("me:secret")
    assert login.accept(challenges)
    first, second = authorization(login), authorization(login)
    assert first.startswith('Digest username="me", realm="office", nonce="n1", uri="/query"')
    assert "nc=00000001" in first
    assert "nc=00000002" in second
    assert login.accept([DIGEST.replace("n1", "n2")])
    third = authorization(login)
    assert 'nonce="n2"' in third
    assert "nc=00000001" in third


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_digest_is_that_of_rfc_7616(algorithm: str, response: str) -> None:
    """The example of section 3.9.1."""
    header = digest_header(
        {
            "realm": "http-auth@example.org",
            "qop": "auth, auth-int",
            "algorithm": algorithm,
            "nonce": "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
            "opaque": "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS",
        },
        ("Mufasa", "Circle of Life"),
        ("GET", "/dir/index.html"),
        1,
        "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
    )
    assert f'response="{response}"' in header
    assert 'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"' in header


def test_digest_without_qop_is_that_of_rfc_2069() -> None:
    fields = {"realm": "testrealm@host.com", "nonce": "dcd98b7102dd2f0e8b11d0f600bfb0c093"}
    login, request = ("Mufasa", "CircleOfLife"), ("GET", "/dir/index.html")
    header = digest_header(fields, login, request, 1)
    assert header.endswith('response="1949323746fe6a43ef61f9606e7febea"')
    assert "cnonce" not in header
