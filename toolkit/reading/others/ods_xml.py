"""One XML part of an ods file as a stream of events: by expat, with namespaces, and without a document type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers.expat import ExpatError, ParserCreate

from ...refusal import Refused

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = _ODF + "office:1.0 "
TABLE = _ODF + "table:1.0 "
TEXT = _ODF + "text:1.0 "
STYLE = _ODF + "style:1.0 "
NUMBER = _ODF + "datastyle:1.0 "
DRAW = _ODF + "drawing:1.0 "
SVG = _ODF + "svg-compatible:1.0 "
META = _ODF + "meta:1.0 "
MANIFEST = _ODF + "manifest:1.0 "
FO = _ODF + "xsl-fo-compatible:1.0 "
DC = "http://purl.org/dc/elements/1.1/ "
CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
LOEXT = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0 "

Attributes = Mapping[str, str]


def parse(
    part: str,
    data: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Calls ``start``, ``end`` and ``text`` for what stands in ``data``; names are ``namespace local``.

    Text may come in pieces. Raises Refused for a document type and for what is not well-formed.
    """
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text

    def refuse(*_: object) -> None:
        raise Refused("GUARD-DOCTYPE", part=part)

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (ExpatError, LookupError, ValueError):  # the latter two for an encoding that nobody knows
        raise Refused("FILE-DAMAGED", part=part) from None
