"""Errors of Oxigraph: which mean damage, and which a query that cannot be answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kembar.errors import DamagedStore, KembarError


@contextmanager
def damage() -> Iterator[None]:
    """Raise DamagedStore for those errors of pyoxigraph that mean a damaged file."""
    try:
        yield
    except (RuntimeError, OSError) as error:
        if _is_damage(error):
            raise DamagedStore(error) from None
        raise


@contextmanager
def query_errors() -> Iterator[None]:
    """Raise KembarError for errors of pyoxigraph during a query."""
    try:
        yield
    except ERRORS as error:
        raise translated(error) from None


ERRORS = (SyntaxError, ValueError, RuntimeError, OSError)
"""Errors of pyoxigraph."""


def translated(error: Exception) -> KembarError:
    """Return the error of Kembar for an error of pyoxigraph during a query."""
    if isinstance(error, SyntaxError):
        place = str(error.msg).partition(": expected")[0]
        return KembarError(f"not a SPARQL query: {place}; look there (line:column)")
    if _is_damage(error):
        return DamagedStore(error)
    return KembarError(f"the query cannot be answered: {error}")


def _is_damage(error: Exception) -> bool:
    return isinstance(error, FileNotFoundError) or "Corruption" in str(error)
