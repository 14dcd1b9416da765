"""The catalogue of saved questions: by topic, searchable, with the model's terms in each query."""

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
"""A full IRI, a text, a comment or a prefixed name in a query: no name within a text is one."""

MOST_NEAR = 3
"""Entries that are offered where a search has no match."""

ALIKE = 75
"""The least similarity, of 100, of a mistyped word to a word of a title; below, "sister" would
match "differ"."""


@dataclass(frozen=True)
class CatalogueEntry:
    """A question in the catalogue.

    Attributes:
        question: the question.
        topic: the title of its topic.
        works: the works of research that it cites.
        classes: prefixed names of the model's classes in its query, sorted.
        properties: the same of properties.
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
    """Return the entries of all questions, by topic and name.

    A work that a question cites and research.yaml lacks is left out; `saved.question_faults`
    tells of it.
    """
    entries = [_entry(question, topics, works, model) for question in questions]
    return sorted(entries, key=lambda entry: (entry.question.topic, entry.question.name))


def searchable_text(entry: CatalogueEntry) -> str:
    """Return the text that an entry is searched by: its name, and its titles in each language."""
    question = entry.question
    texts = (question.name, question.summary, *question.title, *entry.topic)
    return fold(" ".join(texts))


def search(entries: Iterable[CatalogueEntry], words: str, topic: str = "") -> list[CatalogueEntry]:
    """Return the entries of a topic whose titles hold all words, however they are written.

    Args:
        entries: of the catalogue.
        words: in any language.
        topic: the tag of a topic; "" for any.

    Raises:
        UnknownName: there is no such topic, with the nearest ones.
    """
    entries = list(entries)
    tags = sorted({entry.question.topic for entry in entries})
    if topic and topic not in tags:
        raise UnknownName("topic", topic, nearest(topic, tags) or tags)
    terms = fold(words).split()
    return [
        entry
        for entry in entries
        if topic in ("", entry.question.topic)
        and all(term in searchable_text(entry) for term in terms)
    ]


def nearest_entries(entries: Iterable[CatalogueEntry], words: str) -> list[CatalogueEntry]:
    """Return the few entries that contain most of the words, or words of similar spelling."""
    titles = [(searchable_text(entry), entry) for entry in entries]
    vocabulary = {word for title, _ in titles for word in title.split()}
    terms = []
    for word in fold(words).split():
        if any(word in other for other in vocabulary):
            terms.append(word)
            continue
        # A short word is part of many unrelated long ones.
        alike = sorted(w for w in vocabulary if abs(len(w) - len(word)) <= len(word) // 4)
        terms += nearest(word, alike, 1, ALIKE)
    counts = [(sum(term in title for term in terms), entry) for title, entry in titles]
    matches = sorted((pair for pair in counts if pair[0]), key=lambda pair: -pair[0])
    return [entry for _, entry in matches[:MOST_NEAR]]


def cited_works(entries: Iterable[CatalogueEntry]) -> dict[Work, str]:
    """Return the works that entries cite, sorted by citation, each with an anchor of its own."""
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


def unused_terms(entries: Iterable[CatalogueEntry], model: Model) -> list[str]:
    """Return the classes and properties of the model that no query names, sorted."""
    names = {name for entry in entries for name in (*entry.classes, *entry.properties)}
    terms = [*model.classes, *model.relations, *model.attributes]
    return sorted({term.name for term in terms} - names)


def _entry(
    question: Question, topics: dict[str, Text], works: dict[str, Work], model: Model
) -> CatalogueEntry:
    names = _prefixed_names(question.sparql)
    return CatalogueEntry(
        question,
        topics.get(question.topic, Text(question.topic, question.topic)),
        tuple(works[key] for key in question.cites if key in works),
        tuple(sorted({term.name for term in model.classes} & names)),
        tuple(sorted({term.name for term in (*model.relations, *model.attributes)} & names)),
    )


def _prefixed_names(sparql: str) -> set[str]:
    """The prefixed names in a query; a full IRI of the model counts as its prefixed name."""
    names = set()
    for token in _TOKEN.finditer(sparql):
        if token["name"]:
            names.add(token["name"])
        elif token["address"] and token["address"].startswith(BASE):
            names.add("kb:" + token["address"].removeprefix(BASE))
    return names
