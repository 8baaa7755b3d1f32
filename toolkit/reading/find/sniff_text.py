"""What a file of characters is: markup, mail, a table of text."""

from __future__ import annotations

import codecs
import re

_HEAD = 4096  # bytes that are looked at
_HTML = re.compile(rb"<(?:!doctype\s+html|html|table|meta|head|body|style|div)\b", re.IGNORECASE)
_FLAT = re.compile(rb"mimetype\s*=\s*[\"']application/vnd\.oasis\.opendocument\.(\w+)")
_FIELD = re.compile(rb"[!-9;-~]{1,60}:(?:[ \t]|\r?$)", re.MULTILINE)
_MAIL = frozenset(
    b"from to cc subject date received return-path message-id mime-version delivered-to reply-to sender".split()
)
_ALONE = frozenset(b"received return-path message-id mime-version delivered-to".split())  # in mail and nowhere else
_ONLINE = re.compile(rb"(?i)kdocs\.cn|docs\.qq\.com|docs\.wps\.cn|shimo\.im|feishu\.cn/(?:sheets|base|wiki)|alidocs\.")
_SHORT = 2048  # bytes of a file that only points to another


def sniff_text(data: bytes) -> str:
    """The kind of ``data``, as ``kinds()`` has it; ``unknown`` where it is no text."""
    start = data[:_HEAD]
    if not start.strip(b"\0") and not data.strip(b"\0"):
        return "zeros"
    wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0?\0x\0"))
    if wide:
        encoding = "utf-16" if start[0] >= 0xFE else "utf-16-le"
        start = start.decode(encoding, "ignore").encode()
    head = start.removeprefix(codecs.BOM_UTF8).lstrip()
    if any(byte < 9 or 13 < byte < 32 for byte in head):
        return "unknown"
    if head[:18].lower() == b"[internetshortcut]" or (len(data) <= _SHORT and _ONLINE.search(head)):
        return "online" if _ONLINE.search(head) else "shortcut"
    if head.startswith(b"<"):
        return _sniff_markup(head)
    if _is_mail(head):
        return "mht" if b"multipart/related" in head[:1024].lower() else "email"
    kind = _sniff_characters(head, whole=len(data) <= _HEAD)
    return f"{kind}-utf16" if wide and kind in ("csv", "text") else kind


def _is_mail(head: bytes) -> bool:
    """Whether ``head`` begins with the fields of a letter, in whatever order."""
    fields: set[bytes] = set()
    for line in head.splitlines():
        if not line:
            break
        if line[:1] in b" \t" and fields:
            continue
        found = _FIELD.match(line)
        if found is None:
            return False
        fields.add(line[: line.index(b":")].lower())
    return bool(fields & _ALONE) or len(fields & _MAIL) >= 2


def _sniff_markup(head: bytes) -> str:
    if flat := _FLAT.search(head):
        return "flat-ods" if flat[1].startswith(b"spreadsheet") else "flat-odt"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head and b"<html" not in head.lower():
        return "spreadsheetml"
    if _HTML.search(head):
        return "html"
    return "xml" if head.startswith((b"<?xml", b"<!")) else "text"


def _sniff_characters(head: bytes, *, whole: bool) -> str:
    """The kind of a text that begins with ``head``; unless that is all, it may end within a character."""
    for encoding in ("utf-8", "gb18030"):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(head, whole)
        except UnicodeDecodeError:
            continue
        if text[:1] in ("{", "[") and '"' in text:
            return "json"
        return "csv" if any(mark in text.split("\n", 1)[0] for mark in ",\t;") else "text"
    return "unknown"
