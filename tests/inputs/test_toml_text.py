"""TOML of others ends in one line, whatever it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.errors import InputError
from kembar.inputs.toml_text import read_toml


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 100_000,
        "a = " + "1" * 10_000,
        "a = 2020-13-45",
        "a = '\\ud800",
        "[a",
        "a = {b",
    ],
)
def test_a_faulty_text_is_an_error_of_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.toml").write_text(text)
    with pytest.raises(InputError, match=r"^card: (is not well-formed TOML|nests too deep)"):
        read_toml(tmp_path / "x.toml", name="card")


def test_a_text_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text("a = 'b'\n")
    assert read_toml(tmp_path / "x.toml") == {"a": "b"}
