"""A drawing as an SVG element of a page: the only place that imports Matplotlib.

Texts stay texts, so that they can be searched, copied and read aloud. The same drawing gives the
same bytes, on any machine: nothing depends on the fonts or the settings that are found there.
"""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from kembar.render.charts.drawing import WHITE, WIDTH, Area, Box, Drawing, Item, Line, Mark, Writing
from kembar.render.charts.hatching import strokes

if TYPE_CHECKING:
    from matplotlib.artist import Artist

FONTS = "'DejaVu Sans', 'Noto Sans CJK KR', sans-serif"

_FONT = "DejaVu Sans"
"""The one that Matplotlib brings along; the page names the others after it."""

_INHERITED = "stroke-linejoin: round; stroke-linecap: butt"
"""The style sheet of Matplotlib, which within a page would apply to all of the page."""

_AROUND = f"; paint-order: stroke; stroke: {WHITE}; stroke-width: 2px"
"""White around letters keeps them readable on lines and surfaces."""

_REFERENCE = re.compile(r"url\(#([^)]+)\)")


def inline_svg(drawing: Drawing, name: str, title: str, alternative: str) -> str:
    """The drawing as an `<svg>` element for a page in HTML.

    Args:
        drawing: what to draw.
        name: of the drawing; ids begin with it, and no two drawings of a page share one.
        title: what it shows, read aloud first.
        alternative: what a reader would see in it, read aloud in its stead.
    """
    raw = _plain_svg(drawing)
    digest = hashlib.sha256("\n".join((raw, title, alternative)).encode()).hexdigest()[:8]
    key = f"chart-{re.sub(r'[^A-Za-z0-9-]', '-', name)}-{digest}"
    root = ElementTree.fromstring(raw)
    _tidy(root, key)
    texts = (("title", title), ("desc", alternative))
    for place, (tag, words) in enumerate(texts):
        element = ElementTree.Element(tag, {"id": f"{key}-{tag}"})
        element.text = words
        root.insert(place, element)
    root.attrib = {
        "xmlns": "http://www.w3.org/2000/svg",
        "role": "img",
        "aria-labelledby": " ".join(f"{key}-{tag}" for tag, _ in texts),
        "viewBox": f"0 0 {WIDTH:g} {drawing.height:g}",
        "width": f"{WIDTH:g}pt",
        "style": f"max-width: 100%; height: auto; {_INHERITED}",
    }
    return ElementTree.tostring(root, encoding="unicode")


def _plain_svg(drawing: Drawing) -> str:
    """The file that Matplotlib writes."""
    import matplotlib
    from matplotlib.figure import Figure

    out = io.StringIO()
    # Settings of the reader's own would make drawings differ from machine to machine.
    with matplotlib.rc_context(), warnings.catch_warnings():
        matplotlib.rcdefaults()
        matplotlib.rc("svg", fonttype="none", hashsalt="kembar")
        matplotlib.rc("text", parse_math=False)
        # Letters are drawn by the reader's fonts: which of them ours lacks says nothing.
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from font", UserWarning)
        figure = Figure((WIDTH / 72, drawing.height / 72), dpi=72, facecolor=WHITE)
        artists = (a for item in drawing.items for a in _artists(item, drawing.height))
        for order, artist in enumerate(artists):
            artist.set_zorder(order)
            figure.add_artist(artist)
        figure.savefig(out, format="svg", backend="svg", metadata={"Date": None})
    return out.getvalue()


def _artists(item: Item, height: float) -> Iterator[Artist]:
    """An item as Matplotlib's, and the hatching over it."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    yield _artist(item, height)
    if not isinstance(item, Box):
        return
    drawn = strokes(item.x, item.y, item.width, item.height, item.look.hatch)
    points = [(_fine(x), _fine(height - y)) for stroke in drawn for x, y in stroke]
    if points:  # a surface may be too narrow for a stroke
        path = Path(points, [Path.MOVETO, Path.LINETO] * (len(points) // 2))
        edge = item.look.edge
        yield PathPatch(path, fill=False, edgecolor=edge, linewidth=0.6, transform=None)


def _artist(item: Item, height: float) -> Artist:
    """An item as Matplotlib's; its heights are counted from below, in parts of an inch's 72."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import PathPatch, Rectangle
    from matplotlib.path import Path
    from matplotlib.text import Text

    # With 72 dots to an inch a dot is a point, and no other transformation is needed.
    match item:
        case Box(x, y, wide, high, look, border):
            return Rectangle(
                (_fine(x), _fine(height - y - high)),
                _fine(wide),
                _fine(high),
                facecolor=look.colour,
                edgecolor=look.edge,
                linewidth=border,
                transform=None,
            )
        case Mark(x, y, shape, size, hollow, colour):
            return Line2D(
                [_fine(x)],
                [_fine(height - y)],
                marker=shape,
                markersize=size,
                markerfacecolor=WHITE if hollow else colour,
                markeredgecolor=colour if hollow else WHITE,
                markeredgewidth=1.1 if hollow else 0.5,
                linestyle="none",
                transform=None,
            )
        case Line(points, colour, thickness, dashed):
            return Line2D(
                [_fine(x) for x, _ in points],
                [_fine(height - y) for _, y in points],
                color=colour,
                linewidth=thickness,
                linestyle=(0, (3, 2)) if dashed else "solid",
                transform=None,
            )
        case Area(rings, colour):
            corners, codes = [], []
            for ring in rings:
                corners += [(_fine(x), _fine(height - y)) for x, y in (*ring, ring[0])]
                codes += [Path.MOVETO, *[Path.LINETO] * (len(ring) - 1), Path.CLOSEPOLY]
            path = Path(corners, codes)
            return PathPatch(
                path, facecolor=colour, edgecolor=colour, linewidth=0.3, transform=None
            )
        case Writing(x, y, text, size, anchor, colour):
            return Text(
                _fine(x),
                _fine(height - y),
                text,
                color=colour,
                fontfamily=_FONT,
                fontsize=size,
                horizontalalignment=anchor,
                verticalalignment="baseline",
                parse_math=False,
                transform=None,
            )


def _fine(length: float) -> float:
    """A tenth of a point is finer than a printer's dot, and keeps the file small."""
    return round(length, 1)


def _tidy(root: ElementTree.Element, key: str) -> None:
    """Make it fit to stand within a page: no namespaces, no style sheet, ids of its own."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.endswith(("}metadata", "}style")):
                parent.remove(child)
    used = {name for element in root.iter() for name in _referred(element.attrib)}
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        element.tail = "\n" if element.tail else None
        element.attrib = dict(_attributes(element.attrib, used, key))
        if element.tag == "text":
            style = element.attrib["style"].replace(repr(_FONT), FONTS)
            element.attrib["style"] = style.rstrip("; ") + _AROUND
        elif element.text and not element.text.strip():
            element.text = "\n"


def _referred(attributes: dict[str, str]) -> list[str]:
    """The ids that an element points at."""
    ids = [value[1:] for name, value in attributes.items() if name.endswith("href")]
    return ids + [name for value in attributes.values() for name in _REFERENCE.findall(value)]


def _attributes(attributes: dict[str, str], used: set[str], key: str) -> Any:
    """The attributes with ids that are the drawing's own; an id that nothing points at goes."""
    for name, value in attributes.items():
        local = name.rpartition("}")[2]
        if local == "id":
            if value in used:
                yield local, f"{key}-{value}"
        elif local == "href":
            yield local, f"#{key}-{value[1:]}"
        else:
            yield local, _REFERENCE.sub(rf"url(#{key}-\1)", value)
