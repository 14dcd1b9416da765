"""The source that an import comes from."""

from __future__ import annotations

from dataclasses import dataclass

from kembar.errors import InputError, quoted
from kembar.language import _
from kembar.model.tables import record_from
from kembar.model.to_rdf import slug
from kembar.rdf.terms import iri


@dataclass(frozen=True)
class Origin:
    """A source as the user describes it; `key` names its folder and its named graphs.

    `url` and `licence` are web addresses, `author` is the person who imports it.
    """

    key: str
    title: str
    url: str = ""
    publisher: str = ""
    licence: str = ""
    author: str = ""


def origin_of(
    key: str, *, title: str, url: str = "", publisher: str = "", licence: str = "", author: str = ""
) -> Origin:
    """The origin of these properties, with a key that is made of `key`.

    Raises:
        InputError: the url or the licence is not a web address.
    """
    cells = {"source": slug(key), "title": title, "url": url}
    try:
        record_from("sources", cells)
        if licence:
            iri(licence)
    except InputError as bad:
        raise InputError(bad.fault, column=bad.column) from None
    except ValueError:
        raise InputError(
            _("{value} is not a web address", value=quoted(licence)), column="licence"
        ) from None
    return Origin(slug(key), title, url, publisher, licence, author)
