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

from kembar.language import N_, _, listing
from kembar.visible_text import on_one_line

_LONGEST_QUOTED = 80
"""Characters of a value in a message."""

_SYSTEM_REASONS = (
    *(N_("No such file or directory"), N_("Permission denied"), N_("Is a directory")),
    *(N_("Not a directory"), N_("File exists"), N_("File name too long")),
    *(N_("No space left on device"), N_("Read-only file system"), N_("Input/output error")),
    *(N_("Too many levels of symbolic links"), N_("Too many open files"), N_("Broken pipe")),
    *(N_("Operation not permitted"), N_("Directory not empty"), N_("Bad file descriptor")),
    *(N_("Connection refused"), N_("Connection reset by peer"), N_("Network is unreachable")),
    *(N_("No route to host"), N_("Name or service not known")),
    N_("Temporary failure in name resolution"),
)
"""Reasons of the system that are common; others stay as the system has them."""

_KINDS = (
    *(N_("activity"), N_("agency"), N_("agreement"), N_("city"), N_("country"), N_("element")),
    *(N_("event"), N_("finding"), N_("observation"), N_("obstacle"), N_("partnership")),
    *(
        N_("match"),
        N_("person"),
        N_("rate"),
        N_("source"),
        N_("study"),
        N_("tenure"),
        N_("unit"),
        N_("city of the graph"),
    ),
    *(N_("activity kind"), N_("activity status"), N_("agency type"), N_("agreement type")),
    *(N_("assessment"), N_("capacity dimension"), N_("change action"), N_("evidence"), N_("field")),
    *(N_("government tier"), N_("indicator"), N_("match method"), N_("method")),
    *(N_("obstacle type"), N_("partnership kind"), N_("partnership status")),
    *(N_("research concept"), N_("source type"), N_("study element"), N_("study type")),
    *(N_("verification"), N_("work of research")),
    *(N_("backend"), N_("cache"), N_("change"), N_("undone change"), N_("command"), N_("engine")),
    *(
        N_("format"),
        N_("kind of report"),
        N_("kind of thing"),
        N_("language"),
        N_("layout"),
        N_("option"),
    ),
    *(N_("question"), N_("source of this statement"), N_("thing"), N_("topic")),
)
"""The things that a name may stand for. Hyphens of a key are blanks here."""


def quoted(value: object) -> str:
    """Return a value in quotes for a message, with escapes for what does not print, and cut."""
    text = str(value)
    return repr(text if len(text) <= _LONGEST_QUOTED else f"{text[:_LONGEST_QUOTED]}...")


def _kind(kind: str | Sequence[str]) -> str:
    kinds = [kind] if isinstance(kind, str) else kind
    words = {one: one.replace("-", " ") for one in kinds}
    return _alternatives([_(word) if word in _KINDS else one for one, word in words.items()])


def _alternatives(names: Sequence[str]) -> str:
    has_comma = any("," in name for name in names)
    return "; ".join(names) if has_comma else listing(names, "or")


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

    def __init__(
        self, kind: str | Sequence[str], name: str, nearest: Sequence[str] = (), remedy: str = ""
    ) -> None:
        """Make the error.

        Args:
            kind: of things, as "city", or several kinds; or a text in the language spoken.
            name: as it was written.
            nearest: existing names, the closest first.
            remedy: the way out where no name is near, in the language spoken.
        """
        self.name, self.nearest = name, tuple(nearest)
        hint = _("Did you mean {names}?", names=_alternatives(nearest)) if nearest else remedy
        fault = _("no {kind} is called {name}.", kind=_kind(kind), name=quoted(name))
        super().__init__(f"{fault} {hint}".rstrip())


class AmbiguousName(KembarError):
    """A name that fits several things.

    Attributes:
        name: as it was written.
        candidates: a key or a whole name for each, to write instead.
        asides: a fact about each, for example its population; empty where none is known.
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
            _('Write one of them, for example "{name}"', name=self.candidates[0])
            if kind == "city" and self.candidates
            else _("Name it by its key")
        )
        fault = _(
            "{name} fits more than one {kind}: {candidates}.",
            name=quoted(name),
            kind=_kind(kind),
            candidates="; ".join(texts),
        )
        fault = f"{fault} {remedy}"
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
        sentences = "; ".join(warnings)
        sentences += "" if sentences.endswith("?") else "."
        super().__init__(
            _(
                "look again: {warnings} Nothing was written; if it is right, say so with --yes",
                warnings=sentences,
            )
        )


class NothingToWrite(KembarError):
    """An export that would be empty: the data have nothing for it."""

    exit_code = 1


class ReaderLeft(KembarError):
    """A pipe whose reader went away before the end, as `head` does; nothing is wrong."""

    exit_code = 0

    def __init__(self, name: object) -> None:
        super().__init__(_("{name}: its reader went away before the end", name=name))


class DamagedStore(KembarError):
    """A damaged or missing file of the built store, which can be rebuilt from the files."""

    def __init__(self, fault: object) -> None:
        super().__init__(
            _("the store is damaged; `kembar build` builds it again ({fault})", fault=fault)
        )


def system_reason(error: BaseException) -> str:
    """Return why the system refused something, in the language where the reason is a common one."""
    reason = str(getattr(error, "strerror", None) or error)
    return _(reason) if reason in _SYSTEM_REASONS else reason
