"""What can go wrong for a user, as one small family.

KembarError            anything that is told in one line, exit code 2
├── InputError         a file, a row or a cell that cannot be read
├── UnknownName        a name that fits nothing, with the nearest ones
├── AmbiguousName      a name that fits several things, with their keys
├── Violation          data that break a shape, exit code 1
├── Caution            something to look at again before it is written, exit code 1
└── DamagedStore       the built store is damaged: build it afresh from the files, and ask again
"""

from __future__ import annotations

from collections.abc import Sequence


class KembarError(Exception):
    """A mistake told in one line: what is wrong and what would be right."""

    exit_code = 2


class InputError(KembarError):
    """Something in a file: says the file, the line, the column, the fault and the remedy."""

    def __init__(
        self, fault: str, *, file: object = "", line: int | None = None, column: str = ""
    ) -> None:
        self.fault, self.file, self.line, self.column = fault, str(file), line, column
        place = str(file)
        if line is not None:
            place += f":{line}"
        if column:
            place += f" [{column}]"
        super().__init__(f"{place}: {fault}" if place else fault)


class UnknownName(KembarError):
    """A name that fits nothing; `nearest` are names that do exist, closest first."""

    def __init__(self, kind: str, name: str, nearest: Sequence[str] = ()) -> None:
        self.name, self.nearest = name, tuple(nearest)
        hint = f" Did you mean {', '.join(nearest)}?" if nearest else ""
        super().__init__(f"no {kind} is called {name!r}.{hint}")


class AmbiguousName(KembarError):
    """A name that fits several things; `candidates` are the keys to choose from."""

    def __init__(self, kind: str, name: str, candidates: Sequence[str]) -> None:
        self.name, self.candidates = name, tuple(candidates)
        super().__init__(
            f"{name!r} fits more than one {kind}: {'; '.join(candidates)}. "
            + (
                "Name it by its key"
                if kind != "city"
                else f"Name it by its key, or with its country: {name}, Indonesia"
            )
        )


class ShapeViolation(KembarError):
    """Data that break a shape: a finding about data, so the exit code is 1."""

    exit_code = 1


class ReviewRequired(KembarError):
    """What a person should look at again, a sentence for each: nothing is written until they do."""

    exit_code = 1

    def __init__(self, warnings: Sequence[str]) -> None:
        self.warnings = tuple(warnings)
        rest = "Nothing was written; if it is right, say so with --yes"
        super().__init__(f"look again: {'; '.join(warnings)}. {rest}")


class DamagedStore(KembarError):
    """A file of the built store is damaged or gone; the store can be built afresh at any time."""

    def __init__(self, fault: object) -> None:
        super().__init__(f"the store is damaged; `kembar build` makes it anew ({fault})")
