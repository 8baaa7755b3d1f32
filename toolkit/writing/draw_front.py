"""Draws the sheets around the tables: guidance, cover, narrative, and the very hidden stamp."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from ..form.drawing import Box
from ..form.sendback import load_words
from ..form.source import Section
from ..form.summary_words import load_summary_words
from ..form.template import LEGEND
from ..rules.formulas import literal
from ..stamp import Stamp
from . import wording
from .desk import Desk
from .draw_tables import set_header
from .heights import POINTS_PER_LINE, lines_of
from .look import fill

_NARRATIVE_SCALE = 72  # per cent: 100 characters across A4, and two sections to a page


def draw_guidance(desk: Desk) -> None:
    """How to fill in the workbook, by when, whom to ask (of a summary: what it is), and a legend: one screen."""
    section = desk.draft.layout.template.section("guidance")
    sheet = desk.sheet(section.get("sheet", str))
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, section.get("width", int))
    summed = load_summary_words() if desk.draft.issue.collated else None
    desk.text(sheet, Box(0, 0, 1, 2), summed.title if summed else section.get("sheet", str), desk.look.title())
    sheet.set_row(0, 32)
    row = 1
    for text in () if summed else _asked(desk, section):
        desk.text(sheet, Box(row, 1), text, desk.look.plain(bold=True))
        sheet.set_row(row, 24)
        row += 1
    lines = desk.draft.issue.guidance if summed else _guidance_lines(desk, section)
    for number, line in enumerate(lines, start=1):
        sheet.write_number(row, 0, number, desk.look.plain(align="center"))
        desk.text(sheet, Box(row, 1), line, desk.look.plain())
        sheet.set_row(row, POINTS_PER_LINE * lines_of(line, section.get("width", int)) + 8)
        row += 1
    row += 1
    desk.text(sheet, Box(row, 0, 1, 2), wording.LEGEND, desk.look.plain(bold=True))
    legend = summed.legend if summed else {name: str(text) for name, text in section.section("legend").items()}
    for name in LEGEND:
        if name not in legend:
            continue
        row += 1
        sheet.set_row(row, 20)
        desk.text(sheet, Box(row, 0), "", desk.look.plain(border=1, bg_color=fill(name)))
        desk.text(sheet, Box(row, 1), legend[name], desk.look.plain())
    sheet.fit_to_pages(1, 1)
    set_header(desk, sheet)


def _asked(desk: Desk, section: Section) -> list[str]:
    """By when it is wanted back, and whom to ask."""
    issue = desk.draft.issue
    due = issue.deadline or section.get("due", str, "-").format(year=issue.year, next=issue.year + 1)
    asked = [section.get("deadline", str).format(deadline=due)] if due != "-" else []
    if issue.contact:
        asked.append(load_words(desk.draft.layout).say("contact", contact=issue.contact))
    return asked


def _guidance_lines(desk: Desk, section: Section) -> list[str]:
    """The paragraphs; where last year's figures stand in the cells already, also what is different then."""
    lines = [*section.strings("lines")]
    if desk.draft.issue.prefilled and section.has("prefilled"):
        lines.append(section.get("prefilled", str))
    shortest = desk.draft.layout.form.shortest_explanation
    return [line.replace("{shortest}", str(shortest)) for line in lines]


def draw_cover(desk: Desk) -> Worksheet:
    """Title with the year, the address, who filled it in, the declarations about blanks, and the verdict."""
    draft, layout = desk.draft, desk.draft.layout
    section = layout.template.section("cover")
    sheet = desk.sheet(layout.cover_sheet)
    sheet.set_column(0, 0, section.get("label_width", int))
    sheet.set_column(1, 1, section.get("value_width", int))
    title = section.get("title", str).format(year=draft.issue.year, form=layout.form.title)
    desk.text(sheet, Box(0, 0, 1, 2), title, desk.look.title(18))
    sheet.set_row(0, 60)
    for entry in layout.cover:
        sheet.set_row(entry.row, 26)
        desk.text(sheet, Box(entry.row, entry.column - 1), entry.label, desk.look.plain(border=1))
        given = draft.content.cover.get(entry.id, "")
        fixed = entry.text.format(year=draft.issue.year) if entry.text else ""
        locked = bool(fixed) or (entry.kind in ("code", "name") and draft.issue.addressed)
        look = desk.look.plain(border=1, num_format="@") if locked else desk.look.entry()
        desk.text(sheet, Box(entry.row, entry.column), fixed or given, look)
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
    desk.text(sheet, Box(row, column - 1), section.get("verdict", str), desk.look.plain(border=1, bold=True))
    desk.live(sheet, row, column, desk.look.plain(border=1, bold=True))
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
    set_header(desk, sheet)
    return sheet


def draw_narrative(desk: Desk) -> None:
    """The written sections: title, hint, an open box, the count of characters, and the figures asked for."""
    draft, layout = desk.draft, desk.draft.layout
    section = layout.template.section("narrative")
    sheet = desk.sheet(layout.narrative_sheet)
    width = section.get("width", int)
    sheet.set_column(0, 0, width - 36)
    sheet.set_column(1, 2, 18)
    for place, part in zip(layout.narrative, layout.form.narrative, strict=True):
        desk.text(sheet, place.title, part.title, desk.look.make(bold=True, font_size=12))
        sheet.set_row(place.title.row, 24)
        desk.text(sheet, place.hint, part.hint, desk.look.small(italic=True, text_wrap=True))
        desk.text(sheet, place.text, draft.content.narrative.get(part.id, ""), desk.look.entry(valign="top"))
        for row in range(place.text.row, place.text.row + place.text.height):
            sheet.set_row(row, 24)
        limit = f"（{part.limit}）" if part.limit else ""
        desk.text(sheet, Box(place.count.row, 1), section.get("count", str) + limit, desk.look.small(align="right"))
        desk.live(sheet, place.count.row, place.count.column, desk.look.small(align="left"))
        units = {item.id: item for item in part.inputs}
        for item, label, value in place.inputs:
            desk.text(sheet, label, units[item].label, desk.look.plain(border=1))
            look = desk.look.figure(units[item].unit, computed=False)
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
    set_header(desk, sheet)


def draw_stamp(desk: Desk, stamp: Stamp) -> None:
    """What the workbook says about itself, on a sheet that no menu shows."""
    sheet = desk.sheet(desk.draft.layout.stamp_sheet)
    for row, (name, fact) in enumerate(stamp.facts().items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, fact)
    sheet.very_hidden()
