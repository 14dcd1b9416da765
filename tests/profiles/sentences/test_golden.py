"""Paragraphs of the shipped graph, whole, in three languages: a person reads and accepts them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.language import speaking
from kembar.profiles.decisions import three_numbers, to_decide
from kembar.profiles.measures import Measures
from kembar.profiles.sentences import (
    Paragraph,
    agreement_summary,
    city_summary,
    country_summary,
    desk_summary,
    money_summary,
    partnership_summary,
    study_summary,
)
from kembar.profiles.stages import stages
from kembar.profiles.unknowns import unknowns
from tests.documents import assert_document

PARAGRAPHS = Path(__file__).parent / "paragraphs"
BANDUNG, PAIR = "id-bandung", "id-bandung--kr-seoul"


def written(paragraphs: list[Paragraph]) -> list[str]:
    """Return paragraphs with what is strong, the sources and the marks of each clause."""
    lines = []
    for paragraph in paragraphs:
        line = ""
        for clause in paragraph:
            proof = " ".join(filter(None, [clause.mark, *clause.sources]))
            line += f"**{clause.text}**" if clause.strong else clause.text
            line += f"[{proof}]" if proof else ""
        lines.append(line)
    return lines


@pytest.mark.parametrize("language", ["en", "id", "ko"])
def test_paragraphs_are_those_accepted(
    request: pytest.FixtureRequest, measures: Measures, language: str
) -> None:
    with speaking(language):
        parts = {
            "Bandung": written(city_summary(measures, BANDUNG)),
            "Bandung and Seoul": written(partnership_summary(measures, PAIR)),
            "Money": written([money_summary(measures, PAIR)]),
            "South Korea": written(country_summary(measures, "kr")),
            "A thesis": written(study_summary(measures, "purbaningrum")),
            "A letter": written(agreement_summary(measures, f"{PAIR}--2015-loi")),
            "Desk of Bandung": written(desk_summary(measures, BANDUNG)),
            "Desk": written(desk_summary(measures)),
            "Stages": [f"{one.name} ({one.state}): {one.text}" for one in stages(measures, PAIR)],
            "Numbers": [f"{one.number} {one.words}" for one in three_numbers(measures, PAIR)],
            "To decide": [f"{one.title} {one.text}" for one in to_decide(measures, PAIR)],
            "Not known": [one.text for one in unknowns(measures, PAIR)],
        }
    text = "\n\n".join(f"# {name}\n" + "\n".join(lines) for name, lines in parts.items())
    assert_document(str(PARAGRAPHS / f"{language}.txt"), text + "\n", request)
