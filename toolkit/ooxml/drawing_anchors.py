"""Where an anchor of a drawing holds its shapes on the sheet (ECMA-376 part 1, 20.5.2).

An anchor says its cells, a length, or both. How wide columns and how high rows are, a drawing does not say: where a
length has to be told in cells, ordinary sizes are taken; where a shape stands free of all cells or reaches out of its
anchor, columns and rows may be half or double of that, so that rather too many cells are told than too few.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ..a1 import COLUMNS, ROWS, Area
from .lengths import emu

ANCHORS = frozenset(("twoCellAnchor", "oneCellAnchor", "absoluteAnchor"))
_SLIVER = 60_000  # EMU (5 pt) that a shape reaches into the next cell and covers no figure there


class Reach(NamedTuple):
    """How far, in EMU, shapes reach beyond their anchor on each side."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0


class _Way(NamedTuple):
    """Rows or columns: their names in an anchor, and how many there are; ``ordinary``, EMU of one."""

    name: str
    offset: str
    place: str
    length: str
    most: int
    ordinary: int


_ROWS = _Way("row", "rowOff", "y", "cy", ROWS, 270_000)
_COLUMNS = _Way("col", "colOff", "x", "cx", COLUMNS, 700_000)


class Anchor(NamedTuple):
    """An anchor as far as it says where it holds its shapes: what it says in numbers, by element and attribute."""

    kind: str
    numbers: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, element: Element) -> Anchor:
        numbers = {}
        for child in element:
            if child.tag in ("from", "to"):
                numbers[child.tag, ""] = 1
                numbers |= {(child.tag, corner.tag): emu(corner.text) for corner in child}
            elif child.tag in ("pos", "ext"):
                numbers |= {(child.tag, name): emu(said) for name, said in child.items()}
        return cls(element.tag, numbers)

    @property
    def size(self) -> tuple[int, int]:
        """About how wide and how high it is, in EMU."""
        return self._size(_COLUMNS), self._size(_ROWS)

    def area(self, reach: Reach) -> Area:
        """The cells that lie beneath it and beneath what reaches out of it."""
        top, bottom = self._span(_ROWS, reach.top, reach.bottom)
        left, right = self._span(_COLUMNS, reach.left, reach.right)
        return top, left, bottom, right

    def _size(self, way: _Way) -> int:
        if ("to", "") not in self.numbers:
            return max(0, self.numbers.get(("ext", way.length), 0))
        (first, start), (last, end) = self._corner("from", way), self._corner("to", way)
        return max(0, (last - first) * way.ordinary + end - start)

    def _span(self, way: _Way, before: int, behind: int) -> tuple[int, int]:
        """The first and the last row or column; ``before`` and ``behind`` are how far shapes reach beyond the edges."""
        length = max(0, self.numbers.get(("ext", way.length), 0))
        if self.kind == "absoluteAnchor":
            place = self.numbers.get(("pos", way.place), 0)
            return _within(
                way, (place - before) // (way.ordinary * 2), (place + length + behind) // (way.ordinary // 2)
            )
        first, start = self._corner("from", way)
        if ("to", "") in self.numbers:
            last, end = self._corner("to", way)
        else:
            reached = min(start, way.ordinary) + length
            last, end = first + reached // way.ordinary, reached % way.ordinary
        first -= _cells(before - start if before > _SLIVER else 0, way)
        if behind > _SLIVER:
            last += _cells(min(max(end, 0), way.ordinary // 2) + behind, way) - 1
        elif end <= 0:  # where it ends at the very edge, it does not reach in
            last -= 1
        return _within(way, first, last)

    def _corner(self, name: str, way: _Way) -> tuple[int, int]:
        """The row or column of a corner, and how far within it that lies."""
        return max(0, self.numbers.get((name, way.name), 0)), self.numbers.get((name, way.offset), 0)


def _cells(length: int, way: _Way) -> int:
    """How many narrow columns or low rows a length may reach over."""
    return max(0, -(-length // (way.ordinary // 2)))


def _within(way: _Way, first: int, last: int) -> tuple[int, int]:
    first = min(max(first, 0), way.most - 1)
    return first, min(max(first, last), way.most - 1)
