"""The blank roster: a sheet to fill in with drop-downs and locked heads, and one that explains it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ...a1 import COLUMNS as GRID_COLUMNS
from ...a1 import ROWS
from ...output import OutputError, whole_file
from ...roster import COLUMNS, KINDS, LEVELS, RosterLine
from ...roster.sheet import RosterSheet, load_roster_sheet
from .. import wording
from ..bookfile import new_book
from ..heights import POINTS_PER_LINE, lines_of

_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CHOICES = {"kind": KINDS, "level": LEVELS}
_EXTRA_WIDTH = 16
_GUIDE_WIDTHS = (14, 92, 20)
_HEAD_COLOUR = "#E7E6E6"
_LONGEST_MESSAGE = 255  # of a cell's prompt


def write_roster(path: str | Path, lines: Sequence[RosterLine] = ()) -> None:
    """A blank roster at ``path`` (xlsx), with ``lines`` of an earlier one carried over to be corrected.

    Their further columns stand behind the known ones. What ``read_roster`` reads of it is what was filled in. Raises
    OutputError where ``path`` exists, is called otherwise than ``.xlsx``, or can't be written.
    """
    path = Path(path)
    if path.suffix.lower() != ".xlsx":
        raise OutputError(f"“{path}”的扩展名应为 .xlsx，请改 -o")
    if path.exists():
        raise OutputError(f"“{path}”已经存在，没有改动；请换一个 -o，或先把它移走")
    look = load_roster_sheet()
    with whole_file(path) as temporary, new_book(temporary, _OPTIONS) as book:
        book.formats[0].set_font_name(look.font)
        _draw_roster(book, look, lines)
        _draw_guide(book, look)


def _draw_roster(book: Workbook, look: RosterSheet, lines: Sequence[RosterLine]) -> None:
    extras = list(dict.fromkeys(name for line in lines for name in line.extra))
    sheet = book.add_worksheet(look.sheet)
    head = _format(book, look, bold=True, align="center", bg_color=_HEAD_COLOUR, border=1, text_wrap=True)
    own_head = _format(book, look, bold=True, align="center", border=1, text_wrap=True, locked=False, num_format="@")
    entry = _format(book, look, border=1, text_wrap=True, locked=False, num_format="@")
    free = _format(book, look, text_wrap=True, locked=False, num_format="@")  # below what has borders
    for index, column in enumerate(look.columns.values()):
        sheet.set_column(index, index, column.width, free)
        sheet.write_string(0, index, column.label, head)
    sheet.set_column(len(COLUMNS), GRID_COLUMNS - 1, _EXTRA_WIDTH, free)
    for index, name in enumerate(extras, start=len(COLUMNS)):
        sheet.write_string(0, index, name, own_head)
    sheet.set_row(0, 26)
    for row, line in enumerate(lines, start=1):
        texts = [*(getattr(line, name) for name in COLUMNS), *(line.extra.get(name, "") for name in extras)]
        for index, text in enumerate(texts):
            sheet.write(row, index, text or None, entry)
    for row in range(len(lines) + 1, len(lines) + 1 + look.blank_rows):
        for index in range(len(COLUMNS) + len(extras)):
            sheet.write_blank(row, index, None, entry)
    _guard(sheet, look)
    sheet.freeze_panes(1, 2)
    _print_setup(sheet)
    sheet.repeat_rows(0)
    sheet.set_header(f"&C{look.sheet}")


def _guard(sheet: Worksheet, look: RosterSheet) -> None:
    """Says at each cell what belongs there, offers the words to choose from, and locks the heads."""
    for index, (name, column) in enumerate(look.columns.items()):
        facts: dict[str, Any] = {
            "validate": "any",
            "input_title": look.prompt,
            "input_message": column.says[:_LONGEST_MESSAGE],
        }
        if name in _CHOICES:
            choices = _CHOICES[name]
            facts |= {
                "validate": "list",
                "source": list(choices),
                "error_title": look.alert,
                "error_message": look.choose.format(choices="、".join(choices)),
            }
        sheet.data_validation(1, index, ROWS - 1, index, facts)
    allowed = ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter")
    sheet.protect("", dict.fromkeys(allowed, True))


def _draw_guide(book: Workbook, look: RosterSheet) -> None:
    sheet = book.add_worksheet(look.guide)
    title = _format(book, look, font_name=look.heading_font, font_size=16, align="center")
    section = _format(book, look, bold=True)
    head = _format(book, look, bold=True, align="center", bg_color=_HEAD_COLOUR, border=1)
    text = _format(book, look, border=1, text_wrap=True)
    for index, width in enumerate(_GUIDE_WIDTHS):
        sheet.set_column(index, index, width)
    sheet.merge_range(0, 0, 0, 2, look.guide, title)
    sheet.set_row(0, 32)
    for index, word in enumerate(look.heads):
        sheet.write_string(1, index, word, head)
    row = 2
    for column in look.columns.values():
        row = _explain(sheet, row, text, column.label, column.says, column.example)
    for name, told in ((look.kinds_title, look.kinds.items()), (look.lines_title, _numbered(look.lines))):
        sheet.write_string(row + 1, 0, name, section)
        row += 2
        for word, says in told:
            row = _explain(sheet, row, text, word, says)
    sheet.protect()
    sheet.hide_gridlines(2)
    _print_setup(sheet)


def _numbered(lines: Sequence[str]) -> list[tuple[str, str]]:
    return [(str(number), line) for number, line in enumerate(lines, start=1)]


def _explain(sheet: Worksheet, row: int, look: Format, word: str, says: str, example: str = "") -> int:
    """Writes one line of explanation; returns the next row."""
    for index, told in enumerate((word, says, example)):
        if told or index < 2:
            sheet.write_string(row, index, told, look)
    sheet.set_row(row, POINTS_PER_LINE * lines_of(says, _GUIDE_WIDTHS[1]) + 6)
    return row + 1


def _format(book: Workbook, look: RosterSheet, **facts: Any) -> Format:
    return book.add_format({"font_name": look.font, "font_size": 10.5, "valign": "vcenter", **facts})


def _print_setup(sheet: Worksheet) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.set_footer("&C" + wording.PAGE)
