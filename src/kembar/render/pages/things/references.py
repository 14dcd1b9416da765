"""Sources of a page: numbered in the order in which they are cited, listed at its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup

from kembar.language import _n
from kembar.profiles.facts import COMPUTED, SourceRecord
from kembar.render.design.marks import mark

FEW = 3
"""So many sources are cited by their numbers; of more, their number is."""

_CHIP = Markup('<a class="cite" href="#r{}" title="{}">{}</a>')
_CHIPS = Markup('<a class="cite" href="#r{}" title="{}">{}</a>')


class References:
    """The sources that a page cites.

    >>> References({}).chips(["nowhere"])
    Markup('')
    """

    def __init__(self, records: Mapping[str, SourceRecord]) -> None:
        """Take the sources of the graph; none is cited yet."""
        self._records = records
        self._numbers: dict[str, int] = {}
        self._chips: dict[str, Markup] = {}

    def cite(self, sources: Iterable[str]) -> Markup:
        """Return the chips of sources, or the mark of a value that none states."""
        keys = tuple(sources)
        if not keys:
            return Markup(" ") + mark("unverified")
        return self.chips(keys)

    def chips(self, sources: Iterable[str]) -> Markup:
        """Return the chips of sources; nothing where there are none."""
        keys = [key for key in dict.fromkeys(sources) if key in self._records or key == COMPUTED]
        rule = Markup(" ") + mark("computed") if COMPUTED in keys else Markup("")
        named = [key for key in keys if key != COMPUTED]
        for key in named:
            self._numbers.setdefault(key, len(self._numbers) + 1)
        if len(named) <= FEW:
            return Markup("").join(map(self._chip, named)) + rule
        words = _n("{count} source", "{count} sources", len(named))
        return _CHIPS.format(self._numbers[named[0]], self.ranges(named), words) + rule

    def ranges(self, sources: Iterable[str]) -> str:
        """Return the numbers of sources in a row: "4, 24–29"."""
        numbers = sorted(self._numbers[key] for key in sources)
        return ", ".join(
            str(first) if first == last else f"{first}–{last}" for first, last in _runs(numbers)
        )

    def add(self, sources: Iterable[str]) -> None:
        """Number sources that the page lists though it does not cite them."""
        for key in sources:
            if key in self._records:
                self._numbers.setdefault(key, len(self._numbers) + 1)

    def listed(self) -> list[tuple[int, SourceRecord]]:
        """Return the sources with their numbers."""
        return [(number, self._records[key]) for key, number in self._numbers.items()]

    def _chip(self, key: str) -> Markup:
        if key not in self._chips:
            number = self._numbers[key]
            self._chips[key] = _CHIP.format(number, self._records[key].name, number)
        return self._chips[key]


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = -1
    for number in numbers:
        if number == last + 1 and first != -1:
            last = number
            continue
        if first != -1:
            yield first, last
        first = last = number
    if first != -1:
        yield first, last
