"""Rules: CONSTRUCT queries that derive statements, each into a graph of its own.

A rule reads the statements of the files, never those that another rule derives. One that has the
placeholder `VALUES ?this { UNDEF }` derives statements about ?this alone, from the triples of
?this, of its objects and of what points at it: after a change it is run for affected things only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from kembar.errors import DamagedStore, InputError, KembarError
from kembar.rdf.engine import Engine, GraphPatch, batches
from kembar.rdf.namespaces import derived_graph
from kembar.rdf.oxigraph import OxigraphEngine
from kembar.rdf.terms import Term, Triple, to_nquads
from kembar.workspace.layout import Workspace, read_text

_PLACEHOLDER = re.compile(r"VALUES\s+\?this\s*\{\s*UNDEF\s*\}")
_TEMPLATE = re.compile(r"\bCONSTRUCT\s*\{([^{}]*)\}", re.IGNORECASE)
_OTHER_SUBJECT = re.compile(r"(?:^|\.\s)\s*(?!\?this\s)\S")
"""In a template: a triple with another subject than ?this."""


@dataclass(frozen=True)
class Rule:
    """A rule.

    Attributes:
        name: of its file below ontology/rules/, without the suffix.
        text: the query.
        display_path: of its file, for messages.
        is_shipped: it came with the program, so that it needs no limits.
    """

    name: str
    text: str
    display_path: str
    is_shipped: bool = False

    @property
    def graph(self) -> Term:
        """The graph of its results."""
        return derived_graph(self.name)

    @property
    def is_local(self) -> bool:
        """True if the rule can be run for some things alone."""
        template = _TEMPLATE.search(self.text)
        return (
            template is not None
            and _PLACEHOLDER.search(self.text) is not None
            and _OTHER_SUBJECT.search(template[1].strip()) is None
        )

    def construct(self, engine: Engine, things: set[Term] | None = None) -> set[Triple]:
        """Return the triples that it derives, for all things or for some.

        Raises:
            InputError: it is no CONSTRUCT query that can be answered.
        """
        values = [""]
        if things is not None:
            values = [f"VALUES ?this {{ {' '.join(batch)} }}" for batch in batches(things)]
        with self._errors():
            construct = engine.construct if self.is_shipped else engine.construct_of_others
            return {triple for text in values for triple in construct(self._query(text))}

    def construct_all(self, engine: Engine) -> bytes:
        """Return the triples that it derives for all things, as N-Triples.

        Raises:
            InputError: it is no CONSTRUCT query that can be answered.
        """
        with self._errors():
            if self.is_shipped:
                return engine.construct_ntriples(self._query(""))
            return to_nquads(engine.construct_of_others(self._query(""))).encode()

    def _query(self, values: str) -> str:
        """Return the query with a VALUES clause.

        Without one the placeholder is removed: an unbound value would be joined with every row.
        """
        return _PLACEHOLDER.sub(values, self.text)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Let errors of the query name the file of the rule."""
        try:
            yield
        except DamagedStore:
            raise
        except KembarError as error:
            raise InputError(str(error), file=self.display_path) from None


def load_rules(workspace: Workspace) -> list[Rule]:
    """Return the shipped rules and the workspace's own.

    Raises:
        InputError: a file cannot be read.
    """
    return [
        Rule(
            _name(file.name),
            read_text(file),
            file.display_path,
            is_shipped=file.is_shipped,
        )
        for file in workspace.files("ontology", ".rq")
    ]


def derive_all(engine: OxigraphEngine, workspace: Workspace) -> list[bytes]:
    """Fill the derived graphs of a store that has none.

    Rules are computed in parallel, and their results are loaded when all are done: so no rule reads
    what another derives.

    Returns:
        The results of each rule, as N-Triples.

    Raises:
        InputError: a rule is no CONSTRUCT query that can be answered.
    """
    rules = load_rules(workspace)
    with _limited(engine, workspace, rules) as reader:
        results = engine.map_parallel(lambda rule: rule.construct_all(reader), rules)
    graphs = [rule.graph for rule in rules]
    engine.bulk_load_derived(list(zip(graphs, results, strict=True)))
    return results


def derivation_patches(
    engine: Engine, workspace: Workspace, things: set[Term] | None
) -> list[GraphPatch]:
    """Return the patches that bring the derived graphs into step.

    Args:
        engine: the store, with all statements of the files.
        workspace: whose rules count.
        things: for which a rule may derive something else; all where None.
    """
    patches = []
    rules = load_rules(workspace)
    with _limited(engine, workspace, rules) as reader:
        for rule in rules:
            subjects = things if rule.is_local else None
            old = (
                set(engine.triples(rule.graph))
                if subjects is None
                else set(engine.triples_about(subjects, rule.graph))
            )
            new = rule.construct(reader, subjects)
            patches.append((rule.graph, old - new, new - old))
    return patches


@contextmanager
def _limited(engine: Engine, workspace: Workspace, rules: Sequence[Rule]) -> Iterator[Engine]:
    """Provide an engine that answers the rules of the workspace within its limits."""
    engine.policy = workspace.policy
    if not isinstance(engine, OxigraphEngine) or all(rule.is_shipped for rule in rules):
        yield engine
        return
    with engine.frozen() as reader:
        yield reader


def _name(file: str) -> str:
    return file.replace("ontology/", "", 1).removeprefix("rules/").removesuffix(".rq")
