"""The description of a site's data: a data set with its files, and one for each answer (DCAT)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from kembar.exports.rdf.description import Description
from kembar.language import LANGUAGES, speaking
from kembar.queries.saved import Question


class Download(NamedTuple):
    """A file of data: its path within the site, its media type, and its words."""

    path: str
    media_type: str
    words: str


class Answered(NamedTuple):
    """A question whose answer can be downloaded, and the files by language."""

    question: Question
    files: Mapping[str, Sequence[Download]]


def dcat(
    description: Description,
    files: Iterable[Download],
    answers: Iterable[Answered] = (),
    address: str = "",
) -> str:
    """Return the description of the graph as a data set with its files: DCAT in JSON-LD.

    Args:
        description: of the graph's export.
        files: of the graph.
        answers: of its questions, each a data set that is a part of the graph's.
        address: of the site; without one, addresses are relative to the file, `data/dcat.jsonld`.
    """
    home = address or "../"
    about: list[dict[str, str]] = []
    rights: list[dict[str, str]] = []
    for code in LANGUAGES:
        with speaking(code):
            about.append({"@value": description.contents, "@language": code})
            rights.append({"@value": description.rights, "@language": code})
    content: dict[str, object] = {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dcterms": "http://purl.org/dc/terms/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": f"{home}#dataset",
        "@type": "dcat:Dataset",
        "dcterms:title": description.title,
        "dcterms:description": about,
        "dcterms:rights": rights,
        "dcterms:language": list(LANGUAGES),
        "dcat:version": description.version,
        "dcat:landingPage": {"@id": f"{home}index.html"},
        "dcat:distribution": [_distribution(file, home) for file in files],
        "dcterms:hasPart": [_part(each, home) for each in answers],
    }
    if description.modified:
        content["dcterms:modified"] = description.modified
    if description.licence:
        content["dcterms:license"] = {"@id": description.licence}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _distribution(file: Download, home: str, language: str = "") -> dict[str, object]:
    about: dict[str, object] = {
        "@type": "dcat:Distribution",
        "dcterms:title": file.words,
        "dcat:downloadURL": {"@id": home + quote(file.path)},
        "dcat:mediaType": {
            "@id": f"https://www.iana.org/assignments/media-types/{file.media_type}"
        },
    }
    return about | ({"dcterms:language": language} if language else {})


def _part(answered: Answered, home: str) -> dict[str, object]:
    question = answered.question
    return {
        "@id": f"{home}data/dcat.jsonld#{quote(question.name)}",
        "@type": "dcat:Dataset",
        "dcterms:title": list(_titles(question)),
        "dcat:distribution": [
            _distribution(file, home, code)
            for code, files in answered.files.items()
            for file in files
        ],
    }


def _titles(question: Question) -> Iterator[dict[str, str]]:
    for code in LANGUAGES:
        if title := question.title.in_language(code):
            yield {"@value": title, "@language": code}
