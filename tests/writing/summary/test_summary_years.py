"""summary.xlsx and the page against last year: a change is of the same organs, and what is incomplete says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.collating import province as provinces
from toolkit.collating import sum_up
from toolkit.editions import load_form
from toolkit.form.layout import load_layout
from toolkit.office import Office
from toolkit.prior import Prior
from toolkit.reporting.summary_page import summary_page
from toolkit.rollup import Summary
from toolkit.writing import write_summary
from toolkit.writing.summary.workbook import official_draft


def written(summary: Summary, folder: Path) -> Any:
    folder.mkdir(exist_ok=True)
    write_summary(summary, folder / "summary.xlsx")
    return openpyxl.load_workbook(folder / "summary.xlsx", data_only=True)


def rows_of(sheet: Any) -> list[tuple[Any, ...]]:
    return [row for row in sheet.iter_rows(min_row=4, values_only=True) if any(cell is not None for cell in row)]


def of_two_years(*, but: tuple[str, ...] = ("52-02",)) -> Summary:
    """A collation in which an organ of last year is missing."""
    lines = provinces.roster()
    before = [provinces.sent(line.code, 100, year=2023) for line in lines.organs]
    figures = {item.record.agency.code: item.record.values for item in before if item.record}
    prior = Prior(load_form(2023), 2023, figures)
    return sum_up(provinces.everyone(but=but), Office(lines, prior=prior))


def test_years__a_change_is_of_the_same_organs_and_says_whose(tmp_path: Path) -> None:
    book = written(of_two_years(), tmp_path)
    heads = [cell.value for cell in book["同比"][3]]
    granted = "·".join(load_form(2024).by_code["t3.granted.natural"].row)
    rows = [dict(zip(heads, row, strict=True)) for row in rows_of(book["同比"])]
    mine = {row["单位代码"]: row for row in rows if (row["行"], row["列"]) == (granted, "自然人")}
    assert [mine["52"][head] for head in ("本年", "上年", "可比：本年", "可比：上年", "增减")] == [
        253,
        800,
        253,
        700,
        -447,
    ]
    assert mine["52"]["增减率"] == pytest.approx(-447 / 700)
    assert mine["52"]["说明"] == "缺 1 家，只比 7 家"
    whole = next(row["说明"] for row in rows if row["单位代码"] == "52")
    assert whole == "应报 8 家，缺 1 家；本年 7 家、上年 8 家，只比两年都有的 7 家"
    assert {row["说明"] for row in rows if row["单位代码"] == "5201"} == {None}


def test_indicators__of_an_incomplete_government_say_so_and_change_by_the_same_organs(tmp_path: Path) -> None:
    book = written(of_two_years(), tmp_path)
    rows = {row[1].value: row for row in book["指标"].iter_rows(min_row=7)}
    assert "缺 1 家" in rows["52"][-1].value
    assert "※" in rows["52"][3].number_format
    assert rows["5201"][-1].value is None
    assert "※" not in rows["5201"][3].number_format
    assert [cell.value for cell in rows["52"][3:5]] == [253, 253 - 700]
    assert "◇" not in rows["52"][3].number_format
    assert "◇" in rows["52"][4].number_format  # the change is of fewer than this year's figure
    assert "◇" not in rows["5201"][4].number_format
    face = [cell for row in book["汇总表"].iter_rows(values_only=True) for cell in row if isinstance(cell, str)]
    assert any("缺 1 家" in text and "只比两年都有的 7 家" in text for text in face)
    charts = [cell for row in book["图表"].iter_rows(values_only=True) for cell in row if isinstance(cell, str)]
    assert any(text == "与上年比较（两年都有的 7 家）" for text in charts)


def test_official_sheets__hold_nothing_against_other_organs_last_year() -> None:
    layout = load_layout(load_form(2024))
    assert official_draft(layout, of_two_years()).issue.prior is None
    assert official_draft(layout, of_two_years(but=())).issue.prior is not None


def test_page__says_beside_indicators_and_chart_whose_they_are() -> None:
    told = summary_page(of_two_years())
    measures = told[told.index('id="measures"') : told.index('id="status"')]
    assert "只比两年都有的 7 家" in measures
    assert "与上年比较（两年都有的 7 家）" in measures
    assert "-447" in measures
    assert "只比" not in summary_page(of_two_years(but=()))


def test_face__a_change_stands_behind_the_figures_it_is_of(tmp_path: Path) -> None:
    """本年 and 上年 are the whole; where the change is of fewer organs, theirs stand between."""
    for but, heads, figures in (
        (("52-02",), ["本年", "上年", "可比：本年", "可比：上年", "较上年\n（%为百分点）"], [253, 800, 253, 700, -447]),
        ((), ["本年", "上年", "较上年\n（%为百分点）"], [255, 800, 255 - 800]),
    ):
        book = written(of_two_years(but=but), tmp_path / str(len(but)))
        rows = [[cell for cell in row if cell is not None] for row in book["汇总表"].iter_rows(values_only=True)]
        assert next(row for row in rows if row[:1] == ["主要指标"])[2:] == heads
        assert next(row for row in rows if row and str(row[0]).startswith("受理合计"))[2:] == figures


def test_page__a_change_stands_behind_the_figures_it_is_of() -> None:
    for but, shown in ((("52-02",), ["253", "800", "253", "700", "-447"]), ((), ["255", "800", "-545"])):
        told = summary_page(of_two_years(but=but))
        row = next(row for row in told.split("<tr>") if '<th scope="row">受理合计' in row)
        cells = [cell.split("</td>")[0].rstrip("※？") for cell in row.split("<td>")[1:]]
        assert cells[: len(shown)] == shown
        heads = told.split('scope="col">算法')[0].rsplit("<tr>", 1)[1].count("<th ")
        assert heads == len(shown) + 2  # 指标 and 算法
