"""SHACL engines: `shacl`, which is compiled, and pySHACL, the slower reference in Python.

pySHACL confirms the results of `shacl`, and replaces it on machines for which it has no wheel.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from kembar.rdf.namespaces import NAMESPACES

_BLANK_NODE = "[]"
"""A blank node, as in Turtle: the labels of engines mean nothing."""

Data = str | Path
"""A text of N-Triples, or a file of it."""


@dataclass(frozen=True)
class ValidationResult:
    """A validation result: IRIs or texts, "" for none; a message for each language of the shape.

    `severity` is the name of the shape's severity, as "Violation".
    """

    focus: str
    path: str
    value: str
    messages: tuple[str, ...]
    severity: str = "Violation"


ShaclEngine = Callable[[Data, str], Iterator[ValidationResult]]
"""Yield the results for data and shapes, both N-Triples; raises any exception for bad shapes."""


def has_compiled_engine() -> bool:
    """Return whether `shacl` is installed."""
    return find_spec("shacl") is not None


def validate_with_shacl(data: Data, shapes: str) -> Iterator[ValidationResult]:
    """Yield the results of `shacl`; see `ShaclEngine`."""
    import shacl

    shapes_graph = shacl.Shapes.from_text(shapes, "ntriples")
    if isinstance(data, Path):
        report = shapes_graph.validate_file(str(data))
    else:
        report = shapes_graph.validate_text(data, "ntriples")
    for result in report.results:
        focus, value = result.focus_node, result.value or ""
        yield ValidationResult(
            _BLANK_NODE if focus.startswith("_:") else focus.strip("<>"),
            (result.path or "").strip("<>"),
            _BLANK_NODE if value.startswith("_:") else result.value_plain or "",
            tuple(result.messages),
            result.severity,
        )


def validate_with_pyshacl(data: Data, shapes: str) -> Iterator[ValidationResult]:
    """Yield the results of pySHACL; see `ShaclEngine`."""
    import pyshacl
    import rdflib

    # Their logs repeat the results.
    for name in ("pyshacl", "rdflib.term"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # Values keep their texts.
    normalising, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        path, text = (data, None) if isinstance(data, Path) else (None, data)
        graph = rdflib.Graph().parse(path, data=text, format="nt")
    finally:
        rdflib.NORMALIZE_LITERALS = normalising
    _, report, _ = pyshacl.validate(
        graph,
        shacl_graph=rdflib.Graph().parse(data=shapes, format="nt"),
        inference="none",
        advanced=True,  # SPARQL-based targets
    )
    sh = rdflib.Namespace(NAMESPACES["sh"])
    # Not all of type sh:ValidationResult, as the details of a result have it too.
    for result in report.objects(None, sh.result):
        focus, value = (report.value(result, word) for word in (sh.focusNode, sh.value))
        yield ValidationResult(
            _BLANK_NODE if isinstance(focus, rdflib.BNode) else str(focus),
            str(report.value(result, sh.resultPath) or ""),
            _BLANK_NODE if isinstance(value, rdflib.BNode) else "" if value is None else str(value),
            tuple(map(str, report.objects(result, sh.resultMessage))),
            str(report.value(result, sh.resultSeverity) or sh.Violation).removeprefix(sh),
        )
