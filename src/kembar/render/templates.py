"""The pages' templates, style and scripts, which lie beside this file; what goes in is escaped."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


def render(name: str, **told: Any) -> str:
    """A template filled in, as HTML text; `script` is the one beside it of the same name, if any.

    A page lets no script run but that one: `script_source` names it by its hash, as a Content
    Security Policy wants it.
    """
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    beside = (_HERE / name).with_suffix(".js")
    script = beside.read_text("utf-8") if beside.exists() else ""
    return environment.get_template(name).render(
        style=style("page"), script=script, script_source=_source(script), **told
    )


def style(name: str) -> str:
    """A style sheet that lies beside this file."""
    return (_HERE / f"{name}.css").read_text("utf-8")


def _source(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
