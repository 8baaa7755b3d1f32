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
_PLAIN = (b"<si><t>", b'<si><t xml:space="preserve">')  # how items start that have no runs


@remembered(4, longest=_LARGEST)
def read_strings(data: bytes, name: str, palette: Palette = OFFICE) -> tuple[Cell, ...]:
    """The strings in ``data``, the part called ``name``, in order; one with marked runs as MarkedText.

    ``palette`` has the colours that runs refer to. Items are cut apart where they stand side by side as all usual
    programs write them; any other part is parsed. Raises Refused where it is not well-formed, or its items can't be
    told.
    """
    if (plain := plain_strings(data)) is not None:
        return plain
    told = _by_items(data, name, palette)
    return told if told is not None else _parse(data, name, palette)


@remembered(4, longest=_LARGEST)
def plain_strings(data: bytes) -> tuple[str, ...] | None:
    """The strings in ``data`` where all are plain items, and nothing else stands in it; else None."""
    inner = _inside(data)
    if inner is None:
        return None
    if b"<phoneticPr" in inner:
        inner = _PHONETIC.sub(b"", inner)
    items = inner.replace(b'<t xml:space="preserve">', b"<t>").replace(b"<si><t/></si>", b"<si><t></t></si>")
    if not items.startswith(b"<si><t>") or not items.endswith(b"</t></si>"):
        return None
    return _texts(items[7:-9])


def _inside(data: bytes) -> bytes | None:
    """What stands in the part's root, from the first item on to the last; None where that is written otherwise."""
    head = _HEAD.match(data)
    body = data.rstrip()
    if head is None or not body.endswith(_TAIL) or len(data.translate(None, _CONTROL)) < len(data):
        return None
    return body[head.end() : -len("</sst>")]


def _texts(written: bytes) -> tuple[str, ...] | None:
    """The texts of plain items, of which the first start and the last end are cut off; None where they are others."""
    try:
        texts = written.decode().split("</t></si><si><t>")
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


def _by_items(data: bytes, name: str, palette: Palette) -> tuple[Cell, ...] | None:
    """The strings in ``data`` where its items lie side by side, some with runs; None where one of them can't be told
    by itself. LibreOffice writes most texts as runs, of a font for each script: the labels, the same in all returns.
    """
    inner = _inside(data)
    if inner is None or b"<!" in inner or b"<?" in inner or _has_switches(data[: -len(inner)]):
        return None
    *items, rest = inner.split(b"</si>")
    if rest or not all(item.startswith(b"<si>") for item in items):
        return None
    strings: list[Cell] = []
    for item in items:
        try:
            strings += _plain_item(item) or _item(item, name, palette)
        except Refused:  # told where the whole is parsed
            return None
    return tuple(strings)


def _plain_item(item: bytes) -> tuple[str, ...] | None:
    """The one string of an item without runs, given without its end; None where it is written otherwise."""
    for start in _PLAIN:
        if item.startswith(start) and item.endswith(b"</t>"):
            written = item[len(start) : -len(b"</t>")]
            return None if b"<" in written else _texts(written)
    return None


def _has_switches(head: bytes) -> bool:
    return b"MustUnderstand" in head or b"ProcessContent" in head


@remembered(1024, longest=4096)
def _item(item: bytes, name: str, palette: Palette) -> tuple[Cell, ...]:
    """The one string of an item, given without its end."""
    return _parse(b'<sst xmlns="%b">%b</si></sst>' % (MAIN.encode(), item), name, palette)


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
