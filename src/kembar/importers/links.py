"""What every importer reads from a source: links between two places, as the source writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kembar.model.dates import PartialDate

_QID = re.compile(
    r"(?:(?:https?://)?(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/|wd:)?([Qq][1-9][0-9]{0,11})"
)


@dataclass(frozen=True)
class Mention:
    """A place as a source writes it; nothing is understood yet.

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
    """Two places that a source holds to be partners, and where in the source it says so.

    `kind` is a word of the source ("sister city", "kota kembar"); `claimed_by` holds the mention
    or mentions whose own statement it is (empty where the source tells of no side); `reference` is
    a web address that the source itself gives; `line` is the line or row of the file.
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
    """A row that tells no link: where it stands, and in one line why, and what would be right."""

    reason: str
    line: int | None = None
    column: str = ""


def qid(text: str) -> str:
    """The Wikidata identifier that a text is, bare or as an address; empty where it is none.

    >>> qid("http://www.wikidata.org/entity/Q10389")
    'Q10389'
    """
    found = _QID.fullmatch(text.strip())
    return found[1].upper() if found else ""
