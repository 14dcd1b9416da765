import pytest

from kembar.cli.console import ask_yes_or_no, echo


def test_a_text_reaches_its_stream(capsys: pytest.CaptureFixture[str]) -> None:
    echo("서울")
    echo("no", err=True, nl=False)
    assert capsys.readouterr() == ("서울\n", "no")


@pytest.mark.parametrize(
    ("language", "typed", "agreed"),
    [
        ("en", "y", True),
        ("en", "", False),
        ("id", "ya", True),
        ("id", "T", False),
        ("id", "y", True),
    ],
)
def test_yes_and_no_are_words_of_the_language(
    monkeypatch: pytest.MonkeyPatch, language: str, typed: str, agreed: bool
) -> None:
    answers, questions = iter(["perhaps", typed]), []

    def answer(question: str) -> str:
        questions.append(question)
        return next(answers)

    monkeypatch.setattr("click.termui.visible_prompt_func", answer)
    assert ask_yes_or_no("Write it?", language) is agreed
    assert len(questions) == 2
    assert {"en": "[y/N]", "id": "[y/T]"}[language] in questions[0]
