"""The country of the locale decides which number of 3/2/2012 is the day."""

import pytest

from kembar.model.dates import order_of_locale


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("id_ID.UTF-8", "day"), ("en_ID", "day"), ("en_GB.UTF-8", "day"), ("en_US.UTF-8", "month"),
        ("es_US", "month"), ("ko_KR.UTF-8", ""), ("ja_JP", ""), ("C", ""), ("C.UTF-8", ""),
        ("POSIX", ""), ("xx_ZZ", ""), ("en_001", ""),
    ],
)  # fmt: skip
def test_the_country_decides(name: str, order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", name)
    assert order_of_locale() == order


def test_the_variables_count_as_posix_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "")
    monkeypatch.setenv("LC_TIME", "id_ID.UTF-8")
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert order_of_locale() == "day"
