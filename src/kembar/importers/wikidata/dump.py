"""Twinnings from a truthy dump of Wikidata: N-Triples, read as a stream of lines."""

from __future__ import annotations

import bz2
import gzip
import re
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, cast

from kembar.errors import InputError, system_reason
from kembar.importers.links import Link, Mention, Rejected, qid
from kembar.importers.wikidata.statements import (
    LABEL_LANGUAGES,
    NO_TWIN,
    PlaceFacts,
    point_of,
    statement_link,
)
from kembar.inputs.files import require_regular
from kembar.inputs.limits import LARGEST_RATIO, LONGEST_RECORD, MOST_LINKS, RATIO_FREE
from kembar.language import _, numeral
from kembar.rdf.terms import Term, parse_term

_BLOCK = 1 << 20
# Possessive quantifiers (*+) do not backtrack: a broken line fails at once.
_IRI = rb'<[^<>"{}|^`\\\x00-\x20]*+>'
_BLANK = rb'_:[^\s<>"]++'
_LITERAL = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"(?:@[A-Za-z0-9-]++|\^\^' + _IRI + rb")?+"
_LINE = re.compile(
    rb"[ \t]*+(?:(%b|%b)[ \t]*+(%b)[ \t]*+(%b|%b|%b)[ \t]*+\.[ \t]*+)?+(?:#.*+)?+\r?+"
    % (_IRI, _BLANK, _IRI, _IRI, _BLANK, _LITERAL)
)
_ENTITY = b"<http://www.wikidata.org/entity/"
_DIRECT = b"<http://www.wikidata.org/prop/direct/"
_TWIN, _CODE = _DIRECT + b"P190>", _DIRECT + b"P297>"
_COUNTRY, _POINT, _GEONAMES = _DIRECT + b"P17>", _DIRECT + b"P625>", _DIRECT + b"P1566>"
_LABEL = b"<http://www.w3.org/2000/01/rdf-schema#label>"
_NO_TWIN = f"<{NO_TWIN}>".encode()

_Twinnings = dict[tuple[str, str], int]
"""The first line of each twinning, by the item's QID ("" if it has none) and the twin's IRI."""


def read_dump(path: Path) -> Iterator[Link | Rejected]:
    """The twinnings in a truthy N-Triples dump: plain, gz or bz2, detected by its first bytes.

    The file is read twice, first for the twinnings and then for their places, so that memory grows
    only with the number of twinned places. A truthy dump holds no dates and no references.

    Raises:
        InputError: with file and line: the file cannot be read, is cut off or is no N-Triples.
    """
    twinnings, codes = _twinnings(path)
    places = {item for item, _ in twinnings} | {qid(twin) for _, twin in twinnings}
    mentions = _mentions(path, places - {""}, codes)
    for (item, twin), line in twinnings.items():
        yield statement_link(mentions.get(item), mentions.get(qid(twin)), [{"twin": twin}], line)


def _twinnings(path: Path) -> tuple[_Twinnings, dict[str, str]]:
    """All twinnings, and the ISO code of each country by its QID; every line is checked."""
    twinnings: _Twinnings = {}
    codes: dict[str, str] = {}
    match_line = _LINE.fullmatch
    for number, line in _lines(path):
        match = match_line(line)
        if not match:
            fault = _("is not N-Triples; take a truthy dump (.nt, .nt.gz, .nt.bz2)")
            raise InputError(fault, file=path, line=number)
        subject, predicate, value = match.groups()
        if predicate == _TWIN or (value == _NO_TWIN and subject.startswith(_ENTITY + b"Q")):
            twinnings.setdefault((_qid(subject), _address(value)), number)
            if len(twinnings) > MOST_LINKS:
                fault = _(
                    "has more than {most} twinnings; divide it into several files",
                    most=numeral(MOST_LINKS),
                )
                raise InputError(fault, file=path, line=number)
        elif predicate == _CODE:
            codes[_qid(subject)] = _literal(value, path, number)[0]
    return twinnings, codes


def _mentions(path: Path, places: set[str], codes: Mapping[str, str]) -> dict[str, Mention]:
    """The mentions of places, by their QIDs."""
    facts = {item.encode(): PlaceFacts() for item in places}
    start = len(_ENTITY)
    for number, line in _lines(path):
        # Most lines are about other things; comparing the subject's bytes saves parsing them.
        place = facts.get(line[start : line.find(b">", start)])
        match = _LINE.fullmatch(line) if place and line.startswith(_ENTITY) else None
        if not (place and match):
            continue
        predicate, value = match[2], match[3]
        if predicate == _LABEL:
            label, language = _literal(value, path, number)
            if language in LABEL_LANGUAGES and label.strip():
                rank = LABEL_LANGUAGES.index(language)
                place.names.add((rank, " ".join(label.split())))
        elif predicate == _COUNTRY and (code := codes.get(_qid(value))):
            place.codes.add(code)
        elif predicate == _POINT and (point := point_of(_literal(value, path, number)[0])):
            place.points.add(point)
        elif predicate == _GEONAMES:
            place.geonames.add(_literal(value, path, number)[0])
    return {item: facts[item.encode()].mention(item) for item in places}


def _address(term: bytes) -> str:
    return term.decode("utf-8", "replace").strip("<>")


def _qid(term: bytes) -> str:
    return qid(_address(term))


def _literal(term: bytes, path: Path, number: int) -> tuple[str, str]:
    """The text and the language of a literal."""
    try:
        value = parse_term(Term(term.decode("utf-8")))
    except ValueError:
        raise InputError(
            _("is not UTF-8; download the dump again"), file=path, line=number
        ) from None
    return (value.text, value.language) if value.kind == "literal" else ("", "")


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The numbered lines of a file, without their ends."""
    number, rest, unpacked = 0, b"", 0
    require_regular(path)
    try:
        size = path.stat().st_size
        with _open(path) as file:
            while block := file.read(_BLOCK):
                lines = (rest + block).split(b"\n")
                rest = lines.pop()
                for line in lines:
                    number += 1
                    yield number, line
                unpacked += len(block)
                if unpacked > max(RATIO_FREE, LARGEST_RATIO * size):
                    fault = _(
                        "unpacks to more than {ratio} times its size, too much for a dump",
                        ratio=LARGEST_RATIO,
                    )
                    raise InputError(fault, file=path, line=number + 1)
                if len(rest) > LONGEST_RECORD:
                    fault = _(
                        "is longer than {most} bytes, too long for a line of N-Triples",
                        most=numeral(LONGEST_RECORD),
                    )
                    raise InputError(fault, file=path, line=number + 1)
        if rest:
            yield number + 1, rest
    except EOFError:
        raise InputError(
            _("is cut off; download the file again"), file=path, line=number + 1
        ) from None
    except (OSError, zlib.error) as bad:
        # An error of the disk has a message of its own, one of the compressed data has none.
        if isinstance(bad, OSError) and bad.strerror:
            raise InputError(
                _("cannot be read: {reason}", reason=system_reason(bad)), file=path
            ) from None
        fault = _("is damaged; download the file again")
        raise InputError(fault, file=path, line=number + 1) from None


def _open(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        first = file.read(3)
    if not first:
        raise InputError(_("is empty; download the file again"), file=path)
    if first.startswith(b"\x1f\x8b"):
        return cast(BinaryIO, gzip.open(path))
    return cast(BinaryIO, bz2.open(path)) if first == b"BZh" else path.open("rb")
