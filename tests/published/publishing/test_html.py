"""The page: self-contained, escaped, its tables plain and whole."""

from __future__ import annotations

import re

import pytest
from lxml import etree, html

from tests.published.publishing.reports import NARRATIVE, content, expected, grid_of, report
from toolkit.editions import load_form
from toolkit.form import Form
from toolkit.published.publishing.html import to_html


def cells_of(table: html.HtmlElement) -> dict[tuple[int, int], html.HtmlElement]:
    """What stands at each (row, column), spans laid out as browsers do."""
    cells: dict[tuple[int, int], html.HtmlElement] = {}
    for row, line in enumerate(table.iter("tr")):
        column = 0
        for cell in line:
            while (row, column) in cells:
                column += 1
            for down in range(int(cell.get("rowspan", 1))):
                for right in range(int(cell.get("colspan", 1))):
                    assert (row + down, column + right) not in cells
                    cells[row + down, column + right] = cell
    return cells


@pytest.mark.parametrize("year", [2020, 2024])
def test_tables__are_whole_grids_with_the_figures(year: int) -> None:
    page = html.fromstring(to_html(report(year)).decode())
    form, values = load_form(year), content(year).values
    for table, shape in zip(page.iter("table"), ("t2", "t3", "t4"), strict=True):
        cells = cells_of(table)
        grid_of({place: cell.text_content() for place, cell in cells.items()})  # KeyError where a place is empty
        assert [cell.text for cell in table.iter("td")] == expected(form, values, shape)


def test_heads__say_their_scope(form: Form) -> None:
    page = html.fromstring(to_html(report(2020 if form.edition == "2019" else 2024)).decode())
    scopes = {head.text: head.get("scope") for head in page.iter("th")}
    assert scopes["自然人"] == "col"
    assert scopes["法人或其他组织"] == "colgroup"
    assert scopes["（三）不予公开"] == "rowgroup"
    assert scopes["1.属于国家秘密"] == "row"
    assert scopes["第二十条第（一）项"] == "rowgroup"
    assert None not in scopes.values()


def test_page__asks_for_nothing_beyond_itself() -> None:
    page = to_html(report()).decode()
    assert not re.search(r"(?i)\b(?:src|href|url|@import|<script|<link)\b", page)
    assert html.fromstring(page).get("lang") == "zh-CN"


def test_page__texts_are_escaped_and_whole() -> None:
    page = to_html(report(agency="<b>某&市</b>")).decode()
    body = html.fromstring(page)
    assert "<b>" not in page
    assert body.findtext(".//h1") == "<b>某&市</b>2024年政府信息公开工作年度报告"
    assert NARRATIVE["problems"] in [paragraph.text_content() for paragraph in body.iter("p")]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_page__is_in_the_encoding_that_it_declares(encoding: str) -> None:
    data = to_html(report(agency="𠮷田镇€"), encoding)
    assert f'<meta charset="{encoding}">'.encode() in data.lower()
    assert "𠮷田镇€2024年" in data.decode(encoding)
    assert html.document_fromstring(data.decode(encoding)).findtext(".//title").startswith("𠮷田镇€")


def test_draft__is_said_where_every_printed_page_has_it() -> None:
    page = to_html(report(draft=True)).decode()
    assert '<p class="draft">草稿</p>' in page
    printed = page.partition("@media print")[2]
    assert re.search(r"\.draft \{ position: fixed;[^}]* background: none;", printed)  # over the text, and hiding none
    assert "草稿" not in to_html(report()).decode()


def test_page__is_well_formed() -> None:
    etree.fromstring(re.sub(r"<(meta[^>]*)>", r"<\1/>", to_html(report()).decode().removeprefix("<!doctype html>\n")))


def test_tables__with_long_figures_are_printed_smaller() -> None:
    form = load_form(2024)
    shares = []
    for figure in (1, 123_456_789):
        page = html.fromstring(to_html(report(values=tuple(figure for _ in form.fields))).decode())
        *_, last = page.iter("table")
        shares.append(int(re.fullmatch(r"--ems: (\d+)", last.get("style"))[1]))  # type: ignore[index]
    assert shares[0] < 27 < 90 < shares[1]  # 156 mm have room for 32 characters of the page's size
    printed = to_html(report()).decode().partition("@media print")[2]
    assert ".wide { overflow: visible; }" in printed  # no scroll bar on paper
    assert "min(.85em, calc(156.0mm / var(--ems)))" in printed
