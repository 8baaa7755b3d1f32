"""How deep the elements of a part lie in each other, counted by a parser where a quicker look can't tell."""

from __future__ import annotations

import re
from xml.parsers.expat import ExpatError, ParserCreate

_CHUNK = 1 << 20


_ALONE, _END = b"\x01", b"\x02"  # in the place of marks that XML has: no part holds them
_OTHERS = bytes(byte for byte in range(256) if byte not in b"<" + _ALONE + _END)


class _TooDeepError(Exception):
    """The depth that was asked for is passed."""


# What holds no elements, whatever it says.
_ASIDE = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)


def is_deeper(part: bytes, most: int) -> bool:
    """Whether elements of ``part`` lie more than ``most`` deep. It must declare no document type: entities are let be.

    Where the part is not well-formed, as far as a parser gets: no parser gets further.
    """
    if not _may_be_deeper(part, most - 1):  # an empty element inside the deepest is one more
        return False
    depth = 0

    def enter(name: str, attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > most:
            raise _TooDeepError

    def leave(name: str) -> None:
        nonlocal depth
        depth -= 1

    # But for parts in UTF-16 markup is ASCII in all that comes here, and every byte is a character.
    parser = ParserCreate(None if part[:2] in (b"\xff\xfe", b"\xfe\xff") else "iso-8859-1")
    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    try:
        for at in range(0, len(part), _CHUNK):
            parser.Parse(part[at : at + _CHUNK], at + _CHUNK >= len(part))
    except _TooDeepError:
        return True
    except ExpatError:
        return False
    return False


def _may_be_deeper(part: bytes, most: int) -> bool:
    """False where elements surely lie no deeper: told by ends that are taken away with their starts, from within."""
    if part.startswith((b"<?xml", b"\xef\xbb\xbf<?xml")):
        part = part[part.find(b"?>") + 2 :]
    marks = _ASIDE.sub(b"", part) if b"<!" in part or b"<?" in part else part
    marks = marks.replace(b"/>", _ALONE).replace(b"</", _END).translate(None, _OTHERS)
    marks = marks.replace(b"<" + _ALONE, b"").replace(_ALONE, b"")
    for _ in range(most):
        left = marks.replace(b"<" + _END, b"")
        if len(left) == len(marks):
            break
        marks = left
    return bool(marks)
