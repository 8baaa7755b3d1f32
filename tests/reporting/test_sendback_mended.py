"""What can't be mended in a locked workbook is mended in a new one; what is told says what is left to do there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.workbook import Workbook

from tests.reporting.test_sendback import SHEET, opened
from tests.reporting.workbooks import checked, workbook
from toolkit.form.answer import load_answer
from toolkit.form.sendback import load_words
from toolkit.reporting.sendback import SentBack, return_copies
from toolkit.reporting.sendback.speech import Way

Harm = Callable[[Workbook], None]


def hide_row(book: Workbook) -> None:
    book[SHEET].row_dimensions[6].hidden = True


def hide_sheet(book: Workbook) -> None:
    book[SHEET].sheet_state = "hidden"


def format_otherwise(book: Workbook) -> None:
    book[SHEET]["D6"].number_format = '"88"'


def strike_out(book: Workbook) -> None:
    book[SHEET]["D6"].font = Font(strike=True)


def copy_table(book: Workbook) -> None:
    twin = book.copy_worksheet(book[SHEET])
    twin.title = "表三 (2)"
    twin["D6"] = 777


HARMS: list[Harm] = [hide_row, hide_sheet, format_otherwise, strike_out, copy_table]


def answered(tmp_path: Path, *harms: Harm, **texts: str) -> tuple[SentBack, Workbook]:
    """(what goes back, its workbook) of a return that was harmed."""
    workbook(tmp_path / "甲.xlsx", **texts)  # type: ignore[arg-type]
    book = openpyxl.load_workbook(tmp_path / "甲.xlsx")
    for harm in harms:
        harm(book)
    book.save(tmp_path / "乙.xlsx")
    data = (tmp_path / "乙.xlsx").read_bytes()
    (one,) = return_copies(checked(("乙.xlsx", data)), tmp_path / "退回", lambda _: data)
    return one, opened((tmp_path / "退回" / one.copy).read_bytes())


@pytest.mark.parametrize("harm", HARMS)
def test_copy__of_what_a_lock_keeps_from_being_mended_is_a_new_workbook(tmp_path: Path, harm: Harm) -> None:
    one, book = answered(tmp_path, harm)
    assert one.way is Way.CARRIED
    for order in ("取消隐藏", "“常规”", "删去作废", "取消删除线"):
        assert order not in one.text
    sheet = book[SHEET]
    assert sheet.sheet_state == "visible"
    assert not sheet.row_dimensions[6].hidden
    assert not sheet["D6"].font.strike
    assert sheet["D6"].number_format == sheet["E6"].number_format
    assert sheet["D6"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["D6"].comment is not None


def test_copy__marks_every_figure_that_could_not_be_seen(tmp_path: Path) -> None:
    def hide_rows(book: Workbook) -> None:
        for row in range(6, 31):
            book[SHEET].row_dimensions[row].hidden = True

    book = answered(tmp_path, hide_rows)[1][SHEET]
    red = book["D6"].fill.fgColor.rgb
    figures = [book.cell(row, column) for row in range(6, 31) for column in range(4, 10)]
    hidden = [cell for cell in figures if cell.value and not cell.protection.locked]
    assert len(hidden) > 10
    assert {cell.coordinate for cell in hidden} == {cell.coordinate for cell in figures if cell.fill.fgColor.rgb == red}


@pytest.mark.parametrize("harm", HARMS)
def test_copy__and_letter_give_one_and_the_same_instruction(tmp_path: Path, harm: Harm) -> None:
    one, book = answered(tmp_path, harm)
    (fix,) = [line.strip("　").removeprefix("办法：") for line in one.text.splitlines() if "办法：" in line]
    answer = load_answer()
    assert book[answer.sheet].cell(answer.top + 1, answer.columns["fix"] + 1).value == fix
    assert fix != load_words(None).texts["cured"]


def test_copy__of_a_cell_that_shows_dates_is_a_new_workbook(tmp_path: Path) -> None:
    """A figure typed over the date would be shown as a date again, and the lock keeps its format."""

    def type_date(book: Workbook) -> None:
        book[SHEET]["D6"] = date(2024, 5, 1)

    one, book = answered(tmp_path, type_date)
    assert one.way is Way.CARRIED
    assert book[SHEET]["D6"].value is None
    assert book[SHEET]["D6"].number_format == book[SHEET]["E6"].number_format
    assert book[SHEET]["D6"].comment is not None


def test_copy__that_took_over_the_figures_still_asks_for_the_text_that_is_missing(tmp_path: Path) -> None:
    one, book = answered(tmp_path, hide_row, overview="")
    answer = load_answer()
    rows = list(book[answer.sheet].iter_rows(min_row=answer.top + 1, values_only=True))
    (row,) = [row for row in rows if str(row[answer.columns["rule"]]).startswith("WRITTEN")]
    assert "补写" in str(row[answer.columns["fix"]])
    assert str(row[answer.columns["place"]]).startswith("文字部分!")
    assert "2 处须改正" in one.text
