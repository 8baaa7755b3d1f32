"""summary.xlsx: counted again with nothing but openpyxl, row by row and figure by figure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.summaries import below, collated, line, province, rejected, with_superseded
from toolkit.form.layout import load_layout
from toolkit.ooxml.cell_text import fitting
from toolkit.output import OutputError
from toolkit.rollup import Summary
from toolkit.roster import GOVERNMENT, Roster
from toolkit.writing.summary.detail import FIRST_FIELD, FIRST_ROW, sum_formula
from toolkit.writing.summary.style import OWN_SHEETS
from toolkit.writing.summary.workbook import write_summary


def written(summary: Summary, folder: Path, *, formulas: bool = False) -> Any:
    path = folder / "summary.xlsx"
    write_summary(summary, path, force=True)
    return openpyxl.load_workbook(path, data_only=not formulas)


def rows_of(sheet: Any, first: int = 4) -> list[tuple[Any, ...]]:
    return [row for row in sheet.iter_rows(min_row=first, values_only=True) if any(cell is not None for cell in row)]


def counted(summary: Summary, code: str) -> dict[int, Decimal]:
    """Field index to sum, from the returns of the organs below (or the government's own summary) and nothing else."""
    node = summary.nodes.get(code)
    entry = summary.by_code[code]
    if node is None or node.source == "own":
        values = entry.values
        units = [item.unit for item in summary.form.fields]
        return {i: units[i].decimal(v) for i, v in enumerate(values or ()) if v is not None}
    total = dict.fromkeys(range(len(summary.form.fields)), Decimal(0))
    for child in summary.roster.children.get(code, ()):
        for index, value in counted(summary, child.code).items():
            total[index] += value
    return total


@pytest.fixture(scope="module")
def summary() -> Summary:
    made = collated(missing=["5201D1", "520101T"], back=["520201D2"], own=["520202"], checked=["5201"])
    return with_superseded(made, "52D1")


@pytest.fixture(scope="module")
def book(summary: Summary, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return written(summary, tmp_path_factory.mktemp("summary"))


def test_summary__is_the_official_workbook_with_its_own_sheets_behind(summary: Summary, book: Any) -> None:
    layout = load_layout(summary.form)
    assert tuple(book.sheetnames) == (*layout.sheets, *OWN_SHEETS)
    assert book.active.title == OWN_SHEETS[0]
    assert book[layout.stamp_sheet].sheet_state == "veryHidden"
    facts = {row[0]: row[1] for row in book[layout.stamp_sheet].iter_rows(values_only=True)}
    assert (facts["kind"], facts["agency_code"], facts["year"]) == ("summary", "52", "2024")


def test_summary__official_tables_hold_the_sum_of_all_organs(summary: Summary, book: Any) -> None:
    layout, expected = load_layout(summary.form), counted(summary, "52")
    for item in summary.form.fields:
        sheet, cell = layout.place(item.index)
        assert Decimal(str(book[sheet][cell].value)) == expected[item.index], item.code


def test_summary__every_face_says_how_complete_it_is(summary: Summary, book: Any) -> None:
    line_ = "应报 25 家，已汇总 22 家，退回 1 家，未报 2 家"
    layout = load_layout(summary.form)
    for name in (*OWN_SHEETS, *(table.sheet for table in layout.tables)):
        sheet = book[name]
        texts = {cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)}
        assert any(text.startswith(line_) for text in texts), name
        assert line_ in sheet.oddFooter.left.text, name


def test_detail__a_row_a_line_and_a_column_a_field(summary: Summary, book: Any) -> None:
    rows = {row[1]: row for row in rows_of(book["单位明细"], FIRST_ROW + 1) if not str(row[0]).startswith("（")}
    assert set(rows) == {entry.line.code for entry in summary.entries}
    for entry in summary.entries:
        shown = rows[entry.line.code][FIRST_FIELD:]
        expected = counted(summary, entry.line.code)
        if not expected:
            assert set(shown) == {None}, entry.line.code
        else:
            assert [Decimal(str(value)) for value in shown] == [expected[i] for i in range(len(shown))]


def test_detail__subtotals_are_sums_whose_cells_add_up(summary: Summary, tmp_path: Path) -> None:
    live, cached = written(summary, tmp_path, formulas=True)["单位明细"], written(summary, tmp_path)["单位明细"]
    seen = 0
    for row in live.iter_rows(min_row=FIRST_ROW + 1, min_col=FIRST_FIELD + 1):
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                parts = cell.value.removeprefix("=SUM(").removesuffix(")").split(",")
                found = [c for part in parts for c in _cells(cached, part)]
                total = sum((Decimal(str(value)) for value in found if value is not None), Decimal(0))
                assert total == Decimal(str(cached[cell.coordinate].value)), cell.coordinate
                seen += 1
    assert seen == len(summary.nodes) * len(summary.form.fields)


def _cells(sheet: Any, part: str) -> list[Any]:
    found = sheet[part]
    return [row[0].value for row in found] if isinstance(found, tuple) else [found.value]


def test_detail__outline_frozen_heads_and_filter(summary: Summary, book: Any) -> None:
    sheet = book["单位明细"]
    levels = {sheet.cell(row, 2).value: sheet.row_dimensions[row].outlineLevel for row in range(6, sheet.max_row + 1)}
    assert [levels[code] for code in ("52", "5201", "520101", "520101A")] == [0, 1, 2, 3]
    assert sheet.freeze_panes == "C6"
    assert sheet.auto_filter.ref == f"A5:GY{sheet.max_row}"


def test_detail__too_many_parts_for_one_sum_go_by_their_parents_code() -> None:
    assert sum_formula("H", [6, 7, 8, 20]) == "SUM(H7:H9,H21)"
    assert sum_formula("H", list(range(10, 1000, 2)), "5201") == 'SUMPRODUCT(--($E$11:$E$999="5201"),H11:H999)'


def test_status__the_chase_list_comes_first_with_contact_and_phone(book: Any) -> None:
    rows = rows_of(book["报送情况"])
    chase = [(row[2], row[6], row[14], row[15]) for row in rows if row[0] == "催报"]
    assert chase == [
        ("5201D1", "未报", "联系人5201D1", "0851-5201D1"),
        ("520101T", "未报", "联系人520101T", "0851-520101T"),
        ("520201D2", "退回", "联系人520201D2", "0851-520201D2"),
    ]
    assert [row[0] for row in rows[:4]] == ["催报", "催报", "催报", "名录"]


def test_status__counts_at_each_government(summary: Summary, book: Any) -> None:
    counts = {row[2]: row[7:11] for row in rows_of(book["报送情况"]) if row[0] == "名录" and row[3] == GOVERNMENT}
    for code, node in summary.nodes.items():
        coverage = node.coverage
        assert counts[code] == (coverage.expected, coverage.included, coverage.rejected, coverage.missing)
        assert coverage.expected == len(below(summary.roster, code))


def test_differences__node_checks_and_replaced_returns(summary: Summary, book: Any) -> None:
    rows = rows_of(book["差异"])
    node = [row for row in rows if row[0] == "节点检查" and row[2] == "5201"]
    assert len(node) == len(summary.nodes["5201"].differences)
    assert all(Decimal(str(row[5])) - Decimal(str(row[6])) == Decimal(str(row[7])) for row in node)
    assert [(row[2], row[7]) for row in rows if row[0] == "重复报送"] == [("52D1", 1)]


def test_findings__all_of_them_with_their_place(book: Any) -> None:
    (row,) = rows_of(book["问题"])
    assert row[1:9] == (
        "第2市第1县第2局", "520201D2", "退回", "错误", "T3-BALANCE@natural", "表三 依申请公开", "D31",
        "四、结转下年度继续办理 / 自然人",
    )  # fmt: skip


def test_indicators__are_pooled_over_counts(summary: Summary, book: Any) -> None:
    sheet = book["指标"]
    labels = [cell.value for cell in sheet[4]]
    column = labels.index("予以公开率")
    granted, closed = (summary.form.by_code[f"t3.{row}.total"].index for row in ("granted", "closed"))
    for row in rows_of(sheet, 7):
        sums = counted(summary, row[1])
        if sums:
            assert row[column] == pytest.approx(float(Fraction(sums[granted]) / Fraction(sums[closed])), rel=1e-14)


def test_years__each_figure_of_each_government(summary: Summary, book: Any) -> None:
    rows = rows_of(book["同比"])
    assert len(rows) == len(summary.nodes) * len(summary.form.fields)
    for row in rows:
        node = summary.nodes[row[1]]
        if node.parts:
            assert sum(Decimal(str(cell)) for cell in row[7:10]) == Decimal(str(row[6]))
        now, then, change = (Decimal(str(row[i])) for i in (6, 10, 11))
        assert now - then == change
        assert row[12] == ("—" if then == 0 else pytest.approx(float(change / then)))


def test_sources__every_return_and_what_became_of_it(summary: Summary, book: Any) -> None:
    rows = {row[4]: row for row in rows_of(book["来源"])}
    assert len(rows) == len(summary.returns)
    assert rows["黔州省第1局.xlsx"][2:4] == ("通过", "计入")
    assert rows["旧的.xlsx"][3] == "未计入：已由 黔州省第1局.xlsx 替代"
    assert rows["第1市.xlsx"][3] == "未计入：仅与所属合计核对"
    assert rows["第2市第2县.xlsx"][3] == "计入（作为汇总数）"


def test_charts__are_native_and_hold_the_edition_s_figures(book: Any, summary: Summary) -> None:
    sheet = book["图表"]
    assert len(sheet._charts) == len(summary.form.charts)
    texts = {cell for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {"予以公开", "自然人", "第1市", "结果维持", "上年"} <= texts


def test_summary__returned_text_never_becomes_a_formula(tmp_path: Path) -> None:
    nasty = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2", "_x0041_\x01", '=HYPERLINK("http://x")', " 前后空格 "]
    roster = Roster(
        "r", (line("1", nasty[0], "", GOVERNMENT), *(line(f"1{i}", text, "1", "部门") for i, text in enumerate(nasty)))
    )
    book = written(collated(roster), tmp_path, formulas=True)
    names = [row[0].value for row in book["单位明细"].iter_rows(min_row=FIRST_ROW + 2)]
    escaped = {"_x0041_\x01": "_x005F_x0041_�"}  # as it stands in the file; Excel shows _x0041_
    assert names == [escaped.get(text, text) for text in nasty]
    assert {row[0].data_type for row in book["单位明细"].iter_rows(min_row=FIRST_ROW + 1)} == {"s"}
    for name in (*OWN_SHEETS[:1], *OWN_SHEETS[2:]):
        assert "f" not in {cell.data_type for row in book[name].iter_rows() for cell in row}, name


def test_fitting__a_cell_holds_32767_units_of_utf16() -> None:
    for text in ("长" * 40_000, "😀" * 20_000, "a" * 32_768):
        assert len(fitting(text).encode("utf-16-le")) // 2 <= 32_767
        assert fitting(text).endswith("（原文过长，已截断）")
    assert fitting("a" * 32_767) == "a" * 32_767


def test_summary__of_nobody_and_of_one_organ_without_last_year(tmp_path: Path) -> None:
    roster = province(0, 0, 2)
    book = written(collated(roster, missing=["52A", "52D1"], with_prior=False), tmp_path)
    assert rows_of(book["来源"]) == []
    one = collated(roster, missing=["52A"], with_prior=False)
    assert {row[10] for row in rows_of(written(one, tmp_path)["同比"])} == {"—"}


def test_summary__of_several_roots_adds_them_up_and_is_addressed_to_nobody(tmp_path: Path) -> None:
    roster = Roster("r", tuple(replace(item, parent="") if item.code == "5201" else item for item in province().lines))
    summary = collated(roster)
    book = written(summary, tmp_path)
    layout = load_layout(summary.form)
    sheet, cell = layout.place(0)
    assert book[sheet][cell].value == counted(summary, "52")[0] + counted(summary, "5201")[0]


def test_summary__never_overwrites_without_leave(tmp_path: Path, summary: Summary) -> None:
    (tmp_path / "summary.xlsx").write_text("x")
    with pytest.raises(OutputError, match="已经存在"):
        write_summary(summary, tmp_path / "summary.xlsx")


def test_sources__know_a_return_by_its_file(summary: Summary, tmp_path: Path) -> None:
    """What the checking adds to a return makes another object of it, not another file."""
    told = replace(summary, returns=tuple(item.with_findings([rejected()]) for item in summary.returns))
    path = tmp_path / "s.xlsx"
    write_summary(told, path)
    rows = {row[4]: row for row in rows_of(openpyxl.load_workbook(path)["来源"])}
    assert rows["旧的.xlsx"][3] == "未计入：已由 黔州省第1局.xlsx 替代"
    assert rows["第2市第2县.xlsx"][3] == "计入（作为汇总数）"
