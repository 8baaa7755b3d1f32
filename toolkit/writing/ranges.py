"""Cell addresses and ranges as they stand in formulas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..form.layout import column_letters

Place = tuple[int, int]  # row, column, from 0


def cell(row: int, column: int, sheet: str = "") -> str:
    """``(30, 3)`` as ``$D$31``, or ``'表三'!$D$31`` with a sheet."""
    return prefix(sheet) + absolute(row, column)


def prefix(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'!" if sheet else ""


def absolute(row: int, column: int) -> str:
    return f"${column_letters(column)}${row + 1}"


def areas(places: Iterable[Place], sheet: str = "") -> str:
    """The cells as few ranges, joined by commas: ``$D$7:$I$27,$D$29``."""
    return ",".join(
        prefix(sheet)
        + (absolute(top, left) + (f":{absolute(bottom, right)}" if (top, left) != (bottom, right) else ""))
        for top, left, bottom, right in rectangles(places)
    )


def rectangles(places: Iterable[Place]) -> Sequence[tuple[int, int, int, int]]:
    """The cells as rectangles (top, left, bottom, right): runs within a column, joined where neighbours match."""
    columns: dict[int, list[int]] = {}
    for row, column in sorted(set(places)):
        columns.setdefault(column, []).append(row)
    done: list[tuple[int, int, int, int]] = []
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
    return sorted(done, key=lambda box: (box[1], box[0]))


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
