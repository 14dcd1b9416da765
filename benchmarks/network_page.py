"""Measures the network page in headless Chromium: how soon it is there, and how it pans.

    python benchmarks/network_page.py --cities 300 5000 11600

For each size a workspace is generated over the shipped data and built, unless FOLDER/SIZE holds
one already. Then each page is made, opened, and dragged about with the mouse. For comparison the
same network as pyvis draws it by default, with physics, is opened too, up to 1,000 cities.

A first picture is there when a screenshot is; in brackets stands what the page's thread used of
the processor, which is much the same however busy the machine is. Needs chromium and chromedriver.
All is drawn by the processor here, WebGL too, and a frame waits until the one before is seen, so
what is told of frames is what a person sees on a machine without a graphics card.
"""

from __future__ import annotations

import argparse
import itertools
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

import networkx as nx
from graphs import Size, write_generated

from kembar.queries.network import network
from kembar.render.network.layout import by_partnerships, remembered
from kembar.render.network.page import network_page, renderer_for
from kembar.store.open_store import open_store
from kembar.workspace.cache import DiskCache
from kembar.workspace.layout import Workspace, open_workspace

sys.path.append(str(Path(__file__).parents[1] / "tests" / "render"))
from chromium import WITHOUT_GPU, Browser, browsing

T = TypeVar("T")

MOST_BY_DEFAULT = 1000
"""Nodes up to which a page as pyvis makes it is opened."""

LIMIT = 120
"""Seconds that such a page has to settle."""

RUNS = 3
"""Times that a page is opened."""

STEPS = 30
"""Moves of the mouse while it drags, one each 16 ms."""

_WATCH = """
window.frames = [];
const watch = now => { window.frames.push(now); requestAnimationFrame(watch); };
requestAnimationFrame(watch);
"""
_PLACES = {
    "kembar": "JSON.stringify(scene().dots.slice(0, 500).map(d => kembar.picture.at(d.x, d.y)))",
    "pyvis": "JSON.stringify(network.getPositions())",
}


def timed(task: Callable[[], T]) -> tuple[float, T]:
    """How many seconds something took, and what came of it."""
    start = time.perf_counter()
    made = task()
    return time.perf_counter() - start, made


def workspace(folder: Path, cities: int) -> Workspace:
    """A generated workspace of so many cities, made where there is none yet."""
    place = folder / str(cities)
    if not (place / "kembar.toml").exists():
        write_generated(place, Size.of(cities))
    return open_workspace(place)


def worked(browser: Browser) -> float:
    """Seconds of the processor that the page's thread has used since it was opened."""
    told = browser.ask("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in told if one["name"] == "ThreadTime"))


def picture(browser: Browser, page: Path) -> tuple[float, float]:
    """Median seconds until a screenshot of the opened page was there, and of the processor."""
    seen, work = [], []
    for _ in range(RUNS):
        start = time.perf_counter()
        browser.open(page)
        browser.screenshot()
        seen.append(time.perf_counter() - start)
        work.append(worked(browser))
    return statistics.median(seen), statistics.median(work)


def settled(browser: Browser, kind: str) -> bool:
    """Whether nothing moves for half a second."""
    before = browser.run(f"return {_PLACES[kind]}")
    time.sleep(0.5)
    return bool(browser.run(f"return {_PLACES[kind]}") == before)


def panning(browser: Browser) -> tuple[float, float]:
    """Milliseconds of a frame while the picture is dragged, the median; and of the processor."""
    move = {"type": "pointerMove", "duration": 0, "x": 450, "y": 500}
    browser.act(move)
    browser.run(_WATCH)
    before = worked(browser)
    drag = [
        {"type": "pointerMove", "duration": 16, "x": 450 + 3 * step, "y": 500 - 2 * step}
        for step in range(STEPS)
    ]
    browser.act({"type": "pointerDown", "button": 0}, *drag, {"type": "pointerUp", "button": 0})
    work = worked(browser) - before
    frames = browser.run("return window.frames")
    frame = statistics.median(b - a for a, b in itertools.pairwise(frames))
    return frame, 1000 * work / len(frames)


def row(office: Workspace, folder: Path, browser: Browser, renderer: str) -> str:
    """A line of the table."""
    engine = open_store(office).engine
    asked, graph = timed(lambda: network(engine))
    with tempfile.TemporaryDirectory() as empty:
        cold, _ = timed(lambda: by_partnerships(graph, DiskCache(Path(empty) / "layouts")))
    memory = remembered(office)
    by_partnerships(graph, memory)
    kept, _ = timed(lambda: by_partnerships(graph, memory))
    network_page(graph, "Kembar", cache=memory, renderer=renderer)
    made, drawn = timed(lambda: network_page(graph, "Kembar", cache=memory, renderer=renderer))
    page = drawn.write(folder / "network.html")
    seen, work = picture(browser, page)
    still = "yes" if settled(browser, "kembar") else "no"
    frame, effort = panning(browser)
    return (
        f"| {len(graph):,} | {renderer} | {page.stat().st_size / 1e6:.1f} MB | {asked:.1f} s "
        f"| {made:.2f} s | {cold:.1f} s | {kept:.2f} s | {seen:.1f} s ({work:.1f} s) | {still} "
        f"| {frame:.0f} ms ({effort:.0f} ms) |"
    )


def default_row(office: Workspace, folder: Path, browser: Browser) -> str:
    """The line of a page as pyvis makes it by default."""
    from pyvis.network import Network

    asked, graph = timed(lambda: network(open_store(office).engine))
    plain: nx.Graph[str] = nx.Graph()
    for node, facts in graph.nodes(data=True):
        plain.add_node(node, label=facts["label"])
    plain.add_edges_from(graph.edges())

    def drawn() -> str:
        page = Network(cdn_resources="in_line")
        page.from_nx(plain)
        return str(page.generate_html())

    made, text = timed(drawn)
    page = folder / "default.html"
    page.write_text(text, "utf-8")
    start = time.perf_counter()
    browser.open(page)
    browser.screenshot()
    seen = time.perf_counter() - start
    still = "no"
    while time.perf_counter() - start < LIMIT:
        if settled(browser, "pyvis"):
            still = f"after {time.perf_counter() - start:.0f} s"
            break
    frame, effort = panning(browser)
    return (
        f"| {len(graph):,} | pyvis by default | {len(text.encode()) / 1e6:.1f} MB | {asked:.1f} s "
        f"| {made:.2f} s | in the page | in the page | {seen:.1f} s | {still} "
        f"| {frame:.0f} ms ({effort:.0f} ms) |"
    )


def main() -> None:
    """Measure and print."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--cities", type=int, nargs="+", default=[300, 5000, 11600])
    told.add_argument("--folder", type=Path, help="where generated workspaces are kept")
    told.add_argument("--renderer", nargs="*", help="pyvis, webgl; what the page takes if not told")
    told.add_argument("--no-default", action="store_true", help="no page as pyvis makes it")
    given = told.parse_args()
    driver = shutil.which("chromedriver")
    if driver is None:
        raise SystemExit("chromedriver is missing (Debian: chromium chromium-driver)")
    print(
        f"Python {platform.python_version()}, pyvis {version('pyvis')}, igraph {version('igraph')}"
    )
    print(
        "\n| cities | renderer | page | asking the graph | making the page | layout, cold | kept "
        "| first picture (processor) | settled | a frame while panning (processor) |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for cities in given.cities:
            office = workspace(given.folder or folder, cities)
            for renderer in given.renderer or [renderer_for(cities)]:
                with browsing(driver, folder / f"{cities}-{renderer}", *WITHOUT_GPU) as browser:
                    browser.ask("Performance.enable", timeDomain="threadTicks")
                    print(row(office, folder, browser, renderer), flush=True)
            if cities <= MOST_BY_DEFAULT and not given.no_default:
                with browsing(driver, folder / f"{cities}-default", *WITHOUT_GPU) as browser:
                    browser.ask("Performance.enable", timeDomain="threadTicks")
                    print(default_row(office, folder, browser), flush=True)


if __name__ == "__main__":
    main()
