"""Measure the gazetteer on a GEXF network of cities: `python benchmarks/gazetteer.py FILE`.

The file's nodes have a label and the attributes country (a name), lat and lon; only label and
country are given to the gazetteer, and the coordinates judge it. A city counts as covered
where a place of the gazetteer lies in its country within 25 km and has its name, both compared by
their letters alone and without the word for a city ("City of", "Municipality").
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from kembar.names.countries import country_code, territories
from kembar.names.gazetteer import POPULATION, THRESHOLD, Gazetteer, Resolution
from kembar.names.geonames import Atlas
from kembar.names.place_names import name_key, name_readings

CLOSE = 25.0
"""Kilometres within which a resolved place is the right one."""

_GEXF = "{http://www.gexf.net/1.2draft}"


@dataclass(frozen=True)
class Node:
    """A city of the file."""

    label: str
    country: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Measured:
    """Seconds, and for each node its resolution, whether it is covered, and whether it is right."""

    load: float
    first: float
    again: float
    resolutions: list[Resolution]
    covered: list[bool]
    right: list[bool]


def read(path: Path) -> list[Node]:
    """The nodes of a GEXF file."""
    root = ElementTree.parse(path).getroot()
    titles = {a.get("id"): a.get("title") for a in root.iter(f"{_GEXF}attribute")}
    nodes = []
    for node in root.iter(f"{_GEXF}node"):
        values = {titles[v.get("for")]: v.get("value") or "" for v in node.iter(f"{_GEXF}attvalue")}
        place = float(values["lat"]), float(values["lon"])
        nodes.append(Node(node.get("label") or "", values.get("country", ""), *place))
    return nodes


def measure(nodes: list[Node]) -> Measured:
    """Resolve all nodes twice, and judge the resolutions."""
    start = time.perf_counter()
    gazetteer = Gazetteer.load()
    loaded = time.perf_counter()
    resolutions = [gazetteer.resolve(node.label, node.country) for node in nodes]
    once = time.perf_counter()
    for node in nodes:
        gazetteer.resolve(node.label, node.country)
    twice = time.perf_counter()
    atlas = Atlas.load(POPULATION)
    right = [
        bool(r.place and r.place.kilometres(node.latitude, node.longitude) <= CLOSE)
        for node, r in zip(nodes, resolutions, strict=True)
    ]
    covered = [is_covered(atlas, node) for node in nodes]
    return Measured(loaded - start, once - loaded, twice - once, resolutions, covered, right)


def is_covered(atlas: Atlas, node: Node) -> bool:
    """Return whether a place of the country within 25 km has the node's name."""
    code = country_code(node.country)
    countries = {code, *territories(code)} if code else None
    namesakes = (
        atlas.place(number)
        for reading in name_readings(node.label)
        if reading.unit != "other"
        for number in atlas.numbers_of(name_key(reading.name))
    )
    return any(
        place.kilometres(node.latitude, node.longitude) <= CLOSE
        and (countries is None or place.country in countries)
        for place in namesakes
    )


def table(nodes: list[Node], done: Measured) -> str:
    """The measurements, in Markdown."""
    count = len(nodes)
    how = Counter(r.how for r in done.resolutions)
    wrong = Counter(
        r.how
        for r, right in zip(done.resolutions, done.right, strict=True)
        if r.place and not right
    )
    resolved = [r.place is not None for r in done.resolutions]
    covered = sum(done.covered)
    of_covered = sum(c and r for c, r in zip(done.covered, resolved, strict=True))
    review = Counter(
        ("held" if h else "not held", r.how)
        for h, r in zip(done.covered, done.resolutions, strict=True)
        if r.place is None
    )
    rows = [
        ("cities in the file", f"{count:,}"),
        ("loading the gazetteer", f"{done.load:.2f} s"),
        (
            "names a second, at first (names of countries are read too)",
            f"{count / done.first:,.0f}",
        ),
        ("names a second from then on", f"{count / done.again:,.0f}"),
        *(
            (f"{h}: taken, and how many of them wrong", f"{how[h]:,}, {wrong[h]}")
            for h in ("exact", "normalised", "close")
        ),
        ("held by the gazetteer", f"{covered:,} ({covered / count:.1%} of the file)"),
        ("of the held: resolved", f"{of_covered:,} ({of_covered / covered:.2%})"),
        ("of all resolved: within 25 km", f"{sum(done.right) / sum(resolved):.2%}"),
        *((f"to review: {how}, {h}", f"{n:,}") for (h, how), n in sorted(review.items())),
    ]
    lines = ["| what | measured |", "| --- | --- |", *(f"| {a} | {b} |" for a, b in rows)]
    return "\n".join(lines)


def thresholds(done: Measured) -> str:
    """The effect of higher thresholds, in Markdown."""
    lines = ["| threshold | held, resolved | resolved, within 25 km |", "| --- | --- | --- |"]
    judged = list(zip(done.resolutions, done.covered, done.right, strict=True))
    for least in (THRESHOLD, 0.8, 0.85, 0.9, 0.95, 0.99):
        accepted = [(c, right) for r, c, right in judged if r.place and r.score >= least]
        share = sum(c for c, _ in accepted) / sum(done.covered)
        lines.append(
            f"| {least} | {share:.2%} | {sum(r for _, r in accepted) / len(accepted):.2%} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    if len(sys.argv) != 2:
        sys.exit("name the GEXF file: python benchmarks/gazetteer.py FILE")
    nodes = read(Path(sys.argv[1]))
    done = measure(nodes)
    print(table(nodes, done), thresholds(done), sep="\n\n")


if __name__ == "__main__":
    main()
