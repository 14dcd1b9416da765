"""The templates of pages, with their style sheets and scripts."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from kembar.language import _, _n, numeral
from kembar.names.normalize import fold
from kembar.render.design.icons import icon, with_icons
from kembar.render.design.marks import glyph, kind, mark
from kembar.render.design.shell import Shell

_HERE = Path(__file__).parent
_ICONS = "<!--icons-->"
"""Where the drawings of the icons come, once it is known which a page has."""

_LINKED = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "img-src": "'self' data:",
    "style-src": "'self' 'unsafe-inline'",
    "script-src": "'self'",
    "connect-src": "'self'",
}
"""The policy of a page on a site. `'self'` holds for files in Chromium and Firefox too."""

_INLINE = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "img-src": "data:",
    "style-src": "'unsafe-inline'",
}
"""The policy of a page that stands alone; its scripts are allowed by their hashes."""


def page(template: str, shell: Shell, **values: Any) -> str:
    """Return a page as HTML text; every value in it is escaped.

    Args:
        template: a file of this package that extends `design/page.html`.
        shell: of the page; an inline one has the texts of its sheets and scripts in the page.
        values: for the template.
    """
    text = _inline(template, shell, values) if shell.is_inline else _linked(template, shell, values)
    return with_icons(text, _ICONS, shell.icons)


def _linked(template: str, shell: Shell, values: dict[str, Any]) -> str:
    policy = _policy(_LINKED, shell)
    return str(environment().get_template(template).render(shell=shell, policy=policy, **values))


def _inline(template: str, shell: Shell, values: dict[str, Any]) -> str:
    at_once = [_script("design/theme.js")]
    scripts = [_script(path) for path in shell.scripts]
    hashes = " ".join(map(_source, [*at_once, *scripts]))
    text = (
        environment()
        .get_template(template)
        .render(
            shell=shell,
            policy=_policy({**_INLINE, "script-src": hashes}, shell),
            tokens=_text("design/tokens.css"),
            dark=_text("design/dark.css"),
            sheets=[_text(path) for path in shell.sheets],
            scripts_at_once=at_once,
            scripts=scripts,
            **values,
        )
    )
    return str(text)


def _policy(base: dict[str, str], shell: Shell) -> str:
    directives = dict(base)
    for name, sources in shell.policy:
        directives[name] = f"{directives[name]} {sources}" if name in directives else sources
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


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
    templates.globals |= {"icon": icon, "mark": mark, "glyph": glyph, "kind": kind}
    return templates


def _script(path: str) -> str:
    return _text(path).replace("</script", "<\\/script")


@cache
def _text(path: str) -> str:
    return (_HERE / path).read_text("utf-8")


def _source(script: str) -> str:
    """Return the hash by which a Content Security Policy names a script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
