"""The things that have a page of their own, and their names."""

from __future__ import annotations

from typing import Any

from kembar.profiles.facts import GraphFacts

PLACES = {
    "city": "cities",
    "country": "countries",
    "partnership": "partnerships",
    "agreement": "agreements",
    "study": "studies",
    "source": "sources",
}
"""The field of the facts that has the things of a kind."""


def keys_of_things(facts: GraphFacts) -> list[tuple[str, str]]:
    """Return the kind and the key of each thing that has a page."""
    return [(kind, key) for kind, place in PLACES.items() for key in getattr(facts, place)]


def title_of(kind: str, key: str, facts: GraphFacts, language: str) -> str:
    """Return the name of a thing."""
    thing: Any = getattr(facts, PLACES[kind])[key]
    if kind == "source":
        return str(thing.name)
    title = thing.title if kind in ("agreement", "study") else thing.name
    return title if isinstance(title, str) else str(title.in_language(language))
