"""The little of XML that the patterns of this room need: decoding, entities, attributes."""

from __future__ import annotations

import re

_ATTRIBUTE = re.compile(r"""(?:\w+:)?(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ENTITY = re.compile(r"&(#x[0-9A-Fa-f]{1,6}|#\d{1,7}|\w+);?")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


_RUN = re.compile(r"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</(?:\w+:)?t\s*>")
_PHONETIC = re.compile(r"<(?:\w+:)?rPh[\s>][^<]*(?:<(?!/?(?:\w+:)?rPh[\s>])[^<]*)*</(?:\w+:)?rPh\s*>")


class UnusualError(Exception):
    """The file is written in a way the patterns do not cover; another reader must take it."""


def decode(data: bytes) -> str:
    """The text of a part. Raises UnusualError for another encoding than UTF-8."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise UnusualError("encoding")
    try:
        return data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise UnusualError("encoding") from None


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a start tag by local name."""
    found = _ATTRIBUTE.findall(tag)
    if "&" not in tag:
        return {name: double or single for name, double, single in found}
    return {name: unescape(double or single) for name, double, single in found}


def unescape(text: str) -> str:
    """``text`` with its entities and the ``_x000D_`` escapes of spreadsheets resolved."""
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    # Line ends come as CR, LF or both, whichever program wrote them.
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def rich_text(item: str) -> str:
    """The text of a string item: of all its runs, without the phonetic ones."""
    if "rPh" in item:
        item = _PHONETIC.sub("", item)
    return "".join(unescape(run) for run in _RUN.findall(item))


def _character(found: re.Match[str]) -> str:
    name = found[1]
    if not name.startswith("#"):
        if name not in _NAMED:
            raise UnusualError(f"entity {name}")
        return _NAMED[name]
    code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise UnusualError("character")
    return chr(code)
