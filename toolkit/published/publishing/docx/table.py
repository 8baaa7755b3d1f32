"""An official table in a document: as wide as the type area, or beyond it where its figures are long; its heads
repeated, no row split between pages.
"""

from __future__ import annotations

from itertools import pairwise

from docx.oxml.xmlchemy import BaseOxmlElement

from ....width import columns
from ..look import Look, Page
from ..report import Cell, Grid
from ..tables import rows_kept_together
from .elements import element, run, twips
from .styles import CELL

_PARTS = 1250  # of a table's width: programs that reckon in ten thousandths of it part no column in two
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table(grid: Grid, title: str, look: Look) -> BaseOxmlElement:
    """``grid`` as a table, called ``title`` for those who hear it read."""
    widths = _widths(grid, twips(look.page.type_width))
    if _fitting(grid, widths, look) < look.small:
        widths = _widths(grid, twips(_reach(look.page, look.edge)))
    size = max(look.smallest, min(look.faces["figure"].size, _fitting(grid, widths, look)))
    kept = rows_kept_together(grid)
    made = element("tbl", _properties(title, sum(widths), look))
    made.append(element("tblGrid", *(element("gridCol", w=width) for width in widths)))
    for number, cells in enumerate(_covering(grid)):
        row = element(
            "tr", element("trPr", element("cantSplit"), element("tblHeader") if number < grid.heads else None)
        )
        for cell in cells:
            row.append(_cell(cell, number, widths, look, size, kept=number in kept))
        made.append(row)
    return made


def _properties(title: str, width: int, look: Look) -> BaseOxmlElement:
    margin = twips(look.margin)
    return element(
        "tblPr",
        element("tblW", w=width, type="dxa"),
        element("jc", val="center"),
        element("tblBorders", *(element(side, val="single", sz=look.rule, space=0, color="000000") for side in _SIDES)),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(side, w=margin, type="dxa") for side in ("left", "right"))),
        element("tblCaption", val=title),
    )


def _widths(grid: Grid, whole: int) -> list[int]:
    """The columns' widths in twips, by their shares of the ``whole``, or of what of it can be parted in _PARTS."""
    total, ends, shares = sum(grid.widths), [0], 0
    for share in grid.widths:
        shares += share
        ends.append(_PARTS * shares // total)
    return [(end - start) * (whole // _PARTS) for start, end in pairwise(ends)]


def _reach(page: Page, edge: int) -> int:
    """The width of a table that stands in the middle of the type area and comes as near as ``edge`` to the paper's."""
    return page.type_width + 2 * max(0, min(page.left, page.right) - edge)


def _fitting(grid: Grid, widths: list[int], look: Look) -> int:
    """The size in half points, at which no figure of the table breaks."""
    return min((_room(cell, widths, look) // _digits(cell) for cell in grid.cells if cell.role == "figure"), default=0)


def _narrowed(cell: Cell, widths: list[int], look: Look, size: int) -> int:
    """To how many per cent of its width a figure of ``size`` is narrowed, so that it does not break."""
    return max(1, min(100, 100 * _room(cell, widths, look) // (_digits(cell) * size)))


def _digits(cell: Cell) -> int:
    """The width of a figure in twips for each half point of its size: a digit is taken for two thirds as wide as it is
    high, which holds of all fonts that may stand in. To be held against three times the room.
    """
    return 20 * max(1, columns(cell.text))


def _room(cell: Cell, widths: list[int], look: Look) -> int:
    """Three times the twips between the margins of ``cell``."""
    return 3 * (sum(widths[cell.column : cell.column + cell.width]) - 2 * twips(look.margin))


def _covering(grid: Grid) -> list[list[Cell]]:
    """Row by row the cells that cover it, from the left: those that begin in it and those that reach into it."""
    rows: list[list[Cell]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.height):
            rows[row].append(cell)
    return [sorted(cells, key=lambda cell: cell.column) for cells in rows]


def _cell(cell: Cell, row: int, widths: list[int], look: Look, size: int, *, kept: bool) -> BaseOxmlElement:
    begins = row == cell.row
    merge = None if cell.height == 1 else element("vMerge", val="restart") if begins else element("vMerge")
    properties = element(
        "tcPr",
        element("tcW", w=sum(widths[cell.column : cell.column + cell.width]), type="dxa"),
        element("gridSpan", val=cell.width) if cell.width > 1 else None,
        merge,
        element("textDirection", val="tbRlV") if cell.vertical else None,
        element("vAlign", val="center"),
    )
    is_left = cell.role == "row" and not cell.vertical
    paragraph = element(
        "p",
        element(
            "pPr",
            element("pStyle", val=CELL),
            element("keepNext") if kept else None,
            element("jc", val="left" if is_left else "center"),
        ),
    )
    if begins and cell.text:
        face = look.faces["figure" if cell.role == "figure" else "label"]
        own = size if cell.role == "figure" else 0
        narrowed = _narrowed(cell, widths, look, size) if own else 100
        paragraph.append(run(cell.text, face, marked=cell.marked, size=own, narrowed=narrowed))
    return element("tc", properties, paragraph)
