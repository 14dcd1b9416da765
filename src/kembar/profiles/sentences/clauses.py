"""Clauses and paragraphs: sentences that a person can say aloud, each with who says so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a sentence: its text, with the space and the mark that end it.

    Clauses of a paragraph are set one after another; `text` ends with the space before the next.

    Attributes:
        sources: keys of the few sources that state it.
        mark: "differ", "computed", "possible", "unverified" or "unknown"; "" where it is certain.
        strong: whether it is to be read first.
    """

    text: str
    sources: tuple[str, ...] = ()
    mark: str = ""
    strong: bool = False


Paragraph = tuple[Clause, ...]


def plain(paragraph: Paragraph) -> str:
    """Return the text of a paragraph without its sources and marks."""
    return "".join(clause.text for clause in paragraph).strip()
