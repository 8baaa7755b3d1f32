"""The first of the cells that a line counts, row by row: as a number that a formula can find, and as an address."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ..a1 import COLUMNS
from ..form.layout import Layout

_ZEROS = 12
_NONE = 10**_ZEROS  # greater than the number of any cell


def first_formula(faults: Iterable[tuple[str, str]]) -> str:
    """The array formula that finds it: for each range, named without its sheet, the test of which of its cells are
    counted.
    """
    found = (f"IF({test},ROW({area})*{COLUMNS}+COLUMN({area}),1E{_ZEROS})" for area, test in faults)
    return f"=MIN({','.join(found)})"


def first_number(layout: Layout, fields: Iterable[int]) -> int:
    """What it comes to where the cells of ``fields`` are counted."""
    return min(map(_numbers(layout).__getitem__, fields), default=_NONE)


@lru_cache(maxsize=16)
def _numbers(layout: Layout) -> tuple[int, ...]:
    return tuple((row + 1) * COLUMNS + column + 1 for _, row, column in layout.places)


def address_formula(number: str) -> str:
    """The expression for the address of the cell with the ``number`` that stands in another cell."""
    return f"ADDRESS(INT({number}/{COLUMNS}),MOD({number},{COLUMNS}),4)"


def spot_of(number: int) -> tuple[int, int]:
    """(row, column) of the cell with that ``number``."""
    row, column = divmod(number, COLUMNS)
    return row - 1, column - 1
