"""The errors that a user can meet, as one small family.

KembarError            a mistake that one line describes, exit code 2
├── InputError         a file, a row or a cell that cannot be read
├── UnknownName        a name that fits nothing, with the nearest ones
├── AmbiguousName      a name that fits several things, with their keys
├── ShapeViolation     data that break a SHACL shape, exit code 1
├── ReviewRequired     a change with warnings, exit code 1
├── NothingToWrite     an export that would be empty, exit code 1
├── ReaderLeft         a pipe whose reader went away, exit code 0
└── DamagedStore       a damaged store, to be rebuilt from the files
"""

from __future__ import annotations

from collections.abc import Sequence

from kembar.visible_text import on_one_line

_LONGEST_QUOTED = 80
"""Characters of a value in a message."""


def quoted(value: object) -> str:
    """Return a value in quotes for a message, with escapes for what does not print, and cut."""
    text = str(value)
    return repr(text if len(text) <= _LONGEST_QUOTED else f"{text[:_LONGEST_QUOTED]}...")


class KembarError(Exception):
    """A mistake, described in one line: what is wrong and what would be right."""

    exit_code = 2

    def __str__(self) -> str:
        """The line; line breaks of a cell, a name or a parser's message become spaces."""
        return on_one_line(super().__str__())


class InputError(KembarError):
    """A mistake in a file or a value.

    Attributes:
        fault: what is wrong, and what would be right.
        file: the file; empty for a value outside files.
        line: of the file, from 1.
        column: the name of the column or the field.
    """

    def __init__(
        self, fault: str, *, file: object = "", line: int | None = None, column: str = ""
    ) -> None:
        self.fault, self.file, self.line, self.column = fault, str(file), line, column
        place = str(file)
        if line is not None:
            place += f":{line}"
        if column:
            place += f" [{column}]"
        super().__init__(f"{place.strip()}: {fault}" if place else fault)


class UnknownName(KembarError):
    """A name that fits nothing; `nearest` are existing names, the closest first."""

    def __init__(self, kind: str, name: str, nearest: Sequence[str] = ()) -> None:
        self.name, self.nearest = name, tuple(nearest)
        hint = f" Did you mean {', '.join(nearest)}?" if nearest else ""
        super().__init__(f"no {kind} is called {quoted(name)}.{hint}")


class AmbiguousName(KembarError):
    """A name that fits several things; `candidates` are their keys."""

    def __init__(self, kind: str, name: str, candidates: Sequence[str]) -> None:
        self.name, self.candidates = name, tuple(candidates)
        super().__init__(
            f"{quoted(name)} fits more than one {kind}: {'; '.join(candidates)}. "
            + (
                "Name it by its key"
                if kind != "city"
                else f"Name it by its key, or with its country: {name}, Indonesia"
            )
        )


class ShapeViolation(KembarError):
    """Data that break a SHACL shape: a problem of the data, so the exit code is 1."""

    exit_code = 1


class ReviewRequired(KembarError):
    """A change that was not written because of its `warnings`, a sentence each."""

    exit_code = 1

    def __init__(self, warnings: Sequence[str]) -> None:
        self.warnings = tuple(warnings)
        rest = "Nothing was written; if it is right, say so with --yes"
        super().__init__(f"look again: {'; '.join(warnings)}. {rest}")


class NothingToWrite(KembarError):
    """An export that would be empty: the data have nothing for it."""

    exit_code = 1


class ReaderLeft(KembarError):
    """A pipe whose reader went away before the end, as `head` does; nothing is wrong."""

    exit_code = 0

    def __init__(self, name: object) -> None:
        super().__init__(f"{name}: its reader went away before the end")


class DamagedStore(KembarError):
    """A damaged or missing file of the built store, which can be rebuilt from the files."""

    def __init__(self, fault: object) -> None:
        super().__init__(f"the store is damaged; `kembar build` makes it anew ({fault})")
