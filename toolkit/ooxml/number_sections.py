"""One section of a number format code: what its tokens come to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from .number_tokens import Token, TokenKind

_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30}))", re.ASCII)
_RED = re.compile(r"(?i:red|colou?r\s*3)|颜色\s*3|红色?")
_WHITE = re.compile(r"(?i:white|colou?r\s*2)|颜色\s*2|白色?")
_ELAPSED = re.compile(r"(?i:h+|m+|s+)")
# A sign of currency and a language, of which the first of four bytes may ask for other digits than 0 to 9.
_CURRENCY = re.compile(r"\$([^-]*)(?:-(?:(?:0?[01])?[0-9A-Fa-f]{1,6}|[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)?)?")
# Chinese numerals, other digits, the date format of the system: what they show is not told.
_OTHERWISE = re.compile(r"(?i:DBNum\d{1,2}|\$-F[48]00)|\$.*")
_COLOUR = re.compile(
    r"(?i:black|blue|cyan|green|magenta|red|white|yellow|colou?r\s*\d{1,2})|颜色\s*\d{1,2}|(?:[黑蓝绿红白黄]|洋红)色?|青色"
)


class Part(Enum):
    """What a piece of a section stands for."""

    WORDS = "words"
    DIGITS = "digits"
    POINT = "point"
    EXPONENT = "exponent"
    GENERAL = "general"
    TEXT = "text"
    FRACTION = "fraction"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a section, with the words that are shown for it or the placeholders to fill."""

    part: Part
    text: str = ""


class Kind(Enum):
    """What a section shows: a number in placeholders or as ``General``, a date, the cell's text, only its own words."""

    DIGITS = "digits"
    GENERAL = "general"
    DATE = "date"
    TEXT = "text"
    WORDS = "words"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Section:
    """``scale``: power of ten that percent signs and commas multiply by; ``condition``: the numbers asked for."""

    kind: Kind
    pieces: tuple[Piece, ...] = ()
    scale: int = 0
    grouped: bool = False
    colour: str = ""  # as it is called
    condition: tuple[str, Decimal] | None = None

    @property
    def red(self) -> bool:
        return _RED.fullmatch(self.colour) is not None

    def holds(self, part: Part) -> bool:
        """Whether a piece of it stands for ``part``."""
        return any(piece.part is part for piece in self.pieces)


GENERAL = Section(Kind.GENERAL, (Piece(Part.GENERAL),))
_PARTS = {
    TokenKind.DIGITS: Part.DIGITS, TokenKind.POINT: Part.POINT, TokenKind.EXPONENT: Part.EXPONENT,
    TokenKind.GENERAL: Part.GENERAL, TokenKind.TEXT: Part.TEXT, TokenKind.FRACTION: Part.FRACTION,
}  # fmt: skip


def holds_date(tokens: Sequence[Token]) -> bool:
    """Whether a section shows dates or times: letters of a date in no words, and no ``General``."""
    kinds = {token.kind for token in tokens}
    return TokenKind.GENERAL not in kinds and (TokenKind.DATE in kinds or any(map(_ELAPSED.fullmatch, _inner(tokens))))


def read_section(tokens: Sequence[Token]) -> Section | None:
    """What the tokens of one section come to; None where that is not understood."""
    kinds, inner = {token.kind for token in tokens}, _inner(tokens)
    asked = [found for text in inner if (found := _CONDITION.fullmatch(text))]
    known = (_CONDITION, _COLOUR, _ELAPSED, _OTHERWISE)
    if TokenKind.UNKNOWN in kinds or len(asked) > 1 or not all(any(p.fullmatch(text) for p in known) for text in inner):
        return None
    condition = (asked[0][1], Decimal(asked[0][2])) if asked else None
    if TokenKind.DATE in kinds or any(map(_ELAPSED.fullmatch, inner)):
        return Section(Kind.DATE, condition=condition)
    taken = _pieces(tokens)
    if taken is None:
        return None
    pieces, scale, grouped = taken
    kind = _kind([piece.part for piece in pieces], plain=not scale and not grouped)
    if kind is Kind.DIGITS and grouped and _runs(pieces) > 1:
        kind = Kind.UNTOLD
    if kind and (kinds == {TokenKind.BRACKET} or any(map(_unclear, inner)) or _late_brackets(tokens)):
        kind = Kind.UNTOLD
    colour = next((text for text in inner if _COLOUR.fullmatch(text)), "")
    return Section(kind, tuple(pieces), scale, grouped, colour, condition) if kind else None


def _inner(tokens: Sequence[Token]) -> list[str]:
    return [token.text[1:-1] for token in tokens if token.kind is TokenKind.BRACKET]


def _late_brackets(tokens: Sequence[Token]) -> bool:
    """Whether a colour, condition or language follows something else: programs read it each its way."""
    first = next((place for place, token in enumerate(tokens) if token.kind is not TokenKind.BRACKET), len(tokens))
    return any(not (found := _CURRENCY.fullmatch(text)) or not found[1] for text in _inner(tokens[first:]))


def _unclear(inner: str) -> bool:
    """White is seen or not by what it stands on; a language may ask for other digits."""
    if _WHITE.fullmatch(inner):
        return True
    system = inner[:1] == "$" and inner[1:].upper() in ("-F400", "-F800")
    return _OTHERWISE.fullmatch(inner) is not None and (system or not _CURRENCY.fullmatch(inner))


def _pieces(tokens: Sequence[Token]) -> tuple[list[Piece], int, bool] | None:
    """Pieces, the power of ten to multiply by, whether thousands are parted; None where a comma is not understood."""
    last = max((place for place, token in enumerate(tokens) if token.kind is TokenKind.DIGITS), default=-1)
    pieces: list[Piece] = []
    scale, grouped, behind_point, joins = 0, False, False, False
    for place, token in enumerate(tokens):
        if token.kind is TokenKind.COMMA:
            does = _comma(tokens, place, place < last)
            if does is None:
                return None
            if does == "grouping":
                # Behind the point it parts nothing.
                grouped, joins = grouped or not behind_point, True
            elif does == "scaling":
                scale -= 3 * len(token.text)
            else:
                pieces.append(Piece(Part.WORDS, token.text))
        elif joins:
            pieces[-1], joins = Piece(Part.DIGITS, pieces[-1].text + token.text), False
        elif token.kind in _PARTS:
            behind_point = behind_point or token.kind is TokenKind.POINT
            pieces.append(Piece(_PARTS[token.kind], token.text))
        else:
            scale += 2 * (token.kind is TokenKind.PERCENT)
            pieces.append(Piece(Part.WORDS, _words(token)))
    return pieces, scale, grouped


def _comma(tokens: Sequence[Token], place: int, digits_follow: bool) -> str | None:
    """What the comma or commas at ``place`` do: ``grouping``, ``scaling``, ``words``; None where it is not known."""
    nowhere = Token(TokenKind.PLAIN, "")
    before = tokens[place - 1] if place else nowhere
    after = tokens[place + 1] if place + 1 < len(tokens) else nowhere
    # How a digit of the code itself takes part is not known.
    if any(token.kind is TokenKind.PLAIN and token.text.isdigit() for token in (before, after)):
        return None
    if before.kind is after.kind is TokenKind.DIGITS:
        return "grouping"
    if before.kind in (TokenKind.DIGITS, TokenKind.POINT):
        return None if digits_follow else "scaling"
    return "words" if len(tokens[place].text) == 1 else None


def _words(token: Token) -> str:
    """What is shown for a token that stands for itself."""
    if token.kind is TokenKind.WORDS:
        return token.text[1:-1] if token.text[0] == '"' else token.text[1:]
    if token.kind is TokenKind.WIDTH:
        return " "
    if token.kind is TokenKind.FILL:
        return ""
    if token.kind is TokenKind.BRACKET:
        currency = _CURRENCY.fullmatch(token.text[1:-1])
        return currency[1] if currency else ""
    return token.text


def _kind(parts: list[Part], plain: bool) -> Kind | None:
    """What the parts come to; None for a mixture that Excel does not take."""
    digits = {Part.DIGITS, Part.POINT, Part.EXPONENT}.intersection(parts)
    if Part.GENERAL in parts or Part.TEXT in parts:
        if digits or not plain or Part.FRACTION in parts or {Part.GENERAL, Part.TEXT} <= set(parts):
            return None
        return Kind.TEXT if Part.TEXT in parts else Kind.GENERAL if parts.count(Part.GENERAL) == 1 else Kind.UNTOLD
    if Part.FRACTION in parts:
        return Kind.UNTOLD if Part.DIGITS in parts else None
    if Part.EXPONENT in parts:
        place = parts.index(Part.EXPONENT)
        if Part.DIGITS not in parts[:place] or parts[place + 1 : place + 2] != [Part.DIGITS]:
            return None
        told = plain and {Part.EXPONENT, Part.POINT}.isdisjoint(parts[place + 1 :])
        return Kind.DIGITS if told and parts.count(Part.POINT) <= 1 else Kind.UNTOLD
    if digits:
        return Kind.DIGITS if Part.DIGITS in parts and parts.count(Part.POINT) <= 1 else Kind.UNTOLD
    return Kind.WORDS


def _runs(pieces: Sequence[Piece]) -> int:
    """In how many places the digits before the point stand."""
    parts = [piece.part for piece in pieces]
    return parts[: parts.index(Part.POINT) if Part.POINT in parts else None].count(Part.DIGITS)
