"""指标 and 同比: indicators of each government and organ, and each government's figures beside last year's."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from xlsxwriter.workbook import Workbook

from ..a1 import ROWS
from ..form import Indicator
from ..form.indicators import NOTHING, measure, quotient
from ..ooxml.row_writing import Cell, cells_xml, row_xml
from ..rollup import Entry, Part, Summary, Values
from .stream import add_streamed, fitted_height, style_id
from .summary_style import HEADS_ROW, INDICATORS, LACKING, YEARS, Heads, Styles, add_list, print_setup, title_rows

_WHO = (("单位名称", 34), ("单位代码", 20), ("单位性质", 9))
_REMARK = ("说明", 44)  # the last column
_FIRST = len(_WHO)
_HEADS = (2, 3, 4, 5)  # group, indicator, formula in words, this year or change
_ROW = 6
_PARTS = {Part.OFFICE: "其中：本级", Part.DEPARTMENTS: "部门", Part.BELOW: "下级"}
_YEARS = Heads(
    (
        *("汇总单位", "单位代码", "表", "行", "列", "单位", "本年", *_PARTS.values(), "上年"),
        *("增减", "增减率", "可比：本年", "可比：上年", "说明"),
    ),
    (26, 20, 26, 44, 22, 6, 12, 12, 12, 12, 12, 12, 10, 12, 12, 44),
)
_LEGEND = f"较上年只按两年都有数字的单位计算；{LACKING} 单位未到齐，见最右“说明”"
_COMPARABLE = "可比的是两年都有数字的单位；增减按可比的数计算"


def add_indicators(book: Workbook, styles: Styles, summary: Summary) -> None:
    """Adds 指标: a row a government or organ, two columns an indicator (this year, and against last year)."""
    sheet = add_streamed(book, INDICATORS)
    indicators = summary.form.indicators
    tree = list(summary.tree())[: ROWS - _ROW]
    right = _FIRST + 2 * len(indicators) + 1
    for index, (_, width) in enumerate(_WHO):
        sheet.set_column(index, index, width)
    sheet.set_column(_FIRST, right - 1, 11)
    sheet.set_column(right - 1, right - 1, _REMARK[1])
    sheet.freeze_panes(_ROW, 1)
    sheet.outline_settings(symbols_below=False)
    sheet.outline_row_level = min(max((depth for depth, _ in tree), default=0), 7)
    sheet.autofilter(_HEADS[-1], 0, _ROW + len(tree) - 1, right - 1)
    print_setup(sheet, summary, 0, _HEADS[-1])
    sheet.repeat_columns(0, 0)
    sheet.set_print_scale(75)
    for offset in range(len(indicators)):
        for row in _HEADS[1:3]:
            sheet.join(row, _FIRST + 2 * offset, row, _FIRST + 2 * offset + 1)

    looks = {
        (bold, mark): _looks(styles, summary, bold=bold, mark=mark) for bold in (False, True) for mark in ("", LACKING)
    }

    def rows() -> Iterator[str]:
        yield from title_rows(styles, summary, INDICATORS + "（按各单位数字之和计算，不取比率的平均数）")
        yield from _heads(styles, indicators)
        for row, (level, entry) in enumerate(tree, start=_ROW):
            bold = entry.line.is_government
            node = summary.nodes.get(entry.line.code)
            mark = LACKING if node is not None and not node.coverage.complete else ""
            style = [style_id(styles.text(bold=bold, indent=level)), *looks[bold, mark]]
            cells = _measured(summary, entry)
            height = fitted_height(cells[-1:], _REMARK[1:]) if cells[-1] else 0
            yield row_xml(row, cells_xml(cells, style), height=height, level=level)

    sheet.stream(rows(), _ROW + len(tree), right)


def _heads(styles: Styles, indicators: tuple[Indicator, ...]) -> Iterator[str]:
    head = style_id(styles.head())
    blank: list[Cell] = [None] * _FIRST
    width = _FIRST + 2 * len(indicators) + 1
    groups = [
        item.group if i == 0 or indicators[i - 1].group != item.group else "" for i, item in enumerate(indicators)
    ]
    for row, texts, height in (
        (_HEADS[0], [*blank, *(cell for group in groups for cell in (group, None))], 18),
        (_HEADS[1], [_LEGEND, *blank[1:], *(cell for item in indicators for cell in (item.label, None))], 48),
        (_HEADS[2], [*blank, *(cell for item in indicators for cell in (item.words, None))], 76),
        (
            _HEADS[3],
            [
                *(label for label, _ in _WHO),
                *(cell for item in indicators for cell in ("本年", "较上年（百分点）" if item.is_ratio else "较上年")),
                _REMARK[0],
            ],
            30,
        ),
    ):
        padded = [*texts, *[None] * (width - len(texts))]
        yield row_xml(row, cells_xml(padded, [head] * width), height=height)


def _looks(styles: Styles, summary: Summary, *, bold: bool, mark: str) -> list[int]:
    """The styles of a row from its second column on."""
    text = style_id(styles.text(bold=bold))
    looks = [text, text]
    for item in summary.form.indicators:
        decimals = summary.form.fields[item.numerator[0].field].unit.decimals
        for signed in (False, True):
            percent, number = (
                styles.percent(bold=bold, signed=signed, mark=mark),
                styles.number(decimals, bold=bold, signed=signed, mark=mark),
            )
            looks.append(style_id(percent if item.is_ratio else number))
    return [*looks, style_id(styles.text(bold=bold, wrap=True))]


def _measured(summary: Summary, entry: Entry) -> list[Cell]:
    line, node = entry.line, summary.nodes.get(entry.line.code)
    values = node.values if node is not None else entry.values
    cells: list[Cell] = [line.name, line.code, line.kind]
    remark = node.remark if node is not None and node.remark else None
    if values is None:
        return [*cells, *[None] * (2 * len(summary.form.indicators)), remark]
    prior = summary.prior_of(entry) if node is None else None
    pair = node.compared if node is not None else None if prior is None else (values, prior)
    for item in summary.form.indicators:
        now, then = (None, None) if pair is None else (quotient(item, pair[0]), quotient(item, pair[1]))
        change = None if now is None or then is None else (now[0] * then[1] - then[0] * now[1], now[1] * then[1])
        cells += [_shown(summary, item, quotient(item, values)), _shown(summary, item, change)]
    return [*cells, remark]


def compared(item: Indicator, pair: tuple[Values, Values] | None) -> Fraction | None:
    """The change of an indicator between last year's figures and this year's; None where there is nothing to tell."""
    now, then = (None, None) if pair is None else (measure(item, pair[0]), measure(item, pair[1]))
    return None if now is None or then is None else now - then


def _shown(summary: Summary, item: Indicator, value: tuple[int, int] | None) -> Cell:
    if value is None:
        return NOTHING
    numerator, denominator = value
    # Division of whole numbers rounds once, as exactly as a cell's number can be.
    return (
        numerator / denominator
        if item.is_ratio
        else summary.form.fields[item.numerator[0].field].unit.number(numerator)
    )


def add_years(book: Workbook, styles: Styles, summary: Summary) -> None:
    """Adds 同比: each figure of each government, its three parts, last year's, the change and its rate."""
    sheet, heads = add_list(book, styles, summary, YEARS, _YEARS, title=f"{YEARS}（{_COMPARABLE}）", frozen=1)
    count = sum(node.values is not None for node in summary.nodes.values()) * len(summary.form.fields)
    count = min(count, ROWS - HEADS_ROW - 1)
    bottom = HEADS_ROW + 1 + count
    sheet.autofilter(HEADS_ROW, 0, max(bottom - 1, HEADS_ROW), len(_YEARS.labels) - 1)

    def rows() -> Iterator[str]:
        yield from heads
        yield from islice(_years(styles, summary), count)

    sheet.stream(rows(), bottom, len(_YEARS.labels))


def _years(styles: Styles, summary: Summary) -> Iterator[str]:
    titles = {table.id: table.title for table in summary.form.tables}
    text, wrap, rate = (style_id(f) for f in (styles.text(), styles.text(wrap=True), styles.percent(signed=True)))
    fields = summary.form.fields
    # What a figure is called is the same for every government: made once, as cells and as the height they need.
    called = [[titles[item.table], "·".join(item.row), "·".join(item.column), item.unit.label] for item in fields]
    names = [cells_xml(texts, [wrap, wrap, wrap, text], 2) for texts in called]
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
    row = HEADS_ROW
    for node in summary.nodes.values():
        if node.values is None:
            continue
        parts = [node.parts.get(part) for part in _PARTS]
        who = [node.line.name, node.line.code]
        owner = cells_xml(who, [wrap, text])
        tall = fitted_height(who, _YEARS.widths[:2])
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
                values += [NOTHING] * 4 + ["；".join(filter(None, (node.remark, lacking)))]
            else:
                change = (now - then) / abs(then) if then else NOTHING
                values += [number(now - then), change, number(now), number(then), node.remark]
            cells = (*owner, *names[index], *cells_xml(values, looks[index], 6))
            yield row_xml(row, cells, height=max(tall, heights[index], fitted_height(values[-1:], _YEARS.widths[-1:])))
