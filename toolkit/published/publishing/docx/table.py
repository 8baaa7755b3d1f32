"""An official table in a document: as wide as the type area, its heads repeated, no row split between pages."""

from __future__ import annotations

from itertools import pairwise

from docx.oxml.xmlchemy import BaseOxmlElement

from ....width import columns
from ..look import Look
from ..report import Cell, Grid
from ..tables import rows_kept_together
from .elements import element, run, twips
from .styles import CELL

_PARTS = 1250  # of a table's width: programs that reckon in ten thousandths of it part no column in two
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table(grid: Grid, title: str, look: Look) -> BaseOxmlElement:
    """``grid`` as a table, called ``title`` for those who hear it read."""
    widths = _widths(grid, twips(look.page.type_width))
    size = _figure_size(grid, widths, look)
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


def _figure_size(grid: Grid, widths: list[int], look: Look) -> int:
    """In half points, so that no figure of the table breaks: a digit is taken for two thirds as wide as it is high,
    which holds of all fonts that may stand in."""
    size, margin = look.faces["figure"].size, 2 * twips(look.margin)
    for cell in grid.cells:
        if cell.role == "figure":
            room = sum(widths[cell.column : cell.column + cell.width]) - margin
            size = min(size, 3 * room // (20 * max(1, columns(cell.text))))
    return max(look.smallest, size)


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
        paragraph.append(run(cell.text, face, marked=cell.marked, size=own))
    return element("tc", properties, paragraph)
