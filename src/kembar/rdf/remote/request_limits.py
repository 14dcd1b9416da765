"""Limits of a request, in a module that costs nothing to import."""

from __future__ import annotations

from typing import NamedTuple


class RequestLimits(NamedTuple):
    """RequestLimits of one request.

    Attributes:
        seconds: for all of it, from the connection to the last byte of the response.
        megabytes: of the response, unpacked.
    """

    seconds: float = 60.0
    megabytes: float = 250.0

    def times(self, factor: int) -> RequestLimits:
        """Return limits that are larger by a factor."""
        return RequestLimits(self.seconds * factor, self.megabytes * factor)
