"""The pages' templates and style, which lie beside this file; whatever goes in is escaped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


def render(name: str, **told: Any) -> str:
    """A template filled in, as HTML text."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(name).render(style=style("page"), **told)


def style(name: str) -> str:
    """A style sheet that lies beside this file."""
    return (_HERE / f"{name}.css").read_text("utf-8")
