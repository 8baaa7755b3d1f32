"""Published reports as public pages have them, made from figures: the official tables, told in many ways."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape
from io import BytesIO

from docx import Document

from toolkit.form import Form
from toolkit.form.layout import load_layout
from toolkit.published.importing.page import Page, Paragraph
from toolkit.published.importing.sections import official_titles
from toolkit.records import recompute

ORGAN = "某县水利局"
TEXTS = {
    "overview": "本年度，我局认真落实各项要求。\n（一）主动公开。及时更新栏目。",
    "problems": "还有不足，将逐项改进。",
    "others": "本年度未收取信息处理费。",
}


@dataclass(frozen=True)
class Cell:
    """``kind`` is label or figure; a cell covers ``height`` rows and ``width`` columns."""

    text: str
    column: int
    kind: str = "label"
    height: int = 1
    width: int = 1


Rows = list[list[Cell]]
Change = Callable[[Rows], Rows]


def figures(form: Form, seed: int = 1) -> tuple[int, ...]:
    """Figures of which few are alike, with the totals that belong to them; Table 3 balances."""
    chance = random.Random(seed)
    values: list[int | None] = [
        None if item.computed else chance.randrange(1, 900) * item.unit.scale // (4 if item.unit.decimals else 1)
        for item in form.fields
    ]
    by_code = form.by_code
    for column in ("natural", "company", "research", "welfare", "legal", "others"):
        closed = recompute(form, values)[by_code[f"t3.closed.{column}"].index]
        carried_in = by_code[f"t3.carried_in.{column}"].index
        assert closed is not None
        values[by_code[f"t3.received.{column}"].index] = closed + 7
        values[carried_in] = 5
        values[by_code[f"t3.carried_out.{column}"].index] = 12
    return tuple(value or 0 for value in recompute(form, values))


def rows_of(form: Form, table: str, values: Sequence[int]) -> Rows:
    """The official table with ``values``, its cells row by row where each begins."""
    sheet = load_layout(form).sheet(table)
    cells: dict[int, list[Cell]] = {}
    for label in sheet.labels:
        box = label.box
        cells.setdefault(box.row, []).append(Cell(label.text, box.column, "label", box.height, box.width))
    for slot in sheet.slots:
        box, item = slot.box, form.fields[slot.field]
        text = item.unit.text(values[slot.field])
        cells.setdefault(box.row, []).append(Cell(text, box.column, "figure", box.height, box.width))
    return [sorted(cells[row], key=lambda cell: cell.column) for row in sorted(cells)]


def every(change: Callable[[Cell], Cell]) -> Change:
    return lambda rows: [[change(cell) for cell in row] for row in rows]


def labels(change: Callable[[str], str]) -> Change:
    return every(lambda cell: replace(cell, text=change(cell.text)) if cell.kind == "label" else cell)


def numbers(change: Callable[[str], str]) -> Change:
    return every(lambda cell: replace(cell, text=change(cell.text)) if cell.kind == "figure" else cell)


def without_spans(rows: Rows) -> Rows:
    return every(lambda cell: replace(cell, height=1, width=1))(rows)


def repeated_spans(rows: Rows) -> Rows:
    """What a merged cell says stands in each place that it covers."""
    full: dict[tuple[int, int], Cell] = {}
    for number, row in enumerate(rows):
        for cell in row:
            wide = cell.width if cell.kind == "label" else 1
            for down in range(cell.height):
                for right in range(wide):
                    full[number + down, cell.column + right] = replace(
                        cell, column=cell.column + right, height=1, width=1 if cell.kind == "label" else cell.width
                    )
    return [[full[place] for place in sorted(full) if place[0] == number] for number in range(len(rows))]


def run_together(rows: Rows) -> Rows:
    """All labels of a row that has figures in one cell, as in a table with one label column."""
    made = []
    for row in rows:
        words = [cell for cell in row if cell.kind == "label"]
        if words and len(words) < len(row):
            row = [replace(words[0], text="".join(cell.text for cell in words), height=1), *row[len(words) :]]
        made.append(row)
    return made


def html_table(rows: Rows, cell: str = "td") -> str:
    lines = []
    for row in rows:
        cells = "".join(
            f'<{cell} rowspan="{one.height}" colspan="{one.width}"><p><span>{escape(one.text)}</span></p></{cell}>'
            for one in row
        )
        lines.append(f"<tr>{cells}</tr>")
    return f"<table>{''.join(lines)}</table>"


def html_divs(rows: Rows) -> str:
    lines = ("".join(f"<div class='c'>{escape(one.text)}</div>" for one in row) for row in rows)
    return "".join(f"<div class='r'>{line}</div>" for line in lines)


def html_page(
    form: Form,
    tables: dict[str, str],
    *,
    texts: dict[str, str] = TEXTS,
    title: str = "",
    wrap: str = "{}",
) -> str:
    """A page of ``tables`` (by id, as markup) with the usual things around."""
    year = form.year
    title = title or f"{ORGAN}{year}年政府信息公开工作年度报告"
    parts = [f"<h1>{title}</h1><p>来源：某县政府网　发布时间：{year + 1}-01-20</p>"]
    for name, heading in official_titles(form).items():
        body = tables.get(name) or "".join(f"<p>{line}</p>" for line in texts[name].split("\n"))
        parts.append(f"<p><strong>{heading}</strong></p>{body}")
    parts.append(f"<p>{ORGAN}</p><p>{year + 1}年1月20日</p><p>打印本页 关闭窗口</p>")
    head = "<head><meta charset='utf-8'><title>年度报告</title></head>"
    return f"<html>{head}<body><div>首页 > 公开</div>{wrap.format(''.join(parts))}</body></html>"


def plain_page(form: Form, tables: dict[str, str]) -> str:
    parts = [f"{ORGAN}{form.year}年政府信息公开工作年度报告"]
    for name, heading in official_titles(form).items():
        parts += [heading, tables.get(name) or TEXTS[name]]
    return "\n".join([*parts, ORGAN, f"{form.year + 1}年1月20日"])


def one_cell_a_line(rows: Rows, mark: str = " |") -> str:
    return "\n".join(f"{one.text}{mark}" for row in rows for one in row)


def one_row_a_line(rows: Rows, mark: str = " | ") -> str:
    return "\n".join(mark.join(one.text for one in row) for row in rows)


def word_document(form: Form, tables: dict[str, Rows], organ: str = ORGAN) -> bytes:
    document = Document()
    document.add_paragraph(organ)
    document.add_paragraph(f"{form.year}年政府信息公开工作年度报告")
    for name, heading in official_titles(form).items():
        document.add_paragraph(heading)
        if name not in tables:
            for line in TEXTS[name].split("\n"):
                document.add_paragraph(line)
            continue
        rows = tables[name]
        width = max(cell.column + cell.width for row in rows for cell in row)
        grid = document.add_table(len(rows), width)
        lines = [list(own.cells) for own in grid.rows]  # once: each asking goes through the whole table
        for number, row in enumerate(rows):
            for cell in row:
                first = lines[number][cell.column]
                last = lines[number + cell.height - 1][cell.column + cell.width - 1]
                merged = first if last is first else first.merge(last)
                merged.text = cell.text
                for covered in lines[number : number + cell.height]:
                    covered[cell.column : cell.column + cell.width] = [merged] * cell.width
    document.add_paragraph(ORGAN)
    document.add_paragraph(f"{form.year + 1}年1月20日")
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def html_pasted(rows: Rows) -> str:
    """As pasted from Word: classes, spans within spans, digits in runs of their own."""
    lines = []
    for row in rows:
        cells = ""
        for one in row:
            text = "".join(f"<span lang=EN-US style='font-size:9.0pt'>{escape(c)}</span>" for c in one.text)
            inner = f"<p class=MsoNormal align=center style='text-align:center'><b>{text}<o:p></o:p></b></p>"
            cells += f"<td width=88 colspan={one.width} rowspan={one.height} valign=top>{inner}</td>"
        lines.append(f"<tr style='mso-yfti-irow:0;height:16.0pt'>{cells}</tr>")
    return f"<table class=MsoTableGrid border=1 cellspacing=0>{''.join(lines)}</table>"


def html_unclosed(rows: Rows) -> str:
    """Capitals, and no tag is closed, as in pages of old."""
    lines = (
        "<TR>" + "".join(f"<TD ROWSPAN={one.height} COLSPAN={one.width}><P>{escape(one.text)}" for one in row)
        for row in rows
    )
    return f"<TABLE BORDER=1><TBODY>{''.join(lines)}</TABLE>"


def html_sections(rows: Rows) -> str:
    """With a title and a unit within the table, its first row as its head, and a foot that says nothing."""
    width = max(cell.column + cell.width for row in rows for cell in row)
    title = f"<tr><td colspan={width}><strong>政府信息公开情况统计表</strong></td></tr>"
    unit = f"<tr><td colspan={width} style='text-align:right'>单位：件</td></tr>"
    body = html_table(rows).removeprefix("<table>").removesuffix("</table>")
    foot = f"<tfoot><tr><td colspan={width}>&nbsp;</td></tr></tfoot>"
    return f"<table><caption>&nbsp;</caption><thead>{title}{unit}</thead>{foot}<tbody>{body}</tbody></table>"


def html_halves(rows: Rows) -> str:
    """In two tables, the second of which repeats the heads: cut where no cell goes on."""
    heads = next(number for number, row in enumerate(rows) if any(cell.kind == "figure" for cell in row))
    for cut in range(len(rows) // 2, len(rows)):
        if all(number + cell.height <= cut for number in range(cut) for cell in rows[number]):
            return html_table(rows[:cut]) + html_table([*rows[:heads], *rows[cut:]])
    return html_table(rows)


def texts(page: Page) -> list[str]:
    """All that is read of a page: its paragraphs and the cells of its tables, in their order."""
    lines = [[part.text] if isinstance(part, Paragraph) else list(part.cells.values()) for part in page.parts]
    return [text for line in lines for text in line]
