"""Measure the network page in headless Chromium: the time until it is drawn, and panning.

    python benchmarks/network_page.py --cities 300 5000 11600

For each size a workspace is generated over the shipped data and built, unless FOLDER/SIZE holds
one already. Then each page is rendered, opened, and dragged with the mouse.

The first picture is the first screenshot; in brackets stands the processor time of the page's
thread, which hardly depends on how busy the machine is. Needs chromium and chromedriver. The
processor draws everything here, WebGL too, and a frame waits until the one before is displayed, so
the frames are those of a machine without a graphics card.
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

from graphs import Size, write_generated

from kembar.queries.network import network
from kembar.render.network.layout import by_partnerships, radius_of
from kembar.render.network.page import network_page, renderer_for
from kembar.store.open_store import open_store
from kembar.workspace.cache import DiskCache
from kembar.workspace.layout import Workspace, open_workspace

sys.path.append(str(Path(__file__).parents[1] / "tests" / "render"))
from chromium import WITHOUT_GPU, Browser, browsing

T = TypeVar("T")

RUNS = 3
"""Times that a page is opened."""

STEPS = 30
"""Moves of the mouse while it drags, one each 16 ms."""

_WATCH = """
window.frames = [];
const watch = now => { window.frames.push(now); requestAnimationFrame(watch); };
requestAnimationFrame(watch);
"""
_POSITIONS = "JSON.stringify(scene.cities.map(city => at(scene.place(city), viewNow())))"


def timed(task: Callable[[], T]) -> tuple[float, T]:
    """Return the seconds that a task took, and its result."""
    start = time.perf_counter()
    result = task()
    return time.perf_counter() - start, result


def workspace(folder: Path, cities: int) -> Workspace:
    """Return a workspace of so many cities, generated unless the folder has it already."""
    home = folder / str(cities)
    if not (home / "kembar.toml").exists():
        write_generated(home, Size.of(cities))
    return open_workspace(home)


def thread_seconds(browser: Browser) -> float:
    """Return the processor time of the page's thread since the page was opened."""
    metrics = browser.devtools("Performance.getMetrics")["metrics"]
    return float(next(metric["value"] for metric in metrics if metric["name"] == "ThreadTime"))


def picture(browser: Browser, page: Path) -> tuple[float, float]:
    """Return the median seconds until a screenshot of the page, and of the processor."""
    elapsed, work = [], []
    for _ in range(RUNS):
        start = time.perf_counter()
        browser.open(page)
        browser.screenshot()
        elapsed.append(time.perf_counter() - start)
        work.append(thread_seconds(browser))
    return statistics.median(elapsed), statistics.median(work)


def settled(browser: Browser) -> bool:
    """Return True if nothing moves for half a second."""
    before = browser.run(f"return {_POSITIONS}")
    time.sleep(0.5)
    return bool(browser.run(f"return {_POSITIONS}") == before)


def panning(browser: Browser) -> tuple[float, float]:
    """Return median milliseconds of a frame while dragging, and those of the processor."""
    move = {"type": "pointerMove", "duration": 0, "x": 450, "y": 500}
    browser.act(move)
    browser.run(_WATCH)
    before = thread_seconds(browser)
    drag = [
        {"type": "pointerMove", "duration": 16, "x": 450 + 3 * step, "y": 500 - 2 * step}
        for step in range(STEPS)
    ]
    browser.act({"type": "pointerDown", "button": 0}, *drag, {"type": "pointerUp", "button": 0})
    work = thread_seconds(browser) - before
    frames = browser.run("return window.frames")
    frame = statistics.median(b - a for a, b in itertools.pairwise(frames))
    return frame, 1000 * work / len(frames)


def row(home: Workspace, folder: Path, browser: Browser, renderer: str) -> str:
    """Return a line of the table."""
    engine = open_store(home).engine
    query, graph = timed(lambda: network(engine))
    radii = {node: radius_of(len(graph[node])) for node in graph}
    with tempfile.TemporaryDirectory() as empty:
        cold, _ = timed(lambda: by_partnerships(graph, radii, DiskCache(Path(empty) / "layouts")))
    cache = home.cache.derived
    by_partnerships(graph, radii, cache)
    cached, _ = timed(lambda: by_partnerships(graph, radii, cache))
    network_page(graph, "Kembar", cache=cache, renderer=renderer)
    rendering, document = timed(
        lambda: network_page(graph, "Kembar", cache=cache, renderer=renderer)
    )
    page = document.write(folder / "network.html")
    first, work = picture(browser, page)
    still = "yes" if settled(browser) else "no"
    frame, effort = panning(browser)
    return (
        f"| {len(graph):,} | {renderer} | {page.stat().st_size / 1e6:.1f} MB | {query:.1f} s "
        f"| {rendering:.2f} s | {cold:.1f} s | {cached:.2f} s | {first:.1f} s ({work:.1f} s) "
        f"| {still} | {frame:.0f} ms ({effort:.0f} ms) |"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cities", type=int, nargs="+", default=[300, 5000, 11600])
    parser.add_argument("--folder", type=Path, help="where generated workspaces are kept")
    parser.add_argument("--renderer", nargs="*", help="canvas, webgl; by size if not told")
    options = parser.parse_args()
    driver = shutil.which("chromedriver")
    if driver is None:
        raise SystemExit("chromedriver is missing (Debian: chromium chromium-driver)")
    print(f"Python {platform.python_version()}, igraph {version('igraph')}")
    print(
        "\n| cities | renderer | page | asking the graph | making the page | layout, cold | kept "
        "| first picture (processor) | settled | a frame while panning (processor) |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for cities in options.cities:
            home = workspace(options.folder or folder, cities)
            for renderer in options.renderer or [renderer_for(cities)]:
                with browsing(driver, folder / f"{cities}-{renderer}", *WITHOUT_GPU) as browser:
                    browser.devtools("Performance.enable", timeDomain="threadTicks")
                    print(row(home, folder, browser, renderer), flush=True)


if __name__ == "__main__":
    main()
