"""Sources are numbered as they are cited; values without one, or by a rule, bear their mark."""

from __future__ import annotations

import re

from kembar.profiles.facts import SourceRecord
from kembar.render.pages.things.references import References

RECORDS = {key: SourceRecord(key, f"Name of {key}", f"Title of {key}") for key in "abcdef"}


def numbers(html: str) -> list[str]:
    return re.findall(r'href="#r(\d+)"', html)


def test_sources_are_numbered_as_they_are_cited() -> None:
    references = References(RECORDS)
    assert numbers(references.cite(["c", "a"])) == ["1", "2"]
    assert numbers(references.cite(["a", "b"])) == ["2", "3"]
    assert [record.key for _number, record in references.listed()] == ["c", "a", "b"]


def test_a_row_of_more_than_three_tells_their_number() -> None:
    references = References(RECORDS)
    chips = references.cite("abcd")
    assert ">4 sources</a>" in chips
    assert 'title="1–4"' in chips
    references.cite("f")
    assert references.ranges("abf") == "1–2, 5"


def test_values_of_no_source_bear_a_mark() -> None:
    references = References(RECORDS)
    assert "unverified" in references.cite([])
    assert "computed" in references.cite(["computed"])
    assert references.chips([]) == ""


def test_a_source_that_is_not_in_the_graph_is_left_out() -> None:
    references = References(RECORDS)
    assert numbers(references.cite(["nowhere", "a"])) == ["1"]


def test_names_of_sources_are_escaped() -> None:
    references = References({"a": SourceRecord("a", '"<b>', "")})
    assert 'title="&#34;&lt;b&gt;"' in references.cite("a")
