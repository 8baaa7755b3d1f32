"""The shared strings of a workbook, and the text of one string item: its runs joined, and how they look."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..memory import remembered
from ..refusal import Refused
from ..values import Cell
from .colours import OFFICE, Palette
from .escapes import REFERENCE, resolved, unescaped
from .rich_text import StringItem
from .xml_events import MAIN, local, read_events

# What usual programs write around and between plain items.
_DECLARED = (
    rb"(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'](?i:utf-8)[\"'])?"
    rb"(?: standalone=[\"'](?:yes|no)[\"'])? ?\?>\s*)?"
)
_HEAD = re.compile(
    rb'(?:\xef\xbb\xbf)?%b<sst xmlns="%b"(?: [A-Za-z]\w*(?::[A-Za-z]\w*)?="[^"<>&]*")*>\s*'
    % (_DECLARED, re.escape(MAIN.encode()))
)
# Bytes that no text of XML has, and two characters that it has not.
_CONTROL = bytes(byte for byte in range(32) if byte not in b"\t\n\r")
_NO_CHARACTERS = ("\ufffe", "\uffff")
_PHONETIC = re.compile(rb'<phoneticPr fontId="[0-9]+"(?: [a-zA-Z]+="[a-zA-Z]+")*/>(?=</si>)')
_LOOSE = re.compile(rb"&(?!%b)" % REFERENCE[1:])
_LARGEST = 1 << 22  # bytes of a part that is remembered, for the next who asks of the same file
_TAIL = b"</si></sst>"


@remembered(4, longest=_LARGEST)
def read_strings(data: bytes, name: str, palette: Palette = OFFICE) -> tuple[Cell, ...]:
    """The strings in ``data``, the part called ``name``, in order; one with marked runs as MarkedText.

    ``palette`` has the colours that runs refer to. Plain items are cut apart where they stand as all usual programs
    write them; any other part is parsed. Raises Refused where it is not well-formed, or its items can't be told.
    """
    plain = plain_strings(data)
    return plain if plain is not None else _parse(data, name, palette)


@remembered(4, longest=_LARGEST)
def plain_strings(data: bytes) -> tuple[str, ...] | None:
    """The strings in ``data`` where all are plain items, and nothing else stands in it; else None."""
    head = _HEAD.match(data)
    body = data.rstrip()
    if head is None or not body.endswith(_TAIL) or len(data.translate(None, _CONTROL)) < len(data):
        return None
    inner = body[head.end() : -len("</sst>")]
    if b"<phoneticPr" in inner:
        inner = _PHONETIC.sub(b"", inner)
    items = inner.replace(b'<t xml:space="preserve">', b"<t>").replace(b"<si><t/></si>", b"<si><t></t></si>")
    if not items.startswith(b"<si><t>") or not items.endswith(b"</t></si>"):
        return None
    try:
        texts = items[7:-9].decode().split("</t></si><si><t>")
        joined = "".join(texts)
        if "<" in joined or "]]>" in joined or any(sign in joined for sign in _NO_CHARACTERS):
            return None
        if "&" in joined or "_x" in joined or "\r" in joined:
            return tuple([_said(text) if "&" in text or "_x" in text or "\r" in text else text for text in texts])
    except ValueError:  # no UTF-8, or a reference that XML doesn't know
        return None
    return tuple(texts)


def _said(text: str) -> str:
    return unescaped(resolved(text.replace("\r\n", "\n").replace("\r", "\n")))


def _parse(data: bytes, name: str, palette: Palette) -> tuple[Cell, ...]:
    strings: list[Cell] = []
    depth = 0
    item: StringItem | None = None

    def start(element: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth, item
        depth += 1
        if item is not None:
            item.start(element, attributes)
        elif depth == 2 and local(element) == "si":
            item = StringItem(name, palette)
        elif depth > 2 and local(element) == "si":
            raise Refused("PART-AMBIGUOUS", part=name)  # an item in a wrapper: there for one program, not for another

    def end(element: str) -> None:
        nonlocal depth, item
        depth -= 1
        if item is not None:
            if depth == 1:
                strings.append(item.text())
                item = None
            else:
                item.end(element)

    def text(text: str) -> None:
        if item is not None:
            item.characters(text)

    read_events(data, name, start, end, text)
    return tuple(strings)
