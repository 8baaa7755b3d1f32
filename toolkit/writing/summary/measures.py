"""指标: indicators of each government and organ, and their change on last year."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import groupby

from xlsxwriter.workbook import Workbook

from ...a1 import ROWS
from ...doubts import NONE, Doubts, doubts_of
from ...form import Indicator
from ...form.indicators import NOTHING, measure, quotient
from ...form.summary_words import load_summary_words
from ...ooxml.row_writing import Cell, cells_xml, row_xml
from ...rollup import Entry, Node, Summary, Values
from ...wording import DOUBTFUL, LACKING, OTHER_BASE
from ..stream import add_streamed, fitted_height, named_height, style_id
from .style import INDICATORS, Styles, print_setup, print_wide, title_rows

*_NAMED, _NOW, _CHANGE, _RATIO_CHANGE, _REMARK = load_summary_words().heads["indicators"]
_WHO = tuple(zip(_NAMED, (26, 13, 9), strict=True))
_REMARK_WIDTH = 44  # of the last column
_FIRST = len(_WHO)
_FIGURE_WIDTH = 9.0
_HEADS = (2, 3, 4, 5)  # group, indicator, formula in words, this year or change
_ROW = 6
_LEGEND = (
    f"较上年只按两年都有数字的单位计算；{OTHER_BASE} 与“本年”不是同样的单位，见最右“说明”，可比的数见“同比”；"
    f"{LACKING} 单位未到齐，见最右“说明”；{DOUBTFUL} 其中有待说明的数"
)


def add_indicators(book: Workbook, styles: Styles, summary: Summary) -> None:
    """Adds 指标: a row a government or organ, two columns an indicator (this year, and against last year)."""
    sheet = add_streamed(book, INDICATORS)
    indicators = summary.form.indicators
    tree = list(summary.tree())[: ROWS - _ROW]
    right = _FIRST + 2 * len(indicators) + 1
    for index, (_, width) in enumerate(_WHO):
        sheet.set_column(index, index, width)
    sheet.set_column(_FIRST, right - 1, _FIGURE_WIDTH)
    sheet.set_column(right - 1, right - 1, _REMARK_WIDTH)
    sheet.freeze_panes(_ROW, 1)
    sheet.outline_settings(symbols_below=False)
    sheet.outline_row_level = min(max((depth for depth, _ in tree), default=0), 7)
    sheet.autofilter(_HEADS[-1], 0, _ROW + len(tree) - 1, right - 1)
    print_setup(sheet, summary, _HEADS[0], _HEADS[-1])
    print_wide(sheet)
    for offset in range(len(indicators)):
        for row in _HEADS[1:3]:
            sheet.join(row, _FIRST + 2 * offset, row, _FIRST + 2 * offset + 1)
    sheet.join(_HEADS[1], 0, _HEADS[1], _FIRST - 1)  # the legend
    for first, last in _groups(indicators):
        sheet.join(_HEADS[0], _FIRST + 2 * first, _HEADS[0], _FIRST + 2 * last + 1)

    doubts = doubts_of(summary)

    @cache
    def looks(bold: bool, marks: tuple[str, ...], base: str) -> list[int]:
        return _looks(styles, summary, marks, base, bold=bold)

    def rows() -> Iterator[str]:
        yield from title_rows(styles, summary, INDICATORS + "（按各单位数字之和计算，不取比率的平均数）")
        yield from _heads(styles, indicators)
        for row, (level, entry) in enumerate(tree, start=_ROW):
            bold = entry.line.is_government
            node = summary.nodes.get(entry.line.code)
            marks = indicator_marks(summary, node, doubts.get(entry.line.code, NONE))
            base = OTHER_BASE if node is not None and node.base is not None else ""
            style = [style_id(styles.text(bold=bold, wrap=True, indent=level)), *looks(bold, marks, base)]
            cells = _measured(summary, entry)
            called = named_height(cells[:2], [width for _, width in _WHO[:2]], level)
            height = max(called, fitted_height(cells[-1:], (_REMARK_WIDTH,)))
            yield row_xml(row, cells_xml(cells, style), height=height, level=level)

    sheet.stream(rows(), _ROW + len(tree), right)


def _groups(indicators: tuple[Indicator, ...]) -> Iterator[tuple[int, int]]:
    """The first and the last place of each run of indicators of one group."""
    for name, run in groupby(enumerate(indicators), lambda item: item[1].group):
        places = [place for place, _ in run]
        if name:
            yield places[0], places[-1]


def _heads(styles: Styles, indicators: tuple[Indicator, ...]) -> Iterator[str]:
    head = style_id(styles.head())
    blank: list[Cell] = [None] * _FIRST
    width = _FIRST + 2 * len(indicators) + 1
    groups = [
        item.group if i == 0 or indicators[i - 1].group != item.group else "" for i, item in enumerate(indicators)
    ]
    labels, words = [item.label for item in indicators], [item.words for item in indicators]
    room = [int(2 * _FIGURE_WIDTH)] * len(indicators)
    for row, texts, height in (
        (_HEADS[0], [*blank, *(cell for group in groups for cell in (group, None))], 18),
        (
            _HEADS[1],
            [_LEGEND, *blank[1:], *(cell for label in labels for cell in (label, None))],
            fitted_height([_LEGEND, *labels], [sum(width for _, width in _WHO), *room]),
        ),
        (_HEADS[2], [*blank, *(cell for said in words for cell in (said, None))], fitted_height(words, room)),
        (
            _HEADS[3],
            [
                *(label for label, _ in _WHO),
                *(cell for item in indicators for cell in (_NOW, _RATIO_CHANGE if item.is_ratio else _CHANGE)),
                _REMARK,
            ],
            30,
        ),
    ):
        padded = [*texts, *[None] * (width - len(texts))]
        yield row_xml(row, cells_xml(padded, [head] * width), height=height)


def indicator_marks(summary: Summary, node: Node | None, doubtful: Doubts) -> tuple[str, ...]:
    """What stands behind each indicator: that organs of the government are missing, that doubtful figures are in it."""
    lacking = LACKING if node is not None and not node.coverage.complete else ""
    if not doubtful:
        return (lacking,) * len(summary.form.indicators)
    return tuple(
        lacking + (DOUBTFUL if any(term.field in doubtful for term in (*item.numerator, *item.denominator)) else "")
        for item in summary.form.indicators
    )


def _looks(styles: Styles, summary: Summary, marks: tuple[str, ...], base: str, *, bold: bool) -> list[int]:
    """The styles of a row from its second column on; ``marks`` stand behind its indicators, ``base`` behind changes."""
    text = style_id(styles.text(bold=bold, wrap=True))
    looks = [text, text]
    for item, mark in zip(summary.form.indicators, marks, strict=True):
        decimals = summary.form.fields[item.numerator[0].field].unit.decimals
        for signed, shown in ((False, mark), (True, base + mark)):
            percent, number = (
                styles.percent(bold=bold, signed=signed, mark=shown),
                styles.number(decimals, bold=bold, signed=signed, mark=shown),
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
        whole = quotient(item, values)
        now = whole if pair is None or pair[0] is values else quotient(item, pair[0])
        then = None if pair is None else quotient(item, pair[1])
        change = None if now is None or then is None else (now[0] * then[1] - then[0] * now[1], now[1] * then[1])
        cells += [_shown(summary, item, whole), _shown(summary, item, change)]
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
