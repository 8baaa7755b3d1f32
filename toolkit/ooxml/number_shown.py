"""What a cell shows under its number format, as Excel renders it; the width of its column is not looked at.

The sections and their implied signs follow ECMA-376 part 1, 18.8.31; which of them takes a number, and whether a minus
is set before it, was measured on Excel for the tests of github.com/borgar/numfmt (conditionals, near zero negatives).
"""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal

from .number_digits import general, in_placeholders
from .number_formats import NumberFormat
from .number_sections import GENERAL, Kind, Part, Section

# What a number shows that no section takes.
HASHES = "########"
_COMPARED = {"<": (-1,), "<=": (-1, 0), "=": (0,), "<>": (-1, 1), ">=": (0, 1), ">": (1,)}
_POSITIVE = (">", Decimal(0))
_PLAIN_ZERO = re.compile(r" *(?:0(?:\.[0 ]*)?|-) *")


def shown(number_format: NumberFormat, value: int | float | str) -> str | None:
    """The text that ``value`` is shown as, ``""`` where it is hidden; None where it can't be told.

    A negative that only its red colour tells is given a leading ``-``: red negatives are honest, a person sees the red,
    and who reads the text alone should come to the same figure.
    """
    if not number_format.understood:
        return None
    if isinstance(value, str):
        return _text(number_format.text, value)
    number = _decimal(value)
    if number is None:
        return None
    sections = _sections(number_format.numbers, number)
    if sections is None:
        return HASHES
    if not sections:
        return None
    texts = {_told(section, number, minus) for section, minus in sections}
    text = texts.pop() if len(texts) == 1 else None
    section = sections[0][0]
    if text and number < 0 and section.red and not sections[0][1] and not any(sign in text for sign in "-－−(（"):
        mirrored = _sections(number_format.numbers, -number)
        if any(sign.isdigit() for sign in text) and not (mirrored and mirrored[0][0].red):
            return f"-{text}"
    return text


def shows_counts(number_format: NumberFormat) -> bool:
    """Whether every whole number from 0 up to eleven digits is shown as its plain digits.

    Perhaps with thousands parted, blanks beside it, decimals that are zero; 0 perhaps as ``-``, as in accounting.
    """
    if not number_format.understood or any(section.condition for section in number_format.numbers):
        return False
    section = number_format.numbers[0]
    if section.kind not in (Kind.DIGITS, Kind.GENERAL) or section.scale or section.holds(Part.EXPONENT):
        return False
    if any(piece.part is Part.WORDS and piece.text.strip(" ") for piece in section.pieces):
        return False
    integers = ["".join(piece.text for piece in section.pieces if piece.part is Part.DIGITS)]
    if section.kind is Kind.DIGITS:
        parts = [piece.part for piece in section.pieces]
        point = parts.index(Part.POINT) if Part.POINT in parts else len(parts)
        integers = [piece.text for piece in section.pieces[:point] if piece.part is Part.DIGITS]
        behind = parts[point + 1 :]
        # Blanks between digits would part a figure in two.
        if len(integers) != 1 or "0" in integers[0][:-1] or behind.count(Part.DIGITS) > 1 or behind[:1] == [Part.WORDS]:
            return False
        if Part.WORDS in parts[parts.index(Part.DIGITS) : point] and point < len(parts):
            return False
    zero = shown(number_format, 0)
    return zero is not None and _PLAIN_ZERO.fullmatch(zero) is not None


def misleads_of_zero(number_format: NumberFormat) -> bool:
    """Whether 0 is shown as a text in which somebody may read another figure."""
    text = shown(number_format, 0)
    return text is None or any(unicodedata.numeric(sign, 0) for sign in text)


def _decimal(value: float) -> Decimal | None:
    """``value`` in the fifteen digits that Excel keeps; None for what is no number there."""
    if isinstance(value, int) and abs(value) < 10**15:
        return Decimal(value)
    try:
        number = float(value)
    except OverflowError:
        return None
    return Decimal(f"{number:.15g}") if math.isfinite(number) else None


def _text(section: Section | None, value: str) -> str | None:
    if section is None:
        return value
    if section.kind not in (Kind.TEXT, Kind.GENERAL, Kind.WORDS):
        return None
    return "".join(value if piece.part in (Part.TEXT, Part.GENERAL) else piece.text for piece in section.pieces)


def _sections(sections: tuple[Section, ...], number: Decimal) -> list[tuple[Section, bool]] | None:
    """The section that takes ``number`` and whether a minus is set before it; several where programs differ.

    None where no section takes it; an empty list where that is not known.
    """
    if not any(section.condition for section in sections):
        if len(sections) == 1:
            return [(sections[0], number < 0)]
        if number < 0:
            return [(sections[1], False)]
        return [(sections[2 if len(sections) == 3 and not number else 0], False)]
    return _by_condition(sections, number)


def _by_condition(sections: tuple[Section, ...], number: Decimal) -> list[tuple[Section, bool]] | None:
    first, rest = sections[0], sections[1:]
    condition = first.condition or _POSITIVE
    negative = number < 0
    if _takes(condition, number):
        return [(first, negative and _keeps_sign(condition))]
    if not rest or (len(rest) == 1 and rest[0].condition is None):
        sign, limit = condition
        return [(rest[0] if rest else GENERAL, negative and (sign == "=" or (limit >= 0 and sign in (">", ">="))))]
    second = rest[0]
    if second.condition is None:
        # For Excel as measured the second takes all that is left, for LibreOffice and Apache POI the negative ones.
        return [(second, False), (second, True)] if negative else [(second, False), (rest[1], False)]
    if _takes(second.condition, number):
        return [(second, negative and _keeps_sign(second.condition))]
    if len(rest) == 2:
        return [(rest[1], negative)]
    return None if first.condition else []


def _takes(condition: tuple[str, Decimal], number: Decimal) -> bool:
    sign, limit = condition
    return (number > limit) - (number < limit) in _COMPARED[sign]


def _keeps_sign(condition: tuple[str, Decimal]) -> bool:
    """Whether a minus is set before negatives: not where a condition takes nothing but negatives."""
    sign, limit = condition
    return not ((limit < 0 and sign in ("<", "<=", "=")) or (limit == 0 and sign == "<"))


def _told(section: Section, number: Decimal, minus: bool) -> str | None:
    """``number`` without its sign under ``section``, a minus before it where asked for."""
    size = abs(number)
    if section.kind is Kind.DIGITS:
        text, nothing = in_placeholders(section, size)
        # Excel sets no minus before what is rounded to zero.
        return f"-{text}" if minus and not nothing else text
    if section.kind not in (Kind.GENERAL, Kind.WORDS):
        return None
    text = "".join(general(size) if piece.part is Part.GENERAL else piece.text for piece in section.pieces)
    return f"-{text}" if minus else text
