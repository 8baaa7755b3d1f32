"""Draws the official tables: labels as printed, open inputs, locked totals, and what turns red while typing."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from ..form import Field, Severity, Unit
from ..form.drawing import Slot
from ..form.layout import TableSheet, address
from . import wording
from .content import Issue
from .desk import Desk, exact
from .formulas import incomplete, side, without_prior
from .live import SUBJECT
from .ranges import absolute, areas

_HEAD_HEIGHT = 24
_ROW_HEIGHT = 24
_POINTS_PER_LINE = 15


def draw_table(desk: Desk, table: TableSheet) -> None:
    """One sheet with one official table, filled with what the draft holds."""
    layout = desk.draft.layout
    sheet = desk.sheet(table.sheet)
    widths = [*table.label_widths, *[table.figure_width] * (table.right - len(table.label_widths))]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    desk.text(sheet, table.title.box, table.title.text, desk.look.title())
    sheet.set_row(0, 32)
    _draw_subject(desk, sheet, table)
    for row in range(2, table.bottom):
        sheet.set_row(row, _row_height(table, widths, row))
    for label in table.labels:
        desk.text(sheet, label.box, label.text, desk.look.label(label.role, vertical=label.vertical))
    for slot in table.slots:
        _draw_slot(desk, sheet, slot, layout.form.fields[slot.field])
    _validate(desk, sheet, table)
    _mark_wrong(desk, sheet, table)
    _set_up_page(desk, sheet, table)


def _draw_subject(desk: Desk, sheet: Worksheet, table: TableSheet) -> None:
    """The line above the table: whom it is from on the left, the unit on the right."""
    units = dict.fromkeys(desk.draft.layout.form.fields[slot.field].unit.label for slot in table.slots)
    last = table.right - 1
    split = max(1, len(table.label_widths)) if table.right < 8 else table.right - 4
    sheet.merge_range(1, 0, 1, split, "", desk.look.small()) if split else None
    desk.live(sheet, *SUBJECT, desk.look.small())
    text = wording.UNIT_LINE.format(units="、".join(units)) + wording.YEAR_LINE.format(year=desk.draft.issue.year)
    if split + 1 < last:
        sheet.merge_range(1, split + 1, 1, last, text, desk.look.small(align="right"))
    elif split < last:
        sheet.write_string(1, last, text, desk.look.small(align="right"))


def _row_height(table: TableSheet, widths: list[int], row: int) -> float:
    """High enough for the longest label that stands in this row alone."""
    lines = 1
    for label in table.labels:
        box = label.box
        if box.row == row and box.height == 1 and not label.vertical:
            room = sum(widths[box.column : box.column + box.width]) - 1
            lines = max(lines, -(-_width(label.text) * 11 // (room * 10)))
    return max(_ROW_HEIGHT, 9 + _POINTS_PER_LINE * lines)


def _width(text: str) -> int:
    """Columns a text takes, where a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2000 else 1 for character in text)


def _draw_slot(desk: Desk, sheet: Worksheet, slot: Slot, field: Field) -> None:
    box, look = slot.box, desk.look.figure(field.unit, computed=field.computed)
    if box.height > 1 or box.width > 1:
        sheet.merge_range(box.row, box.column, box.row + box.height - 1, box.column + box.width - 1, None, look)
    if field.computed:
        desk.live(sheet, box.row, box.column, look)
        return
    value = desk.draft.content.values[field.index]
    if value is None:
        sheet.write_blank(box.row, box.column, None, look)
    else:
        sheet.write_number(box.row, box.column, float(exact(field.unit.number(value))), look)


def _validate(desk: Desk, sheet: Worksheet, table: TableSheet) -> None:
    """Whole numbers or decimals only, with a prompt on selection and a stop that says what is expected."""
    prior = desk.draft.issue.prior
    for slot in table.slots:
        field = desk.draft.layout.form.fields[slot.field]
        if field.computed:
            continue
        unit = field.unit
        kind = ("SIGNED_" if field.signed else "") + ("AMOUNT" if unit.decimals else "COUNT")
        facts = {"unit": unit.label, "decimals": unit.decimals}
        prompt = getattr(wording, f"{kind}_PROMPT").format(**facts)
        if prior and (figure := prior[field.index]) is not None:
            prompt += last_year(desk.draft.issue, unit, figure)
        sheet.data_validation(
            slot.box.row,
            slot.box.column,
            slot.box.row,
            slot.box.column,
            {
                "validate": "decimal" if unit.decimals else "integer",
                "criteria": "between" if field.signed else ">=",
                **({"minimum": -(10**12), "maximum": 10**12} if field.signed else {"value": 0}),
                "input_title": wording.PROMPT_TITLE,
                "input_message": prompt,
                "error_title": wording.ALERT_TITLE,
                "error_message": getattr(wording, f"{kind}_ALERT").format(**facts),
                "error_type": "stop",
            },
        )


def last_year(issue: Issue, unit: Unit, steps: int) -> str:
    """What an input's prompt adds about last year's figure."""
    figure = unit.text(steps) + unit.label
    if issue.prior_year is None:
        return wording.LAST_YEAR_UNDATED.format(figure=figure)
    return wording.LAST_YEAR.format(year=issue.prior_year, figure=figure)


def _mark_wrong(desk: Desk, sheet: Worksheet, table: TableSheet) -> None:
    """Red where a figure is none or a relation is broken, pale where nothing is filled in yet."""
    layout = desk.draft.layout
    fields = layout.form.fields
    for slot in table.slots:
        field = fields[slot.field]
        if field.computed:
            continue
        here = absolute(slot.box.row, slot.box.column)
        spot = (slot.box.row, slot.box.column, slot.box.row, slot.box.column)
        wrong = [f"ISTEXT({here})", f"ROUND({here},{field.unit.decimals})<>{here}"]
        wrong += [] if field.signed else [f"{here}<0"]
        bad = f"=IF(ISBLANK({here}),FALSE,IF(ISNUMBER({here}),OR({','.join(wrong[1:])}),TRUE))"
        sheet.conditional_format(*spot, {"type": "formula", "criteria": bad, "format": desk.look.wrong()})
    for rule in layout.form.rules:
        if table.table not in rule.tables or rule.severity is Severity.NOTICE or rule.computes:
            continue
        for relation in rule.relations:
            conditions = [incomplete(layout, relation.current_fields, "")]
            conditions += [missing] if (missing := without_prior(layout, relation.terms)) else []
            left = side(layout, relation.left, 0, relation.at, "")
            right = side(layout, relation.right, relation.constant, relation.at, "")
            sign = {"equal": "<>", "at_least": "<", "at_most": ">"}[relation.comparison]
            criteria = f"=IF(OR({','.join(conditions)}),FALSE,{left}{sign}{right})"
            cells = areas(layout.places[index][1:] for index in relation.current_fields).replace("$", "")
            first = cells.split(",")[0].split(":")[0]
            sheet.conditional_format(
                first,
                {
                    "type": "formula",
                    "criteria": criteria,
                    "format": desk.look.wrong(),
                    "multi_range": cells.replace(",", " "),
                },
            )


def _set_up_page(desk: Desk, sheet: Worksheet, table: TableSheet) -> None:
    """A4, the whole table on one page, header with organ and year, footer with page of pages."""
    if table.landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
    sheet.print_area(0, 0, table.bottom - 1, table.right - 1)
    first = next(slot for slot in table.slots if not desk.draft.layout.form.fields[slot.field].computed)
    sheet.set_selection(address(first.box.row, first.box.column))
    set_header(desk, sheet)


def set_header(desk: Desk, sheet: Worksheet) -> None:
    """The running head and foot of every printed page."""
    name = desk.draft.issue.agency.name.replace("&", "&&")
    sheet.set_header("&R&9" + wording.HEADER.format(name=name, year=desk.draft.issue.year))
    sheet.set_footer("&C&9" + wording.PAGE)
