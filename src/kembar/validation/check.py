"""What is to be mended: broken shapes, and folders that hold less than their card promises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from kembar.model.tables import read_table
from kembar.model.to_rdf import key_of
from kembar.rdf.engine import Engine
from kembar.rdf.terms import Term, Triple, iri
from kembar.store.load import read_card
from kembar.store.parallel_load import load_parallel
from kembar.store.retirement import retirements
from kembar.store.rules import load_rules
from kembar.validation.pipe import Pipe
from kembar.validation.shacl import Problem, locate, parallel_parts, validate_parts
from kembar.validation.shapes import Places, Shapes, TripleSieve, load_shapes
from kembar.workspace.layout import CARD, Workspace

_PROPERTIES = "SELECT DISTINCT ?p { GRAPH %s { ?s ?p ?o } }"
"""Those of a graph; put in order by the engine it takes twenty times as long."""


def data_problems(
    workspace: Workspace, engine: Engine, language: str = "en", *, with_pyshacl: bool = False
) -> list[str]:
    """One line for each fault: where, what is wrong, what to do.

    Args:
        workspace: whose files and shapes count.
        engine: its graph, in step with the files.
        language: of the shapes' messages, "en" or "id".
        with_pyshacl: let pySHACL check the shapes.
    """
    problems = _broken(workspace, engine, language, with_pyshacl)
    return [str(problem) for problem in locate(problems, engine, workspace)] + _too_few(workspace)


def _broken(
    workspace: Workspace, engine: Engine, language: str, with_pyshacl: bool
) -> list[Problem]:
    parts = load_shapes(workspace).split_into(parallel_parts(with_pyshacl=with_pyshacl))
    pipes = [Pipe(".nt") for _ in parts]

    def about(things: Iterable[str]) -> Iterator[Triple]:
        return engine.triples_about(
            iri(thing) for thing in things if thing.startswith(("http", "urn:"))
        )

    # The engine of shapes takes in what is read while it is being read.
    with ThreadPoolExecutor(1) as pool:
        data = list(zip(parts, pipes, strict=True))
        found = pool.submit(validate_parts, data, about, language, with_pyshacl=with_pyshacl)
        _write(_statements(workspace, engine, parts), pipes)
        return found.result()


def _statements(
    workspace: Workspace, engine: Engine, parts: Sequence[Shapes]
) -> Iterator[tuple[Places, bytes]]:
    """What is said and what is computed, as N-Triples, each with the parts that ask for it.

    What is said is read from the files, which takes a fifth of reading it from a store on disk.
    """
    with_retired = {retired.graph for retired in retirements(engine)}
    sieve = TripleSieve(parts, with_retired)
    derived = [rule.graph for rule in load_rules(workspace)]
    with ThreadPoolExecutor(1) as pool:
        computed = pool.submit(_computed, engine, derived, TripleSieve(parts))
        yield from load_parallel(sieve, workspace.graph_files())
        yield from TripleSieve(parts)((graph, engine.triples(graph)) for graph in with_retired)
        yield from computed.result()


def _computed(
    engine: Engine, derived: Iterable[Term], sieve: TripleSieve
) -> list[tuple[Places, bytes]]:
    """What is computed, as far as shapes ask for it."""
    found = []
    for graph in derived:
        for row in engine.select(_PROPERTIES % graph).rows:
            for asked in (value.term for value in row if value):
                if places := sieve.places[asked]:
                    said = f"?s {asked} ?o"
                    query = f"CONSTRUCT {{ {said} }} {{ GRAPH {graph} {{ {said} }} }}"
                    found.append((places, engine.construct_ntriples(query)))
    return found


def _write(texts: Iterable[tuple[Places, bytes]], pipes: Sequence[Pipe]) -> None:
    """Write to a pipe for each part of the shapes what that part asks for."""
    with ExitStack() as stack:
        files = [stack.enter_context(pipe.open_writer()) for pipe in pipes]
        for places, text in texts:
            for place in places:
                files[place].write(text)


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
