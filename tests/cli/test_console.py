import pytest

from kembar.cli.console import ask_yes_or_no, echo
from kembar.language import speaking


def test_a_text_reaches_its_stream(capsys: pytest.CaptureFixture[str]) -> None:
    echo("서울")
    echo("no", err=True, nl=False)
    assert capsys.readouterr() == ("서울\n", "no")


@pytest.mark.parametrize(
    ("code", "typed", "agreed"),
    [
        ("en", "y", True),
        ("en", "", False),
        ("id", "ya", True),
        ("id", "T", False),
        ("ko", "예", True),
        ("ko", "아니요", False),
        ("ko", "Y", True),
        ("en", "네", True),
        ("ko", "tidak", False),
    ],
)
def test_yes_and_no_are_words_of_all_languages(
    monkeypatch: pytest.MonkeyPatch, code: str, typed: str, agreed: bool
) -> None:
    answers, questions = iter(["perhaps", typed]), []

    def answer(question: str) -> str:
        questions.append(question)
        return next(answers)

    monkeypatch.setattr("click.termui.visible_prompt_func", answer)
    with speaking(code):
        assert ask_yes_or_no("Write it?") is agreed
    assert len(questions) == 2
    assert {"en": "[y/N]", "id": "[y/T]", "ko": "[y/N]"}[code] in questions[0]
