"""A workbook of plain lists to filter and sort: all findings of a run, or the notices to send out.

Nothing in it comes alive: text from returned workbooks is written as text, whatever it begins with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ...ooxml.cell_text import firm, fitting
from .. import wording
from ..bookfile import new_book
from ..stream import fitted_height

MOST_ROWS = 1_048_575  # below the heads; a sheet has one row more
_HEAD_HEIGHT = 20  # points
MOST_LINKS = 65_530  # a sheet can't hold more


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that opens ``target``, a path (relative to the workbook or absolute) and a place in that file."""

    text: str
    target: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A number that is shown by a pattern of its own, such as ``0.00%``."""

    number: int | float
    pattern: str


Cell = str | int | Decimal | Link | Shown | None


@dataclass(frozen=True, slots=True)
class Column:
    """``printed`` is False for columns at the end that are for the screen alone."""

    label: str
    width: int
    wrap: bool = False
    printed: bool = True


@dataclass(frozen=True, slots=True)
class List:
    """One sheet. ``fills`` gives the background of a row's first cell by its text (RRGGBB)."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    note: str = ""
    fills: Sequence[tuple[str, str]] = ()


def write_lists(
    path: Path, lists: Sequence[List], *, properties: Mapping[str, str] | None = None, font: str = "宋体"
) -> None:
    """Writes one sheet a list to ``path``: heads frozen and filterable, widths and heights set, each to print as wide
    as a page of A4.

    ``properties`` are custom document properties, for programs alone.
    """
    large = sum(len(item.rows) for item in lists) > 20_000
    options = {"constant_memory": large, "strings_to_formulas": False, "strings_to_urls": False}
    with new_book(path, options) as book:
        book.formats[0].set_font_name(font)
        for name, text in (properties or {}).items():
            book.set_custom_property(name, text)
        for item in lists:
            _write_list(book, item, font)


def _write_list(book: Workbook, item: List, font: str) -> None:
    sheet = book.add_worksheet(item.name)
    base = {"font_name": font, "font_size": 10, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
    head = book.add_format({**base, "bold": True, "valign": "vcenter", "bg_color": "#E7E6E6", "text_wrap": True})
    plain, wrapped = book.add_format(base), book.add_format({**base, "text_wrap": True})
    number = book.add_format({**base, "align": "center"})
    link = book.add_format({**base, "font_color": "#0563C1", "underline": 1, "text_wrap": True})
    fills = {text: book.add_format({**base, "bg_color": f"#{colour}"}) for text, colour in item.fills}
    for index, column in enumerate(item.columns):
        sheet.set_column(index, index, column.width)
    top = 0
    if item.note:
        sheet.write_string(0, 0, item.note, book.add_format({"font_name": font, "font_size": 10, "bold": True}))
        top = 1
    sheet.set_row(top, max(_HEAD_HEIGHT, fitted_height([c.label for c in item.columns], _widths(item.columns))))
    for index, column in enumerate(item.columns):
        sheet.write_string(top, index, column.label, head)
    rows = item.rows[: MOST_ROWS - top]
    links = 0
    looks: dict[str, Format] = {}
    for number_of_row, row in enumerate(rows, start=top + 1):
        sheet.set_row(number_of_row, _height(row, item.columns))
        for index, (cell, column) in enumerate(zip(row, item.columns, strict=True)):
            look = number if isinstance(cell, int | Decimal) else wrapped if column.wrap else plain
            if index == 0:
                look = fills.get(str(cell), look)
            if isinstance(cell, Shown):
                sheet.write_number(number_of_row, index, cell.number, _shown(book, base, looks, cell.pattern))
            elif isinstance(cell, Link):
                links += 1
                _write_link(
                    sheet, number_of_row, index, cell, link if links <= MOST_LINKS else look, links <= MOST_LINKS
                )
            else:
                _write(sheet, number_of_row, index, cell, look)
    sheet.freeze_panes(top + 1, 0)
    sheet.autofilter(top, 0, max(top + len(rows), top + 1), len(item.columns) - 1)
    _print_setup(sheet, item, top, top + len(rows))


def _shown(book: Workbook, base: Mapping[str, object], looks: dict[str, Format], pattern: str) -> Format:
    if pattern not in looks:
        looks[pattern] = book.add_format({**base, "num_format": pattern, "align": "right"})
    return looks[pattern]


def _print_setup(sheet: Worksheet, item: List, top: int, bottom: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.3, right=0.3, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    printed = sum(column.printed for column in item.columns)
    if printed < len(item.columns):
        sheet.print_area(0, 0, bottom, printed - 1)
    sheet.set_header(f"&C{item.name}")
    sheet.set_footer("&C" + wording.PAGE)


def _widths(columns: Sequence[Column]) -> list[int]:
    return [column.width for column in columns]


def _height(row: Sequence[Cell], columns: Sequence[Column]) -> float:
    """The height that shows all of a row's wrapped cells: not every program finds it by itself on opening."""
    texts = [cell.text if isinstance(cell, Link) else None if isinstance(cell, Shown) else cell for cell in row]
    shown = [
        text if column.wrap and isinstance(text, str) else None for text, column in zip(texts, columns, strict=True)
    ]
    return fitted_height(shown, _widths(columns))


def _write(sheet: Worksheet, row: int, column: int, cell: str | int | Decimal | None, look: Format) -> None:
    cell = firm(cell)
    if cell is None or cell == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(cell, str):
        sheet.write_string(row, column, fitting(cell), look)
    else:
        sheet.write_number(row, column, float(cell), look)


def _write_link(sheet: Worksheet, row: int, column: int, cell: Link, look: Format, alive: bool) -> None:
    if alive:
        place = f"#{cell.place}" if cell.place else ""
        target = cell.target.replace("%", "%25").replace("#", "%23")
        if sheet.write_url(row, column, f"external:{target}{place}", look, fitting(cell.text)) == 0:
            return
    _write(sheet, row, column, cell.text, look)
