"""What is to be mended: broken shapes, and folders that hold less than their card promises."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from kembar.engine import Engine
from kembar.graph import key_of
from kembar.loaders.files import read_card, read_graphs
from kembar.loaders.tables import read_table
from kembar.terms import Term, Triple, iri, n_quads
from kembar.validation import Problem, located, shapes_of, validate_file
from kembar.vocabulary import NAME_KEYS, derived_graph, retired_graph
from kembar.workspace import CARD, Workspace

_OF_ANY = re.compile(r"""[?$]\w+\s+[?$](?!PATH\b)\w+\s+(?:[?$<"]|\w*:)|shacl#closed""")
"""In shapes: what looks at every property of a thing."""


def to_mend(
    workspace: Workspace, engine: Engine, language: str = "en", *, referee: bool = False
) -> list[str]:
    """One line for each fault: where, what is wrong, what to do.

    Args:
        workspace: whose files and shapes count.
        engine: its graph, in step with the files.
        language: of the shapes' messages, "en" or "id".
        referee: let pySHACL check the shapes.
    """
    problems = _broken(workspace, engine, language, referee)
    return [str(problem) for problem in located(problems, engine, workspace)] + _too_few(workspace)


def _broken(workspace: Workspace, engine: Engine, language: str, referee: bool) -> list[Problem]:
    with tempfile.TemporaryDirectory(prefix="kembar-") as folder:
        path = Path(folder) / "graph.nt"
        with path.open("w", encoding="utf-8") as file:
            for triples in _statements(workspace, engine):
                file.write(n_quads(triples))
        return validate_file(
            path,
            lambda things: engine.about(iri(t) for t in things if t.startswith(("http", "urn:"))),
            workspace,
            language,
            referee=referee,
        )


def _statements(workspace: Workspace, engine: Engine) -> Iterator[Iterable[Triple]]:
    """What is said, and what is computed as far as shapes ask for it.

    What is said is read from the files, which takes a fifth of reading it from a store on disk.
    """
    held = set(engine.graphs())
    for file in workspace.graph_files():
        for graph, triples in read_graphs(file).items():
            yield engine.triples(graph) if retired_graph(graph) in held else triples
    shapes = n_quads(shapes_of(workspace)).replace("\\n", " ")
    for graph in sorted(held - {NAME_KEYS}):
        if graph.startswith(derived_graph("")[:-1]) and _is_asked(engine, graph, shapes):
            yield engine.triples(graph)


def _is_asked(engine: Engine, graph: Term, shapes: str) -> bool:
    """Whether the shapes name a property of a graph, or ask of any that there is."""
    if _OF_ANY.search(shapes):
        return True
    rows = engine.select(f"SELECT DISTINCT ?p {{ GRAPH {graph} {{ ?s ?p ?o }} }}").rows
    return any(re.split("[/#]", p.text)[-1] in shapes for (p,) in rows if p)


def _too_few(workspace: Workspace) -> list[str]:
    """One line for each table that holds fewer different records than its folder's card says."""
    told = []
    for card_file in workspace.files("data", ".toml"):
        if card_file.path.name != CARD:
            continue
        for kind, least in read_card(card_file.path, card_file.shown).least:
            table = card_file.path.parent / f"{kind}.csv"
            rows = read_table(table) if table.exists() else []
            found = len({key_of(row.record) for row in rows})
            if found < least:
                told.append(f"{card_file.shown} [{kind}]: holds {found}, its card says {least}")
    return told
