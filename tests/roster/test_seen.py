"""What a roster's sheet shows otherwise than it is read: what is merged, hidden, filtered, struck out."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from tests.roster.test_ranks import LINES
from tests.roster.test_read import cells_of
from toolkit.roster import COLUMNS, RosterError, read_roster

ROWS = [list(COLUMNS.values())[:8], *(line.split(",") for line in LINES)]


def sheet_of(rows: list[list[str]]) -> Worksheet:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([cell or None for cell in row])
    return sheet


def saved(sheet: Worksheet, folder: Path) -> Path:
    path = folder / "名录.xlsx"
    assert sheet.parent is not None
    sheet.parent.save(path)
    return path


def merged(folder: Path, *ranges: str, rows: list[list[str]] = ROWS) -> Path:
    sheet = sheet_of(rows)
    for cells in ranges:
        sheet.merge_cells(cells)
    return saved(sheet, folder)


@pytest.mark.parametrize(
    ("ranges", "cells"),
    [
        (["C6:C7"], {"C6"}),
        (["D7:D8"], {"D7"}),
        (["E2:E3", "C4:C5"], {"E2", "C4"}),
        (["A5:B5"], {"A5"}),
        (["B2:C3"], {"B2"}),
    ],
)
def test_merged_cells__that_leave_lines_without_something_are_told_and_not_what_comes_of_them(
    tmp_path: Path, ranges: list[str], cells: set[str]
) -> None:
    path = merged(tmp_path, *ranges)
    assert cells_of(path) == cells
    with pytest.raises(RosterError, match=f"{ranges[0]} 是合并单元格.*请取消合并"):
        read_roster(path)


def test_heading_between_the_lines__is_told_as_one_fault(tmp_path: Path) -> None:
    rows = [*ROWS[:3], ["一、市州"], *ROWS[3:]]
    path = merged(tmp_path, "A4:G4", rows=rows)
    with pytest.raises(RosterError, match=r"有 1 处错误\nA4 单位代码：A4:G4 是合并单元格（“一、市州”）.*删去这一行"):
        read_roster(path)


def test_heads_of_two_rows__are_told(tmp_path: Path) -> None:
    rows = [[*ROWS[0][:5], "联系方式"], ["", "", "", "", "", "联系人", "联系电话"], *ROWS[1:]]
    path = merged(tmp_path, "A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:E2", "F1:G1", rows=rows)
    assert cells_of(path) == {"A1", "B1", "C1", "D1", "E1"}


def test_merged_cells__that_take_nothing_away_are_no_matter(tmp_path: Path) -> None:
    rows = [["全省单位名录"], *ROWS]
    sheet = sheet_of(rows)
    sheet.append([])
    for cells in ("A1:G1", "A9:A10", "B9:B10", "H4:J4"):  # a title; the last line two rows high; nothing
        sheet.merge_cells(cells)
    assert read_roster(saved(sheet, tmp_path)).notices == ()


def test_merged_contacts__are_a_notice(tmp_path: Path) -> None:
    rows = [row.copy() for row in ROWS]
    rows[3][5] = "张三"
    (notice,) = read_roster(merged(tmp_path, "F4:F6", rows=rows)).notices
    assert "F4:F6 是合并单元格" in notice


@pytest.mark.parametrize("how", ["hidden", "height", "filter", "group"])
def test_hidden_lines__are_read_and_told(tmp_path: Path, how: str) -> None:
    sheet = sheet_of(ROWS)
    for row in (7, 8):
        if how == "height":
            sheet.row_dimensions[row].height = 1
        else:
            sheet.row_dimensions[row].hidden = True
    if how == "filter":
        sheet.auto_filter.ref = "A1:G8"
        sheet.auto_filter.add_filter_column(4, ["省", "市"])
    if how == "group":
        sheet.row_dimensions.group(7, 8, hidden=True)
    roster = read_roster(saved(sheet, tmp_path))
    (notice,) = roster.notices
    assert "丙县人民政府办公室（第 7 行）、城关镇（第 8 行）所在的行是隐藏的或被筛选掉的，仍算在名录里" in notice
    assert "城关镇" in [line.name for line in roster.lines]


def test_hidden_blank_rows__are_no_matter(tmp_path: Path) -> None:
    sheet = sheet_of(ROWS)
    sheet.row_dimensions[30].hidden = True
    assert read_roster(saved(sheet, tmp_path)).notices == ()


def test_hidden_columns__are_read_and_told(tmp_path: Path) -> None:
    sheet = sheet_of(ROWS)
    for letter in "CEK":
        sheet.column_dimensions[letter].hidden = True
    (notice,) = read_roster(saved(sheet, tmp_path)).notices
    assert "C 列“上级代码”、E 列“层级”是隐藏的" in notice


def second(sheet: Worksheet, rows: list[list[str]]) -> Worksheet:
    assert sheet.parent is not None
    other: Worksheet = sheet.parent.create_sheet("补充名录")
    for row in rows:
        other.append([cell or None for cell in row])
    return other


def test_second_sheet__that_is_a_roster_with_other_lines_is_asked_about(tmp_path: Path) -> None:
    sheet = sheet_of(ROWS)
    other = second(sheet, ROWS[:1])
    assert read_roster(saved(sheet, tmp_path)).notices == ()  # heads alone
    for row in reversed(ROWS[1:]):
        other.append([cell or None for cell in row])
    assert read_roster(saved(sheet, tmp_path)).notices == ()  # the same in another order
    other.append(["X", "某局", "52", "部门", "省"])
    with pytest.raises(RosterError, match=r"工作表“Sheet”、“补充名录”都是名录，内容不同.*请只留要用的一张"):
        read_roster(saved(sheet, tmp_path))


CLOSING = [["合计", "7家"], ["填表人：张三", "", "", "审核人：李四"]]
IN_OTHER_WORDS = [
    [*row[:3], {"汇总": "汇总单位", "乡镇街道": "乡镇"}.get(row[3], row[3]), f"{row[4]}级"] for row in ROWS[1:]
]


@pytest.mark.parametrize(
    "rows",
    [
        [*ROWS, *CLOSING],
        [ROWS[0], *IN_OTHER_WORDS],
        [ROWS[0][:5], *IN_OTHER_WORDS, *CLOSING],
        [[*ROWS[0], "备注"], *([*row, "", "甲"] for row in ROWS[1:]), [*([""] * 8), "打印用"]],
        [ROWS[0], *CLOSING],
        [["单位名录"], ROWS[0], ["填表人：张三"]],
    ],
)
@pytest.mark.parametrize("hidden", [False, True])
def test_second_sheet__that_lists_the_same_organs_or_none_is_no_second_roster(
    tmp_path: Path, rows: list[list[str]], hidden: bool
) -> None:
    sheet = sheet_of([[*row, ""] for row in ROWS])
    second(sheet, rows).sheet_state = "hidden" if hidden else "visible"
    roster = read_roster(saved(sheet, tmp_path))
    assert (len(roster.lines), roster.notices) == (7, ())


@pytest.mark.parametrize("hidden", ["Sheet", "补充名录"])
def test_hidden_sheet__gives_way_to_the_one_that_is_shown_and_is_told(tmp_path: Path, hidden: str) -> None:
    sheet = sheet_of(ROWS)
    second(sheet, ROWS[:4])
    assert sheet.parent is not None
    sheet.parent[hidden].sheet_state = "hidden"
    sheet.parent.active = sheet.parent["补充名录" if hidden == "Sheet" else "Sheet"]
    roster = read_roster(saved(sheet, tmp_path))
    assert len(roster.lines) == (3 if hidden == "Sheet" else 7)
    assert f"隐藏的工作表“{hidden}”也是名录，内容不同，没有读取" in roster.notices[-1]


def test_hidden_sheet__that_is_the_only_roster_is_read_and_told(tmp_path: Path) -> None:
    sheet = sheet_of(ROWS)
    second(sheet, [["说明"]])
    sheet.sheet_state = "veryHidden"
    assert sheet.parent is not None
    sheet.parent.active = 1
    roster = read_roster(saved(sheet, tmp_path))
    assert (len(roster.lines), ["这张工作表是隐藏的" in notice for notice in roster.notices]) == (7, [True])


@pytest.mark.parametrize(("letters", "cell"), [("ABCDEFG", "A7"), ("B", "B7"), ("E", "E7"), ("FG", "")])
def test_struck_out_line__is_asked_about(tmp_path: Path, letters: str, cell: str) -> None:
    sheet = sheet_of(ROWS)
    for letter in letters:
        sheet[f"{letter}7"].font = Font(strike=True)
    sheet["B30"].font = Font(strike=True)  # blank
    path = saved(sheet, tmp_path)
    assert (cells_of(path) if cell else {*read_roster(path).notices}) == ({cell} if cell else set())
    if "B" in letters:
        with pytest.raises(RosterError, match=r"“丙县人民政府办公室”划了删除线，仍会算作.*请删去整行"):
            read_roster(path)


def test_struck_out_letters__within_a_name_are_told(tmp_path: Path) -> None:
    sheet = sheet_of(ROWS)
    sheet["B8"] = CellRichText(TextBlock(InlineFont(strike=True), "城关镇"), "城西镇")
    with pytest.raises(RosterError, match="B8 单位名称：里面有划掉的字"):
        read_roster(saved(sheet, tmp_path))
