"""What an office prints: nothing burst or cut off, heads on every page, as wide as the paper, lines to sign on."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter, range_boundaries

from tests.reporting.made import finding, report, returned
from tests.summaries import collated, rejected, with_superseded
from toolkit.collating import write_chase
from toolkit.form import Severity
from toolkit.records import Agency
from toolkit.reporting import render
from toolkit.reporting.sendback import SentBack
from toolkit.reporting.sendback.speech import Way
from toolkit.reporting.sendback.table import write_table
from toolkit.rollup import Summary
from toolkit.width import columns
from toolkit.writing.summary.detail import FIRST_FIELD
from toolkit.writing.summary.style import OWN_SHEETS
from toolkit.writing.summary.workbook import write_summary

A4, A3 = 9, 8
POINT = 12.5  # of one line of 10 points
LONG = "本年新收 19 件、上年结转 0 件、办结 18 件，三者对不上；" * 4


@pytest.fixture(scope="module")
def summary() -> Summary:
    made = with_superseded(collated(missing=["5201D1"], back=["520201D2"], own=["520202"], checked=["5201"]), "52D1")
    far = {
        item.line.code: replace(item, line=replace(item.line, name=f"黔州省开发区管理委员会{item.line.name}"))
        for item in made.entries
    }
    worst = [replace(item, findings=(*item.findings, rejected(LONG))) for item in made.returns]
    return replace(made, entries=tuple(far.values()), returns=tuple(worst))


@pytest.fixture(scope="module")
def books(summary: Summary, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Every workbook that goes to the printer, by what it is."""
    folder = tmp_path_factory.mktemp("paper")
    write_summary(summary, folder / "summary.xlsx")
    write_chase(summary, folder / "chase.xlsx")
    bad = finding("T3-BALANCE", key="natural", severity=Severity.ERROR, message=LONG, fix=LONG, label=LONG, found=LONG)
    one = returned("收到/甲市人力资源和社会保障局（更正后重新报送）.xlsx", bad)
    data = render(replace(report(one), general=(bad,)), "xlsx")
    assert isinstance(data, bytes)
    (folder / "report.xlsx").write_bytes(data)
    who = Agency("11520000MB00014X", "甲市人力资源和社会保障局")
    letter, counts = f"{LONG}\n\n{LONG}\n　　{LONG}", dict.fromkeys(Severity, 1)
    sent = SentBack(one, who, copy="", notice="", way=Way.MARKED, text=letter, counts=counts)
    write_table(folder / "notices.xlsx", [sent], None)
    return {path.stem: openpyxl.load_workbook(path, data_only=True) for path in folder.glob("*.xlsx")}


def sheets(books: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, book in books.items():
        for sheet in book.worksheets:
            if name != "summary" or sheet.title in OWN_SHEETS:
                yield f"{name} {sheet.title}", sheet


def first_head(sheet: Any) -> int:
    """The first row of heads: of those that are repeated on each page."""
    return int(str(sheet.print_title_rows).partition(":")[0].strip("$"))


def lines_needed(cell: Cell, width: float) -> int:
    """Lines of a text of 10 points in a column as wide: a character of Chinese is 1.9 of its units."""
    return sum(max(1, math.ceil(columns(line) * 0.95 / (width - 0.5))) for line in str(cell.value).split("\n"))


def test_paper__every_sheet_goes_across_a_page_with_its_heads_and_page_numbers(books: dict[str, Any]) -> None:
    for name, sheet in sheets(books):
        wide = sheet.title in ("单位明细", "指标")
        assert sheet.page_setup.orientation == ("portrait" if sheet.title == "汇总表" else "landscape"), name
        assert sheet.page_setup.paperSize == (A3 if wide else A4), name
        assert bool(sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage) != wide, name
        assert not wide or sheet.print_title_cols, name
        assert sheet.print_title_rows or sheet.title in ("汇总表", "图表"), name
        assert "&P" in f"{sheet.oddFooter.center.text}{sheet.oddFooter.right.text}", name


def test_paper__no_text_is_cut_off(books: dict[str, Any]) -> None:
    for name, sheet in sheets(books):
        if sheet.title in ("汇总表", "图表"):
            continue
        joined = {}
        for area in sheet.merged_cells.ranges:
            left, top, right, _ = (side or 0 for side in range_boundaries(str(area)))
            joined[top, left] = range(left, right + 1)
        tall = {row: sheet.row_dimensions[row].height or 15 for row in range(1, sheet.max_row + 1)}
        for row in sheet.iter_rows(min_row=first_head(sheet)):
            for cell in row:
                if not isinstance(cell.value, str):
                    continue
                span = joined.get((cell.row, cell.column), [cell.column])
                width = sum(width_at(sheet, column) for column in span) - 2 * cell.alignment.indent
                needed = lines_needed(cell, width)
                assert needed == 1 or cell.alignment.wrap_text, (name, cell.coordinate, cell.value)
                assert needed * POINT <= max(tall[cell.row], 15) or tall[cell.row] == 409, (name, cell.coordinate)


def width_at(sheet: Any, column: int) -> float:
    for dimension in sheet.column_dimensions.values():
        if dimension.min is not None and dimension.min <= column <= dimension.max:
            return float(dimension.width)
    return float(sheet.column_dimensions[get_column_letter(column)].width)


def test_face__has_a_line_for_each_who_signs(books: dict[str, Any]) -> None:
    sheet = books["summary"]["汇总表"]
    signs = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).endswith("：")]
    assert [str(cell.value) for cell in signs] == ["负责人：", "审核人：", "填报人：", "联系电话：", "签发日期："]
    for cell in signs:
        line = cell if cell.column == 1 else sheet.cell(cell.row, cell.column + 1)
        assert line.border.bottom.style, cell.value


def test_face__heads_and_labels_are_whole(books: dict[str, Any]) -> None:
    sheet = books["summary"]["汇总表"]
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.border.top.style and cell.font.size == 10:
                height = sheet.row_dimensions[cell.row].height or 15
                assert lines_needed(cell, width_at(sheet, cell.column)) * POINT <= height, (cell.coordinate, cell.value)


def test_sources__tell_chinas_time(books: dict[str, Any], summary: Summary, tmp_path: Path) -> None:
    first = replace(summary.returns[0], saved_at="2025-01-20T09:30:00Z")
    write_summary(replace(summary, returns=(first, *summary.returns[1:])), tmp_path / "s.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "s.xlsx")["来源"]
    assert (sheet["G4"].value, sheet["G5"].value) == ("2025-01-20 17:30", "2025-01-20 09:30")


def test_detail__each_page_has_whole_rows_of_the_tables_under_their_titles(
    books: dict[str, Any], summary: Summary
) -> None:
    sheet = books["summary"]["单位明细"]
    starts = [(brk.id or 0) + 1 for brk in sheet.col_breaks.brk]
    assert 0 < len(starts) < 10
    fields = summary.form.fields
    titles = {table.id: table.title for table in summary.form.tables}
    for column in starts:
        mine, before = fields[column - FIRST_FIELD - 1], fields[column - FIRST_FIELD - 2]
        assert (mine.table, mine.row) != (before.table, before.row), column
        assert sheet.cell(3, column).value == titles[mine.table], column


def test_years__print_the_whole_and_say_so(books: dict[str, Any], summary: Summary) -> None:
    sheet = books["summary"]["同比"]
    bottom = range_boundaries(sheet.print_area.rpartition("!")[2].replace("$", ""))[3] or 0
    printed = {sheet.cell(row, 1).value for row in range(4, bottom + 1)}
    assert printed == {summary.roots[0].line.name}
    assert sheet.cell(bottom + 1, 1).value not in (None, summary.roots[0].line.name)
    assert f"只打{summary.roots[0].line.name}" in sheet["A2"].value
