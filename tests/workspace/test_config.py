"""kembar.toml may come from anybody: what is wrong in it is one line, and no more."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kembar.errors import InputError, KembarError
from kembar.workspace.config import FORMAT, read_config, write_city, write_format
from kembar.workspace.layout import init_workspace, open_workspace
from kembar.workspace.transaction import migrate, write_transaction


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title =", "not well-formed TOML"),
        ("a = " + "[" * 30_000, "nested too deeply"),
        ("#" * 40_000, "larger than 32 kB"),
        ("a = " + "1" * 9_000, "not well-formed TOML"),
        ('shipped = "no"', r"\[shipped\]: must be true or false"),
        ("shiped = false", r"\[shiped\]: no such setting; did you mean shipped\?"),
        ("colour = 1", r"\[colour\]: no such setting; there are format, title"),
        ('title = ""', r"\[title\]: is empty"),
        ("title = 3", r"\[title\]: must be a text"),
        ('title = "a\\u0007b"', r"\[title\]: holds a character that cannot be printed"),
        ('title = "a\\u202Eb"', r"\[title\]: holds a character that cannot be printed"),
        (f'title = "{"x" * 400}"', r"\[title\]: is longer than 300"),
        ("city = 1", r"\[city\]: must be a text"),
        ('city = ""', r"\[city\]: is empty"),
        ("store = 1", r"\[store\]: must be a table"),
        ("format = 3\nlater = 1", "is of format 3; this Kembar reads up to 2; update Kembar"),
        ('format = "2"', r"\[format\]: must be a whole number"),
        ("format = true", r"\[format\]: must be a whole number"),
        ("format = 0", r"\[format\]: must be a whole number"),
    ],
)
def test_a_wrong_configuration_is_one_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "kembar.toml").write_text(text)
    with pytest.raises(InputError, match=message) as problem:
        open_workspace(tmp_path)
    assert "\n" not in str(problem.value)


def test_a_configuration_of_other_bytes_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "kembar.toml").write_bytes(b'title = "\xff"')
    with pytest.raises(InputError, match="is not UTF-8"):
        open_workspace(tmp_path)
    (tmp_path / "kembar.toml").write_bytes(b'\xef\xbb\xbftitle = "Ours"\r\n')
    assert open_workspace(tmp_path).title == "Ours"


ODD: dict[str, Callable[[Path], None]] = {
    "a folder": Path.mkdir,
    "a link to nothing": lambda path: path.symlink_to("nothing"),
    "a link out": lambda path: path.symlink_to("/dev/zero"),
}
if hasattr(os, "mkfifo"):
    ODD["a pipe"] = os.mkfifo


@pytest.mark.parametrize("kind", ODD)
def test_no_file_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    ODD[kind](tmp_path / "kembar.toml")
    monkeypatch.chdir(tmp_path)
    for folder in (tmp_path, None):
        with pytest.raises(KembarError, match=r"is not a file|cannot be read|leads out"):
            open_workspace(folder)


def test_a_folder_without_a_plain_name_has_a_title(tmp_path: Path) -> None:
    assert init_workspace(tmp_path / "a\nb\x1b").title == "a?b?"


LINE = b"format = 2   # the version of the workspace's files; Kembar writes it"
TEXTS = [
    (b'# ours\ntitle = "Ours" #\n\n', LINE + b'\n# ours\ntitle = "Ours" #\n\n'),
    (b"\xef\xbb\xbf# a\r\n", b"\xef\xbb\xbf" + LINE + b"\r\n# a\r\n"),
    (b"  format  =  1 # old\n[store]\n", b"  format  =  2 # old\n[store]\n"),
    (b"", LINE + b"\n"),
]


@pytest.mark.parametrize(("before", "after"), TEXTS)
def test_only_the_format_changes(tmp_path: Path, before: bytes, after: bytes) -> None:
    path, copy = tmp_path / "kembar.toml", tmp_path / "copy"
    path.write_bytes(before)
    path.chmod(0o640)
    write_format(tmp_path, copy)
    assert path.read_bytes() == after
    assert (copy / "kembar.toml").read_bytes() == before
    assert read_config(tmp_path).format == FORMAT
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_format_that_cannot_be_found_is_one_line(tmp_path: Path) -> None:
    text = 'title = """\nformat = 1\n"""\n"format" = 1\n'
    (tmp_path / "kembar.toml").write_text(text)
    with pytest.raises(InputError, match="write this line into it: format = 2"):
        write_format(tmp_path, tmp_path / "copy")
    assert (tmp_path / "kembar.toml").read_text() == text


def test_a_newer_format_is_seen_before_each_write(tmp_path: Path) -> None:
    """Another process may have migrated the workspace since it was opened."""
    own = init_workspace(tmp_path / "office")
    assert own.root
    config = own.root / "kembar.toml"
    config.write_text(config.read_text().replace("format = 2", "format = 3"))
    with pytest.raises(InputError, match="update Kembar"), write_transaction(own):
        pass


def test_a_killed_migration_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = init_workspace(tmp_path / "office")
    assert own.root
    config = own.root / "kembar.toml"
    config.write_text('title = "Ours"\n')

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    for name in ("make_folder", "move"):
        monkeypatch.setattr(f"kembar.workspace.conversion.{name}", killed)
        with pytest.raises(KeyboardInterrupt):
            migrate(own)
        monkeypatch.undo()
        assert config.read_text() == 'title = "Ours"\n'
    monkeypatch.setattr("kembar.workspace.transaction.write_format", killed)
    with pytest.raises(KeyboardInterrupt):
        migrate(own)
    monkeypatch.undo()
    copy = migrate(own)
    assert copy
    assert (copy / "kembar.toml").read_text() == 'title = "Ours"\n'
    assert read_config(own.root).format == FORMAT
    assert migrate(own) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('title = "A"\n', 'city = "kr-seoul"\ntitle = "A"\n'),
        ('\ufefftitle = "A"\r\n', '\ufeffcity = "kr-seoul"\r\ntitle = "A"\r\n'),
        ("  city= 'b'  # ours\n[store]\n", '  city= "kr-seoul"  # ours\n[store]\n'),
    ],
)
def test_a_city_changes_no_other_byte(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / "kembar.toml"
    file.write_bytes(before.encode())
    write_city(tmp_path, "kr-seoul")
    assert file.read_bytes().decode() == after
    assert read_config(tmp_path).city == "kr-seoul"
