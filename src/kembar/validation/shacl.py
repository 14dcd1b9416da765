"""SHACL validation: the problems of triples by the shapes of ontology/."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext

from kembar.errors import InputError
from kembar.language import _, in_this_language, language
from kembar.model.date_spans import date_span_triples
from kembar.rdf.namespaces import prefixed_name, term
from kembar.rdf.terms import Triple, parse_term, to_nquads
from kembar.validation.engines import (
    ShaclEngine,
    ValidationResult,
    has_compiled_engine,
    validate_with_pyshacl,
    validate_with_shacl,
)
from kembar.validation.pipe import Pipe
from kembar.validation.problem import Problem
from kembar.validation.shapes import Shapes, load_shapes
from kembar.workspace.layout import SHAPES, Workspace

_OWN_SHAPES = f"ontology/{SHAPES}"
"""The shapes of a workspace, which messages name, as the shipped ones are tested."""

TriplesAbout = Callable[[set[str]], Iterable[Triple]]
"""Return at least the triples of some subjects, by their IRIs."""


def validate(
    triples: Iterable[Triple],
    workspace: Workspace,
    *,
    with_pyshacl: bool = False,
) -> list[Problem]:
    """Return the problems of triples, in stable order and in the language spoken.

    A shape without a message in that language speaks English, or else its own one language.

    Args:
        triples: the data, with the triples that it refers to; the spans of its dates are added.
        workspace: whose shapes count, in addition to the shipped ones.
        with_pyshacl: let pySHACL validate.

    Raises:
        InputError: a file of shapes cannot be read, or an engine cannot use the shapes.
    """
    triples = list(triples)
    triples += date_span_triples(triples)
    parts = [(load_shapes(workspace), to_nquads(triples))]
    return validate_parts(parts, lambda __: triples, with_pyshacl=with_pyshacl)


def parallel_parts(*, with_pyshacl: bool = False) -> int:
    """Return the number of parts of the shapes to validate at the same time."""
    # `shacl` releases the GIL (0.3.4). pySHACL does not, and would parse the data for each part.
    return (os.cpu_count() or 1) if _engine(with_pyshacl) is validate_with_shacl else 1


def _engine(with_pyshacl: bool) -> ShaclEngine:
    is_compiled = has_compiled_engine() and not with_pyshacl
    return validate_with_shacl if is_compiled else validate_with_pyshacl


def validate_parts(
    parts: Sequence[tuple[Shapes, str | Pipe]],
    about: TriplesAbout,
    *,
    with_pyshacl: bool = False,
) -> list[Problem]:
    """Return the problems of data by parts of the shapes, validated at the same time.

    Args:
        parts: shapes, each with N-Triples, as a text, or as a pipe, whose data need not fit in
            memory; at most `parallel_parts` pipes.
        about: returns the triples of subjects.
        with_pyshacl: let pySHACL validate.

    Raises:
        InputError: an engine cannot use the shapes.
    """
    engine = _engine(with_pyshacl)

    def validate_part(part: tuple[Shapes, str | Pipe]) -> list[ValidationResult]:
        shapes, data = part
        reader = nullcontext(data) if isinstance(data, str) else data.open_reader()
        with reader as text_or_path, _shape_errors():
            return list(engine(text_or_path, shapes.text))

    with ThreadPoolExecutor(parallel_parts(with_pyshacl=with_pyshacl)) as pool:
        # Not `map`, which cancels parts after an error: their pipes would wait for a reader.
        futures = [pool.submit(in_this_language(validate_part), part) for part in parts]
        results = [result for future in futures for result in future.result()]
    shapes = (triple for part, _ in parts for triple in part.triples)
    return _problems(results, shapes, about)


def _problems(
    results: Sequence[ValidationResult], shapes: Iterable[Triple], about: TriplesAbout
) -> list[Problem]:
    tags = _tags(shapes)
    things = {result.focus for result in results}
    kinds = _kinds(about(things) if things else (), things)
    return sorted({_problem(result, tags, kinds[result.focus]) for result in results})


def _problem(
    result: ValidationResult, tags: dict[str, set[str]], kinds: tuple[str, ...]
) -> Problem:
    is_warning = result.severity != "Violation"
    message = _spoken(result.messages, tags)
    return Problem(
        result.focus,
        result.path,
        # Engines differ in repeating the focus as the value.
        result.value if result.value != result.focus else "",
        _("Warning: {message}", message=message) if is_warning else message,
        kinds=kinds,
        is_warning=is_warning,
    )


@contextmanager
def _shape_errors() -> Iterator[None]:
    """Raise InputError for shapes that an engine cannot use."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:  # engines and their libraries raise many classes
        reason = " ".join(str(error).split())
        fault = _("these shapes cannot be used: {reason}; correct them", reason=reason)
        raise InputError(fault, file=_OWN_SHAPES) from None


def _kinds(triples: Iterable[Triple], things: set[str]) -> defaultdict[str, tuple[str, ...]]:
    """Return the classes of things, as prefixed names, sorted."""
    kinds: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for subject, predicate, value in triples:
        thing = subject[1:-1]
        if predicate == term("rdf:type") and thing in things:
            kinds[thing] = tuple(sorted({*kinds[thing], prefixed_name(value[1:-1])}))
    return kinds


def _tags(shapes: Iterable[Triple]) -> dict[str, set[str]]:
    """Return the languages of each text of sh:message, which the results of `shacl` lack."""
    tags = defaultdict(set)
    for __, predicate, value in shapes:
        if predicate == term("sh:message"):
            message = parse_term(value)
            tags[message.text].add(message.language)
    return tags


def _spoken(messages: tuple[str, ...], tags: dict[str, set[str]]) -> str:
    """Return the message in the language spoken, or in English, or else the first."""
    for wanted in (language(), "en"):
        if texts := sorted(text for text in messages if wanted in tags.get(text, ())):
            return texts[0]
    return min(messages, default="")
