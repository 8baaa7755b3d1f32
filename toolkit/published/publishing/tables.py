"""An official table with its figures, its cells merged as the template draws them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ...form import Form
from ...form.layout import FIRST_TABLE_ROW, TableSheet
from .report import Cell, Grid


def draw_grid(form: Form, sheet: TableSheet, values: Sequence[int | None], missing: str) -> Grid:
    """The table of ``sheet`` with ``values`` (one for each of ``form.fields``); ``missing`` stands for None."""
    cells = [
        Cell(
            label.box.row - FIRST_TABLE_ROW,
            label.box.column,
            label.box.height,
            label.box.width,
            label.text,
            label.role,
            label.vertical,
        )
        for label in sheet.labels
    ]
    for slot in sheet.slots:
        value, box = values[slot.field], slot.box
        text = missing if value is None else form.fields[slot.field].unit.text(value)
        place = (box.row - FIRST_TABLE_ROW, box.column, box.height, box.width)
        cells.append(Cell(*place, text, "figure", marked=value is None))
    blocks = tuple(cell.row for cell in cells if cell.role == "block")
    first = min(cell.row for cell in cells if cell.role == "figure")
    figures = sheet.right - len(sheet.label_widths)
    return Grid(
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        rows=sheet.bottom - FIRST_TABLE_ROW,
        widths=(*sheet.label_widths, *[sheet.figure_width] * figures),
        labels=len(sheet.label_widths),
        heads=0 if len(blocks) > 1 else first,
        blocks=blocks,
    )


def rows_kept_together(grid: Grid) -> frozenset[int]:
    """The rows that no page may end with: of each block or group all but the last, and the heads."""
    if len(grid.blocks) < 2:
        return frozenset((*range(grid.heads), *_within_groups(grid)))
    bounds = [0, *grid.blocks[1:], grid.rows]
    return frozenset(row for start, end in pairwise(bounds) for row in range(start, end - 1))


def _within_groups(grid: Grid) -> Iterator[int]:
    """All but the last row of each group: the rows beside one label, where no narrower label stands beside a few."""
    labels = [cell for cell in grid.cells if cell.role == "row" and cell.height > 1]
    for one in labels:
        rows = range(one.row, one.row + one.height)
        if not any(other.height < one.height and other.row in rows for other in labels):
            yield from rows[:-1]
