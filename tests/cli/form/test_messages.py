"""Messages of the form: the nearest names, or the way to add what the graph lacks."""

from __future__ import annotations

import pytest

from kembar.cli.form.messages import example, no_such_thing, suggestion
from kembar.errors import UnknownName
from kembar.language import speaking
from kembar.model.forms import FormField, forms


def field(kind: str, name: str) -> FormField:
    one = forms()[kind].field(name)
    assert one is not None
    return one


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", "If the graph lacks it, add it first: kembar add partnership"),
        ("id", "Bila belum ada dalam graf, tambahkan dahulu: kembar add partnership"),
        ("ko", "그래프에 없으면 먼저 추가하십시오: kembar add partnership"),
    ],
)
def test_an_unknown_thing_can_be_added(code: str, expected: str) -> None:
    with speaking(code):
        message = no_such_thing(field("agreement", "partnership"), UnknownName("x", "Xanadu"))
    assert message.endswith(expected)
    assert "'Xanadu'" in message


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", "Did you mean Bandung or Bandongo?"),
        ("id", "Maksud Anda Bandung atau Bandongo?"),
        ("ko", "혹시 찾으시는 이름: Bandung 또는 Bandongo"),
    ],
)
def test_the_nearest_names_are_suggested(code: str, expected: str) -> None:
    with speaking(code):
        assert suggestion(["Bandung", "Bandongo"]) == expected
    assert suggestion([]) == ""


@pytest.mark.parametrize(
    ("code", "expected"), [("en", "24 May 2015"), ("id", "24 Mei 2015"), ("ko", "2015년 5월 24일")]
)
def test_an_example_of_a_date_is_in_the_language(code: str, expected: str) -> None:
    with speaking(code):
        assert expected in example(field("partnership", "since"))
    assert example(field("partnership", "note")) == ""
