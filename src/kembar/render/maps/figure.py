"""A map of the world with its insets, its legend and its notes, as a part of a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from kembar.language import _, listing, numeral
from kembar.render.design.icons import icon
from kembar.render.maps.world_map import WorldMap

MOST_LISTED = 12
"""Names in a note; of more it has the number."""


def map_figure(drawn: WorldMap, legend: Mapping[str, str], notes: Iterable[str] = ()) -> Markup:
    """Return a map, what its marks mean, and notes on it.

    Args:
        drawn: the drawings.
        legend: words by mark, as {"k1": "sister city"}.
        notes: sentences, or "".
    """
    drawings = [Markup('<div class="map">{}</div>').format(drawn.world)]
    drawings += [Markup('<div class="map inset">{}</div>').format(inset) for inset in drawn.insets]
    entries = [
        Markup("<span>{}{}</span>").format(icon(mark, mark), words)
        for mark, words in legend.items()
    ]
    texts = [Markup('<p class="legend">{}</p>').format(Markup("").join(entries))] if entries else []
    texts += [Markup('<p class="tiny">{}</p>').format(note) for note in notes if note]
    if texts:
        drawings.append(Markup("<div>{}</div>").format(Markup("").join(texts)))
    css = {0: "", 1: " one"}.get(len(drawn.insets), " many")
    return Markup('<div class="maps{}">{}</div>').format(css, Markup("").join(drawings))


def unnamed_note(names: Iterable[str]) -> str:
    """Return the sentence on places that have no name on the map; "" for none.

    In the language that is spoken, as `lacking_note`.
    """
    if not (places := _listed(names)):
        return ""
    return _("On the map without their names, to save room: {places}.", places=places)


def lacking_note(names: Iterable[str]) -> str:
    """Return the sentence on places without coordinates, which are not on the map."""
    if not (places := _listed(names)):
        return ""
    return _("Not on the map, as no coordinates are known: {places}.", places=places)


def _listed(names: Iterable[str]) -> str:
    every = sorted(names)
    return listing(every) if len(every) <= MOST_LISTED else numeral(len(every))
