"""Reports read whole: whose they are, of which year, and what of their figures and texts is told."""

from __future__ import annotations

import pytest

from tests.published.importing import pages
from tests.published.importing.pages import texts
from tests.published.importing.test_docx_sight import with_run
from toolkit.editions import load_form
from toolkit.published.importing.docx import read_docx
from toolkit.published.importing.html import read_html
from toolkit.published.importing.understand import understand_report

FORM = load_form(2024)


def test_report__identity_texts_and_places_are_kept() -> None:
    values = pages.figures(FORM)
    tables = {table.id: pages.html_table(pages.rows_of(FORM, table.id, values)) for table in FORM.tables}
    record = understand_report("x", pages.html_page(FORM, tables).encode(), "html").record
    assert record is not None
    assert (record.year, record.edition, record.agency.name) == (2024, "2021", pages.ORGAN)
    assert record.narrative == {**pages.TEXTS, "fee_cases": "0", "fee_amount": "0"}  # which the last of them states
    assert record.moved[FORM.by_code["t3.received.natural"].index] == ("第2张表", "D4")


@pytest.mark.parametrize("title", ["{organ}2023年政府信息公开工作年度报告", "{organ}2019年政府信息公开工作年度报告"])
def test_report__of_another_edition_than_its_year_is_told(title: str) -> None:
    values = pages.figures(FORM)
    tables = {table.id: pages.html_table(pages.rows_of(FORM, table.id, values)) for table in FORM.tables}
    page = pages.html_page(FORM, tables, title=title.format(organ=pages.ORGAN))
    item = understand_report("x", page.encode(), "html")
    rules = [finding.rule for finding in item.findings]
    assert ("REPORT-EDITION" in rules) == ("2019" in title)
    assert (item.record is None) == ("2019" in title)


def test_report__another_unit_in_the_head_is_not_read_as_the_official_one() -> None:
    values = pages.figures(FORM)
    change = pages.labels(lambda text: text.replace("单位：万元", "单位：元"))
    tables = {table.id: pages.html_table(change(pages.rows_of(FORM, table.id, values))) for table in FORM.tables}
    item = understand_report("x", pages.html_page(FORM, tables).encode(), "html")
    assert item.record is not None
    assert item.record.values[FORM.by_code["t2.fees.amount"].index] is None
    assert "REPORT-LOST" in [finding.rule for finding in item.findings]


def test_report__without_titles_of_sections_has_its_figures_all_the_same() -> None:
    values = pages.figures(FORM)
    tables = "".join(pages.html_table(pages.rows_of(FORM, table.id, values)) for table in FORM.tables)
    item = understand_report("x", f"<h1>{pages.ORGAN}2024年政府信息公开工作年度报告</h1>{tables}".encode(), "html")
    assert item.record is not None
    assert item.record.values == values
    assert [finding.rule for finding in item.findings] == ["REPORT-SECTION"] * 3


def test_report__a_raised_digit_is_not_read_as_one_of_the_figure() -> None:
    page = read_html(b"<table><tr><td>2<sup>2</sup></td></tr></table>")
    assert texts(page) == ["2^2"]
    run = "<w:r {ns}><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>"
    assert texts(read_docx(with_run(run))) == ["1^2"]


def test_report__titles_of_two_years_are_told() -> None:
    values = pages.figures(FORM)
    tables = {table.id: pages.html_table(pages.rows_of(FORM, table.id, values)) for table in FORM.tables}
    page = pages.html_page(FORM, tables, wrap=f"<p>{pages.ORGAN}2023年政府信息公开工作年度报告</p>{{}}")
    item = understand_report("x", page.encode(), "html")
    assert "REPORT-YEARS" in [finding.rule for finding in item.findings]


def test_report__a_total_left_blank_is_told() -> None:
    values = pages.figures(FORM)
    total = str(values[FORM.by_code["t3.received.total"].index])
    change = pages.numbers(lambda text: "" if text == total else text)
    tables = {table.id: pages.html_table(change(pages.rows_of(FORM, table.id, values))) for table in FORM.tables}
    item = understand_report("x", pages.html_page(FORM, tables).encode(), "html")
    assert [(one.rule, one.cell) for one in item.findings] == [("REPORT-TOTAL", "J4")]


def test_report__one_cell_a_line_with_heads_cut_short_is_read_whole_and_told() -> None:
    form = load_form(2020)
    values = pages.figures(form, 5)
    cut = {"本年新制作数量": "本年新", "本年新公开数量": "本年新"}
    change = pages.labels(lambda text: cut.get(text, text))
    tables = {
        table.id: pages.one_cell_a_line(change(pages.rows_of(form, table.id, values))) + "\n| |"
        for table in form.tables
    }
    item = understand_report("x", pages.plain_page(form, tables).encode(), "text")
    assert item.record is not None
    assert item.record.values == values
    assert item.record.narrative == pages.TEXTS
    assert [(one.rule, one.sheet) for one in item.findings] == [("REPORT-LABEL", "正文")] * 2


def test_report__one_cell_a_line_a_figure_that_slid_past_a_blank_is_not_read() -> None:
    """A figure lost within a row and a blank behind it: nobody can tell which head the others stand under."""
    values = pages.figures(FORM)
    repealed, valid = (FORM.by_code[f"t2.norms.{name}"].index for name in ("repealed", "valid"))
    lost, kept = (FORM.fields[index].unit.text(values[index]) for index in (repealed, valid))
    tables = {table.id: pages.one_cell_a_line(pages.rows_of(FORM, table.id, values)) for table in FORM.tables}
    assert tables["t2"].count(f"\n{lost} |\n{kept} |\n") == 1
    tables["t2"] = tables["t2"].replace(f"\n{lost} |\n{kept} |\n", f"\n{kept} |\n |\n")
    item = understand_report("x", pages.plain_page(FORM, tables).encode(), "text")
    assert item.record is not None
    assert item.record.values[repealed] != values[valid]
    assert {finding.severity for finding in item.findings} - {"notice"}


@pytest.mark.parametrize(
    ("preface", "given"),
    [
        ("如有疑问，请与本局联系（地址：云溪县人民路3号；邮编：550001；电话：0855-3221200）。", True),
        ("联系地址为云溪县人民路3号，邮政编码：550001，联系电话:0855-3221200。", True),
        ("如有疑问，请电话联系或到本局地址咨询。", False),
    ],
)
def test_report__whom_to_ask_is_read_from_the_preface(preface: str, given: bool) -> None:
    values = pages.figures(FORM)
    tables = {table.id: pages.html_table(pages.rows_of(FORM, table.id, values)) for table in FORM.tables}
    page = pages.html_page(FORM, tables, wrap=f"<p>{preface}</p>{{}}")
    record = understand_report("x", page.encode(), "html").record
    assert record is not None
    contact = {name: record.cover.get(name, "") for name in ("address", "postcode", "telephone")}
    asked = {"address": "云溪县人民路3号", "postcode": "550001", "telephone": "0855-3221200"}
    assert contact == (asked if given else dict.fromkeys(asked, ""))
