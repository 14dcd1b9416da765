"""The errors that a user can meet, as one small family.

KembarError            a mistake that one line describes, exit code 2
├── InputError         a file, a row or a cell that cannot be read
├── UnknownName        a name that fits nothing, with the nearest ones
├── AmbiguousName      a name that fits several things, with a name or a key for each
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
        place: these three in one text.
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
        self.place = place.strip()
        super().__init__(f"{self.place}: {fault}" if place else fault)


class UnknownName(KembarError):
    """A name that fits nothing.

    Attributes:
        name: as it was written.
        nearest: existing names, the closest first.
    """

    def __init__(self, kind: str, name: str, nearest: Sequence[str] = (), remedy: str = "") -> None:
        self.name, self.nearest = name, tuple(nearest)
        joint = "; " if any("," in one for one in nearest) else ", "
        hint = f"Did you mean {joint.join(nearest)}?" if nearest else remedy
        super().__init__(f"no {kind} is called {quoted(name)}. {hint}".rstrip())


class AmbiguousName(KembarError):
    """A name that fits several things.

    Attributes:
        name: as it was written.
        candidates: what means each of them when it is written instead: a key, or a whole name.
        asides: what tells of each, as its population; empty where there is nothing to tell.
        place: where it was written: a file with line and field; empty outside files.
    """

    def __init__(
        self,
        kind: str,
        name: str,
        candidates: Sequence[str],
        asides: Sequence[str] = (),
        *,
        place: str = "",
    ) -> None:
        self.kind, self.name, self.candidates = kind, name, tuple(candidates)
        self.asides, self.place = tuple(asides) or ("",) * len(self.candidates), place
        texts = [
            f"{candidate} ({aside})" if aside else candidate
            for candidate, aside in zip(self.candidates, self.asides, strict=True)
        ]
        remedy = (
            f'Write one of them, as "{self.candidates[0]}"'
            if kind == "city" and self.candidates
            else "Name it by its key"
        )
        fault = f"{quoted(name)} fits more than one {kind}: {'; '.join(texts)}. {remedy}"
        super().__init__(f"{place}: {fault}" if place else fault)

    def at(self, place: str) -> AmbiguousName:
        """Return the same error with the place at which the name was written."""
        return AmbiguousName(self.kind, self.name, self.candidates, self.asides, place=place)


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
