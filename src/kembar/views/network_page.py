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

MOST_NAMES = 400
"""Drawn from the start; in a larger network the others' appear when a city is chosen."""

_HERE = Path(__file__).parent
_VIS = "templates/lib/vis-9.1.2"

_EDGE_FACTS = ("kinds", "status", "since", "until", "sources", "agreements", "activities")

KIND_COLOURS = {
    "sister-city": "#1b6ca8",
    "sister-province": "#6a3d9a",
    "friendship-city": "#2e8b57",
    "project-partnership": "#c77700",
    "prospective": "#d08fb5",
    "": "#8a8f98",
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
        "since": "since",
        "unknown": "beginning unknown",
        "untold": "kind not told",
        "count": "cities: {cities}, partnerships: {partnerships}",
        "none": "No city of that name.",
        "colour": "Colour cities by",
        "hint": "Click a city or a line to see agreements, activities and sources.",
        "legend": "Colour of a line: kind of partnership; dashed: ended. Colour of a city: its "
        "country; size: number of partners.",
        "legendKind": "Colour of a line: kind of partnership; dashed: ended. Colour of a city: the "
        "kind of most of its partnerships; size: number of partners.",
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
        "since": "sejak",
        "unknown": "awal tidak diketahui",
        "untold": "jenis tidak disebutkan",
        "count": "kota: {cities}, kemitraan: {partnerships}",
        "none": "Tidak ada kota bernama itu.",
        "colour": "Warna kota menurut",
        "hint": "Klik sebuah kota atau garis untuk melihat perjanjian, kegiatan, dan sumbernya.",
        "legend": "Warna garis: jenis kemitraan; putus-putus: berakhir. Warna kota: negaranya; "
        "ukuran: jumlah mitra.",
        "legendKind": "Warna garis: jenis kemitraan; putus-putus: berakhir. Warna kota: jenis "
        "terbanyak di antara kemitraannya; ukuran: jumlah mitra.",
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
    page.set_template_dir(str(_HERE), "network.html")
    page.set_options('{"physics": {"enabled": false}}')
    for node in _nodes(graph, WORDS[language]):
        page.add_node(node.pop("id"), **node)
    # add_edge of pyvis searches all earlier edges for each new one; the list is its own.
    page.edges = _edges(graph)
    vis = Path(pyvis.__file__).parent / _VIS
    page.templateEnv.globals.update(
        words=WORDS[language],
        language=language,
        kinds=_kinds(graph),
        untold=KIND_COLOURS[""],
        vis_script=_in_script(vis / "vis-network.min.js"),
        vis_style=(vis / "vis-network.css").read_text("utf-8"),
        script=_in_script(_HERE / "network.js"),
        style=(_HERE / "network.css").read_text("utf-8"),
    )
    return str(page.generate_html())


def _in_script(path: Path) -> str:
    """A script's text, with nothing in it that would end the element that holds it."""
    return path.read_text("utf-8").replace("</script", "<\\/script")


def _nodes(graph: nx.MultiGraph[str], words: dict[str, str]) -> list[dict[str, Any]]:
    places = layout(graph)
    named_ones = _named(graph)
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
                "names": data["names"],
                "country": data["country"],
                "title": f"{data['label']}, {data['country']}\n{words['partners']}: {partners}",
                "color": _colour(countries.index(data["country"])),
                "size": 8 + 4 * partners**0.5,
                "shape": "dot",
                "font": {
                    "size": round(12 + 2 * partners**0.5) if iri in named_ones else 0,
                    "strokeWidth": 3,
                },
                "x": x,
                "y": y,
            }
        )
    return nodes


def _named(graph: nx.MultiGraph[str]) -> set[str]:
    """The cities whose names are drawn from the start: all, or those with the most partners."""
    ranked = sorted(graph, key=lambda node: (-graph.degree(node), node))
    return set(ranked[:MOST_NAMES])


def _edges(graph: nx.MultiGraph[str]) -> list[dict[str, Any]]:
    return [
        {
            # A partnership of three cities has three edges.
            "id": f"{key} {one} {other}",
            "partnership": key,
            "from": one,
            "to": other,
            **{name: data[name] for name in _EDGE_FACTS},
            "color": _kind_colour(*data["kinds"][:1]),
            "dashes": data["status"] == "ended",
            "width": 1.5,
        }
        for one, other, key, data in sorted(
            graph.edges(keys=True, data=True), key=lambda edge: (edge[2], edge[0], edge[1])
        )
    ]


def _kinds(graph: nx.MultiGraph[str]) -> list[dict[str, str]]:
    """The kinds that occur in the network, with their labels and colours."""
    found = {kind for *_, facts in graph.edges(data=True) for kind in facts["kinds"]}
    return [
        {"key": kind, "label": graph.graph["kinds"].get(kind, kind), "colour": _kind_colour(kind)}
        for kind in sorted(found)
    ]


def _kind_colour(kind: str = "") -> str:
    return KIND_COLOURS.get(kind, KIND_COLOURS[""])


def _colour(number: int) -> str:
    """A colour for the nth country; neighbours in number differ well (golden angle)."""
    red, green, blue = colorsys.hls_to_rgb(number * 0.381966 % 1, 0.45 + 0.12 * (number % 2), 0.55)
    return f"#{int(red * 255):02x}{int(green * 255):02x}{int(blue * 255):02x}"
