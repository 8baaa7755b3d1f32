"""差异 and 问题: figures that stand differently in two places, and everything found in the returns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from xlsxwriter.workbook import Workbook

from ...a1 import ROWS
from ...editions import load_edition
from ...form import Form
from ...ooxml.cell_text import firm
from ...ooxml.row_writing import Cell, cells_xml, row_xml
from ...records import Return
from ...rollup import Difference, Source, Summary
from ...wording import EXPLAINED, FINDING_PARTS, SEVERITIES, status_words
from ..stream import fitted_height, style_id
from .style import DIFFERENCES, FINDINGS, HEADS_ROW, Heads, Styles, add_list, heads_of

_DIFFERENCES = heads_of("differences", (9, 22, 13, 20, 44, 10, 10, 9, 38))
_PARTS = (
    "name", "code", "status", "severity", "rule", "sheet", "cell", "label", "found", "expected", "difference",
    "message", "fix", "explanation", "file",
)  # fmt: skip
_FINDINGS = Heads(
    ("序号", *(FINDING_PARTS[part] for part in _PARTS)),
    (5, 15, 11, 9, 7, 10, 9, 7, 18, 8, 8, 7, 36, 25, 14, 20),
)


def add_differences(book: Workbook, styles: Styles, summary: Summary) -> None:
    """Adds 差异: the node check of each government that sent a summary, and returns that replaced others."""
    sheet, heads = add_list(book, styles, summary, DIFFERENCES, _DIFFERENCES)
    lines = list(islice(_differences(summary), ROWS - HEADS_ROW - 1))
    lines = lines or [["", "没有差异，也没有重复报送", *[None] * (len(_DIFFERENCES.labels) - 2)]]
    bottom = HEADS_ROW + 1 + len(lines)
    sheet.autofilter(HEADS_ROW, 0, max(bottom - 1, HEADS_ROW), len(_DIFFERENCES.labels) - 1)
    text, wrap, number = (style_id(f) for f in (styles.text(), styles.text(wrap=True), styles.number(6)))
    style = [text, wrap, wrap, wrap, wrap, number, number, number, wrap]

    def rows() -> Iterator[str]:
        yield from heads
        for row, values in enumerate(lines, start=HEADS_ROW + 1):
            yield row_xml(row, cells_xml(values, style), height=fitted_height(values, _DIFFERENCES.widths))

    sheet.stream(rows(), bottom, len(_DIFFERENCES.labels))


def _differences(summary: Summary) -> Iterator[list[Cell]]:
    for node in summary.nodes.values():
        chosen = summary.by_code[node.line.code].chosen
        if chosen is None or chosen.record is None:
            continue
        who: list[Cell] = ["节点检查", node.line.name, node.line.code]
        if node.source is Source.OWN:
            yield [*who, "", "", None, None, None, "所属各单位的报送件不在，按本单位报送的汇总数计入，未作核对"]
        elif not node.differences:
            yield [*who, "", "", None, None, None, "本单位报送的汇总数与所属各单位之和一致"]
        short = "" if node.coverage.complete else f"；所属单位缺 {node.coverage.lacking} 家"
        if node.stated is not None and not node.stated.complete:
            short += f"；报送的汇总表自报缺 {node.stated.lacking} 家"
        note = f"报送数为本单位报送的汇总数，对照数为所属各单位之和；汇总采用所属各单位之和{short}"
        yield from _figures(summary.form, who, node.differences, note)
    for item in summary.superseded:
        who = ["重复报送", item.line.name, item.line.code]
        record = item.counted.record
        ours = record is None or record.is_of(summary.form.edition, summary.year)
        note = f"{item.returned.file} 已由 {item.counted.file} 替代；报送数为前者，对照数为后者，"
        note += "汇总采用后者" if ours else f"两件都未计入 {summary.year} 年度的汇总数"
        if not item.differences:
            yield [*who, "", "", None, None, None, f"{note}；两件各项数字相同"]
        form = summary.form if record is None or ours else load_edition(record.edition)
        yield from _figures(form, who, item.differences, note)


def _figures(form: Form, who: Sequence[Cell], differences: Sequence[Difference], note: str) -> Iterator[list[Cell]]:
    titles = {table.id: table.title for table in form.tables}
    for item in differences:
        field = form.fields[item.field]
        number = field.unit.number
        first, second = (None if steps is None else number(steps) for steps in (item.first, item.second))
        yield [*who, titles[field.table], field.label, first, second, number(item.difference), note]


def add_findings(book: Workbook, styles: Styles, summary: Summary) -> None:
    """Adds 问题: every finding of every return, with what the organ wrote about it."""
    sheet, heads = add_list(book, styles, summary, FINDINGS, _FINDINGS)
    room = ROWS - HEADS_ROW - 2
    total = sum(len(item.findings) for item in summary.returns)
    bottom = HEADS_ROW + 1 + min(total, room) + (total > room)
    sheet.autofilter(HEADS_ROW, 0, max(bottom - 1, HEADS_ROW), len(_FINDINGS.labels) - 1)
    text, wrap, number = (style_id(f) for f in (styles.text(), styles.text(wrap=True), styles.number(6)))

    def rows() -> Iterator[str]:
        yield from heads
        row = HEADS_ROW
        for values in islice(_findings(summary.returns), room):
            row += 1
            cells: list[Cell] = [row - HEADS_ROW, *values]
            style = [wrap if cell is None or isinstance(cell, str) else number for cell in cells]
            yield row_xml(row, cells_xml(cells, style), height=fitted_height(cells, _FINDINGS.widths))
        if total > room:
            note = f"另有 {total - room} 处，见 findings.json"
            yield row_xml(row + 1, cells_xml([note], [text]))

    sheet.stream(rows(), bottom, len(_FINDINGS.labels))


def _findings(returns: Sequence[Return]) -> Iterator[list[Cell]]:
    for item in returns:
        agency = item.record.agency if item.record else None
        for finding in item.findings:
            facts: dict[str, Cell] = {
                "name": agency.name if agency else "",
                "code": agency.code if agency else "",
                "status": status_words(item),
                "severity": EXPLAINED if finding.settled else SEVERITIES[finding.severity],
                "rule": finding.id,
                "sheet": finding.sheet,
                "cell": finding.cell,
                "label": finding.label,
                "found": firm(finding.found),
                "expected": firm(finding.expected),
                "difference": firm(finding.difference),
                "message": finding.message,
                "fix": finding.fix,
                "explanation": finding.explanation,
                "file": item.file,
            }
            yield [facts[part] for part in _PARTS]
