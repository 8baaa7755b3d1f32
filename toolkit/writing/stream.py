"""Sheets of any length in flat memory: rows are made while the file is written, never held.

XlsxWriter keeps every cell of an ordinary sheet as an object, a few hundred bytes each and some microseconds;
a sheet with a figure of every organ has millions. Here a row is one string, made when its turn comes. Texts
stand in the cell itself (inline), never in the shared table, and never become a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TextIO

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from ..a1 import COLUMNS, column_letters
from ..ooxml.cell_text import fitting
from ..ooxml.escapes import in_text
from ..ooxml.text_elements import text_element
from .true_book import TrueSheet

ROW = "\0"  # stands for a row's number until its row is made; no text of a cell can hold it

Cell = str | int | float | Decimal | None


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


def row_xml(row: int, cells: Iterable[str], *, level: int = 0, height: float = 0) -> str:
    """The element of one row (counted from 0) from its cells' elements; ``level`` is its outline level."""
    outline = f' outlineLevel="{min(level, 7)}"' if level else ""
    tall = f' ht="{height}" customHeight="1"' if height else ""
    number = str(row + 1)
    return f'<row r="{number}"{outline}{tall}>{"".join(cells).replace(ROW, number)}</row>'


def cells_xml(values: Sequence[Cell], styles: Sequence[int], first: int = 0) -> list[str]:
    """Cell elements for ``values`` from column ``first`` on, with ROW where the row's number goes; None makes an
    empty cell that keeps its style.
    """
    names = letters()[first : first + len(values)]
    made = []
    for name, value, style in zip(names, values, styles, strict=True):
        if value.__class__ is int:  # as nearly all are
            made.append(f'<c r="{name}{ROW}" s="{style}"><v>{value}</v></c>')
        elif value is None or value == "":
            made.append(f'<c r="{name}{ROW}" s="{style}"/>')
        elif isinstance(value, str):
            made.append(f'<c r="{name}{ROW}" s="{style}" t="inlineStr">{_inline(value)}</c>')
        else:
            made.append(f'<c r="{name}{ROW}" s="{style}"><v>{number_text(value)}</v></c>')
    return made


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


def formula_xml(column: int, formula: str, value: Cell, style: int) -> str:
    """A cell with a live formula (without its ``=``) and the value it comes to, with ROW where its row goes."""
    cached = "" if value is None else f"<v>{number_text(value)}</v>"
    return f'<c r="{letters()[column]}{ROW}" s="{style}"><f>{in_text(formula)}</f>{cached}</c>'


def number_text(value: Cell) -> str:
    """A number in full, without an exponent where it is exact."""
    return f"{value:f}" if isinstance(value, Decimal) else repr(value)


@lru_cache(maxsize=1)
def letters() -> tuple[str, ...]:
    """The names of all columns that Excel has: A, B, …, XFD."""
    return tuple(map(column_letters, range(COLUMNS)))


@lru_cache(maxsize=8192)  # the same labels stand in thousands of rows
def _inline(text: str) -> str:
    return f"<is>{text_element(fitting(text))}</is>"
