"""Trust: an endpoint that a folder names is confirmed by each user, and anew when it changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import kembar
from kembar.errors import InputError
from kembar.workspace.layout import init_workspace, open_workspace
from kembar.workspace.trust import confirm, description, is_confirmed, require_confirmed
from tests.workspaces import name_endpoint

HERE, ELSEWHERE = "https://example.org/sparql", "https://example.net/sparql"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    init_workspace(tmp_path / "office")
    name_endpoint(tmp_path / "office", confirmed=False, endpoint=HERE, update_endpoint=HERE)
    return tmp_path / "office"


def test_a_workspace_without_an_endpoint_is_confirmed(tmp_path: Path) -> None:
    assert is_confirmed(init_workspace(tmp_path / "office"))


def test_an_endpoint_is_confirmed_once(office: Path, config: Path) -> None:
    with pytest.raises(
        InputError, match=r"kembar\.toml: names https://example.org/sparql; nothing"
    ):
        require_confirmed(open_workspace(office))
    confirm(open_workspace(office))
    assert is_confirmed(open_workspace(office))
    assert [path.parent.name for path in config.rglob("*.json")] == ["endpoints"]
    assert not list(office.rglob("*.json"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f'update_endpoint = "{HERE}"', f'update_endpoint = "{ELSEWHERE}"'),
        (f'update_endpoint = "{HERE}"', ""),
        (f'update_endpoint = "{HERE}"', f'graph_store = "{ELSEWHERE}"'),
        ("[store]", '[store]\nauth = "KEMBAR_AUTH_BANK"'),
        ("[store]", "[store]\nmax_megabytes = 900000"),
        ("[store]", "[store]\ntimeout = 900000"),
    ],
)
def test_a_changed_endpoint_is_confirmed_anew(office: Path, before: str, after: str) -> None:
    confirm(open_workspace(office))
    settings = office / "kembar.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace(before, after), "utf-8")
    assert not is_confirmed(open_workspace(office))
    settings.write_text(text, "utf-8")
    assert is_confirmed(open_workspace(office))


def test_a_copy_in_another_place_is_confirmed_anew(office: Path, tmp_path: Path) -> None:
    confirm(open_workspace(office))
    shutil.copytree(office, tmp_path / "copy")
    assert not is_confirmed(open_workspace(tmp_path / "copy"))
    (tmp_path / "link").symlink_to(office)
    assert is_confirmed(open_workspace(tmp_path / "link"))


def test_a_damaged_confirmation_is_none(office: Path, config: Path) -> None:
    confirm(open_workspace(office))
    (record,) = config.rglob("*.json")
    for content in (b"", b"{}", b"\xff\xfe"):
        record.write_bytes(content)
        assert not is_confirmed(open_workspace(office))


def test_the_api_raises_before_anything_is_sent(office: Path) -> None:
    graph = kembar.open(office)
    for method in (graph.refresh, graph.push, lambda: graph.query("tier-gap")):
        with pytest.raises(InputError, match="kembar trust -w"):
            method()
    changed = kembar.open(office, endpoint={"update_endpoint": ELSEWHERE})
    with pytest.raises(InputError, match="kembar trust -w"):
        changed.push()


def test_an_endpoint_in_code_is_confirmed(office: Path) -> None:
    assert is_confirmed(kembar.open(office, endpoint=ELSEWHERE).workspace)
    assert is_confirmed(kembar.open(office, endpoint={"endpoint": ELSEWHERE}).workspace)
    assert is_confirmed(kembar.open(office, endpoint="").workspace)
    assert not is_confirmed(kembar.open(office, endpoint={"timeout": 5}).workspace)


def test_the_logins_are_shown_without_secrets(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEMBAR_AUTH", "me:secret")
    endpoint = open_workspace(office).endpoint
    assert endpoint
    lines = description(endpoint)
    assert lines[0] == f"endpoint: {HERE}, with the login in KEMBAR_AUTH"
    assert lines[-1] == "an answer may take 60 s and 250 MB"
    assert "secret" not in "".join(lines)
