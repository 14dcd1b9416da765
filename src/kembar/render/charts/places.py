"""An answer as a map: its places by kind, with lines from home, and a legend."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup

from kembar.language import N_, _n, speaking, translated
from kembar.queries.answer import Answer
from kembar.queries.saved import split_list
from kembar.render.charts.cell_values import coordinate
from kembar.render.charts.texts import clean, display_value, grouped, spoken
from kembar.render.maps.figure import lacking_note, map_figure, unnamed_note
from kembar.render.maps.world_map import MapPlace, world_map

WORDS = {
    "places": N_("Map of {places}"),
    "countries": N_("Map of {places} in {countries}"),
    "lines": N_("Lines run from {home} to the others."),
    "closer": N_("The same, closer"),
}

SHAPES = ("k1", "k2", "k3", "k4", "k5", "k6")


def place_map(answer: Answer, language: str, home: str = "") -> tuple[Markup, str] | None:
    """The map and what a reader sees in it; None where no row has coordinates.

    Args:
        answer: with columns `latitude` and `longitude`, perhaps `kind` and `country`.
        language: "en", "id" or "ko".
        home: the name of a place of the answer from which lines go to the others.
    """
    words = translated(WORDS, language)
    places: dict[str, tuple[float, float, str]] = {}
    countries, lacking = set(), set()
    for row in answer.rows:
        cells = dict(zip(answer.columns, row, strict=True))
        north, east = coordinate(cells["latitude"], 90), coordinate(cells["longitude"], 180)
        if north is None or east is None:
            lacking.add(display_value(row[0]))
            continue
        kinds = split_list(cells.get("kind")) or [""]
        places.setdefault(display_value(row[0]), (east, north, clean(kinds[0])))
        countries.add(display_value(cells.get("country")))
    if not places:
        return None
    counts = Counter(kind for name, (_, _, kind) in places.items() if name != home)
    marks = {kind: SHAPES[min(n, 5)] for n, (kind, _) in enumerate(sorted(counts.items()))}
    drawn = [
        MapPlace(name, east, north, marks[kind])
        for name, (east, north, kind) in places.items()
        if name != home
    ]
    own = MapPlace(home, *places[home][:2]) if home in places else None
    with speaking(language):
        text = words["countries" if countries - {""} else "places"].format(
            places=_n("{count} place", "{count} places", len(places)),
            countries=_n("{count} country", "{count} countries", len(countries - {""})),
        )
    result = world_map(drawn, text, words["closer"], own)
    with speaking(language):
        notes = [unnamed_note(result.unnamed), lacking_note(lacking - places.keys())]
    sentences = [f"{text}{_counts(counts, language)}."]
    if own and drawn:
        sentences.append(words["lines"].format(home=spoken(home)))
    sentences += filter(None, notes)
    return map_figure(result, {mark: kind for kind, mark in marks.items() if kind}), " ".join(
        sentences
    )


def _counts(kinds: Counter[str], language: str) -> str:
    named = [f"{spoken(kind)} {grouped(n, language)}" for kind, n in kinds.items() if kind]
    return f": {', '.join(named)}" if named else ""
