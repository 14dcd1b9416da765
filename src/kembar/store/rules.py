"""Rules: CONSTRUCT queries that compute statements, each into a graph of its own.

A rule reads what people said, never what another rule computes. One that holds the place
`VALUES ?this { UNDEF }` says things of ?this alone, and only by what ?this is, what it points at
and what points at it: after a change it is run for the things within reach of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from kembar.errors import DamagedStore, InputError, KembarError
from kembar.rdf.engine import Engine, GraphPatch, batches
from kembar.rdf.namespaces import derived_graph
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.terms import Term, Triple
from kembar.workspace.layout import Workspace, read_text

_PLACE = re.compile(r"VALUES\s+\?this\s*\{\s*UNDEF\s*\}")
_TEMPLATE = re.compile(r"\bCONSTRUCT\s*\{([^{}]*)\}", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"(?:^|\.\s)\s*(?!\?this\s)\S")
"""In a template: a statement of something else than ?this."""


@dataclass(frozen=True)
class Rule:
    """One rule: its name, its text, and how messages call its file."""

    name: str
    text: str
    shown: str

    @property
    def graph(self) -> Term:
        """Where its results stand."""
        return derived_graph(self.name)

    @property
    def is_local(self) -> bool:
        """Whether it can be run for some things alone."""
        template = _TEMPLATE.search(self.text)
        return (
            template is not None
            and _PLACE.search(self.text) is not None
            and _OF_ANOTHER.search(template[1].strip()) is None
        )

    def construct(self, engine: Engine, things: set[Term] | None = None) -> set[Triple]:
        """What it computes, of all things or of some.

        Raises:
            InputError: it is no CONSTRUCT query that can be answered.
        """
        places = [""]
        if things is not None:
            places = [f"VALUES ?this {{ {' '.join(few)} }}" for few in batches(things)]
        with self._told():
            return {triple for place in places for triple in engine.construct(self._asked(place))}

    def construct_all(self, engine: OxigraphEngine) -> bytes:
        """What it computes of all things, as N-Triples.

        Raises:
            InputError: it is no CONSTRUCT query that can be answered.
        """
        with self._told():
            return engine.construct_ntriples(self._asked(""))

    def _asked(self, place: str) -> str:
        # The place is taken out for all: an unbound value there would be joined with every row.
        return _PLACE.sub(place, self.text)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DamagedStore:
            raise
        except KembarError as bad:
            raise InputError(str(bad), file=self.shown) from None


def load_rules(workspace: Workspace) -> list[Rule]:
    """The shipped rules and the workspace's own.

    Raises:
        InputError: a file that cannot be read.
    """
    return [
        Rule(_name(file.name), read_text(file), file.shown)
        for file in workspace.files("ontology", ".rq")
    ]


def derive_all(engine: OxigraphEngine, workspace: Workspace) -> list[bytes]:
    """Fill the derived graphs of a store that has none.

    Rules are computed at once, as many as there are cores, and what they make is put in when all
    are done: so none reads what another computes.

    Returns:
        What each rule makes, as N-Triples.

    Raises:
        InputError: a rule is no CONSTRUCT query that can be answered.
    """
    rules = load_rules(workspace)
    made = engine.map_parallel(lambda rule: rule.construct_all(engine), rules)
    engine.bulk_load_derived([(rule.graph, text) for rule, text in zip(rules, made, strict=True)])
    return made


def derivation_patches(
    engine: Engine, workspace: Workspace, touched: set[Term] | None
) -> list[GraphPatch]:
    """What must change so that the derived graphs hold what the rules compute.

    Args:
        engine: the store, with all that people say.
        workspace: whose rules count.
        touched: the things of which something else may be computed; all where None.
    """
    found = []
    for rule in load_rules(workspace):
        things = touched if rule.is_local else None
        old = (
            set(engine.triples(rule.graph))
            if things is None
            else set(engine.triples_about(things, rule.graph))
        )
        new = rule.construct(engine, things)
        found.append((rule.graph, old - new, new - old))
    return found


def _name(file: str) -> str:
    return file.replace("ontology/", "", 1).removeprefix("rules/").removesuffix(".rq")
