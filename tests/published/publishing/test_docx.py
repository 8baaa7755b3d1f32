"""The document, opened again: every figure, merge, font and measure as official documents have them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.published.publishing.reports import NARRATIVE, content, expected, grid_of, report
from toolkit.editions import load_form
from toolkit.published.publishing.docx import to_docx
from toolkit.published.publishing.report import PublishedReport
from toolkit.values import LARGEST

YEARS = pytest.mark.parametrize("year", [2020, 2024])
MILLIMETRE = 36_000  # in the units of python-docx


def opened(made: PublishedReport) -> Document:
    return docx.Document(BytesIO(to_docx(made)))


def stories(document: Document) -> Iterator[Any]:
    """The body, and what stands above and below the pages."""
    section = document.sections[0]
    yield document.element.body
    for part in (section.header, section.even_page_header, section.footer, section.even_page_footer):
        if not part.is_linked_to_previous:
            yield part._element


@YEARS
def test_tables__have_the_figures(year: int) -> None:
    form, values = load_form(year), content(year).values
    for table, shape in zip(opened(report(year)).tables, ("t2", "t3", "t4"), strict=True):
        wanted = expected(form, values, shape)
        texts = [node.text for node in table._tbl.iter(qn("w:t"))]
        assert [text for text in texts if text in {*wanted}] == wanted


@given(st.data())
@settings(max_examples=10, deadline=None)
def test_tables__have_any_figures(data: st.DataObject) -> None:
    form = load_form(data.draw(st.sampled_from([2020, 2024])))
    figures = st.integers(-(10**9), 10**16)
    values = tuple(data.draw(st.lists(figures, min_size=len(form.fields), max_size=len(form.fields))))
    year = form.first_year
    for table, shape in zip(opened(report(year, values=values)).tables, ("t2", "t3", "t4"), strict=True):
        texts = [node.text for node in table._tbl.iter(qn("w:t"))]
        wanted = expected(form, values, shape)
        assert [text for text in texts if text in {*wanted}] == wanted


@YEARS
def test_tables__merge_cells_as_the_form_does(year: int) -> None:
    made = report(year)
    for table, grid in zip(opened(made).tables, (part.grid for part in made.parts if part.grid), strict=True):
        wanted = {
            (row, column): cell.text
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.height)
            for column in range(cell.column, cell.column + cell.width)
        }
        assert [[cell.text for cell in row.cells] for row in table.rows] == grid_of(wanted)


def test_tables__fit_the_type_area_repeat_heads_and_split_no_row() -> None:
    made = report()
    for table, part in zip(opened(made).tables, [part for part in made.parts if part.grid], strict=True):
        assert part.grid is not None
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.iter(qn("w:gridCol"))]
        assert 0.97 < sum(widths) / (156 * 1440 / 25.4) <= 1
        rows = list(table._tbl.iter(qn("w:tr")))
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
        assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [
            number < part.grid.heads for number in range(len(rows))
        ]
        assert not list(table._tbl.iter(qn("w:trHeight")))  # nothing is cut off
    heads = [part.grid.heads for part in made.parts if part.grid]
    assert heads == [0, 3, 3]  # of table 2 each block has heads of its own


def test_tables__a_block_is_on_one_page_with_its_heads() -> None:
    (table, *_) = opened(report()).tables
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next is True for row in table.rows]
    assert kept == [True, True, True, False, True, True, False, True, True, True, False, True, True, False]


def of_table_4(figure: int) -> tuple[int, ...]:
    return tuple(figure if field.table == "t4" else 0 for field in load_form(2024).fields)


@pytest.mark.parametrize(("figure", "size"), [(9, 9), (999_999, 6.5), (10**10, 5)])
def test_tables__long_figures_are_set_smaller(figure: int, size: float) -> None:
    table = opened(report(values=of_table_4(figure))).tables[2]
    run = table.rows[3].cells[0].paragraphs[0].runs[0]
    assert (run.text, run.font.size.pt) == (str(figure), size)


@pytest.mark.parametrize("figure", [0, 9_999_999, 123_456_789, -123_456_789, 10**12, int(LARGEST)])
def test_tables__no_figure_is_wider_than_its_cell(figure: int) -> None:
    """Where a digit is two thirds as wide as it is high, as in the widest of fonts."""
    for table in opened(report(values=tuple(figure for _ in load_form(2024).fields))).tables:
        for cell in table._tbl.iter(qn("w:tc")):
            text = "".join(node.text for node in cell.iter(qn("w:t")))
            if not text.lstrip("-").replace(".", "").isdigit():
                continue
            (look,) = cell.iterfind(f".//{qn('w:r')}/{qn('w:rPr')}")
            scale = look.find(qn("w:w"))
            narrowed = int(scale.get(qn("w:val"))) / 100 if scale is not None else 1
            points = int(look.find(qn("w:sz")).get(qn("w:val"))) / 2
            room = (int(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w"))) - 2 * 23) / 20
            assert len(text) * points * 2 / 3 * narrowed <= room, text


def test_tables__with_long_figures_reach_beyond_the_type_area_and_not_to_the_papers_edge() -> None:
    for figure, width in ((999_999, 156), (9_999_999, 184), (10**10, 184)):
        table = opened(report(values=of_table_4(figure))).tables[2]
        columns = [int(column.get(qn("w:w"))) for column in table._tbl.iter(qn("w:gridCol"))]
        assert 0.95 < sum(columns) / (width * 1440 / 25.4) <= 1


@YEARS
def test_tables__rows_beside_one_label_stay_on_one_page(year: int) -> None:
    table = opened(report(year)).tables[1]
    kept = {row.cells[2].text: row.cells[2].paragraphs[0].paragraph_format.keep_with_next is True for row in table.rows}
    assert (kept["1.属于国家秘密"], kept["7.属于行政执法案卷"], kept["8.属于行政查询事项"]) == (True, True, False)
    assert not kept["（一）予以公开"]  # a whole block is more than a page may hold


@pytest.mark.parametrize("others", [NARRATIVE["others"], "未收取信息处理费。\n（一）其他\n没有。"])
def test_signature__is_not_alone_on_a_page(others: str) -> None:
    document = opened(report(narrative={**NARRATIVE, "others": others}))
    *before, text, organ, date = document.paragraphs
    assert (organ.text, date.text) == ("某市", "2025年1月20日")
    assert text.paragraph_format.keep_with_next
    assert text.paragraph_format.widow_control
    assert organ.style is not None
    assert organ.style.paragraph_format.keep_with_next
    assert date.paragraph_format.keep_with_next is False
    assert not before[-3].paragraph_format.keep_with_next


def test_numbers__are_not_broken_at_their_hyphens() -> None:
    document = opened(report(narrative={**NARRATIVE, "problems": "电话010-12345678-9，甲-乙，-5"}))
    (text,) = [one for one in document.paragraphs if "甲" in one.text]
    assert text.text == "电话010-12345678-9，甲-乙，-5"
    assert len(list(text._p.iter(qn("w:noBreakHyphen")))) == 2


def test_runs__each_name_their_fonts_for_all_scripts() -> None:
    document = opened(report(draft=True, cover={}))
    runs = [run for story in stories(document) for run in story.iter(qn("w:r"))]
    assert len(runs) > 300
    for run in runs:
        fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        names = {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert len(names) == 1
        assert None not in names
        assert fonts.get(qn("w:hint")) == "eastAsia"  # quotation marks and dashes in the Chinese face


def test_document__has_no_theme_and_no_style_but_its_own() -> None:
    with ZipFile(BytesIO(to_docx(report()))) as package:
        assert not [name for name in package.namelist() if "theme" in name or "thumbnail" in name]
        assert b"Theme" not in b"".join(package.read(name) for name in package.namelist())
    document = opened(report())
    used = {paragraph.style.style_id for paragraph in document.paragraphs if paragraph.style}
    assert used == {"Title", "Normal", "Heading1", "Heading2", "Signature"}


def test_faces__are_those_of_official_documents() -> None:
    document = opened(report())
    faces = {}
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            fonts = run._r.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
            faces[run.text] = (fonts.get(qn("w:eastAsia")), run.font.size.pt if run.font.size else None)
    assert faces["某市2024年政府信息公开工作年度报告"] == ("方正小标宋简体", 22)
    assert faces["一、总体情况"] == ("黑体", 16)
    assert faces["（一）主动公开。"] == faces["（二）监督保障"] == ("楷体_GB2312", 16)
    assert faces[NARRATIVE["problems"]] == ("仿宋_GB2312", 16)


def test_page__has_the_measures_of_the_standard() -> None:
    document = opened(report())
    section = document.sections[0]
    lengths = [
        section.page_width, section.page_height, section.left_margin, section.right_margin, section.top_margin,
        section.bottom_margin,
    ]  # fmt: skip
    width, height, left, right, top, bottom = (round((length or 0) / MILLIMETRE, 1) for length in lengths)
    assert (width, height, left, top, width - left - right, height - top - bottom) == (210, 297, 28, 37, 156, 225)
    pitch = int(section._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch")))
    normal = document.styles["Normal"].paragraph_format
    assert normal.line_spacing == pitch * 635
    assert 22 * pitch <= 225 / 25.4 * 1440 < 23 * pitch
    (body,) = [one for one in document.paragraphs if one.text == NARRATIVE["problems"]]
    spacing = int(body.runs[0]._r.find(f"{qn('w:rPr')}/{qn('w:spacing')}").get(qn("w:val")))
    assert 28 * (320 + spacing) <= 156 / 25.4 * 1440 < 29 * (320 + spacing)


def test_pages__are_numbered_at_their_outer_edge() -> None:
    document = opened(report())
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph.text == "— 1 —"
        assert "".join(node.text for node in paragraph._p.iter(qn("w:instrText"))) == "PAGE"
        assert paragraph._p.find(f"{qn('w:pPr')}/{qn('w:jc')}").get(qn("w:val")) == side
        assert paragraph._p.find(f"{qn('w:pPr')}/{qn('w:ind')}").get(qn(f"w:{side}")) == "280"  # one character


def test_headings__have_levels_that_programs_list() -> None:
    document = opened(report())
    levels = {
        style.style_id: style.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}").get(qn("w:val"))
        for style in document.styles
        if style.style_id.startswith("Heading") and style.type == 1
    }
    assert levels == {"Heading1": "0", "Heading2": "1"}
    titles = [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"]
    assert titles == [part.title for part in report().parts]


def test_title__longer_than_a_line_is_broken_after_the_organ() -> None:
    agency = "某某省某某自治州某某县"
    (title, *_) = opened(report(agency=agency)).paragraphs
    assert title.text == f"{agency}\n2024年政府信息公开工作年度报告"
    assert "\n" not in opened(report()).paragraphs[0].text


def test_properties__name_title_and_organ_and_no_time() -> None:
    properties = opened(report()).core_properties
    assert (properties.title, properties.author) == ("某市2024年政府信息公开工作年度报告", "某市")
    assert properties.language == "zh-CN"
    assert (properties.created, properties.modified) == (None, None)


def test_file__is_the_same_for_the_same_report() -> None:
    assert to_docx(report()) == to_docx(report())
    assert to_docx(report()) != to_docx(report(agency="他市"))


def test_draft__is_said_above_every_page() -> None:
    section = opened(report(draft=True)).sections[0]
    assert [one.paragraphs[0].text for one in (section.header, section.even_page_header)] == ["草稿", "草稿"]
    assert opened(report()).sections[0].header.is_linked_to_previous


def test_marked_places__are_highlighted() -> None:
    document = opened(report(cover={}))
    marked = [run.text for one in document.paragraphs for run in one.runs if run.font.highlight_color]
    assert marked == ["〔待补：联系地址〕", "〔待补：邮政编码〕", "〔待补：联系电话〕"]


def test_texts__of_any_characters_make_a_sound_document() -> None:
    text = "甲\x00乙\x0b丙 ]]>&amp;<w:p/>\ud800“”——…　丁\t戊"
    document = opened(report(narrative={**NARRATIVE, "problems": text}))
    said = [one.text for one in document.paragraphs]
    assert "甲乙" in said
    assert "丙 ]]>&amp;<w:p/>“”——…　丁\t戊" in said
