"""A guard before parsers of XML: no entities, no document type of elsewhere, no bottomless text.

The bytes pass expat first, which tells a declaration by its grammar and not by its looks; the
parser behind sees only what expat has seen. Nothing is expanded, since the first declaration ends
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO
from xml.parsers import expat

from kembar.inputs.limits import DEEPEST_XML, LONGEST_XML, MOST_COLUMNS
from kembar.language import N_, _, numeral

_BLOCK = 1 << 16
_TOO_LONG = N_("holds a text, a tag or a comment of more than {megabytes} MB")


class XmlFault(ValueError):
    """A fault of a text of XML, and its line."""

    def __init__(self, fault: str, line: int) -> None:
        super().__init__(fault)
        self.fault, self.line = fault, line


class XmlGuard:
    """Receives the bytes of one file of XML, and refuses what would harm.

    Attributes:
        parser: of expat; further handlers may be set, but `end` and `start` are its own.
    """

    def __init__(self, encoding: str | None = None, *, doctype: bool = True) -> None:
        """Make a guard for one file.

        Args:
            encoding: of the parser behind, where it ignores the encoding that the file declares.
            doctype: accept a document type, as long as it declares no entity and lies within.
        """
        self.parser = expat.ParserCreate(encoding, namespace_separator=" ")
        self._fed = self._last = 0
        self._depth = 0
        self._doctype = doctype
        self.parser.StartDoctypeDeclHandler = self._start_doctype
        self.parser.EntityDeclHandler = self._refuse_entity
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def feed(self, block: bytes, *, final: bool = False) -> None:
        """Check the next bytes.

        Raises:
            XmlFault: an entity, a document type of elsewhere, too deep, a tag that is too long or
                has too many attributes, no well-formed XML, an encoding that is not known.
        """
        view = memoryview(block)
        try:
            # A tag that does not end is read again with each block: it is refused soon.
            for start in range(0, len(block), _BLOCK):
                part = view[start : start + _BLOCK]
                self.parser.Parse(part, False)
                self._fed += len(part)
                if self._fed - max(self.parser.CurrentByteIndex, 0) > LONGEST_XML:
                    raise self._too_long()
            if final:
                self.parser.Parse(b"", True)
        except XmlFault:
            raise
        except expat.ExpatError as bad:
            reason = expat.ErrorString(bad.code)
            fault = _(
                "is not well-formed XML, or cut off ({reason}); export or fetch it again",
                reason=reason,
            )
            raise XmlFault(fault, bad.lineno) from None
        except (LookupError, ValueError) as bad:
            fault = _("has an unknown encoding ({reason}); export it as UTF-8", reason=bad)
            raise XmlFault(fault, 1) from None

    def start(self, __: str, attributes: Mapping[str, str]) -> None:
        """Handle the start of an element."""
        self._check_text()
        self._depth += 1
        if self._depth > DEEPEST_XML:
            most = numeral(DEEPEST_XML)
            raise self.fault(_("nests more than {count} elements in one another", count=most))
        if len(attributes) > MOST_COLUMNS:
            most = numeral(MOST_COLUMNS)
            raise self.fault(_("has an element of more than {count} attributes", count=most))

    def end(self, __: str) -> None:
        """Handle the end of an element."""
        self._check_text()
        self._depth -= 1

    def fault(self, text: str) -> XmlFault:
        """Return a fault at the line that is being read."""
        return XmlFault(text, self.parser.CurrentLineNumber)

    def _too_long(self) -> XmlFault:
        return self.fault(_(_TOO_LONG, megabytes=numeral(round(LONGEST_XML / 1e6))))

    def _check_text(self) -> None:
        position = self.parser.CurrentByteIndex
        if position - self._last > LONGEST_XML:
            raise self._too_long()
        self._last = position

    def _start_doctype(self, __: str, system: str | None, public: str | None, *___: object) -> None:
        if not self._doctype:
            fault = _("holds a document type (<!DOCTYPE>), which Kembar does not read; take it out")
            raise self.fault(fault)
        if system or public:
            fault = _("names a document type elsewhere, which Kembar does not read; take it out")
            raise self.fault(fault)

    def _refuse_entity(self, *__: object) -> None:
        fault = _("declares an entity (<!ENTITY>), which could fill the memory; write its text out")
        raise self.fault(fault)


def check_xml(content: bytes, encoding: str | None = None) -> None:
    """Check a whole text of XML.

    Raises:
        XmlFault: see `XmlGuard.feed`.
    """
    XmlGuard(encoding).feed(content, final=True)


class GuardedXml:
    """A stream of XML, checked as it is read.

    `read` raises a fault as a SyntaxError with the line, as a parser does.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._guard: XmlGuard | None = XmlGuard("utf-8")

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        block = self._stream.read(size)
        is_end = not block and size != 0
        try:
            if self._guard:
                self._guard.feed(block, final=is_end)
        except XmlFault as bad:
            raise SyntaxError(_("{fault} (line {line})", fault=bad.fault, line=bad.line)) from None
        if is_end:
            self._guard = None  # a parser may ask again after the end
        return block
