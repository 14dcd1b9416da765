"""The network as one HTML file that needs no network connection.

Up to some size vis-network draws it on a canvas, beyond it sigma.js on WebGL. Both draw the same
data in the same page; every text reaches it as JSON or escaped.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kembar.language import speaking, translated
from kembar.render.design.shell import Shell
from kembar.render.network.data import Address, network_data
from kembar.render.network.messages import WORDS
from kembar.render.network.picture import inline_picture, network_svg, png_of
from kembar.render.notebook import notebook_frame
from kembar.render.templates import page as whole_page
from kembar.workspace.cache import DiskCache
from kembar.workspace.output_file import ending_of, write_bytes, write_text

if TYPE_CHECKING:
    import networkx as nx

LAYOUTS = ("force", "map")
"""By partnership, on the map."""

CANVAS, WEBGL = "canvas", "webgl"

MOST_ON_CANVAS = 2_500
"""Cities up to which the canvas pans without stutter.

A frame takes 10 ms of the processor at 590 cities, 17 at 1,290, 37 at 2,790 and 79 at 5,290; WebGL
takes 3 at 5,290 and 5 at 11,890 (`benchmarks/network_page.py`).
"""

MOST_IN_STILL = 1_000
"""Cities up to which the page has a picture for readers without scripts."""

PICTURES = (".svg", ".png")
"""Endings of pictures."""

_SHEETS = ("design/kembar.css", "network/network.css")
_ICONS = ("k1", "k2", "k3", "k4", "k5", "k6")
_RENDERERS = {CANVAS: ("vis-network.min.js", "vis.js"), WEBGL: ("webgl.min.js", "sigma.js")}
_SCRIPTS = (
    "scene.js",
    "labels.js",
    "drawing.js",
    "stage.js",
    "find.js",
    "filters.js",
    "panel.js",
    "rows.js",
    "save.js",
    "address.js",
    "network.js",
)


@dataclass(frozen=True)
class NetworkPage:
    """The network as one page in HTML, which shows itself in a notebook.

    `cities` and `partnerships` are the numbers of those on it; `draw` returns it as one SVG.
    """

    html: str
    title: str
    cities: int = 0
    partnerships: int = 0
    draw: Callable[[], str] = str

    def write(self, path: str | Path, *, force: bool = False) -> Path:
        """Write the page, or a picture of it, whole or not at all, and return its path.

        Args:
            path: the file: `*.html`, or `*.svg` and `*.png` for a picture.
            force: replace also a file of a workspace.

        Raises:
            InputError: the path has another ending, or is that of a file of a workspace.
            KembarError: the file cannot be written.
        """
        path = Path(path)
        ending = ending_of(path, (".html", ".htm", *PICTURES))
        if ending == ".png":
            return write_bytes(path, png_of(self.draw()), force=force)
        return write_text(path, self.draw() if ending == ".svg" else self.html, force=force)

    def _repr_html_(self) -> str:
        return notebook_frame(self.html, self.title)


def renderer_for(cities: int) -> str:
    """Return the renderer for a network of so many cities: "canvas" or "webgl"."""
    return CANVAS if cities <= MOST_ON_CANVAS else WEBGL


def network_page(
    graph: nx.MultiGraph[str],
    title: str,
    language: str = "en",
    *,
    layout: str = "",
    cache: DiskCache | None = None,
    renderer: str = "",
    address: Address | None = None,
    shell: Shell | None = None,
    part: str = "",
) -> NetworkPage:
    """Return the page of a network.

    Args:
        graph: as `kembar.queries.network.network` returns it.
        title: the heading; any text.
        language: of the page's own words, as "en".
        layout: the one of `LAYOUTS` that it opens with; by default "force".
        cache: of layouts.
        renderer: "canvas" or "webgl"; by default the number of cities decides.
        address: gives addresses of pages of things; without it nothing is a link.
        shell: of the site that the page is on; by default it stands alone. Either way it has its
            style sheets, scripts and data in it.
        part: of the network that this is, whose layout the cache has; "" for the whole.
    """
    cities, partnerships, page = network_data(
        graph, language, cache=cache, address=address, part=part
    )
    page["layout"] = layout or "force"
    page["words"] = translated(WORDS, language)
    renderer = renderer or renderer_for(len(cities))
    shell = shell or Shell(title, language, site=title, has_menu=False)
    names = [f"network/{name}" for name in (*_RENDERERS[renderer], *_SCRIPTS)]
    shell = replace(shell, is_inline=True, sheets=_SHEETS, scripts=tuple(names), icons=_ICONS)
    with speaking(language):
        html = whole_page(
            "network/network.html",
            shell,
            words=page["words"],
            cities=cities,
            partnerships=partnerships,
            page=page,
            picture=inline_picture(cities, partnerships, page, layout=page["layout"])
            if len(cities) <= MOST_IN_STILL
            else "",
        )
    draw = partial(network_svg, cities, partnerships, page, title, layout=page["layout"])
    return NetworkPage(html, title, page["cities"], page["partnerships"], draw)
