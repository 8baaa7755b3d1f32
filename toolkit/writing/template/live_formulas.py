"""Every formula of a workbook by its cell, and what each comes to.

The drawing writes both; filling a workbook that exists needs only the second.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ...a1 import areas, reference
from ...form.check_lines import CheckRow
from ...form.layout import Layout
from ...form.summary_words import load_summary_words
from ...rules.case import Line, Value, cases
from ...rules.formulas import criterion, literal, total
from ...rules.lines import line_formulas, line_values
from ...rules.sections import count_characters, text_length
from ...rules.shared import shared_formulas, shared_values
from .. import wording
from .content import Draft

Spot = tuple[str, int, int]  # sheet, row, column
LIVE_COLUMNS = ("left", "right", "difference", "verdict")


@lru_cache(maxsize=8)
def formulas(layout: Layout, *, collated: bool = False) -> dict[Spot, str]:
    """The text of each formula, ``=`` first; array formulas stand in braces. ``collated``: for a summary."""
    made: dict[Spot, str] = {}
    for relation in layout.form.computations:
        sheet, row, column = layout.places[relation.at]
        made[sheet, row, column] = total(layout, relation)
    for case in cases(layout):
        line = line_formulas(case, collated=collated)
        for name in LIVE_COLUMNS:
            shown = getattr(line, name)
            if isinstance(shown, str) and shown.startswith("="):
                spot = (layout.checks_sheet, case.check.row, layout.check_columns[name])
                made[spot] = "{" + shown + "}" if line.array and name == "left" else shown
    for shared in layout.lines.shared:
        for (row, column), formula in shared_formulas(layout, shared).items():
            made[layout.checks_sheet, row, column] = formula
    made[layout.checks_sheet, *layout.checks_verdict] = _verdict_formula(layout, collated=collated)
    made[layout.cover_sheet, *layout.cover_verdict] = f"={reference(*layout.checks_verdict, layout.checks_sheet)}"
    for part in layout.narrative:
        made[layout.narrative_sheet, part.count.row, part.count.column] = f"={text_length(layout, part.section)}"
    if (entry := layout.form.cover_entry("name")) is not None:
        here = layout.cover_cell(entry.id)
        for table in layout.tables:
            name_cell = reference(here.row, here.column, layout.cover_sheet)
            made[table.sheet, *SUBJECT] = f"={literal(wording.SUBJECT_LINE)}&{name_cell}"
    return made


SUBJECT = (1, 0)  # of a table sheet: the line that names the organ


@dataclass(frozen=True, slots=True)
class Known:
    """What was reckoned of the check sheet before and comes to the same again: ``lines`` of instances, and ``results``
    of all cells of the rows that rest on those alone.
    """

    lines: Mapping[CheckRow, Line]
    results: Mapping[Spot, Value]


def results(draft: Draft, known: Known | None = None) -> dict[Spot, Value]:
    """What each of ``formulas`` comes to, and the fixed contents that stand in live columns."""
    layout = draft.layout
    form = layout.form
    made: dict[Spot, Value] = dict(known.results) if known else {}
    for relation in form.computations:
        steps = draft.values[relation.at]
        made[layout.places[relation.at]] = "" if steps is None else form.fields[relation.at].unit.number(steps)
    _reckon_lines(draft, made, known)
    seen = ((layout.checks_sheet, row, layout.check_columns["verdict"]) for row in layout.lines.seen)
    verdict = _verdict(draft, [str(made[spot]) for spot in seen])
    made[layout.checks_sheet, *layout.checks_verdict] = verdict
    made[layout.cover_sheet, *layout.cover_verdict] = verdict
    for part in layout.narrative:
        length = count_characters(draft.content.narrative.get(part.section, ""))
        made[layout.narrative_sheet, part.count.row, part.count.column] = length
    if (entry := form.cover_entry("name")) is not None:
        for table in layout.tables:
            made[table.sheet, *SUBJECT] = wording.SUBJECT_LINE + draft.content.cover.get(entry.id, "")
    return made


def _reckon_lines(draft: Draft, made: dict[Spot, Value], known: Known | None) -> None:
    """Adds to ``made`` what the lines of the check sheet come to, but for those that are ``known``."""
    layout = draft.layout
    lines, column = dict(known.lines) if known else {}, layout.check_columns
    for case in cases(layout):
        if case.check not in lines:
            lines[case.check] = line = line_values(case, draft, collated=draft.issue.collated)
            for name in LIVE_COLUMNS:
                made[layout.checks_sheet, case.check.row, column[name]] = getattr(line, name)
    for shared in layout.lines.shared:
        if (layout.checks_sheet, shared.row, column["verdict"]) not in made:
            for (row, at), value in shared_values(layout, shared, lines).items():
                made[layout.checks_sheet, row, at] = value


def _verdict_formula(layout: Layout, *, collated: bool) -> str:
    """The verdict on the whole; of a summary, what its caveat says goes before it."""
    words = layout.template.section("checks").section("verdicts")
    column = layout.check_columns["verdict"]
    cells = areas((row, column) for row in layout.lines.seen)

    def count(name: str) -> str:
        return f"COUNTIF({cells},{criterion(words.get(name, str))})"

    said = _verdicts(collated=collated)
    wrong = _joined(said["wrong"], wrong=count("fail"), blank=count("blank"))
    explain = _joined(said["explain"], explain=count("explain"))
    caveat = reference(*layout.caveat)
    passed = literal(said["well"])
    if collated:
        passed = f'IF({caveat}="",{passed},{literal(said["well_so_far"])})'
    well = f"IF({count('explain')}>0,{explain},{passed})"
    judged = f"IF({count('fail')}+{count('blank')}>0,{wrong},{well})"
    return f"={caveat}&{judged}" if collated else f"={judged}"


def _verdict(draft: Draft, verdicts: list[str]) -> str:
    """What the formula of the verdict comes to."""
    words = draft.layout.template.section("checks").section("verdicts")
    counts = {name: verdicts.count(words.get(name, str)) for name in ("fail", "blank", "explain")}
    said, caveat = _verdicts(collated=draft.issue.collated), draft.issue.caveat
    if counts["fail"] or counts["blank"]:
        judged = said["wrong"].format(wrong=counts["fail"], blank=counts["blank"])
    elif counts["explain"]:
        judged = said["explain"].format(explain=counts["explain"])
    else:
        judged = said["well_so_far" if caveat else "well"]
    return caveat + judged


def _verdicts(*, collated: bool) -> Mapping[str, str]:
    """The words of the verdict on the whole, by name."""
    if collated:
        return load_summary_words().verdicts
    return {"wrong": wording.SOME_WRONG, "explain": wording.SOME_TO_EXPLAIN, "well": wording.ALL_WELL}


def _joined(text: str, **parts: str) -> str:
    """``text`` as a formula that joins its words with the expressions that stand in its braces."""
    joined = literal(text)
    for name, expression in parts.items():
        joined = joined.replace("{" + name + "}", f'"&{expression}&"')
    return joined
