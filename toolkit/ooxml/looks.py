"""How the cells of one sheet look: by their own styles, and where they name none by those of their row or column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..a1 import position
from ..book import ByCell, Look
from .frames import Frame
from .styles import Styles

_PLAIN = Look()
_NEEDED = 0.6  # of a font's size, of which digits are 0.7 high: in a lower row they are cut off


def styled(named: Iterable[tuple[str, str]], row_styles: Mapping[int, str], frame: Frame) -> list[tuple[str, str]]:
    """Each cell in ``named`` (with the style it names, empty for none) with the style that it has.

    A cell that names no style has the plain one for some programs, and that of its row, else of its column, for others:
    the latter counts, so that what it may show is looked at.
    """
    return [(cell, style or _of_line(cell, row_styles, frame)) for cell, style in named]


def looks_by_cell(cells: Sequence[tuple[str, str]], row_heights: Mapping[int, float], styles: Styles) -> ByCell[Look]:
    """The look of each of ``cells``, given with its style; those with a plain one are left out."""
    used = {style: styles.look(style) for style in {style for _, style in cells}}
    odd = {style: look for style, look in used.items() if look != _PLAIN}
    needed = {style: styles.ink(style)[0].size * _NEEDED for style in used} if row_heights else {}
    low = {row for row, height in row_heights.items() if height < max(needed.values(), default=0)}
    looks = {}
    for cell, style in cells:
        look = odd.get(style)
        if low and (row := position(cell)[0]) in low and row_heights[row] < needed[style]:
            look = replace(used[style], invisible=True)
        if look is not None:
            looks[cell] = look
    return ByCell(looks)


def _of_line(cell: str, row_styles: Mapping[int, str], frame: Frame) -> str:
    if not row_styles and not frame.column_styles:
        return ""
    row, column = position(cell)
    if row in row_styles:
        return row_styles[row]
    return next((style for first, last, style in frame.column_styles if first <= column <= last), "")
