"""The language of messages: chosen by option, variable or locale; each graph speaks its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner
from tools.catalogues import LANGUAGES as TRANSLATED
from tools.catalogues import catalogue_path

import kembar
from kembar.cli.main import main
from kembar.errors import InputError, KembarError, UnknownName
from kembar.language import (
    LANGUAGES,
    in_its_language,
    in_this_language,
    language,
    listing,
    numeral,
    preferred_language,
    speaking,
)


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"KEMBAR_LANG": "ko", "LC_ALL": "id_ID.UTF-8"}, "ko"),
        ({"LC_ALL": "id_ID.UTF-8", "LANG": "ko_KR"}, "id"),
        ({"LC_MESSAGES": "ko_KR.UTF-8", "LANG": "id_ID"}, "ko"),
        ({"LANG": "id_ID"}, "id"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"KEMBAR_LANG": "Klingon"}, "en"),
    ],
)
def test_the_environment_chooses_a_language(
    variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("KEMBAR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, variables.get(name, ""))
    assert preferred_language() == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--lang", "id", "queries", "--help"], "id"),
        (["queries", "--lang=ko", "--help"], "ko"),
        (["queries", "--lang", "id", "--lang", "ko", "--help"], "ko"),
        (["queries", "--help"], "en"),
    ],
)
def test_the_option_chooses_before_or_behind_a_command(arguments: list[str], expected: str) -> None:
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert language() == expected


def test_a_wrong_language_is_refused_by_name() -> None:
    result = CliRunner().invoke(main, ["queries", "--lang", "xx"])
    assert result.exit_code == 2
    assert "'xx'" in result.output


def test_an_object_speaks_its_own_language() -> None:
    @in_its_language
    class Speaker:
        language = "ko"

        @property
        def spoken(self) -> str:
            return language()

        def speak(self) -> str:
            return language()

    with speaking("id"):
        assert (Speaker().spoken, Speaker().speak(), language()) == ("ko", "ko", "id")
    assert language() == "en"


def test_a_task_speaks_the_same_language_in_a_thread() -> None:
    with speaking("ko"), ThreadPoolExecutor(1) as pool:
        assert pool.submit(in_this_language(language)).result() == "ko"
        assert pool.submit(language).result() != "ko"


def test_opening_speaks_the_language_of_the_graph(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="bukan ruang kerja"):
        kembar.open(tmp_path, language="id")
    with pytest.raises(UnknownName, match="no language is called 'xx'"):
        kembar.open(language="xx")
    (tmp_path / "file").touch()
    with pytest.raises(KembarError, match="여기에 작업 공간을 만들 수 없습니다"):
        kembar.init(tmp_path / "file" / "office", language="ko")


@pytest.mark.parametrize(
    ("code", "number", "several"),
    [
        ("en", "1,234,567.5", "a, b, and c"),
        ("id", "1.234.567,5", "a, b, dan c"),
        ("ko", "1,234,567.5", "a, b 및 c"),
    ],
)
def test_numbers_and_lists_follow_the_language(code: str, number: str, several: str) -> None:
    with speaking(code):
        assert numeral(1234567.5) == number
        assert listing(["a", "b", "c"]) == several
        assert listing(["a"]) == "a"


def test_each_language_but_english_has_its_catalogues() -> None:
    assert ("en", *TRANSLATED) == LANGUAGES
    for domain in ("kembar", "click"):
        assert all(catalogue_path(domain, code).is_file() for code in TRANSLATED)
