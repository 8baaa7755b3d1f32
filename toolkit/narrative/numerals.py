"""Figures as people write them in a text: digits, Chinese numerals, 万 and 亿, 余."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ..memory import remembered
from ..values import LARGEST

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_LESS = Decimal("0.9999")
_LONGEST = 40  # characters of a number that somebody means
CHINESE = "零〇一二两三四五六七八九十百千"
NOUGHT = r"零(?!\w)"  # a figure by itself
# Four groups: the digits or numerals, 余, 万 or 亿, 余.
NUMBER = rf"(?:(?<![\d.])[0-9]+(?:\.[0-9]+)?|[{CHINESE}][{CHINESE}万亿]{{0,{_LONGEST - 1}}}?)[余多]?[万亿]?[余多]?"
_PARTS = re.compile(rf"([0-9]+(?:\.[0-9]+)?|[{CHINESE}万亿]*[{CHINESE}])([余多]?)([万亿]?)([余多]?)")


@dataclass(frozen=True, slots=True)
class Figure:
    """What a written figure may mean: any number from ``low`` to ``high``, both included; ``written`` as it stands."""

    low: Decimal
    high: Decimal
    written: Decimal

    def times(self, factor: Decimal) -> Figure:
        return Figure(self.low * factor, self.high * factor, self.written * factor)

    def holds(self, number: Decimal) -> bool:
        return self.low <= number <= self.high

    def __str__(self) -> str:
        low, high = (f"{number.normalize():f}" for number in (self.low, self.high))
        return low if low == high else f"{low} 至 {high}"


@remembered(4096, longest=_LONGEST + 3)
def read_figure(text: str) -> Figure | None:
    """The figure that ``text`` writes, or None where it is none that a return holds. ``1.57万`` may be rounded."""
    match = _PARTS.fullmatch(text)
    if not match:
        return None
    digits, more, myriad, more_after = match.groups()
    if len(digits) > _LONGEST:
        return None
    number, place = _decimal(digits) if digits[0].isascii() else _chinese(digits)
    if number is None or number > LARGEST:
        return None
    factor = _MYRIADS.get(myriad, 1)
    number, place = number * factor, place * factor
    if more or more_after:
        return Figure(number, number + place, number)
    if myriad and digits[0].isascii():
        return Figure(number - place / 2, number + place * _LESS, number)  # rounded, or cut off
    return Figure(number, number, number)


def _decimal(digits: str) -> tuple[Decimal, Decimal]:
    """The number and the worth of its last digit that is not a padding 0."""
    number = Decimal(digits)
    if "." in digits:
        return number, Decimal(1).scaleb(-len(digits.partition(".")[2]))
    stripped = digits.rstrip("0")
    return number, Decimal(10) ** (len(digits) - len(stripped) if stripped else 0)


def _chinese(text: str) -> tuple[Decimal | None, Decimal]:
    """``三千五百二十五`` as 3525; None for what is no numeral, such as ``一二百``."""
    if all(character in _DIGITS for character in text):
        return Decimal("".join(str(_DIGITS[character]) for character in text)), Decimal(1)
    total = section = digit = 0
    place = 1
    for character in text:
        if character in _DIGITS:
            if digit:
                return None, Decimal(1)
            digit, place = _DIGITS[character], 1
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit, place = 0, _TENS[character]
        else:
            total = (total + section + digit) * _MYRIADS[character]
            section, digit, place = 0, 0, _MYRIADS[character]
    return Decimal(total + section + digit), Decimal(place)
