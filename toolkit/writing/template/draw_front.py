"""Draws the sheets around the tables: guidance, cover, narrative, and the very hidden stamp."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from ...form.drawing import Box
from ...form.sendback import load_words
from ...form.source import Section
from ...form.summary_words import load_summary_words
from ...form.template import LEGEND
from ...rules.formulas import literal
from ...stamp import Stamp
from .. import wording
from ..heights import POINTS_PER_LINE, lines_of
from .canvas import Canvas
from .draw_tables import set_header
from .formats import fill

_NARRATIVE_SCALE = 72  # per cent: 100 characters across A4, and two sections to a page


def draw_guidance(canvas: Canvas) -> None:
    """How to fill in the workbook, by when, whom to ask (of a summary: what it is), and a legend: one screen."""
    section = canvas.draft.layout.template.section("guidance")
    sheet = canvas.sheet(section.get("sheet", str))
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, section.get("width", int))
    summed = load_summary_words() if canvas.draft.issue.collated else None
    canvas.text(sheet, Box(0, 0, 1, 2), summed.title if summed else section.get("sheet", str), canvas.formats.title())
    sheet.set_row(0, 32)
    row = 1
    for text in () if summed else _asked(canvas, section):
        canvas.text(sheet, Box(row, 1), text, canvas.formats.plain(bold=True))
        sheet.set_row(row, 24)
        row += 1
    lines = canvas.draft.issue.guidance if summed else _guidance_lines(canvas, section)
    for number, line in enumerate(lines, start=1):
        sheet.write_number(row, 0, number, canvas.formats.plain(align="center"))
        canvas.text(sheet, Box(row, 1), line, canvas.formats.plain())
        sheet.set_row(row, POINTS_PER_LINE * lines_of(line, section.get("width", int)) + 8)
        row += 1
    row += 1
    canvas.text(sheet, Box(row, 0, 1, 2), wording.LEGEND, canvas.formats.plain(bold=True))
    legend = summed.legend if summed else {name: str(text) for name, text in section.section("legend").items()}
    for name in LEGEND:
        if name not in legend:
            continue
        row += 1
        sheet.set_row(row, 20)
        canvas.text(sheet, Box(row, 0), "", canvas.formats.plain(border=1, bg_color=fill(name)))
        canvas.text(sheet, Box(row, 1), legend[name], canvas.formats.plain())
    sheet.fit_to_pages(1, 1)
    set_header(canvas, sheet)


def _asked(canvas: Canvas, section: Section) -> list[str]:
    """By when it is wanted back, and whom to ask."""
    issue = canvas.draft.issue
    due = issue.deadline or section.get("due", str, "-").format(year=issue.year, next=issue.year + 1)
    asked = [section.get("deadline", str).format(deadline=due)] if due != "-" else []
    if issue.contact:
        asked.append(load_words(canvas.draft.layout).say("contact", contact=issue.contact))
    return asked


def _guidance_lines(canvas: Canvas, section: Section) -> list[str]:
    """The paragraphs; where last year's figures stand in the cells already, also what is different then."""
    lines = [*section.strings("lines")]
    if canvas.draft.issue.prefilled and section.has("prefilled"):
        lines.append(section.get("prefilled", str))
    shortest = canvas.draft.layout.form.shortest_explanation
    return [line.replace("{shortest}", str(shortest)) for line in lines]


def draw_cover(canvas: Canvas) -> Worksheet:
    """Title with the year, the address, who filled it in, the declarations about blanks, and the verdict."""
    draft, layout = canvas.draft, canvas.draft.layout
    section = layout.template.section("cover")
    sheet = canvas.sheet(layout.cover_sheet)
    sheet.set_column(0, 0, section.get("label_width", int))
    sheet.set_column(1, 1, section.get("value_width", int))
    title = section.get("title", str).format(year=draft.issue.year, form=layout.form.title)
    canvas.text(sheet, Box(0, 0, 1, 2), title, canvas.formats.title(18))
    sheet.set_row(0, 60)
    for entry in layout.cover:
        sheet.set_row(entry.row, 26)
        canvas.text(sheet, Box(entry.row, entry.column - 1), entry.label, canvas.formats.plain(border=1))
        given = draft.content.cover.get(entry.id, "")
        fixed = entry.text.format(year=draft.issue.year) if entry.text else ""
        locked = bool(fixed) or (entry.kind in ("code", "name") and draft.issue.addressed)
        look = canvas.formats.plain(border=1, num_format="@") if locked else canvas.formats.entry()
        canvas.text(sheet, Box(entry.row, entry.column), fixed or given, look)
        if entry.kind == "zero":
            words = {"yes": layout.yes, "no": layout.no}
            sheet.data_validation(
                entry.row,
                entry.column,
                entry.row,
                entry.column,
                {
                    "validate": "list",
                    "source": [literal(word)[1:-1] for word in words.values()],  # xlsxwriter puts the outer quotes
                    "input_title": wording.PROMPT_TITLE,
                    "input_message": wording.CHOICE_PROMPT.format(**words),
                    "error_title": wording.ALERT_TITLE,
                    "error_message": wording.CHOICE_ALERT.format(**words),
                },
            )
    row, column = layout.cover_verdict
    sheet.set_row(row, 30)
    canvas.text(sheet, Box(row, column - 1), section.get("verdict", str), canvas.formats.plain(border=1, bold=True))
    canvas.live(sheet, row, column, canvas.formats.plain(border=1, bold=True))
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
    set_header(canvas, sheet)
    return sheet


def draw_narrative(canvas: Canvas) -> None:
    """The written sections: title, hint, an open box, the count of characters, and the figures asked for."""
    draft, layout = canvas.draft, canvas.draft.layout
    section = layout.template.section("narrative")
    sheet = canvas.sheet(layout.narrative_sheet)
    width = section.get("width", int)
    sheet.set_column(0, 0, width - 36)
    sheet.set_column(1, 2, 18)
    for place, part in zip(layout.narrative, layout.form.narrative, strict=True):
        canvas.text(sheet, place.title, part.title, canvas.formats.make(bold=True, font_size=12))
        sheet.set_row(place.title.row, 24)
        canvas.text(sheet, place.hint, part.hint, canvas.formats.small(italic=True, text_wrap=True))
        canvas.text(sheet, place.text, draft.content.narrative.get(part.id, ""), canvas.formats.entry(valign="top"))
        for row in range(place.text.row, place.text.row + place.text.height):
            sheet.set_row(row, 24)
        limit = f"（{part.limit}）" if part.limit else ""
        canvas.text(
            sheet, Box(place.count.row, 1), section.get("count", str) + limit, canvas.formats.small(align="right")
        )
        canvas.live(sheet, place.count.row, place.count.column, canvas.formats.small(align="left"))
        units = {item.id: item for item in part.inputs}
        for item, label, value in place.inputs:
            canvas.text(sheet, label, units[item].label, canvas.formats.plain(border=1))
            look = canvas.formats.figure(units[item].unit, computed=False)
            given = draft.content.narrative.get(item, "")
            if given:
                sheet.write_number(value.row, value.column, float(given), look)
            else:
                sheet.write_blank(value.row, value.column, None, look)
            sheet.set_row(value.row, 22)
    # Excel heeds no page breaks where pages are fitted, so the scale is fixed: no section is cut in two.
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.set_print_scale(_NARRATIVE_SCALE)
    sheet.set_h_pagebreaks([place.title.row for place in layout.narrative[2::2]])
    last = layout.narrative[-1]
    sheet.print_area(0, 0, last.count.row + len(last.inputs), 2)
    set_header(canvas, sheet)


def draw_stamp(canvas: Canvas, stamp: Stamp) -> None:
    """What the workbook says about itself, on a sheet that no menu shows."""
    sheet = canvas.sheet(canvas.draft.layout.stamp_sheet)
    for row, (name, fact) in enumerate(stamp.facts().items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, fact)
    sheet.very_hidden()
