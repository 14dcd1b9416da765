"""Kembar: a knowledge graph of sister-city relations.

    import kembar

    graph = kembar.open("office")
    graph.add([kembar.entry("partnership", cities=["Bandung", "Utrecht"])], source="https://...")
    graph.query("city-partners", city="Bandung")

The records (`kembar.Partnership`, ...) and the errors (`kembar.ShapeViolation`, ...)
are here too. Nothing is imported before it is used.
"""

from __future__ import annotations

from kembar._version import __version__ as __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from kembar.editing.entry import Entry
    from kembar.knowledge_graph import KnowledgeGraph

_ERRORS = (
    "KembarError",
    "InputError",
    "UnknownName",
    "AmbiguousName",
    "ShapeViolation",
    "ReviewRequired",
)
_RECORDS = (
    "Source",
    "Country",
    "City",
    "Agency",
    "Partnership",
    "Agreement",
    "Activity",
    "Study",
    "Finding",
    "Obstacle",
    "Event",
    "Observation",
    "Tenure",
    "Rate",
    "SignedBy",
    "PartialDate",
)
__all__ = ("KnowledgeGraph", "entry", "open", *_ERRORS, *_RECORDS)


def open(workspace: str | Path | None = None, *, language: str = "en") -> KnowledgeGraph:  # noqa: A001 - kembar.open, as shelve.open
    """The graph of a workspace; without one, of the current folder, or of the shipped data alone.

    Args:
        workspace: a folder that `kembar init` made.
        language: of labels, sentences and messages, "en" or "id".

    Raises:
        InputError: the folder is no workspace.
    """
    from pathlib import Path

    from kembar.knowledge_graph import KnowledgeGraph
    from kembar.workspace.layout import open_workspace

    folder = Path(workspace) if workspace is not None else None
    return KnowledgeGraph(open_workspace(folder), language)


def entry(kind: str, /, *, key: str = "", **values: Any) -> Entry:
    """One thing to add, with names, dates and numbers as people write them.

    Args:
        kind: as "partnership"; `kembar template KIND` lists the fields.
        key: names the thing, where it is one of the graph or is to have a key of one's own.
        values: by field, each a text, a number or a list of these.

    Raises:
        UnknownName: a kind or a field that there is not, with the nearest ones.
    """
    from kembar.editing.entry import entry

    return entry(kind, values, key)


def __getattr__(name: str) -> Any:
    """Bring a record or an error in when it is first asked for."""
    from importlib import import_module

    homes = dict.fromkeys(_ERRORS, "errors") | dict.fromkeys(_RECORDS, "model.records")
    homes |= {"KnowledgeGraph": "knowledge_graph", "PartialDate": "model.dates"}
    if name not in homes:
        raise AttributeError(f"module 'kembar' has no attribute {name!r}")
    return getattr(import_module(f"kembar.{homes[name]}"), name)
