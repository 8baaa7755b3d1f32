"""One cell's value by the type that the cell declares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..values import Cell, CellError
from .styles import from_serial
from .xml_text import UnusualError, unescape

EXACT = 16  # digits from which on a whole number is no longer exact in a workbook
_TRUE = ("1", "true", "on")


class CellReader(NamedTuple):
    """Reads the values of one sheet: by its workbook's shared strings, styles that show dates, and epoch."""

    strings: Sequence[str]
    dates: frozenset[str]
    epoch_1904: bool

    def read(self, kind: str, style: str, text: str) -> Cell:
        """A cell's content by the type it declares. Raises UnusualError for a number or an index that is none."""
        try:
            if kind == "s":
                index = text.strip()
                if not (index.isascii() and index.isdigit()):
                    raise UnusualError("string index")
                return self.strings[int(index)]
            if kind in ("", "n"):
                return self._number(text, style in self.dates)
        except (IndexError, ValueError, OverflowError):
            raise UnusualError("string index or number") from None
        return _other(kind, text)

    def _number(self, text: str, date: bool) -> Cell:
        whole, _, rest = text.partition(".")
        if not date and whole.isascii() and whole.isdigit() and len(whole) < EXACT and not rest.strip("0"):
            return int(whole)
        if "_" in text or not text.isascii():
            raise ValueError(text)  # what Python takes for a number, and no spreadsheet writes
        number = float(text)
        if number.is_integer() and abs(number) < 1e15:
            number = int(number)
        return from_serial(number, self.epoch_1904) if date else number


def _other(kind: str, text: str) -> Cell:
    if kind in ("str", "inlineStr"):
        return unescape(text)
    if kind == "b":
        return text.strip() in _TRUE
    if kind == "e":
        return CellError(text)
    if kind == "d":
        return text
    raise UnusualError(f"cell type {kind}")
