"""What is to be mended: broken shapes, and folders that hold less than their card promises."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from kembar.engine import Engine
from kembar.graph import key_of
from kembar.loaders.files import read_card
from kembar.loaders.tables import read_table
from kembar.reading import texts_of
from kembar.shapes import Shapes, shapes_of
from kembar.terms import Term, iri, n_quads
from kembar.validation import Problem, located, validate_parts
from kembar.vocabulary import counts, derived_graph, graph_of_retired
from kembar.workspace import CARD, Workspace

_OF_GRAPH = "CONSTRUCT { ?s ?p ?o } { GRAPH %s { VALUES ?p { %s } ?s ?p ?o } }"
"""What a graph says with some properties."""


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
    shapes = shapes_of(workspace)
    # The referee tells the same of all at once, and would read the graph once for each part.
    parts = [shapes] if referee else shapes.parted(os.cpu_count() or 1)
    with tempfile.TemporaryDirectory(prefix="kembar-") as folder:
        paths = [Path(folder) / f"{number}.nt" for number in range(len(parts))]
        _write(_statements(workspace, engine, parts), parts, paths)
        return validate_parts(
            list(zip(parts, paths, strict=True)),
            lambda things: engine.about(iri(t) for t in things if t.startswith(("http", "urn:"))),
            language,
            referee=referee,
        )


def _statements(workspace: Workspace, engine: Engine, parts: Sequence[Shapes]) -> Iterator[bytes]:
    """What is said and what is computed, as N-Triples.

    What is said is read from the files, which takes a fifth of reading it from a store on disk.
    """
    held = set(engine.graphs())
    retired = {graph for graph in held if graph_of_retired(graph) != graph}
    apart = {graph_of_retired(graph) for graph in retired}
    with ThreadPoolExecutor(1) as pool:
        computed = pool.submit(_computed, engine, held - retired, parts)
        for graph, text in texts_of(workspace.graph_files()):
            if graph not in apart:
                yield text
        for graph in apart:
            yield n_quads(engine.triples(graph)).encode()
        yield from computed.result()


def _computed(engine: Engine, held: Iterable[Term], parts: Sequence[Shapes]) -> list[bytes]:
    """What is computed, as far as shapes ask for it."""
    return [
        engine.made(_OF_GRAPH % (graph, " ".join(asked)))
        for graph in sorted(held)
        if graph.startswith(derived_graph("")[:-1]) and counts(graph)
        for asked in [[p for p in _properties(engine, graph) if any(s.ask_of(p) for s in parts)]]
        if asked
    ]


def _properties(engine: Engine, graph: Term) -> list[Term]:
    rows = engine.select(f"SELECT DISTINCT ?p {{ GRAPH {graph} {{ ?s ?p ?o }} }} ORDER BY ?p").rows
    return [p.term for (p,) in rows if p]


def _write(texts: Iterable[bytes], parts: Sequence[Shapes], paths: Sequence[Path]) -> None:
    """Write to a file for each part of the shapes what that part asks for."""
    places: dict[bytes, list[int]] = {}
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("wb")) for path in paths]
        for text in texts:
            wanted: list[list[bytes]] = [[] for _ in files]
            for line in text.splitlines(keepends=True):
                predicate = line.split(b" ", 2)[1]
                if predicate not in places:
                    named = Term(predicate.decode())
                    places[predicate] = [n for n, part in enumerate(parts) if part.ask_of(named)]
                for place in places[predicate]:
                    wanted[place].append(line)
            for file, lines in zip(files, wanted, strict=True):
                file.writelines(lines)


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
