"""Help, usage and errors are in the language of the person, for every command and option."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from functools import partial

import click
import pytest
from click.testing import CliRunner

from kembar.cli.main import main
from kembar.cli.settings.help import in_placeholders
from kembar.language import language, speaking, translations
from kembar.render.terminal_table import display_width


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The names of all commands and groups below a group."""
    yield path
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


def sentences(path: tuple[str, ...]) -> list[str]:
    """The help of a command and of its options, in English."""
    command: click.Command = main
    for name in path:
        assert isinstance(command, click.Group)
        below = command.get_command(click.Context(command), name)
        assert below is not None
        command = below
    options = [one.help for one in command.params if isinstance(one, click.Option)]
    texts = [command.help, *options]
    return [inspect.cleandoc(text) for text in texts if text]


OF_THE_MODEL = [path for path in commands(main) if path[:1] == ("add",) and len(path) > 1]
"""The commands whose help is made from the declarations of records."""


def shown(path: tuple[str, ...], code: str) -> str:
    result = CliRunner().invoke(main, [*path, "--lang", code, "--help"])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("code", ["id", "ko"])
def test_every_command_helps_in_the_language(code: str) -> None:
    known = translations(code)
    for path in commands(main):
        with speaking("en"):
            english = sentences(path)
        output = shown(path, code)
        words = " ".join(output.split())
        for text in english:
            assert path in OF_THE_MODEL or known.gettext(text) != text, text
            first = " ".join(re.split(r"(?<=[.?])\s", text)[0].split())
            assert first not in words, (path, first)
        for word in ("Usage:", "Options:", "Commands:", "[OPTIONS]", "Show this", "default:"):
            assert word not in output, (path, word)


def test_lines_fit_the_window_in_korean() -> None:
    for path in ((), ("export",), ("import", "table"), ("add", "partnership")):
        wide = [line for line in shown(path, "ko").splitlines() if display_width(line) > 80]
        assert not wide


def test_placeholders_are_translated_and_names_stay() -> None:
    with speaking("ko"):
        assert in_placeholders("[OPTIONS] NAME=VALUE [en|id|ko] URL") == (
            "[옵션] 이름=값 [en|id|ko] URL"
        )
    assert in_placeholders("INTEGER RANGE") == "NUMBER"


@pytest.mark.parametrize(
    ("arguments", "indonesian", "korean"),
    [
        (["query"], "Argumen belum diberikan: 'NAMA'.", "인수가 없습니다: '이름'."),
        (
            ["query", "--lag", "x"],
            "Tidak ada opsi '--lag'. Maksud Anda '--lang'?",
            "'--lag': 그런 옵션이 없습니다. 혹시 이것입니까? '--lang'",
        ),
        (
            ["network", "--depth", "x"],
            "Nilai tidak sah untuk '--depth': 'x' bukan bilangan bulat.",
            "'--depth'의 값이 올바르지 않습니다: 정수가 아닙니다('x').",
        ),
        (
            ["--time-limit", "x", "build"],
            "Nilai tidak sah untuk '--time-limit': 'x' bukan angka.",
            "'--time-limit'의 값이 올바르지 않습니다: 숫자가 아닙니다('x').",
        ),
        (
            ["completion", "csh"],
            "bukan salah satu dari 'bash', 'zsh', 'fish'.",
            "(가능한 값: 'bash', 'zsh', 'fish').",
        ),
        (["build", "x"], "Ada argumen berlebih (x)", "불필요한 인수가 있습니다(x)"),
        (["queries", "--topic"], "Opsi '--topic' memerlukan 1 nilai.", "값 1개가 필요합니다."),
    ],
)
def test_a_wrong_call_gets_an_error_in_the_language(
    arguments: list[str], indonesian: str, korean: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from kembar.cli.main import _attempt

    for code, expected in (("id", indonesian), ("ko", korean)):
        wrong = ["--lang", code, *arguments]
        step = partial(main.main, wrong, "kembar", standalone_mode=False)
        assert _attempt(step) == 2
        error = capsys.readouterr().err
        assert expected in error
        assert error.startswith("kembar: ")
        assert error.count("\n") == 1


def test_english_help_comes_back_after_another_language() -> None:
    before = shown(("query",), "en")
    assert shown(("query",), "id") != before
    assert shown(("query",), "en") == before
    assert language() == "en"
