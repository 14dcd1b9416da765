"""Files of RDF that people bring: Turtle, TriG, N-Triples, N-Quads, RDF/XML, JSON-LD -> triples."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from kembar.errors import InputError
from kembar.rdf_text import parse_rdf
from kembar.terms import Triple
from kembar.vocabulary import NAMESPACES

OUR_GRAPHS = NAMESPACES["graph"]
_XML = (".rdf", ".xml", ".owl")
_ENTITY = re.compile(rb"""<!ENTITY\s+(?:%\s+)?[^\s>]+\s+(?:["']([^"']*)["'])?""")
_LONGEST_ENTITY = 500
"""Bytes; those that name a namespace are far shorter."""


def read_rdf(path: Path) -> list[Triple]:
    """What a file says, of all its graphs, without what it says of graphs of ours.

    An export of Kembar tells which source speaks in each graph; read again as one source, it is
    that one source that speaks.

    Raises:
        InputError: with file and line; or it says nothing.
    """
    _refuse_entities(path)
    told = parse_rdf(path, f"{OUR_GRAPHS}imported/{quote(path.name)}", str(path))
    triples = [triple for triple in told if not triple[0].startswith(f"<{OUR_GRAPHS}")]
    if not triples:
        raise InputError("says nothing", file=path)
    return triples


def _refuse_entities(path: Path) -> None:
    """Oxigraph expands what a DTD declares: an entity made of others can fill any memory."""
    if path.suffix.lower() not in _XML:
        return
    try:
        text = path.read_bytes()
    except OSError as bad:
        raise InputError(f"cannot be read: {bad.strerror}", file=path) from None
    if b"\0" in text[:1000]:
        raise InputError("is not UTF-8; save it as UTF-8", file=path, line=1)
    for found in _ENTITY.finditer(text):
        value = found[1]
        if value is None or b"&" in value or len(value) > _LONGEST_ENTITY:
            line = text.count(b"\n", 0, found.start()) + 1
            fault = "declares an entity of a dangerous kind; write its text out instead"
            raise InputError(fault, file=path, line=line)
