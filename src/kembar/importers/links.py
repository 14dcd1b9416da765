"""Links between two places as a source writes them: the result of every importer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kembar.model.dates import PartialDate

_QID = re.compile(
    r"(?:(?:https?://)?(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/|wd:)?([Qq][1-9][0-9]{0,11})"
)


@dataclass(frozen=True)
class Mention:
    """A place as a source writes it, not yet reconciled with a city.

    `country` is a name or a code, `wikidata` a QID ("Q10389"), `geonames` an id
    ("1650357"), coordinates are degrees on WGS 84.
    """

    name: str
    country: str = ""
    wikidata: str = ""
    latitude: float | None = None
    longitude: float | None = None
    other_names: tuple[str, ...] = ()
    geonames: str = ""


@dataclass(frozen=True)
class Link:
    """A source's statement that two places are partners.

    `kind` is a word of the source ("sister city", "kota kembar"); `claimed_by` are the mentions
    that make the statement (empty where the source names no side); `reference` is a web address
    that the source cites; `line` is the line or row of the file.
    """

    one: Mention
    other: Mention
    kind: str = ""
    since: PartialDate | None = None
    until: PartialDate | None = None
    claimed_by: tuple[Mention, ...] = ()
    reference: str = ""
    note: str = ""
    line: int | None = None


@dataclass(frozen=True)
class Rejected:
    """A row that is no link: its line and column, and in one line the reason and the remedy."""

    reason: str
    line: int | None = None
    column: str = ""


def qid(text: str) -> str:
    """The Wikidata identifier in a text that is a bare one or its IRI, else "".

    >>> qid("http://www.wikidata.org/entity/Q10389")
    'Q10389'
    """
    match = _QID.fullmatch(text.strip())
    return match[1].upper() if match else ""
