"""Figures that are summed although they owe an explanation, and the sums they flow into, stand marked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from tests.collating.province import everyone, roster, sent
from toolkit.collating import sum_up
from toolkit.doubts import doubts_by_part, doubts_of, whole_doubts
from toolkit.editions import load_form
from toolkit.office import Office
from toolkit.records import Return, recompute
from toolkit.reporting.summary_page import summary_page
from toolkit.rollup import Part, Summary
from toolkit.writing import write_summary

FORM = load_form(2024)
CARRIED, TOTAL = FORM.by_code["t3.carried_in.natural"].index, FORM.by_code["t3.carried_in.total"].index
STOCK = FORM.by_code["t2.norms.valid"].index
WHY = "上年的统计口径与本年不同，已按新口径核对改正"


def doubtful(code: str, *, why: str = "", wrong: bool = False) -> Return:
    """A return with more norms made than are in force, which asks for a word."""
    item = sent(code, 3, wrong=wrong)
    assert item.record is not None
    values = list(item.record.values)
    values[FORM.by_code["t2.norms.made"].index] = 9
    told = {"T2-STOCK@norms": why} if why else {}
    return replace(item, record=replace(item.record, values=recompute(FORM, values), explanations=told))


def doubted(summary: Summary) -> dict[str, dict[int, int]]:
    return {code: dict(one) for code, one in doubts_of(summary).items()}


def test_doubt__flows_into_every_sum_above_and_no_other() -> None:
    summary = sum_up([*everyone(but=["520101-2", "52-02"]), doubtful("520101-2"), doubtful("52-02")], Office(roster()))
    assert doubted(summary) == {
        "520101-2": {STOCK: 1}, "520101": {STOCK: 1}, "5201": {STOCK: 1}, "52-02": {STOCK: 1}, "52": {STOCK: 2},
    }  # fmt: skip
    by_part = doubts_by_part(summary, doubts_of(summary), "52")
    assert {part: dict(one) for part, one in by_part.items()} == {
        Part.OFFICE: {}, Part.DEPARTMENTS: {STOCK: 1}, Part.BELOW: {STOCK: 1},
    }  # fmt: skip
    assert whole_doubts(summary, doubts_of(summary)) == {STOCK: 2}


def test_doubt__of_an_input_is_one_of_its_totals() -> None:
    last = sent("52-02", 5, year=2023)
    assert last.record is not None
    values = list(last.record.values)
    values[FORM.by_code["t3.received.natural"].index] = 9
    values[FORM.by_code["t3.carried_out.natural"].index] = 4
    before = replace(last, record=replace(last.record, values=recompute(FORM, values)))
    summary = sum_up([*everyone(), before], Office(roster(), year=2024))
    assert summary.by_code["52-02"].state == "needs-explanation"
    assert {CARRIED, TOTAL} <= doubted(summary)["52"].keys()


@pytest.mark.parametrize(
    "item", [doubtful("52-02", why=WHY), doubtful("52-02", wrong=True)], ids=["settled", "rejected"]
)
def test_doubt__that_is_settled_or_not_summed_is_none(item: Return) -> None:
    assert doubted(sum_up([*everyone(but=["52-02"]), item], Office(roster()))) == {}


def test_doubt__of_what_is_summed_though_rejected_is_marked() -> None:
    summary = sum_up([*everyone(but=["52-02"]), doubtful("52-02", wrong=True)], Office(roster()), include_rejected=True)
    assert STOCK in doubted(summary)["52"]
    assert len(doubted(summary)["52"]) > 1


def test_doubt__of_a_government_s_own_summary_flows_up_where_that_is_summed() -> None:
    item = doubtful("52-02")
    assert item.record is not None
    own = sent("5202", 3, summary=True)
    assert own.record is not None
    own = replace(own, record=replace(own.record, values=item.record.values))
    alone = sum_up([*everyone(but=["5202-01", "5202-02"]), own], Office(roster()))
    assert doubted(alone) == {"5202": {STOCK: 1}, "52": {STOCK: 1}}
    assert doubted(sum_up([*everyone(), own], Office(roster()))) == {}


def marked(sheet: Any) -> set[str]:
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if "？" in str(cell.number_format)}


def test_summary_book__marks_doubtful_figures_and_keeps_them_numbers(tmp_path: Path) -> None:
    summary = sum_up([*everyone(but=["520101-2"]), doubtful("520101-2")], Office(roster()))
    write_summary(summary, tmp_path / "summary.xlsx")
    book = openpyxl.load_workbook(tmp_path / "summary.xlsx", data_only=True)
    detail = book["单位明细"]
    column = get_column_letter(8 + STOCK)
    owners = {detail[f"B{cell[len(column) :]}"].value for cell in marked(detail)}
    assert (owners, {cell.rstrip("0123456789") for cell in marked(detail)}) == (
        {"52", "5201", "520101", "520101-2"},
        {column},
    )
    assert all(isinstance(detail[cell].value, int) for cell in marked(detail))
    face = book["汇总表"]
    assert {(cell[0], face[f"A{cell[1:]}"].value) for cell in marked(face)} == {
        (letter, FORM.fields[STOCK].label) for letter in "CF"
    }
    assert {book["同比"][f"B{cell[1:]}"].value for cell in marked(book["同比"])} == {"52", "5201", "520101"}
    for name in ("单位明细", "汇总表", "同比"):
        texts = [cell for row in book[name].iter_rows(max_row=4, values_only=True) for cell in row if cell]
        assert any("“？”" in str(text) for text in texts), name
    notes = [cell for row in book["表二 主动公开"].iter_rows(values_only=True) for cell in row if cell]
    assert any("？" in str(note) for note in notes)


def test_summary_book__without_doubts_has_no_marks(tmp_path: Path) -> None:
    write_summary(sum_up(everyone(), Office(roster())), tmp_path / "summary.xlsx")
    book = openpyxl.load_workbook(tmp_path / "summary.xlsx", data_only=True)
    assert {name for name in book.sheetnames if marked(book[name])} == set()


def test_page__marks_doubtful_figures_of_the_official_tables() -> None:
    told = summary_page(sum_up([*everyone(but=["520101-2"]), doubtful("520101-2")], Office(roster())))
    assert told.count("？</td>") == 1
    assert "“？”" in told
    assert "？" not in summary_page(sum_up(everyone(), Office(roster())))
