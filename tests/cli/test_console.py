import pytest

from kembar.cli.console import echo


def test_a_text_reaches_its_stream(capsys: pytest.CaptureFixture[str]) -> None:
    echo("서울")
    echo("no", err=True, nl=False)
    assert capsys.readouterr() == ("서울\n", "no")
