"""Answers of shipped questions by the IRIs of things, so that facts and answers never disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from kembar.language import LANGUAGES
from kembar.names.local_names import local_names
from kembar.queries.saved import PLACE, Text, split_list
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import local_name
from kembar.rdf.terms import Term, literal, row_texts
from kembar.shipped_folder import SHIPPED

_SEEN = ("no", "perhaps", "yes")
"""Words of claims-and-data for what the data show, the strongest last; another tells nothing."""

_AS_TOLD = {"established": "active", "not-established": "prospective"}
"""Present statuses for the broader ones that a source may state."""


def claims(engine: Engine) -> Mapping[tuple[str, str], tuple[str, Text]]:
    """Return whether the data show an obstacle in a partnership, and what they show.

    Args:
        engine: the graph.

    Returns:
        "yes", "perhaps", "no" or "", and the sentence of the question claims-and-data, by the IRIs
        of the obstacle and the partnership.
    """
    seen: dict[tuple[str, str], str] = {}
    data: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    columns = ("hindrance", "partnership", "computed", "seen")

    def answer(language: str) -> list[list[str]]:
        return _rows(engine, "claims-and-data", columns, lang=literal(language))

    for language, rows in zip(LANGUAGES, engine.map_parallel(answer, LANGUAGES), strict=True):
        texts = {text: "; ".join(sorted({*split_list(text)})) for _, _, text, _ in rows}
        own = local_names(engine, texts, language) if language != "en" else {}
        for hindrance, partnership, text, word in rows:
            if language == "en":
                seen[hindrance, partnership] = word if word in _SEEN else ""
            local = own.get(text, text)
            data[hindrance, partnership][language] = "; ".join(sorted({*split_list(local)}))
    return {
        pair: (word, Text(**{code: data[pair].get(code, "") for code in LANGUAGES}))
        for pair, word in seen.items()
    }


def still_in_office(engine: Engine, as_of: str) -> Mapping[tuple[str, str], str]:
    """Return "yes" or "no" for signers of whom that is known, by IRIs of document and person.

    Args:
        engine: the graph.
        as_of: the day, ISO 8601.
    """
    rows = _rows(engine, "turnover", ("document", "who", "still"), asOf=literal(as_of))
    return {(document, who): still for document, who, still in rows if still in ("yes", "no")}


def statuses(engine: Engine, as_of: str) -> Mapping[str, str]:
    """Return the statuses of partnerships on a day by IRI; without those that came later.

    Args:
        engine: the graph.
        as_of: the day, ISO 8601.
    """
    rows = _rows(engine, "partnership-status", ("relation", "state"), asOf=literal(as_of))
    words = {relation: local_name(state) for relation, state in rows}
    return {relation: _AS_TOLD.get(word, word) for relation, word in words.items()}


def _rows(engine: Engine, name: str, columns: tuple[str, ...], **terms: Term) -> list[list[str]]:
    """The rows of a shipped question with some parameters, and with columns of IRIs.

    The columns must be variables that the question groups by, or columns of it.
    """
    query = (SHIPPED / "queries" / f"{name}.rq").read_text("utf-8")
    head, select, rest = query.partition("\nSELECT ")
    body = rest if rest.startswith("?") else rest.removeprefix("DISTINCT ")
    own = [column for column in columns if f"?{column} " not in _selected(body)]
    query = f"{head}{select}{''.join(f'?{column} ' for column in own)}{body}"
    query = PLACE.sub(
        lambda place: f"{place[1]} {terms[place[2]]} }}" if place[2] in terms else place[0], query
    )
    table = engine.select(query)
    places = [table.columns.index(column) for column in columns]
    return sorted([texts[place] for place in places] for texts in map(row_texts, table.rows))


def _selected(body: str) -> str:
    """The text between SELECT and the pattern of a question."""
    return body.partition("{")[0].replace(")", " ").replace("\n", " ")
