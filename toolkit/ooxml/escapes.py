"""What stands for characters in a part: XML's references, and the escapes of spreadsheets (``_x000D_``)."""

from __future__ import annotations

import re

from .cell_text import FORBIDDEN

# All that a part without a document type may refer to, as bytes and as text.
REFERENCE = rb"&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});"
_REFERENCE = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));")
_LOOSE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
# What programs write so: what XML can't hold, and the underscore that keeps a text from looking like an escape. An
# escape of anything else is nobody's: Excel shows the character, LibreOffice the escape as it stands.
_ESCAPE = re.compile(r"_x(00[01][0-9A-Fa-f]|007[Ff]|005[Ff]|[Dd][89A-Fa-f][0-9A-Fa-f]{2}|[Ff]{3}[EeFf])_")
# The start of what would be read as an escape; its end may be the start of another (``_x0041_x0042_``).
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_IN_TEXT = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
_IN_ATTRIBUTE = (('"', "&quot;"), ("\n", "&#10;"), ("\t", "&#9;"))


def resolved(text: str) -> str:
    """``text`` as it stands in a part, with its references resolved. Raises ValueError for what no text may hold."""
    if "]]>" in text or FORBIDDEN.search(text):
        raise ValueError("no text of XML")
    if "&" not in text:
        return text
    if _LOOSE.search(text):
        raise ValueError("reference")
    return _REFERENCE.sub(_character, text)


def unescaped(text: str) -> str:
    """What a cell's text says: spreadsheets write what XML can't hold, and what looks like it, as ``_x000D_``.

    Line ends come as CR, LF or both, whichever program wrote them (ECMA-376 part 1, 22.9.2.19).
    """
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
        if any("\ud800" <= character <= "\udfff" for character in text):
            # Two halves of one character are one again; a half alone is none.
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _character(found: re.Match[str]) -> str:
    if found[1]:
        return _NAMED[found[1]]
    code = int(found[2]) if found[2] else int(found[3], 16)
    if code > 0x10FFFF or FORBIDDEN.fullmatch(chr(code)):
        raise ValueError("reference")
    return chr(code)


def escaped(text: str) -> str:
    """``text`` as a string of a spreadsheet (ST_Xstring, ECMA-376 part 1, 22.9.2.19): what ``unescaped`` reads as it.

    What looks like an escape is escaped itself; what XML can't hold is made visible; lines end with LF.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "_x" in text:
        text = _LIKE_ESCAPE.sub("_x005F_", text)
    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def in_text(text: str) -> str:
    """``text`` with what is markup to XML referred to, as between two tags."""
    for character, reference in _IN_TEXT:
        text = text.replace(character, reference)
    return text.replace("\r", "&#13;")


def in_attribute(text: str) -> str:
    """``text`` with what is markup to XML referred to, as between quotation marks."""
    text = in_text(text)
    for character, reference in _IN_ATTRIBUTE:
        text = text.replace(character, reference)
    return text
