"""The problems of the data: broken shapes, and tables shorter than their folder's card says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass

from kembar.language import _, in_this_language, numeral
from kembar.model.tables import read_table
from kembar.model.to_rdf import key_of
from kembar.rdf.engine import Engine
from kembar.rdf.terms import Term, Triple, iri
from kembar.store.load import read_card
from kembar.store.parallel_load import load_parallel
from kembar.store.retirement import retirements
from kembar.store.rules import load_rules
from kembar.validation.pipe import Pipe
from kembar.validation.problem import Location, Problem, locate
from kembar.validation.shacl import parallel_parts, validate_parts
from kembar.validation.shapes import PartNumbers, Shapes, TripleSieve, load_shapes
from kembar.workspace.layout import CARD, Workspace

_PROPERTIES = "SELECT DISTINCT ?p { GRAPH %s { ?s ?p ?o } }"
"""The properties of a graph, unordered: ORDER BY would take twenty times as long."""


@dataclass(frozen=True)
class Shortfall(Problem):
    """A table with fewer records than its folder's card says; `path` is the table's name."""

    @property
    def field(self) -> str:
        """The name of the table."""
        return self.path

    def __str__(self) -> str:
        return f"{self.places[0]} [{self.path}]: {self.message}"


def data_problems(
    workspace: Workspace, engine: Engine, *, with_pyshacl: bool = False
) -> list[Problem]:
    """Return the problems of the data, in stable order: of the shapes, then of the cards.

    Args:
        workspace: whose files and shapes count.
        engine: its graph, in step with the files.
        with_pyshacl: let pySHACL check the shapes.
    """
    problems = _shape_problems(workspace, engine, with_pyshacl)
    return [*locate(problems, engine, workspace), *_shortfalls(workspace)]


def _shape_problems(workspace: Workspace, engine: Engine, with_pyshacl: bool) -> list[Problem]:
    parts = load_shapes(workspace).split_into(parallel_parts(with_pyshacl=with_pyshacl))
    pipes = [Pipe(".nt") for _ in parts]

    def about(things: Iterable[str]) -> Iterator[Triple]:
        return engine.triples_about(
            iri(thing) for thing in things if thing.startswith(("http", "urn:"))
        )

    # The SHACL engine reads the triples while they are being written.
    with ThreadPoolExecutor(1) as pool:
        data = list(zip(parts, pipes, strict=True))
        task = in_this_language(validate_parts)
        future = pool.submit(task, data, about, with_pyshacl=with_pyshacl)
        _write(_statements(workspace, engine, parts), pipes)
        return future.result()


def _statements(
    workspace: Workspace, engine: Engine, parts: Sequence[Shapes]
) -> Iterator[tuple[PartNumbers, bytes]]:
    """Yield asserted and derived triples as N-Triples, with the parts of the shapes that need them.

    Asserted triples are read from the files, in a fifth of the time that a store on disk takes.
    """
    with_retired = {retired.graph for retired in retirements(engine)}
    sieve = TripleSieve(parts, with_retired)
    graphs = [rule.graph for rule in load_rules(workspace)]
    with ThreadPoolExecutor(1) as pool:
        derived_triples = pool.submit(
            in_this_language(_derived), engine, graphs, TripleSieve(parts)
        )
        yield from load_parallel(sieve, workspace.graph_files())
        yield from TripleSieve(parts)((graph, engine.triples(graph)) for graph in with_retired)
        yield from derived_triples.result()


def _derived(
    engine: Engine, graphs: Iterable[Term], sieve: TripleSieve
) -> list[tuple[PartNumbers, bytes]]:
    """Return the derived triples that the shapes need."""
    texts = []
    for graph in graphs:
        for row in engine.select(_PROPERTIES % graph).rows:
            for predicate in (value.term for value in row if value):
                if places := sieve.parts_by_property[predicate]:
                    pattern = f"?s {predicate} ?o"
                    query = f"CONSTRUCT {{ {pattern} }} {{ GRAPH {graph} {{ {pattern} }} }}"
                    texts.append((places, engine.construct_ntriples(query)))
    return texts


def _write(texts: Iterable[tuple[PartNumbers, bytes]], pipes: Sequence[Pipe]) -> None:
    """Write to the pipe of each part of the shapes the triples that it needs."""
    with ExitStack() as stack:
        files = [stack.enter_context(pipe.open_writer()) for pipe in pipes]
        for places, text in texts:
            for place in places:
                files[place].write(text)


def _shortfalls(workspace: Workspace) -> Iterator[Shortfall]:
    """Yield a problem for each table with fewer different records than its folder's card says."""
    for card_file in workspace.files("data", ".toml"):
        if card_file.path.name != CARD:
            continue
        for table, least in read_card(card_file.path, card_file.display_path).least:
            path = card_file.path.parent / f"{table}.csv"
            rows = read_table(path) if path.exists() else []
            count = len({key_of(row.record) for row in rows})
            if count < least:
                message = _(
                    "holds {count}, its card says {least}",
                    count=numeral(count),
                    least=numeral(least),
                )
                yield Shortfall("", table, "", message, (Location(card_file.display_path),))
