"""Which cells of an ods sheet lie beneath something, by the widths of its columns and the heights of its rows.

Shapes are placed by lengths, and come before the rows that they lie on: what lies where is told at a sheet's end.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from ...a1 import COLUMNS, ROWS, Spot, range_of

_WIDTH, _HEIGHT = 64.0, 12.8  # points of a column and a row that state none
_SLIVER = 1.0  # points that something reaches into the next cell and covers nothing there


class Box(NamedTuple):
    """Something that lies on a sheet, in points from its ``home``: the corner of a cell, else of the sheet. ``end`` is
    the cell in which it ends where it says so, and how far in that.
    """

    left: float
    top: float
    right: float
    bottom: float
    home: Spot | None = None
    end: tuple[Spot, float, float] | None = None


@dataclass(slots=True)
class _Lines:
    """Columns or rows one behind the other, in runs of the same size."""

    most: int
    ordinary: float
    _first: list[int] = field(default_factory=lambda: [0])  # of each run, and of what is beyond the last
    _start: list[float] = field(default_factory=lambda: [0.0])
    _size: list[float] = field(default_factory=list)

    def add(self, count: int, size: float | None) -> None:
        size = self.ordinary if size is None else size
        if self._size and self._size[-1] == size:
            self._first[-1] += count
            self._start[-1] += count * size
        else:
            self._first.append(self._first[-1] + count)
            self._start.append(self._start[-1] + count * size)
            self._size.append(size)

    def start(self, line: int) -> float:
        """Where a line begins."""
        run = bisect_right(self._first, line) - 1
        return self._start[run] + (line - self._first[run]) * self._size_of(run)

    def span(self, start: float, end: float) -> tuple[int, int]:
        """The first and the last line that lie between two places."""
        sliver = min(_SLIVER, max(0.0, end - start) / 4)
        first = self._at(start + sliver)
        return first, max(first, self._at(end - sliver))

    def _at(self, place: float) -> int:
        run = bisect_right(self._start, max(place, 0.0)) - 1
        size = self._size_of(run)
        within = int((max(place, 0.0) - self._start[run]) / size) if size else 0
        return min(self._first[run] + within, self.most - 1)

    def _size_of(self, run: int) -> float:
        return self._size[run] if run < len(self._size) else self.ordinary


@dataclass(slots=True)
class Places:
    """What lies on one sheet. ``columns`` and ``rows`` are added as they come, those that are hidden as of no size."""

    columns: _Lines = field(default_factory=lambda: _Lines(COLUMNS, _WIDTH))
    rows: _Lines = field(default_factory=lambda: _Lines(ROWS, _HEIGHT))
    boxes: list[Box] = field(default_factory=list)

    def covered(self) -> tuple[str, ...]:
        """The ranges that something lies on."""
        return tuple(dict.fromkeys(map(self._range, self.boxes)))

    def _range(self, box: Box) -> str:
        across, down = (self.columns.start(box.home[1]), self.rows.start(box.home[0])) if box.home else (0.0, 0.0)
        sides, lines = [across + box.left, across + box.right], [down + box.top, down + box.bottom]
        if box.end is not None:
            (row, column), beyond, beneath = box.end
            sides.append(self.columns.start(column) + beyond)
            lines.append(self.rows.start(row) + beneath)
        left, right = self.columns.span(min(sides), max(sides))
        top, bottom = self.rows.span(min(lines), max(lines))
        return range_of((top, left, bottom, right))
