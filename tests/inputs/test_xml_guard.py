"""Entities are refused by XML's own grammar: in every quote, spacing and encoding."""

from __future__ import annotations

import io
from typing import IO, cast

import pytest

from kembar.inputs.xml_guard import GuardedXml, XmlFault, XmlGuard, check_xml

ENTITIES = (
    "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>",
    '<!DOCTYPE a [<!ENTITY b "x\'&c;&c;">]><a/>',
    '<!DOCTYPE a [<!ENTITY % b "c">]><a/>',
    "<!DOCTYPE\n a\t[\n<!ENTITY\n\n b\n'c'\n>\n]><a/>",
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a/>',
    '<!DOCTYPE a [<!-- > --><!ELEMENT a ANY><!ENTITY b PUBLIC "x" "http://x/">]><a/>',
)
ELSEWHERE = (
    '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    "<!DOCTYPE a PUBLIC '-//x' 'http://x/'><a/>",
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("text", ENTITIES)
def test_every_entity_is_refused(text: str, encoding: str) -> None:
    with pytest.raises(XmlFault, match=r"declares an entity \(<!ENTITY>\)"):
        check_xml(text.encode(encoding))


@pytest.mark.parametrize("text", ELSEWHERE)
def test_a_document_type_of_elsewhere_is_refused(text: str) -> None:
    with pytest.raises(XmlFault, match="names a document type elsewhere"):
        check_xml(text.encode())
    with pytest.raises(XmlFault, match="holds a document type"):
        XmlGuard(doctype=False).feed(b"<!DOCTYPE a []><a/>")


def test_a_document_type_amid_the_text_is_refused() -> None:
    with pytest.raises(XmlFault, match="is not well-formed XML"):
        check_xml(b'<a><!DOCTYPE a [<!ENTITY b "c">]>&b;</a>')


def test_honest_xml_passes() -> None:
    check_xml(b"<!DOCTYPE a [<!ELEMENT a ANY>]><a b='c'>" + b"<d>e</d>" * 20_000 + b"</a>")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"<a>" * 5_001, "nests more than 5,000 elements"),
        (b"<a " + b" ".join(b'b%d="c"' % n for n in range(1_001)) + b"/>", "more than 1,000 attri"),
        (b"<a " + b"x" * 5_000_000, "holds a text, a tag or a comment of more than 4 MB"),
        (b"<a>" + b"x" * 5_000_000 + b"</a>", "holds a text, a tag or a comment"),
        (b"<a><!--" + b"x" * 5_000_000, "holds a text, a tag or a comment"),
        (b'<?xml version="1.0" encoding="x-no"?><a/>', "encoding"),
    ],
)
def test_endless_content_is_refused(text: bytes, fault: str) -> None:
    with pytest.raises(XmlFault, match=fault):
        check_xml(text)


def test_a_stream_is_refused_while_it_is_read() -> None:
    stream = GuardedXml(cast(IO[bytes], io.BytesIO(b"<a/>")))
    assert [stream.read(99), stream.read(99), stream.read(99)] == [b"<a/>", b"", b""]
    stream = GuardedXml(cast(IO[bytes], io.BytesIO(ENTITIES[0].encode())))
    with pytest.raises(SyntaxError, match=r"declares an entity .* \(line 1\)"):
        stream.read(99)
