"""One cell's value by the type that the cell declares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

from ..refusal import Refused
from ..values import Cell, CellError
from .escapes import resolved, unescaped

EXACT = 16  # digits from which on a whole number is no longer exact in a workbook
BLANKS = " \t\r\n"  # what XML knows as such
TRUE = ("1", "true", "on")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")


class CellReader(NamedTuple):
    """Reads the values of one sheet, called ``sheet``: by its workbook's shared strings, dates, and epoch."""

    sheet: str
    strings: Sequence[Cell]
    dates: frozenset[str]
    epoch_1904: bool

    def read(self, cell: str, kind: str, style: str, text: str) -> Cell:
        """What ``cell`` holds, by the type it declares. Raises Refused for a number or an index that is none."""
        try:
            if kind == "s":
                return self.strings[_index(text)]
            if kind in ("", "n"):
                if text.isdigit() and text.isascii() and len(text) < EXACT and style not in self.dates:
                    return int(text)  # as nearly all are
                return self._number(text.strip(BLANKS), style in self.dates)
            return _other(kind, text)
        except (IndexError, ValueError, OverflowError):
            raise Refused("CELL-BROKEN", sheet=self.sheet, cell=cell, found=text[:60]) from None

    def read_raw(self, cell: str, kind: str, style: str, written: bytes) -> Cell:
        """As ``read``, of a value as it stands in the part, where references stand for some characters."""
        try:
            text = resolved(written.decode())
        except ValueError:
            raise Refused("CELL-BROKEN", sheet=self.sheet, cell=cell, found=repr(written[:60])[2:-1]) from None
        return self.read(cell, kind, style, text)

    def _number(self, text: str, date: bool) -> Cell:
        if not _NUMBER.fullmatch(text):
            raise ValueError(text)  # what Python takes for a number, and no spreadsheet writes
        whole, _, rest = text.partition(".")
        if not date and whole.isdigit() and len(whole) < EXACT and not rest.strip("0"):
            return int(whole)
        number = float(text)
        if number.is_integer() and abs(number) < 1e15:
            number = int(number)
        return from_serial(number, self.epoch_1904) if date else number


def _index(text: str) -> int:
    text = text.strip(BLANKS)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError(text)
    return int(text)


def _other(kind: str, text: str) -> Cell:
    if kind in ("str", "inlineStr"):
        return unescaped(text)
    if kind == "b":
        return text.strip(BLANKS) in TRUE
    if kind == "e":
        return CellError(text)
    if kind == "d":
        return text
    raise ValueError(kind)


def from_serial(number: float, epoch_1904: bool) -> Cell:
    """A serial number of days as the date, the time or (out of their range) the number that it is."""
    if 0 <= number < 1:
        return (datetime(1900, 1, 1) + timedelta(days=number)).time() if number else time()
    days = number + 1462 if epoch_1904 else number
    if not 0 <= days < 2958466:
        return number
    # Excel counts a 29 February 1900 that never was.
    start = datetime(1899, 12, 30) if days >= 60 else datetime(1899, 12, 31)
    return start + timedelta(days=days)
