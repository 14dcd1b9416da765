"""A drawing of Vega as an element of a page: named, without ids of others, nothing foreign."""

from __future__ import annotations

from xml.etree import ElementTree as ET

_SVG = "http://www.w3.org/2000/svg"
_KNOWN = {
    *("svg", "g", "path", "rect", "line", "circle", "text", "tspan", "defs", "clipPath"),
    *("linearGradient", "radialGradient", "stop"),
}
_REFERENCE = "url(#"

ET.register_namespace("", _SVG)


def named_svg(svg: bytes, prefix: str, title: str, alternative: str, css: str = "") -> str:
    """Return a drawing with a title and a description, and with ids of its own.

    Args:
        svg: as the library draws it.
        prefix: of all ids.
        title: the name of the drawing.
        alternative: what a reader sees in it.
        css: the class of the element.

    Raises:
        ValueError: an element or an address that leads beyond the drawing.
    """
    root = ET.fromstring(svg)
    for element in root.iter():
        if element.tag.removeprefix(f"{{{_SVG}}}") not in _KNOWN:
            raise ValueError(element.tag)
        _clean(element, prefix)
    root.attrib.pop("version", None)
    root.attrib |= {"role": "img", "aria-labelledby": f"{prefix}-title {prefix}-desc"}
    if css:
        root.set("class", css)
    for place, (name, text) in enumerate((("title", title), ("desc", alternative))):
        element = ET.Element(f"{{{_SVG}}}{name}", {"id": f"{prefix}-{name}"})
        element.text = text
        root.insert(place, element)
    return ET.tostring(root, encoding="unicode")


def _clean(element: ET.Element, prefix: str) -> None:
    """Leave out the parts' own names for readers of screens, which hear the whole."""
    for name, value in list(element.attrib.items()):
        if name == "role" or name.startswith("aria-") or name == "class":
            del element.attrib[name]
        elif name == "id":
            element.set(name, f"{prefix}-{value}")
        elif value.startswith(_REFERENCE):
            element.set(name, f"{_REFERENCE}{prefix}-{value.removeprefix(_REFERENCE)}")
        elif "href" in name or name.startswith("on") or "url(" in value:
            raise ValueError(name)
