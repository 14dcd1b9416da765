"""Hooks of MkDocs: pages that stand elsewhere in the repository, or that the program writes.

Links in a page are those of the repository, so that they work there too; the site has them its way.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]

ELSEWHERE = {
    "README.md": "index.md",
    "SECURITY.md": "SECURITY.md",
    "CHANGELOG.md": "CHANGELOG.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "CODE_OF_CONDUCT.md": "CODE_OF_CONDUCT.md",
    "data/README.md": "data.md",
    "benchmarks/README.md": "measurements.md",
    "benchmarks/results.md": "results.md",
}
"""Files of the repository outside docs/ that are pages, with their places in the site."""

_LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\\.|\[[^\]]*\])*)\]\(([^)\s]+)\)")
_IMAGE = re.compile(r"(!\[[^\]]*\])\(([^)\s]+)\)")
_OWN = re.compile(r"[a-z]+:|#")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that do not stand in docs/."""
    pages = {place: (ROOT / path).read_text("utf-8") for path, place in _present()}
    pages["api.md"] = api()
    for path in sorted((ROOT / "docs").rglob("*.ipynb")):
        place = path.relative_to(ROOT / "docs").with_suffix(".md").as_posix()
        pages[place] = notebook(json.loads(path.read_text("utf-8")), path.name)
    for place, text in pages.items():
        files.append(File.generated(config, place, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let links lead to pages of the site, and add the reference to the page of commands."""
    del config, files
    place = page.file.src_uri
    if place == "commands.md":
        markdown += f"\n{commands()}"
    origin = next((path for path, other in ELSEWHERE.items() if other == place), f"docs/{place}")

    def link(match: re.Match[str]) -> str:
        target = _place(origin, match[2])
        return f"[{match[1]}]({_relative(place, target)})" if target else match[1]

    def image(match: re.Match[str]) -> str:
        return f"{match[1]}({_relative(place, _place(origin, match[2]))})"

    return _IMAGE.sub(image, _outside_code(_LINK, link, markdown))


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: object) -> None:
    """Let the buttons and headings of the theme speak the language of the page."""
    del context, nav
    config.theme["language"] = page.meta.get("language", "en")


def _present() -> Iterator[tuple[str, str]]:
    return ((path, place) for path, place in ELSEWHERE.items() if (ROOT / path).exists())


def _outside_code(pattern: re.Pattern[str], change: Any, markdown: str) -> str:
    """Replace in a page, but not within its fenced blocks."""
    parts = re.split(r"(^```.*?^```$)", markdown, flags=re.M | re.S)
    return "".join(part if n % 2 else pattern.sub(change, part) for n, part in enumerate(parts))


def _place(origin: str, link: str) -> str:
    """Return the place in the site to which a link of a file leads; "" where it has none there.

    A link that leads nowhere stays as it is, so that MkDocs reports it.
    """
    if _OWN.match(link):
        return link
    path, hash_, anchor = link.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(origin), path))
    if target in ELSEWHERE:
        return f"/{ELSEWHERE[target]}{hash_}{anchor}"
    if not (ROOT / target).exists():
        return link
    if not target.startswith("docs/"):
        return ""
    return f"/{target.removeprefix('docs/').replace('.ipynb', '.md')}{hash_}{anchor}"


def _relative(place: str, target: str) -> str:
    if not target.startswith("/"):
        return target
    return posixpath.relpath(target[1:], posixpath.dirname(place) or ".")


def commands() -> str:
    """Return the help of every command as Markdown."""
    from kembar.cli.main import main

    context = click.Context(main, info_name="kembar")
    return "## Every option\n\n" + "\n".join(_help(main, context))


def _help(group: click.Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None:
            continue
        own = click.Context(command, info_name=name, parent=context, terminal_width=80)
        yield f"### {own.command_path}\n\n```text\n{command.get_help(own)}\n```\n"
        if isinstance(command, click.Group):
            yield from _help(command, own)


def api() -> str:
    """Return the page of the public names of `kembar`, for mkdocstrings."""
    import kembar

    modules = {**kembar._MODULE_OF, "open": "", "init": "", "entry": ""}
    paths = [".".join(filter(None, ("kembar", modules[name], name))) for name in kembar.__all__]
    return "# Python, name by name\n\n" + "\n".join(f"::: {path}\n" for path in paths)


def notebook(cells: dict[str, Any], name: str) -> str:
    """Return a notebook as Markdown: its texts, its code, and the outputs that stand in it."""
    return "\n\n".join(part for cell in cells["cells"] for part in _cell(cell)) + (
        f"\n\n[The notebook]({name}) to run yourself.\n"
    )


def _cell(cell: dict[str, Any]) -> Iterator[str]:
    text = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        yield text
        return
    yield f"```python\n{text}\n```"
    for output in cell["outputs"]:
        data = output.get("data", {})
        if "text/html" in data:
            html = re.sub(r"<style.*?</style>", "", "".join(data["text/html"]), flags=re.S)
            yield f'<div class="output">{html}</div>'
        else:
            yield f"```text\n{''.join(data.get('text/plain', output.get('text', '')))}\n```"
