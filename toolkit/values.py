"""One cell's content to an exact figure, and what had to be mended to get there.

Mended is only what can mean one thing. Whatever could mean two (``1,23``, ``3-5``, ``约10``) is a problem, for
the agency to settle.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from .form import Unit

Cell = object  # str, int, float, bool, date, datetime, time, timedelta, CellError or None, as reading gives it

LARGEST = 10**15  # steps: beyond it Excel itself keeps no exact figure, and sums would leave 64 bits

# What people write in a cell to say that there were none.
_NONE_WORDS = frozenset(("无", "没有", "零", "〇", "/", "\\", "-", "--", "——", "―", "–", "—", "－", "─"))
_DASHES = str.maketrans(dict.fromkeys("−－﹣‐‑–—―─", "-"))
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad\u3000\u00a0]+")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_POWER = re.compile(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d{1,3}")
_TAIL = re.compile(r"^([-+\d.,]*\d\.?)(\D+)$")


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value, such as ``#REF!``, in place of a figure."""

    code: str

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says. ``steps`` is the figure in steps of the field's unit, None for a blank or a problem.

    ``problem`` names why it is no figure: text, date, error, boolean, decimal or huge. ``mend`` names
    what was done to make it one: text, width, spaces, commas, unit, converted or none (several: the one that
    changed most); ``told`` is the figure in the unit it was written in, where that was another.
    """

    steps: int | None
    mend: str = ""
    problem: str = ""
    told: str = ""


_BLANK = Reading(None)


def read_value(cell: Cell, unit: Unit) -> Reading:
    """The figure in ``cell``, counted in steps of ``unit``."""
    if cell is None:
        return _BLANK
    if isinstance(cell, bool):
        return Reading(None, problem="boolean")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < LARGEST:
        cell = int(cell)
    if isinstance(cell, int):
        steps = cell * unit.scale
        return Reading(steps) if -LARGEST <= steps <= LARGEST else Reading(None, problem="huge")
    if isinstance(cell, float):
        # Excel keeps 15 digits and shows no more: 72701.257799999992 is 72701.2578, 0.1+0.2 is 0.3.
        return _steps(Decimal(f"{cell:.15g}"), unit)
    if isinstance(cell, str):
        return _read_text(cell, unit)
    return Reading(None, problem="error" if isinstance(cell, CellError) else "date")


def _read_text(cell: str, unit: Unit) -> Reading:
    text = _INVISIBLE.sub("", cell)
    if not text:
        return _BLANK
    mend = "spaces" if text != cell.strip(" ") and len(text) != len(cell.strip(" ")) else "text"
    if text in _NONE_WORDS:
        return Reading(0, "none")
    if _split_by_space(cell):
        return Reading(None, problem="text")
    narrow = unicodedata.normalize("NFKC", text).translate(_DASHES)
    if narrow != text:
        mend = "width"
    return _read_number(narrow, unit, mend)


def _read_number(text: str, unit: Unit, mend: str) -> Reading:
    tail = _TAIL.match(text)
    told, times, over = "", 1, 1
    if tail and not _POWER.fullmatch(text):
        text, word = tail[1], tail[2]
        if word in (unit.label, *unit.spelled):
            mend = "unit"
        elif word in unit.parts:
            over, told, mend = unit.parts[word], text + word, "converted"
        elif word in unit.multiples:
            times, told, mend = unit.multiples[word], text + word, "converted"
        else:
            return Reading(None, problem="text")
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
        mend = mend if mend in ("unit", "converted") else "commas"
    elif not _PLAIN.fullmatch(text) and not _POWER.fullmatch(text):
        return Reading(None, problem="text")
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Reading(None, problem="text")
    return _steps(number, unit, mend, told, Fraction(times, over))


def folded(text: str) -> str:
    """``text`` in half width and without blanks, as names, codes and heads are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _split_by_space(cell: str) -> bool:
    """Whether a blank stands between two digits: ``1 234`` may be one number or two."""
    return re.search(r"\d[\s\u3000\u00a0]+\d", cell.strip()) is not None


def _steps(number: Decimal, unit: Unit, mend: str = "", told: str = "", factor: Fraction = Fraction(1)) -> Reading:
    if not number.is_finite():
        return Reading(None, problem="text")
    if number and number.adjusted() > 30:
        return Reading(None, problem="huge")
    if number and number.adjusted() < -30:
        return Reading(None, problem="decimal")
    steps = Fraction(number) * unit.scale * factor
    if steps.denominator != 1:
        return Reading(None, problem="decimal")
    if abs(steps) > LARGEST:
        return Reading(None, problem="huge")
    return Reading(int(steps), mend, told=told)
