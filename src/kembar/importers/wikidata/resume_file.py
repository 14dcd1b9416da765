"""Pages of an unfinished fetch, saved in a file so that the next fetch resumes after them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kembar.errors import InputError, KembarError, system_reason
from kembar.importers.wikidata.statements import Binding, bindings_of
from kembar.language import _


@dataclass(frozen=True)
class ResumeFile:
    """A file with a head that names the fetch, and a page of bindings on each further line.

    Without a path nothing is saved.
    """

    path: Path | None
    endpoint: str
    country: str

    def pages(self) -> Iterator[list[Binding]]:
        """The saved pages; creates the file if it is missing.

        A last line that a crash left unfinished is cut off.

        Raises:
            InputError: the file belongs to another fetch, or is damaged.
            KembarError: it cannot be opened or written.
        """
        if self.path is None:
            return
        head, size = self._head(), 0
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("r+b" if self.path.exists() else "w+b") as file:
                for number, line in enumerate(file, start=1):
                    if number == 1 and not head.startswith(line):
                        fault = _("holds something else; name another file, or delete this one")
                        raise InputError(fault, file=self.path, line=1)
                    if not line.endswith(b"\n"):
                        break
                    size += len(line)
                    if number > 1:
                        yield self._page(line, number)
                file.truncate(size)
                if not size:
                    file.seek(0)
                    file.write(head)
        except OSError as bad:
            raise KembarError(
                _("{file}: cannot be used: {reason}", file=self.path, reason=system_reason(bad))
            ) from None

    def append(self, page: list[Binding]) -> None:
        """Save a page, on disk before this returns.

        Raises:
            KembarError: a disk error occurs.
        """
        if self.path is None:
            return
        try:
            with self.path.open("ab") as file:
                file.write(json.dumps(page).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as bad:
            raise KembarError(
                _("{file}: cannot be written: {reason}", file=self.path, reason=system_reason(bad))
            ) from None

    def remove(self) -> None:
        """Delete the file, since the fetch is complete."""
        if self.path:
            self.path.unlink(missing_ok=True)

    def _head(self) -> bytes:
        head = {"reading": "Wikidata P190", "endpoint": self.endpoint, "country": self.country}
        return json.dumps(head).encode() + b"\n"

    def _page(self, line: bytes, number: int) -> list[Binding]:
        try:
            page = list(bindings_of(json.loads(line)))
            if page[-1]["statement"]:
                return page
        except (ValueError, LookupError, RecursionError):
            pass
        fault = _("is damaged; delete it to start again")
        raise InputError(fault, file=self.path, line=number)
