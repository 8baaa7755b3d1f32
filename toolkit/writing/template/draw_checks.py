"""Draws the check sheet: what to do, a line for each rule or instance, live, with room for explanations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ...a1 import address
from ...form import Rule
from ...form.check_lines import FIRST_CHECK_ROW, SharedRow
from ...form.drawing import Box
from ...rules.authority import standings
from ...rules.case import NOT_JUDGED, Case, cases
from ...rules.formulas import literal
from ...rules.kinds import KINDS
from ...rules.shared import PLACED
from .. import wording
from ..heights import lines_of, text_width
from .canvas import Canvas, exact
from .draw_tables import set_header
from .live_formulas import LIVE_COLUMNS

_FACTS = 5  # hidden columns: Layout.facts_column
_LINE = 12  # points a line of small text takes
_ROOM = 23  # points: of a line with room for an explanation, so that two lines of it show
_PAGE = 700  # points that go on one printed page without becoming too small to read


def draw_checks(canvas: Canvas) -> None:
    """The check sheet: the verdict and what to do on top, then the lines; below and beside them, hidden, what they are
    reckoned from.
    """
    layout = canvas.draft.layout
    sheet = canvas.sheet(layout.checks_sheet)
    _draw_head(canvas, sheet)
    by_rule: dict[str, list[Case]] = {}
    for case in cases(layout):
        by_rule.setdefault(case.check.rule, []).append(case)
    height = 0.0
    for shared in layout.lines.shared:
        height += _draw_shared(canvas, sheet, shared, layout.form.by_rule[shared.rule])
        for case in by_rule.pop(shared.rule):
            _draw_hidden(canvas, sheet, case)
    for own in by_rule.values():
        height += _draw_own(canvas, sheet, own)
    _colour(canvas, sheet)
    _draw_facts(canvas, sheet)
    sheet.freeze_panes(FIRST_CHECK_ROW, 0)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 1 if height <= _PAGE else 0)
    sheet.center_horizontally()
    sheet.repeat_rows(FIRST_CHECK_ROW - 1)
    sheet.print_area(0, 0, layout.lines.bottom, len(layout.check_columns) - 1)
    set_header(canvas, sheet)


def _draw_head(canvas: Canvas, sheet: Worksheet) -> None:
    """Title, verdict, what each verdict asks for, and the heads of the columns."""
    layout = canvas.draft.layout
    section = layout.template.section("checks")
    columns = section.section("columns")
    for name, index in layout.check_columns.items():
        column = columns.section(name)
        sheet.set_column(index, index, column.get("width", int))
        canvas.text(sheet, Box(FIRST_CHECK_ROW - 1, index), column.get("label", str), canvas.formats.label("head"))
    width = len(layout.check_columns)
    canvas.text(sheet, Box(0, 0, 1, width), layout.checks_sheet, canvas.formats.title())
    sheet.set_row(0, 26)
    row, at = layout.checks_verdict
    bold = canvas.formats.make(bold=True)
    canvas.text(sheet, Box(row, 0), section.get("title", str), bold)
    canvas.live(sheet, row, at, bold)
    sheet.set_row(row, 18)
    if not canvas.draft.issue.collated:
        verdicts = section.section("verdicts")
        words = {name: verdicts.get(name, str) for name, _ in verdicts.items()}
        says = {"place": columns.section("place").get("label", str), "none": NOT_JUDGED}
        note = wording.CHECKS_NOTE.format(**words, **says, shortest=layout.form.shortest_explanation)
        canvas.text(sheet, Box(FIRST_CHECK_ROW - 2, 0, 1, width), note, canvas.formats.small(text_wrap=True))
        sheet.set_row(FIRST_CHECK_ROW - 2, 2 * _LINE + 4)


def _draw_shared(canvas: Canvas, sheet: Worksheet, shared: SharedRow, rule: Rule) -> float:
    """A rule that has to hold: what it says, what of it does not, and how to mend that. How high its line is."""
    at, row = canvas.draft.layout.check_columns, shared.row
    _draw_rule(canvas, sheet, row, rule)
    canvas.text(sheet, Box(row, at["words"]), rule.words, canvas.formats.plain(border=1, font_size=9))
    link = canvas.formats.plain(border=1, font_size=9, font_color="#0563C1", underline=1)
    canvas.live(sheet, row, at["place"], link)
    for name in LIVE_COLUMNS:
        canvas.live(sheet, row, at[name], _figure(canvas))
    canvas.text(sheet, Box(row, at["explanation"]), rule.fix, canvas.formats.plain(border=1, font_size=9))
    for beside in (3, 4):
        canvas.live(sheet, row, canvas.draft.layout.facts_column + beside)
    height = _height(canvas, {"words": rule.words, "explanation": rule.fix})
    sheet.set_row(row, height)
    return height


def _draw_hidden(canvas: Canvas, sheet: Worksheet, case: Case) -> None:
    """What a shared line is reckoned from: an instance's own line and place."""
    row, at = case.check.row, case.layout.check_columns
    for name in (*PLACED, *LIVE_COLUMNS):
        canvas.live(sheet, row, at[name])
    sheet.set_row(row, None, None, {"hidden": True})


def _draw_own(canvas: Canvas, sheet: Worksheet, own: Sequence[Case]) -> float:
    """A rule that may be explained: its words once, then an instance a line, each with room for an explanation. How
    high its lines are.
    """
    layout, rule = canvas.draft.layout, own[0].rule
    at, top = layout.check_columns, own[0].check.row
    link = canvas.formats.plain(border=1, font_size=9, font_color="#0563C1", underline=1)
    words = canvas.formats.plain(border=1, font_size=9)
    share = max(_ROOM, _height(canvas, {"words": rule.words}) / len(own))
    heights = []
    for case in own:
        row = case.check.row
        _draw_rule(canvas, sheet, row, rule)
        place = KINDS[rule.kind].place(case)
        sheet.write_url(row, at["place"], f"internal:{place.reference}", link, _within(place.words, _room(case)))
        for name in LIVE_COLUMNS:
            canvas.live(sheet, row, at[name], _figure(canvas))
        explanation = canvas.draft.content.explanations.get(case.check.id, "")
        canvas.text(sheet, Box(row, at["explanation"]), explanation, canvas.formats.entry(font_size=9))
        heights.append(max(share, _height(canvas, {"explanation": explanation})))
        sheet.set_row(row, heights[-1])
    canvas.text(sheet, Box(top, at["words"], len(own), 1), rule.words, words)
    return sum(heights)


def _draw_rule(canvas: Canvas, sheet: Worksheet, row: int, rule: Rule) -> None:
    at = canvas.draft.layout.check_columns
    sheet.write_number(
        row, at["number"], row - FIRST_CHECK_ROW + 1, canvas.formats.make(border=1, font_size=9, align="center")
    )
    canvas.text(sheet, Box(row, at["rule"]), rule.id, canvas.formats.make(border=1, font_size=9, shrink=True))


def _figure(canvas: Canvas) -> Format:
    return canvas.formats.make(border=1, font_size=9, align="center", num_format="0.######;-0.######;0", shrink=True)


def _height(canvas: Canvas, texts: Mapping[str, str]) -> float:
    """How high a line must be for ``texts``, by column."""
    columns = canvas.draft.layout.template.section("checks").section("columns")
    lines = max(lines_of(text, columns.section(name).get("width", int) * 1.1) for name, text in texts.items())
    return min(max(18, _LINE * lines + 5), 400)


def _room(case: Case) -> int:
    """How wide a text the column of places takes."""
    return case.layout.template.section("checks").section("columns").section("place").get("width", int)


def _within(text: str, room: int) -> str:
    """``text`` cut to one line: LibreOffice wraps no links."""
    while text_width(text) > room:
        text = text[:-2].rstrip() + "…"
    return text


def _colour(canvas: Canvas, sheet: Worksheet) -> None:
    """The verdicts, and the room where an explanation is owed."""
    layout = canvas.draft.layout
    top, bottom, at = FIRST_CHECK_ROW, layout.lines.bottom, layout.check_columns
    words = layout.template.section("checks").section("verdicts")
    looks = {
        "fail": canvas.formats.wrong(),
        "explain": canvas.formats.to_explain(),
        "blank": canvas.formats.unfilled(),
        "pass": canvas.formats.good(),
        "explained": canvas.formats.good(),
    }
    for name, look in looks.items():
        value = {"type": "cell", "criteria": "==", "value": literal(words.get(name, str)), "format": look}
        sheet.conditional_format(top, at["verdict"], bottom, at["verdict"], value)
    owed = f"=${address(top, at['verdict'])}={literal(words.get('explain', str))}"
    formula = {"type": "formula", "criteria": owed, "format": canvas.formats.to_explain()}
    sheet.conditional_format(top, at["explanation"], bottom, at["explanation"], formula)


def _draw_facts(canvas: Canvas, sheet: Worksheet) -> None:
    """Hidden columns on the right: last year's figures, and whether the roster lets the organ report; of a summary,
    what goes before its verdict.
    """
    draft, layout = canvas.draft, canvas.draft.layout
    plain = canvas.formats.make()
    if draft.issue.caveat:
        sheet.write_string(*layout.caveat, draft.issue.caveat, plain)
    for field in layout.lines.prior_rows:
        item = layout.form.fields[field]
        row, column = layout.prior_cell(field)
        figure = draft.prior(field)
        if figure is None:
            sheet.write_blank(row, column, None, plain)
        else:
            sheet.write_number(row, column, float(exact(item.unit.number(figure))), plain)
    for check, standing in standings(layout, draft).items():
        if standing:
            sheet.write_string(*layout.standing_cell(check), standing, plain)
    sheet.set_column(layout.facts_column, layout.facts_column + _FACTS - 1, 10, None, {"hidden": True})
