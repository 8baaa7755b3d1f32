"""汇总表: the face of the summary: how complete it is, who signs it, what it comes to, and of which parts."""

from __future__ import annotations

from functools import partial

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ...doubts import NONE, doubts_by_part, doubts_of, whole_doubts
from ...form.indicators import NOTHING, measure
from ...form.layout import Layout
from ...form.summary_words import load_summary_words
from ...ooxml.cell_text import fitting
from ...rollup import Node, Part, Summary, Values
from ...wording import COMPARABLE, DOUBT_LEGEND, DOUBTFUL, LACKING
from ..stream import fitted_height
from .measures import compared, indicator_marks
from .style import FACE, OWN_SHEETS, Styles, foot, title_of

_WIDTHS = (62, 8, 14, 13, 13, 13, 13)
_HEADS = load_summary_words().heads["face"]
*_MEASURES, _CHANGE = load_summary_words().heads["measures"]


def add_face(book: Workbook, styles: Styles, layout: Layout, summary: Summary) -> Worksheet:
    """Adds the sheet and returns it."""
    sheet = book.add_worksheet(FACE)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer(foot(summary))
    sheet.hide_gridlines(2)
    row = _front(sheet, styles, layout, summary)
    row = _measures(sheet, styles, summary, row)
    row = _signatures(sheet, styles, row)
    sheet.set_h_pagebreaks([row])
    _tables(sheet, styles, summary, row)
    return sheet


def _front(sheet: Worksheet, styles: Styles, layout: Layout, summary: Summary) -> int:
    wide = len(_WIDTHS) - 1
    title = styles.format(bold=True, font_size=20, align="center")
    sheet.merge_range(0, 0, 0, wide, fitting(title_of(summary, FACE)), title)
    sheet.set_row(0, 42)
    line = styles.format(bold=True, font_size=14, align="center", border=1, text_wrap=True)
    sheet.merge_range(1, 0, 1, wide, fitting(summary.completeness), line)
    sheet.set_row(1, 32)
    row = 2
    note = styles.format(font_size=10, text_wrap=True)
    official = "、".join(f"“{table.sheet}”" for table in layout.tables)
    others = "、".join(name for name in OWN_SHEETS if name != FACE)
    legend = [f"{DOUBT_LEGEND}，是哪家哪格见“问题”。"] if doubts_of(summary) else []
    for text in (*summary.notes, *legend, f"官方格式的汇总数见 {official}；本表按组成部分列出；另附 {others}。"):
        sheet.merge_range(row, 0, row, wide, fitting(text), note)
        sheet.set_row(row, 15 * max(1, -(-2 * len(text) // 130)) + 4)
        row += 1
    return row + 1


def _measures(sheet: Worksheet, styles: Styles, summary: Summary, row: int) -> int:
    """The indicators of the whole that stand by themselves; shares of groups are on their own sheet. A change stands
    behind the figures that it is of, where those are not the whole.
    """
    if all(item.group for item in summary.form.indicators) or summary.values is None:
        return row
    top = summary.roots[0] if len(summary.roots) == 1 else None
    row = _remark(sheet, styles, top, row, LACKING)
    base = top.base if top else None
    heads = (*_MEASURES, *(COMPARABLE if base else ()), _CHANGE)
    for column, text in enumerate(heads):
        sheet.write_string(row, column, text, styles.head())
    sheet.set_row(row, fitted_height(heads, _WIDTHS[: len(heads)]))
    marks = indicator_marks(summary, top, whole_doubts(summary, doubts_of(summary)))
    for item, mark in zip(summary.form.indicators, marks, strict=True):
        if item.group:
            continue
        row += 1
        said = f"{item.label}（{item.words}）"
        sheet.write_string(row, 0, fitting(said), styles.text(wrap=True))
        sheet.set_row(row, fitted_height([said], _WIDTHS[:1]))
        sheet.write_string(row, 1, "%" if item.is_ratio else summary.form.fields[item.numerator[0].field].unit.label,
                           styles.text())  # fmt: skip
        now = measure(item, summary.values)
        then = measure(item, top.prior) if top and top.prior else None
        change = compared(item, top.compared if top else None)
        bases = [(measure(item, side), own) for side, own in zip(base, (mark, ""), strict=True)] if base else []
        # Last year's is what it was, and bears no mark.
        shown = [(now, mark, False), (then, "", False), *((*one, False) for one in bases), (change, mark, True)]
        for column, (value, own, signed) in enumerate(shown, start=2):
            style = styles.percent if item.is_ratio else partial(styles.number, 6)
            look = style(signed=signed, mark=own)
            if value is None:
                sheet.write_string(row, column, NOTHING, styles.percent(signed=signed))
            else:
                unit = summary.form.fields[item.numerator[0].field].unit
                sheet.write_number(row, column, float(value if item.is_ratio else unit.number(int(value))), look)
    return row + 2


def _remark(sheet: Worksheet, styles: Styles, top: Node | None, row: int, mark: str = "") -> int:
    """Who is missing or not compared, above the figures that it is true of; returns the row below.

    ``mark`` is what stands behind those figures where organs are missing.
    """
    if top is None or not top.remark:
        return row
    text = top.remark if top.coverage.complete or not mark else f"{mark} {top.remark}"
    sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, fitting(text), styles.format(font_size=10, text_wrap=True))
    sheet.set_row(row, 15 * max(1, -(-2 * len(text) // 130)) + 4)
    return row + 1


def _signatures(sheet: Worksheet, styles: Styles, row: int) -> int:
    """A line to write on for each who signs, two abreast, and the place of the seal."""
    said = load_summary_words()
    name, blank = styles.format(font_size=12), styles.format(font_size=12, bottom=1)
    places = [*(f"{who}：" for who in said.signatures), said.seal]
    for offset, text in enumerate(places):
        line, right = divmod(offset, 2)
        signed = offset < len(places) - 1
        if right:
            sheet.write_string(row + line, 3, text, name)
            if signed:
                sheet.merge_range(row + line, 4, row + line, len(_WIDTHS) - 1, "", blank)
        else:
            sheet.write_string(row + line, 0, text, blank if signed else name)
        sheet.set_row(row + line, 30)
    return row + (len(places) + 1) // 2 + 1


def _tables(sheet: Worksheet, styles: Styles, summary: Summary, row: int) -> None:
    """Every figure of the official tables with its parts, in the official order."""
    form, values = summary.form, summary.values
    top = summary.roots[0] if len(summary.roots) == 1 else None
    parts: list[Values | None] = [top.parts.get(part) if top else None for part in Part]
    prior = top.prior if top else None
    doubts = doubts_of(summary)
    by_part = doubts_by_part(summary, doubts, top.line.code) if top else {}
    sides = [whole_doubts(summary, doubts), *(by_part.get(part, NONE) for part in Part), NONE]
    for table in form.tables:
        sheet.write_string(row, 0, table.title, styles.format(bold=True, font_size=12))
        row = _remark(sheet, styles, top, row + 1)
        for column, text in enumerate(_HEADS):
            sheet.write_string(row, column, text, styles.head())
        for item in form.fields:
            if item.table != table.id:
                continue
            row += 1
            sheet.write_string(row, 0, fitting(item.label), styles.text(wrap=True))
            sheet.write_string(row, 1, item.unit.label, styles.text())
            sheet.set_row(row, fitted_height([item.label], _WIDTHS[:1]))
            for column, (figures, doubtful) in enumerate(zip((values, *parts, prior), sides, strict=True), start=2):
                steps = None if figures is None else figures[item.index]
                look = styles.figure(item, bold=column == 2, mark=DOUBTFUL if item.index in doubtful else "")
                if steps is None:
                    sheet.write_string(row, column, NOTHING, styles.percent(bold=column == 2))
                else:
                    sheet.write_number(row, column, float(item.unit.number(steps)), look)
        row += 2
