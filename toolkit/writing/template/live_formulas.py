"""Every formula of a workbook by its cell, and what each comes to.

The drawing writes both; filling a workbook that exists needs only the second.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from ...a1 import areas, reference
from ...form.layout import Layout
from ...form.summary_words import load_summary_words
from ...rules.case import Value, cases
from ...rules.formulas import literal, total
from ...rules.lines import line_formulas, line_values
from ...rules.sections import count_characters, text_length
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


def results(draft: Draft) -> dict[Spot, Value]:
    """What each of ``formulas`` comes to, and the fixed figures that stand in live columns."""
    layout = draft.layout
    form = layout.form
    made: dict[Spot, Value] = {}
    for item in form.fields:
        if item.computed:
            value = draft.values[item.index]
            made[layout.places[item.index]] = "" if value is None else item.unit.number(value)
    verdicts = []
    for case in cases(layout):
        line = line_values(case, draft, collated=draft.issue.collated)
        verdicts.append(str(line.verdict))
        for name in LIVE_COLUMNS:
            made[layout.checks_sheet, case.check.row, layout.check_columns[name]] = getattr(line, name)
    verdict = _verdict(draft, verdicts)
    made[layout.checks_sheet, *layout.checks_verdict] = verdict
    made[layout.cover_sheet, *layout.cover_verdict] = verdict
    for part in layout.narrative:
        length = count_characters(draft.content.narrative.get(part.section, ""))
        made[layout.narrative_sheet, part.count.row, part.count.column] = length
    if (entry := form.cover_entry("name")) is not None:
        for table in layout.tables:
            made[table.sheet, *SUBJECT] = wording.SUBJECT_LINE + draft.content.cover.get(entry.id, "")
    return made


def _verdict_formula(layout: Layout, *, collated: bool) -> str:
    """The verdict on the whole; of a summary, what its caveat says goes before it."""
    words = layout.template.section("checks").section("verdicts")
    column = layout.check_columns["verdict"]
    cells = areas((check.row, column) for check in layout.checks)

    def count(name: str) -> str:
        return f"COUNTIF({cells},{literal(_criterion(words.get(name, str)))})"

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


def _criterion(word: str) -> str:
    """What COUNTIF must be given to count the cells that hold ``word``: its wildcards stand for themselves."""
    return re.sub(r"([~*?])", r"~\1", word)


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
