"""The tokens of a number format code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

_TOKEN = re.compile(
    r"""
      (?P<WORDS>"[^"]*"|[\\!].)
    | (?P<WIDTH>_[^\\])
    | (?P<FILL>\*[^\\])
    | (?P<BRACKET>\[[^\[\]]*\])
    | (?P<GENERAL>(?i:General)|G/通用格式)
    | (?P<DATE>(?i:AM/PM|A/P|上午/下午|a{3,}|[dmyhsb]+|e(?![+-]))|[年月日时分秒])
    | (?P<EXPONENT>E[+-])
    | (?P<DIGITS>[0#?]+)
    | (?P<POINT>\.)
    | (?P<COMMA>,+)
    | (?P<PERCENT>%)
    | (?P<TEXT>@)
    | (?P<FRACTION>/)
    | (?P<END>;)
    | (?P<UNKNOWN>["\\!_*\[eEnNgG])
    | (?P<PLAIN>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class TokenKind(Enum):
    """What a token of a code is; the names are those of the pattern's groups."""

    WORDS = "quoted or escaped"
    WIDTH = "as wide as the next"
    FILL = "filled with the next"
    BRACKET = "in brackets"
    GENERAL = "General"
    DATE = "letters of a date"
    EXPONENT = "E+"
    DIGITS = "placeholders"
    POINT = "."
    COMMA = ","
    PERCENT = "%"
    TEXT = "@"
    FRACTION = "/"
    END = ";"
    UNKNOWN = "what Excel does not take"
    PLAIN = "shown without quotes"


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a code, as it is written."""

    kind: TokenKind
    text: str


def tokens_of(code: str) -> list[Token]:
    """All of ``code``, in tokens; in a time that grows as its length."""
    return [Token(TokenKind[found.lastgroup or "PLAIN"], found[0]) for found in _TOKEN.finditer(code)]
