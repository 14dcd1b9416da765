"""Errors of Oxigraph: which mean damage, and which a query that cannot be answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kembar.errors import DamagedStore, KembarError
from kembar.language import _


def is_no_store(error: Exception) -> bool:
    """Return whether an error at opening means a damaged store: most do, as they are worded."""
    return not _is_shortage(error)


def _is_damage(error: Exception) -> bool:
    """Return whether an error of pyoxigraph means a file that is damaged or cannot be read."""
    is_of_file = "Corruption" in str(error) or str(error).startswith("IO error")
    return (isinstance(error, FileNotFoundError) or is_of_file) and not _is_shortage(error)


def _is_shortage(error: Exception) -> bool:
    """Return whether the process or the machine lacks something: no fault of the store."""
    return any(word in str(error) for word in _SHORTAGES)


_SHORTAGES = (
    "Too many open files",
    "file descriptors",
    "Cannot allocate memory",
    "No space left",
    "Disk quota",
)


@contextmanager
def damage(means_damage: Callable[[Exception], bool] = _is_damage) -> Iterator[None]:
    """Raise DamagedStore for those errors of pyoxigraph that mean a damaged file."""
    try:
        yield
    except (RuntimeError, OSError) as error:
        if means_damage(error):
            raise DamagedStore(error) from None
        raise


@contextmanager
def query_errors(query: str = "") -> Iterator[None]:
    """Raise KembarError for errors of pyoxigraph during a query, whose text is given if known."""
    try:
        yield
    except ERRORS as error:
        raise translated(error, query) from None


ERRORS = (SyntaxError, ValueError, RuntimeError, OSError)
"""Errors of pyoxigraph."""


def translated(error: Exception, query: str = "") -> KembarError:
    """Return the error of Kembar for an error of pyoxigraph during a query."""
    if isinstance(error, SyntaxError):
        from kembar.rdf.syntax_fault import syntax_fault  # what right queries do without

        fault = syntax_fault(str(error.msg), query)
        return KembarError(_("not a SPARQL query: {fault}", fault=fault))
    if _is_damage(error):
        return DamagedStore(error)
    return KembarError(_("the query cannot be answered: {reason}", reason=error))
