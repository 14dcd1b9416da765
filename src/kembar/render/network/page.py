"""The network as one HTML file that needs no network, with a page of our own.

Up to some size pyvis draws it (vis-network, on a canvas), beyond it sigma.js (WebGL). Both read the
same data and obey the same page; every text reaches it as JSON data or escaped. pyvis's own page
links to the web and escapes in part only.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kembar.render.network.data import network_data
from kembar.render.network.messages import WORDS
from kembar.render.notebook import notebook_frame
from kembar.workspace.atomic_write import write_text
from kembar.workspace.cache import DiskCache

if TYPE_CHECKING:
    import jinja2
    import networkx as nx

LAYOUTS = ("force", "map", "countries")
"""By partnership, on the map, countries first."""

PYVIS, WEBGL = "pyvis", "webgl"

MOST_FOR_PYVIS = 2_500
"""Cities up to which pyvis pans without stutter.

A frame takes 10 ms of the processor at 590 cities, 17 at 1,290, 37 at 2,790 and 79 at 5,290; WebGL
takes 3 at 5,290 and 5 at 11,890 (`benchmarks/network_page.py`).
"""

COUNTRIES_FIRST = 20_000
"""Cities from which a page opens with countries."""

_HERE = Path(__file__).parent
_VIS = "templates/lib/vis-9.1.2"
_TEMPLATE = "network.html"


@dataclass(frozen=True)
class NetworkPage:
    """The network as one page in HTML, which shows itself in a notebook."""

    html: str
    title: str

    def write(self, path: Path) -> Path:
        """Write the page to a file, whole or not at all, and return its path.

        Raises:
            KembarError: the file cannot be written.
        """
        return write_text(path, self.html)

    def _repr_html_(self) -> str:
        return notebook_frame(self.html, self.title)


def renderer_for(cities: int) -> str:
    """What draws a network of so many cities: "pyvis" or "webgl"."""
    return PYVIS if cities <= MOST_FOR_PYVIS else WEBGL


def network_page(
    graph: nx.MultiGraph[str],
    title: str,
    language: str = "en",
    *,
    layout: str = "",
    cache: DiskCache | None = None,
    renderer: str = "",
) -> NetworkPage:
    """Return the page of a network.

    Args:
        graph: as `kembar.queries.network.network` makes it.
        title: the heading; any text.
        language: of the page's own words, "en" or "id".
        layout: which of `LAYOUTS` it opens with; told by the number of cities without.
        cache: where layouts are kept, if anywhere.
        renderer: "pyvis" or "webgl"; told by the number of cities without.
    """
    cities, partnerships, told = network_data(graph, cache)
    told["layout"] = layout or ("force" if len(cities) < COUNTRIES_FIRST else "countries")
    told["words"] = WORDS[language]
    fill = _by_pyvis if (renderer or renderer_for(len(cities))) == PYVIS else _by_webgl
    page = {"heading": title, "language": language, "words": WORDS[language], "told": told}
    page |= {"style": (_HERE / "network.css").read_text("utf-8")}
    return NetworkPage(fill(cities, partnerships, page), title)


def _by_pyvis(cities: Any, partnerships: Any, page: dict[str, Any]) -> str:
    import pyvis
    from pyvis.network import Network

    drawn = Network(directed=False, heading=page.pop("heading"))
    drawn.set_template_dir(str(_HERE), _TEMPLATE)
    # Its add_edge searches all earlier edges for each new one; the lists are its own.
    drawn.nodes, drawn.edges = cities, partnerships
    vis = Path(pyvis.__file__).parent / _VIS
    _compact(drawn.templateEnv)
    drawn.templateEnv.globals.update(
        page,
        library_style=(vis / "vis-network.css").read_text("utf-8"),
        scripts=_scripts(vis / "vis-network.min.js", _HERE / "vis.js"),
    )
    return str(drawn.generate_html())


def _by_webgl(cities: Any, partnerships: Any, page: dict[str, Any]) -> str:
    import jinja2

    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(_HERE), autoescape=True)
    _compact(environment)
    return environment.get_template(_TEMPLATE).render(
        page,
        nodes=cities,
        edges=partnerships,
        library_style="",
        scripts=_scripts(_HERE / "webgl.min.js", _HERE / "sigma.js"),
    )


def _compact(environment: jinja2.Environment) -> None:
    """JSON without blanks, and letters of all scripts as they are: a third of the bytes."""
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}


def _scripts(*renderer: Path) -> list[str]:
    """The texts of the page's scripts, with nothing in them that would end their element."""
    paths = [*renderer, _HERE / "scene.js", _HERE / "network.js"]
    return [path.read_text("utf-8").replace("</script", "<\\/script") for path in paths]
