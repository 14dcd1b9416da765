"""The files of changes: one TriG file for each, below data/added of a workspace."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kembar.rdf.namespaces import NAMESPACES, graph_address
from kembar.rdf.syntax import serialize_quads
from kembar.rdf.terms import Term, Triple

ADDED = "added"
"""Below data/ of a workspace: a folder for each year, with a file for each change."""

CHANGE = "change"
"""Fragment of a change's IRI in its file. No fragment of a source begins so: it has a dot."""


def change_file(change: str, year: int | str) -> str:
    """Return the path of a change's file below data/."""
    return f"{ADDED}/{year}/{change}.trig"


def added_address(file: str) -> str:
    """Return the IRI of the default graph of a file below data/ of a workspace."""
    return graph_address(f"workspace/data/{file}")


def source_fragment(source: str) -> str:
    """Return the fragment of the named graph with one source's statements in a change."""
    return f"source.{source}"


def change_text(
    comments: Iterable[str], graphs: Mapping[Term, Iterable[Triple]], address: str
) -> str:
    """Return the text of a change's file: comments, prefixes, statements.

    Args:
        comments: lines without `# `, none with an end of line in it.
        graphs: triples by named graph; "" names the default graph.
        address: IRI of the file.
    """
    head = "".join(f"# {comment}".rstrip() + "\n" for comment in comments)
    return "\n".join(filter(None, (head, to_trig(graphs, address))))


def to_trig(graphs: Mapping[Term, Iterable[Triple]], address: str) -> str:
    """Return triples by named graph as TriG, in stable order, with the prefixes that it uses.

    Args:
        graphs: "" names the default graph.
        address: IRI of the file; its fragments are written with the prefix `change`.
    """
    quads = [
        (s, p, o, graph)
        for graph, triples in sorted(graphs.items())
        for s, p, o in sorted(set(triples))
    ]
    prefixes = NAMESPACES | {"change": f"{address}#"}
    # Not splitlines: it also breaks at characters that a literal may hold.
    lines = serialize_quads(quads, "trig", prefixes).replace("\t", "    ").split("\n")
    body = [line for line in lines if not line.startswith("@prefix")]
    names = {name for line in body for name in re.findall(r"(?<![\w:])(\w+):", line)}
    head = [f"@prefix {name}: <{prefixes[name]}> ." for name in sorted(names & set(prefixes))]
    return "\n".join([*head, "", *body])
