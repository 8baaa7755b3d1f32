"""The rectangle that holds all cells with content: what a sheet would take if it were laid out."""

from __future__ import annotations

from dataclasses import dataclass

from ..a1 import address
from ..refusal import Refused
from .limits import Limits, check_count


@dataclass(slots=True)
class Extent:
    """Grows with each cell it takes in; rows and columns from 0."""

    top: int = 1 << 30
    left: int = 1 << 30
    bottom: int = -1
    right: int = -1

    def take_in(self, row: int, column: int) -> None:
        self.top, self.bottom = min(self.top, row), max(self.bottom, row)
        self.left, self.right = min(self.left, column), max(self.right, column)

    def check(self, limits: Limits) -> None:
        """Raises Refused where it leaves the grid, or is larger than any table of ours."""
        if self.bottom >= limits.rows or self.right >= limits.columns:
            raise Refused("GUARD-GRID", cell=address(self.bottom, self.right))
        area = (self.bottom - self.top + 1) * (self.right - self.left + 1) if self.bottom >= 0 else 0
        check_count("GUARD-AREA", area, limits.area)
