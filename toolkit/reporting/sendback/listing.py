"""The first sheet of a workbook sent back: what is wrong, where, how to mend it, and room to explain."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from ...a1 import address
from ...form.answer import AnswerSheet
from ...width import columns
from .paint import COLOURS, Paint
from .xmltree import clean

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINE = 15.0  # points


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list. ``target`` is where its place leads ("'表三'!D31"), empty for nowhere; ``open`` gives
    room to explain and ``explanation`` is what was written already.
    """

    state: str
    texts: dict[str, str | int | Decimal | None]
    target: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """All of the sheet but its looks: ``lines`` stand between the title and the heads."""

    answer: AnswerSheet
    lines: Sequence[str]
    rows: Sequence[Row]


def draw_listing(listing: Listing, paint: Paint) -> bytes:
    """The sheet's part. It is locked but for the room to explain, and prints on one page across."""
    answer = listing.answer
    columns_of = list(answer.columns.items())
    looks = _looks(paint)
    rows = [_text_row(0, answer.title, looks["title"], 26)]
    rows += [_text_row(number, line, looks["line"], 18) for number, line in enumerate(listing.lines, start=1)]
    heads = "".join(_cell(answer.top - 1, index, answer.labels[name], looks["head"]) for name, index in columns_of)
    rows.append(f'<row r="{answer.top}" ht="22" customHeight="1">{heads}</row>')
    links = []
    for number, row in enumerate(listing.rows, start=answer.top):
        cells = []
        for name, index in columns_of:
            look = looks[row.state] if name == "severity" else looks["cell"]
            if name == "place" and row.target:
                look = looks["link"]
                place = address(number, index)
                links.append(f'<hyperlink ref="{place}" location={quoteattr(clean(row.target))}/>')
            if name == "explanation":
                look = looks["open"] if row.open else looks["closed"]
            cells.append(_cell(number, index, row.texts.get(name), look))
        rows.append(f'<row r="{number + 1}" ht="{_height(row, answer):g}" customHeight="1">{"".join(cells)}</row>')
    widths = "".join(
        f'<col min="{index + 1}" max="{index + 1}" width="{answer.widths[name]}" customWidth="1"/>'
        for name, index in columns_of
    )
    last = address(0, len(columns_of) - 1)[:-1]
    merges = "".join(f'<mergeCell ref="A{row}:{last}{row}"/>' for row in range(1, len(listing.lines) + 2))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}">'
        '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"><pane ySplit="{answer.top}" '
        f'topLeftCell="A{answer.top + 1}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="A{answer.top + 1}" sqref="A{answer.top + 1}"/>'
        "</sheetView></sheetViews>"
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>{"".join(rows)}</sheetData>'
        '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>'
        f'<mergeCells count="{len(listing.lines) + 1}">{merges}</mergeCells>'
        + (f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "")
        + '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>"
    ).encode()


def _looks(paint: Paint) -> dict[str, int]:
    plain = paint.look()
    return {
        "title": paint.look(size=16, bold=True, border=False),
        "line": paint.look(border=False),
        "head": paint.look(bold=True, fill="FFE7E6E6", centred=True),
        "cell": plain,
        "link": paint.look(colour="FF0563C1", underline=True),
        "open": paint.look(fill="FFFFFBE0", locked=False),
        "closed": paint.look(fill="FFF2F2F2"),
        "settled": plain,
        **{state: paint.look(bold=True, fill=COLOURS[state]) for state in ("error", "explain", "notice")},
    }


def _text_row(number: int, text: str, look: int, height: int) -> str:
    return f'<row r="{number + 1}" ht="{height}" customHeight="1">{_cell(number, 0, text, look)}</row>'


def _cell(row: int, column: int, content: str | int | Decimal | None, look: int) -> str:
    place = address(row, column)
    if content is None or content == "":
        return f'<c r="{place}" s="{look}"/>'
    if isinstance(content, str) or len(Decimal(content).as_tuple().digits) > 15:
        text = escape(clean(f"{content}")[:32_767])
        return f'<c r="{place}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f'<c r="{place}" s="{look}"><v>{content:f}</v></c>' if isinstance(content, Decimal) else (
        f'<c r="{place}" s="{look}"><v>{content}</v></c>'
    )  # fmt: skip


def _height(row: Row, answer: AnswerSheet) -> float:
    """High enough for the text that wraps the most; a sheet opens with the heights it states."""
    lines = 2 if row.open else 1
    for name, content in row.texts.items():
        room = max(4, answer.widths.get(name, 40) - 2)
        text = "" if content is None else str(content)
        lines = max(lines, sum(max(1, math.ceil(columns(line) * 1.08 / room)) for line in text.split("\n")))
    return min(409.0, lines * _LINE + 3)
