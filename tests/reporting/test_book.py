"""The report as a workbook of lists."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.reporting.made import finding, report, returned
from toolkit.form import Severity
from toolkit.records import Return
from toolkit.reporting import render
from toolkit.source import Source


def book(*returns: Return, beside: Path | None = None) -> Workbook:
    data = render(report(*returns), "xlsx", beside=beside)
    assert isinstance(data, bytes)
    return openpyxl.load_workbook(io.BytesIO(data))


def test_book__one_row_a_finding_worst_return_first() -> None:
    made = book(
        returned("乙.xlsx", finding(severity=Severity.NOTICE)), returned("甲.xlsx", finding(), finding("A", "B5"))
    )
    rows = list(made["问题"].iter_rows(min_row=3, values_only=True))
    assert [(row[0], row[4], row[7]) for row in rows] == [
        ("错误", "甲.xlsx", "D31"), ("错误", "甲.xlsx", "B5"), ("提示", "乙.xlsx", "D31"),
    ]  # fmt: skip


def test_book__heads_are_frozen_and_filterable() -> None:
    made = book(returned("甲.xlsx", finding()))
    for sheet in made.worksheets:
        assert sheet.freeze_panes == "A3"
        assert sheet.auto_filter.ref is not None
        assert sheet.auto_filter.ref.startswith("A2:")


def test_book__text_from_a_return_never_comes_alive() -> None:
    hostile = '=HYPERLINK("http://evil.example","x")'
    made = book(
        returned("甲.xlsx", finding(found=hostile, message=hostile, label="+1+1", explanation="http://evil.example"))
    )
    cells = [cell for sheet in made.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.hyperlink is None for cell in cells)
    assert sum(cell.value == hostile for cell in cells) == 2


def test_book__control_characters_do_not_break_the_file() -> None:
    made = book(returned("甲.xlsx", finding(found="a\x00\x0b\ufffe", message="x" * 40_000)))
    assert made["问题"]["J3"].value == "a\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}"


def test_book__amounts_keep_their_digits() -> None:
    made = book(
        returned("甲.xlsx", finding(found=Decimal("9.985"), expected=Decimal("123456789012.345678"), difference=-2))
    )
    row = [cell.value for cell in made["问题"][3]]
    assert row[9:12] == [9.985, "123456789012.345678", -2]


def test_book__links_lead_to_the_file_and_the_cell(tmp_path: Path) -> None:
    file = tmp_path / "收件" / "甲 100%#1.xlsx"
    file.parent.mkdir()
    file.write_bytes(b"")
    made = book(replace(returned("甲.xlsx", finding()), source=Source("甲.xlsx", str(file))), beside=tmp_path)
    link = made["问题"]["E3"].hyperlink
    assert link.target.replace("\\", "/") == "收件/甲 100%25%231.xlsx"
    assert link.location == "'表三 依申请公开'!D31"


@pytest.mark.parametrize("text", ["编号_x0041_完", "_x0041_x0042_", "<r>甲</r>", "<r><t>乙</t></r>", " 前", "甲\n乙\n"])
def test_book__a_text_is_told_as_it_was(text: str) -> None:
    made = book(returned("甲.xlsx", finding(found=text, message=text, label=text)))
    cells = [str(cell.value).replace("x005F_", "") for row in made["问题"].iter_rows() for cell in row]
    assert cells.count(text) == 3
