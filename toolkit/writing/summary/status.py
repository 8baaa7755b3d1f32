"""报送情况 and 来源: who reported, whom to chase, and where each return's figures came from."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.workbook import Workbook

from ...a1 import ROWS
from ...editions import load_edition
from ...form import Severity
from ...form.layout import load_layout
from ...ooxml.row_writing import Cell, cells_xml, row_xml
from ...records import Return, base_name
from ...rollup import Entry, Source, State, Summary
from ...roster import merged_words
from ...wall_time import china_time
from ...wording import STATES, STATUSES, corrected_words
from ..stream import fitted_height, named_height, style_id
from .style import HEADS_ROW, SOURCES, STATUS, Styles, add_list, heads_of

_STATUS = heads_of("status", (7, 28, 13, 9, 6, 14, 9, 6, 7, 6, 6, 6, 7, 6, 8, 14, 42, 22))
_SOURCES = heads_of("sources", (20, 13, 9, 24, 28, 24, 17, 16, 24, 6, 6))
_CORRECTED = heads_of("corrected", (44,))  # behind the sources, where there is any
CHASE, LISTED = "催报", "名录"


def add_status(book: Workbook, styles: Styles, summary: Summary) -> None:
    """Adds 报送情况: the chase list first, then the whole roster as a tree with counts at each government."""
    sheet, heads = add_list(book, styles, summary, STATUS, _STATUS)
    tree = list(summary.tree())
    chase = summary.chase
    chased = len(chase)
    bottom = HEADS_ROW + 1 + chased + len(tree)
    depth = max((depth for depth, _ in tree), default=0)
    sheet.outline_settings(symbols_below=False)
    sheet.outline_row_level = min(depth, 7)
    sheet.autofilter(HEADS_ROW, 0, bottom - 1, len(_STATUS.labels) - 1)

    def rows() -> Iterator[str]:
        yield from heads
        row = HEADS_ROW
        for entry in chase:
            row += 1
            yield _status_row(row, styles, summary, entry, CHASE, 0)
        for level, entry in tree:
            row += 1
            yield _status_row(row, styles, summary, entry, LISTED, level)

    sheet.stream(rows(), bottom, len(_STATUS.labels))


def _status_row(row: int, styles: Styles, summary: Summary, entry: Entry, group: str, level: int) -> str:
    line, bold = entry.line, entry.line.is_government
    parent = summary.roster.by_code.get(line.parent)
    chosen = entry.chosen
    counts: list[Cell] = [None] * 4
    if line.code in summary.nodes:
        coverage = summary.nodes[line.code].coverage
        counts = [coverage.expected, coverage.included, coverage.rejected, coverage.missing]
    told: list[Cell] = [chosen.count(severity) for severity in Severity] if chosen else [None] * 3
    # A government owes no return of its own; that it sent none is nothing to tell.
    state = "" if entry.state is State.GOVERNMENT else STATES[entry.state]
    values: list[Cell] = [
        group, line.name, line.code, line.kind, line.level, parent.name if parent else "", state, *counts, *told,
        line.contact, line.phone, base_name(chosen.file) if chosen else "", remark(summary, entry),
    ]  # fmt: skip
    number, wrap = style_id(styles.number(bold=bold)), style_id(styles.text(wrap=True, bold=bold))
    style = [wrap] * 7 + [number] * 7 + [wrap] * 4
    style[1] = style_id(styles.text(bold=bold, wrap=True, indent=level))
    height = max(fitted_height(values, _STATUS.widths), named_height([line.name], _STATUS.widths[1:2], level))
    return row_xml(row, cells_xml(values, style), level=level, height=height)


def remark(summary: Summary, entry: Entry) -> str:
    """What must be known about one line beside its state."""
    merged = [merged_words(summary.roster, entry.line)] if entry.state is State.MERGED else []
    said = [*merged, *filter(None, [summary.heritage_of(entry)])]
    node = summary.nodes.get(entry.line.code)
    if node is not None and node.source is Source.OWN:
        said.append("按本单位报送的汇总数计入")
    if node is not None and node.differences:
        short = "" if node.coverage.complete else f"（所属单位缺 {node.coverage.lacking} 家）"
        said.append(f"与所属合计有 {len(node.differences)} 处差异{short}")
    if entry.is_from_published:
        said.append("按已公布的报告计入")
    if entry.covered_by:
        said.append("已含在上级报送的汇总数中")
    if entry.rivals:
        said.append("同时报送了内容不同的文件，请选定一个：" + "、".join(item.file for item in entry.rivals))
    if entry.superseded:
        said.append(f"另有 {len(entry.superseded)} 个较早的报送件，已由此件替代")
    return "；".join(said)


def add_sources(book: Workbook, styles: Styles, summary: Summary) -> None:
    """Adds 来源: each return of the run with its checksum, how it was saved, its seal and whether it counts; and what
    the office corrected in it, where it did in any.
    """
    corrected = any(item.corrections for item in summary.returns)
    columns = _SOURCES.beside(_CORRECTED) if corrected else _SOURCES
    sheet, heads = add_list(book, styles, summary, SOURCES, columns, frozen=1)
    used = uses(summary)
    returns = summary.returns[: ROWS - HEADS_ROW - 1]
    bottom = HEADS_ROW + 1 + len(returns)
    sheet.autofilter(HEADS_ROW, 0, max(bottom - 1, HEADS_ROW), len(columns.labels) - 1)
    style = [style_id(styles.text(wrap=True))] * len(columns.labels)

    def rows() -> Iterator[str]:
        yield from heads
        for row, item in enumerate(returns, start=HEADS_ROW + 1):
            record = item.record
            values: list[Cell] = [
                record.agency.name if record else "", record.agency.code if record else "",
                STATUSES[item.status], used.get(item.index, "未计入"), item.file, item.sha256,
                china_time(item.saved_at), item.program, item.seal, record.edition if record else "",
                str(record.year or "") if record else "", *([_corrections(item)] if corrected else []),
            ]  # fmt: skip
            yield row_xml(row, cells_xml(values, style), height=fitted_height(values, columns.widths))

    sheet.stream(rows(), bottom, len(columns.labels))


def _corrections(item: Return) -> str:
    record = item.record
    if record is None or not item.corrections:
        return ""
    form = load_edition(record.edition)
    layout = load_layout(form)
    told = (
        f"{'!'.join(record.place(one.field, layout))} {corrected_words(form.fields[one.field], one)}"
        for one in item.corrections
    )
    return f"{len(item.corrections)} 处：{'；'.join(told)}"


def uses(summary: Summary) -> dict[int, str]:
    """What each return was used for, by its index."""
    used: dict[int, str] = {}
    for entry in summary.entries:
        for item in entry.superseded:
            used[item.returned.index] = f"未计入：已由 {item.counted.file} 替代"
        for newer in entry.unread:
            used[newer.index] = f"未计入：读不出，暂以 {entry.chosen.file if entry.chosen else ''} 为准"
        if entry.chosen is not None:
            used[entry.chosen.index] = _use(summary, entry)
        for rival in entry.rivals:
            used[rival.index] = "未计入：同时报送了内容不同的文件"
    used.update({item.index: "未计入：单位已并入别的单位" for item in summary.from_merged})
    used.update({item.index: "未计入：单位不在名录" for item in summary.unknown})
    used.update({item.index: "未计入：认不出是哪个单位" for item in summary.unplaced})
    for other in summary.apart:
        used.update(
            {item.index: f"未计入：是 {other.year} 年度的（{other.form.edition} 版格式）" for item in other.returns}
        )
    return used


def _use(summary: Summary, entry: Entry) -> str:
    node = summary.nodes.get(entry.line.code)
    if node is not None:
        return "计入（作为汇总数）" if node.source is Source.OWN else "未计入：仅与所属合计核对"
    if entry.included:
        return "计入"
    return "未计入：已含在上级报送的汇总数中" if entry.covered_by else "未计入"
