"""How deep the elements of a part lie in each other, counted by a parser where a quicker look can't tell."""

from __future__ import annotations

from xml.parsers.expat import ExpatError, ParserCreate

_CHUNK = 1 << 20


_ALL_BUT_MARKUP = bytes(byte for byte in range(256) if byte not in b"</")


class _TooDeepError(Exception):
    """The depth that was asked for is passed."""


def is_deeper(part: bytes, most: int) -> bool:
    """Whether elements of ``part`` lie more than ``most`` deep. It must declare no document type: entities are let be.

    Where the part is not well-formed, as far as a parser gets: no parser gets further.
    """
    if not _ends_in_a_row(part, most + 1):
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


def _ends_in_a_row(part: bytes, count: int) -> bool:
    """Whether ``count`` elements end one straight after the other, as deeply nested ones do, and a few flat ones."""
    return b"</" * count in part.replace(b"/>", b"").translate(None, _ALL_BUT_MARKUP)
