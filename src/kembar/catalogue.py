"""The saved questions as a catalogue: by topic, searched, with the terms of the model they ask."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kembar.errors import UnknownName
from kembar.folding import fold
from kembar.names import nearest
from kembar.ontology import Model
from kembar.questions import Question, Words, Work
from kembar.vocabulary import BASE

_TOKEN = re.compile(
    r'<(?P<address>[^<>\s]*)>|"(?:[^"\\\n]|\\.)*"|#[^\n]*|\b(?P<name>[a-z]\w*:\w+)', re.ASCII
)
"""What of a query names a term; texts and comments are passed over."""


@dataclass(frozen=True)
class Entry:
    """A question in the catalogue: its topic in words, the works it serves, the terms it asks.

    `classes` and `properties` are prefixed names of the model's terms, sorted.
    """

    question: Question
    topic: Words
    works: tuple[Work, ...]
    classes: tuple[str, ...]
    properties: tuple[str, ...]


def catalogue(
    questions: Iterable[Question],
    topics: dict[str, Words],
    works: dict[str, Work],
    model: Model,
) -> list[Entry]:
    """All questions with what belongs to them, by topic and name.

    Raises:
        UnknownName: a question cites a work that research.yaml lacks.
    """
    entries = [_entry(question, topics, works, model) for question in questions]
    return sorted(entries, key=lambda entry: (entry.question.topic, entry.question.name))


def search(entries: Iterable[Entry], words: str, topic: str = "") -> list[Entry]:
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
        if topic in ("", entry.question.topic) and all(w in _titles(entry) for w in wanted)
    ]


def unasked(entries: Iterable[Entry], model: Model) -> list[str]:
    """The classes and properties of the model that no question asks, sorted."""
    asked = {name for entry in entries for name in (*entry.classes, *entry.properties)}
    terms = [*model.classes, *model.relations, *model.attributes]
    return sorted({term.name for term in terms} - asked)


def _entry(
    question: Question, topics: dict[str, Words], works: dict[str, Work], model: Model
) -> Entry:
    for key in question.cites:
        if key not in works:
            raise UnknownName(f"work that {question.name} cites", key, nearest(key, works))
    named = _terms(question.sparql)
    return Entry(
        question,
        topics.get(question.topic, Words(question.topic, question.topic)),
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


def _titles(entry: Entry) -> str:
    question = entry.question
    told = (question.name, question.summary, question.words.en, question.words.id)
    return fold(" ".join((*told, entry.topic.en, entry.topic.id)))
