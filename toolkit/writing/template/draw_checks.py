"""Draws the check sheet: a line for each rule instance, live, with room for explanations."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from ...form import Severity
from ...form.drawing import Box
from ...form.layout import FIRST_CHECK_ROW
from ...rules.authority import standings
from ...rules.case import Case, cases
from ...rules.formulas import literal
from ...rules.kinds import KINDS
from ..heights import lines_of, text_width
from .canvas import Canvas, exact
from .draw_tables import set_header
from .live_formulas import LIVE_COLUMNS


def draw_checks(canvas: Canvas) -> None:
    """The check sheet: one verdict on top, a line a rule instance, last year's figures in hidden columns."""
    layout = canvas.draft.layout
    section = layout.template.section("checks")
    sheet = canvas.sheet(layout.checks_sheet)
    columns = section.section("columns")
    for name, index in layout.check_columns.items():
        column = columns.section(name)
        sheet.set_column(index, index, column.get("width", int))
        canvas.text(sheet, Box(FIRST_CHECK_ROW - 1, index), column.get("label", str), canvas.formats.label("head"))
    canvas.text(sheet, Box(0, 0, 1, len(layout.check_columns)), layout.checks_sheet, canvas.formats.title())
    sheet.set_row(0, 30)
    row, column_index = layout.checks_verdict
    canvas.text(sheet, Box(row, 0), section.get("title", str), canvas.formats.make(bold=True))
    last = layout.check_columns["words"] + 1
    sheet.merge_range(row, column_index, row, last, "", canvas.formats.plain(bold=True))
    canvas.live(sheet, row, column_index, canvas.formats.plain(bold=True))
    for number, case in enumerate(cases(layout), start=1):
        _draw_line(canvas, sheet, number, case)
    _colour_verdicts(canvas, sheet)
    _draw_facts(canvas, sheet)
    sheet.freeze_panes(FIRST_CHECK_ROW, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST_CHECK_ROW - 1)
    sheet.print_area(0, 0, layout.checks[-1].row, len(layout.check_columns) - 1)
    set_header(canvas, sheet)


def _draw_line(canvas: Canvas, sheet: Worksheet, number: int, case: Case) -> None:
    layout = canvas.draft.layout
    row, at = case.check.row, layout.check_columns
    plain = canvas.formats.plain(border=1, font_size=9)
    centred = canvas.formats.make(border=1, font_size=9, align="center", num_format="0.######;-0.######;0", shrink=True)
    sheet.write_number(row, at["number"], number, canvas.formats.make(border=1, font_size=9, align="center"))
    canvas.text(sheet, Box(row, at["rule"]), case.rule.id, plain)
    canvas.text(sheet, Box(row, at["words"]), case.rule.words, plain)
    target, label = _place(case)
    link = canvas.formats.plain(border=1, font_size=9, font_color="#0563C1", underline=1)
    sheet.write_url(row, at["place"], f"internal:{target}", link, label)
    for name in LIVE_COLUMNS:
        canvas.live(sheet, row, at[name], centred)
    explanation = canvas.draft.content.explanations.get(case.check.id, "")
    look = canvas.formats.entry(font_size=9) if case.rule.severity is Severity.EXPLAIN else plain
    canvas.text(sheet, Box(row, at["explanation"]), explanation, look)
    texts = {"rule": case.rule.id, "words": case.rule.words, "explanation": explanation}
    columns = layout.template.section("checks").section("columns")
    lines = max(lines_of(text, columns.section(name).get("width", int) * 1.1) for name, text in texts.items())
    sheet.set_row(row, min(max(24, 13 * lines + 6), 400))


def _place(case: Case) -> tuple[str, str]:
    """(reference, words) of the cell a line speaks of."""
    place = KINDS[case.rule.kind].place(case)
    return place.reference, _within(place.words, _room(case))


def _room(case: Case) -> int:
    """How wide a text the column of places takes."""
    return case.layout.template.section("checks").section("columns").section("place").get("width", int)


def _within(text: str, room: int) -> str:
    """``text`` cut to one line: LibreOffice wraps no links."""
    while text_width(text) > room:
        text = text[:-2].rstrip() + "…"
    return text


def _colour_verdicts(canvas: Canvas, sheet: Worksheet) -> None:
    layout = canvas.draft.layout
    column = layout.check_columns["verdict"]
    words = layout.template.section("checks").section("verdicts")
    looks = {
        "fail": canvas.formats.wrong(),
        "explain": canvas.formats.to_explain(),
        "blank": canvas.formats.unfilled(),
        "pass": canvas.formats.good(),
        "explained": canvas.formats.good(),
    }
    for name, look in looks.items():
        sheet.conditional_format(
            layout.checks[0].row,
            column,
            layout.checks[-1].row,
            column,
            {"type": "cell", "criteria": "==", "value": literal(words.get(name, str)), "format": look},
        )


def _draw_facts(canvas: Canvas, sheet: Worksheet) -> None:
    """Hidden columns on the right: codes, last year's figures, and whether the roster lets the organ report; of a
    summary, what goes before its verdict.
    """
    draft, layout = canvas.draft, canvas.draft.layout
    plain = canvas.formats.make()
    if draft.issue.caveat:
        sheet.write_string(*layout.caveat, draft.issue.caveat, plain)
    for field in layout.form.fields:
        row, column = layout.prior_cell(field.index)
        sheet.write_string(row, column - 1, field.code, plain)
        figure = draft.prior(field.index)
        if figure is None:
            sheet.write_blank(row, column, None, plain)
        else:
            sheet.write_number(row, column, float(exact(field.unit.number(figure))), plain)
    for check, standing in standings(layout, draft).items():
        if standing:
            sheet.write_string(*layout.standing_cell(check), standing, plain)
    sheet.set_column(layout.facts_column, layout.facts_column + 2, 10, None, {"hidden": True})
