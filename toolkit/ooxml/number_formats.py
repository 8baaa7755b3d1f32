"""A number format code as data: its sections, and for which numbers each is meant.

The grammar is that of ECMA-376 part 1, 18.8.30 and 18.8.31, and of "Number format codes" at support.microsoft.com
(5026bbd6-04bc-48cd-bf33-80f18b4eae68), with what Chinese versions write: colours and General by their Chinese
names, ``!`` as an escape. Where Excel's own behaviour is not known, a code counts as not understood.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from ..memory import remembered
from .number_sections import GENERAL, Kind, Part, Section, holds_date, read_section
from .number_tokens import Token, TokenKind, tokens_of

# Excel takes 255 characters as they are typed; in the file some of them are escaped.
_LONGEST = 1000
_IS_ZERO = ("=", Decimal(0))
# Marks of direction, line breaks: what is not seen itself changes how what stands beside it is seen.
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """One to three sections for numbers, one for texts. Not ``understood``: nothing can be told of what it shows."""

    code: str
    numbers: tuple[Section, ...] = ()
    text: Section | None = None
    understood: bool = False
    date: bool = False


def is_date(number_format: NumberFormat) -> bool:
    """Whether numbers are shown as dates or times, by the section for positive ones."""
    return number_format.date


@remembered(1024, longest=_LONGEST)
def parse_format(code: str) -> NumberFormat:
    """The format that ``code`` writes; any text gives one, more than 1,000 characters one that is not understood."""
    if len(code) > _LONGEST:
        return NumberFormat(code)
    parts = _parts(tokens_of(code))
    date = holds_date(parts[0])
    arranged = None
    if len(parts) <= 4 and not any(unicodedata.category(sign) in _UNSEEN for sign in code):
        arranged = _arranged([section for tokens in parts if (section := read_section(tokens))], len(parts))
    if arranged is None:
        return NumberFormat(code, date=date)
    numbers, text = arranged
    if not code or not numbers:
        numbers = [GENERAL]
    return NumberFormat(code, tuple(numbers), text, understood=True, date=date)


def colours_of(code: str) -> list[str]:
    """What the colours are called in which ``code`` shows numbers above and below 0; empty for the font's own."""
    sections = parse_format(code).numbers[:2]
    return [section.colour for section in sections if section.condition != _IS_ZERO] or [""]


def _parts(tokens: list[Token]) -> list[list[Token]]:
    """Tokens, parted at the semicolons."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind is TokenKind.END:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _arranged(sections: list[Section], expected: int) -> tuple[list[Section], Section | None] | None:
    """The sections for numbers and the one for texts; None where Excel would not take them so."""
    if len(sections) != expected:
        return None
    text = sections.pop() if expected == 4 or sections[-1].holds(Part.TEXT) else None
    if text is not None and (text.kind in (Kind.DIGITS, Kind.DATE) or text.condition):
        return None
    if any(section.holds(Part.TEXT) for section in sections) or any(section.condition for section in sections[2:]):
        return None
    return sections, text
