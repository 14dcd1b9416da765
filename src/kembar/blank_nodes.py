"""Names for blank nodes that are the same at each reading, and never those of another file."""

from __future__ import annotations

import hashlib

from kembar.terms import Term, Triple


class BlankNodes:
    """Names for the blank nodes of one file, in the order in which they are met."""

    def __init__(self, base: str) -> None:
        """`base` is the address of the file."""
        self._prefix = f"_:b{hashlib.sha256(base.encode()).hexdigest()[:12]}n"
        self._names: dict[str, Term] = {}

    def named(self, term: Term) -> Term:
        """A term, with a name of its own where it is a blank node."""
        if not term.startswith("_:"):
            return term
        return self._names.setdefault(term, Term(f"{self._prefix}{len(self._names)}"))

    def renamed(self, triple: Triple) -> Triple:
        """A triple whose blank nodes have names of their own."""
        subject, predicate, value = triple
        return self.named(subject), predicate, self.named(value)
