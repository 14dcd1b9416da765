"""YAML of others is plain texts; what could fail or fill the memory is told with its line."""

from __future__ import annotations

import pytest
import yaml

from kembar.errors import InputError
from kembar.inputs.yaml_text import parse_yaml

LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
    for old, new in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both of PyYAML's parsers: libyaml may be missing."""
    if request.param == "SafeLoader":
        monkeypatch.setattr(yaml, "CSafeLoader", yaml.SafeLoader)


def test_scalars_are_texts_as_they_stand() -> None:
    text = 'a: 2020-13-45\nb: yes\nc: 1.0\nd: .inf\ne: [~, null, "~"]\nf:\ng: ' + "1" * 10_000
    assert parse_yaml(text, "x") == {
        "a": "2020-13-45",
        "b": "yes",
        "c": "1.0",
        "d": ".inf",
        "e": ["", "", "~"],
        "f": "",
        "g": "1" * 10_000,
    }
    assert parse_yaml("", "x") == ""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('a: 1\nb: "\\UFFFFFFFF"', r"x:\d: is not YAML"),
        ('a: 1\nb: "\\ud800"', "x:2: (is not YAML|holds half of a character)"),
        (LAUGHS, r"x:\d+: refers to another place"),
        ("a: &a [*a]", "x:1: refers to another place"),
        ("a: &a {<<: *a}", "x:1: refers to another place"),
        ("a: b\na: c", r"x:2 \[a\]: stands twice"),
        ("a: !!python/object/apply:os.system [ls]", "x:1: has the tag"),
        ("a: !mine b", "x:1: has the tag"),
        ("[a]: b", "x:1: has a key that is not a text"),
        ("[" * 100_000, "x:1: is not YAML"),
        ("[" * 5000, "x:1: is not YAML"),
        ("[" * 60 + "]" * 60, "x:1: nests more than 50"),
        ("{a: " * 60 + "}" * 60, "x:1: nests more than 50"),
        ("a: b\n---\nc: d", "x:3: holds a second document"),
        ('a: "\\0"', "x:1: holds a control character"),
    ],
)
def test_a_fault_is_one_line_with_its_place(text: str, fault: str) -> None:
    with pytest.raises(InputError, match=fault):
        parse_yaml(text, "x")
