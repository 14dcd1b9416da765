"""Sources of the graph by the texts that people give for them."""

from __future__ import annotations

from difflib import get_close_matches

from kembar.errors import AmbiguousName, InputError, quoted
from kembar.language import _
from kembar.model.records import Key
from kembar.rdf.engine import Engine
from kembar.rdf.namespaces import PREFIXES, local_name
from kembar.rdf.terms import literal, typed_literal

_SOURCE = """SELECT DISTINCT ?source {
  { ?source kb:webAddress %s } UNION { ?source dcterms:title %s }
  UNION { ?source rdfs:label %s } UNION { ?source kb:key %s }
  ?source a kb:Source
}"""
_SOURCE_NAMES = "SELECT DISTINCT ?name { ?source a kb:Source ; dcterms:title|rdfs:label ?name }"

_SAME_TITLE = 0.9
"""The similarity, of 1, from which a title is likely a mistyped one of the graph."""

_MAX_CANDIDATES = 5
"""Candidates that an error names."""


def known_source(engine: Engine, name: str) -> Key | None:
    """Return the key of the graph's source with an address, a title, a name or a key.

    Raises:
        AmbiguousName: several have that title or name.
    """
    query = PREFIXES + _SOURCE % (
        typed_literal(name, "anyURI"),
        literal(name),
        literal(name),
        literal(name),
    )
    keys = sorted(local_name(source.term) for (source,) in engine.select(query).rows if source)
    if len(keys) > 1 and name not in keys:
        raise AmbiguousName("source", name, keys[:_MAX_CANDIDATES])
    return Key(name if name in keys else keys[0]) if keys else None


def check_new_title(engine: Engine, text: str) -> None:
    """Check that a text in place of an address can be the title of a new source: a paper, a letter.

    Raises:
        InputError: it is one word in ASCII, as a mistyped key or address is, or almost the title
            of a source of the graph. A title in Korean may well be one word.
    """
    rows = engine.select(PREFIXES + _SOURCE_NAMES).rows
    close = get_close_matches(text, [str(name) for (name,) in rows], 1, _SAME_TITLE)
    if not close and (" " in text or not text.isascii()):
        return
    if close:
        fault = _(
            "{text} is no source of the graph. Did you mean {title}? "
            "If it is another, give it as --source-title",
            text=quoted(text),
            title=close[0],
        )
    else:
        fault = _(
            "{text} is no source of the graph: give its web address, "
            "which begins with http:// or https://, or its title",
            text=quoted(text),
        )
    raise InputError(fault, column="source")
