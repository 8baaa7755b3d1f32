"""Sheets of any length in flat memory: rows are made while the file is written, never held.

XlsxWriter keeps every cell of an ordinary sheet as an object, a few hundred bytes each and some microseconds;
a sheet with a figure of every organ has millions. Here a row is one string, made when its turn comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TextIO

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from ..ooxml.row_writing import Cell
from .true_book import TrueSheet


class StreamedSheet(TrueSheet):
    """A worksheet whose rows come from an iterable of row elements when the workbook is closed."""

    def __init__(self) -> None:
        super().__init__()
        self._streamed: Iterable[str] = ()

    def stream(self, rows: Iterable[str], bottom: int, right: int) -> None:
        """Takes ``rows`` (from ``row_xml``) as all of the sheet's cells, which end before ``bottom`` and ``right``."""
        self._streamed = rows
        bounds = {"dim_rowmin": 0, "dim_colmin": 0, "dim_rowmax": max(bottom - 1, 0), "dim_colmax": max(right - 1, 0)}
        vars(self).update(bounds)  # what the sheet declares as its dimension

    def join(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """Merges a range; its text is the first cell's."""
        self.merge.append([first_row, first_column, last_row, last_column])

    def _write_sheet_data(self) -> None:
        file: TextIO = vars(self)["fh"]
        file.write("<sheetData>")
        file.writelines(self._streamed)
        file.write("</sheetData>")


def add_streamed(book: Workbook, name: str) -> StreamedSheet:
    """A new StreamedSheet of ``book``."""
    sheet = book.add_worksheet(name, worksheet_class=StreamedSheet)
    assert isinstance(sheet, StreamedSheet)
    return sheet


def style_id(style: Format) -> int:
    """The number that a cell element refers to ``style`` by."""
    return int(style._get_xf_index())  # type: ignore[no-untyped-call]


def fitted_height(values: Sequence[Cell], widths: Sequence[int]) -> float:
    """A row's height in points that shows all of its texts, wrapped in columns of ``widths``; Excel ends at 409."""
    lines = 1
    for value, width in zip(values, widths, strict=True):
        if isinstance(value, str) and len(value) * 2 >= width:
            lines = max(lines, -(-_taken(value) // max(width - 2, 1)))
    return min(3 + 13.5 * lines, 409)


@lru_cache(maxsize=8192)
def _taken(text: str) -> int:
    """How much width a text takes: a Chinese character two of the units that a column's width is counted in."""
    return sum(2 if ord(character) > 0x2000 else 1 for character in text)
