"""A report as plain text: a row of a table is a line, its cells parted by tabs, lined up where tabs are eight wide."""

from __future__ import annotations

from ...width import columns, printable
from .report import Cell, Grid, PublishedReport

_STOP = 8  # columns from one tab stop to the next
_INDENT = "　　"


def to_text(report: PublishedReport) -> str:
    """``report`` as text, its lines ending with a line feed. A merged cell stands where it begins."""
    draft = [report.draft] if report.draft else []
    lines = [*draft, report.title, ""]
    lines += [_INDENT + paragraph.text for paragraph in report.preface]
    for part in report.parts:
        lines += ["", *draft, part.title, ""]
        lines += [_INDENT + paragraph.text for paragraph in part.paragraphs]
        if part.grid is not None:
            lines += _rows(part.grid)
    lines += ["", *(_INDENT + paragraph.text for paragraph in report.signature), *draft]
    return "".join(f"{line}\n" for line in lines)


def _rows(grid: Grid) -> list[str]:
    stops = _stops(grid)
    return [_line(row, stops) for row in grid.by_row()]


def _stops(grid: Grid) -> list[int]:
    """How many tab stops wide each column is, by the cells that are no wider than it."""
    widest = [0] * grid.columns
    for cell in grid.cells:
        if cell.width == 1:
            widest[cell.column] = max(widest[cell.column], columns(cell.text))
    return [width // _STOP + 1 for width in widest]


def _line(row: tuple[Cell, ...], stops: list[int]) -> str:
    """``row`` with as many tabs as there are columns, so that every cell stands in its own."""
    line, column = "", 0
    for cell in row:
        line += _blanks(stops[column : cell.column])
        start, column = cell.column, cell.column + cell.width
        text = printable(cell.text)
        if column < len(stops):
            room = (sum(stops[start:column]) - cell.width + 1) * _STOP - 1
            text += " " * (room - columns(text)) + "\t" * cell.width
            line += text
        else:
            line += text + "\t" * (cell.width - 1)
    return line + _blanks(stops[column:-1])


def _blanks(stops: list[int]) -> str:
    """Columns in which a cell of a row above, or none at all, stands."""
    return "".join(" " * ((wide - 1) * _STOP) + "\t" for wide in stops)
