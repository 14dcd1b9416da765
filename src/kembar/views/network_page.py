"""The network as one HTML file that needs no network: pyvis with a page of our own.

pyvis's own page links to the web and escapes in part only; ours carries its copy of vis-network,
and every text reaches the page as JSON data or escaped.
"""

from __future__ import annotations

import colorsys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kembar.network import layout

if TYPE_CHECKING:
    import networkx as nx

_VIS = "templates/lib/vis-9.1.2"

KIND_COLOURS = {
    "sister-city": "#1b6ca8",
    "sister-province": "#6a3d9a",
    "friendship-city": "#2e8b57",
    "project-partnership": "#c77700",
    "unspecified": "#8a8f98",
}

WORDS = {
    "en": {
        "search": "Find a city",
        "country": "Country",
        "kind": "Kind",
        "status": "Status",
        "all": "all",
        "active": "active",
        "ended": "ended",
        "from": "Begun from",
        "to": "to",
        "reset": "Show all",
        "partners": "Partners",
        "agreements": "Agreements",
        "activities": "Activities",
        "sources": "Sources",
        "unknown": "beginning unknown",
        "shown": "cities, partnerships shown:",
        "none": "No city of that name.",
        "hint": "Click a city to see its partners, agreements, activities and sources.",
        "legend": "Colour of a city: its country. Colour of a line: kind of partnership. "
        "Size: number of partners. Dashed: ended.",
        "close": "Close",
    },
    "id": {
        "search": "Cari kota",
        "country": "Negara",
        "kind": "Jenis",
        "status": "Status",
        "all": "semua",
        "active": "berjalan",
        "ended": "berakhir",
        "from": "Mulai dari",
        "to": "sampai",
        "reset": "Tampilkan semua",
        "partners": "Mitra",
        "agreements": "Perjanjian",
        "activities": "Kegiatan",
        "sources": "Sumber",
        "unknown": "awal tidak diketahui",
        "shown": "kota, kemitraan yang tampil:",
        "none": "Tidak ada kota bernama itu.",
        "hint": "Klik sebuah kota untuk melihat mitra, perjanjian, kegiatan, dan sumbernya.",
        "legend": "Warna kota: negaranya. Warna garis: jenis kemitraan. "
        "Ukuran: jumlah mitra. Putus-putus: berakhir.",
        "close": "Tutup",
    },
}


def network_page(graph: nx.MultiGraph[str], title: str, language: str = "en") -> str:
    """The page as HTML text.

    Args:
        graph: as `kembar.network.network` makes it.
        title: the heading; any text.
        language: of the page's own words, "en" or "id".
    """
    import pyvis
    from pyvis.network import Network

    page = Network(directed=False, heading=title)
    page.set_template_dir(str(Path(__file__).parent), "network.html")
    page.set_options('{"physics": {"enabled": false}}')
    for node in _nodes(graph):
        page.add_node(node.pop("id"), **node)
    # add_edge of pyvis searches all earlier edges for each new one; the list is its own.
    page.edges = _edges(graph)
    vis = Path(pyvis.__file__).parent / _VIS
    page.templateEnv.globals.update(
        {
            "words": WORDS[language],
            "language": language,
            "kinds": _kinds(graph),
            "script": (vis / "vis-network.min.js")
            .read_text("utf-8")
            .replace("</script", "<\\/script"),
            "style": (vis / "vis-network.css").read_text("utf-8"),
        }
    )
    return str(page.generate_html())


def _nodes(graph: nx.MultiGraph[str]) -> list[dict[str, Any]]:
    places = layout(graph)
    countries = sorted({data["country"] for _, data in graph.nodes(data=True)})
    nodes = []
    named = sorted((data["label"], iri, data) for iri, data in graph.nodes(data=True))
    for _, iri, data in named:
        partners = len(set(graph.neighbors(iri)))
        x, y = places[iri]
        nodes.append(
            {
                "id": iri,
                "label": data["label"],
                "country": data["country"],
                "title": f"{data['label']}, {data['country']}: {partners}",
                "color": _colour(countries.index(data["country"])),
                "size": 8 + 4 * partners**0.5,
                "shape": "dot",
                "x": x,
                "y": y,
            }
        )
    return nodes


def _edges(graph: nx.MultiGraph[str]) -> list[dict[str, Any]]:
    return [
        {
            "id": key,
            "from": one,
            "to": other,
            "kind": data["kind"],
            "kindLabel": data["kind_label"],
            "status": data["status"],
            "since": data["since"],
            "until": data["until"],
            "sources": data["sources"],
            "agreements": data["agreements"],
            "activities": data["activities"],
            "color": KIND_COLOURS.get(data["kind"], KIND_COLOURS["unspecified"]),
            "dashes": data["status"] == "ended",
            "width": 1.5,
        }
        for one, other, key, data in sorted(graph.edges(keys=True, data=True), key=lambda e: e[2])
    ]


def _kinds(graph: nx.MultiGraph[str]) -> list[list[str]]:
    """Kinds in the network: notation, label, colour."""
    found = {d["kind"]: d["kind_label"] or "–" for *_, d in graph.edges(data=True)}
    other = KIND_COLOURS["unspecified"]
    return [[kind, label, KIND_COLOURS.get(kind, other)] for kind, label in sorted(found.items())]


def _colour(number: int) -> str:
    """A colour for the nth country; neighbours in number differ well (golden angle)."""
    red, green, blue = colorsys.hls_to_rgb(number * 0.381966 % 1, 0.45 + 0.12 * (number % 2), 0.55)
    return f"#{int(red * 255):02x}{int(green * 255):02x}{int(blue * 255):02x}"
