"""The text of a cell as one exact number: what is mended to make it one, and what it is where it is none.

Mended is only what can mean one thing. Whatever could mean two (``1,23``, ``3-5``, ``约10``; ``(5)``, minus five or
item five; ``▲4``, more or fewer) is a problem, for the agency to settle. Digits are ASCII's and their full-width
forms alone: what Unicode holds to be compatible (``①``, ``²``) or a digit too (``٣``) is not seen as that figure.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .form import Unit

LONGEST = 100  # characters beside blanks: what is longer is no figure, whatever it says

# What people write in a cell to say that there were none.
NONE_WORDS = frozenset(("无", "没有", "零", "〇", "/", "\\", "-", "--", "——", "―", "–", "—", "－", "─"))
# How a change is told in words; what can mean two things (新增, 增长) is not here.
_SIGN_WORDS = {
    "增": "", "增加": "", "净增": "", "净增加": "", "减": "-", "减少": "-", "净减": "-", "净减少": "-", "负": "-",
}  # fmt: skip
_REMARK_WORDS = "其中|含|包括|包含|不含|不包括|另|注|备注|见|详见|说明"

_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}  # ！ to ～
_NARROW: dict[int, int] = {**_WIDE, **dict.fromkeys(map(ord, "−－﹣‐‑–—―─"), ord("-"))}
# Blanks, and what takes no room at all. Not the soft hyphen, which some programs show, nor what turns writing round.
_INVISIBLE = re.compile(r"[\s\u200b-\u200e\u2060\ufeff]+")
_SPLIT = re.compile(r"[0-9０-９.,．，][\u200b-\u200e\u2060\ufeff]*\s[\s\u200b-\u200e\u2060\ufeff]*[0-9０-９.,．，]")
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_POWER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]{1,3}")
# For texts that are not LONGEST yet: these look at a character more than once.
_HEAD = re.compile(r"([+-]?[0-9.,]*[0-9]\.?)(.*)", re.DOTALL)
_SIGNED = re.compile(rf"({'|'.join(sorted(_SIGN_WORDS, key=len, reverse=True))})([0-9].*)", re.DOTALL)
_REMARK = re.compile(rf"[*※†‡#§]+|[(\[{{<〔【《〈「『“\"].*|[,;:、。]*(?:{_REMARK_WORDS}).*", re.DOTALL)
_ENCLOSED = ((0x2460, 0x24FF), (0x2776, 0x2793), (0x3200, 0x32FF), (0x1F100, 0x1F2FF))


@dataclass(frozen=True, slots=True)
class Written:
    """What a text says: ``number`` times ``factor`` in the field's unit, or None for a blank or a problem.

    ``mend``, ``problem`` and ``told`` as in ``values.Reading``.
    """

    number: Decimal | None = None
    factor: Fraction = Fraction(1)
    mend: str = ""
    problem: str = ""
    told: str = ""


_TEXT = Written(problem="text")


def read_text(cell: str, unit: Unit, *, signed: bool = False) -> Written:
    """The number that ``cell`` means; ``signed`` where it is a change, that may be told in words (``减4``)."""
    text = _INVISIBLE.sub("", cell)
    if not text:
        return Written()
    if text in NONE_WORDS:
        return Written(Decimal(0), mend="none")
    narrow = text.translate(_NARROW)
    if len(text) > LONGEST:
        digits = narrow.isascii() and narrow.isdigit() and narrow[0] != "0"
        return Written(problem="huge") if digits else _TEXT
    trimmed = cell.strip(" ")
    mend = "width" if narrow != text else "spaces" if len(text) != len(trimmed) else "text"
    written = _read_narrow(narrow, unit, mend, signed)
    # A blank between two digits: ``1 234`` may be one number or two.
    return _TEXT if written.number is not None and _SPLIT.search(cell) else written


def looks_like_figure(text: str) -> bool:
    """Whether a reader could take ``text`` for a figure, or for a word that says there were none."""
    return any(map(str.isnumeric, text)) or _INVISIBLE.sub("", text) in NONE_WORDS


def _read_narrow(text: str, unit: Unit, mend: str, signed: bool) -> Written:
    """As ``read_text``, of a text in half width and without blanks."""
    worded = _SIGNED.fullmatch(text) if signed else None
    sign, rest = (_SIGN_WORDS[worded[1]], worded[2]) if worded else ("", text)
    head = _HEAD.fullmatch(rest)
    if head is None:
        return _marked_before(text)
    power = _POWER.fullmatch(rest) is not None
    number, tail = (rest, "") if power else (head[1], head[2])
    factor = _factor(tail, unit)
    if factor is None:
        return _beside(tail, unit)
    grouped = _GROUPED.fullmatch(number) is not None
    if not (power or grouped or _PLAIN.fullmatch(number)):
        return _TEXT
    if tail in unit.parts or tail in unit.multiples:
        mend = "converted"
    elif worded or tail or grouped:
        mend = "signed" if worded else "unit" if tail else "commas"
    told = text if mend in ("converted", "signed") else ""
    return Written(Decimal(sign + number.replace(",", "")), factor, mend, told=told)


def _factor(word: str, unit: Unit) -> Fraction | None:
    """How many of ``unit`` one of what ``word`` names is; None where it names no unit."""
    if word in ("", unit.label, *unit.spelled):
        return Fraction(1)
    if word in unit.parts:
        return Fraction(1, unit.parts[word])
    return Fraction(unit.multiples[word]) if word in unit.multiples else None


def _beside(tail: str, unit: Unit) -> Written:
    """What stands behind a figure, perhaps behind its unit: a mark, a remark, or another text."""
    names = sorted((unit.label, *unit.spelled, *unit.parts, *unit.multiples), key=len, reverse=True)
    rest = tail.removeprefix(next(filter(tail.startswith, names), ""))
    if rest and all(map(_is_mark, rest)):
        return Written(problem="mark", told=rest)
    return Written(problem="remark", told=rest) if _REMARK.fullmatch(rest) else _TEXT


def _marked_before(text: str) -> Written:
    """A figure with a mark before it: ``①22``."""
    start = next((at for at, character in enumerate(text) if not _is_mark(character)), 0)
    return Written(problem="mark", told=text[:start]) if start and _HEAD.fullmatch(text[start:]) else _TEXT


def _is_mark(character: str) -> bool:
    """Whether ``character`` numbers a note or an item: ``①``, ``⑴``, ``²``, ``Ⅳ``, ``㈠``, ``ⓐ``."""
    if any(first <= ord(character) <= last for first, last in _ENCLOSED):
        return True
    counts = unicodedata.category(character) in ("No", "Nl") and character not in NONE_WORDS
    return counts and unicodedata.numeric(character, 0.5).is_integer()
