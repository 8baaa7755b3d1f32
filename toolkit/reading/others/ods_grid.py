"""Puts the cells of one ods sheet in their places, with all that is repeated, within the guard's limits.

Blank cells cost nothing, however often they are repeated; of others each copy counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ...a1 import COLUMNS, ROWS, Area, address, column_letters, range_of
from ...book import NO_FORMULAS, NO_LOOKS, ByCell, Content, Look
from ...ooxml.limits import Limits
from ...refusal import Refused
from ...values import Cell
from .ods_styles import PLAIN

COVERED = Look(invisible=True)  # of content beneath a merged range, which is in no other way told


class Placed(NamedTuple):
    """A cell of a row with content, a formula or a span. ``spans`` and ``fills`` are (rows, columns)."""

    column: int
    width: int  # how often it stands side by side
    value: Cell
    formula: str = ""
    look: Look = PLAIN
    spans: tuple[int, int] = (1, 1)
    fills: tuple[int, int] = (1, 1)
    covered: bool = False
    veils: tuple[bool, bool] = (False, False)


@dataclass(slots=True)
class Room:
    """What all sheets of a workbook have taken of the limits together."""

    limits: Limits
    cells: int = 0

    def take(self, cells: int) -> None:
        self.cells += cells
        if self.cells > self.limits.cells:
            raise Refused("GUARD-CELLS", count=self.cells, limit=self.limits.cells)


@dataclass(slots=True)
class Grid:
    """One sheet as it grows, row by row."""

    room: Room
    row: int = 0
    column: int = 0
    cells: dict[str, Cell] = field(default_factory=dict)
    formulas: dict[str, str] = field(default_factory=dict)
    looks: dict[str, Look] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    spills: list[str] = field(default_factory=list)
    veils: list[str] = field(default_factory=list)
    zero_veils: list[str] = field(default_factory=list)
    _covered: list[tuple[int, Placed]] = field(default_factory=list)
    _merged_area: int = 0
    _used: Area | None = None
    _hidden_rows: list[range] = field(default_factory=list)
    _hidden_columns: list[range] = field(default_factory=list)

    def hide_columns(self, first: int, count: int) -> None:
        self._hidden_columns.append(range(first, min(first + count, COLUMNS)))

    def add_row(self, placed: list[Placed], height: int, *, hidden: bool) -> None:
        """A row with its cells, which stands ``height`` times one below the other."""
        first, self.row = self.row, self.row + height
        if hidden:
            self._hidden_rows.append(range(first, min(first + height, ROWS)))
        if not placed:
            return
        last = placed[-1]
        if first + height > ROWS or last.column + last.width > COLUMNS:
            raise Refused("GUARD-GRID", cell=address(first + height - 1, last.column + last.width - 1))
        self.room.take(height * sum(cell.width for cell in placed))
        filled = [cell for cell in placed if cell.value is not None or cell.formula]
        if filled:
            self._use(first, first + height - 1, filled[0].column, filled[-1].column + filled[-1].width - 1)
        for row in range(first, first + height):
            number = str(row + 1)
            for cell in placed:
                if cell.covered:
                    self._covered.append((row, cell))
                else:
                    self._put(row, number, cell)

    def content(self) -> Content:
        """The sheet as it is now, when its last row is added."""
        self._settle_covered()
        bottom = self._used[2] if self._used else -1
        rows = (row for span in self._hidden_rows for row in range(span.start, min(span.stop, bottom + 1)))
        columns = (column for span in self._hidden_columns for column in span)
        return Content(
            self.cells,
            ByCell(self.formulas) if self.formulas else NO_FORMULAS,
            tuple(map(range_of, self.merges)),
            tuple(self.spills),
            ByCell(self.looks) if self.looks else NO_LOOKS,
            frozenset(rows),
            frozenset(columns),
            tuple(dict.fromkeys(self.veils)),
            tuple(dict.fromkeys(self.zero_veils)),
        )

    def _use(self, first: int, bottom: int, left: int, right: int) -> None:
        """Makes sure of the rectangle that holds all content, before a repeated cell is written out."""
        top = first
        if self._used:
            top, left, right = self._used[0], min(left, self._used[1]), max(right, self._used[3])
        self._used = (top, left, bottom, right)
        area = (bottom - top + 1) * (right - left + 1)
        if area > self.room.limits.area:
            raise Refused("GUARD-AREA", count=area, limit=self.room.limits.area)

    def _put(self, row: int, number: str, cell: Placed) -> None:
        for column in range(cell.column, cell.column + cell.width):
            where = column_letters(column) + number
            if cell.value is not None:
                self.cells[where] = cell.value
                if cell.look is not PLAIN:
                    self.looks[where] = cell.look
                if cell.veils[0]:
                    self.veils.append(where)
                if cell.veils[1]:
                    self.zero_veils.append(where)
            if cell.formula:
                self.formulas[where] = cell.formula
            if cell.spans != (1, 1):
                self._merge(_span(row, column, cell.spans))
            if cell.fills != (1, 1):
                self.spills.append(range_of(_span(row, column, cell.fills)))

    def _merge(self, area: Area) -> None:
        limits = self.room.limits
        self.merges.append(area)
        self._merged_area += (area[2] - area[0] + 1) * (area[3] - area[1] + 1)
        if len(self.merges) > limits.merges:
            raise Refused("GUARD-MERGES", count=len(self.merges), limit=limits.merges)
        if self._merged_area > limits.merged_area:
            raise Refused("GUARD-MERGED-AREA", count=self._merged_area, limit=limits.merged_area)

    def _settle_covered(self) -> None:
        """What stands beneath a merged range is marked only; a cell that says it is covered and isn't, is shown."""
        if not self._covered:
            return
        spots = {
            (row, column): cell
            for row, cell in self._covered
            for column in range(cell.column, cell.column + cell.width)
        }
        for spot in self._spots_beneath():
            cell = spots.pop(spot, None)
            if cell is not None and cell.value is not None:
                self.looks[address(*spot)] = COVERED
        for (row, column), shown in spots.items():
            self._put(row, str(row + 1), shown._replace(column=column, width=1))
        self._covered.clear()

    def _spots_beneath(self) -> Iterator[tuple[int, int]]:
        for top, left, bottom, right in self.merges:
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    if (row, column) != (top, left):
                        yield row, column


def _span(row: int, column: int, size: tuple[int, int]) -> Area:
    return row, column, min(row + size[0], ROWS) - 1, min(column + size[1], COLUMNS) - 1
