"""The index of names by which a page is found without a server, in all languages at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kembar.profiles.facts import GraphFacts
from kembar.queries.saved import Question, Text
from kembar.render.design.shell import page_path

KINDS = ("city", "country", "partnership", "study", "question", "agreement", "source")
"""In the order in which they are offered."""


class Entry(NamedTuple):
    """A page that can be found: its kind, its key, its name, and other names."""

    kind: str
    key: str
    name: Text
    others: tuple[str, ...] = ()


def search_entries(facts: GraphFacts, questions: Iterable[Question]) -> list[Entry]:
    """Return an entry for each page of a thing, by kind and name."""
    entries = [
        *_entries(facts),
        *(Entry("question", q.name, q.title, (q.name,)) for q in questions),
    ]
    order = {kind: number for number, kind in enumerate(KINDS)}
    return sorted(entries, key=lambda entry: (order[entry.kind], entry.name.en, entry.key))


def _entries(facts: GraphFacts) -> Iterator[Entry]:
    for city in facts.cities.values():
        names = {name: None for _, name in city.names if name not in city.name}
        country = facts.countries.get(city.country)
        yield Entry("city", city.key, city.name, (*names, *(country.name[:1] if country else ())))
    for country in facts.countries.values():
        yield Entry("country", country.key, country.name)
    for partnership in facts.partnerships.values():
        yield Entry("partnership", partnership.key, partnership.name)
    for agreement in facts.agreements.values():
        pair = facts.partnerships.get(agreement.partnership)
        yield Entry("agreement", agreement.key, agreement.title, pair.name[:1] if pair else ())
    for study in facts.studies.values():
        yield Entry("study", study.key, Text(study.title), study.authors)
    for source in facts.sources.values():
        title = (source.title,) if source.title not in ("", source.name) else ()
        yield Entry("source", source.key, Text(source.name), title)


def index_json(entries: Iterable[Entry]) -> str:
    """Return the index as JSON: kinds, and for each page its kind, file and names.

    Names are in English, Indonesian and Korean; a name that is the English one is 0, and trailing
    parts that say nothing are left out.
    """
    rows = []
    for kind, key, name, others in entries:
        file = page_path(kind, key).rpartition("/")[2].removesuffix(".html")
        row: list[object] = [KINDS.index(kind), file, name.en]
        row += [text if text not in ("", name.en) else 0 for text in name[1:]]
        row.append("|".join(others) or 0)
        while row[-1] == 0:
            row.pop()
        rows.append(row)
    folders = [page_path(kind, "x").rpartition("/")[0] for kind in KINDS]
    index = {"kinds": KINDS, "folders": folders, "pages": rows}
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))


def index_script(index: str) -> str:
    """Return the index as a script: a page that is opened from a disk may read no other file."""
    # The letters are line ends in old JavaScript.
    safe = index.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.kembarIndex = {safe};\n"
