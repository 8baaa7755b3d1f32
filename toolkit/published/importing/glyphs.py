"""Whether a printed digit looks like what it says: a font may draw one digit and name another.

By what all faces of digits share: the holes in them, and where those are. 1, 2, 3, 5 and 7, which have none, are not
told apart by it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

Picture = np.ndarray[Any, np.dtype[np.uint8]]

_LEAST = 20  # pixels of height, below which a hole may not show
_PALEST = 0.25
_HOLE = 0.01  # of a glyph's box, that a hole fills at least
# By digit, how many holes it may have, and between which heights (0 is the top) the middle of a single one lies.
_HOLES = {
    "0": ((1, 2), (0.35, 0.65)), "1": ((0,), None), "2": ((0,), None), "3": ((0,), None), "4": ((0, 1), (0.25, 0.75)),
    "5": ((0,), None), "6": ((1,), (0.5, 0.9)), "7": ((0,), None), "8": ((2,), None), "9": ((1,), (0.1, 0.5)),
}  # fmt: skip


@dataclass(slots=True)
class Glyphs:
    """Remembers, by font and digit, whether it looks like one: each is looked at once, at its first clear print."""

    seen: dict[tuple[str, str], bool] = field(default_factory=dict)

    def fits(self, font: str, text: str, picture: Picture) -> bool:
        """Whether ``text`` in ``font``, printed as ``picture``, is what it looks like."""
        if text not in _HOLES:
            return True
        if (font, text) not in self.seen:
            if picture.shape[0] < _LEAST:
                return True
            self.seen[font, text] = _looks_like(text, picture)
        return self.seen[font, text]


def _looks_like(digit: str, picture: Picture) -> bool:
    ink = _ink(picture)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    glyph = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    holes = _holes(glyph)
    counts, heights = _HOLES[digit]
    if len(holes) not in counts:
        return False
    return heights is None or len(holes) != 1 or heights[0] <= holes[0] <= heights[1]


def _ink(picture: Picture) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Where ``picture`` is other than its edge, be that light or dark; thin strokes are as pale as a quarter of it."""
    edge = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]]).astype(np.int64)
    apart = np.abs(picture.astype(np.int64) - int(np.median(edge)))
    inked: np.ndarray[Any, np.dtype[np.bool_]] = apart > _PALEST * int(apart.max())
    return inked


def _holes(glyph: np.ndarray[Any, np.dtype[np.bool_]]) -> list[float]:
    """The holes of ``glyph``: the middle height of each, as a share of the whole."""
    height, width = glyph.shape
    left = {(row, column) for row, column in zip(*np.nonzero(~glyph), strict=True)}
    found = []
    while left:
        area, edge = [left.pop()], False
        for row, column in area:  # grows while it is walked
            edge = edge or row in (0, height - 1) or column in (0, width - 1)
            for near in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
                if near in left:
                    left.remove(near)
                    area.append(near)
        if not edge and len(area) >= _HOLE * glyph.size:
            found.append(sum(row for row, _ in area) / len(area) / height)
    return found
