"""A map of the world with its inset and its legend, as a part of a page."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from kembar.render.design.icons import icon
from kembar.render.maps.world_map import WorldMap


def map_figure(drawn: WorldMap, legend: Mapping[str, str]) -> Markup:
    """Return a map and what its marks mean.

    Args:
        drawn: the drawings.
        legend: words by mark, as {"k1": "sister city"}.
    """
    world = Markup('<div class="map">{}</div>').format(drawn.world)
    if drawn.inset:
        inset = Markup('<div class="map inset">{}</div>').format(drawn.inset)
        world = Markup('<div class="maps">{}{}</div>').format(world, inset)
    entries = [
        Markup("<span>{}{}</span>").format(icon(mark, mark), words)
        for mark, words in legend.items()
    ]
    if not entries:
        return world
    return world + Markup('<p class="legend">{}</p>').format(Markup("").join(entries))
