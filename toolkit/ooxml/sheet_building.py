"""A sheet's part made from nothing: one to be read and printed, put into a workbook that exists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..a1 import address, range_of
from .cell_text import DIGITS, fitting
from .escapes import escaped, in_attribute
from .text_elements import text_element
from .xml_events import MAIN

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"

Content = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class NewCell:
    """What stands in a column of a row, in which look; ``target`` is where it leads ("'表三'!D31")."""

    content: Content
    look: int
    target: str = ""


@dataclass(frozen=True, slots=True)
class NewRow:
    """``cells`` by column; ``joined``: the first reaches across all columns of the sheet."""

    height: float
    cells: Mapping[int, NewCell]
    joined: bool = False


@dataclass(frozen=True, slots=True)
class NewSheet:
    """``rows`` from the top, of which ``frozen`` stay in sight; ``widths`` by column. It is locked but for what the
    looks leave open, and prints on one page across; ``foot`` is printed below each page.
    """

    rows: Sequence[NewRow]
    widths: Mapping[int, float]
    frozen: int
    tab: str
    foot: str = ""


def sheet_part(sheet: NewSheet) -> bytes:
    """The part of ``sheet``; it is the one that the workbook opens on."""
    rows, links, merges = [], [], []
    for number, row in enumerate(sheet.rows):
        cells = "".join(_cell(number, column, cell) for column, cell in row.cells.items())
        rows.append(f'<row r="{number + 1}" ht="{row.height:g}" customHeight="1">{cells}</row>')
        links += [_link(number, column, cell) for column, cell in row.cells.items() if cell.target]
        if row.joined:
            merges.append(f'<mergeCell ref="{range_of((number, 0, number, len(sheet.widths) - 1))}"/>')
    widths = "".join(
        f'<col min="{column + 1}" max="{column + 1}" width="{width}" customWidth="1"/>'
        for column, width in sheet.widths.items()
    )
    first = address(sheet.frozen, 0)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
        f'<sheetPr><tabColor rgb="{sheet.tab}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"><pane ySplit="{sheet.frozen}" '
        f'topLeftCell="{first}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="{first}" sqref="{first}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>{"".join(rows)}</sheetData>'
        '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>'
        + (f'<mergeCells count="{len(merges)}">{"".join(merges)}</mergeCells>' if merges else "")
        + (f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "")
        + '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>{in_attribute(escaped(sheet.foot))}</oddFooter></headerFooter></worksheet>"
    ).encode()


def _cell(row: int, column: int, cell: NewCell) -> str:
    content, head = cell.content, f'<c r="{address(row, column)}" s="{cell.look}"'
    if content is None or content == "":
        return f"{head}/>"
    if isinstance(content, str) or len(Decimal(content).as_tuple().digits) > DIGITS:
        return f'{head} t="inlineStr"><is>{text_element(fitting(f"{content}"))}</is></c>'
    return f"{head}><v>{content:f}</v></c>" if isinstance(content, Decimal) else f"{head}><v>{content}</v></c>"


def _link(row: int, column: int, cell: NewCell) -> str:
    return f'<hyperlink ref="{address(row, column)}" location="{in_attribute(escaped(cell.target))}"/>'
