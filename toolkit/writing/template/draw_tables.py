"""Draws the official tables: labels as printed, open inputs, locked totals, and what turns red while typing."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from ...a1 import address, range_of, rectangles
from ...form import Field, Unit
from ...form.drawing import Slot
from ...form.layout import TableSheet
from .. import wording
from ..heights import row_heights
from .canvas import Canvas, exact
from .conditional_formats import mark_table
from .content import Issue
from .live_formulas import SUBJECT


def draw_table(canvas: Canvas, table: TableSheet) -> None:
    """One sheet with one official table, filled with what the draft holds."""
    layout = canvas.draft.layout
    sheet = canvas.sheet(table.sheet)
    widths = [*table.label_widths, *[table.figure_width] * (table.right - len(table.label_widths))]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    canvas.text(sheet, table.title.box, table.title.text, canvas.formats.title())
    sheet.set_row(0, 32)
    _draw_subject(canvas, sheet, table)
    for row, height in row_heights(table, widths).items():
        sheet.set_row(row, height)
    for label in table.labels:
        canvas.text(sheet, label.box, label.text, canvas.formats.label(label.role, vertical=label.vertical))
    for slot in table.slots:
        _draw_slot(canvas, sheet, slot, layout.form.fields[slot.field])
    _validate(canvas, sheet, table)
    mark_table(canvas, sheet, table)
    _set_up_page(canvas, sheet, table)


def _draw_subject(canvas: Canvas, sheet: Worksheet, table: TableSheet) -> None:
    """The line above the table: whom it is from on the left, the unit on the right."""
    units = dict.fromkeys(canvas.draft.layout.form.fields[slot.field].unit.label for slot in table.slots)
    last = table.right - 1
    split = max(1, len(table.label_widths)) if table.right < 8 else table.right - 4
    sheet.merge_range(1, 0, 1, split, "", canvas.formats.small()) if split else None
    canvas.live(sheet, *SUBJECT, canvas.formats.small())
    text = wording.UNIT_LINE.format(units="、".join(units)) + wording.YEAR_LINE.format(year=canvas.draft.issue.year)
    if split + 1 < last:
        sheet.merge_range(1, split + 1, 1, last, text, canvas.formats.small(align="right"))
    elif split < last:
        sheet.write_string(1, last, text, canvas.formats.small(align="right"))


def _draw_slot(canvas: Canvas, sheet: Worksheet, slot: Slot, field: Field) -> None:
    box, look = slot.box, canvas.formats.figure(field.unit, computed=field.computed)
    if box.height > 1 or box.width > 1:
        sheet.merge_range(box.row, box.column, box.row + box.height - 1, box.column + box.width - 1, None, look)
    if field.computed:
        canvas.live(sheet, box.row, box.column, look)
        return
    value = canvas.draft.content.values[field.index]
    if value is None:
        sheet.write_blank(box.row, box.column, None, look)
    else:
        sheet.write_number(box.row, box.column, float(exact(field.unit.number(value))), look)


def _validate(canvas: Canvas, sheet: Worksheet, table: TableSheet) -> None:
    """Whole numbers or decimals only, with a prompt on selection and a stop that says what is expected: one validation
    for all cells that ask for the same in the same words.
    """
    alike: dict[tuple[str, bool, str], list[Slot]] = {}
    fields = canvas.draft.layout.form.fields
    for slot in table.slots:
        field = fields[slot.field]
        if not field.computed:
            alike.setdefault((field.unit.id, field.signed, _prompt(canvas.draft.issue, field)), []).append(slot)
    for (_, signed, prompt), slots in alike.items():
        unit = fields[slots[0].field].unit
        spots = [(slot.box.row, slot.box.column) for slot in slots]
        ranges = " ".join(map(range_of, rectangles(spots)))
        sheet.data_validation(
            ranges.partition(" ")[0],
            {
                "multi_range": ranges,
                "validate": "decimal" if unit.decimals else "integer",
                "criteria": "between" if signed else ">=",
                **({"minimum": -(10**12), "maximum": 10**12} if signed else {"value": 0}),
                "input_title": wording.PROMPT_TITLE,
                "input_message": prompt,
                "error_title": wording.ALERT_TITLE,
                "error_message": _asks(unit, "ALERT", signed=signed),
                "error_type": "stop",
            },
        )


def _prompt(issue: Issue, field: Field) -> str:
    """What an input asks for, and what it held last year, where that is known."""
    prompt = _asks(field.unit, "PROMPT", signed=field.signed)
    figure = issue.prior[field.index] if issue.prior else None
    return prompt if figure is None else prompt + last_year(issue, field.unit, figure)


def _asks(unit: Unit, which: str, *, signed: bool) -> str:
    kind = ("SIGNED_" if signed else "") + ("AMOUNT" if unit.decimals else "COUNT")
    text: str = getattr(wording, f"{kind}_{which}")
    return text.format(unit=unit.label, decimals=unit.decimals)


def last_year(issue: Issue, unit: Unit, steps: int) -> str:
    """What an input's prompt adds about last year's figure."""
    figure = unit.text(steps) + unit.label
    if issue.prior_year is None:
        return wording.LAST_YEAR_UNDATED.format(figure=figure)
    return wording.LAST_YEAR.format(year=issue.prior_year, figure=figure)


def _set_up_page(canvas: Canvas, sheet: Worksheet, table: TableSheet) -> None:
    """A4, the whole table on one page, header with organ and year, footer with page of pages."""
    if table.landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
    sheet.print_area(0, 0, table.bottom - 1, table.right - 1)
    first = next(slot for slot in table.slots if not canvas.draft.layout.form.fields[slot.field].computed)
    sheet.freeze_panes(min(slot.box.row for slot in table.slots), len(table.label_widths) if table.landscape else 0)
    sheet.set_selection(address(first.box.row, first.box.column))
    set_header(canvas, sheet)


def set_header(canvas: Canvas, sheet: Worksheet) -> None:
    """The running head and foot of every printed page."""
    name = canvas.draft.issue.agency.name.replace("&", "&&")
    sheet.set_header("&R&9" + wording.HEADER.format(name=name, year=canvas.draft.issue.year))
    sheet.set_footer("&C&9" + wording.PAGE)
