"""The templates of pages, with their style sheets and scripts."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from kembar.language import _, _n, numeral
from kembar.names.normalize import fold

_HERE = Path(__file__).parent


def render(template: str, styles: Sequence[str], scripts: Sequence[str] = (), **values: Any) -> str:
    """Return a page as HTML text; every value in it is escaped.

    Args:
        template: a file of this package that extends `base.html`, such as `pages/index.html`.
        styles: the style sheets of the page, files of this package.
        scripts: its scripts, likewise; `script_sources` names them for a Content Security Policy.
        values: for the template.
    """
    texts = [_text(path).replace("</script", "<\\/script") for path in scripts]
    whole: str = (
        environment()
        .get_template(template)
        .render(
            styles=[_text(path) for path in styles],
            scripts=texts,
            script_sources=" ".join(map(_source, texts)),
            **values,
        )
    )
    return whole


@cache
def environment() -> Any:
    """Return the environment of all templates, made once; they know the words of `language`."""
    import jinja2

    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    # JSON without blanks, and letters of all scripts as they are, takes a third of the bytes.
    templates.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    templates.globals |= {"_": _, "_n": _n, "numeral": numeral, "fold": fold}
    return templates


def _text(path: str) -> str:
    return (_HERE / path).read_text("utf-8")


def _source(script: str) -> str:
    """Return the hash by which a Content Security Policy names a script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
