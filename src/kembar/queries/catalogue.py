"""The saved questions as a catalogue: by topic, searched, with the terms of the model they ask."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kembar.errors import UnknownName
from kembar.model.ontology import Model
from kembar.names.lookup import nearest
from kembar.names.normalize import fold
from kembar.queries.saved import Question, Text, Work
from kembar.rdf.namespaces import BASE

_TOKEN = re.compile(
    r'<(?P<address>[^<>\s]*)>|"(?:[^"\\\n]|\\.)*"|#[^\n]*|\b(?P<name>[a-z]\w*:\w+)', re.ASCII
)
"""What of a query names a term; texts and comments are passed over."""

MOST_NEAR = 3
"""Entries that are offered where a search finds none."""

ALIKE = 75
"""How alike, of 100, a word of a title is to be to one that was mistyped: below it, "sister" is
"differ"."""


@dataclass(frozen=True)
class CatalogueEntry:
    """A question in the catalogue: its topic in words, the works it serves, the terms it asks.

    `classes` and `properties` are prefixed names of the model's terms, sorted.
    """

    question: Question
    topic: Text
    works: tuple[Work, ...]
    classes: tuple[str, ...]
    properties: tuple[str, ...]


def catalogue(
    questions: Iterable[Question],
    topics: dict[str, Text],
    works: dict[str, Work],
    model: Model,
) -> list[CatalogueEntry]:
    """All questions with what belongs to them, by topic and name.

    Raises:
        UnknownName: a question cites a work that research.yaml lacks.
    """
    entries = [_entry(question, topics, works, model) for question in questions]
    return sorted(entries, key=lambda entry: (entry.question.topic, entry.question.name))


def titles(entry: CatalogueEntry) -> str:
    """What an entry is found by: name, summary, question and topic in both languages, folded."""
    question = entry.question
    told = (question.name, question.summary, question.title.en, question.title.id)
    return fold(" ".join((*told, entry.topic.en, entry.topic.id)))


def search(entries: Iterable[CatalogueEntry], words: str, topic: str = "") -> list[CatalogueEntry]:
    """The entries of a topic whose titles hold all words, in either language, however written.

    Raises:
        UnknownName: there is no such topic, with the nearest ones.
    """
    entries = list(entries)
    tags = sorted({entry.question.topic for entry in entries})
    if topic and topic not in tags:
        raise UnknownName("topic", topic, nearest(topic, tags) or tags)
    wanted = fold(words).split()
    return [
        entry
        for entry in entries
        if topic in ("", entry.question.topic) and all(w in titles(entry) for w in wanted)
    ]


def near(entries: Iterable[CatalogueEntry], words: str) -> list[CatalogueEntry]:
    """The few entries that hold most of the words, or words that are spelt like them."""
    told = [(titles(entry), entry) for entry in entries]
    known = {word for title, _ in told for word in title.split()}
    meant = []
    for wanted in fold(words).split():
        if any(wanted in word for word in known):
            meant.append(wanted)
            continue
        # A short word is part of many long ones, and none of them is meant.
        alike = sorted(w for w in known if abs(len(w) - len(wanted)) <= len(wanted) // 4)
        meant += nearest(wanted, alike, 1, ALIKE)
    counts = [(sum(word in title for word in meant), entry) for title, entry in told]
    found = sorted((pair for pair in counts if pair[0]), key=lambda pair: -pair[0])
    return [entry for _, entry in found[:MOST_NEAR]]


def cited_works(entries: Iterable[CatalogueEntry]) -> dict[Work, str]:
    """The works that entries serve, as cited and in that order, each with an anchor of its own."""
    works = sorted(
        {work for entry in entries for work in entry.works},
        key=lambda work: (fold(work.citation), work.reference),
    )
    anchors: dict[Work, str] = {}
    for work in works:
        anchor = "work-" + fold(work.citation).replace(" ", "-")
        while anchor in anchors.values():
            anchor += "-"
        anchors[work] = anchor
    return anchors


def unasked(entries: Iterable[CatalogueEntry], model: Model) -> list[str]:
    """The classes and properties of the model that no question asks, sorted."""
    asked = {name for entry in entries for name in (*entry.classes, *entry.properties)}
    terms = [*model.classes, *model.relations, *model.attributes]
    return sorted({term.name for term in terms} - asked)


def _entry(
    question: Question, topics: dict[str, Text], works: dict[str, Work], model: Model
) -> CatalogueEntry:
    for key in question.cites:
        if key not in works:
            raise UnknownName(f"work that {question.name} cites", key, nearest(key, works))
    named = _terms(question.sparql)
    return CatalogueEntry(
        question,
        topics.get(question.topic, Text(question.topic, question.topic)),
        tuple(works[key] for key in question.cites),
        tuple(sorted({term.name for term in model.classes} & named)),
        tuple(sorted({term.name for term in (*model.relations, *model.attributes)} & named)),
    )


def _terms(sparql: str) -> set[str]:
    """The prefixed names in a query; an address of the model in full counts as its name."""
    found = set()
    for token in _TOKEN.finditer(sparql):
        if token["name"]:
            found.add(token["name"])
        elif token["address"] and token["address"].startswith(BASE):
            found.add("kb:" + token["address"].removeprefix(BASE))
    return found
