"""How the cells of one sheet look: by their own styles, and where they name none by those of their row or column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..a1 import position
from ..book import ByCell, Look
from .frames import Frame
from .styles import Styles

_PLAIN = Look()


def looks_by_cell(
    named: Iterable[tuple[str, str]], row_styles: Mapping[int, str], frame: Frame, styles: Styles
) -> ByCell[Look]:
    """The look of each cell in ``named`` (with the style it names, empty for none), those with a plain one left out.

    A cell that names no style has the plain one for some programs, and that of its row, else of its column, for others:
    the latter counts, so that what it may show is looked at.
    """
    looks = {}
    for cell, style in named:
        look = styles.look(style or _of_line(cell, row_styles, frame))
        if look != _PLAIN:
            looks[cell] = look
    return ByCell(looks)


def _of_line(cell: str, row_styles: Mapping[int, str], frame: Frame) -> str:
    if not row_styles and not frame.column_styles:
        return ""
    row, column = position(cell)
    if row in row_styles:
        return row_styles[row]
    return next((style for first, last, style in frame.column_styles if first <= column <= last), "")
