"""Merged cells that a page repeats in each place they cover, put back into one."""

from __future__ import annotations

import re
from dataclasses import replace

from .page import Cell, Grid, Page

_WORDS = re.compile("[\u4e00-\u9fff]{2}")  # that a label has, and no figure


def without_repeats(page: Page) -> Page:
    """``page``, in whose whole tables no label stands beside or below itself: no official table has two such labels.
    In one whose rows are not all as wide, nobody can tell what stands below what.
    """
    parts = tuple(_folded(part) if isinstance(part, Grid) and part.has_rows else part for part in page.parts)
    return replace(page, parts=parts)


def _folded(grid: Grid) -> Grid:
    """``grid`` with each block of equal labels as one cell that spans it."""
    if not _is_whole(grid):
        return grid
    labels = {cell: "".join(text.split()) for cell, text in grid.cells.items() if _WORDS.search(text)}
    cells, spans = dict(grid.cells), dict(grid.spans)
    for cell in sorted(labels):
        if cell not in cells or grid.spans.get(cell, (1, 1)) != (1, 1):
            continue
        height, width = _block(labels, grid, cell)
        if height * width == 1:
            continue
        spans[cell] = (height, width)
        row, column = cell
        for down in range(height):
            for right in range(width):
                if down or right:
                    cells.pop((row + down, column + right), None)
    return replace(grid, cells=cells, spans=spans)


def _is_whole(grid: Grid) -> bool:
    """Whether the cells of ``grid`` fill all its places."""
    rows = 1 + max((row for row, _ in grid.cells), default=-1)
    columns = 1 + max((column for _, column in grid.cells), default=-1)
    places = {
        (row + down, column + right)
        for row, column in grid.cells
        for height, width in [grid.spans.get((row, column), (1, 1))]
        for down in range(height)
        for right in range(width)
    }
    return all((row, column) in places for row in range(rows) for column in range(columns))


def _block(labels: dict[Cell, str], grid: Grid, start: Cell) -> tuple[int, int]:
    """How many rows and columns of single cells say what ``start`` says, from there on."""
    (row, column), text = start, labels[start]

    def same(down: int, right: int) -> bool:
        cell = (row + down, column + right)
        return labels.get(cell) == text and grid.spans.get(cell, (1, 1)) == (1, 1)

    width = height = 1
    while same(0, width):
        width += 1
    while all(same(height, right) for right in range(width)):
        height += 1
    return height, width
