"""同比: each government's figures beside last year's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from xlsxwriter.workbook import Workbook

from ...a1 import ROWS
from ...doubts import NONE, doubts_by_part, doubts_of
from ...form.indicators import NOTHING
from ...form.layout import load_layout
from ...form.summary_words import load_summary_words
from ...ooxml.row_writing import Cell, cells_xml, row_xml
from ...rollup import Part, Summary
from ...wording import DOUBT_LEGEND, DOUBTFUL
from ..stream import fitted_height, style_id
from .style import HEADS_ROW, YEARS, Styles, add_list, heads_of

_YEARS = heads_of("years", (15, 11, 7, 54, 28, 6, 10, 10, 10, 10, 10, 10, 10, 10, 10, 22))
_WHAT_COMPARES = "可比的是两年都有数字的单位；增减按可比的数计算"


def add_years(book: Workbook, styles: Styles, summary: Summary) -> None:
    """Adds 同比: each figure of each government, its three parts, last year's, the change and its rate."""
    shown = [node.line.name for node in summary.nodes.values() if node.values is not None]
    lone = len(summary.roots) == 1 and len(shown) > 1 and summary.roots[0].values is not None
    printed = load_summary_words().printed.format(whose=shown[0]) if lone else ""
    title = f"{YEARS}（{_WHAT_COMPARES}）"
    legend = "　".join(filter(None, (DOUBT_LEGEND if doubts_of(summary) else "", printed)))
    sheet, heads = add_list(book, styles, summary, YEARS, _YEARS, title=title, legend=legend, frozen=1)
    count = len(shown) * len(summary.form.fields)
    count = min(count, ROWS - HEADS_ROW - 1)
    bottom = HEADS_ROW + 1 + count
    if lone:  # the whole stands first; each government below it would take as many pages
        sheet.print_area(0, 0, HEADS_ROW + len(summary.form.fields), len(_YEARS.labels) - 1)
    sheet.autofilter(HEADS_ROW, 0, max(bottom - 1, HEADS_ROW), len(_YEARS.labels) - 1)

    def rows() -> Iterator[str]:
        yield from heads
        yield from islice(_years(styles, summary), count)

    sheet.stream(rows(), bottom, len(_YEARS.labels))


def _years(styles: Styles, summary: Summary) -> Iterator[str]:
    shorts = {sheet.table: sheet.short for sheet in load_layout(summary.form).tables}
    wrap, rate = (style_id(f) for f in (styles.text(wrap=True), styles.percent(signed=True)))
    fields = summary.form.fields
    # What a figure is called is the same for every government: made once, as cells and as the height they need.
    called = [[shorts[item.table], "·".join(item.row), "·".join(item.column), item.unit.label] for item in fields]
    names = [cells_xml(texts, [wrap] * 4, 2) for texts in called]
    heights = [fitted_height(texts, _YEARS.widths[2:6]) for texts in called]
    looks = [
        [
            *[style_id(styles.figure(item))] * 5,
            *(style_id(styles.figure(item, signed=True)), rate),
            *[style_id(styles.figure(item))] * 2,
            wrap,
        ]
        for item in fields
    ]
    row, doubts = HEADS_ROW, doubts_of(summary)
    marked = [style_id(styles.figure(item, mark=DOUBTFUL)) for item in fields] if doubts else []
    for node in summary.nodes.values():
        if node.values is None:
            continue
        mine = doubts.get(node.line.code, NONE)
        by_part = doubts_by_part(summary, doubts, node.line.code) if mine else {}
        sides = [mine, *(by_part.get(part, NONE) for part in Part)]
        parts = [node.parts.get(part) for part in Part]
        who = [node.line.name, node.line.code]
        owner = cells_xml(who, [wrap] * 2)
        tall = fitted_height(who, _YEARS.widths[:2])
        said = node.remark  # in full at its first figure, and short below that: a page has sixty
        for item in fields:
            row += 1
            number, index = item.unit.number, item.index
            value = node.values[index]
            before = None if node.prior is None else node.prior[index]
            now, then = (None, None) if node.compared is None else (side[index] for side in node.compared)
            values: list[Cell] = [number(value), *(None if part is None else number(part[index]) for part in parts)]
            values.append(NOTHING if before is None else number(before))
            if now is None or then is None:
                lacking = "没有上年数据" if node.prior is None else "" if before is not None else "上年格式无可比项"
                values += [NOTHING] * 4 + ["；".join(filter(None, (said, lacking)))]
            else:
                change = (now - then) / abs(then) if then else NOTHING
                values += [number(now - then), change, number(now), number(then), said]
            look = looks[index]
            if index in mine:
                look = [marked[index] if index in side else look[0] for side in sides] + look[len(sides) :]
            cells = (*owner, *names[index], *cells_xml(values, look, 6))
            yield row_xml(row, cells, height=max(tall, heights[index], fitted_height(values[-1:], _YEARS.widths[-1:])))
            said = node.brief
