"""A part of a package as a stream of elements, with their namespaces resolved: what all careful reading stands on.

The parser is expat, after the guard: it builds nothing, never recurses, and joins a text that entities, character data
or comments cut in pieces. Document types are refused by it, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers import expat

from ..refusal import Refused

# Elements and attributes are named "namespace local"; those of no namespace by their local name alone.
Start = Callable[[str, Mapping[str, str]], object]
End = Callable[[str], object]
Text = Callable[[str], object]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONSHIPS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"

NO_MEMORY = 1  # XML_ERROR_NO_MEMORY: what expat calls an error of the part is one of the machine
RELATION_IDS = frozenset((f"{RELATIONSHIPS} id", f"{STRICT_RELATIONSHIPS} id"))

ALTERNATIVE = f"{COMPATIBILITY} AlternateContent"
_SWITCHES = (f"{COMPATIBILITY} ProcessContent", f"{COMPATIBILITY} MustUnderstand")


def read_events(part: bytes, name: str, start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Calls ``start``, ``end`` and ``text`` as the part called ``name`` goes. Text comes in whole stretches.

    Raises Refused where the part is not well-formed, declares a document type, or asks that foreign elements be
    taken for what they wrap: what such a part shows depends on who reads it.
    """
    if part[:2] in (b"<\0", b"\0<"):  # UTF-16 without its mark: no XML, and not to all programs
        _refuse("PART-BROKEN", name)
    # Parts come in UTF-8, whatever they declared. What a callback raises is its own fault, and none of the part.
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = lambda *_: _refuse("GUARD-DOCTYPE", name)
    parser.StartElementHandler = start
    if b"ProcessContent" in part or b"MustUnderstand" in part:
        parser.StartElementHandler = _without_switches(name, start)
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        if error.code == NO_MEMORY:
            raise MemoryError from error
        raise Refused("PART-BROKEN", part=name) from error


def refuse_switches(part: bytes, name: str) -> None:
    """Raises Refused for a part that declares a document type, or asks that foreign elements be taken for what they
    wrap. For readers that do not come by ``read_events``.
    """
    # Looked for from the end: that takes a quarter of the time.
    if part.rfind(b"<!DOCTYPE") >= 0 or part.rfind(b"<!ENTITY") >= 0:
        _refuse("GUARD-DOCTYPE", name)
    if part[:2] in (b"<\0", b"\0<", b"\xff\xfe", b"\xfe\xff"):
        _refuse("PART-BROKEN", name)
    if part.rfind(b":ProcessContent") >= 0 or part.rfind(b":MustUnderstand") >= 0:
        _refuse("PART-AMBIGUOUS", name)


def _without_switches(name: str, start: Start) -> Start:
    def checked(element: str, attributes: Mapping[str, str]) -> object:
        if any(switch in attributes for switch in _SWITCHES):
            _refuse("PART-AMBIGUOUS", name)
        return start(element, attributes)

    return checked


def _refuse(wording_id: str, name: str) -> None:
    raise Refused(wording_id, part=name)


def local(element: str) -> str:
    """The local name of an element of a spreadsheet's main namespace; empty for any other."""
    space, _, name = element.rpartition(" ")
    return name if space in (MAIN, STRICT_MAIN) else ""


def refuse_shadows(attributes: Mapping[str, str], names: frozenset[str], part: str) -> None:
    """Raises Refused where one of ``names`` stands a second time in a foreign namespace: some programs take it."""
    if any(" " in name and name.rpartition(" ")[2] in names for name in attributes):
        _refuse("PART-AMBIGUOUS", part)


def relation_id(attributes: Mapping[str, str]) -> str:
    """The relation that an element names."""
    return attributes.get(f"{RELATIONSHIPS} id") or attributes.get(f"{STRICT_RELATIONSHIPS} id", "")
