"""How wide a text is in a terminal, where a Chinese character takes two columns, and how long as Excel counts.

rich measures too, but takes “”, … and their like for one column, which Chinese terminals and workbooks give two.
"""

from __future__ import annotations

import unicodedata

_NEVER_FIRST = frozenset("，。、；：！？）》】」』”’…—％%,.;:!?)]}")
_NEVER_LAST = frozenset("（《【「『“‘([{")


def units(text: str) -> int:
    """How long ``text`` is as Excel and Windows count: in units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def printable(text: str) -> str:
    """``text`` on one line, with whatever could steer a terminal or turn the writing direction made visible."""
    return "".join(" " if character in "\n\r\t" else _visible(character) for character in text)


def _visible(character: str) -> str:
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return f"\\u{ord(character):04x}"
    return character


def columns(text: str) -> int:
    """How many columns ``text`` takes."""
    return len(text) if text.isascii() else sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """``text`` in lines of at most ``width`` columns, the first begun with ``first`` and the others with ``rest``.

    Lines break at spaces and between Chinese characters, and keep closing marks off a line's beginning.
    """
    lines: list[str] = []
    line, used = first, columns(first)
    for piece in _pieces(text):
        size = columns(piece)
        if used + size > width and line not in (first, rest):
            lines.append(line.rstrip())
            line, used = rest, columns(rest)
            piece = piece.lstrip(" ")
            size = columns(piece)
        while used + size > width and len(piece) > 1:
            fitting = max(1, _fitting(piece, width - used))
            lines.append(line + piece[:fitting])
            piece = piece[fitting:]
            line, used, size = rest, columns(rest), columns(piece)
        line += piece
        used += size
    return [*lines, line.rstrip()]


def _fitting(text: str, room: int) -> int:
    """How many characters of ``text`` go into ``room`` columns."""
    used = 0
    for count, character in enumerate(text):
        used += _columns(character)
        if used > room:
            return count
    return len(text)


def _pieces(text: str) -> list[str]:
    """``text`` cut wherever a line may break."""
    pieces: list[str] = []
    for character in text:
        joined = pieces and (
            character in _NEVER_FIRST
            or pieces[-1][-1] in _NEVER_LAST
            or (_columns(character) < 2 and character != " " and _columns(pieces[-1][-1]) < 2 and pieces[-1][-1] != " ")
        )
        if joined:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces
