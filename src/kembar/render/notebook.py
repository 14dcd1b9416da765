"""Pages as cells of a notebook."""

from __future__ import annotations

from html import escape


def notebook_frame(page: str, title: str, height: int = 640) -> str:
    """Return an `<iframe>` with a page inside it, whose scripts cannot reach the notebook.

    Args:
        page: a self-contained page in HTML.
        title: the accessible name of the frame.
        height: in CSS pixels.
    """
    return (
        f'<iframe title="{escape(title)}" srcdoc="{escape(page)}" width="100%" height="{height}" '
        'sandbox="allow-scripts allow-popups" style="border: 1px solid #d5dae2"></iframe>'
    )
