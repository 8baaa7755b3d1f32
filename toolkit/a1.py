"""Addresses and ranges of cells as spreadsheets write them. Rows and columns count from 0 everywhere else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate
from operator import add

from .memory import remembered

Spot = tuple[int, int]  # row, column
Area = tuple[int, int, int, int]  # top, left, bottom, right: all inside

ROWS, COLUMNS = 1_048_576, 16_384  # of a spreadsheet's grid

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def address(row: int, column: int) -> str:
    """``(30, 3)`` as ``D31``."""
    return f"{column_letters(column)}{row + 1}"


@remembered(1024)
def column_letters(column: int) -> str:
    """``3`` as ``D``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def position(cell: str) -> Spot:
    """``D31`` as (30, 3). Raises ValueError for what is no address in the grid, written in capitals without ``$``."""
    match = _ADDRESS.fullmatch(cell)
    if match is None:
        raise ValueError(cell)
    row, column = int(match[2]) - 1, column_number(match[1])
    if row >= ROWS or column >= COLUMNS:
        raise ValueError(cell)
    return row, column


@remembered(1024, longest=3)
def column_number(letters: str) -> int:
    """``D`` as 3. ``letters`` are capitals."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def letters_of(cell: str) -> str:
    """The column of an address, as letters: ``D`` of ``D31``."""
    return cell.rstrip("0123456789")


def area_of(cells: str) -> Area:
    """``B3:D4`` as (2, 1, 3, 3), ``B3`` as (2, 1, 2, 1). Raises ValueError for what is no range."""
    first, _, last = cells.partition(":")
    (top, left), (bottom, right) = position(first), position(last or first)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def range_of(area: Area) -> str:
    """(2, 1, 3, 3) as ``B3:D4``; one cell alone as its address."""
    top, left, bottom, right = area
    first, last = address(top, left), address(bottom, right)
    return first if first == last else f"{first}:{last}"


def layers(areas: Iterable[Area], spots: Collection[Spot]) -> dict[Spot, int]:
    """How many of ``areas`` hold each of ``spots``; those that none holds are left out.

    The time grows with the areas and with the rectangle that the spots span, not with the product of both.
    """
    if not spots:
        return {}
    top, bottom = min(row for row, _ in spots), max(row for row, _ in spots)
    left, right = min(column for _, column in spots), max(column for _, column in spots)
    # Each area adds 1 where it begins and takes it off where it ends: sums along both ways give what lies on a cell.
    steps = [[0] * (right - left + 2) for _ in range(bottom - top + 2)]
    for area in areas:
        first, last = max(area[0], top) - top, min(area[2], bottom) - top + 1
        start, end = max(area[1], left) - left, min(area[3], right) - left + 1
        if first < last and start < end:
            for row, column, step in ((first, start, 1), (first, end, -1), (last, start, -1), (last, end, 1)):
                steps[row][column] += step
    rows = accumulate(steps, lambda above, row: [*map(add, above, row)])
    sums = [list(accumulate(row)) for row in rows]
    return {(row, column): count for row, column in spots if (count := sums[row - top][column - left])}


def absolute(row: int, column: int) -> str:
    """``(30, 3)`` as ``$D$31``."""
    return f"${column_letters(column)}${row + 1}"


def reference(row: int, column: int, sheet: str = "") -> str:
    """``(30, 3)`` as a formula names it: ``$D$31``, or ``'表三'!$D$31`` with a sheet."""
    return sheet_prefix(sheet) + absolute(row, column)


def sheet_prefix(sheet: str) -> str:
    """``表三`` as ``'表三'!``; nothing for no sheet."""
    return "'" + sheet.replace("'", "''") + "'!" if sheet else ""


def areas(spots: Iterable[Spot], sheet: str = "") -> str:
    """The cells as few ranges, as a formula names them: ``$D$7:$I$27,$D$29``."""
    return ",".join(sheet_prefix(sheet) + area for area in ranges(spots))


def ranges(spots: Iterable[Spot]) -> list[str]:
    """The cells as few ranges of one sheet: ``$D$7:$I$27`` and ``$D$29``."""
    return [
        absolute(top, left) + (f":{absolute(bottom, right)}" if (top, left) != (bottom, right) else "")
        for top, left, bottom, right in rectangles(spots)
    ]


def column_ranges(letters: str, rows: Iterable[int]) -> list[str]:
    """The ``rows`` of one column, in their order, as few ranges: ``D7:D27`` and ``D29``."""
    return [
        f"{letters}{top + 1}:{letters}{bottom + 1}" if top < bottom else f"{letters}{top + 1}"
        for top, bottom in _runs(list(rows))
    ]


def rectangles(spots: Iterable[Spot]) -> Sequence[Area]:
    """The cells as rectangles: runs within a column, joined where neighbours match."""
    columns: dict[int, list[int]] = {}
    for row, column in sorted(set(spots)):
        columns.setdefault(column, []).append(row)
    done: list[Area] = []
    growing: dict[tuple[int, int], int] = {}  # (top, bottom) of rectangles that reach the previous column -> left
    previous = -2
    for column in sorted(columns):
        spans = set(_runs(columns[column]))
        if column != previous + 1:
            done += [(top, left, bottom, previous) for (top, bottom), left in growing.items()]
            growing = {}
        done += [(top, left, bottom, previous) for (top, bottom), left in growing.items() if (top, bottom) not in spans]
        growing = {span: growing.get(span, column) for span in sorted(spans)}
        previous = column
    done += [(top, left, bottom, previous) for (top, bottom), left in growing.items()]
    return sorted(done, key=lambda area: (area[1], area[0]))


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
